"""Whether an incident that is only spoken of is one of its own: by whom it was done to."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractor.actors.persons import find_people
from extractor.analysis import Analysis
from extractor.codebook.types import EventType, SubEventType, event_type_of
from extractor.grammar.frames import suffers
from extractor.readers.questions.tellings import LEAD, Telling
from extractor.text.span import Span

__all__ = ["is_specific"]

DEFINITE = re.compile(r"\b(?:the|these|those|los|las|les)\s+$", re.IGNORECASE)
SURE = 3  # weight of words that tell their type by themselves
KILLING = re.compile(r"kill(?:ed|ing)|death", re.IGNORECASE)
AIMED_AT = re.compile(
    r"\s+(?:\w+ed\s+)?(?:on|against|at)\s+(?:the\s+|an?\s+|(?:his|her|their)\s+)?(?:[\w.'’-]+\s+){0,5}?"
    r"(?:residences?|homes?|houses?|headquarters|offices?|embass(?:y|ies)|consulates?|institutes?|"
    r"stations?|barracks|posts?|banks?|churches|church|mosques?|schools?|hospitals?|airports?|bus(?:es)?|"
    r"trains?|markets?|hotels?|newspapers?|buildings?|vehicles?|cars?|convoys?|pipelines?|installations?|"
    r"towns?|villages?|camps?|prisons?|courts?|courthouses?|factor(?:y|ies))\b",
    re.IGNORECASE,
)
# "Luis Galan's murder", not "Nigeria's murders"
WHOSE = re.compile(r"\b[A-ZÁÉÍÓÚÑ][\w-]+ [A-ZÁÉÍÓÚÑ][\w-]+['’]s?\s+(?:[a-z]+\s+)?$")
ONE_DEED = re.compile(r"murder|assassination|killing|kidnapping|abduction|execution", re.I)
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
        early = telling.sentence.index < LEAD
        if head.weight < SURE:  # "ten members killed in the attack", "the attack on the embassy"
            if early and (
                any(m.state == "killed" and not m.vague for m in counted)
                or AIMED_AT.match(text, head.span.end)
            ):
                return True
            if not (early and KILLING.match(head.span.text)):
                continue
        elif any(not m.vague or _definite(text, m.who) for m in counted):
            return True
        people = find_people(text, part.start, part.end)
        if any(suffers(text, head.span, one) for one in people) or _whose(text, part, head.span):
            return True
    return False


def _whose(text: str, part: Span, head: Span) -> bool:
    """Whether it is somebody's: "Luis Galan's murder"."""
    if not ONE_DEED.fullmatch(head.text):
        return False
    return bool(WHOSE.search(text, max(part.start, head.start - 60), head.start))


def _definite(text: str, people: Span | None) -> bool:
    """Whether they are people known: "the killing of the priests"."""
    return bool(people and DEFINITE.search(text, max(0, people.start - 8), people.start)) or bool(
        people and people.text.lower().startswith("the ")
    )
