"""Turns an ACLED row into rows of the tables without making a record: a million take seconds.

The result equals that of :func:`~extractor.stores.rows.rows_of_record` for the record of the row; a
test compares the two. Unusual rows are converted through a record. Cells are unpacked by name here
and not by the table of fields: ACLED's columns are fixed, and a loop over the table would cost the
time that this file saves. Columns that the row does not fill are left blank by their positions, so
a new field of the record changes nothing here.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

from extractor.codebook.actors import (
    INTERACTION_CODES,
    actor_kind,
    interaction_text,
    interaction_words,
)
from extractor.codebook.countries import Region, country_by_name
from extractor.codebook.rules import civilian_targeting
from extractor.codebook.types import SubEventType, disorder_type_of, event_type_of
from extractor.codebook.written_dates import ISO_DAY
from extractor.convert.acled_cells import NEEDED, PROSE, as_cells
from extractor.convert.from_acled import DAYS_AROUND, record_of_acled
from extractor.convert.older_types import OlderTypesRead
from extractor.convert.own_columns import UnreadColumns, is_own_table
from extractor.records import ACLED_COLUMNS
from extractor.records.acled import ACLED_ID
from extractor.records.kinds import folded_column
from extractor.records.vintages import MISSPELT, WRITTEN_BLANKS, cell_text, current_cell
from extractor.stores.layout import CHILDREN, EVENTS
from extractor.stores.rows import LARGEST, EventRows, Values, event_rows, rows_of_record

__all__ = ["AcledRows"]

REGIONS = frozenset(region.value for region in Region)
INTERACTIONS = frozenset(map(interaction_words, INTERACTION_CODES))
TARGETING = ("", "Civilian targeting", "Civilians targeted")
ORIGIN, DATE_START = EVENTS.names.index("origin"), EVENTS.names.index("date_start")
ORIGINAL = EVENTS.names.index("original_columns")
HASHES = EVENTS.names.index("content_hash")
# The columns that ACLED does not fill, between those it fills.
NO_SUMMARY = (None,) * (DATE_START - ORIGIN - 1)
NO_WORDS = (None,) * (ORIGINAL - DATE_START - 2)
NO_READER = (None,) * (HASHES - ORIGINAL - 1)
NO_KIND = (None,) * 4  # of an associated actor: kind, words, attribution, by whom
SIDES = ("perpetrator", "target")


class AcledRows:
    """Makes rows from the cells of one file, whose columns are located once. ``types`` counts the
    event types from before 2019, ``unread`` the cells of our own tables that no record holds."""

    def __init__(
        self,
        columns: Sequence[str],
        types: OlderTypesRead | None = None,
        unread: UnreadColumns | None = None,
    ) -> None:
        self._types, self._unread = types, unread
        self.columns = tuple(folded_column(name) for name in columns)
        places = {name: place for place, name in enumerate(self.columns) if name}
        # A column that the file lacks is read from a blank cell appended to the row.
        lacking = len(self.columns)
        self._places = [places.get(name, lacking) for name in ACLED_COLUMNS]
        self._needed = [places.get(name, lacking) for name in NEEDED]
        self._prose = [places[name] for name in PROSE if name in places]
        self._extra = [(n, p) for n, p in places.items() if n not in ACLED_COLUMNS]
        self._is_own_table = is_own_table(places)
        self._lacks_targeting = "civilian_targeting" not in places

    def rows(self, line: int, cells: Sequence[Any]) -> EventRows:
        """The rows of one line. Raises :class:`RecordError` naming the wrong column."""
        if self._is_own_table:
            return self._closely(line, cells)
        try:
            texts = [cell.strip() for cell in cells]
        except AttributeError:  # numbers and dates of a workbook or a Parquet file
            named = as_cells(dict(zip(self.columns, cells, strict=True)))
            cells = texts = [named.get(name, "") for name in self.columns]
        try:
            if not WRITTEN_BLANKS.isdisjoint(texts):
                texts = ["" if text in WRITTEN_BLANKS else text for text in texts]
                cells = [cell if text else "" for cell, text in zip(cells, texts, strict=True)]
            for place in self._prose:
                texts[place] = cells[place]  # as the source has it
            return self._plain(line, [*texts, ""], _storable("".join(texts)))
        except (ValueError, OverflowError):
            return self._closely(line, cells)

    def _closely(self, line: int, cells: Sequence[Any]) -> EventRows:
        record = record_of_acled(self._current(cells), self._types, self._unread)
        return rows_of_record(record, line)

    def _current(self, cells: Sequence[Any]) -> dict[str, str]:
        """The row in the current form. Prose and misspelt words are unchanged: an error in a row is
        reported, not corrected silently."""
        current: dict[str, str] = {}
        for name, cell in zip(self.columns, cells, strict=True):
            if name in PROSE:
                current[name] = str(cell or "")
            elif name in MISSPELT:
                current[name] = cell_text(cell)
            elif name:
                current[name] = current_cell(name, cell_text(cell))
        return current

    def _plain(self, line: int, texts: list[str], storable: bool) -> EventRows:
        """The rows, made directly; raises ``ValueError`` if the cells need the way through a
        record."""
        if not all(texts[place] for place in self._needed):
            raise ValueError
        (id, day, year, when, disorder, kind, sub, name1, with1, inter1, name2, with2, inter2,
         between, targeted, iso, region, country, admin1, admin2, admin3, place, north, east,
         where, source, scale, notes, killed, tags, stamp) = (
            texts[place] for place in self._places
        )  # fmt: skip
        kind1, kind2 = _kind(inter1), _kind(inter2)
        if not ISO_DAY.fullmatch(day):
            day = current_cell("event_date", day)  # an older export's own form
        start, end = _around(day, int(when))
        latitude, longitude, fatalities = float(north), float(east), int(killed)
        if self._lacks_targeting:
            targeted = _targeted(sub, kind1, kind2)
        number, region = _country(country, iso, region)
        seconds = int(stamp or "0")
        if not (
            ACLED_ID.fullmatch(id)
            and kind1
            and -90 <= latitude <= 90
            and -180 <= longitude <= 180
            and 0 <= fatalities <= LARGEST
            and 0 <= seconds < 2**53
            and where in ("1", "2", "3")
            and targeted in TARGETING
        ):
            raise ValueError
        extra = {name: texts[at] for name, at in self._extra if texts[at]} if self._extra else None
        children: tuple[list[Values], ...] = tuple([] for _ in CHILDREN)
        actors = children[0]
        for side, name, inter, others in (
            (SIDES[0], name1, kind1, with1),
            (SIDES[1], name2, kind2, with2),
        ):
            if name and inter:
                at = len(actors)
                actors.append((id, at, None, side, name, inter, None, "unattributed", None))
                for other in others.split(";") if others else ():
                    if other := other.strip():
                        actors.append((id, len(actors), at, side, other, *NO_KIND))
        if fatalities:  # 0 is also what ACLED writes where nothing is said
            children[1].append((id, "killed", fatalities, None, fatalities, None))
        values = (
            id, id, day, int(year or day[:4]), int(when), *_types(disorder, kind, sub),
            name1, with1 or None, kind1, name2 or None, with2 or None, kind2,
            _interaction(between, kind1, kind2), targeted or None,
            number, region, country, admin1, admin2 or None, admin3 or None, place,
            latitude, longitude, int(where), source or None, scale or None, notes or None,
            fatalities, tags or None, seconds,
            "ACLED", *NO_SUMMARY, start, end, *NO_WORDS,
            json.dumps(extra, ensure_ascii=False) if extra else None, *NO_READER,
        )  # fmt: skip
        return event_rows(line, values, children, [], storable=storable)


def _storable(text: str) -> bool:
    """False if a character may need replacing."""
    if "\0" in text:
        return False
    try:
        return text.isascii() or bool(text.encode())
    except UnicodeEncodeError:
        return False


@lru_cache(maxsize=256)
def _kind(cell: str) -> str | None:
    found = actor_kind(cell)
    return found.value if found else None


@lru_cache(maxsize=1024)
def _interaction(cell: str, kind1: str, kind2: str | None) -> str:
    if cell and not cell.isdecimal():
        if cell not in INTERACTIONS:
            raise ValueError(cell)  # a label, or nothing
        return cell
    first, second = actor_kind(kind1), actor_kind(kind2)
    assert first is not None
    return interaction_text(first, second)


@lru_cache(maxsize=256)
def _types(disorder: str, kind: str, sub: str) -> tuple[str, str, str]:
    """The three type columns, checked; a missing disorder_type is derived."""
    found = SubEventType(sub)
    follows = disorder_type_of(found).value
    if kind != event_type_of(found).value or (disorder or follows) != follows:
        raise ValueError(sub)
    return follows, kind, sub


@lru_cache(maxsize=1024)
def _targeted(sub: str, kind1: str | None, kind2: str | None) -> str:
    first = actor_kind(kind1)
    if first is None:
        raise ValueError(kind1)
    hit = civilian_targeting(SubEventType(sub), first, actor_kind(kind2))
    return "Civilian targeting" if hit else ""


@lru_cache(maxsize=1024)
def _country(name: str, iso: str, region: str) -> tuple[int, str]:
    """The country's number and region; missing ones are derived from its name."""
    if not (iso and region):
        country = country_by_name(name)
        if country is None:
            raise ValueError(name)  # a sea, or nothing
        iso, region = iso or str(country.iso), region or country.region.value
    if region not in REGIONS:
        raise ValueError(region)
    return int(iso), region


@lru_cache(maxsize=8192)
def _around(day: str, precision: int) -> tuple[str, str]:
    """The first and last day that a coded day can stand for."""
    if not ISO_DAY.fullmatch(day) or precision not in DAYS_AROUND:
        raise ValueError(day)
    coded, around = date.fromisoformat(day), timedelta(days=DAYS_AROUND[precision])
    return (coded - around).isoformat(), (coded + around).isoformat()
