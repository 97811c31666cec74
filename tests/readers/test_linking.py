"""Which event a statement is about, where its reader does not say."""

from __future__ import annotations

from readings import event_in, statement_in

from extractor.analysis import Analysis
from extractor.readers.linking import event_of_statement
from extractor.reading import Event, Statement, StatementKind
from extractor.text.article import Article

TEXT = (
    "Gunmen killed four farmers in Konduga on Monday. "  # 0
    "A bomb exploded in Kano on Tuesday. "  # 1
    "The governor spoke for an hour. "  # 2
    "Police blamed the rebels for the deaths in Konduga. "  # 3
    "The rebels denied it."  # 4
)
ARTICLE = Article(TEXT, published="2024-05-10")
ANALYSIS = Analysis(ARTICLE)
FIRST = event_in(ARTICLE, place="Konduga")
SECOND = event_in(ARTICLE, "Remote explosive/landmine/IED", key="i2", sentences=(1,), place="Kano")
BOTH = (FIRST, SECOND)


def said(sentence: int, *about: str) -> Statement:
    return statement_in(ARTICLE, StatementKind.ALLEGATION, sentence, about=about)


def about(sentence: int, events: tuple[Event, ...] = BOTH) -> str | None:
    return event_of_statement(ANALYSIS, said(sentence), events)


def test_a_statement_is_about_the_event_its_sentence_tells_of() -> None:
    assert about(1) == "i2"


def test_a_statement_that_names_a_place_is_about_the_event_there() -> None:
    assert about(3) == "i1"


def test_a_statement_without_a_place_is_about_what_was_last_told() -> None:
    assert about(2) == "i2"


def test_a_statement_before_any_telling_is_about_the_first_event() -> None:
    later = (Event("i1", (1,), ("Attack",)), Event("i2", (3,), ("Attack",)))
    assert about(0, later) == "i1"


def test_without_events_a_statement_is_about_none() -> None:
    assert about(3, ()) is None


def test_a_sentence_number_beyond_the_text_does_no_harm() -> None:
    assert about(99) == "i2"
