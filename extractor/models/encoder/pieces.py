"""Tokenises text into the encoder's word pieces, each with its character offsets.

Each word is cut in the most likely way by the pieces' scores (a unigram model).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from extractor.text.words import SPACED

__all__ = ["Piece", "Pieces"]

_SPACE = "▁"
_SPECIAL = 4  # the first ids: begin, pad, end, unknown
_LONGEST_KEPT = 40  # longer words are not cached
_MOST_KEPT = 200_000
_LONGEST_READ = 1000  # ASCII characters; a longer word is data (base64 …): one unknown piece


class Piece(NamedTuple):
    """One piece: its row in the embedding table, and ``text[start:end]``, in characters."""

    id: int
    start: int
    end: int


class Pieces:
    """Cuts texts into pieces."""

    def __init__(
        self, pieces: Sequence[str], scores: Sequence[float], normal: dict[int, str], unknown: int
    ) -> None:
        self._ids = {piece: i for i, piece in enumerate(pieces) if piece and i >= _SPECIAL}
        self._scores = scores
        self._normal = normal
        self._unknown = unknown
        self._longest = max(map(len, self._ids), default=1)
        self._unknown_score = min(scores, default=0.0) - 10
        self._kept: dict[str, list[Piece]] = {}

    def of_text(self, text: str) -> list[Piece]:
        """Return the pieces of ``text``, in order."""
        found: list[Piece] = []
        for word in SPACED.finditer(text):
            at = word.start()
            found += [Piece(i, at + a, at + b) for i, a, b in self._of_word(word[0])]
        return found

    def _of_word(self, word: str) -> list[Piece]:
        if len(word) > _LONGEST_READ and word.isascii():
            return [Piece(self._unknown, 0, len(word))]
        kept = self._kept.get(word)
        if kept is None:
            kept = self._cut(word)
            if len(word) <= _LONGEST_KEPT and len(self._kept) < _MOST_KEPT:
                self._kept[word] = kept
        return kept

    def _cut(self, word: str) -> list[Piece]:
        chars, places = [_SPACE], [0]
        for i, char in enumerate(word):
            for made in self._normal.get(ord(char), char):
                chars.append(_SPACE if made == " " else made)
                places.append(i)
        text, size = "".join(chars), len(chars)
        places.append(len(word))
        best = [float("-inf")] * (size + 1)
        best[0] = 0.0
        back = [(0, self._unknown)] * (size + 1)
        for i in range(size):
            for end in range(i + 1, min(size, i + self._longest) + 1):
                piece = self._ids.get(text[i:end])
                if piece is not None and best[i] + self._scores[piece] > best[end]:
                    best[end] = best[i] + self._scores[piece]
                    back[end] = (i, piece)
            if best[i] + self._unknown_score > best[i + 1]:
                best[i + 1] = best[i] + self._unknown_score
                back[i + 1] = (i, self._unknown)
        found: list[Piece] = []
        end = size
        while end:
            start, piece = back[end]
            first, last = places[start], places[end]
            found.append(Piece(piece, first, max(last, first)))
            end = start
        return found[::-1]
