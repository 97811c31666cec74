"""The articles that records were read in, read again to stand beside them."""

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
"""How notes end that say of a document that its day is not known, or where it was found."""


def articles_again(
    paths: Sequence[str], tables: TableOptions, columns: Columns | None = None
) -> Iterator[Article | ArticleError]:
    """The articles of these files; a live blog whole and in entries. The day of publication is the
    records' to say: no note asks for it, and no command that reads again takes it."""
    from extractor.sources import Columns, read_articles

    def tell(message: str) -> None:
        if not message.endswith(UNDATED):
            note(message)

    return read_articles(
        paths, columns=columns or Columns(), note=tell, tables=tables, split_live=None
    )
