"""The type of an event by its own words, above all in languages the tagger was not trained on."""

from __future__ import annotations

import pytest
from marked import Marked

ABDUCTION = "Abduction/forced disappearance"
FORCE = "Excessive force against protesters"
CASES = [
    # words of the event, what the tagger says, what it is
    ("9일 바모에서 교전을 벌여 군인 11명이 숨졌다.", "교전을", "Agreement", "Armed clash"),
    ("9일 바모에서 교전을 벌여 군인 11명이 숨졌다.", "벌여", "Agreement", "Armed clash"),
    (
        "이스라엘군이 자발리야를 공습해 13명이 숨졌다.",
        "공습해",
        "Armed clash",
        "Air/drone strike",
    ),
    ("مسلح افراد نے دو اساتذہ کو اغوا کر لیا۔", "اغوا", "Attack", "Abduction/forced disappearance"),
    (
        "הם הציתו שני בתים.",
        "הציתו",
        "Remote explosive/landmine/IED",
        "Looting/property destruction",
    ),
    ("Ciidanka booliska ayaa xiray 12 qof.", "xiray", "Attack", "Arrests"),
    ("Doszło do starć w Homsie.", "Doszło", "Attack", "Armed clash"),
    # a type that goes with the words stays
    ("Sinunog nila ang bahay.", "Sinunog", "Mob violence", "Mob violence"),
    ("銃撃で2人が死亡した。", "銃撃", "Armed clash", "Armed clash"),
    # a mob is more than a killing
    ("এক যুবককে পিটিয়ে হত্যা করে জনতা।", "হত্যা করে", "Attack", "Mob violence"),
    # an attack from afar of which no weapon is told
    (
        "Waasi walishambulia kijiji cha Mweso, watu wanane waliuawa.",
        "walishambulia",
        "Shelling/artillery/missile attack",
        "Attack",
    ),
    (
        "Waasi walishambulia kijiji cha Mweso, watu wanane waliuawa.",
        "walishambulia kijiji",
        "Attack",
        "Attack",
    ),
    # who was killed was not only taken away, in whatever word for killing, in any language
    ("Homens armados degolaram sete camponeses.", "degolaram", ABDUCTION, "Attack"),
    ("Bewaffnete haben sieben Bauern enthauptet.", "enthauptet", ABDUCTION, "Attack"),
    ("Озброєні люди зарізали сімох селян.", "зарізали", ABDUCTION, "Attack"),
    ("武装人员处决了七名农民。", "处决", "Arrests", "Attack"),
    ("Gunmen kidnapped and killed two men.", "kidnapped", ABDUCTION, ABDUCTION),
    ("Gunmen beheaded two men.", "beheaded", "Armed clash", "Armed clash"),
    # words that no table knows, and a language without the table
    ("Nagpunta sila sa Davao.", "Nagpunta", "Attack", "Attack"),
    ("Gunmen kidnapped two men.", "kidnapped", "Attack", "Attack"),
]


@pytest.mark.parametrize(("text", "words", "tagged", "kind"), CASES)
def test_the_words_of_the_event_say_what_was_done(
    text: str, words: str, tagged: str, kind: str
) -> None:
    marked = Marked(text)
    marked.event(words, tagged)
    assert marked.told().sub_event_types[0] == kind


@pytest.mark.parametrize(
    ("text", "words", "doer", "kind"),
    [
        ("בתקיפה של חיל האוויר בנבטיה", "בתקיפה", "חיל האוויר", "Air/drone strike"),
        ("בתקיפה של חיילים בנבטיה", "בתקיפה", "חיילים", "Armed clash"),
        ("היתקלות של חיילים עם מטען", "היתקלות", "חיילים", "Armed clash"),
        ("חיילים עם פצצה", "חיילים עם פצצה", "", "Remote explosive/landmine/IED"),
        # a fight stays one, and any battle in a language without words for a fight
        ("קרב של חיילים עם פצצה", "קרב של חיילים עם פצצה", "", "Armed clash"),
        ("Askerler mayına bastı, üç kişi öldü.", "mayına bastı", "", "Armed clash"),
        ("စစ်ယာဉ်တန်းကို မိုင်းဆွဲတိုက်ခိုက်ခဲ့", "မိုင်းဆွဲတိုက်ခိုက်ခဲ့", "", "Remote explosive/landmine/IED"),
    ],
)
def test_a_battle_without_a_fight_is_what_the_weapon_says(
    text: str, words: str, doer: str, kind: str
) -> None:
    marked = Marked(text)
    marked.event(words, "Armed clash", doer=doer or [])
    assert marked.told().sub_event_types[0] == kind


def test_words_for_accusing_are_no_event() -> None:
    text = "Qarax ayaa ka dhacay Jilib, saddex qof ayaa ku dhimatay."
    marked = Marked(f"{text} Al-Shabaab waxay ku eedeysay Mareykanka.")
    marked.event("Qarax", "Remote explosive/landmine/IED", place="Jilib")
    marked.event("ku eedeysay", "Armed clash", place="Jilib", doer="Al-Shabaab")
    reading = marked.reading()
    assert [event.what.text for event in reading.events if event.what] == ["Qarax"]
    assert any("“ku eedeysay” (what somebody says" in note for note in reading.notes)


@pytest.mark.parametrize(
    ("text", "word", "kind"),
    [
        ("Police shot two men in a market in Goma, Congo, on Monday.", "shot", "Attack"),
        ("Police shot two men at a sit-in in Goma, Congo, on Monday.", "shot", FORCE),
        ("La police a tué deux hommes au marché de Goma, en RDC, lundi.", "tué", "Attack"),
        ("La police a tué deux manifestants à Goma, en RDC, lundi.", "tué", FORCE),
        ("पुलिस ने सोमवार को दिल्ली में प्रदर्शनकारियों पर गोली चलाई।", "गोली चलाई", FORCE),
        ("पुलिस ने सोमवार को दिल्ली में दो लोगों पर गोली चलाई।", "गोली चलाई", "Attack"),
    ],
)
def test_force_against_protesters_needs_a_word_of_a_protest(
    text: str, word: str, kind: str
) -> None:
    marked = Marked(text)
    place = "दिल्ली" if "दिल्ली" in text else "Goma"
    marked.event(word, FORCE, place=place)
    (event,) = marked.reading().events
    assert event.sub_event_types[0] == kind
