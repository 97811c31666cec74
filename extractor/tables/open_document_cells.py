"""Cells of an OpenDocument spreadsheet: their values, and whether they are struck through."""

from __future__ import annotations

import math
from datetime import datetime
from typing import Any

__all__ = ["Cell", "Styles"]

SPACE = "urn:oasis:names:tc:opendocument:xmlns:%s:1.0 "
OFFICE, TABLE, TEXT, STYLE = (SPACE % name for name in ("office", "table", "text", "style"))
ERROR = "urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0 value-type"
MOST_DIGITS = 15  # of a whole number; longer ones are not exact
BLANKS = str.maketrans("\t\r\n", "   ")
MOST_SPACES = 1000
NUMBERS = ("float", "percentage", "currency")
# Constants, as they are needed for every cell of every row.
P, SPAN, SPACES, TAB, BREAK, COUNT, LOOK = (
    f"{TEXT}{name}" for name in ("p", "span", "s", "tab", "line-break", "c", "style-name")
)
KIND, VALUE, DAY, TRUTH, WORDS = (
    f"{OFFICE}{name}"
    for name in ("value-type", "value", "date-value", "boolean-value", "string-value")
)
CELL_STYLE, FORMULA, COLUMNS, ROWS, ACROSS = (
    f"{TABLE}{name}"
    for name in (
        *("style-name", "formula", "number-columns-repeated", "number-rows-spanned"),
        "number-columns-spanned",
    )
)


class Styles:
    """The names of the styles that strike text through, and of the styles of hidden sheets."""

    def __init__(self) -> None:
        self.struck: set[str] = set()
        self.unseen: set[str] = set()
        self._name = ""

    def see(self, tag: str, said: dict[str, str]) -> None:
        """Take in an element that stands before the sheets."""
        if tag == f"{STYLE}style":
            self._name = said.get(f"{STYLE}name", "")
            if said.get(f"{STYLE}parent-style-name") in self.struck:
                self.struck.add(self._name)
        elif tag == f"{STYLE}text-properties":
            lines = (said.get(f"{STYLE}text-line-through-{what}") for what in ("style", "type"))
            drawn = [line for line in lines if line]
            if drawn and "none" not in drawn:
                self.struck.add(self._name)
            elif drawn:
                self.struck.discard(self._name)
        elif tag == f"{STYLE}table-properties" and said.get(f"{TABLE}display") == "false":
            self.unseen.add(self._name)


class Cell:
    """A cell while it is read. ``columns`` is how often it is repeated, ``rows`` and ``across`` how
    many rows and columns it covers, ``size`` the length of its text."""

    __slots__ = (
        *("across", "columns", "rows", "size", "style"),
        *("_covered", "_looks", "_open", "_paragraphs", "_said", "_spans"),
    )

    def __init__(self, said: dict[str, str], *, covered: bool) -> None:
        self._said = said
        self._covered = covered
        self.style = said.get(CELL_STYLE)
        self.columns = _number(said, COLUMNS)
        self.rows = _number(said, ROWS)
        self.across = _number(said, ACROSS)
        self.size = 0
        self._paragraphs: list[list[str]] = []
        self._spans: list[str | None] = []
        self._open = 0  # open paragraphs
        self._looks: set[str | None] = set()

    def start(self, tag: str, said: dict[str, str], styles: Styles) -> None:
        if tag == P:
            self._open += 1
            self._paragraphs.append([])
        elif tag == SPAN:
            style = said.get(LOOK)
            self._spans.append("struck" if style in styles.struck else None)
        elif self._open and tag == SPACES:
            count = said.get(COUNT, "1")
            many = int(count) if count.isdecimal() and len(count) < 9 else 1
            self._paragraphs[-1].append(" " * min(many, MOST_SPACES))
        elif self._open and tag in (TAB, BREAK):
            self._paragraphs[-1].append("\t" if tag == TAB else "\n")

    def end(self, tag: str) -> None:
        if tag == P:
            self._open = max(0, self._open - 1)
        elif tag == SPAN and self._spans:
            self._spans.pop()

    def text(self, words: str) -> None:
        if self._open:
            self.size += len(words)
            self._paragraphs[-1].append(_one_space(words))
            if words.strip():
                self._looks.add("struck" if "struck" in self._spans else None)

    def is_struck(self, styles: Styles) -> bool:
        """Return whether all its words are struck through by its own style."""
        return self._looks == {"struck"}

    def is_partly_struck(self, styles: Styles) -> bool:
        """Return whether some of its words are struck through and others are not."""
        return len(self._looks) > 1 and self.style not in styles.struck

    @property
    def lacks_value(self) -> bool:
        """Return whether the cell is a formula whose value was never calculated."""
        if FORMULA not in self._said or self._paragraphs:
            return False
        return not any(key.startswith(OFFICE) and key.endswith("value") for key in self._said)

    def value(self) -> Any:
        """Return its text, number, day (``datetime``) or boolean; ``None`` for an empty cell."""
        if self._covered:  # hidden below a merged cell
            return None
        said = self._said
        kind = said.get(KIND)
        shown = "\n".join(map("".join, self._paragraphs))
        if said.get(ERROR) == "error":
            return shown or None
        if kind in NUMBERS:
            return _figure(said.get(VALUE, ""), shown)
        if kind == "date":
            return _day(said.get(DAY, ""), shown)
        if kind == "boolean" and said.get(TRUTH) in ("true", "false"):
            return said[TRUTH] == "true"
        words = said.get(WORDS, shown) if kind == "string" else shown
        return words if words.strip() else None


def _number(said: dict[str, str], name: str) -> int:
    if (digits := said.get(name)) is None:
        return 1
    return max(1, int(digits)) if digits.isdecimal() and len(digits) < 10 else 1


def _figure(number: str, shown: str) -> Any:
    digits = number.removeprefix("-")
    if digits.isascii() and digits.isdecimal() and len(digits) <= MOST_DIGITS:
        return int(number)
    try:
        found = float(number)
    except ValueError:
        return shown or None
    return found if math.isfinite(found) else shown or None


def _day(day: str, shown: str) -> Any:
    seconds, point, part = day.partition(".")
    try:
        return datetime.fromisoformat(f"{seconds}.{part[:6]:0<6}" if point else seconds)
    except ValueError:  # not a calendar day, or a year outside Python's range
        return shown or day or None


def _one_space(words: str) -> str:
    """Collapse each run of white space to one space, as OpenDocument requires."""
    if not words.isprintable():
        words = words.translate(BLANKS)
    while "  " in words:
        words = words.replace("  ", " ")
    return words
