"""Joins the pieces of text on a page to rows, the lines that people see."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from extractor.sources.documents.right_to_left import has_leftward, in_reading_order
from extractor.text.raised import raised

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

__all__ = ["Piece", "Row", "joined", "rows_of"]

# All in parts of the font size (em).
SAME_LINE = 0.35  # baselines that differ by less belong to one line
WORD_GAP = 0.15  # a space between words has a quarter, widely spaced letters a tenth
PART_GAP = 0.9  # a wider gap may be the gutter between two columns
NARROW_GAP = 0.5  # so may one of this width, if it is at the same place in many lines
SHARED = 0.25  # share of lines for that
CELL_GAP = 2.0  # a gap this wide separates the cells of a table
TWICE = 0.2  # equal letters this near are drawn twice, to look bold
TWICE_LEFTWARD = 0.05  # for single shapes, some of which are narrow
SMALLER = 0.85  # of the line's font size; a raised mark is not larger
RAISED = (0.12, 0.8)
MARKS, LONGEST_MARK = frozenset("0123456789*†‡§,"), 6
LIGATURES = {0x00A0: " ", 0x00AD: "\u00ad"} | {
    code: unicodedata.normalize("NFKC", chr(code)) for code in range(0xFB00, 0xFB07)
}


@dataclass(frozen=True)
class Piece:
    """Some letters of a page, from ``x0`` to ``x1`` on the baseline ``y`` (upwards from the page's
    lower edge), with their font ``size``. All in points.

    ``shapes`` are the glyphs drawn for them, from left to right, each with its share of the width.
    For single shapes (:mod:`~extractor.sources.documents.right_to_left`) ``blank`` means that a
    blank stands before, ``leftward`` that ``x0`` and ``x1`` count from the page's right edge, and
    ``turned`` that brackets are named by their look.
    """

    text: str
    x0: float
    x1: float
    y: float
    size: float
    shapes: tuple[tuple[str, float], ...] = ()
    blank: bool = False
    leftward: bool = False
    turned: bool = False


@dataclass(frozen=True)
class Row:
    """A line of text, or the part of it in one column."""

    text: str
    x0: float
    x1: float
    y: float
    size: float

    @property
    def width(self) -> float:
        return self.x1 - self.x0


def rows_of(pieces: Iterable[Piece]) -> list[Row]:
    """Return the rows of a page from top to bottom, parts of one line from left to right.

    A small raised number is written as one (``³``), so that it is never read as a digit of the
    number before it.
    """
    clean = [replace(each, text=each.text.translate(LIGATURES)) for each in pieces]
    lines = _lines([each for each in clean if each.text.strip() and each.size > 0])
    parted = []
    for line in _with_raised(lines):
        parts = [_row(part) for part in _parts(line)]
        parted.append([part for part in parts if part.text])
    rows = [row for line in _without_false_gaps(parted) for row in line]
    return sorted(rows, key=lambda row: (-row.y, row.x0))


def joined(rows: Sequence[Row]) -> Row:
    """Return the parts of one line as one row, with `` | `` where they are far apart."""
    first, *following_rows = sorted(rows, key=lambda row: row.x0)
    for row in following_rows:
        gap = row.x0 - first.x1
        between = " | " if gap > CELL_GAP * max(row.size, first.size) else " "
        longer = max(first, row, key=lambda each: len(each.text))
        first = Row(
            f"{first.text}{between}{row.text}",
            first.x0,
            max(first.x1, row.x1),
            longer.y,
            longer.size,
        )
    return first


def _without_false_gaps(lines: list[list[Row]]) -> list[list[Row]]:
    """Rejoin parts of a line if the gap is narrow and no other line has it: in a justified line the
    spaces between words are as wide as some gutters."""
    gaps = [[(left.x1, right.x0) for left, right in pairwise(line)] for line in lines]
    found = []
    for line in lines:
        whole: list[Row] = []
        for row in line:
            if whole and _is_false_gap(whole[-1], row, gaps):
                whole[-1] = joined([whole[-1], row])
            else:
                whole.append(row)
        found.append(whole)
    return found


def _is_false_gap(left: Row, right: Row, gaps: list[list[tuple[float, float]]]) -> bool:
    if right.x0 - left.x1 > PART_GAP * max(left.size, right.size):
        return False
    middle = (left.x1 + right.x0) / 2
    sharing = sum(any(start <= middle <= end for start, end in line) for line in gaps)
    return sharing < max(4, SHARED * len(gaps))


def _lines(pieces: list[Piece]) -> list[list[Piece]]:
    """Group pieces by baseline, from the top. The largest come first, so that the letters set the
    line's position and not a small mark beside them."""
    lines: list[tuple[float, float, list[Piece]]] = []
    for piece in sorted(pieces, key=lambda each: (-each.y, each.x0)):
        for y, size, line in lines[-6:]:
            near = abs(y - piece.y) <= SAME_LINE * min(size, piece.size)
            if near and abs(size - piece.size) <= size / 2:
                line.append(piece)
                break
        else:
            lines.append((piece.y, piece.size, [piece]))
    return [line for _, _, line in lines]


