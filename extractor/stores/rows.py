"""Turns an event into rows of the tables: one of ``events`` and those of its parts.

Values the record lacks are NULL, and so are ACLED's blank cells. Days and times are ISO 8601 text,
which every database accepts. Characters that a database cannot hold (NUL, lone surrogates) become
U+FFFD one for one, so that the offsets of evidence still fit.
"""

from __future__ import annotations

import json
import marshal
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timezone
from hashlib import blake2b
from typing import TYPE_CHECKING, Any

from extractor.errors import CodingError, RecordError
from extractor.records.custom import Custom, custom_cell
from extractor.records.datasets import is_of_own_table
from extractor.records.field import CellType, Field, Kind
from extractor.records.field_lookup import evidence_fields, parts_of
from extractor.records.fields import FIELDS
from extractor.records.known_columns import known_columns
from extractor.records.provenance import Confidence
from extractor.stores.layout import ACLED, CHECKED, CHILDREN, EVENTS, table
from extractor.text.surrogates import without_surrogates

if TYPE_CHECKING:
    from extractor.records import Actor, EventRecord, Evidence, Report, Toll
    from extractor.records.checked import Checked
    from extractor.records.parts import ToldToll

__all__ = ["ARTICLE", "MERGED", "EventRows", "event_rows", "rows_of_record"]

ARTICLE, MERGED = "article", "merged"  # ``origin`` of events read in articles
LARGEST = 2**31 - 1  # the largest INTEGER of PostgreSQL and DuckDB
# As Python's repr shows such characters; a literal backslash only costs a closer look.
SIGNS = ("\\x00", "\\ud")

Values = tuple[Any, ...]


@dataclass(slots=True)
class EventRows:
    """The rows of one event. ``line`` is its line in the file.

    ``event`` holds the values of ``events`` in order, without ``load_id``; ``children`` the rows
    for each of ``CHILDREN``, in that order; ``articles`` the articles of the event. ``mended``
    means that characters were replaced.
    """

    line: int
    event: Values
    children: tuple[list[Values], ...]
    articles: list[Values]
    mended: bool = False

    @property
    def id(self) -> str:
        """The event's id."""
        return str(self.event[0])

    @property
    def fatalities(self) -> int:
        """People killed, as coded."""
        return int(self.event[FATALITIES])


FATALITIES = EVENTS.names.index("fatalities")
AFTER_ID = 1 + len(ACLED)
CHECKS = slice(EVENTS.names.index(CHECKED[0]), EVENTS.names.index(CHECKED[-1]) + 1)
NO_CHECKS = (None,) * len(CHECKED)
STORED = [(field, column) for field in FIELDS for column in field.stored]
# Tables and columns added by a later layout; columns by their place behind ACLED's.
LATER = {
    EVENTS.names.index(column.name) - AFTER_ID: column.name
    for _, column in STORED
    if column.since > 1
}
LATER_TABLES = frozenset(CHILDREN.index(table(name)) for name in ("tolls", "custom"))
PARTIES = table("claims").names[3:-1]


def event_rows(
    line: int,
    values: Sequence[Any],
    children: tuple[list[Values], ...],
    articles: list[Values],
    *,
    storable: bool = False,
) -> EventRows:
    """The rows with their hashes; ``values`` are those of ``events`` up to ``warnings``.

    ``storable`` means that all text is known to be storable in databases.
    """
    event = tuple(values)
    mended = False
    if not storable:
        shown = repr((event, children, articles))
        if SIGNS[0] in shown or SIGNS[1] in shown:
            clean = _storable((event, children, articles))
            mended = clean != (event, children, articles)
            event, children, articles = clean
    acled = _number(event[1:AFTER_ID])
    read = [row[:-1] if row[-1] is None else row for row in articles]  # `file` was added later, too
    content = _number((acled, event[0], *_hashed(event, children), read))
    return EventRows(line, (*event, content, acled), children, articles, mended)


