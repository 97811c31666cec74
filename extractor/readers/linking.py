"""Links a statement to an event if its reader gives none."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from extractor.reading import Event, Statement

if TYPE_CHECKING:
    from extractor.analysis import Analysis

__all__ = ["event_of_statement"]


def event_of_statement(
    analysis: Analysis,
    statement: Statement,
    events: Sequence[Event],
) -> str | None:
    """Return the key of the event a statement is about; ``None`` if there are no events.

    That is an event of its sentence, else one whose place the sentence names, else the last one
    reported before it, else the first.
    """
    at = statement.sentence
    telling = [one for one in events if at in one.sentences]
    if telling:
        return telling[0].key
    if at < len(analysis.article.sentences):
        named = analysis.within(analysis.places, analysis.article.sentences[at])
        names = {place.span.text.lower() for place in named if place.span}
        there = [one for one in events if names & _places(one)]
        if there:
            return there[0].key
    spoken = [(n, one.key) for one in events for n in one.sentences if n <= at]
    if spoken:
        return max(spoken, key=lambda pair: pair[0])[1]
    return events[0].key if events else None


def _places(event: Event) -> set[str]:
    return {where.said.text.lower() for where in event.where if where.said}
