from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.places.find import PlaceMention, find_places
from extractor.places.nationalities import country_cues, country_words
from extractor.text.span import Span

ARTICLE = Path(__file__).parents[2] / "fixtures" / "articles" / "khan-sheikhoun.txt"


def names(text: str) -> list[str]:
    return [mention.span.text for mention in find_places(text)]


def mention(text: str, name: str) -> PlaceMention:
    return next(m for m in find_places(text) if m.span.text == name)


def test_article_yields_its_places_and_no_press_or_people() -> None:
    found = names(ARTICLE.read_text(encoding="utf-8"))
    assert found == [
        "Russia", "Idlib", "Russian Federation", "Khan Sheikhoun", "Idlib", "Damascus", "Syria",
        "Russia", "US", "US", "Russia",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        "President Tillerson and Maria Zakharova spoke on Monday.",
        "The Security Council met; the New York Times reported it.",
        "Reading is good, and so is a nice mobile phone.",
        "Jordan Smith, 34, was charged. Smith denied it.",
        "Jericho Pell, 34, was charged. Jericho denied it.",
        "Kenema Fofanah (8) was hurt; Kenema left.",
        "Hebron Pell, 34-year-old driver, denied it; Hebron left.",
        "Gen. Stanley Jackson said so. Jackson left in March.",
        "The Syrian army and Iraqi Shiites fought Chechen rebels.",
        "Police said the Government of National Unity had failed.",
        "The Kachin Independence Army said so.",
        "The bodies were found in the Jackson River on Houston Street.",
    ],
)
def test_people_bodies_and_everyday_words_are_no_places(text: str) -> None:
    assert names(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A truck drove into a crowd in Nice, France.", ["Nice", "France"]),
        ("Shelling hit Kharkiv's outskirts.", ["Kharkiv"]),
        ("Militants stormed Kabul University on Monday.", ["Kabul"]),
        ("KABUL, March 14 (AP) - A blast hit the city.", ["KABUL"]),
        ("Fighting in Deir ez-Zor and al-Hasakah went on.", ["Deir ez-Zor", "al-Hasakah"]),
        ("Clashes broke out in St. Petersburg.", ["St. Petersburg"]),
        ("A bomb near al-Bab killed two.", ["al-Bab"]),
        ("It happened in Somalia. African Union troops left.", ["Somalia"]),
        ("Kabul Police Department officers died.", ["Kabul"]),
        ("Troops of the U.S. and the UK left Iraq.", ["U.S.", "UK", "Iraq"]),
    ],
)
def test_places_are_found_in_their_usual_dress(text: str, expected: list[str]) -> None:
    assert names(text)[: len(expected)] == expected


def test_nearness_and_distance_are_kept() -> None:
    pisco = mention("A bomb went off 9 km north of Pisco on Friday.", "Pisco")
    assert (pisco.qualifier, pisco.distance_km) == ("near", 9.0)
    miles = mention("The wreck lay 10 miles from Maiduguri.", "Maiduguri")
    assert miles.distance_km == pytest.approx(16.09344)
    assert mention("Clashes near Taiz killed two.", "Taiz").qualifier == "near"
    assert mention("Shells fell on northern Idlib.", "Idlib").qualifier == "part"
    assert mention("A bomb exploded in Idlib.", "Idlib").qualifier is None


@pytest.mark.parametrize(
    ("text", "name", "word"),
    [
        ("The attack in Helmand province killed ten.", "Helmand", "province"),
        ("The attack in the province of Helmand killed ten.", "Helmand", "province"),
        ("The attack on the town of Pisco killed ten.", "Pisco", "town"),
    ],
)
def test_word_for_the_kind_of_place_is_kept(text: str, name: str, word: str) -> None:
    assert mention(text, name).admin_word == word


@pytest.mark.parametrize(
    ("text", "inner", "outer"),
    [
        ("A bomb in Paris, Texas, hurt two.", "Paris", "Texas"),
        ("A bomb in Khan Sheikhoun in Idlib hurt two.", "Khan Sheikhoun", "Idlib"),
        ("Rebels held Beni territory, North Kivu.", "Beni", "North Kivu"),
        ("The West Bank city of Nablus was calm.", "Nablus", "West Bank"),
        ("A fire in Springfield, Ill., hurt two.", "Springfield", "Ill"),
    ],
)
def test_containing_toponym_is_linked(text: str, inner: str, outer: str) -> None:
    within = mention(text, inner).within
    assert within is not None
    assert within.text == outer


