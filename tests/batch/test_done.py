"""What became of an article, and what is said of it among many."""

from __future__ import annotations

import pytest

from extractor.batch.done import Done, Fate, stage_of
from extractor.batch.messages import cut_line, failure_line, name_of
from extractor.coding.least_confidence import LEFT_OUT
from extractor.errors import (
    ArticleError,
    CodingError,
    ExtractorError,
    ModelRefused,
    ModelReplyError,
    RecordError,
)
from extractor.pipeline import Outcome
from extractor.reading import Tokens
from extractor.sources import STDIN_NAME
from extractor.text.article import Article

ARTICLE = Article("Five died.", "a1", extra={"file": "a.txt"})


@pytest.mark.parametrize(
    ("asked", "error", "fate"),
    [
        (True, None, Fate.READ),
        (False, None, Fate.NOTHING),
        (True, ModelReplyError("no JSON"), Fate.FAILED),
        (False, RecordError("no type"), Fate.FAILED),
    ],
)
def test_an_outcome_is_taken_over_whole(
    asked: bool, error: ExtractorError | None, fate: Fate
) -> None:
    outcome = Outcome(
        "a1",
        events=[],
        error=error,
        asked=asked,
        tokens=Tokens(9, 5, 2),
        tries=3,
        seconds=1.5,
        warnings=["a note"],
        cut="read as far as 100 characters",
    )
    done = Done.of(ARTICLE, outcome, b"key")
    assert done.events is outcome.events
    assert done == Done(
        fate,
        ARTICLE,
        [],
        error,
        Tokens(9, 5, 2),
        3,
        1.5,
        ["a note"],
        b"key",
        "read as far as 100 characters",
    )
    assert Done.of(ARTICLE, outcome).key == b""


def test_what_was_asked_refused_and_left_out_is_told() -> None:
    read = Done(Fate.READ, ARTICLE, warnings=[f"{LEFT_OUT} x", "else", f"{LEFT_OUT} y"])
    refused = Done(Fate.FAILED, ARTICLE, error=ModelRefused("not this one"))
    coded = Done(Fate.FAILED, ARTICLE, error=CodingError("no day", rule="x"))
    assert [done.asked for done in (read, refused, coded)] == [True, True, False]
    assert [done.refused for done in (read, refused, coded)] == [False, True, False]
    assert [done.unsure for done in (read, refused)] == [2, 0]


def test_where_an_article_failed_has_one_of_five_names() -> None:
    coding = CodingError("x", rule="y")
    errors = (ArticleError("x"), ModelReplyError("x"), coding, RecordError("x"))
    assert [stage_of(error) for error in (*errors, ExtractorError("x"))] == [
        *("source", "model", "coding", "check", "program")
    ]


def test_an_article_is_named_by_its_id_its_file_or_where_it_came_from() -> None:
    assert name_of(Done(Fate.READ, ARTICLE)) == "a1"
    assert name_of(Done(Fate.READ, Article("x", extra={"file": "a.txt"}))) == "a.txt"
    assert name_of(Done(Fate.READ, Article("x"))) == STDIN_NAME
    assert name_of(Done(Fate.FAILED, None)) == ""


def test_a_failure_is_one_line_that_names_its_article_once() -> None:
    done = Done(Fate.FAILED, ARTICLE, error=ModelReplyError("a\nb"))
    assert failure_line("a1", done) == "a1: a b"
    assert failure_line("", done) == "a b"
    assert failure_line("x\ny", done) == "x y: a b"
    placed = Done(Fate.FAILED, None, error=ArticleError("no text", where="a.txt"))
    assert failure_line("a.txt", placed) == "a.txt: no text"
    assert failure_line("a.tx", placed) == "a.tx: a.txt: no text"


def test_a_hint_follows_a_fault_of_the_program_alone() -> None:
    fault = ExtractorError("internal error")
    fault.__cause__ = KeyError("x")
    hint = "(--debug shows where)"
    assert failure_line("a1", Done(Fate.FAILED, ARTICLE, error=fault), hint) == (
        "a1: internal error (--debug shows where)"
    )
    assert failure_line("a1", Done(Fate.FAILED, ARTICLE, error=fault)) == "a1: internal error"
    plain = Done(Fate.FAILED, ARTICLE, error=ExtractorError("no"))
    assert failure_line("a1", plain, hint) == "a1: no"


def test_how_far_an_article_was_read_is_told_with_its_name() -> None:
    cut = Done(Fate.READ, ARTICLE, cut="read as far as 100 characters")
    assert cut_line("a1", cut) == "a1: read as far as 100 characters"
    assert cut_line("", cut) == "read as far as 100 characters"
    assert cut_line("a1", Done(Fate.READ, ARTICLE)) == ""
