"""``extract load`` as a user meets it: what it says, and how it ends."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from patience import PATIENCE_S

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "stores"))

from load_kit import acled_file, entry, records_file, rows

from extractor.cli import main

ROOT = Path(__file__).resolve().parents[2]


def load(*arguments: object, given: str | None = None) -> Result:
    return CliRunner().invoke(main, ["load", *map(str, arguments)], input=given)


def test_the_counts_add_up_and_are_told(tmp_path: Path) -> None:
    to = tmp_path / "a.db"
    first, second = acled_file(tmp_path / "a.csv", rows(7)), acled_file(tmp_path / "b.csv", rows(9))
    done = load(first, second, "--to", to)
    assert done.exit_code == 0
    assert done.output.splitlines() == [
        f"{first}: 7 read = 7 loaded + 0 updated + 0 unchanged + 0 rejected; "
        "21 killed in the file, 21 in the database",
        f"{second}: 9 read = 2 loaded + 0 updated + 7 unchanged + 0 rejected; "
        "22 killed in the file, 22 in the database",
    ]


def test_bad_rows_are_named_and_the_exit_code_says_so(tmp_path: Path) -> None:
    made = rows(3)
    made[1]["latitude"] = "91\x1b[31m"
    path = acled_file(tmp_path / "a.csv", made)
    done = load(path, "--to", tmp_path / "a.db")
    assert done.exit_code == 1
    assert f"Error: {path}:3: " in done.output
    assert "\x1b" not in done.output
    assert "3 read = 2 loaded + 0 updated + 0 unchanged + 1 rejected" in done.output


def test_bad_rows_with_one_cause_are_told_once_with_their_count(tmp_path: Path) -> None:
    made = rows(60, latitude="north")
    made[7]["latitude"] = "91"
    path = acled_file(tmp_path / "a.csv", made)
    done = load(path, "--to", tmp_path / "a.db")
    told = [line for line in done.output.splitlines() if line.startswith("Error: ")]
    first = f"Error: {path}:2, {path}:3, {path}:4, … (59 rows): E207 latitude is 'north', "
    assert (len(told), told[0].startswith(first)) == (2, True), told
    assert told[1].startswith(f"Error: {path}:9: E210 ")


def test_strict_tells_the_rows_and_loads_none(tmp_path: Path) -> None:
    to = tmp_path / "a.db"
    good = acled_file(tmp_path / "a.csv", rows(2))
    bad = acled_file(tmp_path / "b.csv", rows(1, start=9, latitude="north"))
    done = load(good, bad, "--strict", "--to", to)
    assert done.exit_code == 1
    assert f"Error: {bad}:2: " in done.output
    assert "a row is bad and nothing is loaded (--strict)" in done.output
    assert sqlite3.connect(to).execute("SELECT * FROM sqlite_master").fetchall() == []


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["missing.csv", "--to", "a.db"], "missing.csv: no such file"),
        (["folder", "--to", "a.db"], "folder: a directory; name the files in it"),
        (["--to", "a.db"], "name a file, or - for standard input"),
        (["a.csv"], "Missing option '--to'"),
        (["a.csv", "--to", "a.txt"], "does not say what kind of database it is"),
        (["a.csv", "--to", "a.db", "--wait", "nan"], "is not between 0 and"),
        (["a.csv", "--deleted", "missing", "--to", "a.db"], "missing: no such file"),
        (["-", "--deleted", "-", "--to", "a.db"], "standard input (-) can be read only once"),
        (["-", "-", "--to", "a.db"], "standard input (-) can be read only once"),
        (["a.csv", "--to", "nowhere/a.db"], "there is no folder nowhere"),
    ],
)
def test_wrong_usage_is_one_line_and_code_2(
    arguments: list[str], told: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    acled_file(tmp_path / "a.csv", rows(1))
    (tmp_path / "folder").mkdir()
    done = load(*arguments)
    assert done.exit_code == 2
    assert told in done.output
    assert "Traceback" not in done.output


def test_records_come_from_standard_input(tmp_path: Path) -> None:
    text = records_file(tmp_path / "e.jsonl", [entry()]).read_text("utf-8")
    done = load("-", "--to", tmp_path / "a.db", given=text)
    assert done.exit_code == 0
    assert done.output.startswith("standard input: 1 read = 1 loaded")


def test_deleted_events_are_removed_and_the_sums_told(tmp_path: Path) -> None:
    to = tmp_path / "a.db"
    export = acled_file(tmp_path / "a.csv", rows(7))
    ids = tmp_path / "deleted.csv"
    ids.write_text(
        "event_id_cnty,deleted_timestamp\nKEN2,1800000000\nKEN3,1600000000\nKEN8,\nKEN8,\nX\x1b,\n",
        encoding="utf-8",
    )
    done = load(export, "--deleted", ids, "--to", to)
    assert done.exit_code == 1
    assert done.output.splitlines()[1:] == [
        f"Error: {ids}:6: 'X\\x1b' is no id of ACLED, as KEN4711 is",
        f"Note: {ids}:3: KEN3 was changed on 2022-03-21 22:00 UTC, after it was deleted on "
        "2020-09-13 12:26 UTC, and stays; a list without deleted_timestamp removes it",
        f"{ids}: 5 read = 1 removed + 1 not in the database + 1 kept + 1 repeated + 1 rejected; "
        "before: 7 events with 21 killed; after: 6 events with 19 killed",
    ]
    done = load("--deleted", "-", "--to", to, given="KEN3\nKEN4\n")
    assert (done.exit_code, done.output) == (
        0,
        "standard input: 2 read = 2 removed + 0 not in the database + 0 kept + 0 repeated + 0 "
        "rejected; before: 6 events with 19 killed; after: 4 events with 12 killed\n",
    )
    assert load("--deleted", "-", "-q", "--to", to, given="KEN5\n").output == ""


def test_an_export_given_as_a_list_of_deleted_events_removes_nothing(tmp_path: Path) -> None:
    to, export = tmp_path / "a.db", acled_file(tmp_path / "a.csv", rows(7))
    load(export, "--to", to)
    done = load("--deleted", export, "--to", to)
    assert done.exit_code == 2
    assert done.output.startswith(f"Error: {export}: a table of events, not a list of deleted")
    assert sqlite3.connect(to).execute("SELECT count(*) FROM events").fetchone() == (7,)


def test_removing_from_a_database_that_is_not_there_makes_none(tmp_path: Path) -> None:
    (tmp_path / "ids.txt").write_text("KEN1\n", encoding="utf-8")
    for name in ("typo.db", "typo.duckdb"):
        done = load("--deleted", tmp_path / "ids.txt", "--to", tmp_path / name)
        assert done.exit_code == 2
        assert "no such database to remove events from" in done.output
        assert not (tmp_path / name).exists()


def test_an_older_export_changes_nothing_and_is_told(tmp_path: Path) -> None:
    to = tmp_path / "a.db"
    load(acled_file(tmp_path / "new.csv", rows(3, timestamp="1700000000")), "--to", to)
    done = load(acled_file(tmp_path / "old.csv", rows(3)), "--to", to)
    assert done.exit_code == 0
    assert "0 updated + 3 unchanged" in done.output
    assert "3 of the unchanged are older in the file than in the database" in done.output


def test_deleted_events_that_come_again_are_told(tmp_path: Path) -> None:
    to, path = tmp_path / "a.db", acled_file(tmp_path / "a.csv", rows(3))
    listed = tmp_path / "d.csv"
    listed.write_text("event_id_cnty,deleted_timestamp\nKEN1,1999999999\n", encoding="utf-8")
    load(path, "--deleted", listed, "--to", to)
    done = load(path, "--to", to)
    assert done.exit_code == 0
    assert "0 loaded + 0 updated + 3 unchanged" in done.output
    assert "1 of the unchanged stay out: deleted (table removals) after they" in done.output
    done = load(path, "--to", to, "--on-conflict", "replace")
    assert "1 of the loaded had been deleted (table removals) and are back" in done.output


def test_migrate_alone_says_when_there_is_nothing_to_do(tmp_path: Path) -> None:
    to = tmp_path / "a.db"
    load(acled_file(tmp_path / "a.csv", rows(1)), "--to", to)
    done = load("--migrate", "--to", to)
    assert (done.exit_code, done.output) == (0, f"{to}: nothing to bring forward\n")


@pytest.mark.skipif(os.name == "nt", reason="no limit on the size of files there")
@pytest.mark.parametrize("name", ["a.db", "a.duckdb"])
def test_a_full_disk_leaves_the_database_as_it_was(tmp_path: Path, name: str) -> None:
    """A limit on the size of files, which meets the database as a full disk does."""
    to = tmp_path / name
    assert load(acled_file(tmp_path / "a.csv", rows(5)), "--to", to).exit_code == 0
    more = acled_file(tmp_path / "b.csv", rows(2500, start=100, notes="x" * 2000))
    limited = (
        "import resource, signal, sys\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (1_500_000, 1_500_000))\n"
        "from extractor.cli import main\nmain(['load', *sys.argv[1:]])"
    )
    done = subprocess.run(
        [sys.executable, "-c", limited, str(more), "--to", str(to)],
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=PATIENCE_S,
    )
    assert done.returncode == 2, done.stderr
    assert done.stderr.startswith(f"Error: {to}: ")
    assert "Traceback" not in done.stderr
    again = load(tmp_path / "a.csv", "--to", to)
    assert "5 read = 0 loaded + 0 updated + 5 unchanged + 0 rejected" in again.output


def test_a_missing_extra_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = acled_file(tmp_path / "a.csv", rows(1))
    for module, to, extra in (
        ("duckdb", str(tmp_path / "a.duckdb"), "[duckdb]"),
        ("psycopg", "postgresql://h/d", "[postgres]"),
    ):
        monkeypatch.setitem(sys.modules, module, None)
        done = load(path, "--to", to)
        assert done.exit_code == 2
        assert f"pip install '.{extra}'" in done.output
