"""Numbers of people in words, for tables and display."""

from __future__ import annotations

from extractor.records.parts import ToldToll

__all__ = ["count_words", "range_words"]


def range_words(low: int | None, high: int | None) -> str | None:
    """``4``, ``4 to 6``, ``at least 4``, ``up to 6``; ``None`` where no number is said."""
    if low is None:
        return None if high is None else f"up to {high}"
    if high is None:
        return f"at least {low}"
    return str(low) if high == low else f"{low} to {high}"


def count_words(toll: ToldToll) -> str:
    """``killed 4 to 6``; without a number the article's words: ``missing “dozens”``."""
    numbers = range_words(toll.low, toll.high)
    if numbers is None:
        numbers = f"“{' '.join(toll.text.split())}”" if toll.text else "a number not said"
    return f"{toll.state.value} {numbers}"
