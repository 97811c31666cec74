"""Own work grows as the text does: four times the text takes about four times the work.

Work is counted in calls of functions and steps of generators, which a busy machine does not change.
"""

from __future__ import annotations

import sys
from collections.abc import Callable

import pytest
from marking import MarkingModel

from benchmarks.long_text import SHAPES, of_shape
from extractor.analysis import Analysis
from extractor.codebook.attribution import Attribution
from extractor.models.encoder.tagging import Filler, Found
from extractor.readers.local import LocalReader
from extractor.readers.local.accusers import recast, with_accusers
from extractor.readers.local.counts_beside import with_counts_beside, with_new_tolls
from extractor.readers.local.denied import with_denied
from extractor.readers.local.fillers import shared_out
from extractor.readers.local.second_look import harm_in
from extractor.readers.local.spoken_of import EventTold
from extractor.readers.local.statements import accounts_of
from extractor.readers.local.who_accuses import with_speakers
from extractor.reading import Reading
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


def read(text: str) -> Reading:
    """The text read by the reader ``local``, with the tagger itself left out."""
    analysis = Analysis(Article(text, published="2020-01-07"))  # type: ignore[arg-type]
    return LocalReader(MarkingModel()).read(analysis)


@pytest.fixture(autouse=True, scope="module")
def warm() -> None:
    """The tables are read before anything is counted."""
    read(LEAD + of_shape("one line", 20_000))
    read(of_shape("capitals", 20_000))


@pytest.mark.parametrize("shape", SHAPES)
def test_reading_does_four_times_the_work_for_four_times_the_text(shape: str) -> None:
    few, many = (LEAD + of_shape(shape, size) for size in (10_000, 40_000))
    assert calls_of(lambda: read(many)) < 6 * calls_of(lambda: read(few)) + 20_000


@pytest.mark.parametrize("unit", ODD.values(), ids=ODD)
def test_odd_texts_take_no_more_than_their_share(unit: str) -> None:
    few, many = (LEAD + unit * (size // len(unit)) for size in (10_000, 40_000))
    assert calls_of(lambda: read(many)) < 6 * calls_of(lambda: read(few)) + 20_000


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


SAID = (
    "Police said that Al-Shabaab killed five farmers in Mosul. The toll later rose to nine dead. "
    "The governor blamed rebels, who denied that six boys were killed. "
)
ATTRIBUTIONS = ["", *Attribution]


class Told:
    """So many reports in one text, each with an event, an allegation and a denial by nobody."""

    def __init__(self, many: int) -> None:
        starts = range(0, len(SAID) * many, len(SAID))
        self.analysis = Analysis(Article(SAID * many))
        _ = self.analysis.article.sentences
        self.events = [
            _found(at, "killed", "Attack", doer="Al-Shabaab", killed="six boys") for at in starts
        ]
        self.statements = [
            one
            for at in starts
            for one in (
                _found(at, "blamed", "allegation", speaker="The governor", accused="rebels"),
                _found(at, "blamed", "claim", speaker="The governor", about="killed"),
                _found(at, "denied", "denial"),
            )
        ]
        for at, one in zip(starts, self.events, strict=True):
            one.roles["killed"].append(_filler(at, "five farmers"))
        self.tellers = [_filler(at, "Police") for at in starts]
        self.told = [EventTold(one, str(at)) for at, one in enumerate(self.events)]


def _found(at: int, words: str, kind: str, **roles: str) -> Found:
    marked = {role: [_filler(at, said)] for role, said in roles.items()}
    return Found(_filler(at, words), [(kind, 0.9)], 0.9, 0.0, marked)


def _filler(at: int, words: str) -> Filler:
    start = at + SAID.index(words)
    return Filler(start, start + len(words), 0.9)


BESIDE = {
    "speakers": lambda one: with_speakers(one.analysis, one.statements),
    "claims": lambda one: recast(one.analysis, one.statements, one.events),
    "accusers": lambda one: with_accusers(one.analysis, ATTRIBUTIONS, one.events, one.statements),
    "denials": lambda one: with_denied(one.analysis, one.events, one.statements),
    "tellers": lambda one: accounts_of(one.analysis, one.told, one.tellers),
    "tolls": lambda one: with_new_tolls(one.analysis, one.events),
}


@pytest.mark.parametrize("work", BESIDE.values(), ids=BESIDE)
def test_statements_are_weighed_against_what_is_told_beside_them(
    work: Callable[[Told], object],
) -> None:
    work(Told(10))
    few, many = Told(50), Told(200)
    assert calls_of(lambda: work(many)) < 6 * calls_of(lambda: work(few))


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
