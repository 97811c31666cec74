"""Parties in Spanish, French, Portuguese, German and Italian."""

from __future__ import annotations

from datetime import date

import pytest

from extractor.actors.resolve import resolve_actor

DAY = date(2025, 6, 1)
CONGO = "Democratic Republic of Congo"
GUNMEN = "Unidentified Armed Group"


def who(words: str, country: str, role: str = "perpetrator") -> str | None:
    actor = resolve_actor(words, role=role, country=country, on=DAY)
    return actor.name if actor else None


@pytest.mark.parametrize(
    ("words", "country", "name"),
    [
        ("la Fuerza de Tarea Conjunta Omega", "Colombia", "Military Forces of Colombia (2022-)"),
        ("los custodios del penal", "Mexico", "Police Forces of Mexico (2024-)"),
        ("las disidencias", "Colombia", "FARC Dissident: Revolutionary Armed Forces of Colombia"),
        ("los talibanes paquistaníes", "Pakistan", "TTP: Tehreek-i-Taliban Pakistan"),
        ("l'UPDF", CONGO, "Military Forces of Uganda (1986-)"),
        ("les VDP", CONGO, "Wazalendo Militia"),
        ("un soldat ivre", CONGO, "Military Forces of the Democratic Republic of Congo (2019-)"),
        ("les VDP", "Burkina Faso", "VDP: Volunteer for Defense of Homeland"),
        ("les Russes", "Ukraine", "Military Forces of Russia (2000-)"),
        ("les Casques bleus", "Central African Republic", "MINUSCA: "),
        ("la force multinationale", "Haiti", "MSS: Multinational Security Support Mission"),
        ("brigades d'autodéfense", "Haiti", f"{GUNMEN} (Haiti)"),
        ("milicianos", "Brazil", "Police Militia"),
        ("milicianos", "Mozambique", f"{GUNMEN} (Mozambique)"),
        ("dois seguranças privados", "Brazil", "Private Security Forces (Brazil)"),
        ("Moskaus Truppen", "Ukraine", "Military Forces of Russia (2000-)"),
        ("die Militärpolizei", "Brazil", "Police Forces of Brazil (2023-) Military Police"),
        ("les VDP", "Mali", "VDP: Volunteer for Defense of Homeland"),
        ("miliziani dell'M23", CONGO, "M23: March 23 Movement"),
        ("FARDC et Wazalendo", CONGO, "Military Forces of the Democratic Republic of Congo"),
        ("la milicia", "Colombia", f"{GUNMEN} (Colombia)"),
        ("l'Idf", "Palestine", "Military Forces of Israel (2022-)"),
        ("le truppe di Mosca", "Ukraine", "Military Forces of Russia (2000-)"),
        ("la Guardia di Finanza", "Italy", "Police Forces of Italy (2022-)"),
    ],
)
def test_a_party_has_the_name_that_its_press_means(words: str, country: str, name: str) -> None:
    assert (who(words, country) or "").startswith(name)


@pytest.mark.parametrize(
    ("words", "country", "name"),
    [
        ("Linksextremisten", "Germany", f"{GUNMEN} (Germany)"),
        ("Elitesoldaten", "Ukraine", "Military Forces of Ukraine (2019-)"),
        ("Militärverbände", "Ukraine", "Military Forces of Ukraine (2019-)"),
        ("Schönhauser", "Germany", "Schönhauser"),
    ],
)
def test_a_german_compound_is_what_its_last_part_is(words: str, country: str, name: str) -> None:
    assert who(words, country) == name


@pytest.mark.parametrize(
    "words",
    ["la Cruz Roja", "las víctimas", "Médecins sans frontières", "le tribunal militaire", "Medien"],
)
def test_who_helps_judges_or_reports_does_nothing_with_arms(words: str) -> None:
    assert who(words, "Colombia") is None


@pytest.mark.parametrize("words", ["bomberos", "des secouristes", "Feuerwehrleute"])
def test_who_helps_is_a_civilian_as_a_target(words: str) -> None:
    assert who(words, "Mali", "target") == "Civilians (Mali)"


@pytest.mark.parametrize(
    "words",
    [
        "un policía retirado",
        "un ancien militaire",
        "la femme d'un militaire",
        "la moglie di un poliziotto",
        "die Familie eines Soldaten",
    ],
)
def test_who_has_left_or_is_related_is_a_civilian_as_a_target(words: str) -> None:
    assert who(words, "Mali", "target") == "Civilians (Mali)"


def test_a_defender_of_human_rights_speaks_as_a_civilian() -> None:
    actor = resolve_actor("Human Rights Watch", role="speaker", country="Mali", on=DAY)
    assert actor is not None
    assert actor.associated == ("Human Rights Activists (Mali)",)
    assert who("la Defensoría del Pueblo", "Colombia", "speaker") == "Civilians (Colombia)"
