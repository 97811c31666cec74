"""Exports with an event once for each side or source are refused in one line by every command."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from extractor.convert.reading import read_records
from extractor.diff.version import Version
from extractor.errors import TableError
from extractor.stores.checked import CheckedFile
from extractor.validate import validate_records

SOUND = Path(__file__).resolve().parents[2] / "fixtures" / "records" / "valid" / "acled.csv"
SIDES = (("actor1", "actor2"), ("inter1", "inter2"), ("assoc_actor_1", "assoc_actor_2"))
Row = dict[str, str]


def rows() -> list[Row]:
    with SOUND.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def turned(row: Row) -> Row:
    other = dict(row)
    for first, second in SIDES:
        other[first], other[second] = row[second], row[first]
    return other


def alone(row: Row) -> Row:
    return {**row, **{second: "" for _, second in SIDES}}


def by_side(form) -> list[Row]:
    both = [[form(row)] + [form(turned(row))] * bool(row["actor2"]) for row in rows()]
    return [row for part in both for row in part]


def by_source() -> list[Row]:
    return [{**row, "source": source} for row in rows() for source in ("One", "Two")]


def written(path: Path, made: list[Row]) -> str:
    with path.open("w", encoding="utf-8", newline="") as out:
        table = csv.DictWriter(out, [*made[0]])
        table.writeheader()
        table.writerows(made)
    return str(path)


def loaded(path: str) -> None:
    with CheckedFile(path, None, None) as file:
        list(file.rows())


@pytest.mark.parametrize(
    ("made", "words"),
    [
        (by_side(dict), "actor-based"),
        (by_side(alone), "actor-based"),
        (by_source(), "once for each source"),
    ],
)
@pytest.mark.parametrize(
    "command",
    [
        lambda path: list(validate_records(path)),
        lambda path: list(read_records([path])),
        Version.read,
        loaded,
    ],
    ids=["validate", "convert", "diff", "load"],
)
def test_an_event_in_several_rows_on_purpose_is_refused(made, words, command, tmp_path):
    path = written(tmp_path / "a.csv", made)
    with pytest.raises(TableError, match=words):
        command(path)


@pytest.mark.parametrize(
    "made",
    [
        rows(),
        [*rows(), *rows()],  # put together twice: each is told
        [*rows(), turned(rows()[0])],  # one mistake
        [*rows(), *({**row, "source": "B", "fatalities": "9"} for row in rows())],
    ],
)
def test_other_files_are_read(made, tmp_path):
    path = written(tmp_path / "a.csv", made)
    assert len(list(read_records([path]))) == len(made)
    list(validate_records(path))


def test_rows_of_json_are_looked_at_too():
    with pytest.raises(TableError, match="actor-based"):
        list(validate_records(by_side(dict)))


def test_a_kind_that_is_named_is_believed(tmp_path):
    path = written(tmp_path / "a.csv", by_side(dict))
    assert "E401" in {finding.code for finding in validate_records(path, kind="acled")}
