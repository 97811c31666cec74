"""Which tellings of an article are one event."""

from __future__ import annotations

from datetime import date

import pytest
from marked import Marked

from extractor.reading import Event

NIGERIA = "The Nigerian army sent troops. "


def events(marked: Marked) -> list[Event]:
    return list(marked.reading().events)


def test_two_tellings_of_one_day_and_place_are_one_event() -> None:
    marked = Marked(
        "Gunmen killed four farmers in Konduga, Nigeria, on Tuesday. Officials met. "
        "The raid in Konduga on Tuesday was carried out with rifles and left nine hurt."
    )
    day = marked.words("Tuesday", nth=1)
    place = marked.words("Konduga", nth=1)
    marked.event(marked.words("raid", 0.99), place=place, day=day, weapon="rifles", injured="nine")
    marked.event("killed", doer="Gunmen", killed="four farmers", place="Konduga", day="Tuesday")
    (event,) = events(marked)
    assert set(event.sentences) == {0, 2}
    assert [(toll.state.value, toll.low) for toll in event.tolls] == [("killed", 4), ("injured", 9)]
    assert [word.text for word in event.weapons] == ["rifles"]
    assert event.what and (event.what.text, event.what.probability) == ("killed", 0.99)
    assert [party.said.text for party in event.perpetrators if party.said] == ["Gunmen"]


@pytest.mark.parametrize(("doer", "many"), [("Rebels", 1), ("The army", 2)])
def test_two_weapons_of_one_undated_attack_are_one_event(doer: str, many: int) -> None:
    marked = Marked(
        f"Rebels sent drones into Konduga, Nigeria, and killed six men. {doer} shelled Konduga."
    )
    place = marked.words("Konduga", nth=1)
    drones = marked.words("sent drones")
    marked.event(drones, "Air/drone strike", doer="Rebels", killed="six men", place="Konduga")
    by = marked.words(doer, nth=1 if doer == "Rebels" else 0)
    marked.event("shelled", "Shelling/artillery/missile attack", doer=by, place=place)
    assert len(events(marked)) == many


def test_other_numbers_of_dead_are_other_events() -> None:
    for dead, many in (("four men", 2), ("six people", 1)):
        marked = Marked(
            f"Gunmen killed {dead} in Konduga, Nigeria. Later a gang killed six men in Konduga."
        )
        marked.event("killed", killed=dead, place="Konduga")
        again, place = marked.words("killed", nth=1), marked.words("Konduga", nth=1)
        marked.event(again, killed="six men", place=place)
        assert len(events(marked)) == many


@pytest.mark.parametrize(
    ("place", "day", "kind", "many"),
    [
        ("Konduga", "Tuesday", "Attack", 1),
        ("Konduga", "Monday", "Attack", 2),
        ("Konduga", "Tuesday", "Suicide bomb", 2),
        ("Biu", "Tuesday", "Attack", 2),
    ],
)
def test_what_is_done_alike_in_one_town_on_one_day_is_one_event(
    place: str, day: str, kind: str, many: int
) -> None:
    """As in ACLED, also where the numbers of dead differ: the first ones known, and those later."""
    marked = Marked(
        "Gunmen killed five farmers in Konduga, Nigeria, on Tuesday. Officials at first spoke of "
        f"a raid that killed four in {place} on {day}."
    )
    marked.event("killed", doer="Gunmen", killed="five farmers", place="Konduga", day="Tuesday")
    last = {"place": marked.words(place, nth=text_count(marked, place) - 1)}
    last["day"] = marked.words(day, nth=text_count(marked, day) - 1)
    marked.event("raid", kind, killed="four", **last)
    found = events(marked)
    assert len(found) == many
    assert found[0].tolls[0].low == 5


def text_count(marked: Marked, words: str) -> int:
    return marked.article.text.count(words)


def test_other_places_are_other_events() -> None:
    marked = Marked("On Tuesday gunmen raided Konduga, Nigeria. On Tuesday they raided Mubi.")
    marked.event("raided", place="Konduga", day="Tuesday")
    again, day = marked.words("raided", nth=1), marked.words("Tuesday", nth=1)
    marked.event(again, place="Mubi", day=day, doer="they")  # the fuller, yet told later
    assert [event.where[0].name for event in events(marked)] == ["Konduga", "Mubi"]


def test_other_days_are_other_events() -> None:
    marked = Marked("Gunmen raided Mubi, Nigeria, on Monday. They raided Mubi on Tuesday.")
    marked.event("raided", place="Mubi", day="Monday")
    again, place = marked.words("raided", nth=1), marked.words("Mubi", nth=1)
    marked.event(again, place=place, day="Tuesday")
    assert len(events(marked)) == 2


