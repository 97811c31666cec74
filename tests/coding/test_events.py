"""Records as a whole: ids, evidence, warnings, statements, provenance."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from fake_model import COST, PUBLISHED, FakeModel
from readings import event_in, statement_in
from record_replies import day, event, party, place, recorded, reply, statement, the_event, toll

from extractor.analysis import Analysis
from extractor.coding import code_reading
from extractor.coding.events import Provenance
from extractor.reading import Event, Reading, Statement, StatementKind, Tokens
from extractor.records import EventRecord
from extractor.text.article import Article, Block

MURDER = "Gunmen shot dead four farmers in Konduga on Tuesday."
THREE = (
    f"{MURDER} A bomb exploded at a market in Kano on Wednesday, killing eight people. "
    "Protesters marched through Lagos on Saturday."
)
PROVENANCE = Provenance("0.0", "fake", "record", "record-0", Tokens(1, 2, 3))
SHOT = event(
    [1],
    words="shot dead",
    days=[day("Tuesday", "2024-05-07")],
    places=[place("Konduga", country="Nigeria")],
    parties=[party("perpetrator", "Gunmen"), party("target", "four farmers", kind="Civilians")],
    tolls=[toll("four farmers", 4)],
)
BOMB = event(
    [2],
    number=2,
    words="exploded",
    sub_event_type="Remote explosive/landmine/IED",
    days=[day("Wednesday", "2024-05-08")],
    places=[place("Kano", country="Nigeria")],
    tolls=[toll("eight people", 8)],
)
MARCH = event(
    [3],
    number=3,
    words="marched",
    sub_event_type="Peaceful protest",
    days=[day("Saturday", "2024-05-04")],
    places=[place("Lagos", country="Nigeria")],
    parties=[party("perpetrator", "Protesters")],
)
ALL = reply(SHOT, BOMB, MARCH)


def blaming(sentence: int, *events: int) -> dict[str, Any]:
    """What police say in a sentence, of these events."""
    parties = {"speaker": "Police", "accused": "Boko Haram"}
    return {**statement("allegation", [sentence], **parties), "events": list(events)}


def evidence_of(value: Any) -> list[dict[str, Any]]:
    """Every piece of evidence anywhere in a record."""
    if isinstance(value, dict):
        own = [value] if set(value) == {"start", "end", "text"} else []
        return own + [e for inner in value.values() for e in evidence_of(inner)]
    return [e for inner in value for e in evidence_of(inner)] if isinstance(value, list) else []


ARTICLE = Article(MURDER, published=PUBLISHED)  # type: ignore[arg-type]
TOLD = event_in(ARTICLE, what="shot dead")


def coded(text: str, *events: Event, statements: tuple[Statement, ...] = ()) -> list[EventRecord]:
    analysis = Analysis(Article(text, published=PUBLISHED))  # type: ignore[arg-type]
    return code_reading(analysis, Reading(events, statements), PROVENANCE)


def test_the_same_article_gives_the_same_ids() -> None:
    first = [event.id for event in recorded(THREE, ALL).events]
    assert first == [event.id for event in recorded(THREE, ALL).events]


def test_every_event_of_an_article_has_its_own_id() -> None:
    ids = [event.id for event in recorded(THREE, ALL).events]
    assert len(ids) == 3 == len(set(ids))


def test_two_events_alike_in_type_day_and_place_have_two_ids() -> None:
    text = "A bomb exploded in Kano on Monday. Another bomb exploded in Kano on Monday."
    alike = [{**BOMB, "sentences": [n], "number": n, "tolls": []} for n in (1, 2)]
    on_monday = [{**one, "days": [day("Monday", "2024-05-06")]} for one in alike]
    ids = {event.id for event in recorded(text, reply(*on_monday)).events}
    same = {(e.date and e.date.start, e.summary) for e in recorded(text, reply(*on_monday)).events}
    assert (len(ids), len(same)) == (2, 1)


def test_an_event_of_a_live_blog_is_of_the_day_of_its_entry() -> None:
    entry = f"{MURDER}\n\n"
    text = entry + "A bomb exploded at a market in Kano and killed eight people."
    blocks = (Block(0, date(2024, 5, 10)), Block(len(entry), date(2024, 4, 26)))
    article = Article(text, blocks=blocks)
    murder = event_in(article, what="shot dead", date="Tuesday")
    bomb = event_in(article, key="i2", sentences=(1,), what="exploded")
    first, second = code_reading(Analysis(article), Reading((murder, bomb), ()), PROVENANCE)
    assert first.date and second.date
    assert (first.source.published, first.date.start) == (date(2024, 5, 10), date(2024, 5, 7))
    assert (second.source.published, second.date.end) == (date(2024, 4, 26), date(2024, 4, 26))


def test_the_id_does_not_hang_on_who_did_it_or_how_many_died() -> None:
    bare = {**SHOT, "parties": [], "tolls": []}
    assert the_event(MURDER, SHOT).id == the_event(MURDER, bare).id


def test_the_same_event_in_another_article_has_another_id() -> None:
    assert the_event(MURDER, SHOT).id != the_event(f"{MURDER} Residents fled.", SHOT).id


def test_all_evidence_is_the_article_s_text_at_its_offsets() -> None:
    text = f"“Listen,” he said.\n\n{THREE}\nPolice blamed Boko\nHaram for the deaths in Kano."
    later = [{**one, "sentences": [n]} for n, one in enumerate((SHOT, BOMB, MARCH), 2)]
    outcome = recorded(text, reply(*later, statements=(blaming(5, 2),)))
    assert len(outcome.events) == 3
    assert outcome.events[1].allegations
    for record in outcome.events:
        found = evidence_of(record.model_dump(mode="json"))
        assert found
        for piece in found:
            assert text[piece["start"] : piece["end"]] == piece["text"]


def test_statements_come_with_their_sentence_and_each_party_as_evidence() -> None:
    text = f"{MURDER} Police blamed Boko Haram for the attack."
    (allegation,) = the_event(text, SHOT, statements=(blaming(2, 1),)).allegations
    assert allegation.statement == "Police blamed Boko Haram for the attack."
    assert [e.text for e in allegation.evidence] == [
        "Police blamed Boko Haram for the attack.",
        "Police",
        "Boko Haram",
    ]


def test_statements_stay_with_their_own_event() -> None:
    text = f"{THREE} Police blamed Boko Haram for the deaths in Kano."
    outcome = recorded(text, reply(SHOT, BOMB, MARCH, statements=(blaming(4, 2),)))
    assert [len(event.allegations) for event in outcome.events] == [0, 1, 0]


def test_words_that_are_not_in_the_article_are_dropped_and_noted() -> None:
    (event,) = coded(
        MURDER,
        event_in(
            ARTICLE,
            what="shot dead",
            date="last Friday",
            place="Timbuktu",
            perpetrators=("the Kremlin",),
            targets=("five nuns",),
            killed=("ninety people",),
        ),
    )
    for words in ("last Friday", "Timbuktu", "the Kremlin", "five nuns", "ninety people"):
        dropped = [one for one in event.extraction.warnings if "is not in the article" in one]
        assert [one for one in dropped if f"“{words}”" in one and one.endswith("; dropped")], words
    whole = event.model_dump_json(exclude={"extraction"})
    assert "Kremlin" not in whole and "nuns" not in whole and "Friday" not in whole
    assert event.location and event.location.text is None and event.location.evidence == ()


@pytest.mark.parametrize(
    ("words", "kind", "check"),
    [
        ("The governor accused Boko Haram.", "allegation", "both"),
        ("The governor spoke of Boko Haram.", "allegation", "reader"),
        ("The governor rejects that.", "denial", "both"),
        ("The governor did it, he admitted.", "claim_of_responsibility", "both"),
        ("The governor called for a fact-finding mission.", "requested_investigation", "both"),
        ("The governor wants to hear of it.", "requested_investigation", "reader"),
        ("Le gouverneur a demandé une enquête.", "requested_investigation", "both"),
    ],
)
def test_a_word_of_the_tables_for_what_is_said_bears_a_statement_out(
    words: str, kind: str, check: str
) -> None:
    speaker = " ".join(words.split()[:2])
    record = the_event(
        f"{MURDER} {words}", SHOT, statements=(statement(kind, [2], speaker=speaker),)
    )
    assert record.checked and record.checked.statements == check


def test_of_a_statement_whose_speaker_is_not_in_the_article_the_rest_stays() -> None:
    said = statement_in(
        ARTICLE, StatementKind.ALLEGATION, 0, speaker="The Kremlin", accused="Gunmen"
    )
    (event,) = coded(MURDER, TOLD, statements=(said,))
    assert [(one.speaker, one.accused) for one in event.allegations] == [(None, "Gunmen")]
    assert any("“The Kremlin” is not in the article" in w for w in event.extraction.warnings)


def test_a_warning_is_given_once() -> None:
    event = coded(MURDER, event_in(ARTICLE, what="shot dead", targets=("five nuns",)))[0]
    warnings = event.extraction.warnings
    assert len(warnings) == len(set(warnings))


def test_a_record_without_place_or_date_says_why_it_is_no_acled_row() -> None:
    article = Article("Gunmen shot dead four of the farmers.")
    reading = Reading((event_in(article, what="shot dead"),))
    (event,) = code_reading(Analysis(article), reading, PROVENANCE)
    assert (event.date, event.location) == (None, None)
    assert any(w.startswith("no ACLED row:") for w in event.extraction.warnings)


@pytest.mark.parametrize(
    "kind", ["Armed clash", "Attack", "Peaceful protest", "Agreement", "Other"]
)
def test_any_type_with_nothing_else_read_makes_a_record(kind: str) -> None:
    (event,) = coded(MURDER, event_in(ARTICLE, kind, what="shot dead"))
    assert event.sub_event_type.value == kind
    assert EventRecord.from_json(event.json_line()) == event


def test_a_record_names_its_source() -> None:
    text = f"{MURDER}\nSource: Daily Trust"
    source = the_event(text, SHOT, id="a1", url="https://example.org/1").source
    assert (source.article_id, source.publisher, source.url) == (
        "a1",
        "Daily Trust",
        "https://example.org/1",
    )
    assert str(source.published) == PUBLISHED


def test_a_record_says_how_it_was_made_and_what_it_cost() -> None:
    extraction = the_event(MURDER, SHOT).extraction
    assert (extraction.model, extraction.reader) == (FakeModel.name, "record")
    assert extraction.prompt_version.startswith("record-")
    assert extraction.tokens.prompt == COST.prompt
    assert extraction.extracted_at.utcoffset() is not None


def test_an_event_of_which_no_word_is_in_the_article_is_none_and_noted() -> None:
    notes: list[str] = []
    made_up = event_in(ARTICLE, "Chemical weapon", place="Atlantis")
    reading = Reading((made_up,))
    assert code_reading(Analysis(Article(MURDER)), reading, PROVENANCE, notes) == []
    assert notes == ["not coded: Chemical weapon (no word of it in the article)"]
