"""Loads files into a database: every row checked, each file whole or not at all, counts verified.

with open_store(address_of("conflict.db")) as store:
    for report in load_files(["events.jsonl", "acled.csv"], store):
        print(report.loaded, report.rejected)
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import datetime, timezone
from importlib.metadata import version
from typing import BinaryIO

from extractor.errors import LoadRefused, StoreError
from extractor.records.kinds import RecordKind
from extractor.stores.checked import CheckedFile
from extractor.stores.deleted import DeletedId, DeletedList
from extractor.stores.plan import MOST_TOLD, STANDS, Conflict, Rejected, Tally
from extractor.stores.report import FileReport
from extractor.stores.rows import EventRows
from extractor.stores.steady import steady
from extractor.stores.store import Entry, Store
from extractor.tables import STDIN, TableOptions
from extractor.tables.opening import for_file
from extractor.tables.options import USUAL

__all__ = ["FileReport", "Options", "load_files"]

BATCH_EVENTS = 5_000


@dataclass(frozen=True)
class Options:
    """How to load. ``kind`` is found from the columns if ``None``. With ``strict`` one bad row
    keeps all files from being loaded. ``tables`` says how files are read."""

    conflict: Conflict = "update"
    strict: bool = False
    migrate: bool = False
    kind: RecordKind | None = None
    tables: TableOptions = USUAL


def load_files(
    paths: Sequence[str],
    store: Store,
    options: Options | None = None,
    *,
    deleted: Sequence[str] = (),
    stdin: BinaryIO | None = None,
) -> Iterator[FileReport]:
    """Load files one after another, then remove the events of lists of deleted ones; yields a
    report of each as soon as it is in the database.

    Each file is a transaction of its own; with ``strict`` all files are one. Raises
    :class:`LoadRefused` if a row may not be loaded, :class:`StoreError` for a failure of the
    database and :class:`TableError` for an unreadable file. That file is then not loaded; those
    reported before are.
    """
    options = options or Options()
    work_of = [(path, _load) for path in paths] + [(path, _remove) for path in deleted]
    every = [path for path, _ in work_of]
    if not options.strict:
        for path, work_on in work_of:
            with _transaction(store, options) as work:
                report = work_on(path, store, _for_file(options, path, every), stdin)
                work.changed = report.changed
            yield report
        return
    reports = []
    with _transaction(store, options) as work:
        for path, work_on in work_of:
            reports.append(work_on(path, store, _for_file(options, path, every), stdin))
            work.changed |= reports[-1].changed
        if bad := [report for report in reports if report.rejected]:
            raise StrictRefusal(reports, bad)
    yield from reports


def _for_file(options: Options, path: str, paths: Sequence[str]) -> Options:
    return replace(options, tables=for_file(options.tables, path, paths))


class StrictRefusal(LoadRefused):
    """Nothing is loaded because of bad rows, which ``reports`` list."""

    def __init__(self, reports: list[FileReport], bad: list[FileReport]) -> None:
        rows = sum(report.rejected for report in bad)
        rejected = "a row is" if rows == 1 else f"{rows:,} rows are"
        super().__init__(f"{rejected} bad and nothing is loaded (--strict)")
        self.reports = reports


@dataclass
class _Work:
    changed: bool = False


@contextmanager
def _transaction(store: Store, options: Options) -> Iterator[_Work]:
    """Commit if anything has changed; otherwise, and after an error, roll back."""
    work = _Work()
    migrated = store.begin(migrate=options.migrate)
    try:
        yield work
    except BaseException:
        with suppress(StoreError):  # a failed database may refuse that too
            store.rollback()
        raise
    if work.changed or migrated:
        store.commit()
    else:
        store.rollback()


def _load(path: str, store: Store, options: Options, stdin: BinaryIO | None) -> FileReport:
    report = FileReport("standard input" if path == STDIN else path)
    with (
        steady(path, stdin) as (stream, digest),
        CheckedFile(path, stream, options.kind, options.tables) as file,
    ):
        report.where = file.where
        store.start(_entry(report.file, digest, file.kind), options.conflict)
        store.tally.line_words = file.line_words
        taken = 0
        for batch in _batches(_good(file.rows(), report)):
            taken += len(batch)
            report.fatalities += sum(rows.fatalities for rows in batch)
            store.write(batch)
    tally = store.finish()
    report.read = taken + report.rejected
    _account(report, tally, store, taken)
    store.keep(report.read, report.rejected, report.fatalities)
    return report


def _remove(path: str, store: Store, options: Options, stdin: BinaryIO | None) -> FileReport:
    """Remove the events of a list of deleted ones."""
    report = FileReport("standard input" if path == STDIN else path)
    ids: dict[str, DeletedId] = {}
    repeated = 0
    with (
        steady(path, stdin) as (stream, digest),
        DeletedList(path, stream, options.kind, options.tables) as file,
    ):
        report.where = file.where
        for row in file.rows():
            report.read += 1
            if isinstance(row, Rejected):
                report.reject(row)
                continue
            repeated += row.id in ids
            ids[row.id] = _of_both(ids.get(row.id, row), row)
    removal = store.remove(_entry(report.file, digest, file.kind), file.kind, [*ids.values()])
    removal.repeated = repeated
    report.removal, report.fatalities = removal, removal.killed[0] - removal.killed[1]
    counted = removal.removed + removal.absent + removal.kept + repeated + report.rejected
    if report.read != counted:
        raise StoreError(
            f"{store.address.shown}: the counts do not add up, nothing of {report.file} is removed "
            f"({report.read} read, {counted} counted)"
        )
    store.keep_removal(report.read, report.rejected, removal)
    return report


def _of_both(first: DeletedId, again: DeletedId) -> DeletedId:
    """The entry for an id that a list has twice: with the later time of deletion."""
    if first.deleted is None or again.deleted is None:
        return first._replace(deleted=None)
    return first._replace(deleted=max(first.deleted, again.deleted))


def _entry(file: str, digest: str, kind: RecordKind) -> Entry:
    return Entry(
        loaded_at=datetime.now(timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ"),
        # A file name need not be UTF-8; text in a database must be.
        file=file.encode("utf-8", "backslashreplace").decode(),
        sha256=digest,
        kind=kind.value,
        extractor_version=version("extract-events"),
    )


def _account(report: FileReport, tally: Tally, store: Store, taken: int) -> None:
    """Fill in the counts and verify them before anything is committed: by the rows read here, by
    the outcomes of the plan, and by what is in the table now."""
    for row in tally.rejected:
        report.faults.add(row.reason, row.reason, row)
        if len(report.first_rejected) < MOST_TOLD:
            report.first_rejected.append(row)
    report.loaded, report.updated = tally.count("loaded"), tally.count("updated")
    report.unchanged = tally.count("unchanged")
    report.rejected += tally.count("rejected")
    report.ignored = tally.events.get("ignored", 0)
    report.older = tally.events.get("older", 0)
    report.deleted = tally.events.get("deleted", 0)
    report.returned = tally.events.get("returned", 0)
    report.repeated = tally.events.get("repeated", 0)
    events = sum(tally.events.get(outcome, 0) for outcome in STANDS)
    killed = tally.killed(*STANDS)
    found = store.stored()
    sound = (
        taken == tally.total()
        and report.fatalities == sum(tally.fatalities.values())
        and report.read == report.loaded + report.updated + report.unchanged + report.rejected
        and found == (events, killed)
    )
    if not sound:
        raise StoreError(
            f"{store.address.shown}: the counts do not add up, nothing of {report.file} is loaded "
            f"(events: {taken} taken, {tally.total()} planned; to stand in the table: {events} "
            f"with {killed} killed, found {found[0]} with {found[1]}); does a trigger or another "
            "program change the rows?"
        )
    report.fatalities = killed


def _good(rows: Iterable[EventRows | Rejected], report: FileReport) -> Iterator[EventRows]:
    for row in rows:
        if isinstance(row, Rejected):
            report.reject(row)
        else:
            report.mended += row.mended
            yield row


def _batches(rows: Iterable[EventRows]) -> Iterator[list[EventRows]]:
    batch: list[EventRows] = []
    for row in rows:
        batch.append(row)
        if len(batch) == BATCH_EVENTS:
            yield batch
            batch = []
    if batch:
        yield batch
