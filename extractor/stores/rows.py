"""An event as rows of the tables: one of ``events`` and those that belong to it.

What the record does not say is NULL, and so are ACLED's blank cells. Days and times are ISO 8601
text, which every database takes. Characters that a database cannot hold (NUL, lone surrogates)
become U+FFFD, one for one, so that the offsets of evidence still fit.
"""

from __future__ import annotations

import json
import marshal
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timezone
from hashlib import blake2b
from typing import TYPE_CHECKING, Any

from extractor.errors import CodingError, RecordError
from extractor.stores.layout import ACLED, CHECKED, CHILDREN, EVENTS, table

if TYPE_CHECKING:
    from extractor.records import EventRecord, Evidence, Report, Toll
    from extractor.records.checked import Checked
    from extractor.records.parts import PhysicalTarget, Trigger, Victim, Weapon

    Mentioned = PhysicalTarget | Trigger | Victim | Weapon

__all__ = ["ARTICLE", "MERGED", "EventRows", "event_rows", "rows_of_record"]

ARTICLE, MERGED = "article", "merged"  # ``origin`` of what was read in articles
LARGEST = 2**31 - 1  # what an INTEGER of PostgreSQL and DuckDB holds
UNSTORABLE = re.compile("[\0\ud800-\udfff]")
# How Python's repr shows them; a backslash typed by somebody only costs a closer look.
SIGNS = ("\\x00", "\\ud")
CONFIDENCES = (
    *("event", "sub_event_type", "date", "location"),
    *("perpetrators", "targets", "killed"),
)

Values = tuple[Any, ...]


@dataclass(slots=True)
class EventRows:
    """The rows of one event. ``line`` is where it stands in its file.

    ``event`` holds the values of ``events`` in order, without ``load_id``; ``children`` the rows of
    each of ``CHILDREN``, in that order; ``articles`` what the event was read in. ``mended`` says
    that characters were replaced.
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
TOLLS = CHILDREN.index(table("tolls"))
NO_CHECKS = (None,) * len(CHECKED)


def event_rows(
    line: int,
    values: Sequence[Any],
    children: tuple[list[Values], ...],
    articles: list[Values],
    *,
    storable: bool = False,
) -> EventRows:
    """The rows with their hashes; ``values`` are those of ``events`` up to ``warnings``.

    ``storable`` says that all text is known to be such as databases can hold.
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
    content = _number((acled, event[0], *_hashed(event, children), articles))
    return EventRows(line, (*event, content, acled), children, articles, mended)


def _hashed(event: Values, children: tuple[list[Values], ...]) -> tuple[Any, ...]:
    """What the hash of the content is made from. What came with layout 2 is left out where it is
    empty, so that an event loaded before has the hash it had and loading it again is nothing."""
    rest = event[AFTER_ID:]
    if not any(event[CHECKS]):
        rest = event[AFTER_ID : CHECKS.start] + event[CHECKS.stop :]
    actors = [row[:-1] if row[-1] is None else row for row in children[0]]
    others = (rows for at, rows in enumerate(children) if at and (rows or at != TOLLS))
    return rest, (actors, *others)


def rows_of_record(record: EventRecord, line: int) -> EventRows:
    """The rows of an event record; raises :class:`RecordError` for a number no table holds."""
    rows = _Rows(record)
    return event_rows(line, rows.event, rows.children, rows.articles)


