"""Reads articles in tables (CSV, Parquet, JSON) as a stream: one per row or object."""

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

PARQUET_ROWS = 100  # rows in memory at a time, each a whole article. In other formats rows are read
# one by one, so that all rows before a fault in the file are returned.
REMEMBERED_IDS = 100_000


class RememberedIds:
    """Notes ids that are used twice, as their records could not be told apart.

    The first hundred thousand ids are kept: enough to notice a wrong column, with limited memory
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
        """``place`` and ``words`` return where a line is, alone and within a sentence. By default
        it is a line of the file ``name``, called ``unit``."""
        self._note = note
        self._place = place or (lambda line: f"{name}:{line}")
        self._words = words or (lambda line: f"{unit} {line}")
        self._first: dict[str, int] = {}

    def see(self, article: Article, line: int) -> None:
        """Remember an article's id, or note where it was used before.

        An article without an id gets its place for messages: an id made from the text would not
        help to find its line.
        """
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
    """Yield the articles of an open table in order; an unreadable row comes as an error and reading
    goes on. Errors give the file and the line, counted from 1 (in Parquet the record, in JSON the
    line in which the object begins, in a workbook also the sheet). ``note`` is called if there is
    no row.

    Raises :class:`ArticleError` if a column is not clear, and :class:`~extractor.errors.TableError`
    if the rest of the table is unreadable.
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
    """Return a row as a dictionary; of two columns with one name the second counts."""
    if not table.tabular:
        return cells
    if len(cells) != len(table.columns):
        reason = f"{len(cells)} cells where the header has {len(table.columns)}"
        raise ArticleError(reason, where=where)
    return dict(zip(table.columns, cells, strict=True))


def _article_errors(faults: list[Any]) -> Iterator[ArticleError]:
    """Yield the table's unreadable lines as article errors."""
    for fault in faults:
        where = fault.where if fault.line is None else f"{fault.where}:{fault.line}"
        yield ArticleError(fault.reason, where=where)
    faults.clear()
