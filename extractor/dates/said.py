"""Resolves words marked as the time of an event to days, in any of the tables' languages.

The words were chosen by a reader, so they need not be told apart from the same words with another
meaning.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from extractor.dates.said_counting import DaysSaid, days_of, precision_of
from extractor.dates.said_numbers import MONTHS
from extractor.dates.said_points import points_of
from extractor.dates.said_words import languages_of, read_words

if TYPE_CHECKING:
    from datetime import date

__all__ = ["DaysSaid", "day_of_dateline", "days_said", "precision_of", "tells_of_earlier"]

NAMING = MONTHS | {
    "weekday",
    "day",
    "unit",
    "step",
    "same",
    "season",
    "date",
    "easter",
    "span",
    "recent",
    "year",
}
LONG_UNITS = frozenset(["week", "fortnight", "weekend", "month", "year"])
LAST_CENTURY = 70  # from this year of two digits on, it is in the last century
FALLBACK = "en"  # for digits alone, which have no script


@lru_cache(maxsize=20_000)
def days_said(
    words: str,
    published: date | None,
    language: str | None = None,
    told_before: DaysSaid | None = None,
) -> DaysSaid | None:
    """Returns the days that ``words`` mean, never after ``published``; ``None`` where they give
    none.

    ``language`` is a code ("tr"). Without it, or where its tables give no day, the languages of the
    words' script are tried, and the one that knows most of their letters is used. ``told_before``
    are the days of the date words before these in the article: "the same day" and "two days later"
    are counted from them, and give no day without them.
    """
    base = (language or "").replace("_", "-").split("-")[0].lower()
    found, explained, named = _in_language(words, published, base, told_before)
    if found and named:
        return found
    named = False
    by_hand, names_only = languages_of(words)
    for languages in (by_hand or [FALLBACK], names_only):
        for other in languages:  # another language may know the words better and still give no day
            days, letters, names = _in_language(words, published, other, told_before)
            if letters > explained or (letters == explained and days and not (found or named)):
                found, explained, named = days, letters, names
        if found:
            break
    return found


def tells_of_earlier(words: str) -> bool:
    """Whether words that cannot be read as days mean a time before the report: "ago", a unit with
    "earlier", weeks, months, years ("a few days earlier", "il y a une vingtaine d'années")."""
    by_hand, _ = languages_of(words)
    for language in by_hand:
        items, _ = read_words(words, language)
        kinds = {item.kind for item in items}
        units = {item.value.split()[0] for item in items if item.kind == "unit"}
        if "ago" in kinds or units & LONG_UNITS or (units and "earlier" in kinds):
            return True
    return False


def day_of_dateline(words: str, published: date | None) -> date | None:
    """Returns the day that a dateline names: "March 14", "23 Aug 88", "Jan. 5, 2020", "Tuesday".

    Without a year it is the latest such day on or before publication, or ``None`` without a
    publication date.
    """
    said = days_said(_with_century(words), published)
    return said.first if said and said.fixed and said.first == said.last else None


def _with_century(words: str) -> str:
    """Returns the words with a two-digit year written out; from 70 on it is in the last century."""
    parts = words.split()
    short = len(parts) > 2 and parts[0].isdecimal() and parts[-1].isdecimal()
    if not (short and len(parts[-1]) == 2):
        return words
    century = 19 if int(parts[-1]) >= LAST_CENTURY else 20
    return " ".join((*parts[:-1], f"{century}{parts[-1]}"))


def _in_language(
    words: str, published: date | None, language: str, told_before: DaysSaid | None
) -> tuple[DaysSaid | None, int, bool]:
    """Returns the days, the number of known letters, and whether words, not only digits, name a
    day."""
    items, explained = read_words(words, language)
    named = any(item.kind in NAMING for item in items)
    return days_of(points_of(items), published, told_before), explained, named