class _Rows:
    """A record taken apart."""

    def __init__(self, record: EventRecord) -> None:
        self.id = record.id
        self.children: tuple[list[Values], ...] = tuple([] for _ in CHILDREN)
        (self.actors, self.casualties, self.tolls, self.claims, self.mentions, self.evidence,
         self.reports) = self.children  # fmt: skip
        self.source_id = record.source.article_id
        self._people(record)
        self._said(record)
        for position, report in enumerate(record.reports):
            self._report(position, report)
        # A dataset's row was read in no article, nor was one among the reports of a merged record.
        rows = {r.source.article_id for r in record.reports or (record,) if r.original}
        self.is_read = record.source.article_id not in rows
        read = [r for r in (record, *record.reports) if r.source.article_id not in rows]
        self.articles = list(dict.fromkeys(_article(report) for report in read))
        self.event = self._flat(record)

    def _flat(self, record: EventRecord) -> list[Any]:
        when, where, review = record.date, record.location, record.review
        made, original = record.extraction, record.original
        injured = record.casualties.injured
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
            how = [None] * 9  # no model has read it
        columns = {
            column: value
            for column, value in (original.columns if original else {}).items()
            if column not in ACLED_NAMES
        }
        warned = made.warnings if origin != "ACLED" else ()
        return [
            *(self.id, *acled, origin),
            None if origin == "ACLED" else record.summary,  # of ACLED's row: only what it says
            _day(when and when.start),
            _day(when and when.end),
            when.text if when else None,
            where.text if where else None,
            where.gazetteer_id if where else None,
            _int(injured.coded) if injured else None,
            *((record.source.article_id, record.source.sha256) if self.is_read else (None, None)),
            *((getattr(confidence, name) if confidence else None) for name in CONFIDENCES),
            *(_checks(record.checked) if record.checked else NO_CHECKS),
            review.status.value if review else None,
            review.coder if review else None,
            _utc(review.at) if review else None,
            review.reason if review else None,
            _json(columns) if columns else None,
            *how,
            _json(list(warned)) if warned else None,
        ]

    def _people(self, record: EventRecord) -> None:
        if record.date:
            self._evidence("date", 0, record.date.evidence)
        if record.location:
            self._evidence("location", 0, record.location.evidence)
        for actor in record.actors:
            place = len(self.actors)
            self.actors.append(
                (
                    self.id,
                    place,
                    None,
                    actor.role.value,
                    actor.name,
                    actor.kind.value,
                    actor.text,
                    actor.attribution.value,
                    actor.attributed_by,
                )
            )
            self._evidence("actor", place, actor.evidence)
            for name in actor.associated:
                at, role = len(self.actors), actor.role.value
                self.actors.append((self.id, at, place, role, name, None, None, None, None))
        self._toll("killed", record.casualties.killed)
        self._toll("injured", record.casualties.injured)
        for position, told in enumerate(record.casualties.told):
            low, high = _int(told.low), _int(told.high)
            self.tolls.append(
                (self.id, position, told.state.value, low, high, told.teller, told.text)
            )
            self._evidence("toll", position, told.evidence)
        if record.trigger:
            self._mention("trigger", 0, record.trigger)
        for position, target in enumerate(record.physical_targets):
            self._mention("physical_target", position, target)
        for position, weapon in enumerate(record.weapons):
            self._mention("weapon", position, weapon)
        for position, victim in enumerate(record.victims):
            self._mention("victim", position, victim)

    def _mention(self, kind: str, position: int, said: Mentioned) -> None:
        self.mentions.append((self.id, kind, position, said.text))
        self._evidence(kind, position, said.evidence)

    def _toll(self, kind: str, toll: Toll | None) -> None:
        if toll is None:
            return
        low, high = _int(toll.low), _int(toll.high)
        self.casualties.append((self.id, kind, low, high, _int(toll.coded), toll.text))
        self._evidence(kind, 0, toll.evidence)

    def _said(self, record: EventRecord) -> None:
        for position, said in enumerate(record.allegations):
            words = (said.speaker, said.accused, None, None, said.statement)
            self.claims.append((self.id, "allegation", position, *words))
            self._evidence("allegation", position, said.evidence)
        for position, denial in enumerate(record.denials):
            words = (denial.speaker, None, None, None, denial.statement)
            self.claims.append((self.id, "denial", position, *words))
            self._evidence("denial", position, denial.evidence)
        for position, claim in enumerate(record.claims_of_responsibility):
            words = (claim.speaker, None, None, None, claim.statement)
            self.claims.append((self.id, "claim_of_responsibility", position, *words))
            self._evidence("claim_of_responsibility", position, claim.evidence)
        for position, asked in enumerate(record.requested_investigations):
            who = (asked.requester, None, asked.addressee, asked.investigator, None)
            self.claims.append((self.id, "requested_investigation", position, *who))
            self._evidence("requested_investigation", position, asked.evidence)

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


