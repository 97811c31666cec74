"""Casualty counts: a case file of sentences, and what holds of any text."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.codebook.vague_numbers import VAGUE_NUMBERS
from extractor.numbers.figures import amount_at, number_at
from extractor.tolls.find import CasualtyMention, find_casualties, total

CASES = Path(__file__).parents[2] / "fixtures" / "cases" / "casualties.jsonl"
NUMBERS = ("fatalities", "low", "coded")


def dead_of(found: Sequence[CasualtyMention]) -> int:
    toll = total(found, "killed")
    return toll.coded if toll else 0


def _cases() -> list[dict[str, Any]]:
    lines = CASES.read_text(encoding="utf-8").splitlines()
    return [json.loads(line, object_hook=_with_numbers) for line in lines]


def _with_numbers(case: dict[str, Any]) -> dict[str, Any]:
    """The number that the codebook has for a word stands in the file as that word."""
    return {
        key: VAGUE_NUMBERS[value] if key in NUMBERS and isinstance(value, str) else value
        for key, value in case.items()
    }


@pytest.mark.parametrize("case", _cases(), ids=lambda case: str(case["text"])[:60])
def test_the_sentences_of_the_case_file_count_whom_it_says(case: dict[str, Any]) -> None:
    found = find_casualties(case["text"])
    assert [
        {
            "words": mention.span.text,
            "state": mention.state,
            "low": mention.low,
            "high": mention.high,
            "coded": mention.coded,
        }
        for mention in found
    ] == case["casualties"]
    assert dead_of(found) == case["fatalities"]
    if "speakers" in case:
        spoken = [mention.speaker.text if mention.speaker else None for mention in found]
        assert spoken == case["speakers"]
    if "killed" in case:
        toll = total(found, "killed")
        assert toll is not None
        assert [toll.low, toll.high] == case["killed"]


@pytest.mark.parametrize(
    "sentence",
    [
        "More than 200 people have been killed in the region this year.",
        "Over 1,000 people have died in the past five years.",
        "Since the war began, 70,000 people have died.",
        "The offensive in the capital, which began on Monday and has left 1,000 dead, goes on.",
        "The war in the north, which began in May, left 90 dead, including six priests.",
    ],
)
def test_the_sum_of_a_long_time_is_no_toll(sentence: str) -> None:
    assert find_casualties(sentence) == []


def test_an_attempted_murder_has_no_dead() -> None:
    assert find_casualties("He is charged with the attempted murder of Ana Ruiz.") == []


@pytest.mark.parametrize(
    ("sentence", "dead"),
    [
        ("The attack took the life of the candidate Ana Ruiz.", 1),
        ("The life of the candidate Ana Ruiz was long.", 0),
        ("The murder of Ana Ruiz, her driver and a guard was condemned.", 3),
        ("The murder of Ana Ruiz, a judge, was condemned.", 1),
        ("Judges marched after Ana Ruiz's murder.", 1),
        ("The murder of six priests and their two maids shocked the town.", 8),
        ("The peasants were burned alive.", 3),
        ("Two newsmen were found strangled.", 2),
        ("Ana Ruiz, 65, was killed near her home, along with two of her guards.", 3),
        ("Ana Ruiz was found dead together with Eva Flores on 13 January.", 2),
        ("The killings during the past 72 hours of a judge, a nurse and a cook go on.", 3),
        ("Ruiz and Flores were gunned down.", 2),
    ],
)
def test_a_life_taken_a_murder_that_is_somebody_s_and_lists_of_the_dead(
    sentence: str, dead: int
) -> None:
    assert dead_of(find_casualties(sentence)) == dead


def test_the_case_file_is_as_large_as_promised() -> None:
    assert len(_cases()) >= 120


def test_parts_of_one_clause_share_a_group_and_others_do_not() -> None:
    found = find_casualties("Three soldiers and two civilians were killed and a boy was hurt.")
    assert [mention.group for mention in found] == [0, 0, 1]


def test_who_is_told_without_the_number() -> None:
    found = find_casualties("Three Iraqi soldiers and dozens of civilians were killed; 9 died.")
    assert [mention.who.text if mention.who else None for mention in found] == [
        "Iraqi soldiers",
        "civilians",
        None,
    ]


def test_others_than_the_dead_are_not_others_than_the_wounded() -> None:
    found = find_casualties("Two were killed and 15 others were wounded. 20 were wounded in all.")
    toll = total(found, "injured")
    assert toll is not None
    assert toll.coded == 15


def test_one_side_s_rebels_are_the_other_side_s_fighters_but_officers_are_no_civilians() -> None:
    text = "The army said 12 rebels were killed, while the rebels said five fighters died."
    toll = total(find_casualties(text), "killed")
    assert toll is not None
    assert (toll.low, toll.high, toll.coded) == (5, 12, 5)
    text = "Police said two officers were killed, and the hospital said three civilians died."
    assert dead_of(find_casualties(text)) == 5


def test_a_vague_count_of_another_speaker_that_the_exact_one_fits_is_no_dispute() -> None:
    text = "Police said several people were killed. The minister said five people were killed."
    toll = total(find_casualties(text), "killed")
    assert toll is not None
    assert (toll.low, toll.high, toll.coded) == (5, 5, 5)


def test_no_mention_of_a_state_has_no_total() -> None:
    assert total(find_casualties("Two were killed."), "abducted") is None
    assert dead_of([]) == 0


def test_only_the_part_of_the_text_asked_for_is_read() -> None:
    text = "Two were killed. Three were killed. Four were killed."
    (mention,) = find_casualties(text, 17, 35)
    assert (mention.span.start, mention.span.text) == (17, "Three were killed")


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("12", 12),
        ("1,200", 1200),
        ("twenty - one", 21),
        ("a hundred and five", 105),
        ("two dozen", 24),
        ("three thousand two hundred", 3200),
        ("12 thousand", 12000),
        ("a score", 20),
        ("half a dozen", 6),
    ],
)
def test_numbers_in_words(words: str, number: int) -> None:
    read = number_at(words.split(), 0)
    assert read == (number, len(words.split()))


@pytest.mark.parametrize("words", ["over the hill", "between us", "a", "the number of", "some"])
def test_words_that_are_no_amount(words: str) -> None:
    assert amount_at(words.split(), 0) is None


PIECES = st.sampled_from(
    [
        "said",
        "police",
        "according",
        "spoke",
        "he",
        "three",
        "12",
        "a",
        "an",
        "dozens",
        "several",
        "at",
        "least",
        "up",
        "to",
        "between",
        "10",
        "and",
        "15",
        "soldiers",
        "civilians",
        "people",
        "Juan",
        "Perez",
        ",",
        ".",
        "(",
        ")",
        "-",
        "were",
        "was",
        "been",
        "killed",
        "wounded",
        "killing",
        "died",
        "dead",
        "deaths",
        "death",
        "toll",
        "rose",
        "lives",
        "of",
        "claimed",
        "no",
        "not",
        "one",
        "himself",
        "including",
        "who",
        "the",
        "another",
        "others",
        "more",
        "in",
        "from",
        "number",
        "muertos",
        "missing",
        "arrested",
        "kidnapped",
        "or",
        "7",
        "-",
        "year",
        "-",
        "old",
        "1990",
        "km",
        "his",
    ]
)


@given(st.lists(PIECES, max_size=25))
def test_bounds_and_spans_hold_for_any_words(pieces: list[str]) -> None:
    text = " ".join(pieces)
    found = find_casualties(text)
    for mention in found:
        assert text[mention.span.start : mention.span.end] == mention.span.text
        assert mention.low >= 0
        assert mention.high is None or mention.low <= mention.high
        assert mention.coded <= (mention.high if mention.high is not None else mention.coded)
        for words in (mention.who, mention.speaker):
            if words:
                assert words.text == text[words.start : words.end]
    for state in ("killed", "injured", "missing", "abducted", "arrested"):
        toll = total(found, state)
        assert toll is None or toll.low >= 0
    assert dead_of(found) >= 0


@given(st.text(max_size=200))
def test_any_text_is_read_without_error(text: str) -> None:
    for mention in find_casualties(text):
        assert text[mention.span.start : mention.span.end] == mention.span.text


@pytest.mark.parametrize(
    ("text", "words", "who", "number"),
    [
        ("Al menos tres policías murieron.", "Al menos tres policías murieron", "policías", 3),
        ("Allí murieron tres personas el sábado.", "murieron tres personas", "personas", 3),
        ("Hombres armados mataron a dos policías.", "mataron a dos policías", "policías", 2),
        ("Quedaron muertos dos agentes de la policía.", "muertos dos agentes de la policía",
         "agentes de la policía", 2),
        ("Murieron treinta y dos civiles.", "Murieron treinta y dos civiles", "civiles", 32),
        ("Quatre paysans ont été tués mardi.", "Quatre paysans ont été tués", "paysans", 4),
        ("Un bus sauta, trois soldats tués.", "trois soldats tués", "soldats", 3),
        ("Des inconnus ont tué douze civils.", "tué douze civils", "civils", 12),
        ("Une dizaine de civils ont été tués.", "Une dizaine de civils ont été tués",
         "civils", 10),
    ],
)  # fmt: skip
def test_spanish_and_french_say_who_was_killed(
    text: str, words: str, who: str, number: int
) -> None:
    (mention,) = find_casualties(text)
    assert (mention.span.text, mention.state, mention.coded) == (words, "killed", number)
    assert mention.who is not None
    assert mention.who.text == who


@pytest.mark.parametrize(
    ("text", "tolls"),
    [
        ("Tres hombres mataron a dos policías.", [("killed", 2)]),
        ("Cinq hommes ont tué deux soldats.", [("killed", 2)]),
        ("Hace tres días murieron dos guardias.", [("killed", 2)]),
        ("El 12 de mayo murieron cinco personas.", [("killed", 5)]),
        ("En el ataque a dos puestos murieron tres guardias.", [("killed", 3)]),
        ("Murieron en un ataque.", []),
        ("Dos soldados y un civil muertos.", [("killed", 2), ("killed", 1)]),
        ("Murieron tres y cinco resultaron heridos.", [("killed", 3), ("injured", 5)]),
        ("L'attaque a fait trois morts et cinq blessés.", [("killed", 3), ("injured", 5)]),
        (
            "Mataron a dos guardias, tres civiles y un niño.",
            [("killed", 2), ("killed", 3), ("killed", 1)],
        ),
        ("Aucun mort n'a été signalé.", [("killed", 0)]),
    ],
)
def test_in_spanish_and_french_neither_killers_nor_days_nor_places_are_counted(
    text: str, tolls: list[tuple[str, int]]
) -> None:
    assert [(mention.state, mention.coded) for mention in find_casualties(text)] == tolls
