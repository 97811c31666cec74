"""Which lesson fits which words, where and when."""

from __future__ import annotations

from datetime import date

import pytest

from extractor.actors.setting import Setting
from extractor.codebook.actors import ActorKind
from extractor.codebook.types import EventType
from extractor.lessons.lesson import ActorLesson, Lessons, PlaceLesson, actor_key, place_key


def setting(
    country: str | None = "Mali",
    on: date | None = None,
    event_type: EventType = EventType.BATTLES,
    role: str = "perpetrator",
) -> Setting:
    return Setting(role, country, on, event_type)


@pytest.mark.parametrize(
    "words",
    [
        "Qolvani Front",
        "the Qolvani Front",
        "Suspected Qolvani Front fighters",
        "Fighters of the Qolvani Front",
        "QOLVANI  FRONT",
        "Qolváni Front",
    ],
)
def test_words_for_one_actor_have_one_key(words: str) -> None:
    assert actor_key(words) == "qolvani front"


def test_forces_that_are_part_of_a_name_and_other_names_have_keys_of_their_own() -> None:
    assert actor_key("Rapid Support Forces") == "rapid support forces"
    assert actor_key("Kenyan Qolvani Front") != actor_key("Qolvani Front")


def test_a_village_is_its_name_and_a_province_is_not_its_town() -> None:
    assert place_key("the village of Kowa") == place_key("Kowa town") == "kowa"
    assert place_key("Idlib province") != place_key("Idlib")
    assert place_key("village") == "village"


def test_a_lesson_holds_in_its_countries_only() -> None:
    found = Lessons((ActorLesson("X Front", "X", ActorKind.REBEL_GROUP, ("Mali",)),))
    assert found.actor("X Front", setting("Mali"))
    assert found.actor("X Front", setting("Niger")) is None
    assert found.actor("X Front", setting(None)) is None


def test_a_lesson_of_the_country_goes_before_one_of_everywhere() -> None:
    everywhere = ActorLesson("X Front", "X", ActorKind.REBEL_GROUP)
    here = ActorLesson("X Front", "X Mali", ActorKind.REBEL_GROUP, ("Mali",))
    found = Lessons((everywhere, here))
    assert found.actor("X Front", setting("Mali")) is here
    assert found.actor("X Front", setting("Niger")) is everywhere


@pytest.mark.parametrize(
    ("kind", "event_type", "fits"),
    [
        (ActorKind.PROTESTERS, EventType.PROTESTS, True),
        (ActorKind.PROTESTERS, EventType.BATTLES, False),
        (ActorKind.RIOTERS, EventType.PROTESTS, False),
        (ActorKind.CIVILIANS, EventType.RIOTS, False),
        (ActorKind.CIVILIANS, EventType.VIOLENCE_AGAINST_CIVILIANS, True),
        (ActorKind.REBEL_GROUP, EventType.PROTESTS, True),
    ],
)
def test_people_without_arms_are_what_the_event_makes_of_them(
    kind: ActorKind, event_type: EventType, fits: bool
) -> None:
    lesson = ActorLesson("Amber Union", "Some (Mali)", kind, ("Mali",))
    assert lesson.fits(setting(event_type=event_type)) is fits


def test_state_forces_are_under_the_regime_of_the_day() -> None:
    name = "Military Forces of Mali (2012-2020) Falcon Unit"
    lesson = ActorLesson("Falcon Unit", name, ActorKind.STATE_FORCES)
    now = lesson.actor(setting("Mali", date(2023, 5, 1)))
    assert now.name == "Military Forces of Mali (2021-) Falcon Unit"
    assert now.kind is ActorKind.STATE_FORCES
    abroad = lesson.actor(setting("Niger", date(2015, 5, 1)))
    assert abroad.kind is ActorKind.EXTERNAL_OTHER


def test_state_forces_are_no_other_state_s_when_the_reader_says_whose_they_are() -> None:
    lesson = ActorLesson("Red Guard", "Military Forces of Mali (2021-)", ActorKind.STATE_FORCES)
    assert lesson.fits(setting(), "Mali")
    assert not lesson.fits(setting(), "Niger")


def test_a_place_is_taken_in_the_first_country_that_has_a_lesson() -> None:
    kowa = PlaceLesson("Kowa", "Nigeria", "Kowa", 12.0, 4.0, 1)
    found = Lessons(places=(kowa,))
    assert found.place("the village of Kowa", ["Mali", "Nigeria"]) is kowa
    assert found.place("Kowa", ["Mali"]) is None
