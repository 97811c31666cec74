"""Validating a million ACLED rows: ours compared with other validators, on one file.

A deterministic file of ACLED-like rows (CSV, the 31 columns, valid by the codebook) is written and
then read by: `csv.DictReader` alone; ours with every check, in one process and in its default
number of processes; a plain `jsonschema` loop with the ACLED row schema; frictionless with that
schema's types, enums and ranges; pandera with the same and the rules over rows. The slow ones read
only the first `--peer-rows` rows. All take turns for `--rounds` rounds, and the fastest run of each
counts, since other programs on the machine can only slow it down. Ours in one process is compared
by rows per second of processor time, which other programs disturb least. Ours by default is
compared by rows per second of wall time: the peers use one processor however many there are.
Run it on an idle machine: `make bench-validate`.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import json
import resource
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.acled_rows import rows
from extractor.codebook.actors import ActorKind, interaction_text
from extractor.codebook.countries import countries
from extractor.codebook.types import SubEventType, disorder_type_of, event_type_of
from extractor.records import ACLED_COLUMNS
from extractor.records.schema import shipped_schema


def write(path: Path, count: int) -> None:
    with path.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(ACLED_COLUMNS)
        writer.writerows(rows(count))


def parse(path: Path) -> int:
    with path.open(encoding="utf-8", newline="") as lines:
        return sum(1 for _ in csv.DictReader(lines))


def ours(path: Path, processes: int | None = 1) -> int:
    from extractor.validate import Report, validate_records

    report = Report(str(path))
    told = [
        finding
        for finding in validate_records(path, report=report, processes=processes)
        if finding.is_error
    ]
    assert not told, told[:3]
    return report.rows


def ours_by_default(path: Path) -> int:
    return ours(path, None)


def plain_jsonschema(path: Path) -> int:
    """Do what a simple script would: convert cells to numbers by the schema, validate each row."""
    from jsonschema import Draft202012Validator

    schema = shipped_schema("acled")
    validator = Draft202012Validator(schema)
    numbers: dict[str, Callable[[str], object]] = {}
    for column, part in schema["properties"].items():
        if part.get("type") in ("integer", "number"):
            numbers[column] = int if part["type"] == "integer" else float
    count = 0
    with path.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            made: dict[str, object] = dict(row)
            for column, number in numbers.items():
                made[column] = number(row[column])
            assert not list(validator.iter_errors(made))
            count += 1
    return count


def kind_of(part: dict[str, Any]) -> str:
    return str(part.get("type", "string"))


def frictionless_rules(path: Path) -> int:
    """Run :func:`frictionless` with the codebook's rules over a row as a custom check."""
    from frictionless import Check, errors

    from extractor.codebook.rules import check_event

    class Codebook(Check):  # type: ignore[misc]
        type = "codebook"
        Errors = [errors.RowError]  # noqa: RUF012

        def validate_row(self, row: Any) -> Iterator[Any]:
            for violation in check_event(row):
                yield errors.RowError.from_row(row, note=str(violation))

    return frictionless(path, [Codebook()])


def frictionless(path: Path, checks: Sequence[Any] = ()) -> int:
    """Check the schema's types, enums and ranges, and unique ids, with a frictionless schema."""
    from frictionless import Checklist, Resource, Schema, system

    definitions = shipped_schema("acled")
    fields = []
    for column, part in definitions["properties"].items():
        resolved = {**part, **definitions["$defs"].get(part.get("$ref", "").rpartition("/")[2], {})}
        constraints: dict[str, Any] = {}
        for ours_, theirs in (("enum", "enum"), ("minimum", "minimum"), ("maximum", "maximum")):
            if ours_ in resolved:
                constraints[theirs] = [w for w in resolved[ours_] if w] if ours_ == "enum" else (
                    resolved[ours_])  # fmt: skip
        if "pattern" in resolved:
            constraints["pattern"] = resolved["pattern"].strip("^$")
        if resolved.get("minLength") or kind_of(resolved) != "string":
            constraints["required"] = True
        kind = resolved.get("type", "string")
        field = {"name": column, "type": "date" if resolved.get("format") == "date" else kind}
        fields.append({**field, "constraints": constraints})
    schema = Schema.from_descriptor({"fields": fields, "primaryKey": ["event_id_cnty"]})
    with system.use_context(trusted=True):
        checklist = Checklist(checks=list(checks))
        report = Resource(path=str(path), schema=schema).validate(checklist)
    assert report.valid, report.flatten(["rowNumber", "fieldName", "note"])[:3]
    return int(report.tasks[0].stats["rows"])


