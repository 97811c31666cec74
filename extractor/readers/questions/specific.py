"""Whether an incident that is only spoken of is one of its own: by whom it was done to."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractor.actors.persons import find_people
from extractor.analysis import Analysis
from extractor.codebook.types import EventType, SubEventType, event_type_of
from extractor.grammar.frames import suffers
from extractor.languages.patterns import listed_as, one_of
from extractor.readers.questions.tellings import LEAD, Telling
from extractor.text.span import Span

__all__ = ["is_specific"]

DEFINITE = frozenset(listed_as("definite"))
KILLING = ("killed", "killing", "death")
ON = rf"\s+(?:\w+ed\s+)?(?:on|against|at)\s+(?:{one_of('before_noun')}\s+)?"
AIMED_AT = re.compile(rf"{ON}(?:[\w.'’-]+\s+){{0,5}}?{one_of('of_somebody', 'site')}\b", re.I)
# "Luis Galan's murder", not "Nigeria's murders"
NAME = r"[A-ZÁÉÍÓÚÑ][\w-]+"
WHOSE = re.compile(rf"\b{NAME} {NAME}['’]s?\s+(?:[a-z]+\s+)?$")
ONE_DEED = frozenset(listed_as("one_deed"))
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
        if head.weight < SURE:  # "ten members killed in the attack", "the attack on the embassy"
            if telling.sentence.index >= LEAD:
                continue
            if any(m.state == "killed" and not m.vague for m in counted):
                return True
            if AIMED_AT.match(text, head.span.end):
                return True
            if not head.span.text.lower().startswith(KILLING):
                continue
        elif any(not m.vague or _definite(text, m.who) for m in counted):
            return True
        people = find_people(text, part.start, part.end)
        if any(suffers(text, head.span, one) for one in people) or _whose(text, part, head.span):
            return True
    return False


def _whose(text: str, part: Span, head: Span) -> bool:
    """Whether it is somebody's: "Luis Galan's murder"."""
    before = max(part.start, head.start - 60)
    return head.text.lower() in ONE_DEED and bool(WHOSE.search(text, before, head.start))


def _definite(text: str, people: Span | None) -> bool:
    """Whether they are people known: "the killing of the priests"."""
    if people is None:
        return False
    before = text[max(0, people.start - 8) : people.start].lower().split()
    return bool(DEFINITE.intersection(before[-1:])) or people.text.lower().startswith("the ")