def _hashed(event: Values, children: tuple[list[Values], ...]) -> tuple[Any, ...]:
    """The input of the content hash. What a later layout added is left out if it is empty, so an
    event loaded earlier keeps its hash and loading it again changes nothing."""
    before, after = event[AFTER_ID : CHECKS.start], event[CHECKS.stop :]
    if LATER:
        later = tuple((name, before[at]) for at, name in LATER.items() if before[at] is not None)
        before = tuple(value for at, value in enumerate(before) if at not in LATER) + later
    hashed = before + event[CHECKS] + after if any(event[CHECKS]) else before + after
    actors = [row[:-1] if row[-1] is None else row for row in children[0]]
    others = (rows for at, rows in enumerate(children) if at and (rows or at not in LATER_TABLES))
    return hashed, (actors, *others)


def rows_of_record(record: EventRecord, line: int) -> EventRows:
    """The rows of an event record. Raises :class:`RecordError` for a number that no table
    can hold."""
    rows = _Rows(record)
    return event_rows(line, rows.event, rows.children, rows.articles)


class _Rows:
    """Takes a record apart into rows."""

    def __init__(self, record: EventRecord) -> None:
        self.id = record.id
        self.children: tuple[list[Values], ...] = tuple([] for _ in CHILDREN)
        (self.actors, self.casualties, self.tolls, self.claims, self.mentions, self.evidence,
         self.reports, self.custom) = self.children  # fmt: skip
        self.source_id = record.source.article_id
        for field in evidence_fields():
            for position, part in enumerate(parts_of(field, record)):
                self._row(field, position, part)
        for position, report in enumerate(record.reports):
            self._report(position, report)
        # A dataset's row was not read in an article, even as a report of a merged record.
        rows = {
            r.source.article_id
            for r in record.reports or (record,)
            if r.original and not is_of_own_table(r)
        }
        self.is_read = record.source.article_id not in rows
        read = [r for r in (record, *record.reports) if r.source.article_id not in rows]
        self.articles = list(dict.fromkeys(_article(report) for report in read))
        self.event = self._flat(record)

    def _flat(self, record: EventRecord) -> list[Any]:
        review, made, original = record.review, record.extraction, record.original
        confidence = record.confidence
        origin = MERGED if record.reports else original.dataset if original else ARTICLE
        acled = acled_values(record)
        if original is None or record.reports:
            how = [
                *(record.schema_version, made.extractor_version, made.model, made.reader),
                *(made.prompt_version, _utc(made.extracted_at)),
                *(_int(made.tokens.prompt), _int(made.tokens.cached), _int(made.tokens.completion)),
            ]
        else:
            how = [None] * 9  # read by no model
        columns = {
            column: value
            for column, value in (original.columns if original else {}).items()
            if column not in ACLED_NAMES
        }
        warned = made.warnings if origin != "ACLED" else ()
        return [
            *(self.id, *acled, origin),
            *_stored(record, origin),
            *((record.source.article_id, record.source.sha256) if self.is_read else (None, None)),
            *(
                (getattr(confidence, name) if confidence else None)
                for name in Confidence.model_fields
            ),
            *(_checks(record.checked) if record.checked else NO_CHECKS),
            review.status.value if review else None,
            review.coder if review else None,
            _utc(review.at) if review else None,
            review.reason if review else None,
            _json(columns) if columns else None,
            *how,
            _json(list(warned)) if warned else None,
        ]

    def _row(self, field: Field, position: int, part: Any) -> None:
        """The row of one part of a field and those of its evidence."""
        if field.kind == "actors":
            position = self._actor(part)
        elif field.kind == "toll":
            self._toll(field.called, part)
        elif field.kind == "counts":
            self._add_toll(position, part)
        elif field.kind in MENTIONED:
            self.mentions.append((self.id, field.called, position, part.text))
        elif field.kind == "statements":
            self._claim(field, position, part)
        elif field.kind == "custom":
            self._add_own_field(position, part)
        self._evidence(field.called, position, part.evidence)

    def _actor(self, actor: Actor) -> int:
        """Add the actor's row and those of its associates; returns the actor's place among all."""
        place, role = len(self.actors), actor.role.value
        how = (actor.kind.value, actor.text, actor.attribution.value, actor.attributed_by)
        self.actors.append((self.id, place, None, role, actor.name, *how))
        for name in actor.associated:
            self.actors.append(
                (self.id, len(self.actors), place, role, name, None, None, None, None)
            )
        return place

    def _toll(self, kind: str, toll: Toll) -> None:
        low, high = _int(toll.low), _int(toll.high)
        self.casualties.append((self.id, kind, low, high, _int(toll.coded), toll.text))

    def _add_toll(self, position: int, toll: ToldToll) -> None:
        low, high = _int(toll.low), _int(toll.high)
        self.tolls.append((self.id, position, toll.state.value, low, high, toll.teller, toll.text))

    def _claim(self, field: Field, position: int, said: Any) -> None:
        named = {party.column: getattr(said, party.name) for party in field.parties}
        words = [named.get(column) for column in PARTIES]
        statement = getattr(said, "statement", None)
        self.claims.append((self.id, field.called, position, *words, statement))

    def _add_own_field(self, position: int, one: Custom) -> None:
        self.custom.append((self.id, position, one.field, one.kind, custom_cell(one), one.text))

    def _report(self, position: int, report: Report) -> None:
        killed = report.casualties.killed
        self.reports.append(
            (
                self.id,
                position,
                report.id,
                report.source.article_id,
                _int(killed.coded) if killed else 0,
                _json(report.model_dump(mode="json")),
            )
        )

    def _evidence(self, part: str, of: int, spans: Sequence[Evidence]) -> None:
        for position, span in enumerate(spans):
            self.evidence.append(
                (
                    self.id,
                    part,
                    of,
                    position,
                    _int(span.start),
                    _int(span.end),
                    span.text,
                    span.article_id or self.source_id,
                )
            )


