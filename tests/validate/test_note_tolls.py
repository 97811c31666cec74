"""A note whose numbers of deaths add up to the row's says nothing against it."""

from __future__ import annotations

import pytest

from extractor.validate.notes import deaths_problem

ADD_UP = [
    ("Armed men attacked a polling station. They killed 1 person, before police shot two dead.", 3),
    (
        "An ambush led to 2 deaths. In the town, police killed 4. Two bystanders lost their lives.",
        6,
    ),
    ("5 raiders were killed by police after a raid in which 12 civilians were killed.", 17),
    ("2 officers were killed by a roadside bomb. 1 officer was killed in the clash after it.", 3),
    ("5 villagers were killed, and police killed an operative of the group; a suicide bomb.", 7),
    ("Gunmen killed 3 people in the market. Three of the gunmen were shot by guards.", 6),
]
CONTRADICT = [
    ("Soldiers killed 12 people in the village.", 2),
    ("Raiders killed 4 people. Police killed three of them.", 3),
    ("On 3 May 2020, soldiers killed 2 people.", 5),
    ("A bomb killed 5 people in 2019 on road 7.", 9),
]


@pytest.mark.parametrize(("note", "fatalities"), ADD_UP)
def test_numbers_that_add_up_are_no_contradiction(note, fatalities):
    assert deaths_problem(note, str(fatalities)) is None


@pytest.mark.parametrize(("note", "fatalities"), CONTRADICT)
def test_numbers_that_do_not_add_up_are_told(note, fatalities):
    assert deaths_problem(note, str(fatalities)).code == "W509"
