"""Parts of a toll, tolls that changed, and people counted beside others."""

from __future__ import annotations

from datetime import date

import pytest
from marked import Marked

from extractor.reading import TollState

PARTS = [
    ("A raid on Derna killed seven people. Two of the dead were children.", "seven people", "Two"),
    ("A raid: Two deputies were among 15 people killed in Derna.", "15 people", "Two deputies"),
    ("A raid: Two deputies among 15 killed in Derna.", "15 killed", "Two deputies among"),
    ("A raid killed 9 in Derna. Three nurses are counted among the dead.", "9", "Three nurses"),
    ("A raid killed 9 in Derna, including three nurses.", "9", "three nurses"),
    ("Une attaque : deux députés parmi les 15 tués à Dori.", "15", "deux députés"),
    ("Un ataque: dos niños entre los nueve muertos en Tibú.", "nueve", "dos niños"),
    ("Un ataque en Tibú dejó nueve muertos. Entre las víctimas hay dos niños.", "nueve", "dos"),
    ("Une attaque à Dori a fait 18 morts. Parmi les victimes figurent deux femmes.", "18", "deux"),
    ("Um ataque em Macomia fez sete mortos. Entre os mortos estão duas mulheres.", "sete", "duas"),
    ("Ein Angriff in Kabul tötete neun Menschen. Unter den Opfern sind drei Kinder.", "neun", "dr"),
    ("Удар по Белгороду, погибли три человека. Среди погибших двое детей.", "три", "двое"),
    ("Удар по Сумах, загинули семеро людей. Серед загиблих троє дітей.", "семеро", "троє"),
    ("قصف الأبيض أدى إلى مقتل 12 شخصا. ومن بين القتلى ثلاثة أطفال.", "12 شخصا", "ثلاثة"),
    ("Kabil'de saldırı: yedi kişi öldü. Ölenler arasında iki polis bulunuyor.", "yedi", "iki"),
    ("काबुल में हमला, सात लोगों की मौत। मृतकों में दो बच्चे शामिल हैं।", "सात", "दो"),
    (
        "Shambulio Goma liliua watu wanane. Miongoni mwa waliouawa ni wanawake watatu.",
        "wanane",
        "watatu",
    ),
]


@pytest.mark.parametrize(("text", "whole", "part"), PARTS)
def test_a_part_of_a_toll_is_no_other_toll(text: str, whole: str, part: str) -> None:
    marked = Marked(text)
    marked.event(
        text.split()[1].strip(":,"), killed=[marked.words(whole), marked.words(part, 0.99)]
    )
    (toll,) = marked.told().tolls
    assert toll.said and toll.said.text.startswith(whole)


def test_a_part_right_before_its_toll_is_not_joined_with_it() -> None:
    marked = Marked("Afrin'de saldırı: ikisi kadın yedi kişi öldü.")
    killed = [marked.words("yedi kişi"), marked.words("ikisi kadın", 0.99)]
    marked.event("saldırı", place="Afrin", killed=killed)
    (event,) = marked.reading().events
    (toll,) = event.tolls
    assert toll.said and toll.said.text == "yedi kişi"


CHANGED = [
    ("The death toll from an attack in Derna rose from 20 to 35.", "attack", 35),
    (
        "The death toll from an attack in Derna rose from 900 to 1,200, doctors said.",
        "attack",
        1200,
    ),
    ("Le bilan de l'attaque est passé de 14 à 1 200 morts.", "attaque", 1200),
    ("Officials revised down the number of men killed in an attack from 27 to 19.", "attack", 19),
    ("The death toll of the attack has climbed to at least 35 from 20.", "attack", 35),
    ("El número de muertos por el ataque subió de 6 a 11.", "ataque", 11),
    ("Le bilan de l'attaque est passé de 14 à 22 morts.", "attaque", 22),
    ("O número de mortos do ataque subiu de 9 para 14.", "ataque", 14),
    ("Die Zahl der Toten nach dem Angriff ist von drei auf fünf gestiegen.", "Angriff", 5),
    ("Число погибших при ударе выросло с четырёх до семи.", "ударе", 7),
    ("Кількість загиблих внаслідок удару зросла з 6 до 9.", "удару", 9),
    ("ارتفعت حصيلة الغارة إلى 9 قتلى بعد أن كانت 5.", "الغارة", 9),
    ("Saldırıda ölenlerin sayısı 3'ten 6'ya yükseldi.", "Saldırıda", 6),
    ("हमले में मरने वालों की संख्या 2 से बढ़कर 5 हो गई।", "हमले", 5),
]


@pytest.mark.parametrize(("text", "words", "dead"), CHANGED)
def test_of_a_toll_that_changed_the_new_number_counts(text: str, words: str, dead: int) -> None:
    marked = Marked(text)
    marked.event(words, place=[])
    (toll,) = marked.told().tolls
    assert (toll.state, toll.low) == (TollState.KILLED, dead)


def test_a_number_of_other_things_that_rose_is_no_toll() -> None:
    marked = Marked("An attack hit Derna as the number of schools rose from 20 to 35.")
    marked.event("attack", place="Derna")
    assert not marked.told().tolls


