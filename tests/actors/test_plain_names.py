"""The name alone, of words about a party that no table knows."""

from __future__ import annotations

from datetime import date

import pytest

from extractor.actors.meaning import Told, resolve_named
from extractor.actors.plain_names import plain_name
from extractor.actors.setting import Setting
from extractor.codebook.types import EventType


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("the Qolvani Front", "Qolvani Front"),
        ("Two members of the Qolvani Shura Council", "Qolvani Shura Council"),
        ("Shura Council fighters who had fled", "Shura Council"),
        ("XQF gunmen", "XQF"),
        ('A previously unknown group, "Cold Dawn"', "Cold Dawn"),
        ("A little-known group, the Sons of the Mountain", "Sons of the Mountain"),
        ("an armed group calling itself the Terai Morcha", "Terai Morcha"),
        ("a cell named Black Thread", "Black Thread"),
        ("the Popular Front for the Rebirth of Qolva", "Popular Front for the Rebirth of Qolva"),
        ("a bandit known as Audu Lankai and his band", "Audu Lankai"),
        ("armed groups of San Mateo del Mar", "armed groups of San Mateo del Mar"),  # a place
        ("The insurgents", None),
        ("Separatist fighters", None),
        ("Armed men who crossed the Ruhwa river", None),
        ("men speaking Kinyabwisha", None),
    ],
)
def test_articles_numbers_and_what_is_said_of_its_bearer_are_no_part_of_a_name(
    words: str, name: str | None
) -> None:
    assert plain_name(words) == name


@pytest.mark.parametrize(
    ("words", "actor"),
    [
        ("about twenty fighters of the Qolvani Front", "Qolvani Front"),
        ("Armed men who crossed the Ruhwa river", "Unidentified Armed Group (Burundi)"),
        ("The insurgents", "Unidentified Armed Group (Burundi)"),
        ("riot squads", "Police Forces of Burundi (2005-)"),
        ("Lt Ndayizeye", "Military Forces of Burundi (2005-)"),
        ("a Rwandan Su-34", "Military Forces of Rwanda (2000-)"),
    ],
)
def test_who_is_only_described_is_nobody_by_name(words: str, actor: str) -> None:
    setting = Setting(
        "perpetrator", "Burundi", date(2024, 5, 1), EventType.VIOLENCE_AGAINST_CIVILIANS
    )
    party = resolve_named(Told(words), setting).party
    assert party
    assert party.name == actor
