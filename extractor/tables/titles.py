"""Lines above the header of a delimited text: the title, source and licence that exports put there.

Title lines are recognised with ``TableOptions.fits``: if the first line is not a wanted header and
a later one is, the later one is the header.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence

from extractor.tables.options import Fits
from extractor.text.printable import plural

__all__ = ["HEADER_WITHIN", "header_below", "lines_left_out", "names_in"]

HEADER_WITHIN = 30  # lines from the top; a header may stand this far down

LONGEST_ABOVE = 1_000_000  # characters


def header_below(
    first: Sequence[str], following: Iterator[str], fits: Fits, delimiters: Sequence[str]
) -> tuple[list[str], int | None]:
    """Return the lines looked at, and how many of them stand above the header; ``None`` if no line
    is a wanted header. ``first`` are the lines already read."""
    lines = list(first)
    size = sum(map(len, lines))
    while len(lines) < HEADER_WITHIN and size < LONGEST_ABOVE and (line := next(following, "")):
        lines.append(line)
        size += len(line)
    for number, line in enumerate(lines):
        for delimiter in delimiters:
            if delimiter in line and fits(names_in(line, delimiter)) is not None:
                return lines, number
    return lines, None


def lines_left_out(lines: Sequence[str], header_line: int) -> str:
    """Return a note such as ``2 lines above the header in line 3 left out``."""
    count = sum(1 for line in lines if line.strip())
    return f"{plural(count, 'line')} above the header in line {header_line} left out"


def names_in(header: str, delimiter: str) -> list[str]:
    """Return the column names in a header's text; none if it is not a line of a table."""
    try:
        cells: list[str] = next(csv.reader(header.splitlines(True), delimiter=delimiter), [])
    except csv.Error:
        return []
    return [cell.strip() for cell in cells]
