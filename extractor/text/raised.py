"""Figures that stand raised, as the marks of footnotes do: 12 with a raised 1 is not 121."""

from __future__ import annotations

__all__ = ["PLAIN", "RAISED", "raised"]

FIGURES, RAISED = "0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹"
DIGITS = str.maketrans(FIGURES, RAISED)
PLAIN = str.maketrans(RAISED, FIGURES)
"""Raised figures to plain ones, for :meth:`str.translate`."""


def raised(words: str, really: bool = True) -> str:
    """The words with their digits as raised ones, one for one, if they are ``really`` raised; no
    number goes on with these."""
    return words.translate(DIGITS) if really else words
