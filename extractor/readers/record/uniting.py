"""Events of several windows of one article: which of them are one, and what each adds to it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TypeVar

from extractor.codebook.attribution import Role
from extractor.reading import Answer, Event, Party, Said, TollTold, When, Where

__all__ = ["again", "may_be", "united"]

One = TypeVar("One")


def again(earlier: Event, event: Event) -> bool:
    """Whether an event is one that was read before: of the same type, told in the same sentence or
    in the same words, and nothing said of it contradicts."""
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
    """Whether two events are told of other days or other places."""
    pairs = ((_day(earlier), _day(event)), (_place(earlier), _place(event)))
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


def may_be(earlier: Event, event: Event) -> bool:
    """Whether an event that is given the number of a known one can be it: nothing contradicts, and
    it is of the same type, or told in the same sentence, or of the same day and place."""
    if _differs(earlier, event):
        return False
    return (
        earlier.sub_event_types[0] == event.sub_event_types[0]
        or bool(set(earlier.sentences) & set(event.sentences))
        or bool(_day(earlier) and _day(event) and _place(earlier) and _place(event))
    )


def united(earlier: Event, event: Event, which: str, notes: list[str]) -> Event:
    """A known event with what a later window adds to it, and a note for what it reads anew."""
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
                f"{which}: {party.role.value} “{_name(party)}” is {old.value}; later it is read as "
                f"{new.value}"
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
    """The earlier answers, where one has no value with the later answer to the same field."""
    later = {one.field: one for one in added}
    return tuple(later.get(one.field, one) if one.value is None else one for one in earlier)


def _has_day(earlier: Event, when: When) -> bool:
    """Whether the event has these days already, or the time gives none where it has some."""
    first, last = when.first or when.last, when.last or when.first
    if first is None or last is None:
        return bool(earlier.when)
    times = [(w.first or w.last, w.last or w.first) for w in earlier.when]
    return any(a and b and a <= first and last <= b for a, b in times)


def _has_place(earlier: Event, where: Where) -> bool:
    """Whether the event has this place already, or one that lies in it."""
    names = (name for w in earlier.where for name in (_name(w), w.admin1, w.country))
    return _name(where).casefold() in {name.casefold() for name in names if name}


def _name(one: Where | Party) -> str:
    return one.name or (one.said.text if one.said else "")


def _added(
    earlier: tuple[One, ...], added: tuple[One, ...], key: Callable[[One], object]
) -> tuple[One, ...]:
    keys = {key(one) for one in earlier}
    return (*earlier, *(one for one in added if key(one) not in keys))


def _party_key(party: Party) -> tuple[Role, str]:
    return party.role, _name(party).casefold()


def _toll_key(toll: TollTold) -> tuple[object, ...]:
    teller = toll.teller.text.casefold() if toll.teller else ""
    return toll.state, teller, toll.low, toll.high, toll.vague


def _words_key(words: Said) -> str:
    return words.text.casefold()
