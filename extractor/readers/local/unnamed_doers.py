"""Names the perpetrators of events whose own report names none: from other parts of the article."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from extractor.actors.candidates import names_somebody
from extractor.actors.languages import phrase_of
from extractor.actors.short_forms import group_of
from extractor.codebook.attribution import Attribution, Role
from extractor.codebook.types import EventType, SubEventType, event_type_of
from extractor.reading import Event, Party, Statement, StatementKind, name_of

__all__ = ["with_claimants", "with_strikers"]

FROM_AFAR = (SubEventType.AIR_DRONE_STRIKE, SubEventType.SHELLING)


def with_strikers(events: Sequence[Event]) -> list[Event]:
    """Give air strikes and shelling without a perpetrator that of the nearest one in the same
    country, if a single state or group is named for all of these: a report of a night of missiles
    names who fired them once."""
    return [replace(one, parties=(*one.parties, *_striker(one, events))) for one in events]


def _striker(event: Event, events: Sequence[Event]) -> Iterable[Party]:
    if not _is_from_afar(event) or event.perpetrators:
        return ()
    alike = [one for one in events if _is_from_afar(one) and _country(one) == _country(event)]
    named = [one for one in alike if one.perpetrators]
    sides = {_side(party) for one in named for party in one.perpetrators}
    if len(sides) != 1 or None in sides:
        return ()
    return min(named, key=lambda one: abs(min(one.sentences) - min(event.sentences))).perpetrators


def _is_from_afar(event: Event) -> bool:
    return SubEventType(event.sub_event_types[0]) in FROM_AFAR


def _country(event: Event) -> str | None:
    return event.where[0].country if event.where else None


def _side(party: Party) -> str | None:
    """Return the nation or the listed group that words for a party name."""
    words = name_of(party)
    phrase, group = phrase_of(words), group_of(words)
    return group.name if group else phrase.nation.name if phrase.nation else None


def with_claimants(events: Sequence[Event], statements: Sequence[Statement]) -> list[Event]:
    """Give violent events whose perpetrators are nobody by name ("gunmen") the named group that
    claims them."""
    return [replace(one, parties=_claimed(one, statements)) for one in events]


def _claimed(event: Event, statements: Sequence[Statement]) -> tuple[Party, ...]:
    kind = event_type_of(SubEventType(event.sub_event_types[0]))
    unnamed = all(_is_nobody(party) for party in event.perpetrators)
    if kind is EventType.STRATEGIC_DEVELOPMENTS or not unnamed:
        return event.parties
    claimants = [
        Party(Role.PERPETRATOR, one.speaker, attribution=Attribution.CLAIMED)
        for one in statements
        if one.kind is StatementKind.RESPONSIBILITY and event.key in one.events and one.speaker
    ]
    named = [one for one in claimants if _side(one)]
    others = [one for one in event.parties if one.role is not Role.PERPETRATOR]
    return (*named[:1], *others) if named else event.parties


def _is_nobody(party: Party) -> bool:
    return not names_somebody(name_of(party)) and _side(party) is None
