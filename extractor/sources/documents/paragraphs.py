"""Rows to paragraphs: words parted at a line's end put together, sentences across columns and pages
kept whole, and for every place of the text the page it stands on."""

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

GAP = 1.4  # of the usual distance of two lines; more parts paragraphs
OTHER_SIZE = 0.12  # a change of the font's size that makes another paragraph
INDENT = 0.8  # font sizes
NEAR = 3  # lines above and below that tell how long a line may be
CELL = " | "
SLACK = 0.5  # font sizes by which the room at a line's end is judged with caution
BULLETS = tuple(f"{sign}{space}" for sign in "•▪◦‣●■–—-" for space in " \t\u00a0")
SOFT = "\u00ad"
HYPHENS = "-\u00ad\u2010\u2011"
WORD = re.compile(r"[^\W\d_]+(?:[-\u2010\u2011][^\W\d_]+)*")
# Prefixes that keep their hyphen; all other words that are parted are taken for whole ones.
PREFIXES = frozenset(
    {"all", "anti", "counter", "cross", "ex", "half", "mid", "multi", "non", "pro", "self", "so"}
)


@dataclass
class PageText:
    """The blocks of one page in the order in which they are read."""

    number: int
    blocks: list[Block] = field(default_factory=list)


class Spelling:
    """The words of a document, which tell whether ``cease-`` and ``fire`` are one word in it."""

    def __init__(self, texts: Sequence[str]) -> None:
        self._words: Counter[str] = Counter()
        for text in texts:
            self._words.update(word.casefold() for word in WORD.findall(text.rstrip(HYPHENS)))

    def seam(self, before: str, after: str) -> tuple[int, str]:
        """How two lines of one paragraph come together: how many letters the first loses at its
        end, and what is put between."""
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
    """The text of a document, paragraphs parted by blank lines, and where each page is in it:
    ``{"page": 3, "start": 4120, "end": 6377}``, in characters, pages without text left out."""
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
    """Whether a row is of the same paragraph as the one that was read before it."""
    (former, above), row = before, block.rows[at]
    if CELL in above.text or CELL in row.text:
        return False
    if former is block:
        return _goes_on_within(block, at, leading)
    return _goes_on_after(former, above, row)


def _leading(block: Block) -> float:
    """The usual distance of two lines of a block."""
    steps = [
        above.y - below.y
        for above, below in pairwise(block.rows)
        if 0.5 * below.size < above.y - below.y < 2.5 * below.size
    ]
    return median(steps) if steps else 0.0


def _goes_on_within(block: Block, at: int, leading: float) -> bool:
    """Whether a row is of the same paragraph as the one above it in its column."""
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
    """How far lines go here: the longest of those around a row, up to the next gap. Lines beside a
    picture are short, but none of them is shorter than the others."""
    rows = block.rows
    first, last = at - 1, at
    while first > 0 and at - first <= NEAR and rows[first - 1].y - rows[first].y <= gap:
        first -= 1
    while last + 1 < len(rows) and last - at < NEAR and rows[last].y - rows[last + 1].y <= gap:
        last += 1
    return max(row.x1 for row in rows[first : last + 1])


def _goes_on_after(former: Block, above: Row, row: Row) -> bool:
    """Whether a row at the head of a column or page goes on with the last paragraph before it."""
    if abs(above.size - row.size) > OTHER_SIZE * max(above.size, row.size):
        return False
    ended = ends_sentence(above.text) or above.text.endswith((":", ";"))
    if ended or row.text.startswith(BULLETS):
        return False
    if row.text[:1].islower() or above.text[-1:] in HYPHENS:
        return True
    return len(former.rows) > 1 and not _broken_on_purpose(former.right, above, row)


def _broken_on_purpose(right: float, above: Row, row: Row) -> bool:
    """Whether the line above ends although the next word had room on it: a paragraph ends there, or
    a heading, an address, a verse."""
    word, _, _ = row.text.partition(" ")
    needed = (len(word) + 1) * row.width / max(1, len(row.text))
    return right - above.x1 > 1.15 * needed + SLACK * row.size


def _unspaced(letter: str) -> bool:
    """Whether a letter is of a script that puts no space between words."""
    return (
        "\u3040" <= letter <= "\u9fff"
        or "\uf900" <= letter <= "\ufaff"
        or ("\u3000" <= letter <= "\u303f" or "\uff00" <= letter <= "\uffef")
    )
