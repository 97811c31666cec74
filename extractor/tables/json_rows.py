"""JSON Lines and JSON arrays of objects, read as a stream; numbers keep their types."""

from __future__ import annotations

import json
from bisect import bisect_right
from collections.abc import Generator, Iterator, Mapping
from contextlib import ExitStack
from typing import Any

from extractor.errors import TableError
from extractor.tables.distinct_keys import DistinctKeys
from extractor.tables.envelopes import (
    Envelopes,
    error_answer,
    holds_rows,
    is_envelope,
    lines_of,
    list_within,
)
from extractor.tables.form_exports import without_groups
from extractor.tables.guessing import Guess
from extractor.tables.json_buffer import SPACE, Buffer
from extractor.tables.json_faults import json_fault, kind_of
from extractor.tables.layouts import NO_NAMES, WRITE_ROWS, layout_of, unboxed
from extractor.tables.options import USUAL, TableOptions
from extractor.tables.streams import Characters, Utf8, text_lines
from extractor.tables.table import BATCH_ROWS, Batch, Faults, Place, Table

__all__ = ["JsonArrayTable", "JsonLinesTable"]

LARGEST_OBJECT = 64 << 20  # characters; a broken object must not make us search the whole file
LONGEST_PART = 1 << 20  # characters of a string that the end of the chunk may have cut
ERROR_ANSWER = "an API's answer that something is wrong, not rows"
FIRST_KEY = 1 << 30  # keys of records that share a line: above any line number, within four bytes
FEW_MEMBERS = 10  # most members of an answer without rows; a row has more
SEPARATOR = "\x1e"
_Values = Generator[tuple[int, Any], None, tuple[int, int]]


class _JsonTable(Table):
    tabular = False

    def __init__(
        self,
        name: str,
        raw: Utf8,
        resources: ExitStack,
        options: TableOptions = USUAL,
    ) -> None:
        super().__init__(name, resources)
        self._raw = raw
        self._fits, self._note = options.fits, options.note
        self._around = Envelopes(name, options.note)
        self._layout: str | None = None
        self._count = 0
        self._json = DistinctKeys()
        self._starts: list[int] = []  # first record of each shared line, and that line
        self._shared: list[int] = []
        self._keys: tuple[str, ...] = ()
        self._within = ""  # path of a list in the first object, which may be the rows
        self._renamed: Mapping[str, str] = {}
        self._found = self._laid_out()
        self._first: list[tuple[int, Any]] = []
        self._look_at_first()

    @property
    def encoding(self) -> str:
        return self._raw.encoding

    @property
    def encoding_by(self) -> str:
        return self._raw.encoding_by

    @property
    def guess(self) -> Guess | None:
        return self._raw.guess

    def _values(self) -> Iterator[tuple[int, Any]]:
        """Yield every value with its line; a value that cannot be read comes as its error."""
        raise NotImplementedError

    def _laid_out(self) -> Iterator[tuple[int, Any]]:
        """Yield the rows if the file is one table in another layout, else its values."""
        values = self._values()
        for line, value in values:
            first = self._count == 1 and not self._around.answer  # a single ArcGIS feature is a row
            if first and (made := layout_of(value, self._fits)) is not None:
                self._layout, self._count = made.what, 0
                self._note(f"{self.name}: read as {made.what}, a table that is one JSON value")
                for row in made.rows:
                    self._count += 1
                    yield self._numbered(line), row
                continue
            if first and isinstance(value, list) and self._fits is not None:
                raise self.error(NO_NAMES, line)
            yield line, unboxed(value) if isinstance(value, dict) and self._fits else value

    def _numbered(self, line: int) -> int:
        """Return the key of the latest record, which shares its line with others."""
        line = self.place(line).line or line
        if not self._shared or self._shared[-1] != line:
            self._starts.append(self._count)
            self._shared.append(line)
        return FIRST_KEY + self._count

    def place(self, line: int) -> Place:
        if line < FIRST_KEY:
            return Place(None, line)
        record = line - FIRST_KEY
        return Place(None, self._shared[bisect_right(self._starts, record) - 1], record)

    def where(self, line: int) -> str:
        _, shown, record = self.place(line)
        of_it = "" if record is None else f" (record {record:,})"
        return f"{self.name}:{shown}{of_it}"

    def line_words(self, line: int) -> str:
        record = self.place(line).record
        return super().line_words(line) if record is None else f"record {record:,}"

    def error(self, reason: str, line: int | None = None) -> TableError:
        return super().error(reason, None if line is None else self.place(line).line)

    def _look_at_first(self) -> None:
        for line, value in self._found:
            if isinstance(value, dict):
                self._refuse_error(value)
                value = self._row(value)
                self.renamed, self._within = self._renamed, list_within(value)
            self._first.append((line, value))
            if isinstance(value, dict):
                self.columns = tuple(value)
                self.header_line = line
                return
            if len(self._first) > 100:
                return
        self.empty = not self._first
        faults = (value for _, value in self._first if isinstance(value, TableError))
        self.first_fault = next(faults, None)

    def batches(self, size: int = BATCH_ROWS, *, faults: Faults | None = None) -> Iterator[Batch]:
        lines: list[int] = []
        rows: list[dict[str, Any]] = []
        try:
            for line, value in self._chained():
                if isinstance(value, dict):
                    lines.append(line)
                    rows.append(value)
                    if len(lines) >= size:
                        yield Batch(lines, rows)
                        lines, rows = [], []
                    continue
                fault = value if isinstance(value, TableError) else self._no_object(line, value)
                if faults is None:
                    raise fault
                faults(fault)
        except TableError:  # rows before the error are still needed
            if lines:
                yield Batch(lines, rows)
            raise
        if lines:
            yield Batch(lines, rows)

    @property
    def other_sheets(self) -> str:
        return f"; its rows may be {lines_of(self._within)}" if self._within else ""

    @property
    def features(self) -> bool:
        return self._around.features

    @property
    def around(self) -> str | None:
        answer = "an API's answer" if self._around.answer else self._layout
        return "GeoJSON features" if self._around.features else answer

    def _chained(self) -> Iterator[tuple[int, Any]]:
        first, self._first = self._first, []
        yield from first
        for line, value in self._found:
            yield line, self._row(value) if isinstance(value, dict) else value
        self._around.tell()

    def _row(self, value: dict[str, Any]) -> dict[str, Any]:
        row = self._around.row(value)
        keys = tuple(row)
        if keys != self._keys:
            self._keys, self._renamed = keys, without_groups(keys)
        renamed = self._renamed
        return {renamed.get(key, key): cell for key, cell in row.items()} if renamed else row

    def _refuse_error(self, value: dict[str, Any]) -> None:
        words = error_answer(value)
        if words is not None:
            raise self.error(f"{ERROR_ANSWER}: {words}")

    def _later_error(self, value: object, line: int) -> TableError | None:
        """Return the error for an error answer that follows answers with rows."""
        if not self._around.answer or not isinstance(value, dict) or len(value) > FEW_MEMBERS:
            return None
        words = error_answer(value)
        return None if words is None else self.error(f"{ERROR_ANSWER}: {words}", line)

    def _no_object(self, line: int, value: object) -> TableError:
        return self.error(f"not a JSON object but {kind_of(value)}", line)