ACLED_NAMES = tuple(column.name for column in ACLED)


def acled_values(record: EventRecord) -> list[Any]:
    """The values of ACLED's columns, blanks as ``None``.

    An event whose day, place or actor is not known has no ACLED row and no ``event_id_cnty``; of
    the other columns it has those that are known.
    """
    try:
        row = record.to_acled()
    except CodingError:
        return _known(record)
    values = [getattr(row, name) for name in ACLED_NAMES]
    return [_plain(value) for value in values]


def _known(record: EventRecord) -> list[Any]:
    where = record.location
    day = record.date.coded_day if record.date else None
    first = record.perpetrators[0] if record.perpetrators else None
    second = record.targets[0] if record.targets else None
    killed = record.casualties.killed
    known: dict[str, Any] = {
        "event_date": day,
        "year": day and day.year,
        "time_precision": record.date and record.date.precision,
        "disorder_type": record.disorder_type,
        "event_type": record.event_type,
        "sub_event_type": record.sub_event_type,
        "actor1": first and first.name,
        "inter1": first and first.kind,
        "actor2": second and second.name,
        "inter2": second and second.kind,
        "source": record.source.publisher,
        "notes": record.notes,
        "fatalities": killed.coded if killed else 0,
        "timestamp": int(record.extraction.extracted_at.timestamp()),
    }
    if where:
        same = ("iso", "region", "country", "admin1", "admin2", "admin3", "latitude", "longitude")
        known |= {name: getattr(where, name) for name in same}
        known |= {"location": where.name, "geo_precision": where.precision}
    return [_plain(known.get(name)) for name in ACLED_NAMES]


def _plain(value: Any) -> Any:
    """A value as the tables hold it: no enum, no date object, no blank."""
    if value is None or value == "":
        return None
    if isinstance(value, str):
        return str(getattr(value, "value", value))
    if isinstance(value, int):
        return value if 0 <= value < 2**53 else _int(value)
    return value if isinstance(value, float) else value.isoformat()


def _checks(checked: Checked) -> Iterator[str | None]:
    for _, check in checked:
        yield check.value if check else None


def _article(report: Report) -> Values:
    source = report.source
    return (source.article_id, source.publisher, _day(source.published), source.url, source.sha256)


def _day(value: Any) -> str | None:
    return value.isoformat() if value else None


def _utc(value: datetime) -> str:
    return value.astimezone(timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")


def _json(value: object) -> str:
    # Before and not after: JSON writes NUL as an escape, which PostgreSQL refuses all the same.
    return json.dumps(_storable(value), ensure_ascii=False)


def _int(value: int | None) -> int | None:
    if value is not None and not -LARGEST <= value <= LARGEST:
        raise RecordError(f"{value} is more than a table's INTEGER holds ({LARGEST})")
    return value


def _number(values: Any) -> int:
    """64 bits of a hash of the values, signed, as databases have them.

    It only tells whether an event is the same as the one stored; marshal's format of version 2 has
    not changed since Python 2.5, and is three times as fast as text.
    """
    digest = blake2b(marshal.dumps(values, 2), digest_size=8).digest()
    return int.from_bytes(digest, "big", signed=True)


def _storable(value: Any) -> Any:
    if isinstance(value, str):
        return UNSTORABLE.sub("\ufffd", value)
    if isinstance(value, (tuple, list)):
        return type(value)(_storable(part) for part in value)
    if isinstance(value, dict):
        return {_storable(key): _storable(part) for key, part in value.items()}
    return value