def test_an_older_number_does_not_count_beside_a_newer() -> None:
    text = "An attack in Derna killed 12 people. Police had earlier reported nine dead."
    marked = Marked(text)
    marked.event("attack", killed=["12 people", marked.words("nine dead", 0.99)])
    (toll,) = marked.told().tolls
    assert toll.low == 12


def test_figures_of_a_toll_are_no_day() -> None:
    text = "On Monday officials put the death toll of the attack up from 2 to 4."
    marked = Marked(text.replace("put", "raised"))
    marked.event("attack", place=[], day=["Monday", marked.words("2 to 4", 0.99)])
    (event,) = marked.outcome().events or (None,)
    told = marked.reading()
    assert event is None and not told.events  # it has no place
    marked = Marked("In Derna " + text.replace("put", "raised"))
    marked.event("attack", place="Derna", day=["Monday", marked.words("2 to 4", 0.99)])
    (event,) = marked.outcome().events
    assert event.date and event.date.start == date(2024, 5, 6)


def test_a_count_of_the_next_clause_is_no_day() -> None:
    marked = Marked("Gunmen killed 11 farmers in Derna on Monday and 4 in Sirte.")
    marked.event("killed", place="Derna", day="Monday and 4", killed="11 farmers")
    (event,) = marked.outcome().events
    assert event.date and (event.date.start, event.date.text) == (date(2024, 5, 6), "Monday")


@pytest.mark.parametrize(
    ("text", "words", "state"),
    [
        ("A bomb wounded six soldiers in Derna.", "six soldiers", TollState.INJURED),
        ("A bomb in Derna: two were taken to hospital.", "two", TollState.INJURED),
        ("A bomb in Derna: four died.", "four", TollState.KILLED),
        ("Una bomba en Derna: otros doce resultaron heridos.", "otros doce", TollState.INJURED),
        ("A bomb in Derna: two men who were wounded before.", "two men", TollState.KILLED),
        ("bomba Derna يوم الاثنين قتل سبعة وأصيب آخرون", "سبعة", TollState.KILLED),  # Monday: "two"
    ],
)
def test_words_beside_a_count_say_what_befell_its_people(
    text: str, words: str, state: TollState
) -> None:
    marked = Marked(text)
    marked.event(
        "bomb" if "bomb " in text or "bomb w" in text else "bomba", place="Derna", killed=words
    )
    (toll,) = marked.told().tolls
    assert toll.state is state


@pytest.mark.parametrize(
    ("text", "killed"),
    [
        ("A raid in Derna killed a family.", "a family"),
        ("A raid in Derna wiped out the unit.", "the unit"),
        ("Un raid à Derna a tué une famille.", "une famille"),
        ("Bei dem Angriff in Derna starb eine Familie.", "eine Familie"),
    ],
)
def test_how_many_are_a_family_nobody_says(text: str, killed: str) -> None:
    marked = Marked(text)
    marked.event(text.split()[1], place="Derna", killed=killed)
    (toll,) = marked.told().tolls
    assert (toll.low, toll.high, toll.vague) == (None, None, None)
    (event,) = marked.outcome().events
    assert event.casualties.killed is None


def test_a_toll_that_changed_lets_an_event_stand_whatever_the_text_looks_like() -> None:
    text = "The death toll of the attack in Derna on Monday rose from 20 to 35. Doctors spoke. "
    marked = Marked(text + "They were tired.")
    marked.tells = 0.1
    marked.event(marked.words("attack", 0.3), place="Derna", day="Monday")
    (event,) = marked.outcome().events
    assert event.casualties.killed and event.casualties.killed.coded == 35


def test_beside_a_toll_that_changed_other_events_of_the_text_stand_too() -> None:
    text = "A bomb hit Sirte. The death toll of the attack in Derna on Monday rose from 20 to 35."
    marked = Marked(text)
    marked.tells = 0.1
    kind = "Remote explosive/landmine/IED"
    marked.event("bomb", kind=kind, place="Sirte")
    marked.event(marked.words("attack", 0.3), place="Derna", day="Monday")
    assert len(marked.outcome().events) == 2


def test_counts_of_a_telling_that_does_not_stand_are_not_lost() -> None:
    marked = Marked("Four inmates died in a riot at the jail of Derna on Monday.")
    died = marked.words("died", 0.3)
    marked.event(died, place="Derna", killed="Four inmates", same="riot", real=0.7)
    marked.event("riot", kind="Violent demonstration", place="Derna", day="Monday")
    (event,) = marked.outcome().events
    assert event.casualties.killed and event.casualties.killed.coded == 4


def test_two_tellings_of_one_sentence_with_the_same_marks_are_one_event() -> None:
    text = "Soldiers killed three rebels in a raid on Derna on Monday. A woman died, too."
    marked = Marked(text)
    marks = {"doer": "Soldiers", "place": "Derna", "day": "Monday"}
    marked.event("killed", kind="Armed clash", killed="A woman", **marks)
    marked.event("raid", kind="Armed clash", killed="three rebels", **marks)
    assert len(marked.outcome().events) == 1
