"""Which day and place stand with the incident words, and how sure a telling is."""

from __future__ import annotations

import pytest
from fake_model import PUBLISHED

from extractor.analysis import Analysis
from extractor.readers.questions.tellings import Telling, telling_of, tellings
from extractor.text.article import Article


def told(text: str) -> list[Telling]:
    return list(tellings(Analysis(Article(text, published=PUBLISHED))))


def place(text: str) -> str | None:
    (telling,) = told(text)
    return telling.place.name if telling.place else None


def day(text: str) -> str | None:
    (telling,) = told(text)
    return str(telling.date.start) if telling.date else None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A bomb exploded in Baghdad, Iraq, on Tuesday.", "Baghdad"),
        ("A bomb exploded on Tuesday in the Iraqi city of Mosul.", "Mosul"),
        ("In the town of Konduga, in Borno state, gunmen killed four farmers.", "Konduga"),
        ("Gunmen killed four farmers in Borno state in Nigeria on Tuesday.", "Borno"),
        (
            "Officials in Abuja and Lagos said that gunmen killed four farmers in Konduga.",
            "Konduga",
        ),
    ],
)
def test_the_most_exact_place_said_to_be_one_is_taken(text: str, expected: str) -> None:
    assert place(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Gunmen killed four farmers 500 km north of Lagos on Tuesday.", "Nigeria"),
        ("Gunmen killed four farmers 20 km north of Lagos on Tuesday.", "Lagos"),
        ("In Maiduguri, 800 km from Lagos, gunmen killed four farmers.", "Maiduguri"),
    ],
)
def test_a_town_far_off_is_no_place_of_the_event(text: str, expected: str) -> None:
    assert place(text) == expected


def test_a_capital_that_speaks_is_no_place_of_the_event() -> None:
    assert place("Damascus said that four farmers were killed near Aleppo on Tuesday.") == "Aleppo"


def test_a_place_alone_that_speaks_leaves_the_event_without_one() -> None:
    assert place("Moscow said that four soldiers were killed in an attack on Tuesday.") is None


def test_a_place_followed_by_a_comma_and_its_source_is_a_place() -> None:
    assert place("Four farmers were killed in Konduga, police said on Tuesday.") == "Konduga"


@pytest.mark.parametrize(
    "text",
    [
        "A spokesman said on Wednesday that gunmen killed four farmers in Konduga on Monday.",
        "Gunmen killed four farmers in Konduga on Monday, police said on Wednesday.",
        "Police told reporters on Wednesday that gunmen killed four farmers on Monday in Konduga.",
    ],
)
def test_the_day_of_the_deed_is_taken_and_not_that_of_the_words(text: str) -> None:
    assert day(text) == "2024-05-06"


def test_a_day_on_which_somebody_only_spoke_is_no_day_of_the_deed() -> None:
    assert day("Gunmen killed four farmers in Konduga, police said on Wednesday.") is None


def test_a_day_at_the_head_on_which_somebody_spoke_is_no_day_of_the_deed() -> None:
    text = "On 3 March, the president acknowledged that soldiers killed four farmers in Konduga."
    assert day(text) is None
    assert day("On 3 March, soldiers killed four farmers in Konduga, he said.") == "2024-03-03"


def test_where_the_wounded_were_taken_is_no_place_of_the_event() -> None:
    text = "Gunmen attacked four farmers, who were taken to a hospital in Maiduguri."
    assert place(text) is None


def test_the_day_somebody_spoke_of_a_named_attack_is_not_its_day() -> None:
    text = "On Wednesday the president spoke at length in the parliament about the deadly attack."
    (telling,) = told(text)
    assert telling.named and telling.date is None


def test_a_day_that_owns_the_named_attack_is_its_day() -> None:
    text = "Tuesday's attack in the town of Konduga was the worst so far."
    assert day(text) == "2024-05-07"


def test_an_exact_day_is_taken_before_a_vague_one() -> None:
    text = "In the worst attack in years gunmen killed four farmers in Konduga on Tuesday."
    assert day(text) == "2024-05-07"


def test_two_deeds_in_one_town_are_one_telling() -> None:
    assert len(told("Gunmen killed a guard and kidnapped two priests in Kano on Monday.")) == 1


def test_a_list_of_towns_with_one_deed_is_not_cut() -> None:
    assert len(told("Warplanes bombed Aleppo and Idlib on Monday.")) == 1


def test_halves_of_a_sentence_do_not_overlap_and_lie_inside_it() -> None:
    text = "Rebels attacked Goma on Tuesday and gunmen kidnapped a priest in Bukavu on Monday."
    first, second = told(text)
    assert not first.part.overlaps(second.part)
    assert first.part.within(first.sentence) and second.part.within(second.sentence)


def test_a_weak_word_alone_tells_of_nothing() -> None:
    assert told("The army has bought new rockets in the capital.") == []


@pytest.mark.parametrize(
    ("text", "named", "verbal"),
    [
        ("Gunmen attacked the village of Konduga.", False, True),
        ("The attack shocked the people of Konduga.", True, False),
        ("His murder shocked the people of Konduga.", True, False),
        ("The rebels attacked the village of Konduga.", False, True),
        ("A bomb exploded in the village of Konduga.", False, True),
    ],
)
def test_a_deed_that_is_told_differs_from_one_that_is_named(
    text: str, named: bool, verbal: bool
) -> None:
    (telling,) = told(text)
    assert (telling.named, telling.verbal) == (named, verbal)


def test_a_sentence_in_which_somebody_accuses_is_marked() -> None:
    first, second = told(
        "Gunmen attacked Konduga on Tuesday. Police blamed the group for the attack in Konduga."
    )
    assert (first.claims, second.claims) == (False, True)


def test_french_and_spanish_are_read_by_their_own_lexicons() -> None:
    (french,) = told("Des hommes armés ont enlevé deux prêtres à Goma, dans l'est du pays, lundi.")
    assert french.sub_event_type == "Abduction/forced disappearance"
    (spanish,) = told(
        "Hombres armados secuestraron el lunes a dos periodistas en la ciudad de Cali."
    )
    assert spanish.sub_event_type == "Abduction/forced disappearance"


def test_a_sentence_sorted_by_a_model_tells_of_that_type_as_a_whole() -> None:
    article = Article("Rebellen überfielen am Montag das Dorf. Fünf Menschen starben.")
    telling = telling_of(Analysis(article), article.sentences[0], "Attack")
    assert telling.sub_event_type == "Attack"
    assert telling.part == article.sentences[0]
    assert telling.verbal and not telling.named
