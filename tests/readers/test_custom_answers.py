"""A user's own fields: asked of the record reader, grounded, kept in the record."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from fake_model import PUBLISHED, FakeModel
from record_replies import day, event, place, reply

from extractor.custom_fields import CustomField
from extractor.errors import ExtractorError
from extractor.models.strict import ALL_LIMITS, strict_schema_of
from extractor.models.tagger import TaggerModel
from extractor.pipeline import Extractor, Outcome
from extractor.readers.options import ReaderOptions
from extractor.readers.record.custom import reply_model
from extractor.readers.record.reply import ArticleReading
from extractor.records import EventRecord, validate_event
from extractor.text.article import Article

FIELDS = (
    CustomField("ransom", "Whether a ransom was asked.", "yes-no"),
    CustomField("vehicle", "What they came on.", "choice", ("motorbike", "pickup", "other")),
    CustomField("houses", "Houses burnt.", "number"),
    CustomField("freed", "Day of release.", "date"),
    CustomField("motive", "Why, as told.", "text"),
)
TEXT = (
    "Gunmen on motorbikes abducted four farmers in Konduga, Nigeria, on Tuesday and burnt twelve "
    "houses. They want two million naira, the mayor said."
)


def own(field: str, value: Any, words: str | None = None) -> dict[str, Any]:
    return {"field": field, "value": value, "words": words}


def outcome(*given: Any, text: str = TEXT, **options: Any) -> Outcome:
    told = event(
        [1],
        words="abducted",
        sub_event_type="Abduction/forced disappearance",
        days=[day("Tuesday", "2024-05-07")],
        places=[place("Konduga", country="Nigeria")],
    )
    answer = reply({**told, "own_fields": list(given)})
    model = FakeModel(lambda _: answer)
    reader = ReaderOptions(fields=FIELDS, **options)
    return Extractor(model, reader=reader).process(Article(text, published=PUBLISHED))


def record_of(*given: Any, **more: Any) -> EventRecord:
    done = outcome(*given, **more)
    assert done.error is None, done.error
    (record,) = done.events
    return record


def values(record: EventRecord) -> dict[str, object]:
    return {one.field: one.value for one in record.custom}


def test_every_field_is_in_the_record_with_its_words_and_evidence() -> None:
    record = record_of(
        own("ransom", "yes", "They want two million naira"),
        own("vehicle", "Motorbike", "motorbikes"),
        own("houses", 12, "twelve houses"),
    )
    assert values(record) == {
        "ransom": True,
        "vehicle": "motorbike",
        "houses": 12,
        "freed": None,
        "motive": None,
    }
    ransom = record.custom[0]
    assert ransom.text == "They want two million naira"
    (piece,) = ransom.evidence
    assert TEXT[piece.start : piece.end] == piece.text == ransom.text
    assert ", fields " in record.extraction.prompt_version
    validate_event(json.loads(record.json_line()))
    assert EventRecord.from_json(record.json_line()) == record


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (own("ransom", True), True),
        (own("ransom", "No."), False),
        (own("houses", "1,200"), 1200),
        (own("houses", 2.5), 2.5),
        (own("freed", "2024-05-09"), "2024-05-09"),
        (own("motive", " a  debt "), "a debt"),
        (own("vehicle", None), None),
        (own("vehicle", ""), None),
    ],
)
def test_a_value_is_taken_as_one_of_its_kind(given: dict[str, Any], expected: object) -> None:
    record = record_of(given)
    assert values(record)[given["field"]] == expected
    assert not any("own field" in warning for warning in record.extraction.warnings)


@pytest.mark.parametrize(
    ("given", "says"),
    [
        (own("ransom", "perhaps"), "own field ransom: “perhaps”: a yes-no is true or false"),
        (own("vehicle", "camel"), "own field vehicle: “camel”: is none of motorbike, pickup"),
        (own("houses", "many"), "own field houses: “many”: a number is a number"),
        (own("houses", True), "own field houses: “True”: a number is a number"),
        (own("freed", "May 2024"), "own field freed: “May 2024”: a date is a day"),
        (
            own("motive", "revenge", "for revenge"),
            "own field motive: “for revenge” is not in the article; revenge left out",
        ),
    ],
)
def test_what_cannot_be_used_is_left_out_and_noted(given: dict[str, Any], says: str) -> None:
    record = record_of(given)
    assert values(record)[given["field"]] is None
    assert any(says in warning for warning in record.extraction.warnings)


def test_a_number_other_than_the_words_say_is_noted() -> None:
    record = record_of(own("houses", 20, "twelve houses"))
    assert "own field houses: 20, where the words say 12" in record.extraction.warnings


def test_of_two_answers_to_one_field_the_first_counts_and_strange_ones_are_lost() -> None:
    record = record_of(
        own("ransom", "yes"), own("ransom", "no"), own("colour", "red"), "rubbish", None
    )
    assert values(record)["ransom"] is True
    assert any("own_fields" in warning for warning in record.extraction.warnings)


def test_a_reply_without_the_fields_is_an_event_of_which_nothing_is_told() -> None:
    record = record_of()
    assert set(values(record).values()) == {None}


def test_the_model_is_told_of_the_fields_and_its_reply_has_a_place_for_them() -> None:
    model = FakeModel(lambda _: reply())
    reader = ReaderOptions(fields=FIELDS)
    Extractor(model, reader=reader).process(Article(TEXT, published=PUBLISHED))
    (messages,) = model.heard
    system = messages[0]["content"]
    assert "ransom (yes or no): Whether a ransom was asked." in system
    assert "vehicle (one of: motorbike; pickup; other): What they came on." in system
    schema = reply_model(FIELDS).model_json_schema()
    names = schema["$defs"]["ReadOwnField"]["properties"]["field"]["enum"]
    assert names == [field.name for field in FIELDS]
    assert strict_schema_of(reply_model(FIELDS), ALL_LIMITS)


def test_without_fields_nothing_is_asked_and_the_record_has_no_place_for_them() -> None:
    assert reply_model(()) is ArticleReading
    assert "own_fields" not in json.dumps(ArticleReading.model_json_schema())
    answer = reply(event([1], words="abducted", places=[place("Konduga")]))
    model = FakeModel(lambda _: answer)
    (record,) = Extractor(model).process(Article(TEXT, published=PUBLISHED)).events
    assert "custom" not in json.loads(record.json_line())


def test_a_mend_of_the_second_look_keeps_the_answers() -> None:
    told = {**event([1], words="abducted"), "own_fields": [own("ransom", "yes")]}
    told["places"] = [place("Konduga", country="Nigeria")]
    mend = {**event([1], words="abducted", places=[place("Konduga")]), "number": 1}
    looks = {
        "events": [{"number": 1, "verdict": "wrong", "why": "the day", "event": mend}],
        "missing_statements": [],
        "wrong_statements": [],
    }
    replies = iter([reply(told), looks])
    model = FakeModel(lambda _: next(replies))
    reader = ReaderOptions(fields=FIELDS, verify=True)
    (record,) = Extractor(model, reader=reader).process(Article(TEXT, published=PUBLISHED)).events
    assert values(record)["ransom"] is True


def test_the_tagger_is_not_asked() -> None:
    with pytest.raises(ExtractorError, match="only the reader `record` is asked for fields"):
        Extractor(TaggerModel(Path("none")), reader=ReaderOptions(fields=FIELDS))
