"""Files to load and databases to look into."""

from __future__ import annotations

import copy
import csv
import json
from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from dataset_rows import ACLED

from extractor.records import EventRecord, schema_for
from extractor.stores import address_of, open_store
from extractor.stores.loading import FileReport, Options, load_files

ROW = {
    **ACLED,
    "civilian_targeting": "Civilian targeting",
    "notes": "Around 9 March 2022, a mob beat two people, 'thieves', to death in Mandera town.",
}


class Database(ABC):
    """A database, seen from outside: by a connection of its own."""

    def __init__(self, to: str) -> None:
        self.to = to

    @abstractmethod
    def query(self, sql: str) -> list[tuple[Any, ...]]:
        """The rows of a statement."""

    @abstractmethod
    def tables(self) -> list[str]:
        """The names of all tables."""

    @abstractmethod
    def run(self, statements: Iterable[str]) -> None:
        """Do all of these over one connection: making one is what takes long."""

    def one(self, sql: str) -> Any:
        """The only value of the only row."""
        ((value,),) = self.query(sql)
        return value

    def content(self) -> dict[str, list[tuple[Any, ...]]]:
        """All rows of all tables, sorted."""
        return {
            name: sorted(self.query(f'SELECT * FROM "{name}"'), key=repr)
            for name in sorted(self.tables())
        }

    def load(self, *paths: object, **options: Any) -> list[FileReport]:
        """Load files; short waits, so that a test that hangs fails."""
        with open_store(address_of(self.to), wait=20) as store:
            return list(load_files([str(path) for path in paths], store, Options(**options)))


def rows(count: int, *, start: int = 0, **changes: str) -> list[dict[str, str]]:
    """ACLED rows of several events; event N kills N modulo 7."""
    return [
        ROW | {"event_id_cnty": f"KEN{n}", "fatalities": str(n % 7)} | changes
        for n in range(start, start + count)
    ]


def acled_file(path: Path, entries: Iterable[Mapping[str, str]]) -> Path:
    """An ACLED export."""
    entries = list(entries)
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, list(entries[0]) if entries else list(ROW))
        writer.writeheader()
        writer.writerows(entries)
    return path


@cache
def _example() -> dict[str, Any]:
    example: dict[str, Any] = schema_for("event")["examples"][0]
    return example


def entry(**changes: Any) -> dict[str, Any]:
    """The schema's own example with some values changed; ``location__admin1`` reaches into parts.
    It has every part a record can have."""
    made = copy.deepcopy(_example())
    for path, value in changes.items():
        *parents, key = path.split("__")
        part = made
        for parent in parents:
            part = part[parent]
        part[key] = value
    return made


def record(**changes: Any) -> EventRecord:
    """The same as a record."""
    return EventRecord.from_json(json.dumps(entry(**changes)))


def records_file(path: Path, entries: Iterable[Mapping[str, Any]]) -> Path:
    """Event records, a line each."""
    path.write_text("".join(json.dumps(each) + "\n" for each in entries), encoding="utf-8")
    return path


def acled_form(made: EventRecord, **changes: str) -> dict[str, str]:
    """The ACLED row of a record, as text."""
    row = made.to_acled().model_dump(mode="json")
    return {name: str(value) for name, value in row.items()} | changes


def counts(report: FileReport) -> tuple[int, int, int, int, int]:
    """Read, loaded, updated, unchanged, rejected."""
    return (report.read, report.loaded, report.updated, report.unchanged, report.rejected)