def round_up(total: str) -> list[str]:
    """The places of what is told of a total in Borno and of two raids there on that day."""
    marked = Marked(
        f"{total} people were killed in Borno, Nigeria, on Tuesday. Gunmen shot four in Konduga on "
        "Tuesday. One man was stabbed in Mafa on Tuesday."
    )
    days = [marked.words("Tuesday", nth=n) for n in range(3)]
    marked.event("killed", killed=f"{total} people", place="Borno", day=days[0])
    marked.event("shot", killed="four", place="Konduga", day=days[1])
    marked.event("stabbed", killed="One man", place="Mafa", day=days[2])
    return [event.where[0].name for event in events(marked)]


def test_a_total_of_a_region_is_no_event_beside_its_parts() -> None:
    assert round_up("Five") == ["Konduga", "Mafa"]
    assert round_up("Seven") == ["Borno", "Konduga", "Mafa"]


def lead(first: str) -> list[str]:
    """The places of a lead's ``first`` number of dead in Konduga, and of four there and two more in
    Mafa a day later."""
    marked = Marked(
        f"{first} people were killed in Konduga, Nigeria, and Mafa this week. Gunmen shot four men "
        "in Konduga on Tuesday. On Wednesday two women were stabbed in Mafa."
    )
    marked.event("killed", killed=f"{first} people", place="Konduga", day="this week")
    place = marked.words("Konduga", nth=1)
    marked.event("shot", killed="four men", place=place, day="Tuesday")
    again = marked.words("Mafa", nth=1)
    marked.event("stabbed", killed="two women", place=again, day="Wednesday")
    return [event.where[0].name or "" for event in events(marked)]


def test_what_a_lead_sums_up_is_no_event_beside_what_it_is_the_sum_of() -> None:
    assert lead("Six") == ["Konduga", "Mafa"]
    assert lead("Nine") == ["Konduga", "Konduga", "Mafa"]


def test_a_part_of_a_town_without_a_day_is_where_the_same_is_told_of_the_town() -> None:
    for day, many in (("", 1), (" on Monday", 2)):
        marked = Marked(
            "Rebels shelled Mubi, Nigeria, on Tuesday. Officials met. "
            f"A shell hit a house in the Lokuwa quarter{day} and killed a woman."
        )
        marked.event("shelled", "Shelling/artillery/missile attack", place="Mubi", day="Tuesday")
        about = {"day": "Monday"} if day else {}
        told = {"place": "Lokuwa quarter", "killed": "a woman", "doer": "Rebels", **about}
        marked.event("hit", "Shelling/artillery/missile attack", **told)
        assert len(events(marked)) == many
        assert events(marked)[-1].where[0].name == ("Lokuwa quarter" if day else "Mubi")


def test_a_telling_without_a_sure_type_is_no_event_beside_one_of_its_place() -> None:
    for sure, many in ((0.3, 1), (0.9, 2)):
        marked = Marked(
            "Gunmen killed four farmers in Mubi, Nigeria, on Tuesday. Men had entered Mubi."
        )
        marked.event("killed", killed="four farmers", place="Mubi", day="Tuesday")
        again = marked.words("Mubi", nth=1)
        kind = "Abduction/forced disappearance"
        marked.event("entered", kind, place=again, kind_sure=sure)
        assert len(events(marked)) == many


def test_a_background_telling_of_the_same_day_and_place_is_the_same_event() -> None:
    marked = Marked(
        "Gunmen raided Mubi, Nigeria, on 7 May. Traders had been shot in Mubi on 7 May."
    )
    marked.event("raided", place="Mubi", day="7 May")
    day, place = marked.words("7 May", nth=1), marked.words("Mubi", nth=1)
    marked.event("shot", place=place, day=day, background=0.9)
    assert len(events(marked)) == 1


def test_a_place_and_the_unit_it_lies_in_are_no_other_places() -> None:
    marked = Marked(f"{NIGERIA}The Borno raid on Tuesday was grim. On Tuesday they raided Konduga.")
    marked.event("raid", place="Borno", day="Tuesday")
    day = marked.words("Tuesday", nth=1)
    marked.event("raided", doer="they", place="Konduga", in_="Borno", day=day)
    (event,) = events(marked)
    assert event.where[0].name == "Konduga"  # the fuller telling is added to


def test_a_telling_that_brings_nothing_of_its_own_is_of_the_event_of_its_kind() -> None:
    text = "Gunmen raided Mubi, Nigeria, on Monday. Officials met. The assault shocked the country."
    marked = Marked(text)
    marked.event("raided", place="Mubi", day="Monday")
    marked.event("assault", "Armed clash")
    (event,) = events(marked)
    assert event.sub_event_types == ("Attack", "Armed clash")
    marked = Marked(text)
    marked.event("raided", place="Mubi", day="Monday")
    marked.event("assault", "Arrests")
    assert len(events(marked)) == 1
    assert any("“assault” (Arrests; no place is told)" in note for note in marked.reading().notes)


