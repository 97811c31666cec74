"""Writes the articles that failed, as JSON Lines that people can read and ``retry`` can use.

    {"article_id": "a7", "stage": "model", "error": "…", "tries": 6,
     "tokens": {"prompt": 0, "cached": 0, "completion": 0, "estimated": 0},
     "article": {"text": "…", "id": "a7", …}, "run": {"output": "events.jsonl", "model": …}}

``article`` is the article itself, so that it can be tried again wherever it came from (even
standard input); ``null`` where the source could not give one. ``run`` holds the options of the run
as far as another try needs them. It holds no key and no password.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import shutil
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from extractor.batch.done import stage_of
from extractor.batch.written import is_sha256
from extractor.errors import ArticleError, ExtractorError
from extractor.text.article import Article, Block, as_date

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date
    from pathlib import Path

    from extractor.batch.done import Done

__all__ = ["FailureFile", "article_of_row", "article_row", "failure_row"]

KNOWN = ("text", "id", "title", "publisher", "url")
OWN_START = b'{"article_id": '
"""The start of every row; half a line with another start was written by another program."""


def failure_row(done: Done, run: Mapping[str, Any]) -> dict[str, Any]:
    """The row of one failed article."""
    assert done.error is not None
    article = done.article
    found = getattr(done.error, "where", None)
    row: dict[str, Any] = {
        "article_id": article.key if article else found,
        "stage": stage_of(done.error),
        "error": str(done.error),
        "tries": done.tries,
        "tokens": asdict(done.tokens),
        "article": None,
        "run": dict(run),
    }
    if article:
        row["article"] = article_row(article)
    return row


def article_row(article: Article) -> dict[str, Any]:
    """An article as JSON, for :func:`article_of_row` to read. Of ``extra`` only the file is
    kept."""
    row: dict[str, Any] = {name: getattr(article, name) for name in KNOWN}
    row["published"] = _day(article.published)
    row["file"] = article.extra.get("file")
    if article.blocks:
        row["blocks"] = [[block.start, _day(block.published)] for block in article.blocks]
    return row


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def article_of_row(row: Any, *, where: str) -> Article | None:
    """The article of a row, or ``None`` where it has none. Raises :class:`ArticleError` if the row
    is not of this form."""
    try:
        entry = row["article"]
        if entry is None:
            return None
        file = entry.get("file")
        return Article(
            **{name: entry.get(name) for name in KNOWN},
            published=entry.get("published"),
            extra={"file": file} if file else {},
            blocks=tuple(
                Block(int(start), as_date(day)) for start, day in entry.get("blocks") or ()
            ),
        )
    except ArticleError as error:
        raise ArticleError(str(error), where=where) from None
    except (AttributeError, KeyError, TypeError, ValueError):
        raise ArticleError("not a failed article as --errors writes them", where=where) from None


class FailureFile:
    """Writes failures as they come, whole lines only, each on disk before the next.

    With ``resume`` the rows of an earlier run stay until :meth:`forget` is told the new result of
    their article; they are removed when the file is closed.
    """

    def __init__(self, path: Path, run: Mapping[str, Any], *, resume: bool = False) -> None:
        self._path = path
        self._run = run
        self._waiting: set[str] = set()
        """Articles of earlier runs that have not come up in this run yet."""
        self._forgets = False
        self._file = path.open("r+b" if resume and path.exists() else "wb", buffering=0)
        self._earlier = self._taken_up()
        """How many bytes earlier runs wrote."""

    def _taken_up(self) -> int:
        """The size of the whole lines in the file; half a line left by a killed run is cut off."""
        end, line = 0, b"\n"
        with self._path.open("rb") as lines:
            for line in lines:
                end += len(line)
                if name := _name(line):
                    self._waiting.add(name)
        if not line.endswith(b"\n"):
            if OWN_START.startswith(line[: len(OWN_START)]):
                end -= len(line)
            else:  # another program's file is left alone
                self._file.seek(end)
                end += self._file.write(b"\n")
        self._file.truncate(end)
        return self._file.seek(end)

    def add(self, done: Done) -> None:
        """Write one failed article. Raises :class:`ExtractorError` when it cannot be written."""
        self.write(failure_row(done, self._run))
        self.forget(done)

    def forget(self, done: Done) -> None:
        """Drop the rows that earlier runs wrote about this article: it was read, or failed again,
        now."""
        name = done.article.sha256 if done.article else getattr(done.error, "where", None)
        if name in self._waiting:
            self._waiting.remove(name)
            self._forgets = True

    def write(self, row: Mapping[str, Any]) -> None:
        """Write a row as it is."""
        line = (json.dumps(row) + "\n").encode("ascii")  # escapes lone surrogates
        good = self._file.tell()
        try:
            while line:
                line = line[self._file.write(line) :]
        except OSError as error:
            with contextlib.suppress(OSError):
                self._file.truncate(good)
                self._file.seek(good)
            raise ExtractorError(f"{self._path}: {error.strerror or error}") from None

    def close(self, *, complete: bool = False) -> None:
        """Close the file. ``complete`` means that all articles were gone through. Rows of earlier
        runs about sources that gave no article are then dropped: this run listed them again or
        could read them.
        """
        self._file.close()
        if self._earlier and (self._forgets or complete):
            with contextlib.suppress(OSError):  # then a row too many stays; retry finds it done
                self._drop_forgotten(complete)

    def _drop_forgotten(self, complete: bool) -> None:
        beside = self._path.with_name(f"{self._path.name}.part")
        try:
            with self._path.open("rb") as old, beside.open("wb") as new:
                at = 0
                for line in old:
                    name = _name(line) if at < self._earlier else None
                    at += len(line)
                    unread = name is not None and not is_sha256(name)
                    if name is None or (name in self._waiting and not (unread and complete)):
                        new.write(line)
                new.flush()
                os.fsync(new.fileno())
            shutil.copymode(self._path, beside)
            beside.replace(self._path)
        finally:
            beside.unlink(missing_ok=True)


def _name(line: bytes) -> str | None:
    """The name of a row's article: the hash of its text, or its place in a source; ``None`` if the
    line is not such a row."""
    try:
        row = json.loads(line)
        article = row["article"]
        if article is not None:
            text: str = article["text"]
            return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
        where = row["article_id"]
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None
    return where if isinstance(where, str) else None
