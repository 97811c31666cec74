"""What every kind of file of rows offers once it is open."""

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
BATCH_ROWS = 500  # 31 cells a row: what fits a processor's cache is read fastest

Faults = Callable[[TableError], object]


def _silent(_: str) -> None:
    """Nobody listens."""


class Place(NamedTuple):
    """Where a row stands: its line, of a workbook its row and the sheet, of JSON whose records
    share a line the number of the record too."""

    sheet: str | None
    line: int
    record: int | None = None


class Row(NamedTuple):
    """One row: where it stands in the file and its values by column.

    ``values`` holds text for ``csv`` (blank cells are ``""``), typed values for the others. ``key``
    is what :class:`Batch` has for its line, and :meth:`Table.where` takes.
    """

    place: Place
    values: dict[str, Any]
    key: int

    @property
    def line(self) -> int:
        """The line, of a workbook the row, that it begins in."""
        return self.place.line


@dataclass(slots=True)
class Batch:
    """Some rows in their order, with the line each begins in.

    Where that is not enough ``lines`` hold keys, which go on growing: rows of the second and later
    sheets of a workbook have numbers that no row of the first has, and so have JSON's records that
    share a line. :meth:`Table.place` tells where they stand.

    ``rows`` holds the cells in the order of ``Table.columns`` where ``Table.tabular`` is true (a
    ragged row of a CSV keeps the number of cells it has), else the JSON objects themselves.
    """

    lines: Sequence[int]
    rows: list[Any]


Through = Callable[[Iterator[Batch]], Iterator[Batch]]


class Table(Closing):
    """An open file of rows; a context manager, and read once from front to end.

    ``name`` is the file as given ("standard input" for a stream). ``columns`` are the names of the
    header, trimmed, in their order, as they stand: a name can be blank or there twice (iterating
    then raises, ``batches`` does not mind). Of JSON they are the keys of the first object.
    ``header_line`` is the header's line. ``encoding`` is known for texts, from when the first
    unusual letter is met; ``guess`` if it was guessed. ``delimiter`` and ``newline`` are known for
    ``csv``; ``sheet``, the first that is read, and ``counts_from``, how serial days are counted
    (``codebook/open_days.py``), for workbooks. ``path`` is where the file is if it is one that
    others can open too, as it stands: no stream, not compressed. ``note`` is told what a user
    should know that is no error. ``first_fault`` is what is wrong with the first line of JSON of
    which none could be read.
    """

    form: Form
    tabular = True
    empty = False
    """True for JSON that holds no row at all, and so no columns: zero records are valid."""

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
        """``utf-8``, ``utf-16-le``, ``windows-1252`` …, ``None`` for files that are no text."""
        return None

    @property
    def guess(self) -> Guess | None:
        """The encoding of a text that nothing but its words told."""
        return None

    @property
    def around(self) -> str | None:
        """What the rows stand within, if they are not all there is: GeoJSON, an API's answer."""
        return None

    @property
    def encoding_by(self) -> str:
        """What tells the encoding of a text, as the end of a sentence."""
        return "which its bytes suggest"

    def headers(self) -> list[tuple[int, tuple[str, ...]]]:
        """Every header that was read, with its line, all in the order of ``columns``: one, but of
        several sheets."""
        return [(self.header_line, self.columns)]

    def place(self, line: int) -> Place:
        """Where a row stands that has this line, or key, in its :class:`Batch`."""
        return Place(self.sheet, line)

    def cell(self, line: int, column: int) -> int:
        """Which cell of its row a column (both from 0) is; sheets may have them in other orders."""
        return column

    def where(self, line: int) -> str:
        """File and line for a message."""
        return f"{self.name}:{line}"

    @property
    def other_sheets(self) -> str:
        """What to add to a message that this table is not the one looked for, if it is one of
        several in its file."""
        return ""

    def line_words(self, line: int) -> str:
        """A line in a sentence about another: ``line 12``."""
        return f"line {line}"

    @abstractmethod
    def batches(self, size: int = BATCH_ROWS, *, faults: Faults | None = None) -> Iterator[Batch]:
        """All rows, at most ``size`` at a time.

        A line that cannot be read raises :class:`TableError`; with ``faults`` it is told that
        error and reading goes on where it can. What makes the rest of a file unreadable (cut-off
        compression, broken encoding, a quote never closed) raises in any case.
        """

    def rows(
        self, *, faults: Faults | None = None, through: Through | None = None
    ) -> Iterator[Row]:
        """All rows as dicts, of which those of columns without a name are left out if there are
        several. A row with more or fewer cells than columns is a fault. Batches go ``through`` what
        is given before.

        Raises :class:`TableError` for a column name that is there twice.
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
        """A :class:`TableError` about this file."""
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
