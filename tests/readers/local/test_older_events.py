"""Events that a report of these days recalls are no events of it."""

from __future__ import annotations

import pytest
from marked import Marked

AGO = "In March gunmen killed nine farmers in Mubi, and on 2 January 2023 six in Yola."


def told(first: str, day: str) -> tuple[list[str], list[str]]:
    """The places coded of a first sentence of a raid in Konduga, Nigeria, on a day, and of two
    older ones behind it; and the notes."""
    marked = Marked(f"Gunmen raided Konduga, Nigeria, {first}. Schools closed. {AGO}")
    marked.event("raided", place="Konduga", day=day)
    killed = marked.words("killed")
    marked.event(killed, killed="nine farmers", place="Mubi", day="March")
    marked.event(marked.words("six"), killed="six", place="Yola", day="2 January 2023")
    outcome = marked.outcome()
    places = [event.location.name or "" for event in outcome.events if event.location]
    return places, [note for note in outcome.warnings if "background" in note]


def test_what_happened_months_ago_is_left_out_beside_an_event_of_these_days() -> None:
    places, notes = told("on Wednesday", "Wednesday")
    assert places == ["Konduga"]
    assert notes == [
        "not coded: “killed” (told as background of March)",
        "not coded: “six” (told as background of 2 January 2023)",
    ]


def test_a_report_of_old_events_alone_keeps_them() -> None:
    places, notes = told("in February", "February")
    assert places == ["Konduga", "Mubi", "Yola"]
    assert not notes


@pytest.mark.parametrize(
    ("day", "recalls"), [("on 26 April", True), ("on 25 April", False), ("in April", False)]
)
def test_an_event_of_these_days_is_of_a_day_in_the_last_two_weeks(day: str, recalls: bool) -> None:
    _, notes = told(day, day.partition(" ")[2])
    assert len(notes) == 2 * recalls


@pytest.mark.parametrize(
    ("day", "kept"),
    [("on 11 March", True), ("on 10 March", False), ("in April", False), ("in early May", True)],
)
def test_what_is_recalled_is_of_more_than_sixty_days_ago_or_of_a_month(
    day: str, kept: bool
) -> None:
    marked = Marked(
        "Gunmen raided Konduga, Nigeria, on Wednesday. Schools closed. "
        f"Nine farmers were killed in Mubi {day}."
    )
    marked.event("raided", place="Konduga", day="Wednesday")
    when = day.partition(" ")[2]
    marked.event("killed", killed="Nine farmers", place="Mubi", day=when)
    places = [event.location and event.location.name for event in marked.outcome().events]
    assert places == ["Konduga", "Mubi"][: 1 + kept]


def test_what_a_report_begins_with_is_kept_however_old() -> None:
    marked = Marked(
        "Soldiers killed 40 villagers in Mubi, Nigeria, in March, a report says. "
        "On Wednesday a crowd marched in Yola."
    )
    marked.event("killed", killed="40 villagers", place="Mubi", day="March")
    marked.event("marched", "Peaceful protest", place="Yola", day="Wednesday")
    events = marked.outcome().events
    assert [event.location and event.location.name for event in events] == ["Mubi", "Yola"]
