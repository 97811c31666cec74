"""The day of an event, where the reader says which days its words mean.

Rules read the same words. Where they are explicit (a date, a weekday, "yesterday") and the reader
differs, the rule stands and the date is disputed; else the reader's days stand. Nothing is after
the day of the report (ACLED codebook, "Time precision": 1 a day, 2 a week, 3 a month).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from extractor.analysis import Analysis
from extractor.coding.quotes import fold, span_of
from extractor.coding.values import place_in_text, resolved_date, week_before_report
from extractor.dates.find import find_dates
from extractor.dates.resolve import ResolvedDate
from extractor.dates.said import days_said
from extractor.reading import Event, When
from extractor.records.checked import Check, worst
from extractor.records.parts import EventDate, Evidence
from extractor.text.span import Span

__all__ = ["checked_date"]

NIGHT = ("night", "evening", "overnight")
WEEK_DAYS, MONTH_DAYS = 8, 31
EXPLICIT = frozenset({"date", "figures", "weekday", "day", "month", "range"})
"""Kinds of date words that mean the same days whoever reads them."""


@dataclass(frozen=True)
class _Days:
    first: date
    last: date
    precision: int | None
    span: Span | None
    check: Check


def checked_date(
    analysis: Analysis, event: Event, warnings: list[str]
) -> tuple[EventDate | None, Check | None]:
    """When it happened and who decided; ``None`` with a warning where nothing tells."""
    filed = analysis.filed_at(place_in_text(analysis, event))
    found = [days for when in event.when if (days := _days(analysis, when, filed, warnings))]
    if not found:
        if event.background:
            warnings.append("no date: told as background, and no day or month is given")
            return None, None
        from_report = week_before_report(analysis, event, warnings, background=False)
        return from_report, Check.RULE if from_report else None
    first, last = min(d.first for d in found), max(d.last for d in found)
    spans = [d.span for d in found if d.span]
    precision = found[0].precision if len(found) == 1 else _precision(first, last)
    if precision is None:
        warnings.append("the date is longer than a month")
    when = EventDate(
        start=first,
        end=last,
        precision=precision,
        text=spans[0].text if spans else None,
        evidence=tuple(Evidence.of(span) for span in dict.fromkeys(spans)),
    )
    return when, worst(d.check for d in found)


def _days(analysis: Analysis, when: When, filed: date | None, warnings: list[str]) -> _Days | None:
    span = span_of(when.said, "date", warnings)
    rule = resolved_date(analysis, span) if span else None
    filed = analysis.filed_at(span.start) if span else filed
    first, last = _not_after(filed, when, warnings)
    if first is None or last is None:
        return _by_rule(rule, span, warnings)
    by_reader = _Days(first, last, _precision(first, last), span, Check.READER)
    said = days_said(span.text, filed) if span else None
    if said and (said.first, said.last) == (first, last):
        return replace(by_reader, check=Check.BOTH)
    if rule is None or rule.start is None or rule.end is None or rule.precision is None:
        return by_reader
    if said is None and span and len(rule.span.text) < len(span.text):
        return by_reader  # "the same day", of which the rules read "day"
    ruled = _Days(rule.start, rule.end, rule.precision, rule.span, Check.BOTH)
    mentions = find_dates(analysis.article.text, rule.span.start, rule.span.end)
    night = bool(mentions) and (mentions[0].night or mentions[0].part in NIGHT)
    if _agree(first, last, rule, night=night):
        if last > rule.end:
            warnings.append(f"date “{fold(rule.span.text)}”: the night counts to {rule.start}")
        return ruled
    if span and _allowed(analysis, span, first, last, rule):
        return by_reader
    warnings.append(
        f"date “{fold(rule.span.text)}” is {_shown(rule.start, rule.end)} by rule, the reader says "
        f"{_shown(first, last)}"
    )
    return _Days(rule.start, rule.end, rule.precision, rule.span, Check.DISPUTED)


def _by_rule(rule: ResolvedDate | None, span: Span | None, warnings: list[str]) -> _Days | None:
    if rule and rule.start and rule.end:
        return _Days(rule.start, rule.end, rule.precision, rule.span, Check.RULE)
    if rule and rule.reason and span:
        warnings.append(f"date “{fold(span.text)}” is not resolved: {rule.reason}")
    elif span:
        warnings.append(f"date “{fold(span.text)}” is not resolved: the reader gives no day for it")
    return None


def _not_after(
    told: date | None, when: When, warnings: list[str]
) -> tuple[date | None, date | None]:
    """The reader's days in order, none after the report."""
    first, last = when.first or when.last, when.last or when.first
    if first is None or last is None:
        return None, None
    if last < first:
        first, last = last, first
    if told is None or last <= told:
        return first, last
    if first <= told:
        warnings.append(
            f"the reader's date {_shown(first, last)} ends after the report; counted to {told}"
        )
        return first, told
    warnings.append(
        f"the reader's date {_shown(first, last)} is after the report of {told}; dropped"
    )
    return None, None


def _agree(first: date, last: date, rule: ResolvedDate, *, night: bool) -> bool:
    """The same days, or a night that the rule counts to the day it begins."""
    if rule.start is None or rule.end is None:
        return False
    return (rule.start, rule.end) == (first, last) or (
        night and rule.start == first and (last - first).days <= 1
    )


def _allowed(analysis: Analysis, span: Span, first: date, last: date, rule: ResolvedDate) -> bool:
    """Whether the words allow the reader's days although a rule reads others: a weekday or a day
    of a month of another week or year, days within a longer time, words that count from another
    event or are vague."""
    mentions = find_dates(analysis.article.text, rule.span.start, rule.span.end)
    if not mentions or rule.start is None or rule.end is None:
        return True
    mention = mentions[0]
    if rule.start <= first and last <= rule.end:
        return True
    if mention.kind not in EXPLICIT:
        return True
    if mention.kind == "weekday":
        return mention.weekday in {first.weekday(), last.weekday()} and (last - first).days <= 1
    if mention.kind in ("date", "month") and mention.year is None:
        days = {mention.day, mention.last_day} - {None}
        short = (last - first).days < MONTH_DAYS
        return short and mention.month == first.month and (not days or first.day in days)
    return False


def _precision(first: date, last: date) -> int | None:
    days = (last - first).days + 1
    if days == 1:
        return 1
    return 2 if days <= WEEK_DAYS else 3 if days <= MONTH_DAYS else None


def _shown(first: date, last: date) -> str:
    return str(first) if first == last else f"{first} to {last}"
