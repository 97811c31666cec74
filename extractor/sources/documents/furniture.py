"""Finds what is on a page but not part of its text: running heads, page numbers, footnotes."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING, TypeAlias

from extractor.sources.documents.rows import Row
from extractor.text.raised import PLAIN, RAISED
from extractor.text.words import FIGURES

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from extractor.sources.documents.columns import Block

__all__ = ["Note", "body_size", "footnotes_of", "marks_in", "running_heads", "without_marks"]

OUTERMOST = 3  # lines at the top and bottom of a page searched for running heads
APART = 1.35  # times the usual line distance, between a running head and the text
LARGE = 1.15  # times the body's font size, for a heading
ZONE = 0.16  # share of the height of the printed area of all pages
SMALL_PRINT = 0.93  # times the body's font size, at most, for footnotes
ROMAN, LONGEST_ROMAN = frozenset("ivxlc"), 6
PAGE = frozenset(
    {
        *("p", "page", "pagina", "página", "pg", "seite", "s", "стр", "страница", "sayfa"),
        *("halaman", "صفحة", "第", "of", "de", "von", "sur", "из", "di", "van", "の", "dari"),
        *("页", "頁", "ページ"),
    }
)
"""Words beside a page number, and between it and the number of pages."""
_Head: TypeAlias = "tuple[str, str, int]"
MARK = re.compile(rf"[{RAISED}]{{1,4}}|[*†‡§]{{1,3}}")


@dataclass
class Note:
    """A footnote: its mark, its words, and the rows it was read from."""

    mark: str
    rows: list[Row] = field(default_factory=list)


def body_size(pages: Sequence[Sequence[Row]]) -> float:
    """Return the font size of most letters in a document, to half a point."""
    letters: Counter[float] = Counter()
    for rows in pages:
        for row in rows:
            letters[round(row.size * 2) / 2] += len(row.text)
    return letters.most_common(1)[0][0] if letters else 0.0


def running_heads(pages: Sequence[Sequence[Row]]) -> tuple[list[set[int]], list[str]]:
    """Return for each page the indices of rows that are running heads or page numbers, and the
    words of these heads.

    A running head is the same at the top or bottom of several pages, apart from numbers. In a
    document of one page, only a number alone at the edge is left out.
    """
    outer = [_outermost(number, pages) for number in range(len(pages))]
    body = body_size(pages)
    seen: Counter[_Head] = Counter()
    for number, page in enumerate(outer):
        seen.update({_head(pages[number][at], edge, body) for at, edge in page})
    enough = 2 if len(pages) < 7 else 3
    places: list[set[int]] = []
    heads: dict[str, str] = {}
    for number, page in enumerate(outer):
        found = set()
        for at, edge in page:
            row = pages[number][at]
            pattern = FIGURES.sub("#", _folded(row.text))
            repeated = len(pages) > 1 and seen[_head(row, edge, body)] >= enough
            if repeated or _is_number(pattern, pages[number], at):
                found.add(at)
                if not _is_page_number(pattern):
                    heads.setdefault(pattern, row.text)
        places.append(found)
    return places, [_shown(head) for head in heads.values()]


def footnotes_of(blocks: Sequence[Block], body: float, marks: set[str]) -> list[Note]:
    """Remove the footnotes from a page's blocks and return them. A footnote is small print at the
    end of a column that begins with a mark also found in the text above (``marks``)."""
    notes: list[Note] = []
    for block in blocks:
        end = len(block.rows)
        while end > 0 and block.rows[end - 1].size <= SMALL_PRINT * body:
            end -= 1
        begin = next(
            (at for at in range(end, len(block.rows)) if _mark_of(block.rows[at]) in marks), None
        )
        if begin is None:
            continue
        for row in block.rows[begin:]:
            mark = _mark_of(row)
            if mark in marks and (not notes or mark != notes[-1].mark):
                notes.append(Note(mark.translate(PLAIN)))
            notes[-1].rows.append(row)
        del block.rows[begin:]
    return notes


def _is_page_number(words: str) -> bool:
    """Return whether a line (its figures as ``#``) is a page number, perhaps with the number of
    pages."""
    if 1 <= len(words) <= LONGEST_ROMAN and ROMAN.issuperset(words):
        return True
    parts = "".join(
        f" {sign} " if sign in "#/" else sign if sign.isalpha() else " " for sign in words
    )
    named = parts.lower().split()
    between = " ".join(named)
    only_page_words = all(one in PAGE or one in "#/" for one in named)
    return only_page_words and 1 <= named.count("#") <= 2 and "# #" not in between


def marks_in(rows: Iterable[Row]) -> set[str]:
    """Return the footnote marks in a text: raised numbers and daggers directly after a word."""
    found = set()
    for row in rows:
        for mark in MARK.finditer(row.text):
            if mark.start() > 0 and not row.text[mark.start() - 1].isspace():
                found.add(mark[0])
    return found


def without_marks(text: str, marks: set[str]) -> str:
    """Return the text without the marks of these footnotes."""
    plain = {mark.translate(PLAIN) for mark in marks}
    return MARK.sub(
        lambda found: "" if found.start() and found[0].translate(PLAIN) in plain else found[0],
        text,
    )


def _mark_of(row: Row) -> str:
    found = MARK.match(row.text)
    return found[0] if found else ""


def _outermost(number: int, pages: Sequence[Sequence[Row]]) -> list[tuple[int, str]]:
    """Return the rows near a page's edges as pairs of index and edge."""
    rows = pages[number]
    if not rows:
        return []
    everywhere = [row.y for page in pages for row in page]
    low, high = min(everywhere), max(everywhere)
    margin = ZONE * (high - low)
    lines = sorted({round(row.y) for row in rows}, reverse=True)
    top, bottom = _set_apart(lines), _set_apart([-line for line in reversed(lines)])
    found = []
    for at, row in enumerate(rows):
        line = round(row.y)
        if line in top and row.y >= high - margin:
            found.append((at, "head"))
        elif -line in bottom and row.y <= low + margin:
            found.append((at, "foot"))
    return found


def _set_apart(lines: list[int]) -> list[int]:
    """Return the first lines up to a gap wider than the text's line distance. Without such a gap
    they belong to the text, and none is returned."""
    steps = [above - below for above, below in pairwise(lines)]
    if not steps:
        return lines
    usual = median(steps)
    for number, step in enumerate(steps[:OUTERMOST], start=1):
        if step > APART * usual:
            return lines[:number]
    return []


def _head(row: Row, edge: str, body: float) -> _Head:
    """Return the key that the rows of one running head share: their words and position. In print
    larger than the text, numbers count too: ``1 Background`` and ``2 Background`` are not one
    head."""
    words = _folded(row.text)
    if row.size <= LARGE * body:
        words = FIGURES.sub("#", words)
    return edge, words, round(row.y / 6)


def _folded(text: str) -> str:
    return " ".join(text.casefold().split())


def _is_number(pattern: str, rows: Sequence[Row], at: int) -> bool:
    """Return whether a row is a page number: the outermost line of a page that has other lines."""
    if not _is_page_number(pattern) or len(rows) < 3:
        return False
    others = [row.y for place, row in enumerate(rows) if place != at]
    y, size = rows[at].y, rows[at].size
    return y < min(others) - size / 2 or y > max(others) + size / 2


def _shown(head: str) -> str:
    return head if len(head) <= 60 else f"{head[:57]}…"
