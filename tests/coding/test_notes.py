"""The summary and the note are written as a coder would."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from record_replies import day, event, party, place, statement, the_event, toll

from extractor.coding.words import note_of
from extractor.records import EventRecord

MURDER = "Gunmen shot dead four farmers in Konduga on Tuesday."
BOMB = "A bomb exploded at a market in Kano on Tuesday, killing eight people."
TUESDAY = day("Tuesday", "2024-05-07")


def murder(text: str = MURDER, **more: Any) -> EventRecord:
    """The record of :data:`MURDER`, or of words like it."""
    known = {"places": [place("Konduga", admin1="Borno", country="Nigeria")]}
    return the_event(text, event([1], words="shot dead", **known, **{"days": [TUESDAY], **more}))


def bomb(text: str = BOMB, *said: dict[str, Any], **more: Any) -> EventRecord:
    """The record of :data:`BOMB`, or of words like it, with what people say."""
    known = {"places": [place("Kano", country="Nigeria")], "days": [TUESDAY]}
    kind = {"sub_event_type": "Remote explosive/landmine/IED"}
    return the_event(text, event([1], words="exploded", **kind, **known, **more), statements=said)


def test_the_summary_says_what_and_where() -> None:
    assert murder().summary == "Attack in Konduga"
    assert bomb().summary == "Remote explosive, landmine or IED in Kano"


def test_a_note_begins_with_the_day_when_it_is_known() -> None:
    assert murder().notes.startswith("On 7 May 2024, attack in Konduga, Borno, Nigeria")


def test_a_note_says_around_when_the_day_is_not_sure() -> None:
    record = murder("Gunmen shot dead four farmers in Konduga last week.", days=[day("last week")])
    assert record.date is not None and record.date.precision == 2
    assert record.notes.startswith("Around 2 May 2024, attack in Konduga")


def test_a_note_without_a_date_begins_with_what_happened() -> None:
    known = {"places": [place("Konduga", country="Nigeria")]}
    told = event([1], words="shot dead", **known)
    record = the_event("Gunmen shot dead four farmers in Konduga.", told, published=None)
    assert record.date is None
    assert record.notes.startswith("Attack in Konduga")


def test_a_note_names_both_sides_and_how_sure_the_first_is() -> None:
    text = f"{BOMB} Police blamed Boko Haram for the attack."
    accused = party("perpetrator", "Boko Haram", kind="Rebel group")
    accused |= {"attribution": "accused_by_authorities", "attributed_by": "Police"}
    record = bomb(text, parties=[accused, party("target", "eight people", kind="Civilians")])
    assert "(by Boko Haram" in record.notes
    assert "[accused by authorities]; against Civilians (Nigeria))" in record.notes


@pytest.mark.parametrize(
    ("words", "state", "low", "high", "expected"),
    [
        ("killing one person", "killed", 1, 1, "1 person was killed."),
        ("killing eight people", "killed", 8, 8, "8 people were killed."),
        ("killing at least eight people", "killed", 8, None, "At least 8 people were killed."),
        ("wounding eight people", "injured", 8, 8, "8 people were injured."),
    ],
)
def test_a_note_says_how_many(
    words: str, state: str, low: int, high: int | None, expected: str
) -> None:
    people = toll(words.partition(" ")[2], low, high=high, state=state)
    record = bomb(f"A bomb exploded at a market in Kano on Tuesday, {words}.", tolls=[people])
    assert expected in record.notes


def test_a_note_says_that_nobody_was_killed_where_the_article_does() -> None:
    text = "A bomb exploded in Kano on Tuesday. There were no casualties."
    assert "Nobody was killed." in bomb(text, tolls=[toll("no casualties", 0)]).notes


def test_a_note_tells_each_statement() -> None:
    text = (
        f"{BOMB} Police blamed Boko Haram for the attack. Boko Haram denied involvement. "
        "Amnesty International called for an investigation by the court."
    )
    wanted = {"speaker": "Amnesty International", "investigator": "the court"}
    record = bomb(
        text,
        statement("allegation", [2], speaker="Police", accused="Boko Haram"),
        statement("denial", [3], speaker="Boko Haram"),
        statement("requested_investigation", [4], **wanted),
    )
    assert "Police accused Boko Haram." in record.notes
    assert "Boko Haram denied it." in record.notes
    assert "Amnesty International asked for an investigation by the court." in record.notes


@pytest.mark.parametrize("letters", [str, str.upper])
def test_what_people_say_stands_in_the_order_of_the_article_each_once(
    letters: Callable[[str], str],
) -> None:
    text = letters(
        "Gunmen shot dead four farmers in Konduga on Tuesday. The army accused Boko Haram. "
        "The governor asked for an inquiry. Police accused Boko Haram. "
        "The army again accused Boko Haram of the attack."
    )
    doer = letters("Boko Haram")
    said = (  # as a reader may tell them: of the kinds in turn, the surest first
        statement("requested_investigation", [3], speaker=letters("The governor")),
        statement("allegation", [4], speaker=letters("Police"), accused=doer),
        statement("allegation", [2], speaker=letters("The army"), accused=doer),
        statement("allegation", [5], speaker=letters("The army"), accused=doer),
    )
    record = the_event(text, event([1], words=letters("shot dead")), statements=said)
    assert len(record.allegations) == 3
    assert record.notes == note_of(record)
    assert record.notes.endswith(
        f"{letters('The army')} accused {doer}. "
        f"{letters('The governor')} asked for an investigation. "
        f"{letters('Police')} accused {doer}."
    )


def in_the_street(text: str, words: str, crowd: str | None = None) -> EventRecord:
    parties = [party("perpetrator", crowd, kind="Protesters")] if crowd else []
    days = [day("Saturday", "2024-05-04")]
    told = {"places": [place("Lagos", country="Nigeria")], "days": days, "parties": parties}
    return the_event(text, event([1], words=words, sub_event_type="Peaceful protest", **told))


def test_a_demonstration_whose_size_nobody_tells_says_so() -> None:
    text = "A rally took place in Lagos on Saturday in support of the strike."
    assert in_the_street(text, "rally").notes.endswith("[size=no report]")


def test_a_demonstration_whose_size_is_told_does_not_say_that_it_is_not() -> None:
    text = "Thousands of teachers marched through Lagos on Saturday to demand higher pay."
    assert "[size=no report]" not in in_the_street(text, "marched", "Thousands of teachers").notes


def test_an_attack_has_no_size() -> None:
    assert "[size" not in murder().notes
