"""Guesses the encoding of a text that is not UTF-8 from its words.

    sample = Sample()
    for chunk in chunks:
        sample.read(chunk)
    sample.end()
    guess(sample)        # Guess("cp1251", certain=True), or why it cannot be told

A few bytes say little: ``Õàðê³â`` and ``Харків`` are the same six. So all text that is not ASCII is
decoded in each encoding in which tables are found. Each result is scored by how letters follow each
other in the languages written in that encoding (:mod:`~extractor.tables.guessing.verdict`). If two
results are about as likely, none is taken: a name decoded wrongly still looks like a name.
"""

from __future__ import annotations

from dataclasses import dataclass

from extractor.tables.guessing.encodings import UTF_8, codec_of, shown_name
from extractor.tables.guessing.mixed import Mixed, mixed
from extractor.tables.guessing.sample import Cell, Lines, Sample
from extractor.tables.guessing.verdict import Piece, Ranked, likelihood_as, ranked, reading

__all__ = [
    "BROKEN_UTF_8",
    "UTF_8",
    "Doubt",
    "Guess",
    "Sample",
    "codec_of",
    "guess",
    "looks_like_utf_8",
    "shown_name",
]

# How much likelier (difference of logarithms) the best encoding must be than the next, first to be
# taken and second to be certain, i.e. made permanent. In 16,919 trials with 1 to 60 town names that
# were not in the letter counts, 10 of those taken were wrong, all but one with one or two names. Of
# the certain ones 3 were wrong, in names that mixed Latin with Cyrillic or Greek letters in a word.
TAKEN, CERTAIN = 6.0, 12.0
# Least score per letter for a text to be taken. East Asian scripts have many more characters.
LEAST_LIKELY, LEAST_LIKELY_EAST = -6.5, -12.0
EAST = ("gb18030", "cp932", "cp949", "cp950", "euc_jp")
MIXING = -6.0  # prior of a file in two encodings, or damaged, against one encoding
MOSTLY = 2  # this many times more UTF-8 letters than invalid bytes: no other encoding gives that
MOST_PIECES = 1_000  # pieces checked to tell UTF-8 from other encodings
BROKEN_UTF_8 = "broken UTF-8; save it as UTF-8"
LONGEST_SHOWN = 40  # characters of a cell in a message


@dataclass(frozen=True)
class Guess:
    """An encoding (Python's name) that was taken. ``certain`` if no other is nearly as likely."""

    codec: str
    certain: bool

    @property
    def name(self) -> str:
        """Return the common name of the encoding."""
        return shown_name(self.codec)


@dataclass(frozen=True)
class Doubt:
    """No encoding was taken. ``reason`` says why, and what the user can do."""

    reason: str


def guess(sample: Sample) -> Guess | Doubt:
    """Return the encoding of a text that is not UTF-8 throughout."""
    found = ranked(list(sample.pieces), sample.spoken) if sample.pieces else []
    if found and _broken_utf_8(sample, found[0]):
        if not sample.utf_8.count:
            return Doubt(BROKEN_UTF_8)
        in_utf_8 = f"{sample.utf_8} {'is' if sample.utf_8.count == 1 else 'are'} UTF-8"
        not_own = f"{sample.others} {'is' if sample.others.count == 1 else 'are'} not"
        return Doubt(f"{BROKEN_UTF_8} ({in_utf_8}, {not_own})")
    western = any(one.codec == "cp1252" for one in found)
    neither = "not UTF-8" if western else "neither UTF-8 nor Windows-1252"
    plausible = [one for one in found if one.each > _least(one.codec)]
    likeliest = (plausible or found)[:1]
    two = mixed(sample, likeliest[0].codec) if likeliest else None
    if two is not None:
        return Doubt(_two_encodings(likeliest[0].codec, two))
    if not plausible:
        return Doubt(f"{neither}, nor any encoding that can be told; --encoding NAME says which")
    best = plausible[0]
    others = [one for one in found[:3] if one is not best]
    ahead = best.score - others[0].score if others else CERTAIN
    if ahead < TAKEN:
        said = _two_readings(sample, best, others[0])
        return Doubt(
            f"{neither}, and its encoding is not plain: {said}; --encoding NAME says which"
        )
    return Guess(best.codec, ahead >= CERTAIN)


