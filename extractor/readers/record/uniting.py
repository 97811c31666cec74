"""Events of several windows of one article: which of them are one, and what each adds to it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TypeVar

from extractor.codebook.attribution import Role
from extractor.reading import Answer, Event, Party, Said, TollTold, When, Where

__all__ = ["again", "may_be", "united"]

One = TypeVar("One")


def again(known: Event, event: Event) -> bool:
    """Whether an event is one that was read before: of the same type, told in the same sentence or
    in the same words, and nothing said of it contradicts."""
    if known.sub_event_types[0] != event.sub_event_types[0] or _differs(known, event):
        return False
    same = bool(_day(known) and _day(event)) + bool(_place(known) and _place(event))
    if known.what and event.what and known.what.span and known.what.span == event.what.span:
        return True
    shared = bool(set(known.sentences) & set(event.sentences))
    hurt, hit = _targets(known), _targets(event)
    if hurt and hit and not hurt & hit:
        return False
    return shared if same < 2 else shared or known.tolls[:1] == event.tolls[:1]


def _differs(known: Event, event: Event) -> bool:
    """Whether two events are told of other days or other places."""
    pairs = ((_day(known), _day(event)), (_place(known), _place(event)))
    return any(a and b and a not in b and b not in a for a, b in pairs)


def _day(event: Event) -> str:
    return str(event.when[0].first or "") if event.when else ""


def _place(event: Event) -> str:
    if not event.where:
        return ""
    return _name(event.where[0]).casefold()


def _targets(event: Event) -> set[str]:
    names = (_name(party) for party in event.targets)
    return {name.casefold() for name in names if name}


def may_be(known: Event, event: Event) -> bool:
    """Whether an event that is given the number of a known one can be it: nothing contradicts, and
    it is of the same type, or told in the same sentence, or of the same day and place."""
    if _differs(known, event):
        return False
    return (
        known.sub_event_types[0] == event.sub_event_types[0]
        or bool(set(known.sentences) & set(event.sentences))
        or bool(_day(known) and _day(event) and _place(known) and _place(event))
    )


def united(known: Event, event: Event, which: str, notes: list[str]) -> Event:
    """A known event with what a later window adds to it, and a note for what it reads anew."""
    if known.sub_event_types[0] != event.sub_event_types[0]:
        notes.append(
            f"{which} is {known.sub_event_types[0]}; later it is read as {event.sub_event_types[0]}"
        )
    parties = {_party_key(party): party for party in known.parties}
    for party in event.parties:
        before = parties.get(_party_key(party))
        old, new = before.attribution if before else None, party.attribution
        if old and new and old is not new:
            notes.append(
                f"{which}: {party.role.value} “{_name(party)}” is {old.value}; later it is read as "
                f"{new.value}"
            )
    return replace(
        known,
        sentences=tuple(dict.fromkeys((*known.sentences, *event.sentences))),
        sub_event_types=tuple(dict.fromkeys((*known.sub_event_types, *event.sub_event_types))),
        what=known.what or event.what,
        when=(*known.when, *(one for one in event.when if not _has_day(known, one))),
        where=(*known.where, *(one for one in event.where if not _has_place(known, one))),
        parties=_added(known.parties, event.parties, _party_key),
        tolls=_added(known.tolls, event.tolls, _toll_key),
        victims=_added(known.victims, event.victims, _words_key),
        weapons=_added(known.weapons, event.weapons, _words_key),
        hit=_added(known.hit, event.hit, _words_key),
        background=known.background and event.background,
        custom=_filled(known.custom, event.custom),
    )


def _filled(known: tuple[Answer, ...], more: tuple[Answer, ...]) -> tuple[Answer, ...]:
    """The answers, those that are silent with what is told later."""
    later = {one.field: one for one in more}
    return tuple(later.get(one.field, one) if one.value is None else one for one in known)


def _has_day(known: Event, when: When) -> bool:
    """Whether the event has these days already, or the time gives none where it has some."""
    first, last = when.first or when.last, when.last or when.first
    if first is None or last is None:
        return bool(known.when)
    times = [(w.first or w.last, w.last or w.first) for w in known.when]
    return any(a and b and a <= first and last <= b for a, b in times)


def _has_place(known: Event, where: Where) -> bool:
    """Whether the event has this place already, or one that lies in it."""
    names = (name for w in known.where for name in (_name(w), w.admin1, w.country))
    return _name(where).casefold() in {name.casefold() for name in names if name}


def _name(one: Where | Party) -> str:
    return one.name or (one.said.text if one.said else "")


def _added(
    known: tuple[One, ...], more: tuple[One, ...], key: Callable[[One], object]
) -> tuple[One, ...]:
    keys = {key(one) for one in known}
    return (*known, *(one for one in more if key(one) not in keys))


def _party_key(party: Party) -> tuple[Role, str]:
    return party.role, _name(party).casefold()


def _toll_key(toll: TollTold) -> tuple[object, ...]:
    teller = toll.teller.text.casefold() if toll.teller else ""
    return toll.state, teller, toll.low, toll.high, toll.vague


def _words_key(words: Said) -> str:
    return words.text.casefold()
