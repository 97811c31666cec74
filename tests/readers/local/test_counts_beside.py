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
    (
        "An attack killed two men in Derna. A boy died on Friday, taking the toll to three.",
        *("attack", "Derna", "two men", 3),
    ),
    (
        "Un ataque mató a dos hombres en Tibú. Otro murió, elevando la cifra de muertos a 5.",
        *("ataque", "Tibú", "dos hombres", 5),
    ),
    (
        "Une attaque a tué deux hommes à Dori. Un blessé est mort, portant le bilan à cinq morts.",
        *("attaque", "Dori", "deux hommes", 5),
    ),
    (
        "Um ataque matou dois homens em Macomia. Outro morreu, elevando o número de mortos a 5.",
        *("ataque", "Macomia", "dois homens", 5),
    ),
    (
        "При ударе по Белгороду погибли два человека. Двое умерли, что довело число погибших до 4.",
        *("ударе", "Белгороду", "два человека", 4),
    ),
    (
        "أدى قصف الأبيض إلى مقتل 12 شخصا. وتوفي جريح لاحقا، ما رفع عدد القتلى إلى 14.",
        *("قصف", "الأبيض", "12 شخصا", 14),
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


def test_a_toll_told_anew_is_one_of_an_event_that_had_but_wounded() -> None:
    marked = Marked(
        "An attack in Derna hurt 20. Seven died in hospital, bringing the toll to nine."
    )
    marked.event("attack", place="Derna", injured="20")
    (event,) = marked.reading().events
    assert toll(event) == [9]


TOTALS = [
    # text, words of the event, its place, its own count, the total
    (
        "An attack in Derna killed two. At least 41 were killed in Libya last year.",
        *("attack", "Derna", "two", "41"),
    ),
    (
        "An attack in Derna killed two. Libya counts 900 dead since October 2019.",
        *("attack", "Derna", "two", "900 dead"),
    ),
    (
        "Un ataque en Tibú mató a dos. En lo que va del año han muerto 41 soldados.",
        *("ataque", "Tibú", "dos", "41 soldados"),
    ),
    (
        "Une attaque à Dori a tué deux hommes. Depuis 2015, 41 soldats y ont péri.",
        *("attaque", "Dori", "deux hommes", "41 soldats"),
    ),
    (
        "Um ataque em Macomia matou dois. No ano passado morreram 41 soldados.",
        *("ataque", "Macomia", "dois", "41 soldados"),
    ),
    (
        "При ударе по Белгороду погибли двое. С начала года погибли 17 человек.",
        *("ударе", "Белгороду", "двое", "17 человек"),
    ),
    (
        "Унаслідок удару по Сумах загинули двоє. Від початку року загинули 17 людей.",
        *("удару", "Сумах", "двоє", "17 людей"),
    ),
    (
        "Ein Angriff in Kabul tötete zwei Männer. Seit Jahresbeginn starben dort 41 Menschen.",
        *("Angriff", "Kabul", "zwei Männer", "41 Menschen"),
    ),
    (
        "أدى قصف الأبيض إلى مقتل شخصين. وقتل 41 شخصا في المدينة منذ بداية العام.",
        *("قصف", "الأبيض", "شخصين", "41 شخصا"),
    ),
]


@pytest.mark.parametrize(("text", "words", "place", "own", "total"), TOTALS)
def test_a_total_of_a_longer_time_is_no_event_s(
    text: str, words: str, place: str, own: str, total: str
) -> None:
    alone = Marked(text)
    alone.event(words, place=place, killed=own)
    both = Marked(text)
    both.event(words, place=place, killed=[both.words(own, 0.6), both.words(total, 0.99)])
    (expected,), (event,) = alone.reading().events, both.reading().events
    assert toll(event) == toll(expected) != []


def test_a_total_of_a_longer_time_is_no_toll_told_anew() -> None:
    marked = Marked(
        "An attack killed 2 in Derna. That brings the number of men killed this year to 41."
    )
    marked.event("attack", place="Derna", killed="2")
    (event,) = marked.reading().events
    assert toll(event) == [2]


def test_a_year_in_the_sentence_of_the_event_itself_takes_nothing_from_it() -> None:
    marked = Marked("An attack on Derna, the worst there since 2019, killed 12 this year.")
    marked.event("attack", place="Derna", killed="12")
    (event,) = marked.reading().events
    assert toll(event) == [12]


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
