"""Which incident a statement is about, and whom a repeated accusation is against."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from extractor.reading import Incident, Quote, Statement, StatementKind

if TYPE_CHECKING:
    from extractor.analysis import Analysis

__all__ = ["link_statements"]


def link_statements(
    analysis: Analysis, statements: Sequence[Statement], incidents: Sequence[Incident]
) -> tuple[Statement, ...]:
    """Statements somebody makes, each with its incident. One without a speaker is nobody's and is
    left out.

    A statement is about the incident its sentence tells of, else the one of the kind its words
    speak of, else the one whose place it names, else what was last spoken of: the nearest telling
    or linked statement before it, else the first incident. An accusation that names nobody
    ("repeated the claims") is against whom the one before it, about the same incident, was.
    """
    linked: list[Statement] = []
    for statement in statements:
        if statement.speaker is None:
            continue
        incident = statement.incident or _incident_of(analysis, statement, incidents, linked)
        accused = statement.accused
        speaker = statement.speaker
        if statement.kind is StatementKind.ALLEGATION and _nobody(accused, speaker):
            accused = next(
                (
                    s.accused
                    for s in reversed(linked)
                    if s.kind is StatementKind.ALLEGATION
                    and s.incident == incident
                    and not _nobody(s.accused, speaker)
                ),
                None,
            )
        linked.append(replace(statement, incident=incident, accused=accused))
    return tuple(linked)


def _nobody(accused: Quote | None, speaker: Quote) -> bool:
    """Whether the accused is missing, or is the speaker himself."""
    if accused is None:
        return True
    words = " ".join(accused.text.split())
    said = " ".join(speaker.text.split())
    if words.casefold() not in said.casefold():  # most: no pattern need be made for them
        return False
    return re.search(rf"(?<!\w){re.escape(words)}(?!\w)", said, re.IGNORECASE) is not None


def _incident_of(
    analysis: Analysis,
    statement: Statement,
    incidents: Sequence[Incident],
    linked: Sequence[Statement],
) -> str | None:
    at = statement.sentence
    telling = [i for i in incidents if at in i.sentences]
    if telling:
        return telling[0].key
    about = _of_that_kind(analysis, at, incidents)
    if about:
        return about
    if at < len(analysis.article.sentences):
        named = analysis.within(analysis.places, analysis.article.sentences[at])
        names = {place.span.text.lower() for place in named if place.span}
        there = [i for i in incidents if i.place and i.place.text.lower() in names]
        if there:
            return there[0].key
    spoken = [(n, i.key) for i in incidents for n in i.sentences if n <= at]
    spoken += [(s.sentence, s.incident) for s in linked if s.incident and s.sentence <= at]
    if spoken:
        return max(spoken, key=lambda pair: pair[0])[1]
    return incidents[0].key if incidents else None


def _of_that_kind(analysis: Analysis, at: int, incidents: Sequence[Incident]) -> str | None:
    """The one incident whose likeliest type the words of the sentence speak for ("denied that
    officers had used excessive force"); ``None`` where none or several are."""
    if at >= len(analysis.article.sentences):
        return None
    sentence = analysis.article.sentences[at]
    words = analysis.within(analysis.incidents, sentence)
    kinds = {word.sub_event_type for word in words if not word.context}
    same = [i for i in incidents if i.sub_event_types[0] in kinds]
    return same[0].key if len(same) == 1 and len(incidents) > 1 else None
