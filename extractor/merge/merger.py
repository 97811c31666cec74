"""Merging as a whole: reports in, in any order; records out, by day."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from datetime import date
from typing import NamedTuple

from typing_extensions import Self

from extractor.merge.clustering import Decision, cluster
from extractor.merge.combine import combined
from extractor.merge.profile import Profile, profile_of
from extractor.records import EventRecord, Report, ReviewStatus

__all__ = ["Explained", "Merger", "merge_records"]

IN_MEMORY = 64 << 20  # bytes of records kept in memory before they go to a temporary file


class Explained(NamedTuple):
    """Two reports and why they became one record (``joined``) or did not; ``points`` says what
    speaks for and against it, empty where something rules it out."""

    one: EventRecord
    other: EventRecord
    joined: bool
    reason: str
    points: str


class Merger:
    """Takes records one at a time; gives those that are left when reports of one event are one.

    Works on the reports: a merged record is taken apart into those it was made of. So merging
    again changes nothing, and merging a merged file with new records gives what merging all
    records at once gives. The order records come in does not matter.

    Records a coder has decided on stay as they are: a merged one would lose the decision, a
    rejected one is no event.

    The records wait in a temporary file, what is compared in memory (about two kilobytes a report).
    """

    def __init__(self) -> None:
        self._resources = ExitStack()
        spool = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115
        self._spool = self._resources.enter_context(spool)
        self._profiles: list[Profile] = []
        self._places: list[tuple[int, int]] = []
        self._known: dict[tuple[str, str], int] = {}
        self._kept: list[tuple[tuple[date, str, str], tuple[int, int]]] = []
        self.reports = 0
        self.repeated = 0
        self.decided = 0

    def add(self, record: EventRecord) -> None:
        """Take a record; a report that is there already (same event, same article) is not taken
        twice, the one extracted last stands."""
        if record.review and (record.reports or record.review.status is ReviewStatus.REJECTED):
            self.decided += 1
            day = (record.date.start if record.date else None) or date.max
            line = record.json_line()
            self._kept.append(((day, record.id, line), self._put(line)))
            return
        for report in record.reports or (record,):
            self._add(report)

    def _add(self, report: Report) -> None:
        self.reports += 1
        single = _as_record(report)
        line = single.json_line()
        key = (report.source.article_id, report.id)
        index = self._known.get(key)
        if index is None:
            self._known[key] = len(self._profiles)
            self._profiles.append(profile_of(report))
            self._places.append(self._put(line))
            return
        self.repeated += 1
        before = self._line(self._places[index])
        if before == line:
            return
        old = EventRecord.from_json(before)
        if (single.extraction.extracted_at, line) > (old.extraction.extracted_at, before):
            self._profiles[index] = profile_of(report)
            self._places[index] = self._put(line)

    def merged(self, explain: Callable[[Explained], None] | None = None) -> Iterator[EventRecord]:
        """The records, by their first day and id; ``explain`` hears every decision about two
        reports that share something telling."""

        def told(decision: Decision) -> None:
            assert explain
            compared = decision.comparison
            one, other = sorted((decision.one, decision.other), key=self._order)
            points = str(compared) if compared else ""
            reason = decision.reason or f"{compared.score if compared else 0:.2f} points"
            joined = decision.reason is None
            explain(Explained(self._record(one), self._record(other), joined, reason, points))

        groups = cluster(self._profiles, told if explain else None)
        taken = {index for group in groups for index in group}
        groups += [[index] for index in range(len(self._profiles)) if index not in taken]
        entries: list[tuple[tuple[date, str, str], list[int] | tuple[int, int]]] = [*self._kept]
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

    def _order(self, index: int) -> tuple[date, str, str]:
        profile = self._profiles[index]
        return (profile.first or date.max, profile.id, profile.article)

    def _record(self, index: int) -> EventRecord:
        return EventRecord.from_json(self._line(self._places[index]))

    def _fields(self, index: int) -> dict[str, object]:
        record = self._record(index)
        return {name: getattr(record, name) for name in Report.model_fields}

    def _put(self, line: str) -> tuple[int, int]:
        data = line.encode("utf-8")
        start = self._spool.seek(0, 2)
        self._spool.write(data)
        return start, len(data)

    def _line(self, place: tuple[int, int]) -> str:
        self._spool.seek(place[0])
        return self._spool.read(place[1]).decode("utf-8")

    def close(self) -> None:
        """Remove the temporary file."""
        self._resources.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def merge_records(records: Iterable[EventRecord]) -> list[EventRecord]:
    """The records with reports of one event from different articles made one, by day and id."""
    with Merger() as merger:
        for record in records:
            merger.add(record)
        return list(merger.merged())


def _as_record(report: Report) -> EventRecord:
    if isinstance(report, EventRecord):
        return report
    return EventRecord.model_construct(
        **{name: getattr(report, name) for name in Report.model_fields}
    )
