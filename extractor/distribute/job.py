"""A job: what is read, how, and where its shards go; what of it is done already.

    events/
      events-UNIT.jsonl      the events of a unit of articles (none: no file)
      failures-UNIT.jsonl    its articles that failed, as ``extract run --errors`` writes them
      done/UNIT.json         its manifest: settings, counts, keys of the articles that are done

A unit's manifest is moved into place after its shards: a unit without one is not done, and its
shards are cleared away when the job starts again. Articles that failed are tried again then.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from extractor.batch.failures import article_row
from extractor.batch.keys import KeySet, article_key
from extractor.errors import ArticleError, ExtractorError
from extractor.readers.options import ReaderOptions
from extractor.sources import Columns, read_articles
from extractor.tables.options import USUAL, TableOptions

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import date

    from extractor.text.article import Article

__all__ = ["FORMATS", "Job", "JobError", "write_whole"]

FORMATS = ("jsonl", "parquet")
DONE = "done"


class JobError(ExtractorError):
    """A job cannot be started: its folder holds something else, or was made with other settings."""


@dataclass(frozen=True)
class Job:
    """Everything a worker on another machine needs to know; plain data that can be pickled.

    ``paths`` and ``output`` are on a file system that all machines see. ``settings`` are those of
    :attr:`extractor.pipeline.Extractor.settings`; ``done`` are the names of the manifests that
    were there when the job started. ``unit`` is how many articles a unit holds, ``concurrency``
    how many of them a worker reads at once.
    """

    paths: tuple[str, ...]
    output: str
    settings: dict[str, str]
    model: str | None = None
    base_url: str | None = None
    reader: ReaderOptions = field(default_factory=ReaderOptions)
    timeout_s: float = 600
    cache: str | None = None
    columns: Columns = field(default_factory=Columns)
    tables: TableOptions = USUAL
    split_live: bool = False
    published: date | None = None
    publisher: str | None = None
    unit: int = 100
    concurrency: int = 8
    form: str = "jsonl"
    done: tuple[str, ...] = ()

    @property
    def folder(self) -> Path:
        """The output folder."""
        return Path(self.output)

    def opened(self) -> Job:
        """The job with ``done`` filled in, its folder made and cleared of unfinished output.

        Raises :class:`JobError` for a folder of something else, or of another job.
        """
        from dataclasses import replace

        folder = self.folder
        try:
            (folder / DONE).mkdir(parents=True, exist_ok=True)
            strange = [path.name for path in folder.iterdir() if not _ours(path)]
            names = sorted(path.name for path in (folder / DONE).glob("*.json"))
        except OSError as error:
            raise JobError(f"{folder}: cannot be used: {error.strerror or error}") from None
        if strange:
            raise JobError(f"{folder} holds other files ({strange[0]}); give a folder of its own")
        for name in names:
            manifest = self.manifest(name)
            if manifest["settings"] != self.settings or manifest["form"] != self.form:
                changed = _changed(manifest, self)
                raise JobError(
                    f"{folder} was begun with another {changed}; give another folder, or the same "
                    f"{changed}"
                )
        self._clear(set(names))
        return replace(self, done=tuple(names))

    def manifest(self, name: str) -> dict[str, Any]:
        """The manifest of a finished unit. Raises :class:`JobError` if it is broken."""
        path = self.folder / DONE / name
        try:
            found = json.loads(path.read_bytes())
            found["settings"], found["form"], found["counts"], found["keys"]
        except (OSError, ValueError, KeyError, TypeError):
            raise JobError(
                f"{path} is damaged; delete it to have its articles read again"
            ) from None
        assert isinstance(found, dict)
        return found

    def units(self) -> Iterator[dict[str, Any]]:
        """The remaining articles in units, as a stream: ``unit`` is its name, ``entries`` its
        articles and read errors as JSON, ``counts`` those skipped since the unit before, ``notes``
        the reading notes since then, as JSON.
        """
        done, seen = self._done_keys(), KeySet()
        entries: list[dict[str, Any]] = []
        counts = {"same": 0, "before": 0}
        digest = hashlib.sha256()
        notes: list[str] = []
        for entry in self._articles(notes.append):
            if isinstance(entry, ArticleError):
                row: dict[str, Any] = {"where": entry.where, "error": str(entry), "article": None}
                digest.update(str(entry).encode("utf-8", "surrogatepass"))
            else:
                key = article_key(entry, self.settings)
                if key in done or key in seen:
                    counts["before" if key in done else "same"] += 1
                    continue
                seen.add(key)
                digest.update(key)
                row = {"article": article_row(entry)}
            entries.append(row)
            if len(entries) >= self.unit:
                yield _unit(digest, entries, counts, notes)
                notes.clear()
                entries, counts, digest = [], {"same": 0, "before": 0}, hashlib.sha256()
        if entries or notes or any(counts.values()):
            yield _unit(digest, entries, counts, notes)

    def _articles(self, note: Callable[[str], None]) -> Iterator[Article | ArticleError]:
        return read_articles(
            self.paths,
            published=self.published,
            publisher=self.publisher,
            columns=self.columns,
            note=note,
            tables=self.tables,
            split_live=self.split_live,
        )

    def _done_keys(self) -> KeySet:
        keys = KeySet()
        for name in self.done:
            for key in self.manifest(name)["keys"]:
                keys.add(bytes.fromhex(key))
        return keys

    def _clear(self, manifests: set[str]) -> None:
        """Remove half-written files, shards of unfinished units, and all failures, which are tried
        again."""
        for path in self.folder.iterdir():
            kind, _, number = path.name.partition("-")
            unit = number.partition(".")[0]
            if (
                path.name.startswith(".")
                or kind == "failures"
                or (kind == "events" and f"{unit}.json" not in manifests)
            ):
                path.unlink()
        for path in (self.folder / DONE).iterdir():
            if path.name.startswith("."):
                path.unlink()


def write_whole(path: Path, data: bytes) -> None:
    """Write a file completely or not at all. Raises :class:`OSError`."""
    number, name = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=".part")
    try:
        with os.fdopen(number, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        Path(name).chmod(0o644)  # mkstemp's are for their owner alone
        Path(name).replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            Path(name).unlink()
        raise


def _ours(path: Path) -> bool:
    shard = path.name.startswith(("events-", "failures-", ".")) and path.is_file()
    return shard or path.name == DONE


def _changed(manifest: dict[str, Any], job: Job) -> str:
    if manifest["form"] != job.form:
        return "--format"
    before: dict[str, str] = manifest["settings"]
    now = job.settings
    return next(name for name in {**now, **before} if before.get(name) != now.get(name))


def _unit(
    digest: Any, entries: list[dict[str, Any]], counts: dict[str, int], notes: list[str]
) -> dict[str, Any]:
    """``entries`` and ``notes`` are ASCII: lone surrogates are escapes."""
    return {
        "unit": digest.hexdigest()[:24],
        "entries": json.dumps(entries),
        "notes": json.dumps(notes),
        **counts,
    }
