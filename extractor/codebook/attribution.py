"""The role of an actor in an event, and how the article ties the actor to the event."""

from __future__ import annotations

from enum import Enum

__all__ = ["Attribution", "Role"]


class Role(str, Enum):
    """What an actor does in the event."""

    PERPETRATOR = "perpetrator"
    TARGET = "target"


class Attribution(str, Enum):
    """How sure it is that the actor did it, in the words of MUC-4's confidence slot, with
    ``disputed`` (somebody accuses, the accused denies) after Airwars' "contested"."""

    REPORTED_AS_FACT = "reported_as_fact"
    CLAIMED = "claimed"
    ACCUSED_BY_AUTHORITIES = "accused_by_authorities"
    ACCUSED = "accused"
    POSSIBLE = "possible"
    DISPUTED = "disputed"
    UNATTRIBUTED = "unattributed"
