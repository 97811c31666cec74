"""Whole numbers in the words of a toll, in digits and words of many scripts."""

from __future__ import annotations

import pytest

from extractor.numbers.whole import can_mean, numbers_said
from extractor.tolls.said import CountSaid, count_said


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("1.234 people", 1234),
        ("1 234 personnes", 1234),
        ("1,00,000 people", 100_000),
        ("12,34,567 people", 1_234_567),
        ("२४ लोग", 24),
        ("၁၂ ဦး", 12),
        ("٢٤ قتيلا", 24),
        ("２０人", 20),
        ("十二人", 12),
        ("兩百人", 200),
        ("一萬二千人", 12_000),
        ("killed 1.5 million people", 1_500_000),
        ("1,5 million de personnes", 1_500_000),
        ("2,3 millions", 2_300_000),
        ("12 mil personas", 12_000),
        ("5 thousand", 5000),
        ("12 тыс. человек", 12_000),
        ("1,2 млн человек", 1_200_000),
        ("3 آلاف شخص", 3000),
        ("2.5 lakh people", 250_000),
        ("3万人", 30_000),
        ("1.5万人", 15_000),
        ("1万2千人", 12_000),
        ("une quinzaine de civils", 15),
        ("una veintena de personas", 20),
        ("twelve people and a boy", 12),
        ("dreiundzwanzig Bauern", 23),
        ("двадцать пять жителей", 25),
        ("soixante-quinze civils", 75),
        ("treinta y dos mineros", 32),
        ("خمسة وعشرون قروياً", 25),
        ("yirmi beş köylü", 25),
        ("watu elfu mbili na mia tatu", 2300),
        ("दो सौ इकतालीस लोग", 241),
    ],
)
def test_a_number_is_read_as_it_is_written(words: str, value: int) -> None:
    assert can_mean(numbers_said(words), value)


@pytest.mark.parametrize("words", ["2.5 million people", "3万人"])
def test_the_parts_of_a_multiplied_number_are_no_numbers(words: str) -> None:
    assert len(numbers_said(words)) == 1


@pytest.mark.parametrize("words", ["9" * 5000, "9" * 5000 + " million", "1" + ",000" * 3000])
def test_endless_digits_are_no_number(words: str) -> None:
    assert numbers_said(words) == []


def test_a_word_that_begins_like_a_multiplier_multiplies_nothing() -> None:
    assert numbers_said("12 militants and 3 millers") == [12, 3]


def test_words_may_bound_a_number_from_above() -> None:
    said = count_said("under seven people")
    assert said is not None and (said.low, said.high) == (0, 6)


@pytest.mark.parametrize("words", ["half a dozen", "half - dozen", "a half - dozen", "half dozen"])
def test_half_a_dozen_is_six_however_it_is_written(words: str) -> None:
    assert count_said(f"{words} men") == CountSaid(6, 6)
