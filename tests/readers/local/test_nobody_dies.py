"""Dead beside a type in which nobody dies: left out with a note, or the type gives way."""

from __future__ import annotations

from dataclasses import replace

import pytest
from readings import event_in

from extractor.codebook.types import WITHOUT_DEAD, SubEventType
from extractor.readers.local.nobody_dies import without_dead
from extractor.reading import Event
from extractor.text.article import Article

TEXT = "Gunmen abducted two traders in Konduga, where four farmers were killed in May."


def abduction(*also: str, sure: float, low: int | None = 4) -> Event:
    told = event_in(
        Article(TEXT),
        "Abduction/forced disappearance",
        what="abducted",
        place="Konduga",
        killed=("four farmers",),
    )
    words = told.tolls[0].said
    assert words
    said = replace(words, probability=sure)
    return replace(
        told,
        sub_event_types=(*told.sub_event_types, *also),
        tolls=(replace(told.tolls[0], said=said, low=low),),
    )


def test_dead_of_an_abduction_are_left_out_with_a_note() -> None:
    [event], notes = without_dead([abduction(sure=0.95)])
    assert event.sub_event_types == ("Abduction/forced disappearance",)
    assert event.tolls == ()
    [note] = notes
    assert "four farmers" in note and "nobody dies" in note


@pytest.mark.parametrize(("sure", "kind"), [(0.95, "Attack"), (0.6, "Abduction/forced disapp")])
def test_the_type_gives_way_to_the_next_likely_one_if_the_dead_are_sure(
    sure: float, kind: str
) -> None:
    [event], notes = without_dead([abduction("Arrests", "Attack", sure=sure)])
    assert event.sub_event_types[0].startswith(kind)
    assert bool(event.tolls) == (kind == "Attack") == (not notes)


def test_protesters_who_are_surely_killed_met_excessive_force() -> None:
    protest = replace(abduction(sure=0.95), sub_event_types=("Protest with intervention",))
    [event], notes = without_dead([protest])
    assert event.sub_event_types[0] == "Excessive force against protesters"
    assert event.tolls and not notes


def test_nobody_killed_and_the_dead_of_an_attack_stand() -> None:
    nobody = abduction(sure=0.95, low=0)
    attack = replace(abduction(sure=0.6), sub_event_types=("Attack",))
    events, notes = without_dead([nobody, attack])
    assert [len(one.tolls) for one in events] == [1, 1]
    assert notes == []


def test_what_leaves_people_dead_has_another_type() -> None:
    assert SubEventType.ATTACK not in WITHOUT_DEAD
    assert SubEventType.EXCESSIVE_FORCE not in WITHOUT_DEAD
    assert {SubEventType.PEACEFUL_PROTEST, SubEventType.ABDUCTION} <= WITHOUT_DEAD
