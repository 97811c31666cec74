"""Reads the articles of records again, to show them together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from extractor.cli.tables import note

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from extractor.errors import ArticleError
    from extractor.sources import Columns
    from extractor.tables import TableOptions
    from extractor.text.article import Article

__all__ = ["articles_again"]

UNDATED = ("; --published does", "; --published says otherwise")
"""Endings of notes that a document's day is unknown, or where it was found."""


def articles_again(
    paths: Sequence[str], tables: TableOptions, columns: Columns | None = None
) -> Iterator[Article | ArticleError]:
    """The articles of these files; a live blog whole and in entries. Notes about the day of
    publication are left out: the records have it, and these commands have no option for it."""
    from extractor.sources import Columns, read_articles

    def tell(message: str) -> None:
        if not message.endswith(UNDATED):
            note(message)

    return read_articles(
        paths, columns=columns or Columns(), note=tell, tables=tables, split_live=None
    )