def looks_like_utf_8(sample: Sample, codec: str) -> bool:
    """Return whether part of a text that was to be read as ``codec`` is UTF-8 instead."""
    in_utf_8 = _in_utf_8(sample)
    if not in_utf_8:
        return False
    as_told, as_utf_8 = (likelihood_as(in_utf_8, each) for each in (codec, UTF_8))
    return as_utf_8 is not None and (as_told is None or as_utf_8 > as_told)


def _in_utf_8(sample: Sample) -> list[Piece]:
    in_utf_8 = [piece for piece in sample.pieces if reading(piece, UTF_8) is not None]
    return in_utf_8[:: len(in_utf_8) // MOST_PIECES + 1]


def _least(codec: str) -> float:
    return LEAST_LIKELY_EAST if codec in EAST else LEAST_LIKELY


def _broken_utf_8(sample: Sample, best: Ranked) -> bool:
    """Return whether parts of the text are UTF-8, if that is likelier than one encoding for all."""
    lenient = "".join(piece.data.decode(UTF_8, "replace") for piece in sample.pieces)
    bad = lenient.count("\ufffd")
    if sum(not letter.isascii() for letter in lenient) - bad > MOSTLY * bad:
        return True
    in_utf_8 = _in_utf_8(sample)
    if not in_utf_8:
        return False
    as_best, as_utf_8 = (likelihood_as(in_utf_8, codec) for codec in (best.codec, UTF_8))
    letters = sum(len(reading(piece, UTF_8) or "") for piece in in_utf_8)
    if as_utf_8 is None or as_utf_8 / letters < LEAST_LIKELY_EAST:
        return False
    return as_best is None or as_utf_8 + MIXING > as_best


def _two_readings(sample: Sample, *readings: Ranked) -> str:
    """Return an example of a cell as two encodings read it, where they differ."""
    one, other = readings
    place = next(n for n, (a, b) in enumerate(zip(one.texts, other.texts, strict=True)) if a != b)
    pieces = list(sample.pieces)
    pairs = zip(one.texts[place], other.texts[place], strict=False)
    apart = next((n for n, (a, b) in enumerate(pairs) if a != b), 0)
    cell = Piece(sample.pieces[pieces[place]].text, cut=True)
    said = []
    for each in readings:
        text = reading(cell, each.codec)
        if text is None or len(text) > LONGEST_SHOWN:
            text = each.texts[place]
            start = max(0, apart - LONGEST_SHOWN // 2)
            text = text[start : start + LONGEST_SHOWN]
        said.append(f"{' '.join(text.split())!r} in {shown_name(each.codec)}")
    return " or ".join(said)


def _two_encodings(codec: str, found: Mixed) -> str:
    """Return which lines are in which of two encodings, with an example cell of each."""
    lines = Lines()
    for cell in found.cells:
        lines.add(cell.line)
    both = sorted(
        (
            (found.cells[0].line, str(lines), _shown(found.cells[0], found.codec), found.codec),
            (
                found.own_cell.line,
                f"line {found.own_cell.line}",
                _shown(found.own_cell, codec),
                codec,
            ),
        )
    )
    said = [f"{where} in {shown_name(name)} ({shown!r})" for _, where, shown, name in both]
    return f"two encodings in one file: {said[0]}, {said[1]}; save all of it as UTF-8"


def _shown(cell: Cell, codec: str) -> str:
    text = reading(Piece(cell.text, cut=True), codec) or ""
    return " ".join(text.split())[:LONGEST_SHOWN]