class JsonLinesTable(_JsonTable):
    """One JSON object per line. Blank lines are skipped."""

    form = "jsonl"

    def _values(self) -> Iterator[tuple[int, Any]]:
        lines = text_lines(self._raw, newline="\n")
        self._resources.callback(lines.close)
        for number, line in enumerate(lines, start=1):
            # Without its newline, which would be a control character in a cut-off string. In a text
            # sequence (RFC 8142) a record separator stands before each object.
            stripped = line.lstrip(SEPARATOR).strip(SPACE)
            if not stripped:
                continue
            self._count += 1
            try:
                value = self._json.decode(stripped)
            except (RecursionError, ValueError) as broken:
                yield from self._several(stripped, number, broken)
            else:
                repeated = self._json.repeated
                yield number, self.error(repeated, number) if repeated else value

    def _several(self, line: str, number: int, broken: Exception) -> Iterator[tuple[int, Any]]:
        """Yield the objects of a line that holds several; for any other line, its error."""
        found = self._json.several(line)
        if not found:
            yield number, self.error(json_fault(broken), number)
        for place, (value, repeated) in enumerate(found):
            self._count += place > 0  # the first is counted
            key = number if len(found) == 1 else self._numbered(number)
            yield key, self.error(repeated, key) if repeated else value


