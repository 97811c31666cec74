"""Parses a coder's short notation into parts of a record: days, names, numbers, statements.

A coder writes one short line per event (``coding.jsonl``). ``2024-02-05|06`` are two days, either
of which is right; ``2024-02-05|w`` is a day with a tolerance of a week; ``2024-01..03`` is a span;
``85 (120)`` are two tolls, either of which is right; ``A/B (C)`` are two names of a place in C;
``A->B`` is a statement by A about B or to B.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Any, NamedTuple

from extractor.codebook.countries import country_by_name

WEEK = 7
CLOSE = 1
"""Tolerance of a day, in days: reports do not agree on nights and time zones."""
COUNTRIES = {
    "China/Hong Kong": ("China", "Hong Kong"),
}


class Days(NamedTuple):
    """First and last day, ACLED's time precision, and the tolerance in days."""

    first: date
    last: date
    precision: int
    slack: int


def days_of(said: str) -> Days:
    """Parse days such as ``2023-10-10|11``, ``2018-01``, ``2026-01..02``, ``2021-12-22|w``."""
    said, loose, _ = said.partition("|w")
    whole = re.split(r"\||\.\.", said)
    first = whole[0]
    found: list[date] = []
    for part in whole:
        full = part if re.match(r"\d{4}", part) else first[: len(first) - len(part)] + part
        found += _bounds(full)
    begin, end = min(found), max(found)
    length = (end - begin).days
    precision = 1 if length <= 1 and not loose else 2 if length <= WEEK else 3
    return Days(begin, end, precision, WEEK if loose else CLOSE)


def _bounds(part: str) -> tuple[date, date]:
    if re.fullmatch(r"\d{4}", part):
        return date(int(part), 1, 1), date(int(part), 12, 31)
    if re.fullmatch(r"\d{4}-\d\d", part):
        year, month = map(int, part.split("-"))
        following = date(year + month // 12, month % 12 + 1, 1)
        return date(year, month, 1), following - timedelta(days=1)
    day = date.fromisoformat(part)
    return day, day


def places_of(said: str) -> tuple[list[str], list[str]]:
    """The accepted names of the place, and the names of what it lies in."""
    inside = re.findall(r"\(([^()]*)\)", said)
    plain = re.sub(r"\([^()]*\)", " ", said)
    names, *after = plain.split(", ")
    held = [one.strip() for part in [*after, *inside] for one in part.split(",")]
    return [one.strip() for one in names.split("/") if one.strip()], [one for one in held if one]


def killed_of(said: str | None) -> tuple[int | None, tuple[int, ...] | None]:
    """The coded number of dead and the other accepted numbers. The latter are ``None`` (any
    number) where the text gives the toll only in words."""
    if not said:
        return None, ()
    numbers = tuple(dict.fromkeys(int(one) for one in re.findall(r"\d+", said)))
    return (numbers[0], numbers[1:]) if numbers else (None, None)


def names_of(said: str | None) -> list[str]:
    """Split names: ``JAS/Boko Haram``, ``farmers + herders``."""
    return [one.strip() for one in re.split(r"\s*[/+|;]\s*", said or "") if one.strip()]


def country_of(said: str) -> tuple[str, tuple[str, ...]]:
    """The country in ACLED's spelling, and other accepted countries."""
    first, *others = COUNTRIES.get(said, (said,))
    known = country_by_name(first)
    return (known.name if known else first), tuple(others)


def two(said: str) -> tuple[str | None, str | None]:
    """The two sides of ``A->B``: the speaker, and the party it is about or addressed to."""
    one, _, other = said.partition("->")
    return one.strip() or None, other.strip() or None


def statements_of(row: dict[str, Any]) -> list[tuple[str, str | None, str | None]]:
    """All statements of a coded line as kind, speaker, other party."""
    kinds = {
        "allegations": "allegation",
        "denials": "denial",
        "claims": "claim",
        "inquiries": "inquiry",
    }
    return [(kind, *two(one)) for name, kind in kinds.items() for one in row.get(name, ())]
