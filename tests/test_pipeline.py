"""One article through all stages: what comes out, what is never given out, what is let go."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from fake_model import COST, PUBLISHED, FakeModel
from marked import Marked
from record_replies import day, event, party, place, reply, toll

from extractor import Article, Extractor, ModelReplyError, ModelUnavailable
from extractor.errors import ExtractorError, RecordError
from extractor.models.tagger import TaggerModel
from extractor.records import schema
from extractor.records.schema import SCHEMA_FILES

MURDER = "Horsemen shot dead four weavers in Konduga on Tuesday."


SHOT = event(
    [1],
    words="shot dead",
    days=[day("Tuesday", "2024-05-07")],
    places=[place("Konduga", admin1="Borno", country="Nigeria")],
    tolls=[toll("four weavers", 4)],
)
BOMB = event(
    [2],
    number=2,
    words="exploded",
    sub_event_type="Remote explosive/landmine/IED",
    places=[place("Kano", country="Nigeria")],
)


def sound(*events: dict[str, Any]) -> FakeModel:
    """A model that reads these events, or :data:`SHOT` alone."""
    return FakeModel(lambda _: reply(*(events or (SHOT,))))


def article(text: str = MURDER) -> Article:
    return Article(text, id="a1", published=PUBLISHED)  # type: ignore[arg-type]


def failing(error: Exception) -> FakeModel:
    def fails(_: str) -> Any:
        raise error

    return FakeModel(fails)


def test_an_article_gives_its_events_and_what_they_cost() -> None:
    outcome = Extractor(sound()).process(article())
    assert (outcome.article_id, outcome.error, outcome.asked) == ("a1", None, True)
    assert len(outcome.events) == 1
    assert outcome.tokens == COST
    assert outcome.seconds >= 0


def test_tokens_are_those_of_this_article_alone() -> None:
    extractor = Extractor(sound())
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
    outcome = Extractor(sound()).process(article())
    assert outcome.events == []
    (warning,) = outcome.warnings
    assert warning.endswith("is left out: actors: too few")


def test_only_the_invalid_one_of_two_records_is_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(record: Any) -> None:
        if record["location"]["name"] == "Kano":
            raise RecordError("no")

    monkeypatch.setattr("extractor.pipeline.validate_event", refuse)
    text = f"{MURDER} A bomb exploded at a market in Kano on Wednesday, killing eight people."
    outcome = Extractor(sound(SHOT, BOMB)).process(article(text))
    assert [e.location and e.location.name for e in outcome.events] == ["Konduga"]


def test_what_was_left_out_is_among_the_warnings() -> None:
    text = f"{MURDER} The rains were late. In 1994, rebels murdered a judge in Kano."
    old = {**BOMB, "sentences": [99], "words": "drowned", "places": []}
    outcome = Extractor(sound(SHOT, old)).process(article(text))
    assert len(outcome.events) == 1
    assert any(warning.startswith("not coded: ") for warning in outcome.warnings)


def test_the_model_chooses_the_reader_unless_told() -> None:
    assert Extractor(FakeModel()).reader.name == "record"
    assert Extractor(FakeModel(default_reader="local"), reader="record").reader.name == "record"
    assert Extractor(TaggerModel(Path("none"))).reader.name == "local"


def test_an_unknown_reader_is_an_error_that_names_the_known() -> None:
    with pytest.raises(ExtractorError, match="local, record"):
        Extractor(FakeModel(), reader="tea leaves")


def test_the_two_readers_give_the_same_values_from_the_same_words() -> None:
    marked = Marked(MURDER.replace("Horsemen", "Gunmen"), date(2024, 5, 10))
    people = {"doer": "Gunmen", "target": "four weavers", "killed": "four weavers"}
    marked.event("shot dead", place="Konduga", day="Tuesday", **people)
    doer = party("perpetrator", "Gunmen", kind="Political militia")
    told = {**SHOT, "parties": [doer, party("target", "four weavers", kind="Civilians")]}
    (one,) = Extractor(sound(told)).extract(marked.article)
    (other,) = Extractor(marked.model).extract(marked.article)
    differs = {"extraction", "checked", "confidence", "casualties"}
    assert one.model_dump(exclude=differs) == other.model_dump(exclude=differs)
    assert one.casualties.killed and other.casualties.killed
    assert one.casualties.killed.coded == other.casualties.killed.coded == 4


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
    extractor = Extractor(sound())
    monkeypatch.setitem(SCHEMA_FILES, "event", "gone.schema.json")
    monkeypatch.setattr(schema, "_quick_validator", schema._quick_validator.__wrapped__)
    outcome = extractor.process(article())
    assert "missing from this installation" in str(outcome.error)
    assert (outcome.events, outcome.warnings) == ([], [])
