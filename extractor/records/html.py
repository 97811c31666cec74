"""Records as HTML for a notebook: the coded values, who decided them, and the article's words.

All text is escaped and made printable, so an article can put neither markup nor a script on the
page. Styles are in the elements, in colours that are readable on light and dark.
"""

from __future__ import annotations

import html
from typing import TYPE_CHECKING

from extractor.records.checked import Check
from extractor.records.counts import range_words
from extractor.records.described import described
from extractor.records.evidence_fields import FIELDS, evidence_of
from extractor.text.printable import one_line, plural

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from extractor.records.event import EventRecord

__all__ = ["MOST_ROWS", "record_html", "records_html"]

MOST_ROWS = 50
"""Records of a list that are shown; with all of them a notebook's file would open slowly."""
COLOURS = {
    "cyan": "#0e90a8",
    "green": "#2f9e44",
    "red": "#e03131",
    "magenta": "#c2459e",
    "yellow": "#c08b00",
    "blue": "#3b82d6",
}
DECIDED = {Check.READER: "reader", Check.DISPUTED: "disputed value"}
LEFT = "text-align:left;vertical-align:top"
FAINT = "opacity:.7"


def record_html(record: EventRecord) -> str:
    """A table of all values, and the evidence folded in below."""
    rows = []
    for name, value, check in described(record):
        mark = f' <em style="{FAINT}">[{DECIDED[check]}]</em>' if check in DECIDED else ""
        rows.append(_row(_cell(name, "th"), f'<td style="{LEFT}">{_safe(value)}{mark}</td>'))
    quotes = []
    found = sorted(evidence_of(record), key=lambda one: FIELDS.index(one[0]))
    for field, evidence in dict.fromkeys(found):
        where = f" [{_safe(evidence.article_id)}]" if evidence.article_id else ""
        colour = COLOURS.get(field.style.rpartition(" ")[2], "currentColor")
        words = (
            f'<td style="{LEFT}"><span style="border-bottom:2px solid {colour}">'
            f"{_safe(evidence.text)}</span>{where}</td>"
        )
        offsets = _cell(f"{evidence.start}–{evidence.end}")
        quotes.append(_row(_cell(field.evidence or field.label, "th"), offsets, words))
    evidence_table = (
        f"<details><summary>{len(quotes)} pieces of evidence</summary>{_table(quotes)}</details>"
        if quotes
        else ""
    )
    return f"<div><strong>{_safe(record.summary)}</strong>{_table(rows)}{evidence_table}</div>"


def records_html(records: Sequence[EventRecord]) -> str:
    """A row for each record, the first :data:`MOST_ROWS` of them."""
    names = ("", "date", "type", "place", "perpetrator", "target", "killed", "in the words", "from")
    rows = [_row(*(_cell(name, "th") for name in names))]
    for number, record in enumerate(records[:MOST_ROWS]):
        rows.append(_row(*(_cell(text) for text in (str(number), *_short(record)))))
    count = plural(len(records), "event")
    limit = f", the first {MOST_ROWS} shown" if len(records) > MOST_ROWS else ""
    return f"<div>{_table(rows)}<p>{count}{limit}</p></div>"


def _short(record: EventRecord) -> Iterable[str]:
    when, where, killed = record.date, record.location, record.casualties.killed
    if when is None or when.start is None:
        yield ""
    else:
        yield str(when.start) if when.start == when.end else f"{when.start} to {when.end}"
    yield record.sub_event_type.value
    places = (where.name, where.country) if where else ()
    yield ", ".join(dict.fromkeys(part for part in places if part))
    for side in (record.perpetrators, record.targets):
        yield "; ".join(actor.name for actor in side)
    yield (range_words(killed.low, killed.high) or str(killed.coded)) if killed else ""
    yield f"“{record.trigger.text}”" if record.trigger else ""
    yield record.source.publisher or record.source.file or record.source.article_id


def _table(rows: Iterable[str]) -> str:
    return f"<table>{''.join(rows)}</table>"


def _row(*cells: str) -> str:
    return f"<tr>{''.join(cells)}</tr>"


def _cell(text: str, kind: str = "td") -> str:
    return f'<{kind} style="{LEFT}">{_safe(text)}</{kind}>'


def _safe(text: str) -> str:
    return html.escape(one_line(text))
