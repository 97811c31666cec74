"""One article through all stages: what comes out, what is never given out, what is let go."""

from __future__ import annotations

from typing import Any

import pytest
from fake_model import COST, PUBLISHED, FakeModel
from record_replies import day, event, party, place, toll

from extractor import Article, Extractor, ModelReplyError, ModelUnavailable
from extractor.errors import ExtractorError, RecordError
from extractor.records import schema
from extractor.records.schema import SCHEMA_FILES

MURDER = "Horsemen shot dead four weavers in Konduga on Tuesday."


def article(text: str = MURDER) -> Article:
    return Article(text, id="a1", published=PUBLISHED)  # type: ignore[arg-type]


def failing(error: Exception) -> FakeModel:
    def reply(_: str) -> str:
        raise error

    return FakeModel(reply)


def test_an_article_gives_its_events_and_what_they_cost() -> None:
    outcome = Extractor(FakeModel()).process(article())
    assert (outcome.article_id, outcome.error, outcome.asked) == ("a1", None, True)
    assert len(outcome.events) == 1
    assert outcome.tokens == COST
    assert outcome.seconds >= 0


def test_tokens_are_those_of_this_article_alone() -> None:
    extractor = Extractor(FakeModel())
    extractor.process(article())
    assert extractor.process(article()).tokens == COST


def test_a_bad_reply_is_the_article_s_error_and_its_tokens_count() -> None:
    outcome = Extractor(failing(ModelReplyError("cut off"))).process(article())
    assert isinstance(outcome.error, ModelReplyError)
    assert outcome.events == []
    assert outcome.tokens == COST


def test_extract_raises_what_process_gives_as_a_value() -> None:
    with pytest.raises(ModelReplyError, match="cut off"):
        Extractor(failing(ModelReplyError("cut off"))).extract(article())


def test_a_model_that_cannot_be_asked_stops_the_run() -> None:
    with pytest.raises(ModelUnavailable):
        Extractor(failing(ModelUnavailable("nobody listens"))).process(article())


def test_a_fault_of_the_program_is_the_article_s_error_with_its_cause() -> None:
    outcome = Extractor(failing(ZeroDivisionError("by nought"))).process(article())
    assert outcome.error is not None
    assert str(outcome.error) == "internal error, ZeroDivisionError: by nought"
    assert isinstance(outcome.error.__cause__, ZeroDivisionError)
    assert outcome.tokens == COST


def test_ctrl_c_is_no_article_s_error() -> None:
    def interrupted(_: str) -> str:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        Extractor(FakeModel(interrupted)).process(article())


def test_an_invalid_record_is_noted_and_never_given_out(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(record: Any) -> None:
        raise RecordError("actors: too few")

    monkeypatch.setattr("extractor.pipeline.validate_event", refuse)
    outcome = Extractor(FakeModel()).process(article())
    assert outcome.events == []
    (warning,) = outcome.warnings
    assert warning.endswith("is left out: actors: too few")


def test_only_the_invalid_one_of_two_records_is_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(record: Any) -> None:
        if record["location"]["name"] == "Kano":
            raise RecordError("no")

    monkeypatch.setattr("extractor.pipeline.validate_event", refuse)
    text = f"{MURDER} A bomb exploded at a market in Kano on Wednesday, killing eight people."
    outcome = Extractor(FakeModel()).process(article(text))
    assert [e.location and e.location.name for e in outcome.events] == ["Konduga"]


def test_what_was_left_out_is_among_the_warnings() -> None:
    text = f"{MURDER} The rains were late. In 1994, rebels murdered a judge in Kano."
    outcome = Extractor(FakeModel()).process(article(text))
    assert any(warning.startswith("not coded: ") for warning in outcome.warnings)


def test_the_model_chooses_the_reader_unless_told() -> None:
    assert Extractor(FakeModel()).reader.name == "questions"
    assert Extractor(FakeModel(default_reader="record")).reader.name == "record"
    assert Extractor(FakeModel(), reader="record").reader.name == "record"


def test_an_unknown_reader_is_an_error_that_names_the_known() -> None:
    with pytest.raises(ExtractorError, match="questions, record"):
        Extractor(FakeModel(), reader="tea leaves")


def test_the_record_reader_gives_the_same_values_from_the_same_words() -> None:
    told = event(
        [1],
        words="shot dead",
        days=[day("Tuesday", "2024-05-07")],
        places=[place("Konduga", admin1="Borno", country="Nigeria")],
        parties=[
            party("perpetrator", "Horsemen", kind="Political militia"),
            party("target", "four weavers", "weavers", kind="Civilians"),
        ],
        tolls=[toll("four weavers", 4)],
    )
    record = FakeModel(readings=lambda _: {"events": [told], "statements": []})
    questions = FakeModel(lambda _: "By: Horsemen\nAgainst: four weavers")
    (one,) = Extractor(record, reader="record").extract(article())
    (other,) = Extractor(questions).extract(article())
    differs = {"extraction", "checked", "confidence", "casualties"}
    # No table has weavers: the reader says who they are, rules give the codebook's civilians.
    named = [[(a.role, a.name, a.kind) for a in event.actors] for event in (one, other)]
    assert named[0] == named[1]
    differs |= {"actors"}
    assert one.model_dump(exclude=differs) == other.model_dump(exclude=differs)
    assert one.casualties.killed and other.casualties.killed
    assert one.casualties.killed.coded == other.casualties.killed.coded


def test_leaving_the_extractor_closes_the_model() -> None:
    model = FakeModel()
    with Extractor(model) as extractor:
        assert extractor.model is model
        assert not model.closed
    assert model.closed


def test_where_the_schema_is_not_installed_nothing_is_asked(monkeypatch: Any) -> None:
    monkeypatch.setitem(SCHEMA_FILES, "event", "gone.schema.json")
    with pytest.raises(ExtractorError, match="missing from this installation") as raised:
        Extractor(FakeModel())
    assert not isinstance(raised.value, RecordError)


def test_a_schema_that_goes_away_fails_the_article_and_drops_no_event(
    monkeypatch: Any,
) -> None:
    extractor = Extractor(FakeModel())
    monkeypatch.setitem(SCHEMA_FILES, "event", "gone.schema.json")
    monkeypatch.setattr(schema, "_quick_validator", schema._quick_validator.__wrapped__)
    outcome = extractor.process(article())
    assert "missing from this installation" in str(outcome.error)
    assert (outcome.events, outcome.warnings) == ([], [])
