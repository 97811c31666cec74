"""Counts that the tagger leaves out: beside those it marks, and tolls told anew elsewhere."""

from __future__ import annotations

import pytest
from marked import Marked

from extractor.reading import Event, TollState


def toll(event: Event, state: TollState = TollState.KILLED) -> list[int | None]:
    return [one.low for one in event.tolls_of(state)]


BESIDE = [
    ("Zginęło dziewięć osób w starciach w Homsie.", "starciach", "Homsie", 9),
    ("Laba askari ayaa ku dhintay qarax ka dhacay Jilib.", "qarax", "Jilib", 2),
    ("アレッポで爆発があり、3人が死亡した。", "爆発", "アレッポ", 3),
    ("A raid on Derna, Libya, on Monday killed seven people.", "raid", "Derna", 7),
    ("Homens degolaram sete camponeses em Nangade.", "degolaram", "Nangade", 7),
    ("Мужчины обезглавили семерых крестьян в Горках.", "обезглавили", "Горках", 7),
]


@pytest.mark.parametrize(("text", "words", "place", "dead"), BESIDE)
def test_a_number_beside_a_word_for_dying_is_a_count(
    text: str, words: str, place: str, dead: int
) -> None:
    marked = Marked(text)
    marked.event(words, "Armed clash", place=place)
    (event,) = marked.reading().events
    assert toll(event) == [dead]


@pytest.mark.parametrize(
    "text",
    [
        "A raid on Derna, Libya, killed a boy aged 12 years.",  # an age
        "A raid on Derna, Libya, hit a market. In the last war 300 people were killed.",
    ],
)
def test_other_numbers_are_none(text: str) -> None:
    marked = Marked(text)
    marked.event("raid", "Armed clash", place="Derna")
    (event,) = marked.reading().events
    assert toll(event) == []


def test_a_number_in_a_sentence_of_two_events_is_nobodys() -> None:
    marked = Marked("A raid on Derna and a bomb in Sirte, Libya, killed seven people.")
    marked.event("raid", "Armed clash", place="Derna")
    marked.event("bomb", "Remote explosive/landmine/IED", place="Sirte")
    assert [toll(event) for event in marked.reading().events] == [[], []]


NEW = [
    # text, words of the event, its place, the toll at first, the toll that holds
    (
        "Atak w Kabulu zabił cztery osoby. Później liczba ofiar wzrosła do sześciu.",
        *("Atak", "Kabulu", "cztery osoby", 6),
    ),
    (
        "알레포에서 공습으로 13명이 숨졌다. 이후 사망자는 19명으로 늘었다.",
        *("공습", "알레포", "13명이", 19),
    ),
    (
        "بنوں میں حملہ، بارہ افراد ہلاک۔ بعد میں ہلاکتوں کی تعداد بڑھ کر سترہ ہو گئی۔",
        *("حملہ", "بنوں", "بارہ افراد", 17),
    ),
    (
        "喀布尔袭击造成两人死亡。官员说，死亡人数已升至五人，另有十七人受伤。",
        *("袭击", "喀布尔", "两人", 5),
    ),
    (
        "An attack killed 9 in Derna. The death toll later rose to 12.",
        *("attack", "Derna", "9", 12),
    ),
]


@pytest.mark.parametrize(("text", "words", "place", "first", "dead"), NEW)
def test_a_toll_told_anew_in_a_later_sentence_is_the_last_events(
    text: str, words: str, place: str, first: str, dead: int
) -> None:
    marked = Marked(text)
    marked.event(words, place=place, killed=first)
    (event,) = marked.reading().events
    assert toll(event) == [dead]


def test_a_lower_toll_of_a_later_sentence_is_not_the_events() -> None:
    marked = Marked("An attack killed 9 in Derna, Libya. In 2014 the toll had risen to 5.")
    marked.event("attack", place="Derna", killed="9")
    (event,) = marked.reading().events
    assert toll(event) == [9]


def test_a_word_for_dying_is_of_the_number_before_it() -> None:
    marked = Marked("ארבעה בני אדם נהרגו ושישה נפצעו בתקיפה בנבטיה.")
    marked.event("בתקיפה", place="בנבטיה", killed=["ארבעה בני אדם", "ושישה"])
    told = marked.told()
    assert toll(told) == [4] and toll(told, TollState.INJURED) == [6]


def test_a_word_for_wounding_and_an_a_before_a_number_make_it_the_wounded() -> None:
    marked = Marked(
        "Hombres armados asesinaron a tres comuneros en Toribío e hirieron a otros dos."
    )
    marked.event("asesinaron", place="Toribío", killed=["tres comuneros", "otros dos"])
    told = marked.told()
    assert toll(told) == [3] and toll(told, TollState.INJURED) == [2]
