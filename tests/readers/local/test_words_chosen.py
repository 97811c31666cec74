"""Which of the marked words stand in a role, and what days and places they mean."""

from __future__ import annotations

from datetime import date

import pytest
from marked import Marked

from extractor.models.encoder.tagging import Filler
from extractor.readers.local.fillers import best, without_joint
from extractor.reading import Event, Relation

NIGERIA = "The Nigerian army sent troops. "


def texts(event: Event, role: str) -> list[str]:
    parties = event.perpetrators if role == "doer" else event.targets
    return [party.said.text for party in parties if party.said]


def test_the_surest_words_fill_a_role_and_of_nearly_equal_ones_the_nearest() -> None:
    event = Filler(1000, 1006, 0.9)
    far, near = Filler(0, 7, 0.80), Filler(990, 997, 0.75)
    assert best([far, near], event) == near
    assert best([Filler(0, 7, 0.99), near], event) == Filler(0, 7, 0.99)
    assert best([], event) is None


def test_words_inside_longer_ones_are_no_further_party() -> None:
    marked = Marked("Gunmen killed the mayor of Kano in Kano, Nigeria.")
    target = marked.words("mayor of Kano", 0.9)
    marked.event("killed", target=[target, marked.words("mayor", 0.99)])
    assert texts(marked.told(), "target") == ["mayor of Kano"]


def test_words_much_less_sure_than_the_surest_are_no_further_party() -> None:
    marked = Marked("Soldiers and militiamen beat traders near a bank in Kano.")
    doers = [marked.words("Soldiers", 0.95), marked.words("militiamen", 0.75)]
    marked.event("beat", doer=[*doers, marked.words("bank", 0.6)])
    assert texts(marked.told(), "doer") == ["Soldiers", "militiamen"]


def test_words_that_may_fill_rival_roles_fill_the_surer() -> None:
    marked = Marked("Ten soldiers were hurt when rebels attacked in Kano.")
    marked.event(
        "attacked",
        killed=marked.words("Ten soldiers", 0.6),
        injured=marked.words("Ten soldiers", 0.8),
        doer=marked.words("rebels", 0.9),
        target=[marked.words("rebels", 0.8), marked.words("soldiers", 0.9)],
    )
    event = marked.told()
    assert [toll.state.value for toll in event.tolls] == ["injured"]
    assert (texts(event, "doer"), texts(event, "target")) == (["rebels"], ["soldiers"])


def test_words_may_fill_two_roles_that_are_no_rivals() -> None:
    marked = Marked("Rebels killed ten soldiers in Kano.")
    marked.event("killed", target="ten soldiers", killed=marked.words("ten soldiers", 0.7))
    event = marked.told()
    assert texts(event, "target") == ["ten soldiers"]
    assert [toll.low for toll in event.tolls] == [10]


def test_a_doer_has_the_attribution_that_the_tagger_gives_it() -> None:
    marked = Marked("Rebels and soldiers fought in Kano.")
    rebels = marked.words("Rebels", detail="accused")
    marked.event("fought", "Armed clash", doer=[rebels, "soldiers"])
    told = [party.attribution.value for party in marked.told().parties if party.attribution]
    assert told == ["accused", "reported_as_fact"]


def test_days_are_counted_from_those_told_before() -> None:
    text = (
        "Two were shot on 3 April in Kano. Two days later a bomb killed four. A day earlier, none."
    )
    marked = Marked(text)
    marked.event("shot", day="3 April")
    marked.event("killed", day="Two days later")
    marked.event("none", day="A day earlier")
    days = [marked.told(number).when[0].first for number in range(3)]
    assert days == [date(2024, 4, 3), date(2024, 4, 5), date(2024, 4, 4)]


def test_a_day_the_tables_know_goes_before_surer_words_that_they_do_not() -> None:
    marked = Marked("After the rains gunmen shot a man in Kano on Tuesday.")
    words = [marked.words("After the rains", 0.99), marked.words("Tuesday", 0.6)]
    marked.event("shot", day=words)
    (when,) = marked.told().when
    assert (when.said and when.said.text, when.first) == ("Tuesday", date(2024, 5, 7))


def test_day_words_that_nobody_knows_keep_their_words_and_no_day() -> None:
    marked = Marked("After the rains gunmen shot a man in Kano.")
    marked.event("shot", day="After the rains")
    (when,) = marked.told().when
    assert (when.said and when.said.text, when.first, when.last) == ("After the rains", None, None)


def test_the_words_around_decide_among_places_of_one_name() -> None:
    marked = Marked("Clashes in San Pedro, Jujuy, Argentina. In San Pedro, Ivory Coast, two died.")
    marked.event("Clashes", "Armed clash", place="San Pedro", in_=["Jujuy", "Argentina"])
    there = marked.words("San Pedro", nth=1)
    marked.event("died", place=there, in_="Ivory Coast")
    wheres = [marked.told(number).where[0] for number in range(2)]
    assert [(w.admin1, w.country) for w in wheres] == [
        ("Jujuy", "Argentina"),
        ("Bas-Sassandra", "Ivory Coast"),
    ]


