"""Finds cells in another encoding than the rest of their file. One row among a thousand does not
change the guess for the whole file, and read in the file's encoding it would look like text.

Each cell is judged alone: by how much likelier it is in another encoding than in the encoding of
the file as a whole.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from extractor.tables.guessing.encodings import CANDIDATES
from extractor.tables.guessing.sample import Cell, Sample, pieces_of
from extractor.tables.guessing.verdict import Piece, likelihood_as, reading

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["Mixed", "mixed"]

# How much likelier (logarithm) a cell must be in another encoding. In 761 files of passages in a
# single encoding no cell came to half of this.
OTHER = 18.0
STRANGE, PLAUSIBLE = -5.5, -6.5  # score per letter of a strange word, of a plausible cell
MOST_CELLS = 100  # the strangest cells, which are tried in other encodings


class Mixed(NamedTuple):
    """The encoding of some cells, those cells, and a cell in the file's own encoding."""

    codec: str
    cells: list[Cell]
    own_cell: Cell


def mixed(sample: Sample, codec: str) -> Mixed | None:
    """Return the cells that are certainly not in ``codec``, the encoding of the file as a whole."""
    strange = _strange(sample, codec)
    found: dict[str, list[tuple[float, Cell]]] = {}
    for cell in strange:
        pieces = _pieces(cell)
        likely = likelihood_as(pieces, codec)
        _, best, other = max(_others(pieces, codec), default=(0.0, 0.0, ""))
        if other and (likely is None or best - likely >= OTHER):
            found.setdefault(other, []).append((best, cell))
    if not found:
        return None
    other = max(found, key=lambda name: len(found[name]))
    cells = sorted((cell for _, cell in found[other]), key=lambda cell: cell.line)
    return Mixed(other, cells, _clearest_cell(sample, codec, other))


def _strange(sample: Sample, codec: str) -> list[Cell]:
    """Return cells with words that are unlikely in ``codec``, the least likely first."""
    found: dict[Cell, float] = {}
    for piece, cell in sample.pieces.items():
        likely, text = likelihood_as([piece], codec), reading(piece, codec)
        each = likely / len(text) if likely is not None and text else -100.0
        if each < STRANGE:
            found[cell] = min(each, found.get(cell, 0.0))
    return sorted(found, key=lambda cell: found[cell])[:MOST_CELLS]


def _others(pieces: Sequence[Piece], codec: str) -> Iterable[tuple[float, float, str]]:
    """Yield the scores of words in each other encoding that reads them differently and as text:
    with and without the prior of the encoding."""
    own_texts = [reading(piece, codec) for piece in pieces]
    for other, rarity in CANDIDATES:
        texts = [reading(piece, other) for piece in pieces]
        if None in texts or texts == own_texts:
            continue
        likely = likelihood_as(pieces, other)
        if likely is not None and likely > PLAUSIBLE * sum(len(text or "") for text in texts):
            yield likely + rarity, likely, other


def _clearest_cell(sample: Sample, codec: str, other: str) -> Cell:
    """Return the cell with the strongest evidence for ``other`` and against ``codec``."""

    def ahead(piece: Piece) -> float:
        ours, theirs = (likelihood_as([piece], each) for each in (codec, other))
        return -100.0 if ours is None else ours - (-100.0 if theirs is None else theirs)

    return sample.pieces[max(sample.pieces, key=ahead)]


def _pieces(cell: Cell) -> list[Piece]:
    return list(pieces_of(cell.text, cut=cell.cut))
