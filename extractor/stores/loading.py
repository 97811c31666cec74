"""Files into a database: every row checked, each file whole or not at all, the counts proven.

with open_store(address_of("conflict.db")) as store:
    for report in load_files(["events.jsonl", "acled.csv"], store):
        print(report.loaded, report.rejected)
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime, timezone
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from typing import BinaryIO

from extractor.errors import LoadRefused, StoreError, TableError
from extractor.records.kinds import RecordKind
from extractor.stores.checked import CheckedFile
from extractor.stores.plan import MOST_TOLD, Conflict, Rejected, Tally
from extractor.stores.rows import EventRows
from extractor.stores.store import Entry, Store
from extractor.tables import TableOptions
from extractor.tables.opening import for_file
from extractor.tables.options import USUAL

__all__ = ["FileReport", "Options", "load_files"]

BATCH_EVENTS = 5_000
PIECE = 1 << 20  # bytes
STDIN = "-"


@dataclass(frozen=True)
class Options:
    """How to load. ``kind`` is told by the columns if it is ``None``; ``strict`` loads nothing of
    any file if a row is bad. ``tables`` says how files are read."""

    conflict: Conflict = "update"
    strict: bool = False
    migrate: bool = False
    kind: RecordKind | None = None
    tables: TableOptions = USUAL


@dataclass
class FileReport:
    """What became of a file: ``read`` is the sum of the four counts below it.

    ``ignored`` of the unchanged are other than in the file, and ``repeated`` of them stand in it
    twice. ``fatalities`` are those of the rows that were taken, as counted in the file and, by
    another way, in the table. ``told`` are the first rejected rows, and ``where`` says for messages
    where one of a line is.
    """

    file: str
    read: int = 0
    loaded: int = 0
    updated: int = 0
    unchanged: int = 0
    rejected: int = 0
    ignored: int = 0
    repeated: int = 0
    mended: int = 0
    fatalities: int = 0
    told: list[Rejected] = field(default_factory=list)
    where: Callable[[int], str] | None = field(default=None, repr=False, compare=False)

    def place(self, row: Rejected) -> str:
        """Where a row is, for a message."""
        if not row.line:
            return self.file
        return self.where(row.line) if self.where else f"{self.file}:{row.line}"

    def reject(self, row: Rejected) -> None:
        """Count a bad row and keep it if it is among the first."""
        self.rejected += 1
        if len(self.told) < MOST_TOLD:
            self.told.append(row)


def load_files(
    paths: Sequence[str],
    store: Store,
    options: Options | None = None,
    *,
    stdin: BinaryIO | None = None,
) -> Iterator[FileReport]:
    """Load files one after another; a report of each as soon as it is in the database.

    Each file is a transaction of its own, with ``strict`` all of them together are one. Raises
    :class:`LoadRefused` if a row may not go in, :class:`StoreError` for the database's own
    trouble and :class:`TableError` for a file that cannot be read: the file is not loaded then,
    those reported before are.
    """
    options = options or Options()
    if not options.strict:
        for path in paths:
            yield _load_alone(path, store, _for_file(options, path, paths), stdin)
        return
    reports = []
    with _transaction(store, options) as work:
        for path in paths:
            reports.append(_load(path, store, _for_file(options, path, paths), stdin))
            work.changed |= bool(reports[-1].loaded or reports[-1].updated)
        if bad := [report for report in reports if report.rejected]:
            raise StrictRefusal(reports, bad)
    yield from reports


def _for_file(options: Options, path: str, paths: Sequence[str]) -> Options:
    return replace(options, tables=for_file(options.tables, path, paths))


class StrictRefusal(LoadRefused):
    """Nothing is loaded because of bad rows; ``reports`` tell of them."""

    def __init__(self, reports: list[FileReport], bad: list[FileReport]) -> None:
        rows = sum(report.rejected for report in bad)
        rejected = "a row is" if rows == 1 else f"{rows:,} rows are"
        super().__init__(f"{rejected} bad and nothing is loaded (--strict)")
        self.reports = reports


def _load_alone(path: str, store: Store, options: Options, stdin: BinaryIO | None) -> FileReport:
    with _transaction(store, options) as work:
        report = _load(path, store, options, stdin)
        work.changed = bool(report.loaded or report.updated)
    return report


@dataclass
class _Work:
    changed: bool = False


@contextmanager
def _transaction(store: Store, options: Options) -> Iterator[_Work]:
    """Commits if anything has changed; else, and if anything goes wrong, all is as before."""
    work = _Work()
    migrated = store.begin(migrate=options.migrate)
    try:
        yield work
    except BaseException:
        store.rollback()
        raise
    if work.changed or migrated:
        store.commit()
    else:
        store.rollback()


def _load(path: str, store: Store, options: Options, stdin: BinaryIO | None) -> FileReport:
    report = FileReport("standard input" if path == STDIN else path)
    with (
        _steady(path, stdin) as (stream, digest),
        CheckedFile(path, stream, options.kind, options.tables) as file,
    ):
        report.where = file.where
        entry = Entry(
            loaded_at=datetime.now(timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ"),
            file=report.file,
            sha256=digest,
            kind=file.kind.value,
            extractor_version=version("extract-events"),
        )
        store.start(entry, options.conflict)
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


def _account(report: FileReport, tally: Tally, store: Store, taken: int) -> None:
    """Fill the counts in and prove them, before anything is committed: by the rows read here, by
    the outcomes of the plan, and by what stands in the table now."""
    for row in tally.rejected:
        if len(report.told) < MOST_TOLD:
            report.told.append(row)
    report.loaded, report.updated = tally.count("loaded"), tally.count("updated")
    report.unchanged = tally.count("unchanged")
    report.rejected += tally.count("rejected")
    report.ignored = tally.events.get("ignored", 0)
    report.repeated = tally.events.get("repeated", 0)
    stands = ("new", "changed", "same")
    events = sum(tally.events.get(outcome, 0) for outcome in stands)
    killed = tally.killed(*stands)
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


@contextmanager
def _steady(path: str, stdin: BinaryIO | None) -> Iterator[tuple[BinaryIO | None, str]]:
    """The file's SHA-256, and a stream to read in its place: standard input is put aside first.

    Raises :class:`TableError` if the file is another one when it has been read.
    """
    if path == STDIN:
        with tempfile.TemporaryFile() as kept:
            if stdin is not None:
                shutil.copyfileobj(stdin, kept, PIECE)
            kept.seek(0)
            digest = _sha256(kept)
            kept.seek(0)
            yield kept, digest
        return
    try:
        with open(path, "rb") as file:  # noqa: PTH123 - "" has to fail, not be the folder
            digest = _sha256(file)
        before = Path(path).stat()
    except OSError as error:
        raise TableError(error.strerror or str(error), where=path) from None
    yield None, digest
    after = Path(path).stat()
    if (before.st_size, before.st_mtime_ns) != (after.st_size, after.st_mtime_ns):
        raise TableError("changed while it was read; nothing of it is loaded", where=path)


def _sha256(file: BinaryIO) -> str:
    digest = sha256()
    while piece := file.read(PIECE):
        digest.update(piece)
    return digest.hexdigest()
