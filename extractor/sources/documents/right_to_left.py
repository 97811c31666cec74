"""Puts text written from right to left from drawing order into reading order.

A page gives each shape's position, from left to right, and its letters. Arabic and Hebrew are read
the other way, but numbers and foreign words inside them are not. This is Unicode's bidirectional
algorithm (UAX 9), backwards.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from extractor.sources.documents.rows import Piece, Row

__all__ = [
    "by_shape",
    "drawn_as_typed",
    "has_leftward",
    "in_reading_order",
    "letter_forms",
    "mostly_leftward",
    "shapes_of",
]

MOSTLY = 0.3  # share of letters; a page with more is read from its right edge
LEFTWARD = frozenset({"R", "AL"})
FIGURES = frozenset({"EN", "AN"})
NEAR = 0.05  # font sizes between a blank and the shape beside it
FAR = 1.5  # font sizes between a mark and its letter
NO_JOIN = "\u200c"
BEARERS = " \u0640"  # characters that carry a mark shown alone
BRACKETS = "()[]{}<>«»‹›"
OPENING, CLOSING = BRACKETS[::2], BRACKETS[1::2]
TURNED = str.maketrans(OPENING + CLOSING, CLOSING + OPENING)
# Characters that only end words: some letters of Arabic and Hebrew, stops and commas.
AT_END = "\u0629\u05da\u05dd\u05df\u05e3\u05e5.,\u060c\u061b\u061f"
FEWEST = 3  # words that are evidence; "la" ends Arabic words too
ARTICLE = "\u0627\u0644"  # the Arabic article, at the beginning of words


def has_leftward(text: str) -> bool:
    """Return whether any letter is of a script written from right to left."""
    return any(unicodedata.bidirectional(sign) in LEFTWARD for sign in text)


def mostly_leftward(text: str) -> bool:
    """Return whether there are so many of them that the lines begin at the right."""
    signs = [unicodedata.bidirectional(sign) for sign in text if sign.isalpha()]
    return sum(sign in LEFTWARD for sign in signs) > MOSTLY * max(1, len(signs))


def letter_forms(text: str) -> str:
    """Return Arabic and Hebrew letters as typed, not in their form for the start or end of a
    word."""
    return "".join(
        _typed(sign) if "\ufb00" <= sign <= "\ufdff" or "\ufe70" <= sign <= "\ufeff" else sign
        for sign in text
    )


def _typed(sign: str) -> str:
    letters = unicodedata.normalize("NFKC", sign)
    # A mark that stands alone is a blank or a stroke with the mark.
    return letters[1:] if letters[:1] in BEARERS and _is_mark(letters[1:]) else letters


def shapes_of(shown: Any) -> tuple[tuple[str, float], ...]:
    """Return the shapes of a text that pypdf says is drawn, from left to right.

    Each has its letters (several for a ligature, in reading order) and its share of the width.
    Empty if this version of pypdf does not provide them.
    """
    font = shown.font
    raw = getattr(shown, "_raw_chars", "")
    if isinstance(font.encoding, dict):
        signs = [font.encoding.get(ord(sign), sign) for sign in raw if ord(sign) < 256]
        signs = list("".join(signs))
    else:
        signs = list(raw)
    found = [font.character_map.get(sign, sign) for sign in signs]
    if "".join(found) != shown.text:
        return ()
    widths = [max(0.0, font.get_text_width(sign)) for sign in signs]
    total = sum(widths) or 1.0
    # Marks have no width; a font may give them the width of any character.
    return tuple(
        (text, 0.0 if _is_mark(text) else width / total)
        for text, width in zip(found, widths, strict=True)
    )


def by_shape(pieces: Iterable[Piece], edge: float | None) -> list[Piece]:
    """Return the pieces split into shapes, with marks put to their letters. If ``edge`` is given
    (the page's right edge), positions are counted from it leftwards, so that what is read first has
    the smallest."""
    shapes: list[Piece] = []
    for piece in pieces:
        at = piece.x0
        for text, share in piece.shapes or ((piece.text, 1.0),):
            end = at + share * (piece.x1 - piece.x0)
            shapes.append(replace(piece, text=text, x0=at, x1=end, shapes=()))
            at = end
    found: list[Piece] = []
    drawn = _with_marks(shapes)
    for at, shape in enumerate(drawn):
        if not shape.text.strip():
            continue
        if edge is None:
            blank = at > 0 and _is_blank(drawn[at - 1], shape.x0, shape.size)
            found.append(replace(shape, blank=blank))
            continue
        blank = at + 1 < len(drawn) and _is_blank(drawn[at + 1], shape.x1, shape.size)
        text = shape.text + (NO_JOIN if _is_joint(drawn, at - 1) else "")
        found.append(
            replace(
                shape,
                text=text,
                x0=edge - shape.x1,
                x1=edge - shape.x0,
                blank=blank and not _is_joint(drawn, at + 1),
                leftward=True,
            )
        )
    if edge is not None and _draws_shapes_of_brackets(found):
        found = [replace(each, turned=True) for each in found]
    return found


def _is_blank(shape: Piece | None, at: float, size: float) -> bool:
    """Return whether this shape is a blank that begins or ends at this position."""
    if shape is None or shape.text.strip():
        return False
    return min(abs(shape.x0 - at), abs(shape.x1 - at)) < NEAR * size


def _is_joint(drawn: list[Piece], at: int) -> bool:
    """Return whether a blank of no width is between two letters of one word: browsers draw a
    zero-width non-joiner so."""
    if not 0 < at < len(drawn) - 1 or drawn[at].text.strip():
        return False
    left, right = drawn[at - 1], drawn[at + 1]
    together = left.y == right.y and abs(right.x0 - left.x1) < NEAR * left.size
    return together and _kind(left.text) in LEFTWARD and _kind(right.text) in LEFTWARD


def _with_marks(shapes: list[Piece]) -> list[Piece]:
    """Return the shapes with each mark behind its letter. That is the next or the last shape drawn,
    whichever is nearer for most marks of the page."""
    marks = [_is_raised(shapes, at) for at in range(len(shapes))]
    hosts: list[tuple[int, int, int]] = []
    cost = {1: 0.0, -1: 0.0}
    for at, shape in enumerate(shapes):
        if marks[at]:
            both = {step: _host(shapes, marks, at, step) for step in cost}
            hosts.append((at, both[1], both[-1]))
            for step, host in both.items():
                away = FAR * shape.size
                if host >= 0:
                    middle = (shapes[host].x0 + shapes[host].x1) / 2
                    away = min(away, abs(shape.x0 - middle))
                cost[step] += away
    following = cost[1] <= cost[-1]
    put: dict[int, list[str]] = {}
    for at, after, before in hosts:
        first, second = (after, before) if following else (before, after)
        host = first if first >= 0 else second
        if host >= 0:
            host_marks = put.setdefault(host, [])
            host_marks.insert(
                0 if host > at else len(host_marks), letter_forms(shapes[at].text).strip("\x00")
            )
    return [
        replace(shape, text=shape.text + "".join(put.get(at, ())))
        for at, shape in enumerate(shapes)
        if not marks[at]  # a mark without a letter is none
    ]


def _is_raised(shapes: list[Piece], at: int) -> bool:
    """Return whether a shape is a mark: named so by the page, or unnamed and standing higher or
    lower than the letter after it, as several marks in one shape do."""
    shape = shapes[at]
    if shape.text != "\x00":
        return _is_mark(letter_forms(shape.text))
    return at + 1 < len(shapes) and 0 < abs(shapes[at + 1].y - shape.y) < shape.size


def _host(shapes: list[Piece], marks: list[bool], at: int, step: int) -> int:
    """Return the index of the letter drawn directly before or after a mark, skipping other marks.
    Returns -1 if there is a blank or a stop instead."""
    place = at + step
    while 0 <= place < len(shapes) and marks[place]:
        place += step
    if not 0 <= place < len(shapes) or _kind(shapes[place].text) not in LEFTWARD:
        return -1
    near = abs(shapes[place].y - shapes[at].y) < FAR * shapes[at].size
    return place if near and abs(shapes[place].x0 - shapes[at].x0) < FAR * shapes[at].size else -1


def _is_mark(text: str) -> bool:
    return bool(text) and all(unicodedata.category(sign) == "Mn" for sign in text)


def _draws_shapes_of_brackets(pieces: list[Piece]) -> bool:
    """Return whether an opening bracket is named as a closing one: the page then names brackets by
    their look."""
    lines: dict[int, list[Piece]] = {}
    for each in pieces:
        if each.text in BRACKETS:
            lines.setdefault(round(each.y), []).append(each)
    votes = 0
    for line in lines.values():
        line.sort(key=lambda each: each.x0)
        votes += (line[0].text in CLOSING) - (line[0].text in OPENING)
        votes += (line[-1].text in OPENING) - (line[-1].text in CLOSING)
    return votes > 0


def in_reading_order(units: Sequence[str], *, leftward: bool, turned: bool = False) -> str:
    """Return the text of a line's shapes in reading order.

    With ``leftward`` they are given from right to left, and what is read from left to right in them
    is turned; otherwise the other way round. ``turned`` says that brackets are named by their look.
    """
    kinds = [_kind(unit) for unit in units]
    if not any(kind in LEFTWARD for kind in kinds) and (not leftward or "L" in kinds):
        return "".join(map(letter_forms, units[::-1] if leftward else units))
    if not leftward:
        return _with_leftward_runs(units, kinds)
    seen, kinds = [*units[::-1]], kinds[::-1]  # from left to right
    runs = [*_rightward_runs(seen, kinds)]
    text: list[str] = []
    at = len(seen)
    for run in runs[::-1]:
        text += _backwards(seen[run.stop : at], turned=turned)
        text += seen[run.start : run.stop]
        at = run.start
    text += _backwards(seen[:at], turned=turned)
    return "".join(map(letter_forms, text))


def _kind(unit: str) -> str:
    return unicodedata.bidirectional(unit[:1]) if unit else ""


def _backwards(units: Sequence[str], *, turned: bool) -> list[str]:
    return [unit.translate(TURNED) if turned else unit for unit in units[::-1]]


def _with_leftward_runs(units: Sequence[str], kinds: Sequence[str]) -> str:
    """Return a line given from left to right, with its right-to-left words turned."""
    text = ""
    at = 0
    while at < len(units):
        if kinds[at] not in LEFTWARD:
            text += letter_forms(units[at])
            at += 1
            continue
        stop = at
        while stop < len(units) and kinds[stop] != "L":
            stop += 1
        while kinds[stop - 1] not in LEFTWARD:
            stop -= 1
        text += in_reading_order(units[at:stop][::-1], leftward=True)
        at = stop
    return text


def _rightward_runs(units: Sequence[str], kinds: Sequence[str]) -> Iterable[range]:
    """Yield the parts read from left to right in a right-to-left line whose shapes are given from
    left to right: foreign words with what is between them, and numbers."""
    arabic = "AL" in kinds
    at = 0
    while at < len(units):
        if kinds[at] == "L" or kinds[at] == "EN":
            stop = _end_of_words(kinds, at)
            if stop:
                yield range(at, stop)
                at = stop
                continue
        if kinds[at] in FIGURES or (not arabic and kinds[at] == "ET"):
            stop = _end_of_number(kinds, at, arabic=arabic)
            if stop:
                yield range(at, stop)
                at = stop
                continue
        at += 1


def _end_of_words(kinds: Sequence[str], at: int) -> int:
    """Return the end of the foreign words that begin here, their numbers included; 0 if none do."""
    end, has_letters, place = 0, False, at
    while place < len(kinds) and kinds[place] not in LEFTWARD and kinds[place] != "AN":
        if kinds[place] in ("L", "EN"):
            end = place + 1
            has_letters = has_letters or kinds[place] == "L"
        place += 1
    return end if has_letters else 0


def _end_of_number(kinds: Sequence[str], at: int, *, arabic: bool) -> int:
    """Return the end of a number: figures with single separators. In Hebrew also a hyphen or plus,
    and percent or currency signs beside it."""
    between = {"CS"} if arabic else {"CS", "ES"}
    place = at
    while not arabic and place < len(kinds) and kinds[place] == "ET":
        place += 1
    if place >= len(kinds) or kinds[place] not in FIGURES:
        return 0
    while place < len(kinds):
        separates = kinds[place] in between and kinds[place - 1] == _at(kinds, place + 1)
        if kinds[place] not in FIGURES and not separates:
            break
        place += 1
    while not arabic and place < len(kinds) and kinds[place] == "ET":
        place += 1
    return place


def _at(kinds: Sequence[str], place: int) -> str:
    return kinds[place] if place < len(kinds) else ""


def drawn_as_typed(rows: Sequence[Row]) -> bool:
    """Return whether right-to-left words come out backwards: programs without support for them draw
    letters in the order typed."""
    words = [word for row in rows for word in row.text.split() if word.strip(AT_END).isalpha()]
    words = [word for word in words if len(word) > 1]
    right = sum((word[-1] in AT_END) + word.startswith(ARTICLE) for word in words)
    wrong = sum((word[0] in AT_END) + word.endswith(ARTICLE[::-1]) for word in words)
    return bool(wrong > right and wrong >= FEWEST)