@pytest.mark.parametrize(
    ("text", "town"),
    [
        ("KANO, May 8 (AP) - Gunmen killed four farmers.", "KANO"),
        ("LIMA (EFE) - A bomb exploded.", "LIMA"),
        ("GOMA, Congo — Rebels advanced.", "GOMA"),
        ("TAIZ, 3 March - Shells fell on the market.", "TAIZ"),
        ("HOMS, Syria. Shells fell on the market.", "HOMS"),
    ],
)
def test_town_in_capitals_is_found_where_the_report_was_filed(text: str, town: str) -> None:
    assert names(text)[0] == town


def test_dateline_that_does_not_stand_at_the_head_can_be_given() -> None:
    text = "News\nKANO: Gunmen killed four farmers."
    assert names(text) == []
    assert [m.span.text for m in find_places(text, dateline=Span(5, 9, "KANO"))] == ["KANO"]


@pytest.mark.parametrize("text", ["POLICE - Four died.", "The ANC said so. GOMA was named."])
def test_words_in_capitals_are_no_towns_elsewhere(text: str) -> None:
    assert names(text) == []


@pytest.mark.parametrize(
    ("text", "inner", "outer"),
    [
        ("Atacaron la estación de policía de Morales, en el departamento del Cauca.",
         "Morales", "Cauca"),
        ("Una bomba en El Plateado, municipio de Argelia.", "El Plateado", "Argelia"),
        ("Un ataque al norte de Tumaco, en Nariño, dejó dos muertos.", "Tumaco", "Nariño"),
        ("Dos muertos en la ciudad de Kano, en el norte de Nigeria.", "Kano", "Nigeria"),
        ("Une bombe a explosé à Goma, dans la province du Nord-Kivu.", "Goma", "Nord-Kivu"),
        ("Un raid sur la ville d'Abidjan, en Côte d'Ivoire.", "Abidjan", "Côte d'Ivoire"),
    ],
)  # fmt: skip
def test_spanish_and_french_say_where_a_place_lies(text: str, inner: str, outer: str) -> None:
    within = mention(text, inner).within
    assert within is not None
    assert within.text == outer


def test_spanish_and_french_nearness_is_kept() -> None:
    assert mention("Un village près de Gao a brûlé.", "Gao").qualifier == "near"
    assert mention("Un village près d'Ansongo a brûlé.", "Ansongo").qualifier == "near"
    tumaco = mention("Ocurrió a 20 kilómetros al norte de Tumaco.", "Tumaco")
    assert (tumaco.qualifier, tumaco.distance_km) == ("near", 20.0)


def test_family_name_after_de_is_no_place_unless_the_gazetteer_has_it_there() -> None:
    assert names("La actriz Sofía de Morales, en una entrevista, lo negó.") == []
    assert names("Habló el alcalde de Morales, en el departamento de Nariño.") == ["Nariño"]


def test_announced_name_is_kept_though_unknown() -> None:
    assert "Xwzuri" in names("Le village de Xwzuri a été attaqué dimanche.")
    assert "Qwzzeh" in names("Gunmen raided the village of Qwzzeh on Sunday.")


def test_nationalities_and_cues_point_at_countries() -> None:
    assert country_words("Syrian troops and Colombian rebels; two Syrians died.") == {
        "SY": 2,
        "CO": 1,
    }
    assert "CO" in country_cues("The FARC attacked a post.")


@given(st.text(max_size=120))
def test_spans_are_their_words_and_in_order(text: str) -> None:
    found = find_places(text)
    assert all(text[m.span.start : m.span.end] == m.span.text for m in found)
    assert [m.span.start for m in found] == sorted(m.span.start for m in found)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Des combats à Alep, en Syrie.", ["Alep", "Syrie"]),
        ("Una bomba en Alepo, Siria.", ["Alepo", "Siria"]),
        ("Une attaque à Beni, en RDC.", ["Beni", "RDC"]),
        ("Bangui, République centrafricaine.", ["Bangui", "République centrafricaine"]),
        ("Le Liban et le Soudan du Sud.", ["Liban", "Soudan du Sud"]),
        ("Estados Unidos y EE.UU.", ["Estados Unidos", "EE.UU"]),
        ("Les Émirats arabes unis.", ["Émirats arabes unis"]),
    ],
)
def test_countries_are_found_under_their_spanish_and_french_names(
    text: str, names: list[str]
) -> None:
    assert [mention.span.text for mention in find_places(text)] == names
