"""Which incident a statement is about, and whom a repeated accusation is against."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from extractor.reading import Incident, Quote, Statement, StatementKind

__all__ = ["link_statements"]


def link_statements(
    statements: Sequence[Statement], incidents: Sequence[Incident]
) -> tuple[Statement, ...]:
    """Statements somebody makes, each with its incident: the one its sentence tells of, else the
    last one told before it, else the first. One without a speaker is nobody's and is left out.

    An accusation that names nobody ("repeated the claims") is against whom the one before it,
    about the same incident, was.
    """
    linked: list[Statement] = []
    for statement in statements:
        if statement.speaker is None:
            continue
        incident = statement.incident or _incident_of(statement.sentence, incidents)
        accused = statement.accused
        if statement.kind is StatementKind.ALLEGATION and _nobody(accused, statement.speaker):
            accused = next(
                (
                    s.accused
                    for s in reversed(linked)
                    if s.kind is StatementKind.ALLEGATION and s.incident == incident
                ),
                None,
            )
        linked.append(replace(statement, incident=incident, accused=accused))
    return tuple(linked)


def _nobody(accused: Quote | None, speaker: Quote) -> bool:
    return accused is None or accused.text.lower() in speaker.text.lower()


def _incident_of(sentence: int, incidents: Sequence[Incident]) -> str | None:
    telling = [i for i in incidents if sentence in i.sentences]
    before = [i for i in incidents if i.sentences[0] <= sentence]
    chosen = telling[:1] or before[-1:] or list(incidents[:1])
    return chosen[0].key if chosen else None
