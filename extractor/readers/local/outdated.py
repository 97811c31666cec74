"""Drops counts that an article itself calls outdated, and those that make up another count.

"Initial reports spoke of | five", "| eight dead at first" and "not | eleven" are older figures;
"now there are | nine" replaces the counts told before it. "Six people, | four rangers and | two
civilians" are six. The words are in the languages' tables ``toll_parts``.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from itertools import pairwise

from extractor import languages
from extractor.codebook.folding import fold
from extractor.lexicon.kinds_said import KindSaid, kinds_said
from extractor.models.encoder.tagging import Filler
from extractor.numbers.whole import numbers_said
from extractor.readers.local.both_sides import of_both_sides
from extractor.readers.local.fillers import COMMAS, joins
from extractor.readers.local.sentences import CLAUSE_END
from extractor.text.words import SENTENCE_END
from extractor.tolls.said import CountSaid, count_said

__all__ = ["adds_up", "current", "is_older", "only_few", "sum_of", "without_summed"]

PARTS = "toll_parts"
NEAR, BEFORE = 60, 120
"""Characters behind and before a count within which words of the table are sought."""
OLDER = 6
"""Words that may stand between a word for "previously reported" and its count."""
NEWER = 4
"""Words that may stand between a word for "by now" and its count."""
MOST_PARTS = 8
"""Most counts that are looked at for making up another."""
WIDE_SIGNS = str.maketrans("。，、；", ".,,;")
"""Chinese and Japanese signs at which a clause may end, with the Latin signs they stand for."""
TIMES = frozenset(["was", "now", "not"])


def current(text: str, fillers: Sequence[Filler], language: str) -> list[Filler]:
    """Return the counts without outdated ones, if others are left; and without those told before
    one that replaces them ("now", "later raised to")."""
    ordered = sorted(fillers, key=lambda one: one.start)
    older = {one for one in ordered if is_older(text, one, language)}
    for one, other in pairwise(ordered):
        if one in older and _side_by_side(text, one, other, language):
            older.add(other)  # "figures of 18, | 24 and | 30 had been in circulation"
    older |= {one for one, other in pairwise(ordered) if _rose(text, one, other, language)}
    kept = [one for one in fillers if one not in older] or list(fillers)
    newest = max((one.start for one in kept if _is_newer(text, one, language)), default=-1)
    return [one for one in kept if one.start >= newest]


def is_older(text: str, one: Filler, language: str) -> bool:
    """Whether the words before or behind a count say that it is an outdated figure."""
    before = _before(text, one)
    said = _last_time(before, language)
    if said and said.kind == "not" and only_few(before[said.end :], 0):
        return True
    if said and said.kind == "was" and only_few(before[said.end :], OLDER):
        rest = before[said.end :].strip()
        return not (rest and _ends_clause(before, said) and numbers_said(before[: said.start]))
    return _was_behind(text, one, language)


def _rose(text: str, one: Filler, other: Filler, language: str) -> bool:
    """Whether two counts are the older and the newer number of one toll: "from | 20 to | 35"."""
    before = fold(_before(text, one)).split()[-1:]
    between = fold(text[one.end : other.start].strip())
    risen = bool(before) and before[0] in _forms("from", language)
    return risen and between in _forms("to", language)


@cache
def _forms(kind: str, language: str) -> frozenset[str]:
    """Return the folded words of a kind of the table."""
    return frozenset(map(fold, languages.words_of(PARTS, kind, language)))


def _is_newer(text: str, one: Filler, language: str) -> bool:
    before = _before(text, one)
    said = _last_time(before, language)
    return said is not None and said.kind == "now" and only_few(before[said.end :], NEWER)


def _before(text: str, one: Filler) -> str:
    """Return the words of the sentence before a count, those nearby."""
    return SENTENCE_END.split(text[max(0, one.start - BEFORE) : one.start])[-1]


def _last_time(before: str, language: str) -> KindSaid | None:
    said = [kind for kind in kinds_said(before, PARTS, language) if kind.kind in TIMES]
    return said[-1] if said else None


def _was_behind(text: str, one: Filler, language: str) -> bool:
    """Whether words behind a count, before the next number, call it an older one: those of the kind
    ``was_after`` ("| four was the number given before"), or of ``was`` that end their clause
    ("| eight dead at first, but")."""
    behind = SENTENCE_END.split(text[one.end : one.end + NEAR])[0]
    for kind in kinds_said(behind, PARTS, language):
        if kind.kind in ("now", "rise") or numbers_said(behind[: kind.start]):
            return False
        if kind.kind == "was_after" or (kind.kind == "was" and _ends_clause(behind, kind)):
            return True
    return False


def _ends_clause(words: str, said: KindSaid) -> bool:
    """Whether some words of the table stand at the end of their clause and do not begin it."""
    plain = words.translate(WIDE_SIGNS)
    begins = not CLAUSE_END.split(plain[: said.start])[-1].strip()
    rest = plain[said.end :].lstrip()
    return not begins and (not rest or CLAUSE_END.match(rest) is not None)


def _side_by_side(text: str, one: Filler, other: Filler, language: str) -> bool:
    """Whether only a comma or an "and" stands between two counts."""
    between = fold(text[one.end : other.start].strip().strip(COMMAS).strip())
    return not between or between in joins("and", language)


def adds_up(text: str, one: Filler, other: Filler, language: str) -> bool:
    """Whether a count is told as a further part of the one before it: with an "and" between them,
    with a word of the kind ``more`` in or right before its words ("five died at once and | two more
    in hospital"), or of another side. Both need a number."""
    added = any(adds(text, one, other, language) for adds in (_is_joined, _is_more, of_both_sides))
    return added and all(_number(text, each, language) for each in (one, other))


def sum_of(text: str, parts: Sequence[Filler], language: str) -> CountSaid | None:
    """Return the sum of counts each of which adds to the one before it; ``None`` if one does not,
    or has no number. The words from the first to the last say more than the counts do: of "the
    prosecutor, Dr Anna Brandt, | and her driver" two are dead."""
    ordered = sorted(parts, key=lambda one: one.start)
    if len(ordered) < 2 or not all(adds_up(text, *pair, language) for pair in pairwise(ordered)):
        return None
    said = [count_said(text[one.start : one.end], language) for one in ordered]
    lows = [one.low for one in said if one and one.low is not None]
    highs = [one.high for one in said if one and one.high is not None]
    return CountSaid(sum(lows), sum(highs) if len(highs) == len(said) else None)


def _is_joined(text: str, one: Filler, other: Filler, language: str) -> bool:
    return fold(text[one.end : other.start].strip().strip(COMMAS)) in joins("and", language)


def _is_more(text: str, one: Filler, other: Filler, language: str) -> bool:
    words, begin = text[one.end : other.end], other.start - one.end
    bounds = kinds_said(words, "at_least", language)  # "more than 80"
    return any(
        kind.start >= begin or not words[kind.end : begin].strip()
        for kind in kinds_said(words, PARTS, language)
        if kind.kind == "more" and not any(b.start <= kind.start < b.end for b in bounds)
    )


def without_summed(text: str, fillers: Sequence[Filler], language: str) -> list[Filler]:
    """Return the counts without those of one sentence that make up another one right before or
    behind them: "six people - | four rangers and | two civilians"."""
    ordered = sorted(fillers, key=lambda one: one.start)
    numbers = [_number(text, one, language) for one in ordered]
    parts: set[Filler] = set()
    for at, number in enumerate(numbers):
        behind = range(at + 1, min(at + 1 + MOST_PARTS, len(ordered)))
        for run in (behind, range(at - 1, max(-1, at - 1 - MOST_PARTS), -1)):
            parts |= _making_up(text, ordered, numbers, number, (at, *run))
    return [one for one in fillers if one not in parts]


def _making_up(
    text: str,
    ordered: Sequence[Filler],
    numbers: Sequence[int],
    whole: int,
    run: Sequence[int],
) -> set[Filler]:
    """Return the counts beside the first of the run, two or more, whose sum is ``whole``."""
    total = 0
    for size, (last, at) in enumerate(pairwise(run), start=1):
        first, second = sorted((ordered[last], ordered[at]), key=lambda one: one.start)
        apart = text[first.end : second.start]
        if not numbers[at] or len(apart) > NEAR or SENTENCE_END.search(apart):
            break
        total += numbers[at]
        if total >= whole:
            made_up = total == whole and size > 1
            return {ordered[each] for each in run[1 : size + 1]} if made_up else set()
    return set()


def _number(text: str, one: Filler, language: str) -> int:
    said = count_said(text[one.start : one.end], language)
    return (said.low or 0) if said else 0


def only_few(words: str, most: int) -> bool:
    """Whether there are at most ``most`` words and no number among them."""
    return len(words.split()) <= most and not numbers_said(words)
