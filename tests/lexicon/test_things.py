"""Weapons used and things hit, by the words around them; people by name."""

from __future__ import annotations

import pytest

from extractor.actors.persons import find_people
from extractor.lexicon.incidents import find_incidents
from extractor.lexicon.things import find_property, find_weapons, was_hit
from extractor.text.span import Span


@pytest.mark.parametrize(
    "text, weapons",
    [
        ("Rebels attacked with grenades and AK-47 rifles.", ["grenades", "AK-47 rifles"]),
        ("A car bomb and two sticks of dynamite went off.", ["car bomb", "dynamite"]),
        ("Police seized three rifles and a pistol.", []),
        ("The bomb squad came after a bomb threat.", []),
        ("The rebels stole four revolvers and a radio.", []),
        ("Two more car bombs had not yet exploded.", []),
        ("Hand grenades were found at the site.", []),
    ],
)
def test_weapons_that_were_used(text: str, weapons: list[str]) -> None:
    assert [span.text for span in find_weapons(text)] == weapons


def hit(text: str) -> list[str]:
    deeds = [m for m in find_incidents(text) if not m.context]
    found: list[Span] = []
    for thing in find_property(text):
        if any(was_hit(text, deed.span, thing, found) for deed in deeds):
            found.append(thing)
    return [span.text for span in found]


@pytest.mark.parametrize(
    "text, things",
    [
        (
            "Guerrillas attacked a police station, two banks and three stores.",
            ["police station", "banks", "stores"],
        ),
        ("A bomb exploded outside the U.S. embassy.", ["U.S. embassy"]),
        ("The Noria bridge was dynamited.", ["Noria bridge"]),
        ("The explosion damaged the parish church.", ["parish church"]),
        ("Gunmen attacked two bank employees, who fled into a hotel.", []),
        ("The embassy said a bomb exploded on Monday.", []),
        ("Gunmen attacked the councilman's home.", ["councilman's home"]),
        (
            "A bomb destroyed the building of the teachers union.",
            ["building of the teachers union"],
        ),
        ("Gunmen murdered six monks on the university premises.", []),
        ("A senator was killed at the airport.", []),
        ("Gunmen killed two guards and fled down the road past a bank.", []),
        ("Gunmen killed two guards and the strike affected schools.", []),
    ],
)
def test_things_that_were_hit(text: str, things: list[str]) -> None:
    assert hit(text) == things


@pytest.mark.parametrize(
    "text, names",
    [
        (
            "Gunmen killed Mayor Rosa Pena Castillo and her bodyguard Juan Lopez in San Miguel.",
            ["Rosa Pena Castillo", "Juan Lopez"],
        ),
        ("Mohammed al-Bashir and Ambassador Lopez were hurt.", ["Mohammed al-Bashir", "Lopez"]),
        ("The National Police and the Jesuit order met in Los Angeles.", []),
        ("It hit a bakery on the central street Rue Victor Hugo.", []),
    ],
)
def test_people_by_name(text: str, names: list[str]) -> None:
    assert [span.text for span in find_people(text)] == names
