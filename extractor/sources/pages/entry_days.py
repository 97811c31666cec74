"""Which of two days an entry of a live blog is of, where its figures could be either."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from extractor.sources.pages.written import Written

__all__ = ["near", "settled"]

LONGEST = 14  # days for which a live blog goes on


def settled(written: Written | None, order: str | None) -> date | None:
    """Its one day, or the one if its figures stand in this order."""
    return None if written is None else written.day or written.in_order(order)


def near(written: Written | None, day: date | None) -> date | None:
    """The one of its days that is within the days for which a live blog of ``day`` goes on."""
    if written is None or day is None:
        return None
    found = [one for one in written.days if abs((one - day).days) <= LONGEST]
    return found[0] if len(found) == 1 else None
