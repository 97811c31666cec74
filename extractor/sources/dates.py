"""Reads days of publication as tables and pages write them. An ambiguous day is an error."""

from __future__ import annotations

import re
from datetime import date, datetime, timezone
from email.utils import parsedate_to_datetime

from extractor.codebook.open_days import open_day
from extractor.codebook.other_calendars import other_calendar
from extractor.codebook.other_digits import in_ascii
from extractor.codebook.written_dates import DateForm, read_date
from extractor.errors import ArticleError
from extractor.text.article import as_date

__all__ = ["published_of"]

TIME = (
    r"(?:,? *(?:at )?\d{1,2}:\d{2}(?::\d{2})?(?: ?[ap]m)?(?: ?\(?[A-Z]{2,5}\)?| ?[+-]\d\d:?\d\d)?)?"
)
WORDS = re.compile(rf"(?:\w{{3,9}},? )?(.*[A-Za-z]{{3}}.*?\d{{4}}){TIME}", re.I)
SECONDS, MILLISECONDS = (9, 10), (12, 13)  # digits


def published_of(value: object, *, where: str | None = None) -> date | None:
    """Return the day in a cell, by the writer's own clock: a time zone does not move the day.

    Accepts ISO 8601, ``2017/04/05``, ``20170405``, ``5 April 2017``, ``April 5, 2017``, the dates
    of mail and HTTP, ``13/04/2017`` if only one order gives a day, Unix time (seconds or
    milliseconds, UTC), dates and datetimes. Returns ``None`` for nothing or an empty string. Raises
    :class:`ArticleError` for anything else.
    """
    if value is None or (isinstance(value, float) and value != value):
        return None
    if isinstance(value, (date, datetime)):
        return as_date(value, where=where)
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        value = f"{value:.0f}" if value == value and abs(value) < 1e15 else str(value)
    text = " ".join(str(value).split())
    if not text:
        return None
    if other := other_calendar(text):
        raise ArticleError(
            f"published date {text[:60]!r} is a day {other.said}; write it as 2017-04-05",
            where=where,
        )
    text = in_ascii(text)
    day = _day(text, where)
    if day is None:
        what = _readings(text)
        raise ArticleError(
            f"published date {text[:60]!r} {what}; write it as 2017-04-05", where=where
        )
    return as_date(day, where=where)


def _day(text: str, where: str | None) -> date | None:
    if text[4:5] == "-" and text[10:11] in ("T", " ") and text[11:13].isdecimal():
        text = text[:10]
    read = read_date(text)
    if read.form is DateForm.AMBIGUOUS:
        raise ArticleError(
            f"published date {text[:60]!r} could be two days; write it as 2017-04-05", where=where
        )
    if read.day is not None:
        return read.day
    try:
        digits, _, parts = text.partition(".")
        if text.isdecimal() and len(text) in MILLISECONDS:
            return datetime.fromtimestamp(int(text) / 1000, timezone.utc).date()
        if f"{digits}{parts}".isdecimal() and len(digits) in SECONDS:
            return datetime.fromtimestamp(float(text), timezone.utc).date()
        time = text[8:].removeprefix("T").removesuffix("Z")
        if text[:8].isdecimal() and (not text[8:] or (time.isdecimal() and 4 <= len(time) <= 6)):
            return date(int(text[:4]), int(text[4:6]), int(text[6:8]))
        if (found := WORDS.fullmatch(text)) and (day := read_date(found[1]).day):
            return day
        return parsedate_to_datetime(text).date()
    except (ValueError, OverflowError, TypeError, OSError, IndexError):
        return None


def _readings(text: str) -> str:
    """Return the possible readings of a cell that alone is not a day."""
    found = open_day(text)
    if found is None:
        return "is not a date"
    past = tuple(each for each in found.readings if each.day <= date.today())
    return f"may be {found._replace(readings=past or found.readings).choices()}"
