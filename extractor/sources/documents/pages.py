"""Reads pages of a PDF with pypdf: their pieces of text, and their pictures."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from itertools import chain
from typing import TYPE_CHECKING, Any

from extractor.sources.documents.right_to_left import (
    by_shape,
    drawn_as_typed,
    has_leftward,
    letter_forms,
    mostly_leftward,
    shapes_of,
)
from extractor.sources.documents.rows import Piece, Row, rows_of

if TYPE_CHECKING:
    from pypdf import PageObject

__all__ = ["Page", "page_of"]

FEWEST_LETTERS = 10  # letters of a page with text; a scan may have a stamp
SCAN_LETTERS = 60  # letters; with fewer beside a large picture the page is a scan
LARGE = 600 * 600  # pixels of a picture that may be a whole page
WHOLE = 0.9  # share of pypdf's letters that must have a position, else pypdf's own text is used
PARTED = 0.8  # share of pypdf's word breaks; with fewer the letters' widths are unknown
SIDEWAYS = 0.5  # share of letters; a page turned sideways is read with pypdf's own text
UNREADABLE = 0.2  # share of characters that stand for no letter
NO_WIDTH = 0.05  # font sizes; letters side by side may be apart by this much
DEEPEST = 5  # levels of nested forms searched for pictures


@dataclass
class Page:
    """A page's rows from the top. ``placed``: their positions are known. ``picture``: it shows a
    large picture. ``unreadable``: its fonts do not say which letters they show. ``unordered``: it
    is written from right to left, but the letters' positions, which give the order, are unknown."""

    number: int
    rows: list[Row] = field(default_factory=list)
    placed: bool = True
    picture: bool = False
    unreadable: bool = False
    unordered: bool = False

    @property
    def letters(self) -> int:
        return sum(sum(map(str.isalnum, row.text)) for row in self.rows)

    @property
    def scanned(self) -> bool:
        """Return whether the page is a scan."""
        return self.picture and self.letters < SCAN_LETTERS

    @property
    def empty(self) -> bool:
        return self.letters < FEWEST_LETTERS


def page_of(page: PageObject, number: int) -> Page:
    """Return the content of a page. Raises any error of pypdf for a broken one."""
    plain = page.extract_text()
    found = Page(number)
    wanted = _letters(plain)
    found.unreadable = _no_letters(plain) > UNREADABLE * max(1, len(plain.strip())) or (
        wanted > 0 and _all_fonts_mute(page)
    )
    if wanted:
        rows = _placed(page, plain)
        whole = sum(_letters(row.text) for row in rows) >= WHOLE * wanted
        words = sum(len(row.text.split()) for row in rows)
        leftward = mostly_leftward(plain)
        if whole and (leftward or words >= PARTED * len(plain.split())):
            found.rows = rows
        else:
            found.rows, found.placed, found.unordered = _as_drawn(plain), False, leftward
    if found.letters < SCAN_LETTERS:
        found.picture = any(size >= LARGE for size in _pictures(page, 0))
    return found


def _placed(page: PageObject, plain: str) -> list[Row]:
    """Return the rows of a page by position; none if positions are unknown, for instance if
    graphics states are nested without end. The page is then read in drawing order."""
    try:
        if not has_leftward(plain):
            return rows_of(_pieces(page))
        pieces = _pieces(page, shapes=True)
        edge = float(page.mediabox.right) if mostly_leftward(plain) else None
        rows = rows_of(by_shape(pieces, edge))
        return rows_of(pieces) if drawn_as_typed(rows) else rows
    except MemoryError:
        raise
    except Exception:
        return []


def _pieces(page: PageObject, *, shapes: bool = False) -> list[Piece]:
    """Return the pieces of text with their positions, and with their ``shapes`` if wanted; none if
    this version of pypdf does not provide them.

    pypdf has no public interface for this, so the one of its own layout mode is used.
    """
    from pypdf.generic import ContentStream

    try:
        from pypdf._text_extraction._layout_mode._fixed_width_page import recurse_to_target_op
        from pypdf._text_extraction._layout_mode._text_state_manager import TextStateManager

        fonts = page._layout_mode_fonts()
    except (ImportError, AttributeError):
        return []
    contents = _object(page.get("/Contents"))
    if contents is None:
        return []
    operations: Iterator[Any] = iter(ContentStream(contents, page.pdf, "bytes").operations)
    shown: list[Any] = []
    state = TextStateManager()
    for first in operations:  # a surplus "restore state" ends what is read at once
        closed = chain([first], operations, [([], b"Q")])
        shown += recurse_to_target_op(closed, state, b"Q", fonts, strip_rotated=False)[1]
    upright = [each for each in shown if not each.rotated]
    if len(upright) < SIDEWAYS * len(shown):
        return []
    return _one_after_another(upright, shapes_of if shapes else lambda _: ())


