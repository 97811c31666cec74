from __future__ import annotations

import pytest

from extractor.codebook.types import (
    DisorderType,
    EventType,
    SubEventType,
    disorder_type_of,
    event_type_of,
    higher_of,
    sub_event_types_of,
)


def test_there_are_six_types_and_twenty_five_sub_types() -> None:
    assert len(EventType) == 6
    assert len(SubEventType) == 25
    assert [len(sub_event_types_of(event_type)) for event_type in EventType] == [3, 3, 2, 6, 3, 8]


@pytest.mark.parametrize(
    ("sub", "event_type", "disorder"),
    [
        ("Armed clash", "Battles", "Political violence"),
        ("Excessive force against protesters", "Protests", "Political violence; Demonstrations"),
        ("Peaceful protest", "Protests", "Demonstrations"),
        ("Violent demonstration", "Riots", "Demonstrations"),
        ("Mob violence", "Riots", "Political violence"),
        ("Grenade", "Explosions/Remote violence", "Political violence"),
        ("Attack", "Violence against civilians", "Political violence"),
        ("Other", "Strategic developments", "Strategic developments"),
    ],
)
def test_event_and_disorder_type_follow_the_sub_type(
    sub: str, event_type: str, disorder: str
) -> None:
    assert event_type_of(sub) is EventType(event_type)
    assert disorder_type_of(sub) is DisorderType(disorder)


@pytest.mark.parametrize(
    ("subs", "higher"),
    [
        (["Abduction/forced disappearance", "Attack"], "Attack"),
        (["Shelling/artillery/missile attack", "Air/drone strike"], "Air/drone strike"),
        (["Remote explosive/landmine/IED", "Armed clash"], "Armed clash"),
        (["Arrests", "Peaceful protest"], "Peaceful protest"),
        (["Sexual violence", "Attack"], "Sexual violence"),
    ],
)
def test_the_tactic_higher_on_the_list_takes_precedence(subs: list[str], higher: str) -> None:
    assert higher_of(subs) == higher
    assert higher_of(reversed(subs)) == higher


def test_members_print_as_the_words_acled_writes() -> None:
    assert f"{EventType.EXPLOSIONS}" == "Explosions/Remote violence"


def test_an_unknown_sub_type_is_refused() -> None:
    with pytest.raises(ValueError, match="Skirmish"):
        event_type_of("Skirmish")
    with pytest.raises(ValueError, match="empty"):
        higher_of([])
