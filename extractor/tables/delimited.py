"""CSV, TSV and similar text: finds the delimiter from the header and keeps physical line
numbers."""

from __future__ import annotations

import csv
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from itertools import chain, islice

from extractor.errors import TableError
from extractor.tables.cutting import Rows
from extractor.tables.guessing import Guess
from extractor.tables.not_rows import AGAIN, MOST_TOLD, TAGS, is_tags
from extractor.tables.options import USUAL as AS_IT_IS
from extractor.tables.options import TableOptions
from extractor.tables.repeated import OTHER_HEADER, RepeatedHeader
from extractor.tables.strays import Edge, Unnamed
from extractor.tables.streams import Utf8, text_lines
from extractor.tables.table import BATCH_ROWS, Batch, Faults, Table
from extractor.tables.titles import header_below, lines_left_out, names_in
from extractor.text.printable import plural

__all__ = ["DelimitedTable"]

USUAL = (",", ";", "\t", "|")
# Never a delimiter: letters and digits, quotes, and characters found inside column names.
NEVER = frozenset("\"'_-. ()/%#\r\n")
LONE_QUOTE = 'a quote within a quoted cell is not doubled (""): where the cell ends is not sure'
LONGEST_CELL = 10_000_000  # characters; csv's own limit of 131,072 is less than a long article
LONGEST_HEADER = 1_000_000
# Comes after the last line. If it ends up inside a cell, that cell's quote was never closed.
END = "\x1eend of table\x1e"


