"""Who acts and who suffers, where the tagger marks both in one or in the wrong place."""

from __future__ import annotations

import pytest
from marked import Marked

from extractor.records import EventRecord


def sides(record: EventRecord) -> tuple[list[str], list[str]]:
    named = [[one.name for one in record.actors if one.role.value == role] for role in ROLES]
    return named[0], named[1]


ROLES = ("perpetrator", "target")
ARMY, TPLF = "Military Forces of Ethiopia (2018-)", "TPLF: Tigray People's Liberation Front"
CLASH = "Clashes between troops and fighters of the TPLF left two men dead in Alamata, Ethiopia."


def clash(**roles: object) -> EventRecord:
    marked = Marked(CLASH)
    marked.event("Clashes", "Armed clash", place="Alamata", **roles)
    (record,) = marked.outcome().events
    return record


@pytest.mark.parametrize(
    "roles",
    [
        {"doer": "troops and fighters of the TPLF", "target": "fighters of the TPLF"},
        {"doer": "troops and fighters of the TPLF"},
        {"doer": ["troops", "fighters of the TPLF"], "target": "two men"},
        {"doer": ["troops", "the TPLF"], "target": "fighters of the TPLF"},
        {"doer": "troops", "target": ["troops", "fighters of the TPLF"]},
    ],
)
def test_the_sides_of_a_clash_stand_apart(roles: dict[str, object]) -> None:
    doers, targets = sides(clash(**roles))
    assert doers == [ARMY]
    assert targets[0] == TPLF


def test_two_who_fight_a_third_stay_on_one_side() -> None:
    text = "Rwandan soldiers and M23 rebels fought Congolese troops near Goma, Congo, on Monday."
    marked = Marked(text)
    marked.event(
        "fought",
        "Armed clash",
        place="Goma",
        doer="Rwandan soldiers and M23 rebels",
        target=["M23 rebels", "Congolese troops"],
    )
    (record,) = marked.outcome().events
    doers, targets = sides(record)
    assert [name.split(" (")[0] for name in doers] == ["Military Forces of Rwanda"]
    assert [name.split(" (")[0] for name in targets] == [
        "Military Forces of the Democratic Republic of Congo"
    ]


def test_where_the_verb_stands_first_doer_and_target_side_by_side_are_two() -> None:
    text = "قتل مسلحون مجهولون ضابطا في الشرطة في مدينة عدن يوم السبت."
    marked = Marked(text)
    marked.event(
        "قتل", place="عدن", doer=["مسلحون مجهولون ضابطا", "الشرطة"], target="ضابطا", killed="ضابطا"
    )
    (record,) = marked.outcome().events
    doers, targets = sides(record)
    assert [name.split(" (")[0] for name in doers] == ["Unidentified Armed Group"]
    assert [name.split(" (")[0] for name in targets] == ["Police Forces of Yemen"]
    assert record.casualties.killed is not None
    assert record.casualties.killed.coded == 1


def test_its_fighters_are_those_of_the_group_that_was_hit() -> None:
    text = (
        "Soldiers ambushed a convoy of the TPLF in Alamata, Ethiopia, killing four of its fighters."
    )
    marked = Marked(text)
    marked.event(
        "ambushed",
        "Armed clash",
        place="Alamata",
        doer="Soldiers",
        target=["a convoy of the TPLF", "four of its fighters"],
    )
    (record,) = marked.outcome().events
    assert sides(record) == ([ARMY], [TPLF])


def test_security_forces_beside_soldiers_are_these_and_a_crowd_is_its_protesters() -> None:
    text = (
        "Soldiers shot at a crowd in Alamata, Ethiopia, killing two demonstrators. Security forces "
        "had been warned."
    )
    marked = Marked(text)
    marked.event(
        "shot at",
        "Excessive force against protesters",
        place="Alamata",
        doer=["Soldiers", "Security forces"],
        target=["a crowd", "two demonstrators"],
    )
    (record,) = marked.outcome().events
    assert sides(record) == ([ARMY], ["Protesters (Ethiopia)"])


@pytest.mark.parametrize(
    ("text", "words", "roles", "state"),
    [
        (
            "An Israeli air strike hit Tyre, Lebanon, on Monday.",
            "air strike",
            {"weapon": "An Israeli"},
            "Israel",
        ),
        (
            "Une frappe de drone turque a tué deux hommes à Kobané, Syrie, lundi.",
            "tué",
            {"doer": "turque", "weapon": "Une frappe de drone turque"},
            "Turkey",
        ),
        (
            "غارة إسرائيلية أصابت جنودا لبنانيين قرب صيدا يوم الأربعاء.",
            "غارة إسرائيلية",
            {"doer": "جنودا لبنانيين"},
            "Israel",
        ),
        (
            "Rus uçakları İdlib'i bombaladı. Pazartesi günü beş kişi öldü.",
            "bombaladı",
            {"weapon": "Rus uçakları"},
            "Russia",
        ),
    ],
)
def test_a_states_strike_is_that_states(
    text: str, words: str, roles: dict[str, object], state: str
) -> None:
    marked = Marked(text)
    places = ("Tyre", "Kobané", "صيدا", "İdlib")
    place = next(one for one in places if one in text)
    marked.event(words, "Air/drone strike", place=place, **roles)
    (record,) = marked.outcome().events
    assert [name.split(" (")[0] for name in sides(record)[0]] == [f"Military Forces of {state}"]


def test_a_state_that_stands_before_a_groups_name_in_one_with_it_is_no_part_of_it() -> None:
    text = "حملت السلطات العراقية تنظيم داعش مسؤولية تفجير في بغداد يوم الأحد."
    marked = Marked(text)
    both = "السلطات العراقية تنظيم داعش"
    marked.event("تفجير", "Remote explosive/landmine/IED", place="بغداد", doer=both)
    (record,) = marked.outcome().events
    assert [one.text for one in record.perpetrators] == ["تنظيم داعش"]


@pytest.mark.parametrize(
    ("text", "words", "doer", "doers"),
    [
        (
            "ジェニンでイスラエル軍とパレスチナ武装勢力の銃撃戦があった。",
            "銃撃戦",
            "イスラエル軍とパレスチナ武装勢力",
            ["Military Forces of Israel (2022-)"],
        ),
        (
            "ሸዋሮቢት በፋኖ ታጣቂዎችና በመንግስት ኃይሎች መካከል ውጊያ ተካሄደ።",
            "ውጊያ",
            "በፋኖ ታጣቂዎችና በመንግስት ኃይሎች",
            ["Fano Youth Militia"],
        ),
        (
            "W Homsie doszło do starć między siłami rządowymi a bojownikami Państwa Islamskiego.",
            "starć",
            "siłami rządowymi a bojownikami Państwa Islamskiego",
            ["Military Forces of Syria (2000-2024)"],
        ),
    ],
)
def test_two_sides_in_one_are_parted_by_an_and_of_the_language(
    text: str, words: str, doer: str, doers: list[str]
) -> None:
    marked = Marked(text)
    place = next(one for one in ("ジェニン", "ሸዋሮቢት", "Homsie") if one in text)
    marked.event(words, "Armed clash", place=place, doer=doer)
    (record,) = marked.outcome().events
    assert record.sub_event_type.value == "Armed clash"
    assert sides(record)[0] == doers
    assert len(sides(record)[1]) == 1