MENTIONED: tuple[Kind, ...] = ("words", "things")
ACLED_NAMES = tuple(column.name for column in ACLED)


def acled_values(record: EventRecord) -> list[Any]:
    """The values of ACLED's columns, blanks as ``None``.

    An event without a known day, place or actor has no ACLED row and no ``event_id_cnty``; its
    known values fill the other columns.
    """
    try:
        row = record.to_acled()
    except CodingError:
        columns = known_columns(record)
        return [_plain(columns.get(name)) for name in ACLED_NAMES]
    return [_plain(getattr(row, name)) for name in ACLED_NAMES]


def _plain(value: Any) -> Any:
    """A value as the tables hold it: no enum, no date object, no blank."""
    if value is None or value == "":
        return None
    if isinstance(value, str):
        return str(getattr(value, "value", value))
    if isinstance(value, int):
        return value if 0 <= value < 2**53 else _int(value)
    return value if isinstance(value, float) else value.isoformat()


def _stored(record: EventRecord, origin: str) -> Iterator[Any]:
    """The values of the columns of ``events`` that fields add to ACLED's."""
    for field, column in STORED:
        value = field.of(record)
        if value is None or (field.kind == "prose" and origin == "ACLED"):  # only what its row says
            yield None
        else:
            found = column.of(value)
            yield CLEAN[column.type](found) if column.type in CLEAN else found


def _checks(checked: Checked) -> Iterator[str | None]:
    for _, check in checked:
        yield check.value if check else None


def _article(report: Report) -> Values:
    source = report.source
    day = _day(source.published)
    return (source.article_id, source.publisher, day, source.url, source.sha256, source.file)


def _day(value: Any) -> str | None:
    return value.isoformat() if value else None


def _utc(value: datetime) -> str:
    return value.astimezone(timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")


def _json(value: object) -> str:
    # Replace before, not after: JSON writes NUL as an escape, which PostgreSQL refuses too.
    return json.dumps(_storable(value), ensure_ascii=False)


def _int(value: int | None) -> int | None:
    if value is not None and not -LARGEST <= value <= LARGEST:
        raise RecordError(f"{value} is more than a table's INTEGER holds ({LARGEST})")
    return value


CLEAN: dict[CellType, Callable[[Any], Any]] = {"day": _day, "whole": _int, "instant": _utc}


def _number(values: Any) -> int:
    """64 bits of a hash of the values, as a signed integer.

    It is only used to tell whether an event equals the stored one. marshal's format version 2 has
    not changed since Python 2.5 and is three times as fast as text.
    """
    digest = blake2b(marshal.dumps(values, 2), digest_size=8).digest()
    return int.from_bytes(digest, "big", signed=True)


def _storable(value: Any) -> Any:
    if isinstance(value, str):
        return without_surrogates(value.replace("\0", "\ufffd"))
    if isinstance(value, (tuple, list)):
        return type(value)(_storable(part) for part in value)
    if isinstance(value, dict):
        return {_storable(key): _storable(part) for key, part in value.items()}
    return value
