"""Kinds of actors and interactions as other programs label them: acledR, acled.api, old codebooks.

Each label has one answer. acledR's own transformation leaves the second half of a pair of equals as
its number ("Civilians-7").
"""

from __future__ import annotations

import re
from functools import lru_cache

from extractor.codebook.actors import ActorKind, actor_kind, interaction_text

__all__ = ["interaction_of_label", "kind_of_label"]

# As they are written, letter for letter: "Rebels" alone is nobody's label.
_LABELS = {
    ActorKind.STATE_FORCES: "State Forces|Government or mutinous force|Government Forces",
    ActorKind.REBEL_GROUP: "Rebel Forces|Rebel Groups|Rebel Group|Rebel force",
    ActorKind.POLITICAL_MILITIA: "Militia Groups|Political Militias|Political Militia",
    ActorKind.IDENTITY_MILITIA: "Communal / Identity Groups|Identity Militias|Identity Militia|"
    "Communal Militias|Ethnic militia|Communal Militia",
    ActorKind.RIOTERS: "Rioters",
    ActorKind.PROTESTERS: "Protesters",
    ActorKind.CIVILIANS: "Civilians",
    ActorKind.EXTERNAL_OTHER: "External/Other Forces|Foreign / Others|Outside/external force|"
    "Others|External/Other forces (e.g. UN)|External Forces",
}
_KINDS = {label: kind for kind, labels in _LABELS.items() for label in labels.split("|")}
_TODAY = frozenset(kind.value for kind in ActorKind)
_KINDS |= {kind.value: kind for kind in ActorKind}
# Within "MILITARY VERSUS REBELS" and "SOLE PROTESTER ACTION".
_CAPITALS = {
    "MILITARY": ActorKind.STATE_FORCES,
    "REBEL": ActorKind.REBEL_GROUP,
    "POLITICAL MILITIA": ActorKind.POLITICAL_MILITIA,
    "COMMUNAL MILITIA": ActorKind.IDENTITY_MILITIA,
    "IDENTITY MILITIA": ActorKind.IDENTITY_MILITIA,
    "RIOTER": ActorKind.RIOTERS,
    "PROTESTER": ActorKind.PROTESTERS,
    "CIVILIAN": ActorKind.CIVILIANS,
    "OTHER": ActorKind.EXTERNAL_OTHER,
    "OTHER ACTOR": ActorKind.EXTERNAL_OTHER,
}
_NUMBERED = re.compile(r"\[?([1-8])\]?\s*[-.=:)]?\s*(\D.*)|(\D.*?)\s*[\[(]([1-8])[\])]")
_ALONE = re.compile(r"Sole (.+)")
_ALONE_CAPITALS = re.compile(r"SOLE (.+) ACTION")


@lru_cache(maxsize=1024)
def kind_of_label(text: str) -> ActorKind | None:
    """The kind that a label stands for, a number before or behind it agreeing; else ``None``."""
    text, number = text.strip(), None
    if text not in _KINDS and (found := _NUMBERED.fullmatch(text)):
        number, text = found[1] or found[4], found[2] or found[3]
    kind = _KINDS.get(text)
    return kind if kind and number in (None, str(kind.code)) else None


@lru_cache(maxsize=1024)
def interaction_of_label(text: str) -> str | None:
    """The interaction in today's words that a label stands for; ``None`` for no label."""
    text = text.strip()
    if text.isupper():
        if found := _ALONE_CAPITALS.fullmatch(text):
            return _joined([_CAPITALS.get(found[1])])
        return _joined([_CAPITALS.get(part.removesuffix("S")) for part in text.split(" VERSUS ")])
    if found := _ALONE.fullmatch(text):
        return _joined([kind_of_label(found[1])])
    parts = text.split("-")
    if all(part in _TODAY for part in parts):
        return None  # today's words, in an order that is none
    return _joined([_half(part) for part in parts]) if len(parts) == 2 else None


def _joined(kinds: list[ActorKind | None]) -> str | None:
    first, *others = kinds
    if first is None or len(others) > 1 or None in others:
        return None
    return interaction_text(first, others[0] if others else None)


def _half(text: str) -> ActorKind | None:
    return actor_kind(text) if text and text in "12345678" else kind_of_label(text)
