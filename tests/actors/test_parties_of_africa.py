from __future__ import annotations

from datetime import date

import pytest

from extractor.actors.resolve import Actor, resolve_actor


def by(words: str, country: str, year: int) -> Actor | None:
    return resolve_actor(words, role="perpetrator", country=country, on=date(year, 6, 1))


@pytest.mark.parametrize(
    ("words", "country", "name"),
    [
        ("RSF fighters", "Chad", "Rapid Support Forces"),
        ("the SSPDF", "South Sudan", "Military Forces of South Sudan (2011-)"),
        ("UPDF soldiers", "Democratic Republic of Congo", "Military Forces of Uganda (1986-)"),
        ("the al-Qaeda affiliate JNIM", "Burkina Faso", "JNIM: Group for Support of Islam and"),
        ("Islamic State-linked ADF rebels", "Democratic Republic of Congo", "ADF: Allied"),
        ("African Union troops", "Somalia", "AUSSOM: African Union Support and Stabilization"),
        ("al-Shabaab", "Mozambique", "Islamic State (Mozambique)"),
        ("al-Shabaab", "Uganda", "Al Shabaab"),
        ("the Jenin Brigade", "Palestine", "PIJ: Palestinian Islamic Jihad"),
        ("Golani Brigade soldiers", "Palestine", "Military Forces of Israel"),
        ("troops of the 7 Division", "Nigeria", "Military Forces of Nigeria (2023-)"),
        ("the Ministry of Defence", "Sudan", "Military Forces of Sudan (2019-)"),
        ("the Government of National Unity", "Libya", "Military Forces of Libya (2021-)"),
        ("remnants of the Assad regime", "Syria", "Unidentified Armed Group (Syria)"),
        ("armed Dinka youth", "South Sudan", "Dinka Ethnic Militia (South Sudan)"),
        ("peacekeepers", "South Sudan", "UNMISS: United Nations Mission in South Sudan"),
        ("Emirati-backed forces", "Yemen", "Unidentified Armed Group (Yemen)"),
        ("troops of Operation Hadin Kai", "Nigeria", "Military Forces of Nigeria (2023-)"),
        ("private military contractors", "Libya", "Private Security Forces (Libya)"),
    ],
)
def test_parties_of_africa_and_the_middle_east(words: str, country: str, name: str) -> None:
    actor = by(words, country, 2025)
    assert actor is not None and actor.known and actor.name.startswith(name)


@pytest.mark.parametrize(
    ("words", "country"),
    [
        ("Human Rights Watch", "Sudan"),
        ("Radio Okapi", "Democratic Republic of Congo"),
        ("the Gaza health ministry", "Palestine"),
        ("a Nairobi court", "Kenya"),
        ("Goma", "Democratic Republic of Congo"),
        ("North Kivu province", "Democratic Republic of Congo"),
    ],
)
def test_who_reports_or_judges_and_places_are_no_doers(words: str, country: str) -> None:
    assert by(words, country, 2025) is None


def test_a_named_brigade_is_not_the_army_where_groups_have_brigades() -> None:
    actor = by("the Abu Talha Brigade", "Libya", 2025)
    assert actor is not None and not actor.known


@pytest.mark.parametrize("words", ["fighters near the BBC office", "police guarding a court"])
def test_who_fights_beside_an_onlooker_is_a_doer(words: str) -> None:
    assert by(words, "Kenya", 2025) is not None


@pytest.mark.parametrize("words", ["a government official", "aid seekers", "woodcutters"])
def test_the_unarmed_are_civilians(words: str) -> None:
    actor = resolve_actor(words, role="target", country="Somalia", on=date(2025, 6, 1))
    assert actor is not None and actor.name == "Civilians (Somalia)"
