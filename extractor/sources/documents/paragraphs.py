"""Joins rows to paragraphs: rejoins hyphenated words, continues sentences across columns and pages,
and records which page each part of the text is from."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING

from extractor.text.sentences import ends_sentence
from extractor.text.words import LETTERS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from extractor.sources.documents.columns import Block
    from extractor.sources.documents.rows import Row

__all__ = ["PageText", "Spelling", "text_of_pages"]

GAP = 1.4  # times the usual line distance; a larger gap separates paragraphs
OTHER_SIZE = 0.12  # share by which the font size changes between paragraphs
INDENT = 0.8  # font sizes
NEAR = 3  # lines above and below from which the line length is found
CELL = " | "
SLACK = 0.5  # font sizes of tolerance for the room at a line's end
BULLETS = tuple(f"{sign}{space}" for sign in "•▪◦‣●■–—-" for space in " \t\u00a0")
SOFT = "\u00ad"
HYPHENS = "-\u00ad\u2010\u2011"
WORD = re.compile(r"[^\W\d_]+(?:[-\u2010\u2011][^\W\d_]+)*")
# Prefixes that keep their hyphen; all other hyphenated words are joined.
PREFIXES = frozenset(
    {"all", "anti", "counter", "cross", "ex", "half", "mid", "multi", "non", "pro", "self", "so"}
)


@dataclass
class PageText:
    """The blocks of one page in reading order."""

    number: int
    blocks: list[Block] = field(default_factory=list)


class Spelling:
    """The words of a document, used to decide whether ``cease-`` and ``fire`` are one word."""

    def __init__(self, texts: Sequence[str]) -> None:
        self._words: Counter[str] = Counter()
        for text in texts:
            self._words.update(word.casefold() for word in WORD.findall(text.rstrip(HYPHENS)))

    def seam(self, before: str, after: str) -> tuple[int, str]:
        """Return how two lines of a paragraph are joined: how many letters to drop from the first
        line's end, and what to insert."""
        if _unspaced(before[-1:]) and _unspaced(after[:1]):
            return 0, ""
        hyphened = before[-1:] in HYPHENS
        following = LETTERS.match(after)
        if not (hyphened and before[-2:-1].isalpha() and following):
            return (0, "") if hyphened and not before[-2:-1].isspace() else (0, " ")
        parted = LETTERS.findall(before[-60:])[-1]
        kept = before[-1] != SOFT and self._keeps_hyphen(parted, following[0])
        return (0, "") if kept else (1, "")

    def _keeps_hyphen(self, first: str, second: str) -> bool:
        if not second[0].islower():  # al-Shabaab, Mosul-Kirkuk
            return True
        whole = self._words[f"{first}{second}".casefold()]
        hyphened = self._words[f"{first}-{second}".casefold()]
        if whole or hyphened:
            return hyphened > whole
        return first.casefold() in PREFIXES


def text_of_pages(
    pages: Sequence[PageText], spelling: Spelling
) -> tuple[str, list[dict[str, int]]]:
    """Return a document's text, paragraphs separated by blank lines, and the position of each page:
    ``{"page": 3, "start": 4120, "end": 6377}``, in characters. Pages without text are left out."""
    parts: list[str] = []
    length = 0
    spans: list[dict[str, int]] = []
    before: tuple[Block, Row] | None = None
    for page in pages:
        for block in page.blocks:
            leading = _leading(block)
            for at, row in enumerate(block.rows):
                words = row.text[:-1].replace(SOFT, "") + row.text[-1:]
                cut, glue = 0, "\n\n"
                if before is None:
                    glue = ""
                elif _goes_on(before, block, at, leading):
                    cut, glue = spelling.seam(parts[-1], words)
                elif parts[-1].endswith(SOFT):
                    cut = 1
                if cut:
                    parts[-1] = parts[-1][:-cut]
                    length -= cut
                    spans[-1]["end"] = length
                start = length + len(glue)
                parts += [glue, words]
                length = start + len(words)
                if not spans or spans[-1]["page"] != page.number:
                    spans.append({"page": page.number, "start": start, "end": length})
                spans[-1]["end"] = length
                before = (block, row)
    return "".join(parts), spans


def _goes_on(before: tuple[Block, Row], block: Block, at: int, leading: float) -> bool:
    """Return whether a row continues the paragraph of the row read before it."""
    (former, above), row = before, block.rows[at]
    if CELL in above.text or CELL in row.text:
        return False
    if former is block:
        return _goes_on_within(block, at, leading)
    return _goes_on_after(former, above, row)


def _leading(block: Block) -> float:
    """Return the usual line distance of a block."""
    steps = [
        above.y - below.y
        for above, below in pairwise(block.rows)
        if 0.5 * below.size < above.y - below.y < 2.5 * below.size
    ]
    return median(steps) if steps else 0.0


def _goes_on_within(block: Block, at: int, leading: float) -> bool:
    """Return whether a row continues the paragraph of the row above it in its column."""
    above, row = block.rows[at - 1], block.rows[at]
    size = max(above.size, row.size)
    if abs(above.size - row.size) > OTHER_SIZE * size or row.text.startswith(BULLETS):
        return False
    if above.y - row.y > GAP * (leading or 1.5 * size):
        return False
    if row.x0 - block.left > INDENT * size and row.x0 - above.x0 > INDENT * size:
        return False
    return not _broken_on_purpose(_edge(block, at, GAP * (leading or 1.5 * size)), above, row)


def _edge(block: Block, at: int, gap: float) -> float:
    """Return the right edge of lines near here: the longest row around this one, up to the next
    gap. Lines beside a picture are short, but all equally so."""
    rows = block.rows
    first, last = at - 1, at
    while first > 0 and at - first <= NEAR and rows[first - 1].y - rows[first].y <= gap:
        first -= 1
    while last + 1 < len(rows) and last - at < NEAR and rows[last].y - rows[last + 1].y <= gap:
        last += 1
    return max(row.x1 for row in rows[first : last + 1])


def _goes_on_after(former: Block, above: Row, row: Row) -> bool:
    """Return whether a row at the top of a column or page continues the last paragraph before
    it."""
    if abs(above.size - row.size) > OTHER_SIZE * max(above.size, row.size):
        return False
    ended = ends_sentence(above.text) or above.text.endswith((":", ";"))
    if ended or row.text.startswith(BULLETS):
        return False
    if row.text[:1].islower() or above.text[-1:] in HYPHENS:
        return True
    return len(former.rows) > 1 and not _broken_on_purpose(former.right, above, row)


def _broken_on_purpose(right: float, above: Row, row: Row) -> bool:
    """Return whether the line above ends although the next word would fit: then a paragraph,
    heading, address or verse ends there."""
    word, _, _ = row.text.partition(" ")
    needed = (len(word) + 1) * row.width / max(1, len(row.text))
    return right - above.x1 > 1.15 * needed + SLACK * row.size


def _unspaced(letter: str) -> bool:
    """Return whether a letter's script has no spaces between words."""
    return (
        "\u3040" <= letter <= "\u9fff"
        or "\uf900" <= letter <= "\ufaff"
        or ("\u3000" <= letter <= "\u303f" or "\uff00" <= letter <= "\uffef")
    )
