from __future__ import annotations

from datetime import date

import pytest

from extractor.actors.resolve import Actor, resolve_actor

STATE, REBELS, MILITIA, EXTERNAL = (
    "State forces",
    "Rebel group",
    "Political militia",
    "External/Other forces",
)


def by(words: str, country: str, year: int = 2018) -> Actor | None:
    return resolve_actor(words, role="perpetrator", country=country, on=date(year, 6, 1))


@pytest.mark.parametrize(
    ("words", "country"),
    [
        ("Human Rights Watch", "Pakistan"),
        ("a local human rights group", "Haiti"),
        ("Médecins Sans Frontières", "Myanmar"),
        ("Kyiv Post", "Ukraine"),
        ("the Supreme Court", "India"),
        ("foreign troops", "Peru"),
        ("Observatory for Human Rights", "Syria"),
        ("Donetsk", "Ukraine"),
        ("Bajaur district", "Pakistan"),
        ("an IED", "Pakistan"),
    ],
)
def test_who_goes_unarmed_does_no_deed(words: str, country: str) -> None:
    assert by(words, country) is None


@pytest.mark.parametrize(
    ("words", "country", "year", "name", "kind"),
    [
        ("CTD", "Pakistan", 2023, "Police Forces of Pakistan (2022-2023)", STATE),
        ("jawans", "India", 2019, "Military Forces of India (2014-)", STATE),
        ("paramilitary troopers", "India", 2020, "Police Forces of India (2014-)", STATE),
        ("paramilitary groups", "Colombia", 2004, "Unidentified Armed Group (Colombia)", MILITIA),
        ("CPI (Maoist) cadres", "India", 2020, "CPI (Maoist)", REBELS),
        ("Jubo League men", "Bangladesh", 2019, "Jubo League", MILITIA),
        ("Papuan separatist group", "Indonesia", 2022, "OPM/TPNPB", REBELS),
        ("anti-junta fighters", "Myanmar", 2022, "Unidentified Armed Group (Myanmar)", MILITIA),
        ("resistance forces", "Myanmar", 2022, "Unidentified Armed Group (Myanmar)", MILITIA),
        ("anti-riot police", "India", 2020, "Police Forces of India (2014-)", STATE),
        ("self-defence brigades", "Haiti", 2024, "Unidentified Armed Group (Haiti)", MILITIA),
        ("Taaung army", "Myanmar", 2022, "Taaung army", MILITIA),
        ("Kiew", "Ukraine", 2022, "Military Forces of Ukraine (2019-)", STATE),
        ("Wa army", "Myanmar", 2022, "UWSP/UWSA", REBELS),
        ("Russian peacekeepers", "Azerbaijan", 2021, "Military Forces of Russia (2000-)", EXTERNAL),
        ("peacekeepers", "South Sudan", 2021, "UNMISS", EXTERNAL),
        ("Karabakh forces", "Azerbaijan", 2020, "Military Forces of Artsakh", STATE),
        ("Zamora Front supporters", "Peru", 2020, "Zamora Front supporters", REBELS),
    ],
)
def test_parties_by_their_english_names(
    words: str, country: str, year: int, name: str, kind: str
) -> None:
    actor = by(words, country, year)
    assert actor is not None
    assert actor.name.startswith(name)
    assert actor.kind.value == kind


@pytest.mark.parametrize("words", ["Lima belas relawan", "Uskup"])
def test_a_word_that_is_also_a_capital_abroad_is_no_state(words: str) -> None:
    actor = by(words, "Indonesia", 2022)
    assert actor is None or actor.kind.value not in (STATE, EXTERNAL)


def test_who_left_a_group_is_a_civilian() -> None:
    for words in ("FARC ex-combatants", "former members of the FARC"):
        day = date(2020, 6, 1)
        actor = resolve_actor(words, role="target", country="Colombia", on=day)
        assert actor is not None
        assert actor.name == "Civilians (Colombia)"


def test_officials_of_a_hospital_are_not_the_state() -> None:
    day = date(2020, 6, 1)
    actor = resolve_actor("hospital officials", role="speaker", country="India", on=day)
    assert actor is not None
    assert actor.kind.value == "Civilians"