def test_a_village_the_gazetteer_lacks_lies_in_no_country_but_the_articles() -> None:
    marked = Marked(
        f"{NIGERIA}Gunmen killed two in Garda. Others burned Roquebrune in Borno State."
    )
    marked.event("killed", place="Garda")  # the gazetteer has one in Italy
    marked.event("burned", "Looting/property destruction", place="Roquebrune", in_="Borno State")
    wheres = [marked.told(number).where[0] for number in range(2)]
    assert [(w.name, w.admin1, w.country) for w in wheres] == [
        ("Garda", None, "Nigeria"),
        ("Roquebrune", "Borno", "Nigeria"),
    ]
    locations = [event.location for event in marked.outcome().events]
    assert [place and (place.country, place.gazetteer_id) for place in locations] == [
        ("Nigeria", None),
        ("Nigeria", None),
    ]


def test_words_of_which_nothing_is_known_are_still_the_place() -> None:
    marked = Marked("They shot two near Xqqzz in Wvvwww.")
    marked.event("shot", place=marked.words("Xqqzz", detail="near"), in_="Wvvwww")
    (where,) = marked.told().where
    assert (where.name, where.admin1, where.country) == ("Xqqzz", "Wvvwww", None)
    assert where.relation is Relation.NEAR


def test_without_a_place_the_nearest_unit_around_is_where_it_happened() -> None:
    marked = Marked("After a night in Kano, Nigeria, gunmen killed two in Mubi.")
    marked.event("killed", in_=["Kano", "Mubi"])
    (where,) = marked.told().where
    assert (where.name, where.country, where.relation) == ("Mubi", "Nigeria", Relation.WITHIN)


def test_an_event_happened_in_all_the_places_that_stand_in_a_row() -> None:
    text = "Shops were looted in Kisumu, Nakuru and Nyeri, Kenya, and later in Eldoret."
    marked = Marked(text)
    towns = [marked.words(town, 0.8) for town in ("Kisumu", "Nakuru", "Nyeri", "Eldoret")]
    marked.event("looted", place=towns)
    names = [where.said.text for where in marked.told().where if where.said]
    assert names == ["Kisumu", "Nakuru", "Nyeri"]


@pytest.mark.parametrize(
    ("text", "first", "second"),
    [
        ("Rebels ambushed a column between Torodi and Makalondi, Niger.", "Torodi", "Makalondi"),
        ("Des rebelles ont attaqué un convoi entre Torodi et Makalondi.", "Torodi", "Makalondi"),
        ("Боевики обстреляли колонну между Шали и Аргуном.", "Шали", "Аргуном"),
    ],
)
def test_what_is_between_two_towns_is_one_event(text: str, first: str, second: str) -> None:
    marked = Marked(text)
    marked.event(text.split()[1], place=[marked.words(first, 0.9), marked.words(second, 0.8)])
    (where,) = marked.told().where
    assert where.said and where.said.text == first


def test_a_village_and_its_district_are_no_row_of_places() -> None:
    marked = Marked("Gunmen killed a farmer in Gadem, Guma and fled towards Daudu and Yelwata.")
    places = [marked.words("Gadem", 0.9), marked.words("Guma", 0.7)]
    marked.event("killed", place=[*places, marked.words("Daudu", 0.3)])
    names = [where.said.text for where in marked.told().where if where.said]
    assert names == ["Gadem"]


@pytest.mark.parametrize(
    ("before", "words", "kept"),
    [
        ("Three people were killed by ", "government forces of", "government forces"),
        ("Los tres fueron acusados por ", "las fuerzas de", "las fuerzas"),
        ("قتل ثلاثة أشخاص وقال ", "ضابط في", "ضابط"),
        ("Three people were killed by ", "men of the Second of", "men of the Second"),
        ("Three people were killed by ", "Unit A", "Unit A"),
        ("Three people were killed near ", "Mong Na", "Mong Na"),
        ("The three people ", "of", "of"),
    ],
)
def test_words_do_not_end_with_one_that_joins_them_to_the_next(
    before: str, words: str, kept: str
) -> None:
    start = len(before)
    filler = without_joint(f"{before}{words} Idlib", Filler(start, start + len(words), 0.9))
    assert f"{before}{words} Idlib"[filler.start : filler.end] == kept


@pytest.mark.parametrize(
    ("own", "doer", "said"),
    [
        ("suicide bombers", "Two female", "Two female suicide bombers"),
        ("killed", "Two female suicide bombers", "Two female suicide bombers"),
    ],
)
def test_an_event_s_own_words_that_say_who_did_it_are_the_doer_s(
    own: str, doer: str, said: str
) -> None:
    marked = Marked("Two female suicide bombers killed ten people in Maroua, Cameroon.")
    marked.event(own, "Suicide bomb", doer=doer, killed="ten people", place="Maroua")
    assert [one.said.text for one in marked.told().perpetrators if one.said] == [said]
