"""Values of a user's own fields in records: kept, checked, converted, merged, loaded, shown."""

from __future__ import annotations

import csv
import io
import json
import sqlite3
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from sample_events import sample_event

from extractor.cli import main
from extractor.errors import RecordError
from extractor.merge import merge_records
from extractor.records import ACLED_COLUMNS, EventRecord, validate_event
from extractor.records.flat import flat_row
from extractor.review import out
from extractor.review.combining import combined
from extractor.validate import validate_records

FIELDS = """fields = 1
[[field]]
name = "vehicle"
description = "What they came on."
kind = "choice"
values = ["truck", "motorbike"]
[[field]]
name = "ransom"
description = "Whether one was asked."
kind = "yes-no"
"""


def own(field: str, value: object, kind: str = "choice", text: str | None = None) -> dict[str, Any]:
    evidence = [{"start": 5, "end": 5 + len(text), "text": text}] if text else []
    return {"field": field, "kind": kind, "value": value, "text": text, "evidence": evidence}


TRUCK, RANSOM = own("vehicle", "truck", text="truck"), own("ransom", True, "yes-no")


def told(*values: dict[str, Any], **more: Any) -> EventRecord:
    doer = {"role": "perpetrator", "name": "Al Shabaab", "kind": "Rebel group"}
    return sample_event(custom=list(values), actors=[doer], **more)


def lines(path: Path, *records: EventRecord) -> Path:
    path.write_text("".join(record.json_line() + "\n" for record in records), "utf-8")
    return path


def extract(*arguments: object) -> Any:
    return CliRunner().invoke(main, [str(word) for word in arguments])


@pytest.mark.parametrize(
    "wrong",
    [
        own("vehicle", 7),
        own("ransom", "yes", "yes-no"),
        own("houses", True, "number"),
        own("freed", "May", "date"),
        own("vehicle", ""),
        own("Vehicle", "truck"),
        own("vehicle", "truck", "colour"),
    ],
)
def test_a_value_of_another_kind_is_no_record(wrong: dict[str, Any]) -> None:
    entry = json.loads(told(TRUCK).json_line())
    entry["custom"] = [wrong]
    with pytest.raises(RecordError):
        EventRecord.from_json(json.dumps(entry))
    with pytest.raises(RecordError):
        validate_event(entry)


def test_a_field_is_there_once() -> None:
    entry = json.loads(told(TRUCK).json_line())
    entry["custom"] *= 2
    with pytest.raises(RecordError, match="there twice"):
        EventRecord.from_json(json.dumps(entry))
    (finding,) = [one for one in validate_records([entry]) if one.is_error]
    assert finding.code == "E704"


def test_records_without_own_fields_are_as_they_were() -> None:
    assert "custom" not in json.loads(told().json_line())
    assert flat_row(told())["custom"] is None


def test_validation_with_the_file_checks_kinds_and_values(tmp_path: Path) -> None:
    fields = tmp_path / "fields.toml"
    fields.write_text(FIELDS)
    good = told(TRUCK, RANSOM, id="a")
    bad = told(
        own("vehicle", "camel"), own("ransom", "asked", "text"), own("colour", "red"), id="b"
    )
    path = lines(tmp_path / "events.jsonl", good, bad)
    said = extract("validate", path, "--fields", fields, "--select", "E705", "-f", "csv").stdout
    found = list(csv.DictReader(io.StringIO(said)))
    assert [(one["line"], one["column"]) for one in found] == [
        ("2", "custom.0"),
        ("2", "custom.1"),
        ("2", "custom.2"),
    ]
    assert "camel" in found[0]["message"] and "is none of truck, motorbike" in found[0]["message"]
    assert "its kind is yes-no, not text" in found[1]["message"]
    assert "no such field" in found[2]["message"]
    assert extract("validate", path, "--select", "E705").exit_code == 0  # without their file
    fields.write_text("fields = 1\n")
    assert extract("validate", path, "--fields", fields).exit_code == 2