def pandera(path: Path) -> int:
    """Check types, enums, ranges, unique ids and the codebook's rules with vectorised checks."""
    import pandas as pd
    import pandera.pandas as pa

    definitions = shipped_schema("acled")
    columns = {}
    for column, part in definitions["properties"].items():
        resolved = {**part, **definitions["$defs"].get(part.get("$ref", "").rpartition("/")[2], {})}
        checks = []
        if "enum" in resolved:
            checks.append(pa.Check.isin([*resolved["enum"], ""]))
        if "minimum" in resolved:
            checks.append(pa.Check.ge(resolved["minimum"]))
        if "maximum" in resolved:
            checks.append(pa.Check.le(resolved["maximum"]))
        kind = {"integer": int, "number": float}.get(resolved.get("type", ""), str)
        columns[column] = pa.Column(kind, checks, unique=column == "event_id_cnty")
    codes = {kind.value: kind.code for kind in ActorKind}
    kinds = [*codes, ""]
    pairs = {
        (a, b): interaction_text(ActorKind(a), ActorKind(b) if b else None)
        for a in codes
        for b in kinds
    }
    subs = {
        sub.value: (event_type_of(sub).value, disorder_type_of(sub).value) for sub in SubEventType
    }
    nation = {c.name: (c.iso, c.region.value) for c in countries()}

    def follows(frame: Any) -> Any:
        both = list(zip(frame["inter1"], frame["inter2"], strict=True))
        types = frame["sub_event_type"].map(subs)
        where = frame["country"].map(nation)
        return (
            (frame["interaction"] == pd.Series([pairs[pair] for pair in both], index=frame.index))
            & (frame["event_type"] == types.str[0])
            & (frame["disorder_type"] == types.str[1])
            & (frame["iso"] == where.str[0])
            & (frame["region"] == where.str[1])
            & (frame["year"].astype(str) == frame["event_date"].str[:4])
        )

    def sided(frame: Any) -> Any:
        kind, first, second = frame["event_type"], frame["inter1"], frame["inter2"]
        civilians = kind != "Violence against civilians"
        return (
            (civilians | (second == "Civilians"))
            & ((kind != "Protests") | (first == "Protesters") | (second == "Protesters"))
            & ((kind != "Riots") | (first == "Rioters") | (second == "Rioters"))
            & ((kind != "Battles") | ((first != "Civilians") & ~second.isin(["Civilians", ""])))
            & (civilians | (frame["civilian_targeting"] != ""))
        )

    frame = pd.read_csv(path, keep_default_na=False)
    schema = pa.DataFrameSchema(columns, checks=[pa.Check(follows), pa.Check(sided)])
    schema.validate(frame, lazy=True)
    return len(frame)


RUNS: dict[str, tuple[str, Callable[[Path], int]]] = {
    "parse": ("csv.DictReader alone", parse),
    "ours": ("ours, one process", ours),
    "ours-default": ("ours, extract validate", ours_by_default),
    "jsonschema": ("jsonschema, row by row", plain_jsonschema),
    "frictionless": ("frictionless, schema only", frictionless),
    "frictionless-rules": ("frictionless and rules", frictionless_rules),
    "pandera": ("pandera", pandera),
}
SLOW = ("jsonschema", "frictionless", "frictionless-rules")


