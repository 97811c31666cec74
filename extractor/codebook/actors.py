"""ACLED's eight kinds of actors ("inter") and the interaction of two of them.

Source: ACLED codebook, "Actor types and interaction codes". Until 2025 the columns held numbers
(1–8, 0 for no second actor; 10–88), since then words.
"""

from __future__ import annotations

from extractor.codebook.types import _Words


class ActorKind(_Words):
    """What kind of actor a name stands for; ``.code`` is the number of the older exports."""

    STATE_FORCES = "State forces"
    REBEL_GROUP = "Rebel group"
    POLITICAL_MILITIA = "Political militia"
    IDENTITY_MILITIA = "Identity militia"
    RIOTERS = "Rioters"
    PROTESTERS = "Protesters"
    CIVILIANS = "Civilians"
    EXTERNAL_OTHER = "External/Other forces"

    @property
    def code(self) -> int:
        """1–8, in the order of the codebook."""
        return _CODES[self]

    @classmethod
    def from_code(cls, code: int) -> ActorKind:
        """The kind with this number; ``ValueError`` unless it is 1–8."""
        for kind, number in _CODES.items():
            if number == code:
                return kind
        raise ValueError(f"{code} is not an actor kind: 1 to 8 are")


_CODES = {kind: number for number, kind in enumerate(ActorKind, start=1)}

STATE_KINDS = frozenset({ActorKind.STATE_FORCES, ActorKind.EXTERNAL_OTHER})
"""Kinds for forces of a state: in their own country, or in another one."""

# Every pair with the lower number first (11, 12 … 88) and every kind alone (10, 20 … 80): 44.
INTERACTION_CODES: frozenset[int] = frozenset(
    first * 10 + second for first in range(1, 9) for second in (0, *range(first, 9))
)


def actor_kind(value: object) -> ActorKind | None:
    """Returns the kind in an ``inter`` cell, given as words or as a number; ``None`` for blank and
    0.

    Raises ``ValueError`` for anything else.
    """
    words = "" if value is None else str(value).strip()
    if words in ("", "0", "0.0"):
        return None
    if words.removesuffix(".0").isdecimal():
        return ActorKind.from_code(int(words.removesuffix(".0")))
    return ActorKind(words)


def interaction_code(kind1: ActorKind, kind2: ActorKind | None) -> int:
    """Returns both kinds' numbers as one, lowest first (17, 28); for one actor, its number times
    ten."""
    if kind2 is None:
        return kind1.code * 10
    low, high = sorted((kind1.code, kind2.code))
    return low * 10 + high


def interaction_text(kind1: ActorKind, kind2: ActorKind | None) -> str:
    """Returns the interaction as exports since 2025 do: ``A-B`` (lowest number first), ``A only``.

    Civilians with external forces are the only pair in the other order.
    """
    if kind2 is None:
        return f"{kind1} only"
    if {kind1, kind2} == {ActorKind.CIVILIANS, ActorKind.EXTERNAL_OTHER}:
        return f"{ActorKind.EXTERNAL_OTHER}-{ActorKind.CIVILIANS}"
    low, high = sorted((kind1, kind2), key=lambda kind: kind.code)
    return f"{low}-{high}"


def interaction_words(code: int) -> str:
    """Returns the words for an interaction's number; ``ValueError`` unless it is one of the 44."""
    if code not in INTERACTION_CODES:
        raise ValueError(f"{code} is not one of ACLED's {len(INTERACTION_CODES)} interaction codes")
    first, second = divmod(code, 10)
    other = ActorKind.from_code(second) if second else None
    return interaction_text(ActorKind.from_code(first), other)
