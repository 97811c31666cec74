"""The day of an event, where the reader says which days its words mean.

Tables of date words read the same words. Where the words have a fixed meaning (a date, a weekday,
"yesterday") and the reader differs, the tables' days are used and the date is marked disputed. In
all other cases the reader's days are used. No event is dated after the day of the report (ACLED
codebook, "Time precision": 1 a day, 2 a week, 3 a month).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta

from extractor.analysis import Analysis
from extractor.coding.quotes import fold, span_of
from extractor.coding.table_words import says
from extractor.coding.values import days_by_report, place_in_text
from extractor.dates.said import DaysSaid, days_said, precision_of
from extractor.reading import Event, When
from extractor.records.checked import Check, worst
from extractor.records.parts import EventDate, Evidence
from extractor.text.span import Span

__all__ = ["checked_date"]

DAY = timedelta(days=1)


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
    """Returns the event's days and who decided; ``None`` with a warning where nothing gives a
    day."""
    filed = analysis.filed_at(place_in_text(analysis, event))
    found = [days for when in event.when if (days := _days(analysis, when, filed, warnings))]
    if not found:
        if event.background:
            warnings.append("no date: told as background, and no day or month is given")
            return None, None
        from_report = days_by_report(analysis, event, warnings)
        return from_report, Check.RULE if from_report else None
    first, last = min(d.first for d in found), max(d.last for d in found)
    spans = [d.span for d in found if d.span]
    precision = found[0].precision if len(found) == 1 else precision_of(first, last)
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
    filed = analysis.filed_at(span.start) if span else filed
    said = _said(span, filed) if span else None
    first, last = _not_after(filed, when, warnings)
    if first is None or last is None:
        return _by_rule(said, span, warnings)
    by_reader = _Days(first, last, precision_of(first, last), span, Check.READER)
    if span is None or said is None or said.precision is None:
        return by_reader
    if (said.first, said.last) == (first, last):
        return replace(by_reader, check=Check.BOTH)
    if said.night and said.first == first and last - first <= DAY:
        if last > said.last:
            warnings.append(f"date “{fold(span.text)}”: the night counts to {said.first}")
        return _Days(said.first, said.last, said.precision, span, Check.BOTH)
    within = said.first <= first and last <= said.last
    if within or not said.fixed or _at_another_time(span.text, first, last):
        return by_reader
    warnings.append(
        f"date “{fold(span.text)}” is {_shown(said.first, said.last)} by rule, the reader says "
        f"{_shown(first, last)}"
    )
    return _Days(said.first, said.last, said.precision, span, Check.DISPUTED)


def _said(span: Span, filed: date | None) -> DaysSaid | None:
    """Returns the days that the tables read in the words; "since Friday" lasts until the report."""
    said = days_said(span.text, filed)
    if said is None or filed is None:
        return said
    return replace(said, last=filed) if says(span.text, "toll_parts", "since") else said


def _at_another_time(words: str, first: date, last: date) -> bool:
    """Whether the words can mean these days in another week or year. That is so for a weekday, or a
    day of a month without its year."""
    return all(
        said is not None and (said.first, said.last) == (first, last)
        for said in (days_said(words, last), days_said(words, last + DAY))
    )


def _by_rule(said: DaysSaid | None, span: Span | None, warnings: list[str]) -> _Days | None:
    if said:
        return _Days(said.first, said.last, said.precision, span, Check.RULE)
    if span:
        warnings.append(f"date “{fold(span.text)}” is not resolved: the reader gives no day for it")
    return None


def _not_after(
    filed: date | None, when: When, warnings: list[str]
) -> tuple[date | None, date | None]:
    """Returns the reader's days in order, none of them after the report."""
    first, last = when.first or when.last, when.last or when.first
    if first is None or last is None:
        return None, None
    if last < first:
        first, last = last, first
    if filed is None or last <= filed:
        return first, last
    if first <= filed:
        warnings.append(
            f"the reader's date {_shown(first, last)} ends after the report; counted to {filed}"
        )
        return first, filed
    warnings.append(
        f"the reader's date {_shown(first, last)} is after the report of {filed}; dropped"
    )
    return None, None


def _shown(first: date, last: date) -> str:
    return str(first) if first == last else f"{first} to {last}"