def measured(name: str, path: Path) -> dict[str, float]:
    """The seconds, rows and peak memory of one run, in a process of its own."""
    command = [sys.executable, __file__, "--only", name, str(path)]
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode:
        raise SystemExit(f"{name}: {done.stderr.strip()}")
    figures: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return figures


def processor_time() -> float:
    """Processor seconds of this process and of its child processes that have ended."""
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + children.ru_utime + children.ru_stime


class Memory:
    """The peak memory in megabytes of this process and its children, with shared memory counted
    once; sampled four times a second."""

    def __init__(self) -> None:
        self.most = 0.0
        self._ended = threading.Event()
        self._looks = threading.Thread(target=self._look, daemon=True)
        self._looks.start()

    def end(self) -> None:
        self._ended.set()
        self._looks.join()

    def _look(self) -> None:
        while True:
            held = 0
            children = Path("/proc/self/task").glob("*/children")
            for process in ("self", *" ".join(each.read_text() for each in children).split()):
                with suppress(OSError):
                    text = Path("/proc", process, "smaps_rollup").read_text()
                    held += int(text.partition("Pss:")[2].split()[0])
            self.most = max(self.most, held / 1024)
            if self._ended.wait(0.25):
                return


def only(name: str, path: Path) -> None:
    RUNS[name][1](path.with_name("warm.csv"))  # imports and compiled schemas are not timed
    memory = Memory()
    before, worked = time.perf_counter(), processor_time()
    count = RUNS[name][1](path)
    seconds, processor = time.perf_counter() - before, processor_time() - worked
    memory.end()
    figures = {"seconds": seconds, "processor": processor, "rows": count, "memory": memory.most}
    print(json.dumps(figures))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("path", nargs="?", type=Path)
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--peer-rows", type=int, default=20_000, help="for those that are slow")
    parser.add_argument("--rounds", type=int, default=3, help="turns of each; the fastest counts")
    parser.add_argument("--only", choices=RUNS, help=argparse.SUPPRESS)
    parser.add_argument("--write", action="store_true", help="only write the rows to PATH")
    options = parser.parse_args()
    if options.only:
        only(options.only, options.path)
        return
    if options.write:
        write(options.path, options.rows)
        return
    with tempfile.TemporaryDirectory() as folder:
        whole, few = Path(folder, "rows.csv"), Path(folder, "few.csv")
        write(whole, options.rows)
        write(few, min(options.rows, options.peer_rows))
        write(Path(folder, "warm.csv"), 50)
        with whole.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()[:16]
        size = whole.stat().st_size / 1e6
        print(f"{options.rows:,} rows, 31 columns, {size:,.0f} MB, sha256 {digest}")
        print(f"{'':24} {'rows':>9} {'wall s':>8} {'CPU s':>8} {'rows/CPU s':>10} {'MB':>6}")
        turns = [
            {name: measured(name, few if name in SLOW else whole) for name in RUNS}
            for _ in range(options.rounds)
        ]
        rates, walls = {}, {}
        for name, (title, _) in RUNS.items():
            rows = turns[0][name]["rows"]
            seconds, processor = (
                min(turn[name][what] for turn in turns) for what in ("seconds", "processor")
            )
            memory = max(turn[name]["memory"] for turn in turns)
            rates[name], walls[name] = rows / processor, rows / seconds
            print(
                f"{title:24} {rows:9,.0f} {seconds:8.2f} {processor:8.2f} {rates[name]:10,.0f} "
                f"{memory:6.0f}"
            )
    print(
        f"one process takes {rates['parse'] / rates['ours']:.1f} times the processor time of "
        "parsing alone"
    )
    print(f"{'as fast as':24} {'one process, CPU':>17} {'as it comes, wall':>18}")
    for peer in ("jsonschema", "frictionless", "frictionless-rules", "pandera"):
        alone, together = rates["ours"] / rates[peer], walls["ours-default"] / walls[peer]
        print(f"{RUNS[peer][0]:24} {alone:11.1f} times {together:12.1f} times")


if __name__ == "__main__":
    main()
