"""Checks seconds since 1970, as in ACLED's ``timestamp`` column."""

from __future__ import annotations

__all__ = ["no_second"]

LAST_SECOND = 253_402_300_799  # the last second of the year 9999
FIRST_EVENTS = 946_684_800  # the start of 2000; ACLED has no earlier timestamp


def no_second(number: float) -> str:
    """Returns why a number is no time in seconds, in words; an empty string for a valid one."""
    if number <= LAST_SECOND:
        return ""
    for unit, many in (("milliseconds", 10**3), ("microseconds", 10**6), ("nanoseconds", 10**9)):
        if FIRST_EVENTS <= number / many <= LAST_SECOND // 50:
            return f"is no time in seconds since 1970 but in {unit}; write {int(number) // many}"
    return "is no time in seconds since 1970"
