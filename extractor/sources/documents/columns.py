"""Puts the rows of a page into reading order: column by column, with headings that span columns in
their place.

A gutter between columns is told from the space in a table by its two sides: columns of text are
filled from edge to edge, table cells are not.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING

from extractor.sources.documents.rows import CELL_GAP, PART_GAP, Row, joined

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["Block", "blocks_of"]

MOST_COLUMNS = 4
FEWEST_ROWS = 4  # rows on each side of a gutter
FILLED = 0.6  # share of a column's width filled by the median row
LETTERS = 12  # letters of the median row; cells of a table are shorter
ACROSS = 0.75  # share of lines that may cross a gutter: headings, titles, other layouts
NARROW_ACROSS = 0.5  # the same if the gutter is no wider than a wide space between words
LARGER = 1.3  # times the usual font size, for titles
NARROWEST = 0.4  # font sizes; the narrowest gutter
ALIGNED = 2.5  # font sizes from a column's left edge, within which most of its rows begin
MARGIN = 2.5  # font sizes between the text and what a printing program adds above and below
MARGIN_LINES = 2  # most margin lines at either end


@dataclass
class Block:
    """Rows read one after another, in a column from ``left`` to ``right``."""

    rows: list[Row] = field(default_factory=list)
    left: float = 0.0
    right: float = 0.0


def blocks_of(rows: Sequence[Row]) -> list[Block]:
    """Return the rows of a page in reading order, each line complete within its column."""
    head, text, foot = _without_margins(rows)
    blocks = _read(text, MOST_COLUMNS)
    if len(blocks) < 2:
        return [block for block in [_block(list(rows))] if block.rows]
    return [block for block in (_block(head), *blocks, _block(foot)) if block.rows]


def _without_margins(rows: Sequence[Row]) -> tuple[list[Row], list[Row], list[Row]]:
    """Return the lines above the text, the text, and the lines below it.

    A program prints date and address in the margins. These lines are wider than the columns and
    would hide the gutter.
    """
    down = sorted(rows, key=lambda each: -each.y)
    first = _margin(down)
    last = len(down) - _margin(down[::-1])
    if first >= last:
        return [], list(rows), []
    return down[:first], down[first:last], down[last:]


def _margin(rows: list[Row]) -> int:
    """Return how many rows at one end of a page are margin lines: apart from the text, and not
    beginning where a column does."""
    lines = 1
    for place, (before, row) in enumerate(pairwise(rows), start=1):
        size = max(before.size, row.size)
        step = abs(before.y - row.y)
        if step > MARGIN * size:
            outer, text = rows[:place], rows[place:]
            begin = min(each.x0 for each in outer)
            alike = sum(abs(each.x0 - begin) < size for each in text)
            return place if alike < FEWEST_ROWS - 1 else 0
        lines += step > 0.5 * size
        if lines > MARGIN_LINES:
            return 0
    return 0


def _read(rows: list[Row], most: int) -> list[Block]:
    gutter = _gutter(rows, most)
    if gutter is None:
        return [_block(rows)]
    blocks: list[Block] = []
    left: list[Row] = []
    right: list[Row] = []

    def columns() -> None:
        for side in (left, right):
            if side:
                blocks.extend(_read(list(side), most - 1))
                side.clear()

    across: list[Row] = []
    for row in sorted(rows, key=lambda each: (-each.y, each.x0)):
        if row.x1 <= gutter:
            side = left
        elif row.x0 >= gutter:
            side = right
        else:
            columns()
            across.append(row)
            continue
        if across:
            blocks.append(_block(across))
            across = []
        side.append(row)
    columns()
    if across:
        blocks.append(_block(across))
    return blocks


def _block(rows: list[Row]) -> Block:
    lines: list[list[Row]] = []
    for row in sorted(rows, key=lambda each: (-each.y, each.x0)):
        if lines and abs(lines[-1][0].y - row.y) < 0.3 * min(lines[-1][0].size, row.size):
            lines[-1].append(row)
        else:
            lines.append([row])
    whole = [joined(line) for line in lines]
    if not whole:
        return Block()
    return Block(whole, min(row.x0 for row in whole), max(row.x1 for row in whole))


def _gutter(rows: list[Row], most: int = MOST_COLUMNS) -> float | None:
    """Return the position between two columns, where fewest rows cross; ``None`` for one column."""
    if most < 2 or len(rows) < 2 * FEWEST_ROWS:
        return None
    size = median(row.size for row in rows)
    lines = _count_of_lines(rows)
    best: tuple[int, float, float] | None = None
    for start in _starts(rows):
        left = [row for row in rows if row.x1 <= start]
        right = [row for row in rows if row.x0 >= start]
        if min(_count_of_lines(left), _count_of_lines(right)) < FEWEST_ROWS:
            continue
        across = _count_of_lines([row for row in rows if row.x0 < start < row.x1])
        # A page number or the end of a rule may reach into a gutter, so one row in twenty may
        # cross. So may a title in larger print.
        ends = sorted(row.x1 for row in left if row.size <= LARGER * size)
        end = ends[-1 - len(ends) // 20] if ends else start
        most_across = ACROSS if start - end > PART_GAP * size else NARROW_ACROSS
        if across > most_across * lines or start - end < NARROWEST * size:
            continue
        found = (-across, start - end, (start + end) / 2)
        if not _side_by_side(rows, (start + end) / 2):
            continue
        if (best is None or found > best) and _columns(left, right, most):
            best = found
    return None if best is None else best[2]


def _side_by_side(rows: list[Row], gutter: float) -> bool:
    """Return whether several rows follow one another on both sides before a row crosses. A wide
    space between words may be at the same place in single lines, too."""
    left: set[float] = set()  # lines; a justified line may have many parts
    right: set[float] = set()
    for row in sorted(rows, key=lambda each: -each.y):
        if row.x0 < gutter < row.x1:
            left, right = set(), set()
        elif row.x1 <= gutter:
            left.add(row.y)
        else:
            right.add(row.y)
        if min(len(left), len(right)) >= FEWEST_ROWS - 1:
            return True
    return False


def _count_of_lines(rows: list[Row]) -> int:
    return len({row.y for row in rows})


def _starts(rows: list[Row]) -> list[float]:
    """Return the left edges at which several rows begin; those of columns are among them."""
    edges = sorted(row.x0 for row in rows)
    found: list[float] = []
    for at, edge in enumerate(edges):
        if at + 2 < len(edges) and edges[at + 2] - edge < 2 and (not found or edge - found[-1] > 2):
            found.append(edge)
    return found[1:]


def _columns(left: list[Row], right: list[Row], most: int) -> bool:
    """Return whether these are columns of text side by side, not table cells or an indented
    list."""
    top = min(max(row.y for row in side) for side in (left, right))
    bottom = max(min(row.y for row in side) for side in (left, right))
    if top <= bottom:  # one is below the other, not beside it
        return False
    return all(_is_column(side) or _gutter(side, most - 1) for side in (left, right))


def _is_column(rows: list[Row]) -> bool:
    rows = _with_loose_lines(rows)
    x0, x1 = min(row.x0 for row in rows), max(row.x1 for row in rows)
    size = median(row.size for row in rows)
    filled = median(row.width for row in rows) >= FILLED * (x1 - x0)
    worded = median(len(row.text) for row in rows) >= LETTERS
    aligned = sum(row.x0 - x0 <= ALIGNED * size for row in rows) >= len(rows) / 2
    return filled and worded and aligned


def _with_loose_lines(rows: list[Row]) -> list[Row]:
    """Join the rows of a line whose words are only far apart, as in a short justified line; cells
    are further apart."""
    whole: list[Row] = []
    for row in sorted(rows, key=lambda each: (-each.y, each.x0)):
        last = whole[-1] if whole else None
        if last and last.y == row.y and row.x0 - last.x1 <= CELL_GAP * row.size:
            whole[-1] = joined([last, row])
        else:
            whole.append(row)
    return whole
