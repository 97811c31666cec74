"""Warnings point at what is unlikely, and are silent about what is merely rare."""

from __future__ import annotations

import pytest

from extractor.validate.actors import actor_name, forces_of_time
from extractor.validate.geography import point_in_country
from extractor.validate.notes import day_problem, deaths_problem


@pytest.mark.parametrize(
    ("country", "latitude", "longitude"),
    [
        ("Argentina", "-45.8644", "-67.4997"),
        ("Algeria", "24.5", "1.5"),  # in the middle of the Sahara
        ("Libya", "24.2", "23.3"),
        ("Mali", "20.2", "-0.6"),
        ("Yemen", "12.5", "47.0"),  # at sea
        ("Russia", "55.7558", "37.6173"),
        ("Russia", "71.0", "136.0"),
        ("United States", "61.2", "-149.9"),
        ("United States", "21.3", "-157.8"),
        ("France", "48.85", "2.35"),
        ("Palestine", "31.5", "34.45"),
        ("Israel", "33.0", "35.8"),
        ("Ukraine", "44.95", "34.1"),
        ("Morocco", "24.0", "-15.0"),
        ("Kosovo", "42.66", "21.16"),
        ("Fiji", "-16.8", "-179.98"),
        ("Antarctica", "-77.8", "166.6"),
        ("Atlantis", "10", "10"),
        ("Kenya", "x", "y"),
    ],
)
def test_a_point_that_can_be_in_its_country_is_fine(country, latitude, longitude):
    assert list(point_in_country(country, latitude, longitude)) == []


@pytest.mark.parametrize(
    ("country", "latitude", "longitude", "code"),
    [
        ("Kenya", "0", "0", "W501"),
        ("Kenya", "36.8167", "-1.2833", "W502"),
        ("Argentina", "45.8644", "-67.4997", "W502"),
        ("Argentina", "-34.6", "58.4", "W502"),
        ("Kenya", "48.8566", "2.3522", "W503"),
        ("Syria", "15.3547", "44.2066", "W503"),
        ("France", "52.52", "13.40", "W503"),
    ],
)
def test_a_point_elsewhere_is_told(country, latitude, longitude, code):
    assert [p.code for p in point_in_country(country, latitude, longitude)] == [code]


@pytest.mark.parametrize(
    ("note", "day", "precision", "told"),
    [
        ("On 13 June 2022, x", "2022-06-30", "1", True),
        ("On June 13, 2022, x", "30 June 2022", "1", True),
        ("On 30 June 2022, x", "2022-06-30", "1", False),
        ("On 30 June 2022 and 1 July", "2022-06-30", "1", False),
        ("On 13 June 2022, x", "2022-06-30", "2", False),
        ("Around 13 June 2022, x", "2022-06-30", "1", False),
        ("Between 12 and 13 June 2022", "2022-06-30", "1", False),
        ("On 31 June 2022, x", "2022-06-30", "1", False),
        ("On the day", "2022-06-30", "1", False),
    ],
)
def test_a_note_of_another_day_is_told_where_the_day_is_known(note, day, precision, told):
    assert (day_problem(note, day, precision) is not None) is told


@pytest.mark.parametrize(
    ("note", "fatalities", "told"),
    [
        ("Armed men shot at a bus, killing 12 people.", "2", True),
        ("12 soldiers were killed in the clash.", "2", True),
        ("The clash ended. 3 fatalities.", "30", True),
        ("1,200 people were killed.", "120", True),
        ("Armed men shot at a bus, killing 12 people.", "12", False),
        ("Armed men killed 12 people in one village and 3 people in the next.", "15", False),
        ("Killing 12 people across several villages.", "2", False),
        ("Killing 12 people and wounding 5.", "2", False),
        ("At least 12 people were killed.", "2", False),
        ("People mourned 12 killed last year.", "0", False),
        ("A strike killed an unknown number of people. 12 homes burned.", "3", False),
        ("No fatalities.", "0", False),
        ("12 cattle were killed.", "0", False),
    ],
)
def test_one_plain_number_of_deaths_is_held_against_the_row(note, fatalities, told):
    assert (deaths_problem(note, fatalities) is not None) is told


@pytest.mark.parametrize(
    ("name", "kind", "country", "code"),
    [
        ("Unidentified Armed Group (Kenya)", "3", "Kenya", None),
        ("Unidentified Armed Group (Kenya)", "Rebel group", "Kenya", "E317"),
        ("Unidentified Military Forces", "8", "Mali", None),
        ("Unidentified Military Forces", "2", "Mali", "E317"),
        ("Unidentified Communal Militia (Mali)", "Identity militia", "Mali", None),
        ("Unidentified Tribal Militia (Yemen)", "Political militia", "Yemen", "E317"),
        ("Protesters (Bolivia)", "Protesters", "Bolivia", None),
        ("Protesters (Bolivia)", "5", "Bolivia", "W318"),
        ("Civilians (International)", "7", "Mali", None),
        ("Civilians (Somaliland)", "7", "Somalia", None),
        ("Rioters", "5", "Kenya", "W319"),
        ("Military Forces of Kenya (2013-2022)", "1", "Kenya", None),
        ("Military Forces of Kenya (2013-2022)", "8", "Somalia", None),
        ("Military Forces of Kenya (2013-2022)", "1", "Somalia", "W320"),
        ("Police Forces of Somaliland (1991-)", "1", "Somalia", None),
        ("Al Shabaab", "2", "Somalia", None),
        ("", "", "Kenya", None),
        ("Al Shabaab", "rebels", "Kenya", None),
    ],
)
def test_names_and_kinds_of_actors(name, kind, country, code):
    assert [p.code for p in actor_name("actor1", name, kind, country)] == ([code] if code else [])


@pytest.mark.parametrize(
    ("name", "year", "told"),
    [
        ("Military Forces of Sudan (2011-2019)", "2015", False),
        ("Military Forces of Sudan (2011-2019)", "2011", False),
        ("Military Forces of Sudan (2011-2019)", "2019", False),
        ("Military Forces of Sudan (2011-2019)", "2021", True),
        ("Military Forces of Sudan (2019-) Rapid Support Forces", "2021", False),
        ("Military Forces of Sudan (2019-)", "2012", True),
        ("Military Forces of Sudan", "2012", False),
        ("Government of Sudan (2011-2019)", "2021", False),
        ("Movement of Youth (2011-2019)", "2021", False),
        ("Military Forces of Sudan (2011-2019)", "x", False),
    ],
)
def test_the_years_of_state_forces(name, year, told):
    assert bool(forces_of_time("actor1", name, year)) is told
