from __future__ import annotations

from pathlib import Path

import pytest

from extractor.places.find import PlaceMention, find_places
from extractor.places.resolve import (
    PlaceContext,
    distance_km,
    likely_country,
    resolve_place,
    resolve_places,
)
from extractor.text.span import Span

ARTICLE = Path(__file__).parents[2] / "fixtures" / "articles" / "khan-sheikhoun.txt"


def test_distance_between_cities_is_in_kilometres() -> None:
    assert distance_km(52.52, 13.405, 48.8566, 2.3522) == pytest.approx(878, abs=3)
    assert distance_km(10, 20, 10, 20) == 0


@pytest.mark.parametrize(
    ("words", "country", "iso"),
    [("Kowloon", "China", 156), ("Laayoune", "Morocco", 504), ("Taipei", "Taiwan", 158)],
)
def test_the_number_of_a_territory_is_that_of_the_country_it_is_coded_with(
    words: str, country: str, iso: int
) -> None:
    (place,) = resolve_places(f"Police fired tear gas in {words} on Sunday.")
    assert (place.country, place.iso) == (country, iso)


def test_town_of_the_article_is_placed_with_its_province() -> None:
    places = resolve_places(ARTICLE.read_text(encoding="utf-8"))
    town = next(p for p in places if p.name == "Khan Sheikhoun")
    assert distance_km(town.latitude, town.longitude, 35.44, 36.65) < 5
    assert (town.admin1, town.country, town.iso, town.precision) == ("Idlib", "Syria", 760, 1)
    assert {p.name for p in places if p.kind == "town"} == {"Khan Sheikhoun", "Damascus"}


@pytest.mark.parametrize(
    ("text", "name", "kind", "admin1", "country", "precision"),
    [
        ("Khan Sheikhoun in Idlib", "Khan Sheikhoun", "town", "Idlib", "Syria", 1),
        ("Idlib Province", "Idlib", "admin1", "Idlib", "Syria", 3),
        ("9 km north of Pisco", "Pisco", "town", "Ica", "Peru", 2),
        ("Paris, Texas", "Paris", "town", "Texas", "United States", 1),
        ("Springfield, Ill.", "Springfield", "town", "Illinois", "United States", 1),
        ("Tbilisi, Georgia", "Tbilisi", "town", "Tbilisi", "Georgia", 1),
        ("Atlanta, Georgia", "Atlanta", "town", "Georgia", "United States", 1),
        ("Georgia", "Georgia", "country", None, "Georgia", 3),
        ("Raqqa", "Raqqa", "town", "Raqqa", "Syria", 1),
        ("Aleppo", "Aleppo", "town", "Aleppo", "Syria", 1),
        ("Al-Fashir in North Darfur", "Al-Fashir", "town", "North Darfur", "Sudan", 1),
        ("Donbas", "Donbas", "area", None, "Ukraine", 3),
        ("Darfur", "Darfur", "area", None, "Sudan", 3),
        ("the DRC", "Democratic Republic of Congo", "country", None,
         "Democratic Republic of Congo", 3),
        ("Zaire", "Democratic Republic of Congo", "country", None,
         "Democratic Republic of Congo", 3),
        ("Rakhine", "Rakhine", "admin1", "Rakhine", "Myanmar", 3),
        ("Tigray", "Tigray", "admin1", "Tigray", "Ethiopia", 3),
    ],
)  # fmt: skip
def test_words_alone_name_a_place(
    text: str, name: str, kind: str, admin1: str | None, country: str, precision: int
) -> None:
    place = resolve_place(text)
    assert place is not None
    found = (place.name, place.kind, place.admin1, place.country, place.precision)
    assert found == (name, kind, admin1, country, precision)


def test_unknown_name_stays_unknown() -> None:
    assert resolve_place("Zzxqwv") is None


