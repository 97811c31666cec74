"""The merger: reports in, in any order; records out, by day."""

from __future__ import annotations

import hashlib
import math
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from datetime import date, datetime
from typing import NamedTuple

from extractor.closing import Closing
from extractor.errors import CodingError
from extractor.merge.clustering import Decision, cluster
from extractor.merge.combine import combined
from extractor.merge.own_tables import as_read
from extractor.merge.profile import Profile, profile_of
from extractor.merge.tolls import killed_in
from extractor.records import EventRecord, Report, ReviewStatus
from extractor.records.datasets import dataset_of, is_of_own_table, row_name
from extractor.tables.temporary_data import temporary_data

__all__ = ["Explained", "Merger", "Superseded", "Version", "merge_records"]

Order = tuple[object, ...]  # first day, event, article, dataset
Key = tuple[str, str, str]  # dataset, article, event: the dataset or the article is blank
IN_MEMORY = 64 << 20  # bytes of records kept in memory before they go to a temporary file


class Explained(NamedTuple):
    """A decision on two reports: whether they became one record (``joined``) and why; ``points``
    lists the evidence for and against, empty if something rules it out."""

    one: EventRecord
    other: EventRecord
    joined: bool
    reason: str
    points: str


class Version(NamedTuple):
    """One of several versions of a dataset's row: when it was last changed (1970 if unknown) and
    its deaths."""

    changed: datetime
    killed: int


class Superseded(NamedTuple):
    """A row of a dataset, or of one of our tables, that came with different values: its ``name``
    (``ACLED BFO9001``, ``event b4ee724be7a15d48``), the version kept and the one left out."""

    name: str
    kept: Version
    left: tuple[Version, ...]


