"""Ranks the encodings for the bytes of a file, with how likely each is.

Each candidate encoding decodes the same pieces of text. The result is scored by how likely its
words are in the languages of their script, and its signs at their place. The share of each language
is estimated from the file itself. The best encoding is taken if the next is far less likely.
"""

from __future__ import annotations

import codecs
import math
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from extractor.tables.guessing.encodings import AT_HOME, CANDIDATES
from extractor.tables.guessing.letters import EAST_ASIAN, languages, likelihoods, scripts
from extractor.tables.guessing.spelling import Spelling, spelling_of

__all__ = ["Piece", "Ranked", "Spoken", "likelihood_as", "ranked", "reading"]

Spoken = Counter[tuple[str, ...]]
MOST_PIECES, MOST_BYTES = 250, 12_000  # pieces and bytes looked at
EACH_BYTE = 4  # pieces looked at in any case for each byte above 127
# Prior counts of words, as if seen before the first: of all languages that the encoding is made
# for, and of each other language.
AT_HOME_WORDS, AWAY_WORDS = 6.0, 0.1
OTHER_COUNTRY = -3.0  # how much rarer an encoding is if none of its languages is spoken there


class Piece(NamedTuple):
    """Bytes between ASCII separators, some of them above 127. ``cut`` means that the end is
    missing, so the last character may be incomplete."""

    data: bytes
    cut: bool = False


class Ranked(NamedTuple):
    """``codec``, its score, the score per letter, and the decoded texts."""

    codec: str
    score: float
    each: float
    texts: tuple[str, ...]


def reading(piece: Piece, codec: str) -> str | None:
    """Return the piece decoded with ``codec``, or ``None`` if it is not valid in it."""
    try:
        return codecs.getincrementaldecoder(codec)("strict").decode(piece.data, not piece.cut)
    except UnicodeDecodeError:
        return None


def ranked(pieces: Sequence[Piece], spoken: Spoken) -> list[Ranked]:
    """Return the encodings of the pieces, the likeliest first. Encodings that decode all of them
    alike count as one.

    ``spoken`` are the languages of the countries named in the file, with how often.
    """
    some = _chosen(pieces)
    whole: dict[tuple[str, ...], None] = {}
    found: list[Ranked] = []
    for codec, rarity in CANDIDATES:
        texts = _texts(pieces, codec)
        if texts is None or texts in whole:
            continue
        whole[texts] = None
        spelt = [spelling_of(texts[place]) for place in some]
        if None in spelt:
            continue
        score = _likelihood(spelt, codec)  # type: ignore[arg-type]
        letters = sum(len(texts[place]) for place in some)
        found.append(
            Ranked(codec, score + rarity + _strange(codec, spoken), score / letters, texts)
        )
    return sorted(found, key=lambda each: -each.score)


def likelihood_as(pieces: Sequence[Piece], codec: str) -> float | None:
    """Return the score of one encoding for all pieces, as in :attr:`Ranked.score`."""
    texts = _texts(pieces, codec)
    spelt = [spelling_of(text) for text in texts or ()]
    return None if texts is None or None in spelt else _likelihood(spelt, codec)  # type: ignore[arg-type]


def _texts(pieces: Sequence[Piece], codec: str) -> tuple[str, ...] | None:
    texts = []
    for piece in pieces:
        text = reading(piece, codec)
        if text is None:
            return None
        texts.append(text)
    return tuple(texts)


def _chosen(pieces: Sequence[Piece]) -> list[int]:
    """Return the indices of the pieces looked at: some with every byte that occurs, then others."""
    seen: Counter[int] = Counter()
    first, others = [], []
    for place, (data, _) in enumerate(pieces):
        high = {byte for byte in data if byte > 127}
        if any(seen[byte] < EACH_BYTE for byte in high):
            first.append(place)
            seen.update(high)
        else:
            others.append(place)
    step = max(1, len(others) // max(1, MOST_PIECES - len(first)))
    taken: list[int] = []
    size = 0
    for place in [*first, *others[::step]]:
        if taken and (size := size + len(pieces[place].data)) > MOST_BYTES:
            break
        taken.append(place)
    return taken[: max(MOST_PIECES, len(first))]


def _likelihood(spelt: Sequence[Spelling], codec: str) -> float:
    """Return the score of all words together and of what is odd beside them.

    A file is mostly in a few languages. Each word is counted for the languages it may be in, and a
    language with more words so far is likelier for the next.
    """
    total = sum(each.odd for each in spelt)
    shares = {script: _weights(script, codec) for script in (*scripts(), EAST_ASIAN)}
    met = sum(map(sum, shares.values()))
    for each in spelt:
        for script, word in each.words:
            likely, weights = likelihoods(script, word), shares[script]
            most = max(likely)
            parts = [
                weight * math.exp(one - most) for weight, one in zip(weights, likely, strict=True)
            ]
            found = sum(parts)
            total += most + math.log(found / met)
            for place, part in enumerate(parts):
                weights[place] += part / found
            met += 1.0
    return total


def _weights(script: str, codec: str) -> list[float]:
    """Return the prior count of words for each language."""
    home = AT_HOME.get(codec, {})
    mass = sum(home.values())
    return [
        AWAY_WORDS + (AT_HOME_WORDS * home[language] / mass if language in home else 0.0)
        for language in languages(script)
    ]


def _strange(codec: str, spoken: Spoken) -> float:
    """Return the penalty if the encoding is made for none of the languages of the file's
    countries."""
    home = AT_HOME.get(codec, {})
    away = sum(count for names, count in spoken.items() if home.keys().isdisjoint(names))
    return OTHER_COUNTRY * away / spoken.total() if spoken else 0.0