def test_csv_has_a_column_for_each_field_and_says_what_it_loses(tmp_path: Path) -> None:
    first = told(TRUCK, own("ransom", None, "yes-no"), id="a")
    second = told(RANSOM, own("colour", "=red"), id="b")
    events, target = lines(tmp_path / "events.jsonl", first, second), tmp_path / "events.csv"
    done = extract("convert", events, "--to", target, "--excel-safe")
    assert done.exit_code == 0, done.stderr
    rows = list(csv.DictReader(target.read_text("utf-8").splitlines()))
    assert [(row["custom_vehicle"], row["custom_ransom"]) for row in rows] == [
        ("truck", ""),
        ("", "yes"),
    ]
    assert "custom_colour is no column: the first record has no such field (1 lost)" in done.stderr
    codes = {one.code for one in validate_records(target)}
    assert "W106" not in codes


def test_a_reviews_table_has_them_before_the_status_and_says_what_it_loses() -> None:
    stream = io.BytesIO()
    records = (told(TRUCK, id="a"), told(RANSOM, id="b"))
    done = out.write([one.json_line().encode() for one in records], stream, "csv", "all")
    header = next(csv.reader(io.StringIO(stream.getvalue().decode())))
    assert header == [*ACLED_COLUMNS, "custom_vehicle", *out.STATUS]
    assert "custom_ransom is no column" in out.omissions(done)


def test_tables_have_them_in_one_column_and_json_lines_whole(tmp_path: Path) -> None:
    record = told(TRUCK, RANSOM, own("freed", None, "date"))
    assert flat_row(record)["custom"] == "vehicle: truck | ransom: yes"
    events, target = lines(tmp_path / "events.jsonl", record), tmp_path / "again.jsonl"
    assert extract("convert", events, "--to", target).exit_code == 0
    assert EventRecord.from_json(target.read_text("utf-8")) == record


def test_a_database_has_a_row_for_each_with_its_evidence(tmp_path: Path) -> None:
    events, base = lines(tmp_path / "e.jsonl", told(TRUCK, RANSOM)), tmp_path / "e.sqlite"
    assert extract("load", events, "--to", base).exit_code == 0
    again = extract("load", events, "--to", base)
    assert "1 unchanged" in again.stderr + again.stdout
    with sqlite3.connect(base) as open_base:
        rows = open_base.execute("SELECT position, field, kind, value, text FROM custom").fetchall()
        pieces = open_base.execute(
            "SELECT part_position, start_offset, text FROM evidence WHERE part = 'custom'"
        ).fetchall()
    assert rows == [
        (0, "vehicle", "choice", "truck", "truck"),
        (1, "ransom", "yes-no", "yes", None),
    ]
    assert pieces == [(0, 5, "truck")]


def test_merged_reports_keep_what_any_tells_and_say_where_they_differ() -> None:
    def report(name: str, *values: dict[str, Any]) -> EventRecord:
        source = {"article_id": name, "sha256": name * 64}
        return told(*values, id=name, source=source)

    silent = own("vehicle", None)
    one, other = report("a", silent, RANSOM), report("b", TRUCK, own("ransom", False, "yes-no"))
    (whole,) = merge_records([one, other])
    assert [(c.field, c.value) for c in whole.custom] == [("vehicle", "truck"), ("ransom", True)]
    (piece,) = whole.custom[0].evidence
    assert piece.article_id == "b"
    assert "reports differ on ransom: no (1), yes (1)" in whole.extraction.warnings
    validate_event(json.loads(whole.json_line()))
    by_hand = combined(one, other)
    assert [c.value for c in by_hand.custom] == ["truck", True]


def test_the_terminal_shows_them(tmp_path: Path) -> None:
    events = lines(tmp_path / "e.jsonl", told(TRUCK, RANSOM, own("freed", None, "date")))
    said = extract("show", events).stdout
    assert "vehicle" in said and "truck; “truck”" in said
    assert "own field" in said
    assert "not told" in said
