"""Events that do not stand out: told in passing, in the words of another, in an odd text."""

from __future__ import annotations

from datetime import date

import pytest
from marked import Marked

from extractor.codebook.types import SubEventType
from extractor.readers.local.second_look import harm_in


def test_deaths_in_another_place_are_an_event_although_their_words_do_not_stand_out() -> None:
    marked = Marked(
        "A bomb killed three men in Derna on Monday. In Sirte, gunmen killed 14 people."
    )
    marked.event("bomb", place="Derna", day="Monday", killed="three men")
    marked.overlooked(marked.words("killed", 0.01, nth=1), place="Sirte", killed="14 people")
    events = marked.outcome().events
    assert [(e.location and e.location.name) for e in events] == ["Derna", "Sirte"]
    assert [e.casualties.killed and e.casualties.killed.coded for e in events] == [3, 14]


@pytest.mark.parametrize(
    "about",
    [
        {"place": "Derna", "killed": "14 people"},
        {"place": "Sirte"},
        {"place": "Sirte", "killed": "14 people", "real": 0.6},
        {"place": "Sirte", "killed": "14 people", "background": 0.9},
    ],
    ids=["same place", "nobody counted", "hardly an event", "background"],
)
def test_other_words_of_harm_are_none(about: dict[str, object]) -> None:
    marked = Marked(
        "A bomb killed three men in Derna on Monday. In Sirte, gunmen killed 14 people."
    )
    marked.event("bomb", place="Derna", day="Monday", killed="three men")
    marked.overlooked(marked.words("killed", 0.01, nth=1), **about)
    assert len(marked.outcome().events) == 1


def test_no_word_is_looked_at_again_where_no_event_is_found() -> None:
    marked = Marked("In Sirte, a flu killed 14 people.")
    marked.overlooked("killed", place="Sirte", killed="14 people")
    assert not marked.outcome().events


def test_of_a_stretch_only_its_own_words_are_looked_at_again() -> None:
    text = "A bomb killed three men in Derna. Two were killed in Sirte; four were wounded."
    marked = Marked(text)
    bomb = marked.event(marked.words("bomb killed"))
    killed, wounded = text.rindex("killed"), text.index("wounded")
    words = [(killed, killed + len("killed")), (wounded, wounded + len("wounded"))]
    assert harm_in(text, 0, len(text), [bomb]) == words[::-1]
    assert harm_in(text, 0, wounded, [bomb]) == words[:1]
    assert harm_in(text, wounded, len(text), [bomb]) == words[1:]


GAPS = [
    ("Gunmen killed 11 men in Derna on Monday and 4 in Sirte two days later.", "11 men", (4, 8)),
    ("Gunmen killed 11 men in Derna on Monday and five women in Sirte.", "11 men", (5, 6)),
    ("Hombres mataron a 11 personas en Derna el lunes y a dos en Sirte.", "11 personas", (2, 6)),
]


@pytest.mark.parametrize(("text", "killed", "other"), GAPS)
def test_a_count_and_a_place_behind_an_and_are_an_event_of_their_own(
    text: str, killed: str, other: tuple[int, int]
) -> None:
    marked = Marked(text)
    words = "killed" if "killed" in text else "mataron"
    day = "Monday" if "Monday" in text else "el lunes"
    marked.event(words, place="Derna", in_="Sirte", day=day, killed=killed)
    first, second = marked.outcome().events
    assert first.location and second.location and second.date
    assert (first.location.name, second.location.name) == ("Derna", "Sirte")
    assert first.casualties.killed and first.casualties.killed.coded == 11
    assert second.casualties.killed
    assert (second.casualties.killed.coded, second.date.start.day) == other


def test_a_place_that_only_lies_behind_the_event_s_is_no_event() -> None:
    marked = Marked("Gunmen killed 11 men in Derna on Monday and fled to a hill near Sirte.")
    marked.event("killed", place="Derna", in_="Sirte", day="Monday", killed="11 men")
    assert len(marked.outcome().events) == 1


@pytest.mark.parametrize(
    ("text", "words", "kind"),
    [
        ("A bus crashed in Derna on Monday.", "crashed", "Air/drone strike"),
        ("The army opened a museum in Derna on Monday.", "opened", "Headquarters"),
        ("Troops fired shells in a joint exercise in Derna on Monday.", "fired", "Shelling"),
        ("Police seized cocaine in Derna on Monday.", "seized", "Disrupted"),
        ("L'armée a inauguré un musée à Derna lundi.", "inauguré", "Headquarters"),
        ("Um carro atropelou seis pessoas em Derna. Era Monday.", "atropelou", "Suicide"),
    ],
)
def test_accidents_drills_and_museums_are_no_events(text: str, words: str, kind: str) -> None:
    marked = Marked(text)
    day = "lundi" if "lundi" in text else "Monday"
    whole = next(one.value for one in SubEventType if one.value.startswith(kind))
    marked.event(words, kind=whole, place="Derna", day=day)
    outcome = marked.outcome()
    assert not outcome.events
    assert any(f"not coded: “{words}”" in note for note in outcome.warnings)


def test_what_has_no_sure_type_beside_an_accident_is_the_accident() -> None:
    for sure, places in ((0.3, []), (0.9, ["Derna"])):
        marked = Marked("A bus and a lorry ran into men in Derna on Monday. The crash killed two.")
        marked.event("ran into", place="Derna", day="Monday", kind_sure=sure)
        marked.event("The crash", killed="two")
        events = marked.outcome().events
        assert [event.location and event.location.name for event in events] == places


def test_a_base_beside_no_museum_is_an_event() -> None:
    marked = Marked("The army opened a base in Derna on Monday.")
    kind = SubEventType.HEADQUARTERS.value
    marked.event("opened", kind=kind, doer="The army", place="Derna", day="Monday")
    assert len(marked.outcome().events) == 1


def test_a_town_of_the_region_that_a_city_is_named_after_is_another_place() -> None:
    text = "Shells killed two in Kharkiv on Monday. A drone hurt three in Derhachi, Ukraine."
    marked = Marked(text)
    kind = SubEventType.SHELLING.value
    marked.event("Shells", kind=kind, place="Kharkiv", day="Monday", killed="two")
    marked.event("drone", kind=kind, place="Derhachi", injured="three")
    events = marked.outcome().events
    assert [e.location and e.location.name for e in events] == ["Kharkiv", "Derhachi"]


def test_days_counted_from_another_event_are_the_reader_s() -> None:
    marked = Marked("انفجار في درنة يوم الاثنين. وفي سرت قتل مسلحون ثلاثة في اليوم نفسه.")
    marked.event("انفجار", place="درنة", day="الاثنين")
    marked.event("قتل", place="سرت", day="في اليوم نفسه", killed="ثلاثة")
    days = [event.date and event.date.start for event in marked.outcome().events]
    assert days == [date(2024, 5, 6), date(2024, 5, 6)]
