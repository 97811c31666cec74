"""A record in words for people: lines of a name and a value, independent of the output."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from extractor.records.checked import Check, Checked
from extractor.records.counts import count_words, range_words
from extractor.records.custom import custom_cell
from extractor.records.field import filled
from extractor.records.field_lookup import parts_of
from extractor.records.fields import FIELDS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from extractor.records.event import EventRecord
    from extractor.records.field import Field, Kind
    from extractor.records.parts import Actor, EventDate, Location, ToldToll, Toll

__all__ = ["Described", "described"]

TIME_PRECISION = {1: "the day", 2: "the week", 3: "the month"}
GEO_PRECISION = {1: "the town", 2: "near it or part of it", 3: "the region"}
Described = tuple[str, str, Check | None]


def described(event: EventRecord) -> Iterator[Described]:
    """Name, value and who decided it, in the order in which people read them."""
    by = event.checked or Checked()
    what = f"{event.event_type}: {event.sub_event_type} ({event.disorder_type})"
    yield "what", what, by.sub_event_type
    for field in FIELDS:
        value = field.of(event)
        check = getattr(by, field.check) if field.check else None
        if field.sides:
            checks = {side.role: getattr(by, side.check) for side in field.sides}
            for actor in value:
                yield actor.role.value, _actor(actor), checks[actor.role.value]
        elif field.terminal and field.kind in ALWAYS:
            yield field.terminal.label, ALWAYS[field.kind](value), check
        elif field.terminal:
            for part in parts_of(field, event):
                label = part.field if field.kind == "custom" else field.terminal.label
                yield label, _part(field, part), check
    for name, words in _made(event):
        yield name, words, None


def _part(field: Field, part: Any) -> str:
    """The words for one value of a field."""
    if field.kind == "counts":
        return _toll_words(part)
    if field.kind == "custom":
        return (custom_cell(part) or "not told") + _said(part.text)
    if field.wording:
        unknown = {party.name: party.unknown for party in field.parties} | {"statement": ""}
        return filled(field.wording.line, part, unknown)
    return str(part.text) if hasattr(part, "text") else str(part)


def _made(event: EventRecord) -> Iterator[tuple[str, str]]:
    """Notes, the source of the record and how it was made."""
    if event.notes:
        yield "notes", event.notes
    source = event.source
    parts = (
        source.publisher,
        str(source.published or ""),
        source.url,
        source.file or source.article_id,
    )
    yield "source", ", ".join(part for part in parts if part)
    for report in event.reports:
        given = (report.source.publisher, str(report.source.published or ""), report.summary)
        yield "report", ", ".join(part for part in given if part)
    made = event.extraction
    yield "read by", f"{made.model}, {made.reader} {made.prompt_version}; event {event.id}"
    for warning in made.warnings:
        yield "warning", warning


def _when(date: EventDate | None) -> str:
    if date is None:
        return "not known"
    said = f"“{date.text}”" if date.text else "from the day of the report"
    if date.start is None:
        return f"not known ({said})"
    days = str(date.start) if date.start == date.end else f"{date.start} to {date.end}"
    precision = TIME_PRECISION.get(date.precision or 0, "less than the month")
    return f"{days} ({precision} is known; {said})"


def _where(location: Location | None) -> str:
    if location is None:
        return "not known"
    parts = (location.name, location.admin2, location.admin1, location.country)
    name = ", ".join(dict.fromkeys(part for part in parts if part))
    if location.latitude is None or location.longitude is None:
        return f"{name} (in no gazetteer{_said(location.text)})"
    north = f"{abs(location.latitude):.4f} {'N' if location.latitude >= 0 else 'S'}"
    east = f"{abs(location.longitude):.4f} {'E' if location.longitude >= 0 else 'W'}"
    precision = GEO_PRECISION.get(location.precision or 0, "not sure")
    return f"{name}; {north}, {east} ({precision}{_said(location.text)})"


def _actor(actor: Actor) -> str:
    words = f"{actor.name} ({actor.kind}); {actor.attribution.value.replace('_', ' ')}"
    if actor.attributed_by:
        words += f", according to {actor.attributed_by}"
    if actor.associated:
        words += f"; with {', '.join(actor.associated)}"
    return words + _said(actor.text)


def _said(words: str | None) -> str:
    return f"; “{words}”" if words else ""


def _toll(toll: Toll | None) -> str:
    if toll is None:
        return "not said"
    numbers = range_words(toll.low, toll.high) or "a number not said"
    coded = "" if toll.coded == toll.low else f", coded {toll.coded}"
    return f"{numbers}{coded} (“{toll.text}”)" if toll.text else numbers + coded


def _toll_words(toll: ToldToll) -> str:
    teller = toll.teller or "the article itself"
    # Without a number the article's words stand in its place.
    numbered = toll.low is not None or toll.high is not None
    words = f" (“{toll.text}”)" if toll.text and numbered else ""
    return f"{count_words(toll)}, according to {teller}{words}"


# Kinds with one value or none, whose absence is shown, too.
ALWAYS: dict[Kind, Callable[[Any], str]] = {"date": _when, "place": _where, "toll": _toll}
