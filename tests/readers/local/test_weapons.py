"""What exploded, by the words for it, whatever the tagger takes the event for."""

from __future__ import annotations

import pytest
from marked import Marked

from extractor.readers.local.weapons import is_weapon

BLAST = "Remote explosive/landmine/IED"
CASES = [
    # words of the event, its weapon, what the tagger says, what it is
    ("آخر هجوم انتحاري في مقديشو", "هجوم انتحاري", "", "Air/drone strike", "Suicide bomb"),
    ("क्वेटा में आत्मघाती हमले में चार मरे।", "हमले", "", "Air/drone strike", "Suicide bomb"),
    ("حمله انتحاری در کابل", "حمله", "انتحاری", "Attack", "Suicide bomb"),
    (
        "Van'da hava saldırısında iki kişi öldü.",
        "hava saldırısında",
        "",
        "Attack",
        "Air/drone strike",
    ),
    (
        "周一在马奎发生炸弹袭击。",
        "炸弹袭击",
        "",
        "Air/drone strike",
        "Remote explosive/landmine/IED",
    ),
    (
        "Tashin nakiya ya kashe sojoji shida a hanyar Torodi",
        "Tashin",
        "nakiya",
        "Chemical weapon",
        "Remote explosive/landmine/IED",
    ),
    ("Bomu liliua watu wawili sokoni Goma", "Bomu", "Bomu", "Grenade", "Grenade"),
    ("في إدلب هجوم بغاز الكلور", "هجوم", "بغاز الكلور", "Chemical weapon", "Chemical weapon"),
    # a weapon beside an attack does not make it a strike
    ("قتل رجل قرب طائرة في مقديشو", "قتل", "طائرة", "Attack", "Attack"),
    # who died on a mine, and nobody is told to have fought, was in no battle
    ("قتل ثلاثة جنود بانفجار لغم قرب تدمر", "قتل", "بانفجار لغم", "Armed clash", BLAST),
    ("三名士兵在加奥附近触雷身亡。", "触雷身亡", "", "Armed clash", BLAST),
    ("كمين بلغم قرب تدمر", "كمين", "بلغم", "Armed clash", "Armed clash"),
    # of two weapons nothing follows
    (
        "قصف بالمدفعية والطائرات على حلب",
        "قصف",
        "بالمدفعية والطائرات",
        "Suicide bomb",
        "Suicide bomb",
    ),
    ("Jets and bombs hit Idlib", "hit", "Jets and bombs", "Air/drone strike", "Air/drone strike"),
    # in English only where the tagger is in doubt
    ("A hit on Idlib by a car bomb", "hit", "a car bomb", "Air/drone strike", "Air/drone strike"),
]


@pytest.mark.parametrize(("text", "words", "weapon", "tagged", "kind"), CASES)
def test_the_words_for_the_weapon_say_what_exploded(
    text: str, words: str, weapon: str, tagged: str, kind: str
) -> None:
    marked = Marked(text)
    marked.event(words, tagged, weapon=weapon or [])
    assert marked.told().sub_event_types[0] == kind


def test_in_english_words_for_the_weapon_speak_where_the_tagger_is_in_doubt() -> None:
    marked = Marked("A hit on Idlib by a car bomb")
    marked.event("hit", "Air/drone strike", kind_sure=0.6, weapon="a car bomb")
    assert marked.told().sub_event_types[0] == BLAST


def test_without_a_word_for_it_a_chemical_weapon_is_the_next_likeliest_type() -> None:
    marked = Marked("Hari ya kashe sojoji shida a hanyar Torodi")
    marked.event("Hari", "Chemical weapon", or_kind=[("Air/drone strike", 0.1)])
    assert marked.told().sub_event_types[0] == "Air/drone strike"


@pytest.mark.parametrize(
    ("text", "word", "told"),
    [
        (
            "Una motobomba mató a dos policías en Cali.",
            "motobomba",
            "Remote explosive/landmine/IED",
        ),
        ("Un drone a tué trois civils à Minembwe.", "drone", "Air/drone strike"),
        (
            "Um homem-bomba matou três soldados na cidade de Maiduguri.",
            "homem-bomba",
            "Suicide bomb",
        ),
        (
            "Bei einem Drohnenangriff starben drei Menschen in Odessa.",
            "Drohnenangriff",
            "Air/drone strike",
        ),
        (
            "При подрыве фугаса погибли двое военных в Назрани.",
            "фугаса",
            "Remote explosive/landmine/IED",
        ),
        (
            "Унаслідок удару авіабомбами загинули двоє людей у Сумах.",
            "авіабомбами",
            "Air/drone strike",
        ),
        (
            "Serangan mortir menewaskan dua orang di Rafah.",
            "mortir",
            "Shelling/artillery/missile attack",
        ),
        ("一枚滑翔炸弹在苏梅市炸死3人。", "滑翔炸弹", "Air/drone strike"),
    ],
)
def test_weapons_of_more_languages(text: str, word: str, told: str) -> None:
    said = "Air/drone strike" if told != "Air/drone strike" else "Shelling/artillery/missile attack"
    marked = Marked(text)
    marked.event(word, said)
    assert marked.told().sub_event_types[0] == told


@pytest.mark.parametrize(
    ("words", "language", "weapon"),
    [
        ("Iskander-M missiles", "en", True),
        ("«Шахеды»", "ru", True),
        ("Іскандером-М", "uk", True),
        ("Russian missiles", "en", False),
        ("Air Force jets", "en", False),
        ("rockets and Hezbollah drones", "en", False),
        ("снаряды калибра 152 мм", "ru", False),
    ],
)
def test_a_model_of_weapon_is_no_party(words: str, language: str, weapon: bool) -> None:
    assert is_weapon(words, language) is weapon
