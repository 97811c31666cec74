"""Which event a statement is about, and whom a repeated accusation is against."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from extractor.reading import Event, Said, Statement, StatementKind
from extractor.text.words import holds_words

if TYPE_CHECKING:
    from extractor.analysis import Analysis

__all__ = ["event_of_statement", "link_statements"]


def link_statements(
    analysis: Analysis, statements: Sequence[Statement], events: Sequence[Event]
) -> tuple[Statement, ...]:
    """Statements somebody makes, each with its event. One without a speaker is nobody's and is
    left out.

    A statement is about the event its sentence tells of, else the one of the kind its words
    speak of, else the one whose place it names, else what was last spoken of: the nearest telling
    or linked statement before it, else the first event. An accusation that names nobody
    ("repeated the claims") is against whom the one before it, about the same event, was.
    """
    linked: list[Statement] = []
    for statement in statements:
        if statement.speaker is None:
            continue
        about = statement.events
        if not about:
            nearest = event_of_statement(analysis, statement, events, linked)
            about = (nearest,) if nearest else ()
        accused = statement.accused
        speaker = statement.speaker
        if statement.kind is StatementKind.ALLEGATION and _nobody(accused, speaker):
            accused = next(
                (
                    s.accused
                    for s in reversed(linked)
                    if s.kind is StatementKind.ALLEGATION
                    and set(s.events) & set(about)
                    and not _nobody(s.accused, speaker)
                ),
                None,
            )
        linked.append(replace(statement, events=about, accused=accused))
    return tuple(linked)


def _nobody(accused: Said | None, speaker: Said) -> bool:
    """Whether the accused is missing, or is the speaker himself."""
    if accused is None:
        return True
    words = " ".join(accused.text.split())
    speaking = " ".join(speaker.text.split())
    return holds_words(speaking, words)


def event_of_statement(
    analysis: Analysis,
    statement: Statement,
    events: Sequence[Event],
    linked: Sequence[Statement] = (),
) -> str | None:
    """The key of the event a statement is about, where the reader does not say."""
    at = statement.sentence
    telling = [one for one in events if at in one.sentences]
    if telling:
        return telling[0].key
    about = _of_that_kind(analysis, at, events)
    if about:
        return about
    if at < len(analysis.article.sentences):
        named = analysis.within(analysis.places, analysis.article.sentences[at])
        names = {place.span.text.lower() for place in named if place.span}
        there = [one for one in events if names & _places(one)]
        if there:
            return there[0].key
    spoken = [(n, one.key) for one in events for n in one.sentences if n <= at]
    spoken += [(s.sentence, key) for s in linked for key in s.events if s.sentence <= at]
    if spoken:
        return max(spoken, key=lambda pair: pair[0])[1]
    return events[0].key if events else None


def _places(event: Event) -> set[str]:
    return {where.said.text.lower() for where in event.where if where.said}


def _of_that_kind(analysis: Analysis, at: int, events: Sequence[Event]) -> str | None:
    """The one event whose likeliest type the words of the sentence speak for ("denied that
    officers had used excessive force"); ``None`` where none or several are."""
    if at >= len(analysis.article.sentences):
        return None
    sentence = analysis.article.sentences[at]
    words = analysis.within(analysis.incidents, sentence)
    kinds = {word.sub_event_type for word in words if not word.context}
    same = [one for one in events if one.sub_event_types[0] in kinds]
    return same[0].key if len(same) == 1 and len(events) > 1 else None
