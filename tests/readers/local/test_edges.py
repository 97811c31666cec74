"""Marked words end where the words beside them and the tables say they do."""

from __future__ import annotations

from datetime import date

import pytest
from marked import Marked

from extractor.codebook.attribution import Role
from extractor.models.encoder.tagging import Filler, Found
from extractor.readers.local.edges import mended

NAMES = [
    (
        "قصف شنته قوات الدعم السريع على مدينة الأبيض في السودان أمس.",
        "قصف",
        ["قوات", "الدعم"],
        "الأبيض",
        "قوات الدعم السريع",
    ),
    (
        "俾路支解放军周日在巴基斯坦奎达市打死三名士兵。",
        "打死",
        ["俾路支解放"],
        "奎达市",
        "俾路支解放军",
    ),
    (
        "The Lord's Resistance Army killed a farmer in Obo, Central African Republic.",
        "killed",
        ["Resistance Army"],
        "Obo",
        "The Lord's Resistance Army",
    ),
]


@pytest.mark.parametrize(("text", "words", "doer", "place", "whole"), NAMES)
def test_a_part_of_a_group_s_name_is_read_as_the_whole_name(
    text: str, words: str, doer: list[str], place: str, whole: str
) -> None:
    marked = Marked(text)
    marked.event(words, doer=doer, place=place)
    (event,) = marked.reading().events
    (party,) = [one for one in event.parties if one.role is Role.PERPETRATOR]
    assert party.said and party.said.text == whole


def test_words_side_by_side_are_one_party_and_others_are_not() -> None:
    marked = Marked("اعتقلت القوات الإسرائيلية شابا في الخليل، وهاجم مستوطنون قرية.")
    marked.event("اعتقلت", "Arrests", doer=["القوات", "الإسرائيلية", "مستوطنون"], place="الخليل")
    (event,) = marked.reading().events
    doers = [one.said.text for one in event.perpetrators if one.said]
    assert doers == ["القوات الإسرائيلية", "مستوطنون"]


def test_a_number_before_its_noun_begins_another_party() -> None:
    marked = Marked("أوقفت الشرطة في ولاية تمنراست سبعة مهربين.")
    marked.event("أوقفت", "Arrests", target=["تمنراست", "سبعة مهربين"], place="تمنراست")
    (event,) = marked.reading().events
    assert [one.said.text for one in event.targets if one.said] == ["تمنراست", "سبعة مهربين"]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("周日在巴基斯坦奎达市，枪手打死三名士兵。", date(2024, 5, 5)),
        ("枪手周在巴基斯坦奎达市打死三名士兵。", None),
    ],
)
def test_a_day_cut_short_is_read_with_the_letters_behind_it(text: str, day: date | None) -> None:
    marked = Marked(text)
    marked.event("打死", place="奎达市", day="周")
    (event,) = marked.reading().events
    assert event.when[0].first == day


@pytest.mark.parametrize(
    ("text", "place", "kept"),
    [
        ("قتل رجل في حي الثورة بمدينة أم درمان في السودان.", "الثورة", "حي الثورة"),
        ("Men killed a trader on Bank Street Kano, Nigeria.", "Kano", "Kano"),
    ],
)
def test_the_kind_before_a_name_makes_it_a_part_of_a_town(text: str, place: str, kept: str) -> None:
    marked = Marked(text)
    marked.event("قتل" if "قتل" in text else "killed", place=place, in_=[])
    (event,) = marked.reading().events
    assert event.where[0].said and event.where[0].said.text == kept


def test_a_dash_before_a_name_is_no_part_of_it() -> None:
    marked = Marked("MOGADISHU - Al-Shabaab fighters killed two soldiers in Afgooye, Somalia.")
    marked.event("killed", doer="Al-Shabaab fighters", place="Afgooye")
    (event,) = marked.reading().events
    assert [one.said.text for one in event.perpetrators if one.said] == ["Al-Shabaab fighters"]


def test_a_partys_words_end_before_the_figure_of_a_day() -> None:
    marked = Marked("M23运动与“瓦扎伦多”民兵13日在马西西交火。")
    marked.event("交火", "Armed clash", place="马西西", doer="瓦扎伦多”民兵13")
    (record,) = marked.outcome().events
    (doer,) = [one for one in record.actors if one.role is Role.PERPETRATOR]
    assert (doer.name, doer.text) == ("Wazalendo Militia", "瓦扎伦多”民兵")


@pytest.mark.parametrize(
    ("place", "units", "told", "around"),
    [
        ("Степное Курской", ["Курской области"], "Степное", "Kursk"),
        ("Степное", ["Суджанского района", "Курской области"], "Степное", "Sudzhanskiy"),
    ],
)
def test_a_place_ends_before_what_it_lies_in_and_two_units_are_two(
    place: str, units: list[str], told: str, around: str
) -> None:
    marked = Marked(f"Мужчины убили семерых в селе Степное {' '.join(units)} в понедельник.")
    marked.event("убили", place=place, in_=units)
    (event,) = marked.reading().events
    (where,) = event.where
    assert where.said and where.said.text == told
    assert where.admin1 == around


@pytest.mark.parametrize(
    ("sentence", "surname", "speaker"),
    [
        ("The spokeswoman Maria Zakharova blamed rebels.", "Zakharova", "Maria Zakharova"),
        ("The spokeswoman Maria Zakharova blamed rebels.", "Maria", "Maria Zakharova"),
        ("A ministry spokeswoman Ana Roa blamed rebels.", "spokeswoman Ana", "spokeswoman Ana Roa"),
        ("In a statement Israel Monday blamed rebels.", "Israel", "Israel"),
        ("In Cairo the Arab League blamed rebels.", "Arab League", "the Arab League"),
        ("Late on Monday Kiir blamed rebels.", "Kiir", "Kiir"),
        ("Minister Bam blamed rebels.", "Bam", "Bam"),
        ("Gestern gab Minister Bam den Rebellen die Schuld.", "Bam", "Bam"),
    ],
)
def test_a_surname_has_its_given_name(sentence: str, surname: str, speaker: str) -> None:
    at = sentence.index(surname)
    speakers = [Filler(at, at + len(surname), 0.9)]
    marked = Found(Filler(0, 3, 0.9), [], 0.9, 0.0, {"speaker": speakers})
    (found,) = mended(sentence, marked).roles["speaker"]
    assert sentence[found.start : found.end] == speaker


LINKS = [
    ("Police spoke there", "of the Rapid Support Forces", "the Rapid Support Forces"),
    ("Police spoke there", "at least six people", "at least six people"),
    ("Police spoke there", "in-laws", "in-laws"),
    ("Police spoke there", "of", "of"),
    ("Selon le maire, la ville a vu", "des inconnus", "inconnus"),
    ("Selon le maire, la ville a vu", "de Villepin", "de Villepin"),
    ("Der Bürgermeister sprach mit", "von der Leyen", "von der Leyen"),
    ("El alcalde y la policía hablaron con", "al Sadr", "al Sadr"),
    ("O presidente e a polícia falaram com", "dos Santos", "dos Santos"),
]


@pytest.mark.parametrize(("before", "words", "kept"), LINKS)
def test_a_party_does_not_begin_with_a_preposition_that_links_it_to_what_stands_before(
    before: str, words: str, kept: str
) -> None:
    text = f"{before} {words}."
    start = len(before) + 1
    filler = Filler(start, start + len(words), 0.9)
    found = Found(Filler(0, 5, 0.9), [("Attack", 0.9)], 0.9, 0.0, {"doer": [filler]})
    (party,) = mended(text, found).roles["doer"]
    assert text[party.start : party.end] == kept