def test_a_telling_without_a_place_is_of_the_event_told_beside_it_on_that_day() -> None:
    beside = "Shells fell on Mubi, Nigeria, on Monday. Troops fought rebels on Monday. Six died."
    apart = beside.replace("Troops", "Officials met. They met again. Troops")
    for text, many in ((beside, 0), (apart, 1)):
        marked = Marked(text)
        marked.event("fell", "Shelling/artillery/missile attack", place="Mubi", day="Monday")
        again = marked.words("Monday", nth=1)
        marked.event("fought", "Armed clash", day=again, killed="Six")
        reading = marked.reading()
        assert (len(reading.events), len(reading.notes)) == (1, many)


def test_what_is_told_as_background_on_a_day_is_not_the_news() -> None:
    marked = Marked(
        "Gunmen raided Mubi, Nigeria, on Monday. On Monday years ago rebels raided Mubi."
    )
    marked.event("raided", place="Mubi", day="Monday")
    again, place = marked.words("raided", nth=1), marked.words("Mubi", nth=1)
    marked.event(again, place=place, day=marked.words("Monday", nth=1), background=0.8)
    assert [event.background for event in events(marked)] == [False, True]


def test_the_other_words_of_an_event_say_where_else_it_is_told() -> None:
    marked = Marked("Gunmen raided Mubi, Nigeria. Officials met. The raid was the third.")
    marked.event("raided", place="Mubi", same="raid was")
    (event,) = events(marked)
    assert event.sentences == (0, 2)


def test_of_one_kind_a_placeless_telling_elsewhere_is_of_no_event_without_that_day() -> None:
    marked = Marked("Gunmen raided Mubi, Nigeria. Officials met. On Monday an outrage followed.")
    marked.event("raided", place="Mubi")
    marked.event("outrage", day="Monday")
    reading = marked.reading()
    assert [event.sentences for event in reading.events] == [(0,)]
    assert reading.notes == ("not coded: “outrage” (Attack; no place is told)",)


def test_an_event_takes_the_day_of_another_telling() -> None:
    marked = Marked("Gunmen shot four in Mubi, Nigeria. The raid on Mubi was on Monday.")
    marked.event("shot", doer="Gunmen", killed="four", place="Mubi")
    marked.event("raid", place=marked.words("Mubi", nth=1), day="Monday")
    (event,) = events(marked)
    assert event.what and event.what.text == "shot"
    assert [when.said.text for when in event.when if when.said] == ["Monday"]


def test_a_town_that_gives_its_province_the_name_is_another_town() -> None:
    marked = Marked("Police shot a man in Hebron, West Bank. Others shot a boy in Nablus.")
    marked.event("shot", doer="Police", place="Hebron", killed="a man")
    marked.event("shot a boy", place="Nablus")
    assert [one.where[0].name for one in marked.reading().events] == ["Hebron", "Nablus"]


def test_two_streets_are_two_places_of_one_town() -> None:
    marked = Marked(
        "In Nairobi, Kenya, police broke up a march on Moi Avenue. Police broke up a march on Tom "
        "Street. A third was broken up in Kisumu."
    )
    intervention = "Protest with intervention"
    marked.event("broke up", intervention, doer="police", place="Moi Avenue", in_="Nairobi")
    again = marked.words("broke up", nth=1)
    marked.event(again, intervention, place="Tom")
    marked.event("broken up", intervention, place="Kisumu")
    assert [event.where[0].name for event in events(marked)] == ["Nairobi", "Kisumu"]


def test_what_a_crowd_does_and_meets_beside_is_one_event() -> None:
    text = "Marchers filled Moi Avenue in Nairobi. Officers beat many. Elsewhere they were hit."
    for kind, many in (("Excessive force against protesters", 1), ("Attack", 2)):
        marked = Marked(text)
        marked.event("filled", "Peaceful protest", place="Moi Avenue", in_="Nairobi")
        marked.event("beat", kind, doer="Officers", target="many")
        reading = marked.reading()
        assert len(reading.events) + len(reading.notes) == many


