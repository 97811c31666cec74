"""Names that seem to be places abroad."""

from __future__ import annotations

import pytest
from fake_model import PUBLISHED

from extractor.analysis import Analysis
from extractor.places.strays import happens_within
from extractor.text.article import Article


def countries(text: str) -> dict[str, str]:
    """The country of each place of the text."""
    places = Analysis(Article(text, published=PUBLISHED)).places
    return {place.span.text: place.country for place in places if place.span}


@pytest.mark.parametrize(
    "place",
    ["Escalon", "San Benito neighborhood", "Guadalupe hill", "San Jose Guayabal"],
)
def test_a_quarter_or_a_longer_name_is_at_home(place: str) -> None:
    text = (
        "SAN SALVADOR, May 7 - Rebels fought soldiers in Soyapango and Mejicanos. The U.S. "
        f"ambassador heard shots in {place}."
    )
    found = countries(text)
    assert {country for country in found.values() if country != "United States"} == {"El Salvador"}


def test_a_town_abroad_with_its_country_is_kept() -> None:
    text = (
        "SAN SALVADOR, May 7 - Rebels fought soldiers in Soyapango and Mejicanos. Talks were held "
        "in Tepeyac, Mexico, and in Oaxaca."
    )
    assert countries(text)["Tepeyac"] == "Mexico"


def test_a_large_city_abroad_needs_no_country() -> None:
    text = "A car bomb exploded in Mosul on Monday. Warplanes bombed Raqqa on Monday."
    assert countries(text) == {"Mosul": "Iraq", "Raqqa": "Syria"}


@pytest.mark.parametrize(
    ("words", "held"),
    [("killed in ", True), ("across northern ", True), ("blamed the ", False), ("", False)],
)
def test_a_country_holds_what_is_said_to_be_in_it(words: str, held: bool) -> None:
    assert happens_within(words + "Mali", len(words)) is held
