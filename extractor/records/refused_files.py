"""Refuses files whose first rows show that they cannot be read as events, with a one-line
reason."""

from __future__ import annotations

from collections.abc import Sequence

from extractor.codebook.other_calendars import OtherCalendar, other_calendar
from extractor.records.kinds import RecordKind, folded_column
from extractor.records.repeated_events import refuse_repeated
from extractor.records.vintages import cell_text
from extractor.tables.table import Batch, Table

__all__ = ["refuse_first_rows"]

FEWEST = 2  # rows: a single one may be a slip, which is reported as such
DAYS = {RecordKind.ACLED: "event_date", RecordKind.UCDP: "date_start"}


def refuse_first_rows(kind: RecordKind, table: Table, batch: Batch) -> None:
    """Raise :class:`TableError` if the first rows show that a file has each event in several rows,
    or all days in another calendar."""
    refuse_repeated(kind, table, batch)
    if column := DAYS.get(kind):
        _refuse_calendar(table, column, _texts(table, batch, column))


def _refuse_calendar(table: Table, column: str, cells: Sequence[str]) -> None:
    if len(cells) < FEWEST:
        return
    found: list[OtherCalendar] = []
    for cell in cells:
        other = other_calendar(cell)
        if other is None or (found and other.names != found[0].names):
            return
        found.append(other)
    ours = f" ({found[0].day} of ours)" if found[0].day else ""
    raise table.error(
        f"its days are of the {' or '.join(found[0].names)} calendar by their years, as {column} "
        f"{cells[0][:40]!r}{ours}; write them as days of our calendar, YYYY-MM-DD"
    )


def _texts(table: Table, batch: Batch, column: str) -> list[str]:
    """The column's cells that are not blank, up to the first that is no day of another calendar."""
    names = list(table.columns) if table.tabular else [key for row in batch.rows[:1] for key in row]
    place = next((n for n, name in enumerate(names) if folded_column(str(name)) == column), None)
    if place is None:
        return []
    made = []
    for row in batch.rows:
        value = row.get(names[place]) if not table.tabular else row[place : place + 1]
        text = cell_text(value)
        if text:
            made.append(text)
            if other_calendar(text) is None:
                break
    return made
