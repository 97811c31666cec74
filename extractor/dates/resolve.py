"""From words that say when to days: start, end and ACLED's time precision.

Rules (ACLED codebook, "Time precision"): 1 the day is known; 2 the week or weekend; 3 the month, or
"the past two or three weeks". Anything less exact has no precision and says why. Nothing is ever
placed after the publication, and a year that is not said is never guessed without one.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from extractor.dates.find import DateMention, find_dates
from extractor.dates.resolve_days import (
    DAYS_OF,
    IN_FUTURE,
    NO_PUBLICATION,
    YEARS_AGO,
    DateContext,
    Days,
    Outcome,
    days_back,
    precision_of,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from extractor.text.span import Span

__all__ = [
    "DateContext",
    "ResolvedDate",
    "parse_dateline_date",
    "resolve_date",
]


@dataclass(frozen=True)
class ResolvedDate:
    """First and last day (both included) of the time meant, and ACLED's precision 1–3.

    ``precision`` is ``None`` where the words are too vague for an event or cannot be resolved;
    ``reason`` then says why in a few words. ``long_ago`` marks words that tell of an earlier year
    and of no month ("years ago", "last year", "in 1994"): what happened then is background to what
    is reported.
    """

    start: date | None
    end: date | None
    precision: int | None
    span: Span
    reason: str | None = None
    long_ago: bool = False


def resolve_date(mention: DateMention, context: DateContext) -> ResolvedDate:
    """The days a mention means. Never raises; what is not known is ``None`` with the reason."""
    try:
        outcome = RULES[mention.kind](mention, context)
    except (ValueError, OverflowError):  # 31 February, the year 0
        outcome = "there is no such day"
    if isinstance(outcome, str):
        long_ago = outcome == YEARS_AGO
        return ResolvedDate(None, None, None, mention.span, outcome, long_ago=long_ago)
    start, end = outcome.start, outcome.end
    if context.published is not None:
        if start > context.published:
            return ResolvedDate(None, None, None, mention.span, IN_FUTURE)
        end = min(end, context.published)
    precision, reason = outcome.precision, outcome.reason
    if precision is None and reason is None:
        precision = precision_of(start, outcome.end)
        reason = None if precision else "longer than a month"
    earlier = context.published is not None and end.year < context.published.year
    long_ago = earlier and precision is None
    return ResolvedDate(start, end, precision, mention.span, reason, long_ago)


def parse_dateline_date(text: str, published: date | None) -> date | None:
    """The day a dateline names: "March 14", "23 Aug 88", "Jan. 5, 2020", "Tuesday".

    Two-digit years from 70 are of the last century. Without a year it is the latest such day on or
    before publication, and ``None`` without a publication date.
    """
    for mention in find_dates(text):
        if mention.kind == "date" and mention.year is None and published is not None:
            month, day = mention.month or 0, mention.day or 0
            return next((d for d in days_back(published, month, day) if d <= published), None)
        if mention.kind in ("date", "figures", "weekday"):
            return resolve_date(mention, DateContext(published)).start
    return None


def _range(mention: DateMention, context: DateContext) -> Outcome:
    first, last = mention.first, mention.last
    assert first is not None and last is not None
    if first.kind == "date" and last.kind == "date" and first.year is None and last.year:
        earlier = (first.month or 0, first.day or 0) > (last.month or 0, last.day or 0)
        first = replace(first, year=last.year - earlier)
    end = resolve_date(last, context)
    if end.start is None or end.end is None:
        return end.reason or IN_FUTURE
    before = context
    if first.year is None and first.kind in ("weekday", "date", "month"):  # up to the last one
        before = replace(context, published=end.start)
    start = resolve_date(first, before)
    if start.start is None:
        return start.reason or IN_FUTURE
    if start.start > end.end:
        return "the end is before the beginning"
    return Days(start.start, end.end)


def _since(mention: DateMention, context: DateContext) -> Outcome:
    assert mention.first is not None
    if context.published is None:
        return NO_PUBLICATION
    start = resolve_date(mention.first, context)
    if start.start is None:
        return start.reason or IN_FUTURE
    return Days(start.start, context.published)


RULES: dict[str, Callable[[DateMention, DateContext], Outcome]] = {
    **DAYS_OF, "range": _range, "since": _since,
}  # fmt: skip
