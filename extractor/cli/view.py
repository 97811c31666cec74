"""The display of event records: a table each, then the quoted words or the article.

All text from an article goes through :func:`printable` and into rich ``Text``, never into markup:
an article can neither colour nor control the terminal.
"""

from __future__ import annotations

import errno
import io
import os
import sys
from typing import TYPE_CHECKING

from rich import box
from rich.console import Console, Group
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from extractor.cli.streams import discard_stdout
from extractor.records.checked import Check
from extractor.records.described import described
from extractor.records.evidence_fields import FIELDS as EVIDENCE
from extractor.records.evidence_fields import evidence_of
from extractor.text.printable import one_line, printable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.console import RenderableType

    from extractor.records import EventRecord, Evidence
    from extractor.records.field import InTerminal

__all__ = ["QuietConsole", "article_view", "event_table", "event_view"]


# A rule's value needs no mark; a value of the reader alone, or a disputed one, is marked.
DECIDED = {Check.READER: "reader", Check.DISPUTED: "disputed value"}
MEANS = {
    Check.READER: "the reader alone says so: no rule could check it",
    Check.DISPUTED: "a rule says otherwise: a warning has both",
}
MARKED = {Check.READER: "dim", Check.DISPUTED: "bold yellow"}


class QuietConsole(Console):
    """Standard output for text without markup. A closed pipe (``| head``) is raised as an error to
    the caller: the command decides its exit code."""

    def __init__(self) -> None:
        if isinstance(sys.stdout, io.TextIOWrapper):
            sys.stdout.reconfigure(errors="replace")  # a terminal that cannot show “ shows ?
        super().__init__(markup=False, emoji=False, highlight=False)

    def on_broken_pipe(self) -> None:
        discard_stdout()
        raise BrokenPipeError(errno.EPIPE, os.strerror(errno.EPIPE))


def event_view(event: EventRecord, article: str | None = None) -> RenderableType:
    """The display of one event; ``article`` is the text its offsets refer to, if available."""
    if article is None:
        return Group(event_table(event), *_marks([event]), _quotes(event), Text())
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
    for name, value, check in described(event):
        words = Text(one_line(value))
        if check in DECIDED:
            words.append(f"  [{DECIDED[check]}]", style=MARKED[check])
        table.add_row(name, words)
    return table


def article_view(events: Sequence[EventRecord], article: str) -> RenderableType:
    """The article with the evidence of all its events coloured, and what the colours mean."""
    panel = Panel(_coloured(events, article), box=box.ROUNDED)
    return Group(panel, *_marks(events), _legend(events), Text())


def _marks(events: Sequence[EventRecord]) -> list[Text]:
    """The legend of the marks that are used."""
    used = {check for event in events for _, _, check in described(event)}
    return [Text(f"[{DECIDED[one]}] {MEANS[one]}", style="dim") for one in DECIDED if one in used]


def _coloured(events: Sequence[EventRecord], article: str) -> Text:
    """The article; evidence that does not fit its text is left uncoloured."""
    # Text's own constructor drops some control characters, and then offsets would be wrong.
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
    """The words behind each field, if the article is not available."""
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
