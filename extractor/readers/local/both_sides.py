"""Tells whether two counts of dead are of different sides: "ten policemen and, | 17 militants"."""

from __future__ import annotations

from functools import lru_cache

from extractor.actors.languages import phrase_of
from extractor.actors.words import ARMED, CIVILIANS, GANG, MILITARY, POLICE
from extractor.lexicon.kinds_said import kinds_said
from extractor.models.encoder.tagging import Filler

__all__ = ["of_both_sides"]

SIDES = (MILITARY | POLICE, ARMED | GANG, CIVILIANS)
"""Words for a state's forces, for who fights them, and for who does neither."""
NEAR = 90
"""Most characters between the counts of two sides."""


def of_both_sides(text: str, one: Filler, other: Filler, language: str) -> bool:
    """Whether two counts near each other name people of two sides, with no word for telling between
    them: each side counts the other's dead ("the army said ten rebels died, | the rebels said")."""
    between = text[one.end : other.start]
    if len(between) > NEAR or kinds_said(between, "statement_words", language):
        return False
    sides = {_side(text[each.start : each.end]) for each in (one, other)}
    return len(sides) == 2 and None not in sides


@lru_cache(maxsize=1024)
def _side(words: str) -> int | None:
    """Return which of ``SIDES`` the words name; ``None`` for none of them and for several."""
    phrase = phrase_of(words)
    named = [at for at, side in enumerate(SIDES) if phrase.has(side)]
    return named[0] if len(named) == 1 else None
