"""Merges events that are read in several windows of one article."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TypeVar

from extractor.codebook.attribution import Role
from extractor.reading import Answer, Event, Party, Said, TollTold, When, Where, name_of

__all__ = ["again", "may_be", "united"]

One = TypeVar("One")


def again(earlier: Event, event: Event) -> bool:
    """Whether an event was read before: it has the same type, the same sentence or words, and no
    value contradicts."""
    if earlier.sub_event_types[0] != event.sub_event_types[0] or _differs(earlier, event):
        return False
    same = bool(_day(earlier) and _day(event)) + bool(_place(earlier) and _place(event))
    if earlier.what and event.what and earlier.what.span and earlier.what.span == event.what.span:
        return True
    shared = bool(set(earlier.sentences) & set(event.sentences))
    hurt, hit = _targets(earlier), _targets(event)
    if hurt and hit and not hurt & hit:
        return False
    return shared if same < 2 else shared or earlier.tolls[:1] == event.tolls[:1]


def _differs(earlier: Event, event: Event) -> bool:
    """Whether two events have different days or different places."""
    pairs = ((_day(earlier), _day(event)), (_place(earlier), _place(event)))
    return any(a and b and a not in b and b not in a for a, b in pairs)


def _day(event: Event) -> str:
    return str(event.when[0].first or "") if event.when else ""


def _place(event: Event) -> str:
    if not event.where:
        return ""
    return name_of(event.where[0]).casefold()


def _targets(event: Event) -> set[str]:
    names = (name_of(party) for party in event.targets)
    return {name.casefold() for name in names if name}


def may_be(earlier: Event, event: Event) -> bool:
    """Whether an event that the model gives the number of an earlier one can be the same: nothing
    contradicts, and type, sentence, or day and place agree."""
    if _differs(earlier, event):
        return False
    return (
        earlier.sub_event_types[0] == event.sub_event_types[0]
        or bool(set(earlier.sentences) & set(event.sentences))
        or bool(_day(earlier) and _day(event) and _place(earlier) and _place(event))
    )


def united(earlier: Event, event: Event, which: str, notes: list[str]) -> Event:
    """Return the earlier event with what a later window adds. Differences in type and attribution
    are added to ``notes``; ``which`` names the event there."""
    if earlier.sub_event_types[0] != event.sub_event_types[0]:
        notes.append(
            f"{which} is {earlier.sub_event_types[0]}; "
            f"later it is read as {event.sub_event_types[0]}"
        )
    parties = {_party_key(party): party for party in earlier.parties}
    for party in event.parties:
        before = parties.get(_party_key(party))
        old, new = before.attribution if before else None, party.attribution
        if old and new and old is not new:
            notes.append(
                f"{which}: {party.role.value} “{name_of(party)}” is {old.value}; later it is read "
                f"as {new.value}"
            )
    return replace(
        earlier,
        sentences=tuple(dict.fromkeys((*earlier.sentences, *event.sentences))),
        sub_event_types=tuple(dict.fromkeys((*earlier.sub_event_types, *event.sub_event_types))),
        what=earlier.what or event.what,
        when=(*earlier.when, *(one for one in event.when if not _has_day(earlier, one))),
        where=(*earlier.where, *(one for one in event.where if not _has_place(earlier, one))),
        parties=_added(earlier.parties, event.parties, _party_key),
        tolls=_added(earlier.tolls, event.tolls, _toll_key),
        victims=_added(earlier.victims, event.victims, _words_key),
        weapons=_added(earlier.weapons, event.weapons, _words_key),
        hit=_added(earlier.hit, event.hit, _words_key),
        background=earlier.background and event.background,
        custom=_filled(earlier.custom, event.custom),
    )


def _filled(earlier: tuple[Answer, ...], added: tuple[Answer, ...]) -> tuple[Answer, ...]:
    """Return the earlier answers; one without a value is replaced by the later answer."""
    later = {one.field: one for one in added}
    return tuple(later.get(one.field, one) if one.value is None else one for one in earlier)


def _has_day(earlier: Event, when: When) -> bool:
    """Whether the event already has these days, or the time has no days and the event has some."""
    first, last = when.first or when.last, when.last or when.first
    if first is None or last is None:
        return bool(earlier.when)
    times = [(w.first or w.last, w.last or w.first) for w in earlier.when]
    return any(a and b and a <= first and last <= b for a, b in times)


def _has_place(earlier: Event, where: Where) -> bool:
    """Whether the event already has this place, or one that lies in it."""
    names = (name for w in earlier.where for name in (name_of(w), w.admin1, w.country))
    return name_of(where).casefold() in {name.casefold() for name in names if name}


def _added(
    earlier: tuple[One, ...], added: tuple[One, ...], key: Callable[[One], object]
) -> tuple[One, ...]:
    keys = {key(one) for one in earlier}
    return (*earlier, *(one for one in added if key(one) not in keys))


def _party_key(party: Party) -> tuple[Role, str]:
    return party.role, name_of(party).casefold()


def _toll_key(toll: TollTold) -> tuple[object, ...]:
    teller = toll.teller.text.casefold() if toll.teller else ""
    return toll.state, teller, toll.low, toll.high, toll.vague


def _words_key(words: Said) -> str:
    return words.text.casefold()