def _one_after_another(
    shown: list[Any], shapes_in: Callable[[Any], tuple[tuple[str, float], ...]]
) -> list[Piece]:
    """Return the pieces at their real positions. pypdf gives text drawn directly after other text,
    without its own position, the position of that other text."""
    pieces: list[Piece] = []
    origin: tuple[float, float] | None = None
    moved: float | None = None  # the position of the last piece
    for each in shown:
        start, width = each.tx, max(0.0, each.displaced_tx - each.tx)
        place = (each.transform[4], each.transform[5])  # without the raise of superscripts
        if origin == place and (not each.text.strip() or each.text != pieces[-1].text):
            start, moved = pieces[-1].x1, start
        elif moved is not None:
            _without_blank(pieces, moved, each)
            moved = None
        origin = place
        text, size, shapes = each.text, each.font_height, shapes_in(each)
        if not text.strip() and pieces and start == pieces[-1].x1:
            if shapes:
                shapes = _shapes_together(pieces[-1], width, shapes)
            text, start = pieces[-1].text + text, pieces[-1].x0
            width, size = pieces[-1].x1 + width - start, pieces[-1].size
            pieces.pop()
        pieces.append(Piece(text, start, start + width, each.ty, size, shapes))
    return pieces


def _shapes_together(
    before: Piece, width: float, blank: tuple[tuple[str, float], ...]
) -> tuple[tuple[str, float], ...]:
    """Return the shapes of a piece and of the blank of this width drawn directly after it."""
    piece_width = before.x1 - before.x0
    share = piece_width / (piece_width + width) if piece_width + width else 1.0
    shapes = before.shapes or ((before.text, 1.0),)
    return (
        *((text, part * share) for text, part in shapes),
        *((text, part * (1 - share)) for text, part in blank),
    )


def _without_blank(pieces: list[Piece], start: float, following: Any) -> None:
    """Remove a zero-width blank before the last piece, as the following text shows. Browsers draw a
    soft hyphen inside a line this way, with the next letters at the same place, ``start``."""
    if len(pieces) < 2:
        return
    before, last = pieces[-2:]
    end = start + last.x1 - last.x0
    near = abs(following.tx - end) < NO_WIDTH * last.size
    if before.text[-1:].isspace() and following.ty == last.y and near:
        pieces[-2:] = [
            replace(before, text=before.text.rstrip(), x1=start),
            replace(last, x0=start, x1=end),
        ]


def _as_drawn(plain: str) -> list[Row]:
    """Return the lines of a page in drawing order, treating all letters as equally wide."""
    lines = [" ".join(letter_forms(line).split()) for line in plain.split("\n")]
    longest = max(map(len, lines))
    rows = []
    y = 0.0
    for line in lines:
        y -= 1.5
        if line:
            full = len(line) > 0.8 * longest  # letters differ in width
            rows.append(Row(line, 0.0, 0.5 * (longest if full else len(line)), y, 1.0))
    return rows


def _letters(text: str) -> int:
    return sum(map(str.isalnum, text))


def _no_letters(text: str) -> int:
    """Return how many characters stand for no letter: from a font without a character table."""
    return sum(
        sign == "\ufffd" or unicodedata.category(sign) in ("Cc", "Co", "Cn")
        for sign in text
        if sign not in "\n\r\t"
    )


def _all_fonts_mute(page: Any) -> bool:
    """Return whether no font of a page has a table from glyph numbers to letters."""
    resources = _object(page.get("/Resources"))
    fonts = _object(resources.get("/Font")) if isinstance(resources, dict) else None
    if not isinstance(fonts, dict) or not fonts:
        return False
    found = [_object(fonts[name]) for name in list(fonts)[:200]]
    return all(
        isinstance(font, dict)
        and font.get("/Subtype") == "/Type0"
        and str(font.get("/Encoding")) in ("/Identity-H", "/Identity-V")
        and "/ToUnicode" not in font
        for font in found
    )


def _pictures(holder: Any, depth: int) -> Iterator[int]:
    """Yield the sizes in pixels of the pictures on a page or in a form on it."""
    resources = _object(holder.get("/Resources"))
    pictures = _object(resources.get("/XObject")) if isinstance(resources, dict) else None
    if not isinstance(pictures, dict) or depth > DEEPEST:
        return
    for name in list(pictures)[:200]:
        shown = _object(pictures[name])
        if not isinstance(shown, dict):
            continue
        if shown.get("/Subtype") == "/Image":
            try:
                yield int(shown["/Width"]) * int(shown["/Height"])
            except (KeyError, TypeError, ValueError):
                continue
        elif shown.get("/Subtype") == "/Form":
            yield from _pictures(shown, depth + 1)


def _object(value: Any) -> Any:
    return value.get_object() if value is not None and hasattr(value, "get_object") else value
