from __future__ import annotations

import pytest

from extractor.codebook.actors import ActorKind
from extractor.codebook.rules import RULES, check_event, civilian_targeting, rule_named

SOUND: dict[str, object] = {
    "event_date": "2021-06-03",
    "year": 2021,
    "time_precision": 1,
    "disorder_type": "Political violence",
    "event_type": "Violence against civilians",
    "sub_event_type": "Attack",
    "actor1": "Unidentified Armed Group (Kenya)",
    "inter1": "Political militia",
    "actor2": "Civilians (Kenya)",
    "inter2": "Civilians",
    "interaction": "Political militia-Civilians",
    "civilian_targeting": "Civilian targeting",
    "iso": 404,
    "region": "Eastern Africa",
    "country": "Kenya",
    "admin1": "Garissa",
    "latitude": -0.4536,
    "longitude": 39.6461,
    "geo_precision": 1,
    "fatalities": 2,
}
PROTEST: dict[str, object] = {
    **SOUND,
    "disorder_type": "Demonstrations",
    "event_type": "Protests",
    "sub_event_type": "Peaceful protest",
    "actor1": "Protesters (Kenya)",
    "inter1": 6,
    "actor2": "",
    "inter2": 0,
    "interaction": 60,
    "civilian_targeting": "",
}


def broken(row: dict[str, object]) -> list[str]:
    return [violation.rule.name for violation in check_event(row)]


def test_sound_rows_break_nothing_in_words_and_in_numbers() -> None:
    assert broken(SOUND) == []
    assert broken({**SOUND, "inter1": "3", "inter2": "7", "interaction": "37"}) == []
    assert broken(PROTEST) == []


@pytest.mark.parametrize(
    ("change", "rules"),
    [
        ({"event_type": "Murder"}, ["event-type"]),
        ({"sub_event_type": "Armed clash", "civilian_targeting": ""}, ["sub-event-type-fits"]),
        ({"disorder_type": "Demonstrations"}, ["disorder-type-follows"]),
        ({"disorder_type": "Demostrations"}, ["disorder-type"]),
        ({"inter1": "Bandits"}, ["inter"]),
        ({"actor1": " "}, ["actor1"]),
        (
            {"actor2": None, "inter2": None, "interaction": "Political militia only"},
            ["actor2-needed", "violence-civilians"],
        ),
        ({"inter2": ""}, ["actor2-inter2", "interaction-follows", "violence-civilians"]),
        ({"interaction": "Civilians-Political militia"}, ["interaction", "interaction-follows"]),
        ({"interaction": 73}, ["interaction", "interaction-follows"]),
        ({"interaction": 27}, ["interaction-follows"]),
        ({"civilian_targeting": ""}, ["civilian-targeting-follows"]),
        ({"civilian_targeting": "yes"}, ["civilian-targeting"]),
        ({"time_precision": 4}, ["time-precision"]),
        ({"geo_precision": ""}, ["geo-precision"]),
        ({"latitude": 94}, ["coordinates"]),
        ({"year": 2020}, ["year-follows"]),
        ({"country": "Burma"}, ["country"]),
        ({"region": "Middle Africa"}, ["region-follows"]),
        ({"iso": "834"}, ["iso-follows"]),
        ({"admin1": ""}, ["admin1"]),
        ({"fatalities": "2.5"}, ["fatalities"]),
        ({"fatalities": -1}, ["fatalities"]),
    ],
)
def test_one_mistake_breaks_the_rule_about_it(change: dict[str, object], rules: list[str]) -> None:
    assert broken({**SOUND, **change}) == rules


@pytest.mark.parametrize(
    ("change", "rule"),
    [
        ({"inter1": 3, "interaction": 30}, "protests-protesters"),
        (
            {"actor2": "Police Forces of Kenya (2013-)", "inter2": 1, "interaction": 16},
            "peaceful-protest-alone",
        ),
        ({"sub_event_type": "Protest with intervention"}, "intervention-intervener"),
    ],
)
def test_protests_have_their_own_rules(change: dict[str, object], rule: str) -> None:
    assert broken({**PROTEST, **change}) == [rule]