class Merger(Closing):
    """Takes records one at a time and returns them with reports of one event merged.

    It works on reports: a merged record is split into those it was made of. So merging again
    changes nothing, and merging a merged file with new records gives the same as merging all at
    once. The order of records does not matter. Two rows of one dataset are never joined.

    Records a coder has decided on stay unchanged: a merged one would lose the decision, a rejected
    one is not an event. Their reports are not used again.

    ``records`` and ``killed`` count the input and the people killed in it. ``reports`` counts its
    reports, of which ``repeated``, with ``repeated_killed``, came before. ``decided`` counts the
    records left as a coder decided. All are final after :meth:`merged`.

    Records wait in a temporary file; the data to compare is in memory (about two kilobytes a
    report).
    """

    def __init__(self) -> None:
        self._resources = ExitStack()
        spool = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115
        self._spool = self._resources.enter_context(spool)
        self._profiles: list[Profile] = []
        self._places: list[tuple[int, int]] = []
        self._index_by_key: dict[Key, int] = {}
        self._kept: list[tuple[Order, tuple[int, int]]] = []
        self._decided: set[Key] = set()
        self._decisions: set[bytes] = set()  # of the lines of decided records
        self._versions: dict[int, set[Version]] = {}
        self.records = self.killed = 0
        self.reports = self.decided = 0
        self.repeated = self.repeated_killed = 0

    def add(self, record: EventRecord) -> None:
        """Add a record. A report that came before (same event and article, or same row of a
        dataset) counts once: the version a coder decided on is kept, else the last."""
        self.records += 1
        self.killed += killed_in(record)
        if record.review and (record.reports or record.review.status is ReviewStatus.REJECTED):
            line = record.json_line()
            digest = hashlib.sha256(line.encode("utf-8")).digest()
            if digest in self._decisions:
                self.repeated += 1
                self.repeated_killed += killed_in(record)
                return
            self._decisions.add(digest)
            self.decided += 1
            day = (record.date.start if record.date else None) or date.max
            self._kept.append(((day, record.id, line), self._put(line)))
            self._decided.update(_key(as_read(one)) for one in record.reports or (record,))
            return
        for report in record.reports or (record,):
            self._add(as_read(report))

    def _add(self, report: Report) -> None:
        self.reports += 1
        single = _as_record(report)
        line = single.json_line()
        key = _key(report)
        index = self._index_by_key.get(key)
        if index is None:
            self._index_by_key[key] = len(self._profiles)
            self._profiles.append(profile_of(report))
            self._places.append(self._put(line))
            return
        self.repeated += 1
        before = self._line(self._places[index])
        if before == line:
            self.repeated_killed += killed_in(single)
            return
        old = EventRecord.from_json(before)
        if dataset_of(old) or _edited(old, single):
            self._versions.setdefault(index, set()).update((_version(old), _version(single)))
        if _standing(single, line) > _standing(old, before):
            self._profiles[index] = profile_of(report)
            self._places[index] = self._put(line)
            self.repeated_killed += killed_in(old)
        else:
            self.repeated_killed += killed_in(single)

    def superseded(self) -> Iterator[Superseded]:
        """The rows of datasets and of our tables that came with different values: first those with
        different deaths, then by name."""
        found = []
        for index, versions in self._versions.items():
            record = self._record(index)
            kept = _version(record)
            left = tuple(sorted(versions - {kept})) or (kept,)
            same = all(version.killed == kept.killed for version in left)
            found.append((same, Superseded(row_name(record), kept, left)))
        for _, one in sorted(found):
            yield one

    def merged(self, explain: Callable[[Explained], None] | None = None) -> Iterator[EventRecord]:
        """The records, by first day and id; ``explain`` gets every decision about two reports that
        share something distinctive."""

        def hear(decision: Decision) -> None:
            assert explain
            compared = decision.comparison
            one, other = sorted((decision.one, decision.other), key=self._order)
            points = str(compared) if compared else ""
            reason = decision.reason or f"{compared.score if compared else 0:.2f} points"
            joined = decision.reason is None
            explain(Explained(self._record(one), self._record(other), joined, reason, points))

        self._leave_out_decided()
        groups = cluster(self._profiles, hear if explain else None)
        taken = {index for group in groups for index in group}
        groups += [[index] for index in range(len(self._profiles)) if index not in taken]
        entries: list[tuple[Order, list[int] | tuple[int, int]]] = [*self._kept]
        for group in groups:
            entries.append((min(self._order(index) for index in group), group))
        entries.sort(key=lambda entry: entry[0])
        for _, entry in entries:
            if isinstance(entry, tuple):
                yield EventRecord.from_json(self._line(entry))
            elif len(entry) == 1:
                yield self._record(entry[0])
            else:
                yield combined([Report.model_validate(self._fields(index)) for index in entry])

    def _leave_out_decided(self) -> None:
        """Drop the reports of records that a coder decided on, except those decided on
        themselves."""
        gone = {self._index_by_key[key] for key in self._decided & self._index_by_key.keys()}
        gone = {index for index in gone if not self._record(index).review}
        if not gone:
            return
        self.repeated += len(gone)
        self.repeated_killed += sum(killed_in(self._record(index)) for index in gone)
        left = [index for index in range(len(self._profiles)) if index not in gone]
        place = {index: number for number, index in enumerate(left)}
        self._profiles = [self._profiles[index] for index in left]
        self._places = [self._places[index] for index in left]
        self._index_by_key = {key: place[i] for key, i in self._index_by_key.items() if i in place}
        self._versions = {place[i]: found for i, found in self._versions.items() if i in place}

    def _order(self, index: int) -> Order:
        profile = self._profiles[index]
        return (profile.first or date.max, *profile.name)

    def _record(self, index: int) -> EventRecord:
        return EventRecord.from_json(self._line(self._places[index]))

    def _fields(self, index: int) -> dict[str, object]:
        record = self._record(index)
        return {name: getattr(record, name) for name in Report.model_fields}

    def _put(self, line: str) -> tuple[int, int]:
        data = line.encode("utf-8")
        start = self._spool.seek(0, 2)
        with temporary_data():
            self._spool.write(data)
        return start, len(data)

    def _line(self, place: tuple[int, int]) -> str:
        self._spool.seek(place[0])
        return self._spool.read(place[1]).decode("utf-8")

    def close(self) -> None:
        """Remove the temporary file."""
        self._resources.close()


def merge_records(records: Iterable[EventRecord]) -> list[EventRecord]:
    """The records with reports of one event from different articles made one, by day and id."""
    with Merger() as merger:
        for record in records:
            merger.add(record)
        return list(merger.merged())


def _key(report: Report) -> Key:
    """The key shared by repeated versions of one report."""
    dataset = dataset_of(report)
    return (dataset, "", report.id) if dataset else ("", report.source.article_id, report.id)


def _version(report: Report) -> Version:
    return Version(report.extraction.extracted_at, killed_in(report))


def _standing(report: EventRecord, line: str) -> tuple[object, ...]:
    """A sort key for versions of one report, larger is kept: the last that a coder decided on, then
    the one extracted (or, for a row, changed) last; if rows do not say, the one with more deaths.
    What was read in the article is kept before a row of our own tables, which lacks its words.
    """
    decided = report.review.at.timestamp() if report.review else -math.inf
    killed = killed_in(report) if dataset_of(report) else 0
    whole = not is_of_own_table(report)
    return (decided, report.extraction.extracted_at, whole, killed, line)


def _edited(one: EventRecord, other: EventRecord) -> bool:
    """Whether a row of our own tables differs from the other version of its record."""
    if not (is_of_own_table(one) or is_of_own_table(other)):
        return False
    try:
        return one.to_acled() != other.to_acled()
    except CodingError:  # such a record has no ACLED row
        return True


def _as_record(report: Report) -> EventRecord:
    if isinstance(report, EventRecord):
        return report
    return EventRecord.model_construct(
        **{name: getattr(report, name) for name in Report.model_fields}
    )
