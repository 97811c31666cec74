"""Labels of other programs stand for one kind or interaction each."""

from __future__ import annotations

import pytest

from extractor.codebook.actors import INTERACTION_CODES, ActorKind, interaction_words
from extractor.codebook.kind_labels import (
    interaction_of_label,
    kind_of_label,
    precision_of_label,
)

ACLEDR = ("State Forces", "Rebel Forces", "Militia Groups", "Communal / Identity Groups",
          "Rioters", "Protesters", "Civilians", "Foreign / Others")  # fmt: skip
PLURAL = ("State Forces", "Rebel Groups", "Political Militias", "Identity Militias", "Rioters",
          "Protesters", "Civilians", "External/Other Forces")  # fmt: skip


@pytest.mark.parametrize("labels", [ACLEDR, PLURAL])
@pytest.mark.parametrize(
    "form", ["{0}", "[{1}] {0}", "{1} {0}", "{1}. {0}", "{0} ({1})", "{1}={0}"]
)
def test_a_label_is_its_kind_with_and_without_its_number(labels, form):
    found = [kind_of_label(form.format(label, n)) for n, label in enumerate(labels, 1)]
    assert found == list(ActorKind)


def test_a_label_with_another_number_and_words_that_are_none_are_none():
    assert kind_of_label("[2] State Forces") is None
    assert kind_of_label("Al Shabaab") is None
    assert interaction_of_label("Al Shabaab-Civilians") is None
    assert interaction_of_label("Civilians-Rioters") is None  # today's words in another order


@pytest.mark.parametrize("code", sorted(INTERACTION_CODES))
def test_an_interaction_of_labels_is_the_one_of_its_number(code):
    first, second = divmod(code, 10)
    words = interaction_words(code)
    if not second:
        assert interaction_of_label(f"Sole {PLURAL[first - 1]}") == words
        return
    plain = {first, second} <= {5, 6, 7}  # of these the labels are today's words
    assert plain or interaction_of_label(f"{PLURAL[first - 1]}-{PLURAL[second - 1]}") == words
    assert interaction_of_label(f"{PLURAL[first - 1]}-{second}") == words


@pytest.mark.parametrize(
    ("label", "words"),
    [
        ("MILITARY VERSUS REBELS", "State forces-Rebel group"),
        ("SOLE PROTESTER ACTION", "Protesters only"),
        ("OTHER ACTOR VERSUS CIVILIANS", "External/Other forces-Civilians"),
        ("SOLE POLITICAL MILITIA ACTION", "Political militia only"),
        ("REBELS VERSUS COMMUNAL MILITIA", "Rebel group-Identity militia"),
        ("Sole Others", "External/Other forces only"),
    ],
)
def test_labels_of_old_codebooks_are_read(label, words):
    assert interaction_of_label(label) == words


@pytest.mark.parametrize("code", sorted(INTERACTION_CODES))
@pytest.mark.parametrize(
    "form",
    [
        "{1}. {0}",
        "{1} - {0}",
        "{1}: {0}",
        "({1}) {0}",
        "{1} {0}",
        "{1}- {0}",
        "{0} ({1})",
        "{1}={0}",
    ],
)
def test_an_interaction_with_its_number_is_read_and_with_another_is_not(code, form):
    words = interaction_words(code)
    assert interaction_of_label(form.format(words, code)) == words
    assert interaction_of_label(form.format(words.title(), code)) == words
    other = min(INTERACTION_CODES - {code})
    assert interaction_of_label(form.format(words, other)) is None


@pytest.mark.parametrize(
    "label",
    [
        *("State Forces-Rebel Group", "state forces - rebel group", "State_forces-Rebel_group"),
        *("State forces–Rebel group", "State forces vs. Rebel group", "STATE FORCES V REBEL GROUP"),
        *("Military versus rebels".upper(), "12. State Forces-Rebel Groups", "1-2"),
    ],
)
def test_ways_to_write_a_pair(label):
    assert interaction_of_label(label) == "State forces-Rebel group"


@pytest.mark.parametrize(
    "label", ["Protesters Only", "Protesters_only", "60 - Sole Protesters", "6-0"]
)
def test_ways_to_write_one_kind_alone(label):
    assert interaction_of_label(label) == "Protesters only"


@pytest.mark.parametrize(
    ("label", "number"),
    [
        *(("1. Exact day", "1"), ("2 - week", "2"), ("Level 3", "3"), ("month (3)", "3")),
        *(("1", None), ("1.0", None), ("4. Year", None), ("1-2", None), ("12 days", None)),
        *(("exact", None), ("1 of 2", None), ("1.5 km", None)),
    ],
)
def test_a_precision_with_words_beside_its_number(label, number):
    assert precision_of_label(label) == number