def test_battles_have_no_civilians_and_riots_have_rioters() -> None:
    battle = {**SOUND, "event_type": "Battles", "sub_event_type": "Armed clash"}
    assert broken({**battle, "civilian_targeting": ""}) == ["battles-armed"]
    riot = {**SOUND, "event_type": "Riots", "sub_event_type": "Mob violence"}
    assert broken(riot) == ["riots-rioters"]


def test_civilian_targeting_follows_the_sub_type_and_the_target() -> None:
    state, rebels = ActorKind.STATE_FORCES, ActorKind.REBEL_GROUP
    civilians, rioters = ActorKind.CIVILIANS, ActorKind.RIOTERS
    assert civilian_targeting("Attack", rebels, civilians)
    assert civilian_targeting("Excessive force against protesters", state, ActorKind.PROTESTERS)
    assert civilian_targeting("Suicide bomb", rebels, civilians)
    assert not civilian_targeting("Suicide bomb", rebels, state)
    assert not civilian_targeting("Grenade", rebels, None)
    assert civilian_targeting("Mob violence", rioters, civilians)
    assert not civilian_targeting("Armed clash", rebels, state)
    assert not civilian_targeting("Looting/property destruction", rebels, civilians)


def test_every_rule_has_a_stable_name_a_title_and_a_source() -> None:
    assert len({rule.name for rule in RULES}) == len(RULES)
    assert all(rule.title and rule.source.startswith("ACLED codebook") for rule in RULES)
    assert rule_named("interaction-follows").title == "The interaction follows from the two kinds"


class Watched(dict[str, object]):
    """A row that remembers which of its cells were looked at."""

    def __init__(self, row: dict[str, object]) -> None:
        super().__init__(row)
        self.seen: set[str] = set()

    def get(self, key: str, default: object = None) -> object:  # type: ignore[override]
        self.seen.add(key)
        return super().get(key, default)

    def __contains__(self, key: object) -> bool:
        self.seen.add(str(key))
        return super().__contains__(key)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_a_rule_looks_at_the_columns_it_names_and_no_others(rule) -> None:
    seen: set[str] = set()
    met = {**PROTEST, "sub_event_type": "Protest with intervention"}
    riot = {**PROTEST, "event_type": "Riots"}
    for row in (SOUND, PROTEST, met, riot, {**SOUND, "actor2": ""}):
        for kinds in ({}, {"inter1": ""}, {"inter2": ""}):
            for event_type in ("Battles", row["event_type"]):
                watched = Watched({**row, **kinds, "event_type": event_type})
                rule.check(watched)
                seen |= watched.seen
    assert seen == set(rule.columns)


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"event_type": "Murder"}, "event-type: event_type is 'Murder', which ACLED does not have"),
        ({"disorder_type": ""}, "disorder-type: disorder_type is blank"),
        (
            {"event_type": "Battles", "inter2": "State forces", "interaction": 13},
            "sub-event-type-fits: Attack belongs to Violence against civilians, not to Battles",
        ),
        (
            {"disorder_type": "Demonstrations"},
            "disorder-type-follows: the disorder type of Attack is Political violence, "
            "not Demonstrations",
        ),
        ({"inter2": " 9 "}, "inter: inter2 is '9', which is no kind of actor"),
        ({"actor1": " "}, "actor1: actor1 is blank"),
        ({"inter1": " "}, "actor1: inter1 is blank"),
        ({"inter2": "0.0"}, "actor2-inter2: actor2 is named but inter2 is blank"),
        ({"actor2": ""}, "actor2-inter2: inter2 is set but actor2 is blank"),
        (
            {"interaction": "73.0"},
            "interaction: interaction is '73', which is none of the 44 legal ones",
        ),
        (
            {"interaction": "27.0"},
            "interaction-follows: interaction is '27'; these two kinds give "
            "'Political militia-Civilians' (37)",
        ),
        (
            {"inter2": "Rebel group", "interaction": 23},
            "violence-civilians: inter2 is Rebel group, not Civilians",
        ),
        (
            {"civilian_targeting": ""},
            "civilian-targeting-follows: Attack always has civilian targeting",
        ),
        ({"time_precision": "four"}, "time-precision: time_precision is 'four'; it is 1, 2 or 3"),
        ({"geo_precision": "0"}, "geo-precision: geo_precision is '0'; it is 1, 2 or 3"),
        ({"fatalities": "2.5"}, "fatalities: fatalities is '2.5'; it is a whole number from 0"),
        ({"latitude": 90.5}, "coordinates: latitude is '90.5'; it lies between -90 and 90"),
        ({"longitude": -180.1}, "coordinates: longitude is '-180.1'; it lies between -180 and 180"),
        ({"year": "2020"}, "year-follows: year is 2020, event_date says 2021"),
        ({"iso": "834.0"}, "iso-follows: iso is 834; Kenya has 404"),
        (
            {"region": "Middle Africa"},
            "region-follows: region is 'Middle Africa'; Kenya lies in Eastern Africa",
        ),
    ],
)
def test_a_broken_rule_tells_what_stands_there_and_what_should(
    change: dict[str, object], told: str
) -> None:
    assert told in [str(violation) for violation in check_event({**SOUND, **change})]


