"""Mutation testing with mutmut: change the code in small ways and count what the tests notice.

    python tools/mutate.py codebook batch --sample 60

Files are mutated in ``build/mutate/ROOM-FILE`` together with those that share their tests, and only
these tests are run; ``survivors.diff`` there shows the changes that no test noticed. mutmut cannot
change tables and decorated functions, nor code that runs while a module is imported: that is
changed too late to be noticed.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import shutil
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[1]
SEED = 20261128
EFFORT = "0.1"  # share of the examples of property tests
TIMES_OUT = {36, 24, -24, 152, 255}  # mutmut's exit codes for a time-out
SURVIVED, NO_TEST = 0, 33
ARGUMENTS = ("--hypothesis-profile=mutants",)  # the same examples of property tests every time
# Called while their module is imported, before mutmut selects a mutant.
AT_IMPORT = ("x__acled_type__", "x__event_types__")


class Part(NamedTuple):
    """Files of a folder of ``extractor`` and the tests that cover them."""

    files: tuple[str, ...]
    tests: tuple[str, ...]
    chosen: str = "not (duckdb or postgres)"
    """Selection of tests for pytest's ``-k``: no database but SQLite, unless one is mutated."""


ROOMS = {
    "codebook": (
        Part(
            (
                *("actors", "associated", "calendars", "countries", "country_words", "folding"),
                *("groups", "invariants", "invisible", "kind_labels", "names", "open_days"),
                *("regimes", "rules", "types", "written_dates"),
            ),
            ("codebook",),
        ),
    ),
    "records": (
        Part(
            (
                *("acled", "counts", "custom", "deaths", "evidence_fields", "field_lookup"),
                *("flat", "headless", "kinds", "known_columns", "other_files", "provenance"),
                *("settled_days", "versions", "vintages"),
            ),
            ("records", "convert/test_formats.py"),
        ),
    ),
    "tables": (
        Part(
            ("cutting", "delimited", "not_rows", "repeated", "splitting", "strays", "titles"),
            (
                *("tables/test_cutting.py", "tables/test_delimited.py"),
                *("tables/test_not_rows.py", "tables/test_repeated_headers.py"),
                *("tables/test_splitting.py", "tables/test_titles.py"),
            ),
        ),
        Part(
            ("envelopes", "json_faults", "json_rows", "layouts", "table"),
            (
                *("tables/test_any_form.py", "tables/test_envelopes.py"),
                *("tables/test_json_layouts.py", "tables/test_json_rows.py"),
                *("tables/test_not_rows.py", "tables/test_titles.py"),
            ),
        ),
        Part(
            ("sheet_marks", "sheets", "workbook"),
            (
                *("tables/test_repeated_headers.py", "tables/test_sheets.py"),
                "tables/test_titles.py",
            ),
        ),
        Part(
            (
                *("ahead", "bounds", "columnar", "footer", "opening", "other_formats"),
                *("saving", "streams", "temporary_data"),
            ),
            (
                *("tables/test_ahead.py", "tables/test_bounds.py"),
                *("tables/test_damaged_parquet.py", "tables/test_encodings_streamed.py"),
                *("tables/test_encodings_named.py", "tables/test_envelopes.py"),
                *("tables/test_opening.py", "tables/test_other_formats.py"),
                *("tables/test_temporary_data.py", "tables/test_streams.py"),
            ),
        ),
        Part(
            (
                *("guessing/__init__", "guessing/encodings", "guessing/letters", "guessing/mixed"),
                *("guessing/sample", "guessing/spelling", "guessing/verdict"),
            ),
            (
                *("tables/test_encodings.py", "tables/test_encodings_named.py"),
                *("tables/test_encodings_streamed.py", "tables/test_guessing.py"),
            ),
        ),
    ),
    "stores": (
        Part(
            (
                *("batched", "checked", "deleted", "loading", "plan", "removal", "report"),
                *("sqlite", "steady", "store"),
            ),
            (
                *("stores/test_conflicts.py", "stores/test_database_layout.py"),
                *("stores/test_deleted.py", "stores/test_deleted_rows_again.py"),
                *("stores/test_loading.py", "stores/test_migrations.py"),
                *(
                    "stores/test_one_line.py",
                    "stores/test_plan.py",
                    "stores/test_report_of_a_load.py",
                ),
                *("stores/test_sqlite.py", "validate/test_exports_before_2019.py"),
            ),
        ),
        Part(
            ("acled_rows", "address", "migrations", "rows"),
            (
                *("stores/test_acled_rows.py", "stores/test_address.py"),
                *("stores/test_migrations.py", "stores/test_rows.py"),
            ),
        ),
        Part(
            ("duckdb", "postgres"),
            (
                *("stores/test_conflicts.py", "stores/test_database_layout.py"),
                *("stores/test_deleted.py", "stores/test_duckdb.py", "stores/test_loading.py"),
                *("stores/test_migrations.py", "stores/test_postgres.py"),
            ),
            "duckdb or postgres",
        ),
    ),
    "batch": (
        Part(
            ("accounting", "entries", "journal", "keys", "mending", "written"),
            (
                *("batch/test_damaged_both.py", "batch/test_entries.py"),
                *("batch/test_journal_machine.py", "batch/test_journal_on_disk.py"),
                *("batch/test_keys.py", "batch/test_mending.py", "batch/test_run_journal.py"),
                *("batch/test_spent.py", "batch/test_two_faults.py", "batch/test_written.py"),
            ),
        ),
        Part(
            ("budget", "delivery", "done", "failures", "locking", "loop", "told"),
            (
                *("batch/test_budget.py", "batch/test_delivery.py", "batch/test_done.py"),
                *("batch/test_failure_file.py", "batch/test_failures.py"),
                *("batch/test_locking.py", "batch/test_loop.py"),
            ),
        ),
        Part(
            ("processes", "starting", "worker"),
            ("batch/test_starting.py", "faults/test_processes.py", "faults/test_worker.py"),
        ),
        Part(
            ("estimate",),
            ("cli/test_run.py", "faults/test_spending.py"),
        ),
        Part(
            (
                *("provider/collecting", "provider/folder", "provider/service"),
                "provider/submitting",
            ),
            ("faults/test_provider_batches.py",),
        ),
    ),
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("rooms", nargs="+", choices=ROOMS)
    parser.add_argument("--sample", type=int, help="at most so many changes a file")
    parser.add_argument("--only", nargs="*", help="these files alone, as journal")
    given = parser.parse_args()
    for room in given.rooms:
        for part in ROOMS[room]:
            wanted = [file for file in part.files if given.only is None or file in given.only]
            if wanted:
                _mutate(room, part._replace(files=tuple(wanted)), given.sample)


def _mutate(name: str, part: Part, sample: int | None) -> None:
    folder = _laid_out(name, part)
    # Makes the mutants and maps tests to functions; no mutant is named "nothing", so none is run.
    _mutmut(folder, "run", "--max-children", "1", "nothing")
    chosen: dict[str, list[str]] = {}
    for file in part.files:
        mutants = sorted(_codes(folder, name, file))
        if sample is not None and sample < len(mutants):
            mutants = sorted(random.Random(SEED).sample(mutants, sample))
        chosen[file] = mutants
    names = [mutant for mutants in chosen.values() for mutant in mutants]
    _mutmut(folder, "run", "--max-children", "1", *names)
    for file, mutants in chosen.items():
        _report(folder, name, file, mutants)


def _laid_out(name: str, part: Part) -> Path:
    """Make a folder laid out like the project, with the files to mutate and the tests to run."""
    folder = ROOT / "build" / "mutate" / f"{name}-{part.files[0].replace('/', '-')}"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    for one in ("extractor", "tests", "docs", "evals", "fixtures", "schemas", "README.md"):
        (folder / one).symlink_to(ROOT / one)
    own = {
        "only_mutate": [f"extractor/{name}/{file}.py" for file in part.files],
        "pytest_add_cli_args": ["-k", part.chosen, *ARGUMENTS],
        "pytest_add_cli_args_test_selection": [f"tests/{test}" for test in part.tests],
    }
    lines = "".join(f"{key} = {json.dumps(value)}\n" for key, value in own.items())
    settings = (ROOT / "pyproject.toml").read_text("utf-8")
    head = "[tool.mutmut]\n"
    (folder / "pyproject.toml").write_text(settings.replace(head, head + lines), "utf-8")
    return folder


def _mutmut(folder: Path, *words: str) -> str:
    command = [str(Path(sys.executable).with_name("mutmut")), *words]
    setting = {**os.environ, "EXTRACT_TEST_EFFORT": EFFORT}
    with (folder / "log.txt").open("a", encoding="utf-8") as log:
        done = subprocess.run(
            command, cwd=folder, env=setting, stdout=subprocess.PIPE, stderr=log, text=True
        )
        log.write(done.stdout)
    return done.stdout


def _codes(folder: Path, room: str, file: str) -> dict[str, int | None]:
    """The exit code of each mutant of a file, ``None`` if it was not tried."""
    found = folder / "mutants" / "extractor" / room / f"{file}.py.meta"
    if not found.exists():
        sys.exit(f"mutmut made nothing of {room}/{file}.py: see {folder / 'log.txt'}")
    codes: dict[str, int | None] = json.loads(found.read_text("utf-8"))["exit_code_by_key"]
    return {
        name: code
        for name, code in codes.items()
        if not name.rpartition(".")[2].startswith(AT_IMPORT)
    }


def _report(folder: Path, room: str, file: str, tried: list[str]) -> None:
    codes = _codes(folder, room, file)
    if None in [codes[name] for name in tried]:
        sys.exit(f"mutmut broke off in {room}/{file}.py: see {folder / 'log.txt'}")
    left = [name for name in tried if codes[name] in (SURVIVED, NO_TEST)]
    late = sum(codes[name] in TIMES_OUT for name in tried)
    killed = len(tried) - len(left)
    share = f"{killed / len(tried):.0%}" if tried else "-"
    print(
        f"| `{room}/{file}.py` | {len(codes):,} | {len(tried):,} | {killed:,} | {share} |"
        + (f" {late} of them by time" if late else ""),
        flush=True,
    )
    with (folder / "survivors.diff").open("a", encoding="utf-8") as shown:
        for name in left:
            shown.write(_mutmut(folder, "show", name))


if __name__ == "__main__":
    main()