def _with_raised(lines: list[list[Piece]]) -> list[list[Piece]]:
    """Return the lines, with small raised marks moved into the line of their word."""
    kept: list[list[Piece]] = []
    marks: list[Piece] = []
    for line in lines:
        alone = [each for each in line if not _is_mark(each.text.strip())]
        if alone or len(line) > 20:
            kept.append(line)
        else:
            marks.extend(line)
    for mark in marks:
        host = next((line for line in kept if _stands_at(mark, line)), None)
        if host is None:
            kept.append([mark])
        else:
            host.append(_as_raised(mark))
    return [_marks_within(line) for line in kept]


def _marks_within(line: list[Piece]) -> list[Piece]:
    """Return the line with raised marks on its own baseline written as raised."""
    size = max(each.size for each in line)
    base = min((each.y for each in line if each.size > SMALLER * size), default=line[0].y)
    return [
        _as_raised(each)
        if each.size <= SMALLER * size
        and each.y - base > RAISED[0] * size
        and _is_mark(each.text.strip())
        else each
        for each in line
    ]


def _stands_at(mark: Piece, line: list[Piece]) -> bool:
    return any(
        mark.size <= SMALLER * each.size
        and RAISED[0] * each.size < mark.y - each.y < RAISED[1] * each.size
        and min(abs(mark.x0 - each.x1), abs(each.x0 - mark.x1)) < 0.6 * each.size
        for each in line
    )


def _as_raised(mark: Piece) -> Piece:
    return replace(mark, text=raised(mark.text.strip()))


def _parts(line: list[Piece]) -> list[list[Piece]]:
    """Return the pieces of a line from left to right, split where a column may end."""
    parts: list[list[Piece]] = []
    end = 0.0
    for piece in sorted(line, key=lambda each: each.x0):
        gap = PART_GAP if piece.blank else NARROW_GAP
        if parts and piece.x0 - end <= gap * max(piece.size, parts[-1][-1].size):
            if not _drawn_twice(piece, parts[-1]):
                parts[-1].append(piece)
        else:
            parts.append([piece])
        end = max(end, piece.x1) if len(parts[-1]) > 1 else piece.x1
    return parts


def _drawn_twice(piece: Piece, line: list[Piece]) -> bool:
    """Return whether the same letters are already there: drawn twice, slightly apart, they look
    bold."""
    hair = TWICE_LEFTWARD if piece.leftward else TWICE
    return any(
        each.text == piece.text and abs(each.x0 - piece.x0) < hair * piece.size
        for each in line[-3:]
    )


def _row(part: list[Piece]) -> Row:
    units: list[str] = []
    end = part[0].x0
    for piece in part:
        raised = "⁰" <= piece.text[:1] <= "⁹" or piece.text[:1] in "¹²³"
        apart = piece.blank or piece.x0 - end > WORD_GAP * piece.size
        units += [" ", piece.text] if apart and not raised else [piece.text]
        end = max(end, piece.x1) if piece.leftward else piece.x1
    leftward = part[0].leftward
    if leftward or has_leftward("".join(units)):
        text = in_reading_order(units, leftward=leftward, turned=part[0].turned)
    else:
        text = "".join(units)
    counts: dict[float, int] = {}
    for piece in part:
        counts[piece.size] = counts.get(piece.size, 0) + len(piece.text.strip())
    size = max(counts, key=lambda each: counts[each])
    base = next(each.y for each in part if each.size == size)
    left = min(each.x0 for each in part)
    return Row(" ".join(text.split()), left, max(each.x1 for each in part), base, size)


def _is_mark(words: str) -> bool:
    """Return whether the words are only a footnote mark."""
    return 1 <= len(words) <= LONGEST_MARK and MARKS.issuperset(words)
