from __future__ import annotations

import pytest

from extractor.codebook.countries import (
    Country,
    Region,
    countries,
    country_by_code,
    country_by_name,
    country_of_demonym,
    country_of_metonym,
    region_of,
)


def name(country: Country | None) -> str | None:
    return country.name if country else None


def test_every_region_has_a_country_and_names_and_codes_are_unique() -> None:
    table = countries()
    assert {country.region for country in table} == set(Region)
    assert len({country.name for country in table}) == len(table) == 243
    assert len({country.alpha3 for country in table}) == len(table)


@pytest.mark.parametrize(
    ("words", "country"),
    [
        ("Syria", "Syria"),
        ("Burma", "Myanmar"),
        ("the DRC", "Democratic Republic of Congo"),
        ("Zaire", "Democratic Republic of Congo"),
        ("Côte d’Ivoire", "Ivory Coast"),
        ("the Philippines", "Philippines"),
        ("U.S.", "United States"),
        ("US", "United States"),
        ("us", None),
        ("car", None),
        ("Atlantis", None),
    ],
)
def test_countries_are_known_by_their_usual_names(words: str, country: str | None) -> None:
    assert name(country_by_name(words)) == country


@pytest.mark.parametrize(
    ("words", "country"),
    [
        ("Syrian", "Syria"),
        ("Syrians", "Syria"),
        ("Salvadoran", "El Salvador"),
        ("Frenchmen", "France"),
        ("British", "United Kingdom"),
        ("Filipinos", "Philippines"),
        ("Nigerien", "Niger"),
        ("Nigerian", "Nigeria"),
        ("civilian", None),
    ],
)
def test_people_and_adjectives_lead_to_the_country(words: str, country: str | None) -> None:
    assert name(country_of_demonym(words)) == country


@pytest.mark.parametrize(
    ("words", "country"),
    [
        ("Damascus", "Syria"),
        ("the Kremlin", "Russia"),
        ("Kabul", "Afghanistan"),
        ("the White House", "United States"),
        ("Bogotá", "Colombia"),
        ("Idlib", None),
    ],
)
def test_seats_of_government_stand_for_the_state(words: str, country: str | None) -> None:
    assert name(country_of_metonym(words)) == country


def test_codes_and_regions() -> None:
    assert name(country_by_code(760)) == name(country_by_code("syr")) == "Syria"
    assert region_of("Afghanistan") == "Caucasus and Central Asia"
    with pytest.raises(KeyError, match="Atlantis"):
        region_of("Atlantis")
