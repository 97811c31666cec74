"""Which encoding the bytes of a file are read in best, and how sure that is.

Each candidate reads the same pieces of text. What it makes of them is as likely as its words are in
the languages of their script, and as its signs are at their place; how much of the file is in which
language follows from the file. The best reading is taken if the next is far behind it.
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
MOST_PIECES, MOST_BYTES = 250, 12_000  # looked at
EACH_BYTE = 4  # pieces with each byte above 127 that are looked at in any case
# Words that were met, so to say, before the first: of all languages that the encoding is made for,
# and of each other.
AT_HOME_WORDS, AWAY_WORDS = 6.0, 0.1
OTHER_COUNTRY = -3.0  # how much rarer an encoding is where none of its languages is spoken


class Piece(NamedTuple):
    """Bytes between signs of ASCII, some of them above 127. ``cut`` says that its end is missing,
    so that it may end within a letter."""

    data: bytes
    cut: bool = False


class Ranked(NamedTuple):
    """``codec``, how likely it is, what each letter adds to that, and the texts it reads."""

    codec: str
    score: float
    each: float
    texts: tuple[str, ...]


def reading(piece: Piece, codec: str) -> str | None:
    """A piece in an encoding, ``None`` if it does not fit."""
    try:
        return codecs.getincrementaldecoder(codec)("strict").decode(piece.data, not piece.cut)
    except UnicodeDecodeError:
        return None


def ranked(pieces: Sequence[Piece], spoken: Spoken) -> list[Ranked]:
    """The readings of pieces, the likeliest first; those that read all of them alike are one.

    ``spoken`` are the languages of countries that stand in the file, with how often.
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
    """How likely one reading of all pieces is, as :attr:`Ranked.score`."""
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
    """Numbers of the pieces that are looked at: some with every byte there is, then others."""
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
    """Of all words together, and of what is odd beside them.

    A file is mostly in a few languages: each word counts for those it may be of, and the more a
    language has of the words so far the likelier it is for the next.
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
    """How many words of each language were met, so to say, before the first of a file."""
    home = AT_HOME.get(codec, {})
    mass = sum(home.values())
    return [
        AWAY_WORDS + (AT_HOME_WORDS * home[language] / mass if language in home else 0.0)
        for language in languages(script)
    ]


def _strange(codec: str, spoken: Spoken) -> float:
    """What it costs that an encoding is made for none of the languages of the file's countries."""
    home = AT_HOME.get(codec, {})
    away = sum(count for names, count in spoken.items() if home.keys().isdisjoint(names))
    return OTHER_COUNTRY * away / spoken.total() if spoken else 0.0