class DelimitedTable(Table):
    """A text with a delimiter. Every cell is text as written."""

    form = "csv"

    def __init__(
        self,
        name: str,
        raw: Utf8,
        resources: ExitStack,
        options: TableOptions = AS_IT_IS,
        *,
        columns: Sequence[str] | None = None,
        without_header: Callable[[Sequence[str]], Sequence[str] | None] | None = None,
    ) -> None:
        """``columns`` are the names for rows without a header; a delimiter must then be given too.
        ``without_header`` returns the column names for a file whose first line is already a row."""
        super().__init__(name, resources)
        self._note = options.note
        self._row_first: list[str] | None = None
        self._header_lines = 0
        self._repeated: RepeatedHeader | None = None
        self._without = without_header
        self._raw = raw
        self._options = options
        delimiter = options.delimiter
        csv.field_size_limit(max(csv.field_size_limit(), LONGEST_CELL))
        lines = text_lines(raw, newline="")
        resources.callback(lines.close)
        self._first = deque[str]()  # lines read to find the delimiter, to be read again
        self._passed = 0  # lines before the first line given to csv
        self._lines: Iterator[str] = lines
        if columns is not None and delimiter is not None:
            self.delimiter = delimiter
            self._end_at(columns)
            self._repeated = RepeatedHeader(columns)
            self._reader = Rows(chain(lines, [END]), delimiter, LONGEST_CELL)
            self._reader.width = len(columns)
            return
        self._skip_lines()
        head = self._header_text()
        self.delimiter = delimiter or self._sniffed(head)
        if self._titles_above(head):
            head = self._header_text()
            self.delimiter = delimiter or self._sniffed(head)
        self._reader = Rows(chain(self._again(), self._lines, [END]), self.delimiter, LONGEST_CELL)
        self._read_header()

    @property
    def encoding(self) -> str:
        return self._raw.encoding

    @property
    def encoding_by(self) -> str:
        return self._raw.encoding_by

    @property
    def guess(self) -> Guess | None:
        return self._raw.guess

    @property
    def lines_read(self) -> int:
        """Return how many lines the file has, once all rows were read."""
        return self._passed + self._reader.line_num - 1

    def batches(self, size: int = BATCH_ROWS, *, faults: Faults | None = None) -> Iterator[Batch]:
        reader = self._reader
        while True:
            before = reader.line_num
            rows: list[list[str]] = []
            broken: csv.Error | TableError | None = None
            try:
                rows.extend(islice(reader, size))  # rows before an error stay in the list
            except (csv.Error, TableError) as error:
                broken = error
            ended = len(rows) < size
            if rows and broken is None:
                ended = self._take_end(rows) or ended
            if self._row_first is not None:  # the file has no header
                rows.insert(0, self._row_first)
                before, self._row_first = 0, None
            if rows:
                begun = self._passed + before
                lines = line_numbers(rows, begun + 1, self._passed + reader.line_num)
                if reader.doubtful:
                    lines, rows, broken = self._without_doubtful(lines, rows, broken, faults)
                top = before <= self._header_lines
                again = self._repeated.found(rows) if self._repeated is not None else []
                if top:
                    self._refuse_row_names(rows)
                if top or again:
                    lines, rows = self._without_header(lines, rows, again, top=top)
                if [] in rows:  # blank lines
                    kept = [(n, row) for n, row in zip(lines, rows, strict=True) if row]
                    lines, rows = [n for n, _ in kept], [row for _, row in kept]
                if rows:
                    lines, rows = self._edge.cut(lines, rows)
                    self._unnamed.see(lines, rows)
                if rows:
                    yield Batch(lines, rows)
            if isinstance(broken, csv.Error):
                raise self._unreadable(broken) from None
            if broken is not None:
                raise broken
            if ended:
                self._edge.tell(self._note, self.where)
                self._unnamed.tell(self._note, self.where)
                if reader.escaped:
                    count = plural(reader.escaped, "row")
                    self._note(
                        f"{self.name}: quotes behind backslashes in {count} are read as such"
                    )
                return

    @property
    def cells_beyond(self) -> int:
        """Return how many blank cells follow the header's last column."""
        return self._edge.beyond

    def _end_at(self, header: Sequence[str]) -> None:
        self._edge = Edge(header)
        self.columns = self._edge.columns
        self._unnamed = Unnamed(self.columns)

    def _refuse_row_names(self, rows: Sequence[Sequence[str]]) -> None:
        """Raise for a file written by R's ``write.table`` with its default settings: each row
        begins with its number, for which the header has no name."""
        full = [row for row in rows if row]
        width = len(self.columns) + self._edge.beyond + 1
        if full and all(
            len(row) == width and row[0] == str(n) for n, row in enumerate(full, start=1)
        ):
            raise self.error(
                "each row has its number in front, a cell more than the header; write the file "
                "with row.names = FALSE",
                self.header_line + 1,
            )

    def _without_header(
        self, lines: Sequence[int], rows: list[list[str]], again: list[int], *, top: bool
    ) -> tuple[Sequence[int], list[list[str]]]:
        """Drop the rows ``again`` that repeat the header, and HXL tags at the ``top`` of the rows.
        Raises :class:`TableError` if one of them is a different header."""
        passed = {}
        for number in again:
            same = self._repeated.is_same(rows[number]) if self._repeated is not None else None
            if same:
                passed[lines[number]] = AGAIN
            elif same is not None:
                raise self.error(OTHER_HEADER, lines[number])
        first = next((n for n, row in enumerate(rows) if row), None)
        if top and first is not None and is_tags(rows[first]):
            passed[lines[first]] = TAGS
        if not passed:
            return lines, rows
        for line, what in sorted(passed.items()):
            self.passed_over.append((line, what))
            if len(self.passed_over) <= MOST_TOLD:
                self._note(f"{self.name}:{line}: {what}, left out")
        kept = [(n, row) for n, row in zip(lines, rows, strict=True) if n not in passed]
        return [n for n, _ in kept], [row for _, row in kept]

    def _without_doubtful(
        self,
        lines: Sequence[int],
        rows: list[list[str]],
        broken: csv.Error | TableError | None,
        faults: Faults | None,
    ) -> tuple[Sequence[int], list[list[str]], csv.Error | TableError | None]:
        """Drop rows whose cells are uncertain, and report each to ``faults``. Without ``faults``,
        drop everything from the first such row on and return its error."""
        doubtful = set(map(id, self._reader.doubtful))
        self._reader.doubtful.clear()
        kept = []
        for number, row in enumerate(rows):
            if id(row) not in doubtful:
                kept.append(number)
                continue
            fault = self.error(LONE_QUOTE, lines[number])
            if faults is None:
                broken = fault
                break
            faults(fault)
        return [lines[n] for n in kept], [rows[n] for n in kept], broken

    def _take_end(self, rows: list[list[str]]) -> bool:
        """Remove the end marker if it is there; raise if an open quote swallowed it."""
        if rows[-1] == [END]:
            rows.pop()
            return True
        if rows[-1] and END in rows[-1][-1]:
            last = self._passed + self._reader.line_num - 1
            opened = last - _breaks_in(rows[-1]) + 1
            raise self.error("a quote that is opened in this row is never closed", opened)
        return False

    def _unreadable(self, broken: csv.Error) -> Exception:
        line = self._passed + self._reader.line_num
        if "field larger" in str(broken):
            return self.error(
                f"a cell of more than {LONGEST_CELL:,} characters: a quote before this line is "
                "never closed",
                line,
            )
        return self.error(f"no line of a table: {broken}", line)

    def _skip_lines(self) -> None:
        """Skip the ``skip_lines`` lines above the header."""
        for _ in range(self._options.skip_lines):
            if not next(self._lines, ""):
                raise self.error(
                    f"has {plural(self._passed, 'line')}, of which "
                    f"{self._options.skip_lines:,} are skipped"
                )
            self._passed += 1

    def _titles_above(self, head: str) -> bool:
        """Return whether the header stands further down. The lines above it are then noted and
        dropped."""
        fits, delimiter = self._options.fits, self.delimiter
        if fits is None or delimiter is None or fits(names_in(head, delimiter)) is not None:
            return False
        given = self._options.delimiter
        lines, above = header_below(self._first, self._lines, fits, [given] if given else USUAL)
        self._first.clear()
        if above is None:
            self._first.extend(lines)
            return False
        self._passed += above
        self._lines = chain(lines[above:], self._lines)
        said = lines_left_out(lines[:above], self._passed + 1)
        self._options.note(f"{self.name}: {said}")
        return True

    def _header_text(self) -> str:
        """Return the header's lines and the one after it, past leading blank lines and
        ``sep=;``."""
        header = ""
        line: str
        for line in self._lines:
            self._first.append(line)
            if not header and _before_header(line.strip()):
                self._first.pop()
                self._passed += 1
                continue
            header += line
            self.newline = line[len(line.rstrip("\r\n")) :] or self.newline
            if header.count('"') % 2 == 0 or len(header) > LONGEST_HEADER:
                break
        if not header:
            raise self.error("the file is empty")
        return header

    def _again(self) -> Iterator[str]:
        while self._first:
            yield self._first.popleft()

    def _sniffed(self, header: str) -> str:
        """Return the delimiter that gives the header the most columns; an unusual one only if the
        rows have as many."""
        best = max(USUAL, key=lambda sign: _width(header, sign))
        if _width(header, best) > 1:
            return best
        following = next(self._lines, "")
        if following:
            self._first.append(following)
        signs = {c for c in header if not c.isalnum()} - NEVER - set(USUAL)
        fitting = [c for c in signs if 2 < _width(header, c) == _width(following, c)]
        return max(sorted(fitting), key=lambda sign: _width(header, sign), default=",")

    def _read_header(self) -> None:
        try:
            cells = next(self._reader)
        except csv.Error as error:
            raise self._unreadable(error) from None
        if END in cells[-1]:
            if cells == [END]:
                raise self.error("the file is empty")
            raise self.error("a quote that is opened in the header is never closed", 1)
        self.header_line = self._passed + 1
        found = self._without(cells) if self._without is not None else None
        if found is not None:
            self._row_first, self.has_header = cells, False
            self._end_at(found)
            return
        self._end_at(cells)
        self._header_lines = self._reader.line_num
        self._repeated = RepeatedHeader(cells)
        self._reader.width = len(cells)


def _before_header(line: str) -> bool:
    """Return true for a blank line and for ``sep=;``, which Excel writes for its own use."""
    return not line or (len(line) == 5 and line.lower().startswith("sep="))


def _width(line: str, delimiter: str) -> int:
    try:
        return len(next(csv.reader(line.splitlines(keepends=True), delimiter=delimiter), []))
    except (csv.Error, TypeError, ValueError):
        return 0


def line_numbers(rows: Sequence[Sequence[str]], first: int, last: int) -> Sequence[int]:
    """Return the physical line in which each row begins; the rows take up lines ``first`` to
    ``last``."""
    if last - first + 1 == len(rows):  # one line each, as nearly always
        return range(first, last + 1)
    lines = []
    for row in rows:
        lines.append(first)
        first += 1 + _breaks_in(row)
    return lines


def _breaks_in(row: Sequence[str]) -> int:
    text = "\0".join(row)
    return text.count("\n") + text.count("\r") - text.count("\r\n")
