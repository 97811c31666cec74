"""Who an actor is in ACLED's terms, and the setting its words are read in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from extractor.codebook import regimes
from extractor.codebook.actors import ActorKind
from extractor.codebook.names import DE_FACTO
from extractor.codebook.types import STREET, EventType

if TYPE_CHECKING:
    from datetime import date


@dataclass(frozen=True)
class Actor:
    """Somebody who acted, was hit or spoke, as ACLED names them.

    ``country`` is the ACLED name of the actor's own country where it has one; ``associated`` are
    ACLED names for ``assoc_actor``. ``known`` is false for a name that is in no table; its kind is
    then chosen from the words beside it.
    """

    name: str
    kind: ActorKind
    country: str | None = None
    associated: tuple[str, ...] = ()
    known: bool = True


@dataclass(frozen=True)
class Setting:
    """What is known apart from the words: the event's country, day and type; the actor's role."""

    role: str
    country: str | None
    on: date | None
    event_type: EventType | None

    @property
    def target(self) -> bool:
        return self.role == "target"

    @property
    def street(self) -> bool:
        return self.event_type in STREET

    def generic(self, name: str, country: str | None = None) -> str:
        """Returns ``Protesters (Kenya)``, or the bare word where the country is unknown."""
        where = country or self.country
        return f"{name} ({where})" if where else name

    @property
    def branch_of_government(self) -> str:
        """The branch that acts for a government: itself as a speaker, police in a protest or riot,
        else the military."""
        if self.role == "speaker":
            return "Government"
        return "Police" if self.street else "Military"

    def state_actor(self, branch: str, country: str, unit: str = "") -> Actor:
        """Returns a state's forces under their regime; abroad their kind is External/Other."""
        name = regimes.force_name(branch, country, self.on, unit)
        home = DE_FACTO.get(country, country)
        abroad = self.country is not None and self.country != home
        kind = ActorKind.EXTERNAL_OTHER if abroad else ActorKind.STATE_FORCES
        return Actor(name, kind, home)
