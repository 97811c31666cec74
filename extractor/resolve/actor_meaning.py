"""The ACLED actor of a party of which a reader says what the words mean."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from extractor.codebook.actors import ActorKind
from extractor.codebook.types import EventType
from extractor.resolve.actor_setting import Actor
from extractor.resolve.actors import resolve_actor

__all__ = ["MeantActor", "resolve_named"]


@dataclass(frozen=True)
class MeantActor:
    """An actor, who decided (``both``, ``rule``, ``reader`` or ``disputed``), and what to warn."""

    party: Actor
    decided: str
    note: str | None = None


def resolve_named(
    words: str | None,
    *,
    name: str | None,
    kind: ActorKind | None,
    own_country: str | None,
    role: str,
    country: str | None,
    on: date | None,
    event_type: EventType | None = None,
) -> MeantActor | None:
    for said in (name, words):
        if not said:
            continue
        found = resolve_actor(said, role=role, country=country, on=on, event_type=event_type)
        if found and found.known:
            return MeantActor(found, "both")
    said = name or words
    if not said:
        return None
    return MeantActor(
        Actor(said, kind or ActorKind.POLITICAL_MILITIA, own_country, known=False), "reader"
    )