@pytest.mark.parametrize(
    "change",
    [
        {"fatalities": 0},
        {"fatalities": "0.0"},
        {"latitude": -90, "longitude": 180},
        {"latitude": 90, "longitude": -180},
        {"time_precision": 2, "geo_precision": "3.0"},
        {"time_precision": "3", "geo_precision": 2.0},
        {"event_date": "2021-06-03T00:00:00", "year": "2021.0"},
        {"iso": "404.0"},
        {"civilian_targeting": "CIVILIANS TARGETED"},
        {"interaction": "37.0", "inter1": "3.0", "inter2": 7.0},
    ],
)
def test_values_at_the_edge_of_what_is_allowed_break_nothing(change: dict[str, object]) -> None:
    assert broken({**SOUND, **change}) == []


MET = {"actor2": "Police Forces of Kenya (2013-)", "inter2": 1, "interaction": 16}
FOUGHT = {
    "event_type": "Battles",
    "sub_event_type": "Armed clash",
    "inter2": "Rebel group",
    "interaction": 23,
    "civilian_targeting": "",
}
RIOT = {"event_type": "Riots", "sub_event_type": "Mob violence", "inter1": 5, "interaction": 57}


@pytest.mark.parametrize(
    "row",
    [
        {**PROTEST, **MET, "sub_event_type": "Protest with intervention"},
        {**PROTEST, "actor2": "Protesters (Kenya)", "inter2": "Protesters", "interaction": 66},
        {**SOUND, **FOUGHT},
        {**SOUND, **RIOT},
    ],
    ids=["met by police", "two protests", "a battle", "a riot"],
)
def test_other_sorts_of_events_are_sound_too(row: dict[str, object]) -> None:
    assert broken(row) == []


def test_cells_that_are_left_out_are_no_mistake_of_rules_about_others() -> None:
    for column in ("event_date", "year", "iso", "region", "interaction", "civilian_targeting"):
        row = {name: value for name, value in SOUND.items() if name != column}
        assert broken(row) == []


@pytest.mark.parametrize("endless", ["inf", "-inf", "1e999", "nan"])
def test_a_number_without_end_is_told_as_no_number_or_left_to_others(endless: str) -> None:
    assert broken({**SOUND, "fatalities": endless}) == ["fatalities"]
    assert broken({**SOUND, "latitude": endless}) == ["coordinates"]
    assert broken({**SOUND, "iso": endless, "year": endless}) == []
