"""The summary and the note are written as a coder would."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from fake_model import event_of
from record_replies import event, statement, the_event

from extractor.coding.words import note_of

MURDER = "Gunmen shot dead four farmers in Konduga on Tuesday."
BOMB = "A bomb exploded at a market in Kano on Tuesday, killing eight people."


def test_the_summary_says_what_and_where() -> None:
    assert event_of(MURDER).summary == "Attack in Konduga"
    assert event_of(BOMB).summary == "Remote explosive, landmine or IED in Kano"


def test_a_note_begins_with_the_day_when_it_is_known() -> None:
    notes = event_of(MURDER).notes
    assert notes.startswith("On 7 May 2024, attack in Konduga, Borno, Nigeria")


def test_a_note_says_around_when_the_day_is_not_sure() -> None:
    event = event_of("Gunmen shot dead four farmers in the town of Konduga.")
    assert event.date is not None and event.date.precision == 2
    assert event.notes.startswith("Around 7 May 2024, attack in Konduga")


def test_a_note_without_a_date_begins_with_what_happened() -> None:
    event = event_of("Gunmen shot dead four farmers in the town of Konduga.", published=None)
    assert event.date is None
    assert event.notes.startswith("Attack in Konduga")


def test_a_note_names_both_sides_and_how_sure_the_first_is() -> None:
    event = event_of(
        f"{BOMB} Police blamed Boko Haram for the attack.",
        {"blamed": {"By": "Police", "Against": "Boko Haram"}},
    )
    assert "(by Boko Haram" in event.notes
    assert "[accused by authorities]; against Civilians (Nigeria))" in event.notes


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("killing one person", "1 person was killed."),
        ("killing eight people", "8 people were killed."),
        ("killing at least eight people", "At least 8 people were killed."),
        ("wounding eight people", "8 people were injured."),
    ],
)
def test_a_note_says_how_many(words: str, expected: str) -> None:
    event = event_of(f"A bomb exploded at a market in Kano on Tuesday, {words}.")
    assert expected in event.notes


def test_a_note_says_that_nobody_was_killed_where_the_article_does() -> None:
    event = event_of("A bomb exploded in Kano on Tuesday. There were no casualties.")
    assert "Nobody was killed." in event.notes


def test_a_note_tells_each_statement() -> None:
    event = event_of(
        f"{BOMB} Police blamed Boko Haram for the attack. Boko Haram denied involvement. "
        "Amnesty International called for an investigation by the court.",
        {
            "blamed": {"By": "Police", "Against": "Boko Haram"},
            "denied": {"By": "Boko Haram"},
            "called for": {"By": "Amnesty International", "Investigator": "the court"},
        },
    )
    assert "Police accused Boko Haram." in event.notes
    assert "Boko Haram denied it." in event.notes
    assert "Amnesty International asked for an investigation by the court." in event.notes


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


def test_a_demonstration_whose_size_nobody_tells_says_so() -> None:
    event = event_of("A rally took place in Lagos on Saturday in support of the strike.")
    assert event.notes.endswith("[size=no report]")


def test_a_demonstration_whose_size_is_told_does_not_say_that_it_is_not() -> None:
    event = event_of(
        "Thousands of teachers marched through Lagos on Saturday to demand higher pay.",
        {"marched": {"By": "Thousands of teachers", "Against": "-"}},
    )
    assert "[size=no report]" not in event.notes


def test_an_attack_has_no_size() -> None:
    assert "[size" not in event_of(MURDER).notes
