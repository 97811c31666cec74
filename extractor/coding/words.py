"""Builds from a record's fields the texts that a coder writes by hand: the summary line and the
ACLED note.

Extraction, merging, conversion and review all use it, so that the same record always gets the same
words.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from typing import Any

from extractor.codebook.actors import ActorKind
from extractor.codebook.types import SubEventType, is_demonstration
from extractor.languages.patterns import one_of
from extractor.records import EventRecord
from extractor.records.field import sentence_of
from extractor.records.field_lookup import of_kind
from extractor.records.parts import (
    Actor,
    Attribution,
    EventDate,
    Location,
    Role,
    Toll,
)

__all__ = ["note_of", "summary"]

SIZE = re.compile(rf"(?:{one_of('about')}\s+)*(?:\d[\d,.]*\d|\d|{one_of('many')})\b", re.IGNORECASE)
NAMES = {
    SubEventType.CHEMICAL_WEAPON: "chemical weapon attack",
    SubEventType.AIR_DRONE_STRIKE: "air or drone strike",
    SubEventType.SUICIDE_BOMB: "suicide bombing",
    SubEventType.SHELLING: "shelling or missile attack",
    SubEventType.REMOTE_EXPLOSIVE: "remote explosive, landmine or IED",
    SubEventType.GRENADE: "grenade attack",
    SubEventType.SEXUAL_VIOLENCE: "sexual violence",
    SubEventType.ABDUCTION: "abduction or forced disappearance",
    SubEventType.EXCESSIVE_FORCE: "excessive force against protesters",
    SubEventType.OTHER: "other strategic development",
}
ATTRIBUTED = {
    Attribution.CLAIMED: "claimed",
    Attribution.ACCUSED_BY_AUTHORITIES: "accused by authorities",
    Attribution.ACCUSED: "accused",
    Attribution.POSSIBLE: "possible",
    Attribution.DISPUTED: "disputed",
}
PREPOSITION = {1: "in", 2: "near", 3: "in"}


def summary(kind: SubEventType, where: Location | None) -> str:
    """Returns the event in one line: ``Chemical weapon attack in Khan Sheikhoun``."""
    name = _name(kind)
    return (name[0].upper() + name[1:] + _at(where)).strip()


def note_of(record: EventRecord) -> str:
    """Returns a note as ACLED writes it: "On 4 April 2017, …"; "Around" where the day is not
    sure."""
    kind, actors, casualties = record.sub_event_type, record.actors, record.casualties
    first = " and ".join(_party(a) for a in actors if a.role is Role.PERPETRATOR)
    second = " and ".join(_party(a) for a in actors if a.role is Role.TARGET)
    parties = "; ".join(
        part
        for part in (f"by {first}" if first else "", f"against {second}" if second else "")
        if part
    )
    place = _at(record.location, full=True)
    sentences = [f"{_day(record.date)}{_name(kind)}{place}{f' ({parties})' if parties else ''}."]
    sentences[0] = sentences[0][0].upper() + sentences[0][1:]
    for toll, what in ((casualties.killed, "killed"), (casualties.injured, "injured")):
        if toll:
            sentences.append(_people(toll, what))
    sentences += _said(record)
    if is_demonstration(kind):
        sentences.append(f"[size={_size(actors)}]")
    return " ".join(sentences)


def _said(record: EventRecord) -> list[str]:
    """Returns the statements as short sentences, each once, in the order of the article, those of
    other articles last."""
    said = [
        (_stands(one), sentence_of(field, one))
        for field in of_kind("statements")
        for one in field.of(record)
    ]
    return list(dict.fromkeys(sentence for _, sentence in sorted(said, key=lambda one: one[0])))


def _stands(statement: Any) -> tuple[bool, str, int]:
    """Returns a sort key: article, then offset; statements without evidence come last."""
    if not statement.evidence:
        return True, "", 0
    first = statement.evidence[0]
    return False, first.article_id or "", first.start


def _size(actors: Sequence[Actor]) -> str:
    """Returns the crowd's size in the article's words, in the form of ACLED's tag."""
    crowds = (ActorKind.PROTESTERS, ActorKind.RIOTERS)
    for actor in actors:
        found = SIZE.search(actor.text) if actor.kind in crowds and actor.text else None
        if found:
            return " ".join(found.group().lower().split())
    return "no report"


def _name(kind: SubEventType) -> str:
    return NAMES.get(kind, kind.value.lower())


def _at(where: Location | None, *, full: bool = False) -> str:
    if where is None:
        return ""
    names = [where.name]
    if full:
        names += [n for n in (where.admin1, where.country) if n and n not in names]
    return f" {PREPOSITION.get(where.precision or 1, 'in')} {', '.join(names)}"


def _day(when: EventDate | None) -> str:
    day = when.coded_day if when else None
    if when is None or day is None:
        return ""
    return f"{'On' if when.precision == 1 else 'Around'} {_written(day)}, "


def _written(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


def _party(actor: Actor) -> str:
    how = ATTRIBUTED.get(actor.attribution)
    return f"{actor.name} [{how}]" if how and actor.role is Role.PERPETRATOR else actor.name


def _people(toll: Toll, what: str) -> str:
    if toll.low == toll.high == 0:
        return f"Nobody was {what}."
    if toll.low is not None and toll.high is not None and toll.low != toll.high:
        count = f"{toll.low} to {toll.high}"
    elif toll.high is None and toll.low is not None:
        count = f"At least {toll.low}"
    else:
        count = str(toll.coded)
    people = "person was" if count in ("1",) else "people were"
    return f"{count} {people} {what}."
