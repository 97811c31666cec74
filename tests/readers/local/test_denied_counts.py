"""Counts that are told as what somebody denies, and parts of counts told before."""

from __future__ import annotations

import pytest
from marked import Marked

from extractor.records.parts import Toll


def killed(text: str, *counts: str, denied: str | None = None) -> Toll | None:
    marked = Marked(text)
    marked.event("hit", "Air/drone strike", place="Kutum", killed=counts)
    if denied:
        marked.statement(denied, "denial", speaker="The army")
    (record,) = marked.outcome().events
    return record.casualties.killed


HIT = "A strike hit a market in Kutum, Sudan, on Monday. "


def test_the_only_count_is_contested_where_it_is_denied() -> None:
    toll = killed(HIT + "The army denied that 40 people died.", "40 people", denied="denied")
    assert toll is not None
    assert (toll.low, toll.high, toll.coded) == (0, 40, 0)


def test_a_count_told_elsewhere_stands() -> None:
    text = HIT + "Doctors counted 40 dead. The army denied that 40 people died."
    toll = killed(text, "40 dead", "40 people", denied="denied")
    assert toll is not None
    assert (toll.coded, toll.text) == (40, "40 dead")


def test_a_plural_that_is_denied_counts_nobody() -> None:
    text = HIT + "The army denied that soldiers died."
    assert killed(text, "soldiers", denied="denied") is None


@pytest.mark.parametrize(
    "rest",
    [
        "The army denied the attack that killed 40 people.",
        "The army denied it. Some 40 people died.",
        "The army said that 40 people died.",
    ],
)
def test_a_count_that_nobody_denies_is_no_contested_one(rest: str) -> None:
    word = "denied" if "denied" in rest else "said"
    toll = killed(HIT + rest, "40 people", denied=word)
    assert toll is not None
    assert toll.coded == 40


def test_what_is_denied_in_spanish() -> None:
    text = "Un ataque dio en Kutum, Sudán, el lunes. El ejército negó que murieran 40 civiles."
    marked = Marked(text)
    marked.event("ataque", "Air/drone strike", place="Kutum", killed="40 civiles")
    marked.statement("negó", "denial", speaker="El ejército")
    (record,) = marked.outcome().events
    assert record.casualties.killed is not None
    assert record.casualties.killed.coded == 0


@pytest.mark.parametrize(
    ("text", "whole", "part"),
    [
        (HIT + "Three men died. Two of the dead were farmers.", "Three men", "Two"),
        (HIT + "Three men died. Two of them were farmers.", "Three men", "Two of them"),
    ],
)
def test_some_of_the_dead_are_not_the_dead(text: str, whole: str, part: str) -> None:
    toll = killed(text, whole, part)
    assert toll is not None
    assert toll.coded == 3


def test_some_of_those_who_have_no_number_are_the_count() -> None:
    toll = killed(HIT + "Passengers fled; seven of them died.", "Passengers", "seven of them")
    assert toll is not None
    assert toll.coded == 7


@pytest.mark.parametrize(
    ("text", "who", "dead"),
    [
        ("The mayor survived the attack in Kutum, Sudan.", "The mayor", False),
        ("The mayor himself escaped unhurt in Kutum, Sudan.", "The mayor", False),
        ("The mayor was killed in Kutum, Sudan; his son survived.", "The mayor", True),
        ("El alcalde sobrevivió a un ataque en Kutum, Sudán.", "El alcalde", False),
        ("Мэр выжил после нападения в Кутуме в Судане.", "Мэр", False),
    ],
)
def test_who_survived_is_not_dead_whatever_the_mark_says(text: str, who: str, dead: bool) -> None:
    marked = Marked(text)
    place = "Кутуме" if "Кутуме" in text else "Kutum"
    marked.event(text.split()[2].rstrip(".,"), place=place, killed=who)
    (record,) = marked.outcome().events
    assert (record.casualties.killed is not None) is dead