def test_another_kind_of_event_at_a_place_is_one_of_its_own_unless_told_of_that_day() -> None:
    text = (
        "Gunmen raided Mubi, Nigeria, on Monday. Officials met. Nigerian troops fought rebels in "
        "Mubi{day}."
    )
    for day, doers in (
        ("", [["Gunmen"], ["Nigerian troops"]]),
        (" on Monday", [["Gunmen", "Nigerian troops"]]),
    ):
        marked = Marked(text.format(day=day))
        marked.event("raided", doer="Gunmen", target="Officials", place="Mubi", day="Monday")
        place = marked.words("Mubi", nth=1)
        told = {"day": marked.words("Monday", nth=1)} if day else {}
        marked.event("fought", "Armed clash", doer="Nigerian troops", place=place, **told)
        found = [
            [party.said.text for party in event.perpetrators if party.said]
            for event in events(marked)
        ]
        assert found == doers


def test_what_is_burnt_in_an_attack_is_part_of_it() -> None:
    marked = Marked("Gunmen raided Solino, Haiti, on Tuesday, burnt homes and killed four people.")
    loot = "Looting/property destruction"
    marked.event("burnt", loot, doer="Gunmen", place="Solino", day="Tuesday", injured="four people")
    marked.event("raided", doer="Gunmen", place="Solino", day="Tuesday")
    (event,) = events(marked)
    assert event.sub_event_types[0] == "Attack"


def test_who_is_taken_away_and_killed_is_attacked() -> None:
    marked = Marked("Gunmen took six men from Solino, Haiti, on Tuesday and killed them.")
    taken = "Abduction/forced disappearance"
    marked.event("took", taken, doer="Gunmen", place="Solino", day="Tuesday", killed="six men")
    marked.event("killed", doer="Gunmen", place="Solino", day="Tuesday")
    (event,) = events(marked)
    assert event.sub_event_types[:2] == ("Attack", taken)


def test_the_town_stands_where_another_telling_has_only_a_street() -> None:
    marked = Marked("В воскресенье в Тбилиси сторонники оппозиции вышли на проспект Руставели.")
    kind = "Peaceful protest"
    day = "В воскресенье"
    marked.event("вышли", kind, place="проспект Руставели", day=day, doer="сторонники оппозиции")
    marked.event("В воскресенье в", kind, place="Тбилиси", day=day)
    (event,) = events(marked)
    assert event.where[0].name == "Tbilisi"


def test_a_town_and_its_region_in_another_script_are_one_place() -> None:
    marked = Marked(
        "اشتباكات في مدينة تعز اليمنية يوم الثلاثاء. قتل جندي في محافظة تعز في الاشتباكات."
    )
    marked.event("اشتباكات", "Armed clash", place="مدينة تعز", day="الثلاثاء")
    marked.event("قتل", "Armed clash", place="محافظة تعز", killed="جندي")
    (event,) = events(marked)
    assert [toll.low for toll in event.tolls] == [1]


def test_faint_words_that_tell_again_in_a_sentence_are_no_second_event() -> None:
    marked = Marked("Four inmates died in a riot at the jail of Derna, Libya, on Monday.")
    died = marked.words("died", 0.3)
    about = {"place": "Derna", "day": "Monday", "killed": "Four inmates"}
    marked.event("riot", "Violent demonstration", same="died", **about)
    marked.event(died, "Attack", **about)
    (event,) = events(marked)
    assert event.sub_event_types[0] == "Violent demonstration"
    assert [toll.low for toll in event.tolls] == [4]


def test_faint_words_stand_where_place_and_day_or_number_are_surely_told() -> None:
    for sure, stands in ((0.9, 1), (0.7, 0)):
        marked = Marked("Shots rang out in Konduga, Nigeria, on Tuesday.")
        place, day = marked.words("Konduga", sure), marked.words("Tuesday", sure)
        marked.event(marked.words("Shots", 0.3), place=place, day=day)
        assert len(events(marked)) == stands


def test_a_day_told_of_another_event_is_not_that_of_a_later_telling() -> None:
    marked = Marked(
        "Gunmen killed nine farmers in Konduga, Nigeria, on Tuesday, and a bomb hurt two soldiers "
        "near Damboa on Wednesday. Officials met. The men had opened fire in Konduga from a truck."
    )
    tuesday, wednesday = marked.words("Tuesday", 0.9), marked.words("Wednesday", 0.9)
    marked.event("killed", place="Konduga", day=tuesday, killed="nine farmers")
    marked.event(
        "hurt", "Remote explosive/landmine/IED", place="Damboa", day=wednesday, injured="two"
    )
    fire = marked.words("Konduga", nth=1)
    marked.event("opened fire", place=fire, day=[marked.words("Wednesday", 0.9)])
    bomb, attack = events(marked)
    assert (attack.when[0].first, bomb.when[0].first) == (date(2024, 5, 7), date(2024, 5, 8))
    assert set(attack.sentences) == {0, 2}
