"""One run of ``extract retry``: the articles come from a file of failures, which it renews."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

import click

from extractor.batch.done import Done
from extractor.batch.failures import FailureFile, article_of_row
from extractor.batch.messages import name_of
from extractor.cli import SOME_FAILED
from extractor.cli.retry import rows
from extractor.cli.running import Run, run_of
from extractor.errors import ArticleError, ExtractorError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from extractor.cli.options import Options
    from extractor.text.article import Article

__all__ = ["Retry"]

LINE = "errors_line"


class Retry(Run):
    """A run over the articles of ``path``. Those that fail again go to a new file beside it, which
    replaces it at the end together with those not tried."""

    def __init__(self, path: Path, options: Options, *, debug: bool, total: int) -> None:
        super().__init__(options, debug=debug, total=total)
        self._path = path
        self._new = path.with_name(f"{path.name}.part")
        self._tried: set[int] = set()
        self._unread = 0  # rows of sources that were not read, which stay

    def code(self) -> int:
        """Run; returns the exit code. Rows that could not be read stay in the file."""
        return super().code() or (SOME_FAILED if self._unread else 0)

    def articles(self) -> Iterator[Article | ArticleError]:
        """The articles of the file; rows without one stay as they are."""
        for number, row in rows(self._path):
            try:
                article = article_of_row(row, where=f"{self._path}:{number}")
            except ArticleError as broken:
                yield broken
                continue
            if article is None:
                self._unread += 1
                continue
            article.extra[LINE] = number
            yield article
        if self._unread:
            self.report.note(
                f"{self._unread} that no source could read stay in {self._path}: mend them there "
                "and run the first command again with --resume"
            )

    def _take(self, done: Done) -> None:
        if done.article is None:  # a row without an article stays unchanged
            self.report.article(name_of(done), done)
            return
        super()._take(done)
        self._tried.add(done.article.extra[LINE])

    def _open_errors(self) -> None:
        try:
            self.failures = FailureFile(self._new, run_of(self.options))
        except OSError as error:
            raise click.UsageError(f"{self._new} cannot be written: {error.strerror}") from None

    def _close(self) -> None:
        kept = False
        try:
            if self.failures:
                for number, row in rows(self._path):
                    if number not in self._tried:
                        self.failures.write(row)
                kept = True
        except (ExtractorError, click.UsageError) as error:  # the old file stays, with all it had
            self.report.error(f"{self._path} stays as it was: {error}")
        finally:
            super()._close()
            with contextlib.suppress(OSError):
                if kept:
                    self._new.replace(self._path)
                else:
                    self._new.unlink()
