"""Events told of several places in a row, of which the tagger marks some."""

from __future__ import annotations

from datetime import date

import pytest
from marked import Marked

from extractor.reading import TollState

PUBLISHED = date(2026, 3, 11)  # a Wednesday


def towns(text: str, words: str, place: str, **more: str) -> list[str]:
    marked = Marked(text, PUBLISHED)
    marked.event(words, "Attack", place=place, **more)
    (event,) = marked.reading().events
    return [where.name or "" for where in event.where]


@pytest.mark.parametrize(
    ("text", "words", "place", "expected"),
    [
        (
            "Atacaron Toribío, Miranda, Caloto y Silvia, en el Cauca, Colombia.",
            "Atacaron",
            "Toribío",
            ["Toribío", "Miranda", "Caloto", "Silvia"],
        ),
        (
            "In Kenya police fired on marches in Kisumu, Nakuru (Rift Valley) and Nyeri.",
            "fired",
            "Nyeri",
            ["Kisumu", "Nakuru", "Nyeri"],
        ),
        (
            "خرج متظاهرون في درعا والسويداء وحمص في سوريا.",
            "خرج",
            "السويداء",
            ["Dara", "As-Suwayda", "Homs"],
        ),
        (
            "Войска обстреляли Никополь, Марганец и Покров в Украине.",
            "обстреляли",
            "Марганец",
            ["Nikopol", "Marhanets", "Pokrov"],
        ),
        # what the row's "and" is followed by a comma is not of it
        (
            "Gunmen raided Maiduguri and Bama, Konduga and Nigeria's government said.",
            "raided",
            "Maiduguri",
            ["Maiduguri", "Bama"],
        ),
        # the unit that a town of the row lies in is no place of its own
        (
            "Rebels shelled Goma, North Kivu, and Bukavu in the DR Congo.",
            "shelled",
            "Goma",
            ["Goma", "Bukavu"],
        ),
    ],
)
def test_places_beside_a_marked_one_in_a_row_are_places(
    text: str, words: str, place: str, expected: list[str]
) -> None:
    assert towns(text, words, place) == expected


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Gunmen raided Konduga, Borno, Nigeria.", "Konduga"),  # no "and"
        ("Gunmen stopped a bus between Maiduguri and Bama in Nigeria.", "Maiduguri"),
        ("Gunmen raided Maiduguri and Boko Haram claimed it, Nigeria's army said.", "Maiduguri"),
        ("Gunmen raided Maiduguri and Musa Bama fled, Nigeria's army said.", "Maiduguri"),
        ("Gunmen raided Maiduguri and Cairo condemned it, Nigeria's army said.", "Maiduguri"),
        ("Gunmen raided Maiduguri and Nigeria's army said six died.", "Maiduguri"),
        ("Gunmen raided Maiduguri. And Bama in Nigeria was quiet.", "Maiduguri"),
    ],
)
def test_what_is_in_no_row_with_a_place_is_none(text: str, place: str) -> None:
    verb = "stopped" if "stopped" in text else "raided"
    assert towns(text, verb, place) == [place]


ROW = "Gunmen attacked Gobir, Sabon Birni and Isa, Nigeria, on Sunday, killing eleven people. "


def test_counts_of_a_sentence_that_names_one_of_the_row_are_that_places() -> None:
    marked = Marked(f"{ROW}In Sabon Birni seven people died.", PUBLISHED)
    marked.event(
        "attacked",
        doer="Gunmen",
        place=["Gobir", "Sabon Birni", "Isa"],
        killed=["eleven people", "seven people"],
        day="Sunday",
    )
    reading = marked.reading()
    told = {
        tuple(where.name for where in event.where): (
            [toll.low for toll in event.tolls_of(TollState.KILLED)],
            [one.said.text for one in event.perpetrators if one.said],
            [when.first for when in event.when],
        )
        for event in reading.events
    }
    day = [date(2026, 3, 8)]
    assert told == {
        ("Gobir", "Isa"): ([], ["Gunmen"], day),
        ("Sabon Birni",): ([7], ["Gunmen"], day),
    }
    (note,) = reading.notes
    assert "“eleven people” (of several places together" in note


@pytest.mark.parametrize(
    "more",
    ["There seven people died.", "In Isa and Gobir seven people died."],
)
def test_counts_of_no_one_place_are_of_all(more: str) -> None:
    marked = Marked(f"{ROW}{more}", PUBLISHED)
    places = ["Gobir", "Sabon Birni", "Isa"]
    marked.event("attacked", place=places, killed="seven people", day="Sunday")
    (event,) = marked.reading().events
    assert [where.name for where in event.where] == places
    assert [toll.low for toll in event.tolls_of(TollState.KILLED)] == [7]


def test_a_place_of_the_row_told_again_without_counts_is_of_the_row() -> None:
    marked = Marked(f"{ROW}The raid on Isa on Sunday came at dawn.", PUBLISHED)
    day, isa = marked.words("Sunday", nth=1), marked.words("Isa", nth=1)
    marked.event("attacked", place=["Gobir", "Sabon Birni", "Isa"], day="Sunday")
    marked.event("raid", place=isa, day=day, doer="Gunmen", weapon="dawn")
    (event,) = marked.reading().events
    assert [where.name for where in event.where] == ["Gobir", "Sabon Birni", "Isa"]


@pytest.mark.parametrize(("total", "noted"), [("twelve people", 1), ("ten people", 0)])
def test_a_row_each_of_whose_places_is_told_apart_is_no_event(total: str, noted: int) -> None:
    marked = Marked(
        f"Gunmen attacked Gobir and Isa, Nigeria, on Sunday, killing {total}. In Isa seven "
        "people died. In Gobir three people died.",
        PUBLISHED,
    )
    counts = [total, "seven people", "three people"]
    marked.event("attacked", doer="Gunmen", place=["Gobir", "Isa"], killed=counts, day="Sunday")
    reading = marked.reading()
    told = {event.where[0].name: [toll.low for toll in event.tolls] for event in reading.events}
    assert told == {"Gobir": [3], "Isa": [7]}
    for event in reading.events:
        assert [one.said.text for one in event.perpetrators if one.said] == ["Gunmen"]
        assert [when.first for when in event.when] == [date(2026, 3, 8)]
    assert len(reading.events) == 2
    assert len([note for note in reading.notes if total in note]) == noted
