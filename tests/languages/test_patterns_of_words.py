"""Words of the tables as parts of patterns."""

import pytest

from extractor.languages.patterns import few_words_behind, follows, in_clause_before


@pytest.mark.parametrize(
    "text", ["no group has ", "the army did not ", "they didn’t ", "it hasn't "]
)
def test_a_word_of_the_clause_before(text: str) -> None:
    assert in_clause_before("not", reach=40).search(text)


@pytest.mark.parametrize("text", ["not there; they ", "nothing", "not " + "long " * 10])
def test_no_word_behind_a_stop_or_too_far_before(text: str) -> None:
    assert not in_clause_before("not", reach=40).search(text)


@pytest.mark.parametrize("text", ["the wife of ", "the wife of the ", "a brother of three old "])
def test_a_word_with_few_words_behind_it(text: str) -> None:
    assert few_words_behind("related", most=3, link="of").search(text)


@pytest.mark.parametrize("text", ["the wife ", "wife of a man who was ill and ", "midwife of "])
def test_none_with_more_behind_it(text: str) -> None:
    assert not few_words_behind("related", most=3, link="of").search(text)


def test_a_word_that_follows_behind_white_space() -> None:
    assert follows("a murder\n attempt on her", len("a murder"), "attempt")
    assert not follows("a murderattempt", len("a murder"), "attempt")
    assert not follows("a murder attempted", len("a murder"), "attempt")
