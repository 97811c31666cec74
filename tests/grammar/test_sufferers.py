"""People by name to whom something was done."""

import pytest

from extractor.actors.persons import find_people
from extractor.grammar.sufferers import listed_victims, suffered
from extractor.text.span import Span


def hurt(text: str, deed: str) -> list[str]:
    at = text.index(deed)
    people = find_people(text)
    span = Span(at, at + len(deed), deed)
    return [p.text for p in people if suffered(text, span, p, people)]


@pytest.mark.parametrize(
    "text, deed, who",
    [
        ("Luis Rojas, a reporter from a paper in Lima, was killed today.", "killed", "Luis Rojas"),
        ("The assassination in Lima of Luis Rojas shocked all.", "assassination", "Luis Rojas"),
        ("Gunmen shot dead Judge Luis Rojas on Monday.", "shot dead", "Luis Rojas"),
        ("Luis Rojas, a senator, was shot this evening.", "was shot", "Luis Rojas"),
        ("Consul Luis Rojas and two others are being held hostage.", "hostage", "Luis Rojas"),
        ("Luis Rojas escaped a dynamite attack on Monday.", "attack", "Luis Rojas"),
        ("U.S. Priest Luis Rojas, kidnapped in May, is free.", "kidnapped", "Luis Rojas"),
        ("Ana Castro, who replaced Luis Rojas, who was murdered.", "murdered", "Luis Rojas"),
    ],
)
def test_the_subject_of_a_passive_and_the_object_suffered(text: str, deed: str, who: str) -> None:
    assert hurt(text, deed) == [who]


@pytest.mark.parametrize(
    "text, deed",
    [
        ("The murder of the wife of Luis Rojas shocked all.", "murder"),
        ("Rebels attacked the farm where Luis Rojas was staying.", "attacked"),
        ("Two men were killed by Luis Rojas.", "killed"),
        ("Luis Rojas told reporters after a guard was killed.", "killed"),
    ],
)
def test_who_stands_near_did_not_suffer(text: str, deed: str) -> None:
    assert hurt(text, deed) == []


def test_a_list_of_victims_names_them_all() -> None:
    text = "The dead were identified as Luis Rojas, 41, Ana Castro and Juan Perez."
    found = listed_victims(text, 0, len(text), find_people(text))
    assert [p.text for p in found] == ["Luis Rojas", "Ana Castro", "Juan Perez"]


def test_who_is_named_long_after_the_dead_is_none_of_them() -> None:
    text = (
        "The murdered are buried in the old part of the town, and at the church on the hill above "
        "it Luis Rojas is at prayer."
    )
    assert listed_victims(text, 0, len(text), find_people(text)) == []


def test_a_town_called_after_a_saint_is_nobody() -> None:
    assert find_people("Two men died near the town of San Miguel de Mercedes.") == []


def test_a_list_of_suspects_is_none_of_victims() -> None:
    text = "Those arrested for the killed men were identified as Luis Rojas and Ana Castro."
    assert listed_victims(text, 0, len(text), find_people(text)) == []


@pytest.mark.parametrize(
    "text",
    [
        "The bodies were returned to Luis Rojas.",
        "Hostages were seen: General Luis Rojas ordered a rescue.",
        "The murdered were mourned: Luis Rojas and Ana Castro spoke.",
    ],
)
def test_who_acts_where_victims_are_told_of_is_none(text: str) -> None:
    assert listed_victims(text, 0, len(text), find_people(text)) == []


def test_a_name_between_glued_dashes_is_a_name() -> None:
    text = "...Luis Rojas was killed with two people--Ana Castro and Juan Paz--in Lima."
    assert [p.text for p in find_people(text)] == ["Luis Rojas", "Ana Castro", "Juan Paz"]
