"""Superscript digits, as footnote marks have them: 12 with a raised 1 is not 121."""

from __future__ import annotations

__all__ = ["PLAIN", "RAISED", "raised"]

FIGURES, RAISED = "0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹"
DIGITS = str.maketrans(FIGURES, RAISED)
PLAIN = str.maketrans(RAISED, FIGURES)
"""Maps superscript digits to plain ones, for :meth:`str.translate`."""


def raised(words: str, really: bool = True) -> str:
    """Returns the words with superscript digits, one for one, if ``really``. A superscript digit is
    never read as part of a number before it."""
    return words.translate(DIGITS) if really else words
