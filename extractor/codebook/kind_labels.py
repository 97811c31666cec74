"""Kinds of actors, interactions and precisions as other programs and people label them: acledR,
acled.api, old codebooks, "12. State forces-Rebel group" in spreadsheets.

Each label has one answer. acledR's own transformation leaves the second half of a pair of equals as
its number ("Civilians-7").
"""

from __future__ import annotations

import re
from functools import lru_cache

from extractor.codebook.actors import (
    INTERACTION_CODES,
    ActorKind,
    actor_kind,
    interaction_text,
    interaction_words,
)

__all__ = ["interaction_of_label", "kind_of_label", "precision_of_label"]

# Compared without case, underscores and spaces. "Rebels" alone is no label.
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
_TODAY = frozenset(kind.value for kind in ActorKind)
# Parts of "MILITARY VERSUS REBELS" and "SOLE PROTESTER ACTION".
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
_NUMBERED = re.compile(
    r"[\[(]?([1-8]|[1-8][0-8])[\])]?\s*[-.=:)–—]?\s*([^\d\s].*)|(\D.*?)\s*[\[(]([1-8]|[1-8][0-8])[\])]"
)
_VERSUS = re.compile(r"\s*[-‐‑–—−]\s*|\s+(?:vs?\.?|versus|against)\s+", re.IGNORECASE)
_ALONE = re.compile(r"Sole (.+?)(?: action)?|(.+)[ _]only|([1-8])-0", re.IGNORECASE)


def _folded(text: str) -> str:
    return " ".join(text.replace("_", " ").lower().split())


_KINDS = {_folded(label): kind for kind, labels in _LABELS.items() for label in labels.split("|")}
_KINDS |= {_folded(kind.value): kind for kind in ActorKind}


@lru_cache(maxsize=1024)
def kind_of_label(text: str) -> ActorKind | None:
    """Returns the kind that a label stands for; ``None`` for no label, or where a number beside it
    disagrees."""
    plain, number = _unnumbered(text.strip(), _folded(text) in _KINDS)
    kind = _KINDS.get(_folded(plain))
    return kind if kind and number in (None, str(kind.code)) else None


@lru_cache(maxsize=1024)
def interaction_of_label(text: str) -> str | None:
    """Returns the interaction, in today's words, that a label stands for; ``None`` for no label, or
    where a number beside it disagrees."""
    text, number = text.strip(), None
    found = _interaction(text)
    if found is None:
        text, number = _unnumbered(text, False)
        found = _interaction(text) if number and len(number) == 2 else None
        found = text if found is None and number and text in _CODES else found
    return found if number is None or _CODES.get(found or "") == int(number) else None


_CODES = {interaction_words(code): code for code in INTERACTION_CODES}


@lru_cache(maxsize=1024)
def precision_of_label(text: str) -> str | None:
    """Returns the precision, 1 to 3, of a cell with words beside its number ("1. Exact date",
    "Level 2"); ``None`` for a number alone and for anything else."""
    bare = text.strip(" \t\n[]()")
    number = "".join(filter(str.isdigit, bare))
    ends = bare.startswith(number) or (bare.endswith(number) and not bare[-2:-1].isalpha())
    return number if number in ("1", "2", "3") and ends and any(map(str.isalpha, bare)) else None


def _unnumbered(text: str, is_label: bool) -> tuple[str, str | None]:
    """Returns a label without the number before or after it, and that number."""
    found = None if is_label else _NUMBERED.fullmatch(text)
    return (found[2] or found[3], found[1] or found[4]) if found else (text, None)


def _interaction(text: str) -> str | None:
    if found := _ALONE.fullmatch(text):
        return _joined([_half(found[1] or found[2] or found[3])])
    if all(part in _TODAY for part in text.split("-")):
        return None  # today's words in the wrong order
    parts = _VERSUS.split(text)
    return _joined([_half(part) for part in parts]) if len(parts) == 2 else None


def _joined(kinds: list[ActorKind | None]) -> str | None:
    first, *others = kinds
    if first is None or len(others) > 1 or None in others:
        return None
    return interaction_text(first, others[0] if others else None)


def _half(text: str) -> ActorKind | None:
    if text and text in "12345678":
        return actor_kind(text)
    if text.isupper() and (kind := _CAPITALS.get(text.removesuffix("S"))):
        return kind
    return kind_of_label(text)
