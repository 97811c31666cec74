"""Records of version 1.0 stand beside those of 1.1; any other version is told in one line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from pydantic import ValidationError

from extractor.errors import RecordError
from extractor.records import EventRecord, validate_event
from extractor.records.parts import ToldToll

VALID = Path(__file__).resolve().parents[2] / "fixtures" / "records" / "valid"
OLD = (VALID / "events.jsonl").read_text("utf-8").splitlines()
NEW = (VALID / "events-1.1.jsonl").read_text("utf-8").splitlines()


@pytest.mark.parametrize("line", [*OLD, *NEW])
def test_a_record_of_either_version_is_written_as_it_was_read(line):
    entry = json.loads(line)
    validate_event(entry)
    assert json.loads(EventRecord.from_json(line).json_line()) == entry


def test_a_record_of_version_1_0_gets_none_of_the_later_fields():
    made = EventRecord.from_json(OLD[0])
    assert made.schema_version == "1.0"
    assert (made.checked, made.casualties.told) == (None, ())
    assert all(actor.attributed_by is None for actor in made.actors)
    for key in ("checked", "told", "attributed_by"):
        assert f'"{key}"' not in made.json_line()


@pytest.mark.parametrize(
    ("version", "told"),
    [
        ("9.9", "schema_version: '9.9' is not known; this extract reads versions 1.0 and 1.1"),
        (None, "schema_version: None is not known"),
        (1.1, 'schema_version: 1.1 is no text; write "1.1"'),
        ("1" * 900, "schema_version: '111"),
    ],
)
def test_an_unknown_version_is_told_before_anything_else(version, told):
    entry = {**json.loads(NEW[0]), "schema_version": version, "mood": "grim", "date": "?"}
    with pytest.raises(RecordError) as caught:
        EventRecord.from_json(json.dumps(entry))
    assert str(caught.value).startswith(told)
    assert len(str(caught.value)) < 200


def test_a_tellers_count_with_low_above_high_is_refused():
    with pytest.raises(ValidationError, match="low 9 is above high 3"):
        ToldToll(state="killed", low=9, high=3, teller=None, text="three", evidence=())
