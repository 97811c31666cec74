"""Seconds since 1970, as ACLED's ``timestamp`` counts: those that are none."""

from __future__ import annotations

__all__ = ["no_second"]

LAST_SECOND = 253_402_300_799  # of the year 9999
FIRST_EVENTS = 946_684_800  # 2000: ACLED writes no timestamp before


def no_second(number: float) -> str:
    """Why a number is no time in seconds, in words; blank for one that is."""
    if number <= LAST_SECOND:
        return ""
    for unit, many in (("milliseconds", 10**3), ("microseconds", 10**6), ("nanoseconds", 10**9)):
        if FIRST_EVENTS <= number / many <= LAST_SECOND // 50:
            return f"is no time in seconds since 1970 but in {unit}; write {int(number) // many}"
    return "is no time in seconds since 1970"
