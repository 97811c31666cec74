"""Settles which of two days an ambiguous date of a live blog's entry means."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from extractor.sources.pages.written import Written

__all__ = ["near", "settled"]

LONGEST = 14  # longest duration of a live blog in days


def settled(written: Written | None, order: str | None) -> date | None:
    """Return the only possible day, or the one in this order of the figures."""
    return None if written is None else written.day or written.in_order(order)


def near(written: Written | None, day: date | None) -> date | None:
    """Return the possible day within a live blog's duration of ``day``, if there is just one."""
    if written is None or day is None:
        return None
    found = [one for one in written.days if abs((one - day).days) <= LONGEST]
    return found[0] if len(found) == 1 else None
