"""Articles that failed, a JSON line each: to be read by people, and to be tried again.

    {"article_id": "a7", "stage": "model", "error": "…", "tries": 6,
     "tokens": {"prompt": 0, "cached": 0, "completion": 0},
     "article": {"text": "…", "id": "a7", …}, "run": {"output": "events.jsonl", "model": …}}

``article`` is the article itself, so that it can be tried again wherever it came from (standard
input too); ``null`` where the source could not give one. ``run`` is how the run was started, as far
as trying again needs it; no key and no password is in it.
"""

from __future__ import annotations

import contextlib
import json
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from extractor.article import Article
from extractor.batch.done import stage_of
from extractor.errors import ArticleError, ExtractorError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from extractor.batch.done import Done

__all__ = ["FailureFile", "article_of_row", "failure_row"]

KNOWN = ("text", "id", "title", "publisher", "url")


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
        row["article"] = {name: getattr(article, name) for name in KNOWN}
        row["article"]["published"] = article.published and article.published.isoformat()
        row["article"]["file"] = article.extra.get("file")
    return row


def article_of_row(row: Any, *, where: str) -> Article | None:
    """The article of a row, or ``None`` where it has none. Raises :class:`ArticleError` for what
    is no such row."""
    try:
        entry = row["article"]
        if entry is None:
            return None
        file = entry.get("file")
        return Article(
            **{name: entry.get(name) for name in KNOWN},
            published=entry.get("published"),
            extra={"file": file} if file else {},
        )
    except (AttributeError, KeyError, TypeError):
        raise ArticleError("not a failed article as --errors writes them", where=where) from None


class FailureFile:
    """Writes failures as they come, whole lines only, each on the disk before the next."""

    def __init__(self, path: Path, run: Mapping[str, Any]) -> None:
        self._path = path
        self._run = run
        self._file = path.open("wb", buffering=0)

    def add(self, done: Done) -> None:
        """One more. Raises :class:`ExtractorError` when it cannot be written."""
        self.write(failure_row(done, self._run))

    def write(self, row: Mapping[str, Any]) -> None:
        """A row as it is."""
        line = (json.dumps(row) + "\n").encode("ascii")  # lone surrogates as escapes
        good = self._file.tell()
        try:
            while line:
                line = line[self._file.write(line) :]
        except OSError as error:
            with contextlib.suppress(OSError):
                self._file.truncate(good)
            raise ExtractorError(f"{self._path}: {error.strerror or error}") from None

    def close(self) -> None:
        """No more will come."""
        self._file.close()
