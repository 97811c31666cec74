"""Own work grows as the text does: four times the text takes about four times the work.

Work is counted in calls of functions and steps of generators, which a busy machine does not change.
"""

from __future__ import annotations

import sys
from collections.abc import Callable

import pytest

from benchmarks.long_text import SHAPES, of_shape
from extractor.analysis import Analysis
from extractor.models.encoder.tagging import Filler, Found
from extractor.readers.local.counts_beside import with_counts_beside
from extractor.readers.local.fillers import shared_out
from extractor.readers.local.rules import read_by_rules
from extractor.readers.local.second_look import harm_in
from extractor.text.article import Article
from extractor.text.sentences import LONGEST, split_sentences

LEAD = "Gunmen killed five farmers in Mosul on Monday, the police said. "
ODD = {
    "capitals at each word": "Of The ",
    "one word of capitals": "ABCDEFGHIJ",
    "one word of a name": "Abcdefghij",
    "verbs": "killed ",
    "newlines": "word\n",
    "quotes": "\"'",
    "dots": "a.",
    "commas": "x,",
    "marks that combine": "e\u0301\u0301",
    "spaces": " ",
}


def calls_of(work: Callable[[], object]) -> int:
    """How many functions are called, and generators gone on with, while ``work`` is done."""
    count = 0

    def counted(_: object, event: str, __: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(counted)
    try:
        work()
    finally:
        sys.setprofile(before)
    return count


def by_rules(text: str) -> None:
    read_by_rules(Analysis(Article(text, published="2020-01-07")))  # type: ignore[arg-type]


@pytest.fixture(autouse=True, scope="module")
def warm() -> None:
    """The tables are read before anything is counted."""
    by_rules(LEAD + of_shape("one line", 20_000))
    by_rules(of_shape("capitals", 20_000))


@pytest.mark.parametrize("shape", SHAPES)
def test_rules_do_four_times_the_work_for_four_times_the_text(shape: str) -> None:
    few, many = (LEAD + of_shape(shape, size) for size in (10_000, 40_000))
    assert calls_of(lambda: by_rules(many)) < 6 * calls_of(lambda: by_rules(few)) + 20_000


@pytest.mark.parametrize("unit", ODD.values(), ids=ODD)
def test_odd_texts_take_no_more_than_their_share(unit: str) -> None:
    few, many = (LEAD + unit * (size // len(unit)) for size in (10_000, 40_000))
    assert calls_of(lambda: by_rules(many)) < 6 * calls_of(lambda: by_rules(few)) + 20_000


def test_counts_of_events_far_apart_are_not_weighed_against_each_other() -> None:
    def shared(many: int) -> int:
        events = []
        for at in range(0, 300 * many, 300):
            killed = Filler(at + 10, at + 20, 0.9)
            words = Filler(at, at + 6, 0.9)
            events.append(Found(words, [("Attack", 0.9)], 0.9, 0.0, {"killed": [killed]}))
        return calls_of(lambda: shared_out(events))

    assert shared(400) < 6 * shared(100)


def test_counts_are_looked_for_beside_each_event_alone() -> None:
    def looked(many: int) -> int:
        text = LEAD * many
        starts = range(0, len(text), len(LEAD))
        events = [Found(Filler(at + 7, at + 13, 0.9), [("Attack", 0.9)], 0.9, 0.0) for at in starts]
        analysis = Analysis(Article(text))
        _ = analysis.article.sentences
        return calls_of(lambda: with_counts_beside(analysis, events))

    looked(10)
    assert looked(200) < 6 * looked(50)


def test_words_of_harm_are_looked_for_in_a_stretch_alone() -> None:
    events = [Found(Filler(7, 13, 0.9), [("Attack", 0.9)], 0.9, 0.0)]

    def looked(many: int) -> int:
        return calls_of(lambda: harm_in(LEAD * many, 0, len(LEAD), events))

    looked(1)
    assert looked(400) < 2 * looked(4)


@pytest.mark.parametrize("shape", SHAPES)
def test_no_sentence_is_longer_than_it_may_be_and_nothing_is_lost(shape: str) -> None:
    text = of_shape(shape, 30_000)
    found = list(split_sentences(text))
    assert max(len(one.text) for one in found) <= LONGEST
    assert all(text[one.start : one.end] == one.text for one in found)
    assert "".join("".join(one.text.split()) for one in found) == "".join(text.split())
    assert [one.index for one in found] == list(range(len(found)))


def test_a_stretch_without_an_end_is_cut_between_words() -> None:
    found = list(split_sentences("and a man " * 1000))
    assert len(found) == 4
    assert all(one.text.startswith(("and", "a ", "man")) for one in found)
    assert all(one.text.endswith(("and", " a", "man")) for one in found)


def test_a_sign_is_not_cut_from_the_marks_on_it() -> None:
    text = "a" * (LONGEST - 1) + "e\u0301" + "a" * LONGEST
    assert [one.text[0] for one in split_sentences(text)][:2] == ["a", "e"]
