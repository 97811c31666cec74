"""A second opinion: what the rules of the reader ``questions`` find, without a model.

In the languages they know, of an event that both find, the rules give the type, day and place that
the tagger leaves blank or doubts. Texts in capitals are read by the rules alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any, NoReturn

from extractor.codebook.types import SubEventType, event_type_of
from extractor.dates.said import days_said
from extractor.errors import ModelError
from extractor.models.protocol import Answer
from extractor.models.usage import SpendingModel
from extractor.readers.local.meaning import placed
from extractor.readers.questions.reader import QuestionReader
from extractor.reading import Event, Reading, Said, Tokens, When

if TYPE_CHECKING:
    from extractor.analysis import Analysis

__all__ = ["SilentModel", "read_by_rules", "same_event", "second_opinion"]


DOUBT = {"type": 0.95, "place": 0.6}
"""What the tagger is less sure of is the rules', where they find the same event; measured on the
development half of the news (docs/decisions/0012). A type is theirs only where the tagger thinks
of it, too. Of counts and parties the tagger knows better."""


class SilentModel(SpendingModel):
    """A model that fills no blank."""

    def ask(self, messages: Any, **_: Any) -> Answer:
        return Answer("By: -\nAgainst: -\nTo: -\nInvestigator: -", Tokens())

    def structured(self, messages: Any, response_model: Any, **_: Any) -> NoReturn:
        raise ModelError("rules read no whole record")

    def count_tokens(self, text: str) -> int:
        return 0


def read_by_rules(analysis: Analysis) -> Reading:
    """The reading of the rules alone; empty in a language they do not know."""
    if not analysis.languages:
        return Reading()
    return QuestionReader(SilentModel("silent", "questions")).read(analysis)


def second_opinion(
    analysis: Analysis, event: Event, ruled: Sequence[Event], marked: Sequence[str] = ()
) -> Event:
    """The event with the rules' values where the tagger has none or is in doubt; ``marked``: the
    article's words that are marked as places."""
    same = next((one for one in ruled if same_event(event, one)), None)
    if same is None:
        return event
    kinds = event.sub_event_types
    if same.sub_event_types[0] in kinds and (event.type_sure or 0.0) < DOUBT["type"]:
        kinds = tuple(dict.fromkeys((*same.sub_event_types, *kinds)))
    when = event.when or tuple(_dated(analysis, one) for one in same.when)
    where = event.where
    if same.where and _sure(one.said for one in event.where) < DOUBT["place"]:
        where = tuple(
            placed(analysis, one.said, one.relation, (), marked) if one.said else one
            for one in same.where
        )
    return replace(event, sub_event_types=kinds, when=when, where=where)


def _sure(words: Iterable[Said | None]) -> float:
    return max((one.probability or 0.0 for one in words if one), default=0.0)


def _dated(analysis: Analysis, when: When) -> When:
    if when.said is None:
        return when
    span = when.said.span
    days = days_said(when.said.text, analysis.filed_at(span.start) if span else analysis.filed)
    return replace(when, first=days.first, last=days.last) if days else when


def same_event(event: Event, other: Event) -> bool:
    """Whether both are told in one sentence and are of one type of event."""
    if not set(event.sentences) & set(other.sentences):
        return False
    mine = {event_type_of(SubEventType(kind)) for kind in event.sub_event_types}
    return event_type_of(SubEventType(other.sub_event_types[0])) in mine
