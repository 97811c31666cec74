"""Collects the cells of a file that are not ASCII while it is read; the guess is made from them.

Memory is bounded whatever the file's length. If there are very many different pieces of text, an
evenly spread part is kept, and any piece with a byte not seen before is always kept.
"""

from __future__ import annotations

import re
import zlib
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from extractor.tables.guessing.letters import languages_of_countries
from extractor.tables.guessing.verdict import Piece

__all__ = ["Cell", "Lines", "Sample", "pieces_of"]

MOST_PIECES = 4_000
MOST_LINES = 5  # named in a message
MANY_LINES = 5_000  # lines looked at one by one; of further similar lines ever fewer
LONGEST_PIECE = 600  # bytes
LONGEST_BEFORE, KEPT_BEFORE = 24, 4  # bytes of ASCII before the first other byte; no word has more
LONGEST_CELL = 200  # bytes of a cell shown in a message
LONGEST_LINE = 1 << 20  # bytes looked at at once
CHUNK = 1 << 14
# In no encoding are these bytes the second or later byte of a character, so text can be cut there.
BETWEEN = re.compile(rb"[\x00-\x2f\x3a-\x3f]+")
CELL_ENDS = bytes.maketrans(b',;\t"\r', b"\n" * 5)
HIGH = re.compile(rb"[\x80-\xff]")


class Cell(NamedTuple):
    """The bytes of a cell, the number of its line, and whether its end is missing."""

    text: bytes
    line: int
    cut: bool = False


class Lines:
    """Line numbers: the first few of them, and how many there are."""

    def __init__(self) -> None:
        self.first: list[int] = []
        self.count = 0
        self._last = 0

    def add(self, line: int) -> None:
        """Add a line number; the last one may be added again."""
        if line == self._last:
            return
        self._last = line
        self.count += 1
        if len(self.first) < MOST_LINES:
            self.first.append(line)

    def __str__(self) -> str:
        shown = ", ".join(map(str, self.first))
        others = (
            f" and {self.count - len(self.first):,} more" if self.count > len(self.first) else ""
        )
        return f"{'line' if self.count == 1 else 'lines'} {shown}{others}"


class Sample:
    """``pieces`` maps each piece of text that is not ASCII to a cell with it. ``utf_8`` and
    ``others`` are the lines whose bytes beyond ASCII are valid UTF-8 and those where they are not.
    ``spoken`` counts the countries named in these lines, by their languages."""

    def __init__(self, line: int = 1) -> None:
        """``line`` is the number of the first line that will be read."""
        self.pieces: dict[Piece, Cell] = {}
        self.utf_8, self.others = Lines(), Lines()
        self.spoken: Counter[tuple[str, ...]] = Counter()
        self._line = line
        self._unfinished_line = b""
        self._within = False
        self._seen_bytes = bytes(range(128))  # the bytes seen so far
        self._each = 1  # one in so many similar lines is taken
        self._lines_taken = 0
        self._countries = languages_of_countries()
        self._every = 1  # one in so many pieces is kept

    def read(self, chunk: bytes) -> None:
        """Take in the next chunk of the file."""
        if self._within:  # the rest of a line that had to be cut within a word
            found = BETWEEN.search(chunk)
            if found is None:
                return
            chunk, self._within = chunk[found.start() :], False
        whole = self._unfinished_line + chunk if self._unfinished_line else chunk
        end = whole.rfind(b"\n") + 1
        if not end and len(whole) > LONGEST_LINE:
            end = max(
                (found.end() for found in BETWEEN.finditer(whole, len(whole) - CHUNK)), default=0
            )
            self._within = not end
            end = end or len(whole)
        self._take(whole[:end])
        self._unfinished_line = whole[end:]

    def end(self) -> None:
        """Take in the last cell, at the end of the file."""
        self._take(self._unfinished_line)
        self._unfinished_line = b""

    def _take(self, block: bytes) -> None:
        if block.isascii():
            self._line += block.count(b"\n")
            return
        for number, line in enumerate(block.split(b"\n"), start=self._line):
            if not line.isascii():
                alike = self.utf_8 if _is_utf_8(line) else self.others
                alike.add(number)
                if (
                    alike.count < MANY_LINES
                    or alike.count % self._each == 0
                    or line.translate(None, self._seen_bytes)
                ):
                    self._cells(line, number)
        self._line += block.count(b"\n")

    def _cells(self, line: bytes, number: int) -> None:
        self._lines_taken += 1
        if self._lines_taken > MANY_LINES * self._each:
            self._each *= 2
        for cell in line.translate(CELL_ENDS).split(b"\n"):
            if not cell.isascii():
                self._cell(cell, number)
            elif languages := self._countries.get(cell.strip().lower()):
                self.spoken[languages] += 1

    def _cell(self, cell: bytes, number: int) -> None:
        for piece in pieces_of(cell):
            if piece in self.pieces:
                continue
            new = piece.data.translate(None, self._seen_bytes)
            if new or zlib.crc32(piece.data) % self._every == 0:
                self._seen_bytes += new
                self.pieces[piece] = Cell(cell[:LONGEST_CELL], number, len(cell) > LONGEST_CELL)
                if len(self.pieces) > MOST_PIECES:
                    self._thin_out()

    def _thin_out(self) -> None:
        self._every *= 2
        seen: set[int] = set()
        kept = {}
        for piece, cell in self.pieces.items():
            if not seen.issuperset(piece.data) or zlib.crc32(piece.data) % self._every == 0:
                seen.update(piece.data)
                kept[piece] = cell
        self.pieces = kept


def pieces_of(cell: bytes, *, cut: bool = False) -> Iterator[Piece]:
    """Yield the words of a cell that are not ASCII. If the cell is ``cut``, the last word is left
    out."""
    for data in BETWEEN.split(cell)[: -1 if cut else None]:
        found = HIGH.search(data)
        if found is None:
            continue
        before = found.start()
        start = 0 if before <= LONGEST_BEFORE else before - KEPT_BEFORE
        yield Piece(data[start : start + LONGEST_PIECE], len(data) - start > LONGEST_PIECE)


def _is_utf_8(line: bytes) -> bool:
    try:
        line.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True
