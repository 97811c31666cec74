"""What a coder writes by hand: the summary line and the ACLED note, built from the fields."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from extractor.codebook.actors import ActorKind
from extractor.codebook.types import SubEventType, is_demonstration
from extractor.records.parts import (
    Actor,
    Attribution,
    Casualties,
    EventDate,
    Location,
    Role,
    Toll,
)

__all__ = ["note", "summary"]

SIZE = re.compile(
    r"(?:(?:about|around|some|at least|more than|over|nearly|up to|several|tens of|a few)\s+)*"
    r"(?:\d[\d,.]*\d|\d|dozens|scores|hundreds|thousands|a (?:dozen|hundred|thousand))\b",
    re.IGNORECASE,
)
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
    """The event in one line: ``Chemical weapon attack in Khan Sheikhoun``."""
    name = _name(kind)
    return (name[0].upper() + name[1:] + _at(where)).strip()


def note(
    kind: SubEventType,
    when: EventDate | None,
    where: Location | None,
    actors: Sequence[Actor],
    casualties: Casualties,
    statements: Sequence[str],
) -> str:
    """A note in ACLED's manner: "On 4 April 2017, …"; "Around" where the day is not sure."""
    first = " and ".join(_party(a) for a in actors if a.role is Role.PERPETRATOR)
    second = " and ".join(_party(a) for a in actors if a.role is Role.TARGET)
    parties = "; ".join(
        part
        for part in (f"by {first}" if first else "", f"against {second}" if second else "")
        if part
    )
    place = _at(where, full=True)
    sentences = [f"{_day(when)}{_name(kind)}{place}{f' ({parties})' if parties else ''}."]
    sentences[0] = sentences[0][0].upper() + sentences[0][1:]
    for toll, what in ((casualties.killed, "killed"), (casualties.injured, "injured")):
        if toll:
            sentences.append(_people(toll, what))
    sentences += statements
    if is_demonstration(kind):
        sentences.append(f"[size={_size(actors)}]")
    return " ".join(sentences)


def _size(actors: Sequence[Actor]) -> str:
    """The crowd's size in the article's words, as ACLED's tag has it."""
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
