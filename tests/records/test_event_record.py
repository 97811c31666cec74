"""The record: what it refuses, and the line it is written as."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from extractor.errors import RecordError
from extractor.reading import Tokens
from extractor.records import EventDate, EventRecord, Evidence, TokenCount, Toll, validate_event
from extractor.text.span import Span


def test_evidence_must_be_as_long_as_its_offsets_say():
    with pytest.raises(ValidationError, match="offsets 3 to 9 are 6 characters and the text has 4"):
        Evidence(start=3, end=9, text="town")


def test_evidence_of_a_span_has_its_offsets_and_words():
    assert Evidence.of(Span(3, 7, "town")) == Evidence(start=3, end=7, text="town")


def test_evidence_may_hold_lone_surrogates():
    assert Evidence(start=0, end=3, text="a\ud800b").text == "a\ud800b"


def test_token_count_takes_over_a_readings_tokens():
    assert TokenCount.of(Tokens(9, 4, 2)) == TokenCount(prompt=9, cached=4, completion=2)


def test_low_above_high_is_refused():
    with pytest.raises(ValidationError, match="low 9 is above high 3"):
        Toll(low=9, high=3, coded=3, text="three to nine", evidence=())


def test_date_that_ends_before_it_starts_is_refused():
    with pytest.raises(ValidationError, match="is after end"):
        EventDate(start="2026-03-11", end="2026-03-10", precision=1, text="Tuesday", evidence=())


def test_date_with_a_start_and_no_end_is_refused():
    with pytest.raises(ValidationError, match="known together"):
        EventDate(start="2026-03-11", end=None, precision=1, text="Tuesday", evidence=())


@pytest.mark.parametrize(
    ("start", "end", "precision", "coded"),
    [
        ("2026-03-10", "2026-03-10", 1, "2026-03-10"),
        ("2026-03-12", "2026-03-13", 1, "2026-03-12"),  # a night: the evening it began
        ("2026-03-09", "2026-03-15", 2, "2026-03-12"),
        ("2026-03-01", "2026-03-31", 3, "2026-03-16"),
        ("2026-01-01", "2026-12-31", None, "None"),
    ],
)
def test_coded_day_is_the_middle_of_a_longer_time(start, end, precision, coded):
    date = EventDate(start=start, end=end, precision=precision, text="words", evidence=())
    assert str(date.coded_day) == coded


def test_event_type_has_to_follow_from_sub_event_type(record_with):
    with pytest.raises(RecordError, match="event_type of Attack is Violence against civilians"):
        record_with(sub_event_type="Attack")


def test_disorder_type_has_to_follow_from_sub_event_type(record_with):
    with pytest.raises(RecordError, match="disorder_type of Remote explosive"):
        record_with(disorder_type="Demonstrations")


def test_half_a_point_is_refused(record_with):
    with pytest.raises(RecordError, match="latitude and longitude"):
        record_with(location__latitude=None)


def test_unknown_keys_are_refused(record_with):
    with pytest.raises(RecordError, match=r"location\.planet"):
        record_with(location__planet="Earth")


def test_date_and_location_may_be_unknown(record_with):
    record = record_with(date=None, location=None)
    assert record.date is None
    assert record.location is None


def test_json_line_is_one_line_in_the_schemas_order(record_with, example):
    line = record_with(notes="Two\nlines\u2028and é").json_line()
    assert "\n" not in line
    assert "é" in line
    assert list(json.loads(line)) == list(example)


def test_json_line_reads_back_the_same(record_with):
    record = record_with(notes='quotes “ ” \\ " \ud800 \u0000 😀')
    assert EventRecord.from_json(record.json_line()) == record


def test_names_of_columns_come_back_whatever_signs_they_have(record_with):
    kept = {"dataset": "ACLED", "columns": {"source_s\ud800cale": "National", "tags": "\ud800"}}
    record = record_with(original=kept)
    assert record.original.columns == kept["columns"]
    assert EventRecord.from_json(record.json_line()) == record


def test_lone_surrogates_are_escaped_and_pairs_stay_letters(record_with):
    line = record_with(notes="\udcff 😀").json_line()
    assert "\\udcff 😀" in line
    assert json.loads(line.encode("utf-8"))["notes"] == "\udcff 😀"


def test_json_line_fits_the_schema(record_with):
    validate_event(json.loads(record_with().json_line()))


def test_extracted_at_is_written_in_utc_to_the_second(record_with):
    record = record_with(extraction__extracted_at="2026-03-12T15:00:00.25+03:00")
    assert json.loads(record.json_line())["extraction"]["extracted_at"] == "2026-03-12T12:00:00Z"


def test_extracted_at_without_a_zone_is_refused(record_with):
    with pytest.raises(RecordError, match="extracted_at"):
        record_with(extraction__extracted_at="2026-03-12T15:00:00")


@pytest.mark.parametrize(
    "line", ["", "{", "[1]", "null", '"x"', "{}", "[" * 100_000, '{"id": NaN}'], ids=lambda s: s[:5]
)
def test_a_line_that_is_no_record_is_a_record_error_of_one_line(line):
    with pytest.raises(RecordError) as caught:
        EventRecord.from_json(line)
    assert "\n" not in str(caught.value)


@given(before=st.text(), words=st.text(min_size=1).filter(str.strip))
def test_evidence_of_any_words_of_any_text_is_accepted(before, words):
    article = before + words
    evidence = Evidence(start=len(before), end=len(article), text=words)
    assert article[evidence.start : evidence.end] == evidence.text


def test_a_key_that_is_there_twice_with_two_values_is_refused():
    with pytest.raises(RecordError, match="the key 'id' is there twice, with 'a' and 'b'"):
        EventRecord.from_json('{"id": "a", "summary": "x", "id": "b"}')


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ('{"id": "a', "broken JSON: Unterminated string starting at column 8"),
        ('{"id": ' + "9" * 5000 + "}", "broken JSON: a number of thousands of digits"),
        ("[" * 100_000, "broken JSON: nested too deep"),
    ],
)
def test_a_line_that_is_no_json_is_told_in_one_sentence(line, message):
    with pytest.raises(RecordError) as refused:
        EventRecord.from_json(line)
    assert str(refused.value) == message