class JsonArrayTable(_JsonTable):
    """An array of objects, objects one after another, or API answers that hold rows. Line breaks
    may be anywhere."""

    form = "json"

    def _values(self) -> Iterator[tuple[int, Any]]:
        text = Characters(self._raw)
        self._resources.callback(text.close)
        buffer, line, at = Buffer(text), 1, 0
        self._envelopes = True  # looked for until an object is not one
        self._begun = 0  # the line in which the value before ended
        while True:
            at, line = buffer.past_space(at, line, ",")
            sign = buffer.at(at)
            if sign == "":
                return
            if sign == "[":
                at, line = yield from self._array(buffer, at, line)
            else:
                at, line = yield from self._one(buffer, at, line)

    # Each method yields values with their lines, and returns the offset and line after them.

    def _array(self, buffer: Buffer, at: int, line: int) -> _Values:
        at += 1
        while True:
            at, line = buffer.past_space(at, line, ",")
            sign = buffer.at(at)
            if sign == "]":
                return at + 1, line
            if sign == "":
                raise self.error("the JSON array is not closed: the file is cut off", line)
            at, line = yield from self._one(buffer, at, line)

    def _one(self, buffer: Buffer, at: int, line: int) -> _Values:
        """Yield a value, or the rows inside it."""
        looked = self._envelopes
        if looked and buffer.at(at) == "{":
            self._envelopes = is_envelope(buffer.text, buffer.offset(at))
            if self._envelopes:
                members: dict[str, Any] = {}
                at, line = yield from self._answer(buffer, at, line, members)
                self._around.around(members)
                return at, line
        value, end = self._value(buffer, at, line)
        repeated = self._json.repeated
        wrong = self._later_error(value, line)
        if wrong is not None:
            self._envelopes = looked  # other pages may follow
        self._count += 1
        last = line + buffer.lines(at, end)
        alone = self._begun != line and not self._another_begins(buffer, end, last)
        self._begun = last
        key = line if alone else self._numbered(line)
        yield key, wrong or (self.error(repeated, key) if repeated else value)
        buffer.forget(end)
        return end, last

    def _another_begins(self, buffer: Buffer, at: int, line: int) -> bool:
        """Return whether another value begins in the line in which the last one ended."""
        try:
            at, there = buffer.past_space(at, line, ",")
        except TableError:  # the file is cut off here, which is reported after this value
            return False
        return there == line and buffer.at(at) not in ("", "]", "}")

    def _answer(self, buffer: Buffer, at: int, line: int, members: dict[str, Any]) -> _Values:
        """Yield the rows inside an object; its other members are put into ``members``."""
        self._around.answer = True
        at += 1
        while True:
            at, line = buffer.past_space(at, line, ",")
            sign = buffer.at(at)
            if sign == "}":
                break
            if sign != '"':
                said = "broken JSON: the name of a member is expected"
                cut = "the JSON object is not closed: the file is cut off"
                raise self.error(said if sign else cut, line)
            key, at = self._value(buffer, at, line)
            at, line = buffer.past_space(at, line, ":")
            sign = buffer.at(at)
            if holds_rows(key, sign):
                before, self._envelopes = self._envelopes, False
                if sign == "[":
                    at, line = yield from self._array(buffer, at, line)
                else:
                    at, line = yield from self._answer(buffer, at, line, members)
                self._envelopes = before
                continue
            members[key], end = self._value(buffer, at, line)
            line += buffer.lines(at, end)
            at = end
        if not self._around.rows:
            self._refuse_error(members)
        return at + 1, line

    def _value(self, buffer: Buffer, at: int, line: int) -> tuple[Any, int]:
        while True:
            start = buffer.offset(at)
            try:
                value, end = self._json.raw_decode(buffer.text, start)
            except json.JSONDecodeError as error:
                broken: Exception = error
            except (RecursionError, ValueError) as error:
                raise self.error(json_fault(error), line) from None
            else:
                # A number at the end of the chunk may continue.
                whole = not isinstance(value, (int, float)) or end < len(buffer.text)
                if whole or not buffer.read_more():
                    return value, at + end - start
                continue
            if isinstance(broken, json.JSONDecodeError) and _goes_on(broken, buffer.text, start):
                large = f"a value of more than {LARGEST_OBJECT >> 20} million characters"
                raise self.error(f"{large}; {WRITE_ROWS}", line)
            if len(buffer.text) - start > LARGEST_OBJECT or not buffer.read_more():
                shown = line
                if isinstance(broken, json.JSONDecodeError):
                    shown += buffer.text.count("\n", start, broken.pos)
                raise self.error(json_fault(broken, with_column=False), shown)


def _goes_on(broken: json.JSONDecodeError, text: str, start: int) -> bool:
    """Return whether a value continues beyond the chunk, with no other error known in it."""
    return len(text) - start > LARGEST_OBJECT and broken.pos > len(text) - LONGEST_PART
