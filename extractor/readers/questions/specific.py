"""Whether an incident that is only spoken of is one of its own: by whom it was done to."""

from __future__ import annotations

from collections.abc import Sequence

from extractor.actors.persons import find_people
from extractor.analysis import Analysis
from extractor.codebook.types import EventType, SubEventType, event_type_of
from extractor.grammar.frames import suffers
from extractor.languages.patterns import listed_as
from extractor.readers.questions.tellings import LEAD, Telling
from extractor.text.span import Span

__all__ = ["is_specific"]

DEFINITE = frozenset(listed_as("definite"))
SURE = 3  # weight of words that tell their type by themselves
DEEDS = {EventType.VIOLENCE_AGAINST_CIVILIANS, EventType.EXPLOSIONS}


def is_specific(analysis: Analysis, told: Sequence[Telling]) -> bool:
    """A murder, an abduction or a bombing whose victim is named or counted: "the murder of the six
    priests", "the kidnapping of Ana Ruiz"; "killings" and "attacks" are none."""
    for telling in told:
        head = telling.head
        if event_type_of(SubEventType(head.sub_event_type)) not in DEEDS:
            continue
        text, part = analysis.article.text, telling.part
        counted = [m for m in telling.casualties if m.low and not m.named]
        if head.weight < SURE:  # "ten members killed in the attack"
            early = telling.sentence.index < LEAD
            if early and any(m.state == "killed" and not m.vague for m in counted):
                return True
            continue
        if any(not m.vague or _definite(text, m.who) for m in counted):
            return True
        people = find_people(text, part.start, part.end)
        if any(suffers(text, head.span, one) for one in people):
            return True
    return False


def _definite(text: str, people: Span | None) -> bool:
    """Whether they are people known: "the killing of the priests"."""
    if people is None:
        return False
    before = text[max(0, people.start - 8) : people.start].lower().split()
    return bool(DEFINITE.intersection(before[-1:])) or people.text.lower().startswith("the ")
