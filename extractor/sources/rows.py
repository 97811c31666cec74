"""Articles in tables: CSV, Parquet and JSON, a row or object each, read as a stream."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from extractor.errors import ArticleError
from extractor.sources.columns import Columns, article_of
from extractor.sources.records_given import RecordsGiven, of_file
from extractor.sources.remarks import Remarks

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import date

    from extractor.tables import Table
    from extractor.text.article import Article

__all__ = ["NONE", "RememberedIds", "read_rows"]

NONE = "{} holds no articles"
"""A list of articles may be empty; a text, a page or a document may not."""

PARQUET_ROWS = 100  # in memory at a time: whole articles, each of them; others come one by one,
# so that all before a break in the file are had
REMEMBERED_IDS = 100_000


class RememberedIds:
    """Tells of ids that come twice, whose records could not be told apart.

    The first hundred thousand are remembered: enough to notice a wrong column, and no more memory
    for a million articles.
    """

    def __init__(
        self,
        name: str,
        note: Callable[[str], None],
        unit: str = "line",
        *,
        place: Callable[[int], str] | None = None,
        words: Callable[[int], str] | None = None,
    ) -> None:
        """``place`` and ``words`` say where a line is, alone and in a sentence; else it is one of
        the file ``name``, called ``unit``."""
        self._note = note
        self._place = place or (lambda line: f"{name}:{line}")
        self._words = words or (lambda line: f"{unit} {line}")
        self._first: dict[str, int] = {}

    def see(self, article: Article, line: int) -> None:
        """Remember an article's id, or tell where it was used before. One without gets the place
        it stands at for messages: its id then follows from the text, which finds no line."""
        if article.id is None:
            article.extra.setdefault("file", self._place(line))
            return
        if article.id not in self._first and len(self._first) >= REMEMBERED_IDS:
            return
        earlier = self._first.setdefault(article.id, line)
        if earlier != line:
            before = self._words(earlier)
            self._note(f"{self._place(line)}: id {article.id!r} was already used in {before}")


def read_rows(
    table: Table,
    columns: Columns,
    *,
    published: date | None = None,
    publisher: str | None = None,
    note: Callable[[str], None] = lambda _: None,
) -> Iterator[Article | ArticleError]:
    """The articles of an open table, in order; a row that cannot be read is an error and the next
    goes on. Errors name the file and the line (in Parquet the record, in JSON the line the object
    begins in, in a workbook also the sheet), counted from 1. ``note`` is told where
    there is no row.

    Raises :class:`ArticleError` where a column cannot be told, and
    :class:`~extractor.errors.TableError` where the rest of the table cannot be read.
    """
    columns = columns.after(table.renamed)
    by_program = columns.of_program(table.columns, lambda _: None) if table.tabular else columns
    text_told = by_program.text is not None
    if table.tabular:
        if not any(table.columns):
            raise ArticleError("the file is empty", where=table.name)
        try:
            columns = columns.in_table(table.columns, where=table.name, note=note)
        except ArticleError as error:
            reason = str(error).removeprefix(f"{error.where}: ")
            raise ArticleError(f"{reason}{table.other_sheets}", where=error.where) from None
    thing = "row" if table.tabular else "JSON object"
    ids = RememberedIds(table.name, note, place=table.where, words=table.line_words)
    remarks = Remarks(table.name, note)
    faults: list[Any] = []
    size = PARQUET_ROWS if table.form == "parquet" else 1
    empty, articles = True, False
    batches = table.batches(size, faults=faults.append)
    if table.tabular:
        from extractor.sources.day_columns import with_settled_days

        batches = with_settled_days(batches, table, columns.published)
    for batch in batches:
        empty = False
        yield from _article_errors(faults)
        for line, cells in zip(batch.lines, batch.rows, strict=True):
            where = table.where(line)
            try:
                entry = _entry(table, cells, where)
                article = article_of(
                    entry,
                    columns,
                    where=where,
                    published=published,
                    publisher=publisher,
                    thing=thing,
                    remark=remarks,
                    text_told=text_told,
                )
            except ArticleError as error:
                yield error if articles else of_file(error, table.name)
                if articles or not isinstance(error, RecordsGiven):
                    continue
                return
            articles = True
            ids.see(article, line)
            yield article
    if empty and not faults:
        note(NONE.format(table.name))
    yield from _article_errors(faults)


def _entry(table: Table, cells: Any, where: str) -> Any:
    """A row as a dictionary; in a table two columns of one name are the second's."""
    if not table.tabular:
        return cells
    if len(cells) != len(table.columns):
        reason = f"{len(cells)} cells where the header has {len(table.columns)}"
        raise ArticleError(reason, where=where)
    return dict(zip(table.columns, cells, strict=True))


def _article_errors(faults: list[Any]) -> Iterator[ArticleError]:
    """Lines the table could not read, as errors of articles."""
    for fault in faults:
        where = fault.where if fault.line is None else f"{fault.where}:{fault.line}"
        yield ArticleError(fault.reason, where=where)
    faults.clear()
