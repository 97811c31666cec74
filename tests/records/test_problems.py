"""What is wrong with a row or a record is told in our words, never in those of a library."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from extractor.convert.reading import read_records
from extractor.validate import validate_records

VALID = Path(__file__).resolve().parents[2] / "fixtures" / "records" / "valid"
# How pydantic says it.
FOREIGN = (
    *("Input should", "Field required", "unable to parse", "should match", "constrained-"),
    *("str-enum", "Value error", "Extra inputs", "is not a valid", "valid dictionary"),
)


def of_row(tmp_path, name, **cells):
    """What is said of the first row of a file with these cells changed."""
    with (VALID / name).open(encoding="utf-8", newline="") as lines:
        row = next(csv.DictReader(lines))
    path = tmp_path / name
    with path.open("w", encoding="utf-8", newline="") as out:
        writer = csv.DictWriter(out, [*row])
        writer.writeheader()
        writer.writerow(row | cells)
    (found,) = read_records([str(path)])
    assert found.record is None
    assert not any(words in found.error for words in FOREIGN), found.error
    return found.error


@pytest.mark.parametrize(
    ("column", "cell", "said"),
    [
        ("fatalities", "two", "'two' is no whole number"),
        ("fatalities", "2.5", "'2.5' is no whole number"),
        ("fatalities", "-3", "'-3' is below 0"),
        ("year", "3022", "'3022' is above 2200"),
        ("time_precision", "5", "'5' is above 3"),
        ("geo_precision", "x", "'x' is no whole number"),
        ("latitude", "north", "'north' is no number"),
        ("longitude", "200", "'200' is above 180"),
        ("event_date", "2022-02-30", "'2022-02-30' is no day (as 2026-03-10)"),
        ("event_date", "soon", "'soon' is no day (as 2026-03-10)"),
        ("iso", "Kenya", "'Kenya' is no whole number"),
        ("iso", "4040", "'4040' is above 999"),
        ("timestamp", "soon", "'soon' is no whole number"),
        ("event_id_cnty", "KEN-1", "an acronym and a number, as KEN4711"),
        ("event_type", "Fight", "not one of the values it can have: Battles, Protests,"),
        ("sub_event_type", "Atack", "did you mean 'Attack'?"),
        ("inter1", "9x", "'9x' is no kind of actor: 1 to 8, or State forces"),
        ("inter2", "77", "'77' is no kind of actor"),
        ("region", "Estern Africa", "did you mean 'Eastern Africa'?"),
        ("civilian_targeting", "yes", "values it can have: Civilian targeting, Civilians targeted"),
    ],
)
def test_a_cell_of_a_row(tmp_path, column, cell, said):
    error = of_row(tmp_path, "acled.csv", **{column: cell})
    assert error.startswith(f"{column}: ")
    assert said in error


def test_a_type_that_does_not_follow(tmp_path):
    error = of_row(tmp_path, "acled.csv", event_type="Protests")
    assert error == "the event_type of Attack is Violence against civilians, not Protests"


def test_a_row_of_ucdp(tmp_path):
    assert of_row(tmp_path, "ucdp.csv", latitude="200") == "latitude: '200' is above 90"


def put(record, path, value):
    *steps, last = path.split(".")
    for step in steps:
        record = record[int(step)] if isinstance(record, list) else record[step]
    record[last] = value


@pytest.mark.parametrize(
    ("path", "value", "said"),
    [
        ("id", 5, "id: 5 is no text"),
        ("date.precision", 7, "date.precision: 7 is above 3"),
        ("date", "2020", "date: '2020' is no object of fields"),
        ("actors", None, "actors: null is no list"),
        ("casualties.killed.coded", None, "casualties.killed.coded: null is no whole number"),
        ("foo", 1, "foo: is no field of it"),
        ("extraction.extracted_at", "x", "'x' is no time (as 2026-03-12T12:00:00Z)"),
        ("extraction.extracted_at", "2026-01-01T00:00:00", "has no time zone"),
        ("source.sha256", "x", "'x' is no SHA-256: 64 hexadecimal digits"),
        ("actors.0.role", "x", "values it can have: perpetrator, target"),
    ],
)
def test_a_value_of_a_record(tmp_path, path, value, said):
    record = json.loads((VALID / "events-1.1.jsonl").read_text("utf-8").splitlines()[0])
    put(record, path, value)
    file = tmp_path / "a.jsonl"
    file.write_text(json.dumps(record) + "\n", "utf-8")
    (found,) = read_records([str(file)])
    assert said in found.error
    assert not any(words in found.error for words in FOREIGN)
    assert not any(
        words in finding.message for finding in validate_records(file) for words in FOREIGN
    )


def test_a_field_that_is_not_there(tmp_path):
    record = json.loads((VALID / "events-1.1.jsonl").read_text("utf-8").splitlines()[0])
    del record["source"]
    file = tmp_path / "a.jsonl"
    file.write_text(json.dumps(record) + "\n", "utf-8")
    assert next(read_records([str(file)])).error == "source: is missing"
