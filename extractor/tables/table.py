"""The base class of all open tables, whatever their form, and its rows."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from extractor.closing import Closing
from extractor.errors import TableError

if TYPE_CHECKING:
    from extractor.tables.guessing import Guess

__all__ = ["BATCH_ROWS", "FORMS", "Batch", "Faults", "Form", "Place", "Row", "Table"]

Form = Literal["csv", "jsonl", "json", "xlsx", "ods", "parquet"]
FORMS: tuple[Form, ...] = ("csv", "jsonl", "json", "xlsx", "ods", "parquet")
BATCH_ROWS = 500  # rows of 31 cells; a batch that fits the processor's cache is read fastest

Faults = Callable[[TableError], object]


def _silent(_: str) -> None:
    """Discard a note."""


class Place(NamedTuple):
    """Where a row stands: its line; in a workbook its row and sheet; for JSON records that share a
    line also the number of the record."""

    sheet: str | None
    line: int
    record: int | None = None


class Row(NamedTuple):
    """One row: where it stands in the file and its values by column.

    ``values`` holds text for ``csv`` (blank cells are ``""``), typed values for the others. ``key``
    is the row's entry in :attr:`Batch.lines`, which :meth:`Table.where` takes.
    """

    place: Place
    values: dict[str, Any]
    key: int

    @property
    def line(self) -> int:
        """The line in which the row begins; in a workbook the row number."""
        return self.place.line


@dataclass(slots=True)
class Batch:
    """Some rows in their order, with the line in which each begins.

    If a line number is not unique, ``lines`` holds keys instead, which keep increasing: for rows of
    the second and later sheets of a workbook, and for JSON records that share a line.
    :meth:`Table.place` returns where a key's row stands.

    ``rows`` holds the cells in the order of ``Table.columns`` where ``Table.tabular`` is true (a
    ragged row of a CSV keeps the number of cells it has), else the JSON objects themselves.
    """

    lines: Sequence[int]
    rows: list[Any]


Through = Callable[[Iterator[Batch]], Iterator[Batch]]


class Table(Closing):
    """An open file of rows: a context manager, read once from start to end.

    ``name`` is the file as given ("standard input" for a stream). ``columns`` are the header's
    names, trimmed, in their order. A name can be blank or repeated (then iterating raises, but
    ``batches`` does not). For JSON they are the keys of the first object. ``header_line`` is the
    header's line. For texts ``encoding`` is known from the first letter that is not ASCII, and
    ``guess`` is set if it was guessed. ``delimiter`` and ``newline`` are known for ``csv``. For
    workbooks ``sheet`` is the first sheet read, and ``counts_from`` the day from which serial days
    are counted (``codebook/open_days.py``). ``path`` is the file's path if others can open it too
    and it is not compressed. ``note`` is called with what a user should know that is no error.
    ``first_fault`` is the fault in the first line of JSON of which no line could be read.
    """

    form: Form
    tabular = True
    empty = False
    """True for JSON that holds no row, and so no columns: zero records are valid."""

    def __init__(self, name: str, resources: ExitStack) -> None:
        self.name = name
        self.columns: tuple[str, ...] = ()
        self.renamed: Mapping[str, str] = {}  # names that stood in groups of questions
        self.header_line = 1
        self.delimiter: str | None = None
        self.newline = "\n"
        self.sheet: str | None = None
        self.compression: str | None = None
        self.counts_from: str | None = None
        self.path: str | None = None
        # Lines that are no record, and why: the header again, tags below it.
        self.passed_over: list[tuple[int, str]] = []
        self.has_header = True
        self.first_fault: TableError | None = None
        self.note: Callable[[str], object] = _silent
        self._resources = resources

    @property
    def encoding(self) -> str | None:
        """Return the encoding: ``utf-8``, ``utf-16-le``, ``windows-1252`` …; ``None`` if not a
        text."""
        return None

    @property
    def guess(self) -> Guess | None:
        """Return the guess, if the text's encoding was guessed from its words."""
        return None

    @property
    def around(self) -> str | None:
        """Return what surrounds the rows if the file holds more than rows: GeoJSON, an API's
        answer."""
        return None

    @property
    def encoding_by(self) -> str:
        """Return how the encoding of a text was found, as the end of a sentence."""
        return "which its bytes suggest"

    def headers(self) -> list[tuple[int, tuple[str, ...]]]:
        """Return every header read, with its line, in the order of ``columns``. There is one, or
        one per sheet."""
        return [(self.header_line, self.columns)]

    def place(self, line: int) -> Place:
        """Return where the row with this line or key of its :class:`Batch` stands."""
        return Place(self.sheet, line)

    def cell(self, line: int, column: int) -> int:
        """Return the index of a column's cell in its row (both from 0); sheets may have other
        orders."""
        return column

    def where(self, line: int) -> str:
        """Return file and line for a message."""
        return f"{self.name}:{line}"

    @property
    def other_sheets(self) -> str:
        """Return what to add to a message that this is not the table looked for, if the file holds
        several."""
        return ""

    def line_words(self, line: int) -> str:
        """Return the line as part of a sentence about another line: ``line 12``."""
        return f"line {line}"

    @abstractmethod
    def batches(self, size: int = BATCH_ROWS, *, faults: Faults | None = None) -> Iterator[Batch]:
        """All rows, at most ``size`` at a time.

        A line that cannot be read raises :class:`TableError`. With ``faults`` that function is
        called with the error and reading goes on where it can. What makes the rest of a file
        unreadable (cut-off compression, broken encoding, a quote never closed) raises in any case.
        """

    def rows(
        self, *, faults: Faults | None = None, through: Through | None = None
    ) -> Iterator[Row]:
        """Yield all rows as dicts. If several columns have no name, they are left out. A row with
        more or fewer cells than columns is a fault. Batches are first passed to ``through``.

        Raises :class:`TableError` for a column name that occurs twice.
        """
        self._require_distinct_columns()
        columns, width = self.columns, len(self.columns)
        unnamed = columns.count("") > 1
        batches = self.batches(faults=faults)
        for batch in through(batches) if through else batches:
            for line, cells in zip(batch.lines, batch.rows, strict=True):
                if not self.tabular:
                    yield Row(self.place(line), cells, line)
                elif len(cells) == width:
                    values = dict(zip(columns, cells, strict=True))
                    if unnamed:
                        del values[""]
                    yield Row(self.place(line), values, line)
                else:
                    fault = self.error(f"{len(cells)} cells where the header has {width}", line)
                    if faults is None:
                        raise fault
                    faults(fault)

    def __iter__(self) -> Iterator[Row]:
        return self.rows()

    def error(self, reason: str, line: int | None = None) -> TableError:
        """Return a :class:`TableError` about this file."""
        return TableError(reason, where=self.name, line=line)

    def close(self) -> None:
        """Close the file; a stream that was given stays open."""
        self._resources.close()

    def _require_distinct_columns(self) -> None:
        if not self.tabular:
            return
        for position, column in enumerate(self.columns):
            if column and column in self.columns[:position]:
                raise self.error(f"column {column!r} is there twice", self.header_line)