def test_namesakes_follow_the_article() -> None:
    texas = "A storm hit Texas. In Dallas and Paris, homes were lost, Texas officials said."
    france = "France mourned. In Lyon and Paris, French flags flew at half-mast."
    assert [p.country for p in resolve_places(texas) if p.name == "Paris"] == ["United States"]
    assert [p.country for p in resolve_places(france) if p.name == "Paris"] == ["France"]


def test_dateline_decides_between_namesakes() -> None:
    text = "TRIPOLI, May 3 (AP) - Gunmen opened fire in Zawiya on Friday."
    places = resolve_places(text, Span(0, 7, "TRIPOLI"))
    assert [p.country for p in places] == ["Libya", "Libya"]


def test_stray_namesake_of_an_unnamed_country_is_left_out() -> None:
    text = "Syrian troops shelled Idlib and Aleppo in Syria. Gracia watched."
    assert {p.country for p in resolve_places(text)} == {"Syria"}


def test_place_the_gazetteer_lacks_still_gets_its_country() -> None:
    text = "Syrian troops in Syria raided the village of Qwzzeh near Idlib."
    mentions = find_places(text)
    unknown = next(m for m in mentions if m.span.text == "Qwzzeh")
    context = PlaceContext.of(text, mentions)
    assert resolve_place(unknown, context) is None
    country = likely_country(unknown, context)
    assert country is not None
    assert (country.country, country.precision) == ("Syria", 3)


def test_same_text_gives_the_same_places() -> None:
    text = ARTICLE.read_text(encoding="utf-8")
    assert resolve_places(text) == resolve_places(text)


@pytest.mark.parametrize(
    ("text", "countries"),
    [
        ("Des combats à Alep, en Syrie.", ["Syria", "Syria"]),
        ("Una bomba en Siria.", ["Syria"]),
        ("Une attaque à Beni, en RDC.", ["Democratic Republic of Congo"] * 2),
        ("Centrafrique : douze morts à Bambari.", ["Central African Republic"] * 2),
        ("Ataques en Ucrania y Rusia.", ["Ukraine", "Russia"]),
        ("Una emboscada en Palestina, Colombia.", ["Colombia", "Colombia"]),
        ("Au nord de Şiria, Romania.", ["Romania", "Romania"]),
    ],
)
def test_spanish_and_french_names_are_the_country_unless_a_namesake_s_country_is_named(
    text: str, countries: list[str]
) -> None:
    assert [place.country for place in resolve_places(text) if place] == countries


def kinds(text: str) -> dict[str, tuple[str, str | None]]:
    return {p.name: (p.kind, p.country) for p in resolve_places(text)}


def test_countries_side_by_side_do_not_lie_in_one_another() -> None:
    found = kinds("Travellers were warned of unrest in Armenia, Georgia, Iraq, Iran and Syria.")
    assert found["Iraq"] == ("country", "Iraq")  # there is a village of Iraq in Iran
    assert kinds("A fire in Lebanon, Pennsylvania.")["Lebanon"] == ("town", "United States")


def test_states_in_a_row_do_not_lie_in_one_another() -> None:
    text = "Prisons in Oregon, Indiana, Ohio, Illinois, Missouri and Utah saw strikes."
    assert {kind for kind, _ in kinds(text).values()} == {"admin1"}
    assert kinds("Police in Indiana, Pennsylvania, arrested two.")["Indiana"][0] == "town"


def test_washington_abroad_is_the_capital() -> None:
    text = "Moscow and Washington have expelled diplomats, and Tehran has protested in Washington."
    washington = next(p for p in resolve_places(text) if p.name == "Washington")
    assert (washington.kind, washington.admin1) == ("town", "District of Columbia")


@pytest.mark.parametrize("words", ["EU", "SA"])
def test_two_capitals_are_no_town_of_these_letters(words: str) -> None:
    context = PlaceContext.of("Talks were held.", [])
    assert resolve_place(PlaceMention(Span(0, 2, words)), context) is None
    assert resolve_place("Western US") is not None
