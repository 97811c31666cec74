"""How event records look: a table each, then the words each quotes or the article they quote.

Every word that came from an article goes through :func:`printable` and into rich ``Text``, never
into markup: an article can neither colour nor command the terminal.
"""

from __future__ import annotations

import io
import sys
from typing import TYPE_CHECKING, Any

from rich import box
from rich.console import Console, Group
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from extractor.cli.fields import FIELDS as EVIDENCE
from extractor.cli.fields import evidence_of
from extractor.cli.output import discard_stdout
from extractor.cli.printable import one_line, printable
from extractor.records.checked import Check, Checked
from extractor.records.counts import count_words, range_words
from extractor.records.field import filled
from extractor.records.field_lookup import parts_of
from extractor.records.fields import FIELDS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from rich.console import RenderableType

    from extractor.records import Actor, EventDate, EventRecord, Evidence, Location, Toll
    from extractor.records.field import Field, InTerminal, Kind
    from extractor.records.parts import ToldToll

__all__ = ["QuietConsole", "article_view", "event_table", "event_view"]

TIME_PRECISION = {1: "the day", 2: "the week", 3: "the month"}
GEO_PRECISION = {1: "the town", 2: "near it or part of it", 3: "the region"}


# What a rule stands behind needs no word; what only the reader says, or disputes, is marked.
DECIDED = {Check.READER: "reader", Check.DISPUTED: "disputed value"}
MARKED = {Check.READER: "dim", Check.DISPUTED: "bold yellow"}
Row = tuple[str, str, Check | None]


class QuietConsole(Console):
    """Standard output for text that is nobody's markup; a closed pipe (``| head``) ends well."""

    def __init__(self) -> None:
        if isinstance(sys.stdout, io.TextIOWrapper):
            sys.stdout.reconfigure(errors="replace")  # a terminal that cannot show “ shows ?
        super().__init__(markup=False, emoji=False, highlight=False)

    def on_broken_pipe(self) -> None:
        discard_stdout()
        raise SystemExit(0)


def event_view(event: EventRecord, article: str | None = None) -> RenderableType:
    """Everything about one event; ``article`` is the text its offsets count in, if at hand."""
    if article is None:
        return Group(event_table(event), _quotes(event), Text())
    return Group(event_table(event), article_view([event], article))


def event_table(event: EventRecord) -> RenderableType:
    """What is coded, without the words it came from."""
    table = Table(
        title=Text(one_line(event.summary), style="bold"),
        title_justify="left",
        box=box.ROUNDED,
        show_header=False,
        expand=True,
    )
    table.add_column(style="dim", no_wrap=True)
    table.add_column(ratio=1, overflow="fold")
    for name, value, check in _rows(event):
        words = Text(one_line(value))
        if check in DECIDED:
            words.append(f"  [{DECIDED[check]}]", style=MARKED[check])
        table.add_row(name, words)
    return table


def article_view(events: Sequence[EventRecord], article: str) -> RenderableType:
    """The article with the evidence of all its events coloured, and what the colours mean."""
    return Group(Panel(_coloured(events, article), box=box.ROUNDED), _legend(events), Text())


def _rows(event: EventRecord) -> Iterator[Row]:
    """Name, value and who decided it."""
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
                yield field.terminal.label, _part(field, part), check
    for name, words in _made(event):
        yield name, words, None


def _part(field: Field, part: Any) -> str:
    """One of the values of a field that has none, one or several."""
    if field.kind == "counts":
        return _told(part)
    if field.wording:
        unknown = {party.name: party.unknown for party in field.parties} | {"statement": ""}
        return filled(field.wording.line, part, unknown)
    return str(part.text) if hasattr(part, "text") else str(part)


def _made(event: EventRecord) -> Iterator[tuple[str, str]]:
    """Notes, where the record is from and how it was made."""
    if event.notes:
        yield "notes", event.notes
    source = event.source
    parts = (source.publisher, str(source.published or ""), source.url, source.article_id)
    yield "source", ", ".join(part for part in parts if part)
    for report in event.reports:
        told = (report.source.publisher, str(report.source.published or ""), report.summary)
        yield "report", ", ".join(part for part in told if part)
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
    known = TIME_PRECISION.get(date.precision or 0, "less than the month")
    return f"{days} ({known} is known; {said})"


def _where(location: Location | None) -> str:
    if location is None:
        return "not known"
    parts = (location.name, location.admin2, location.admin1, location.country)
    name = ", ".join(dict.fromkeys(part for part in parts if part))
    if location.latitude is None or location.longitude is None:
        return f"{name} (in no gazetteer{_said(location.text)})"
    north = f"{abs(location.latitude):.4f} {'N' if location.latitude >= 0 else 'S'}"
    east = f"{abs(location.longitude):.4f} {'E' if location.longitude >= 0 else 'W'}"
    known = GEO_PRECISION.get(location.precision or 0, "not sure")
    return f"{name}; {north}, {east} ({known}{_said(location.text)})"


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


def _told(told: ToldToll) -> str:
    teller = told.teller or "the article itself"
    # Without a number the words stand in its place.
    numbered = told.low is not None or told.high is not None
    words = f" (“{told.text}”)" if told.text and numbered else ""
    return f"{count_words(told)}, according to {teller}{words}"


# Kinds of which there is one value or none, which is told, too.
ALWAYS: dict[Kind, Callable[[Any], str]] = {"date": _when, "place": _where, "toll": _toll}


def _coloured(events: Sequence[EventRecord], article: str) -> Text:
    """The article; evidence that does not fit its text is left uncoloured."""
    # Text's own constructor drops some control characters, and then offsets would not fit.
    text = Text(printable(article))
    found = [one for event in events for one in evidence_of(event)]
    for field, evidence in sorted(found, key=lambda one: EVIDENCE.index(one[0])):
        if evidence.article_id:
            continue  # of another article: a merged record's
        if article[evidence.start : evidence.end] == evidence.text:
            text.stylize(field.style, evidence.start, evidence.end)
    return text


def _legend(events: Sequence[EventRecord]) -> Text:
    used = {field for event in events for field, _ in evidence_of(event)}
    return Text("  ").join(Text(_named(one), style=one.style) for one in EVIDENCE if one in used)


def _named(shown: InTerminal) -> str:
    return shown.evidence or shown.label


def _quotes(event: EventRecord) -> RenderableType:
    """The words behind each field, where the article itself is not at hand."""
    quotes = Table(box=None, show_header=False, pad_edge=False)
    quotes.add_column(no_wrap=True)
    quotes.add_column(style="dim", justify="right", no_wrap=True)
    quotes.add_column(ratio=1, overflow="fold")
    seen: set[tuple[InTerminal, Evidence]] = set()
    for field, evidence in sorted(evidence_of(event), key=lambda found: EVIDENCE.index(found[0])):
        if (field, evidence) in seen:
            continue
        seen.add((field, evidence))
        offsets = f"{evidence.start}–{evidence.end}"
        words = Text(one_line(evidence.text), style=field.style)
        if evidence.article_id:
            words.append(f"  [{one_line(evidence.article_id)}]", style="dim")
        quotes.add_row(Text(_named(field), style=field.style), offsets, words)
    return quotes
