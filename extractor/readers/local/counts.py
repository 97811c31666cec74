"""Sorts one event's counts of people: their state, their parts, repetitions, and sources."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

from extractor import languages
from extractor.codebook.folding import fold
from extractor.lexicon.kinds_said import kinds_said
from extractor.models.encoder.tagging import Filler
from extractor.numbers.tables import table
from extractor.numbers.tokens import AND, counts_by, cut
from extractor.numbers.whole import numbers_said
from extractor.readers.local.edges import behind
from extractor.readers.local.fillers import COMMAS, language_in
from extractor.readers.local.outdated import adds_up
from extractor.readers.local.sentences import CLAUSE_END, home_of
from extractor.readers.local.toll_parts import number_at, state_beside
from extractor.reading import TollState
from extractor.tolls.said import CountSaid
from extractor.tolls.said_words import CountWords

if TYPE_CHECKING:
    from extractor.analysis import Analysis

__all__ = [
    "DEAD",
    "Counted",
    "by_their_words",
    "counted_words",
    "is_without",
    "of_tellers",
    "said_to_have_died",
    "signs_between",
    "survived",
    "with_parts",
]


APART = 5
"""Most characters between two marked counts that may be parts of one: those of " and "."""
FARTHER, AGAIN, UNNUMBERED = 0.05, 0.05, 0.4
"""How a count's probability is adjusted: less for each sentence to the event's trigger (five at
most), more for each further sentence with the same number, and less if its words have no number.
Chosen on the held-back articles of the corpus."""
FAR = 5
CLAUSES, MOST_CLAUSES = 0.02, 3
"""How much less a count is worth for each punctuation mark between it and the trigger in a
sentence, and how many of them count at most."""
FIGURE = 12
"""Characters behind a count's words within which a figure is sought."""
NEAR, MOST_BEFORE, MOST_BETWEEN = 30, 4, 1
"""Characters beside a count that are read, words before it that may be "without", and words that
may stand between it and "survived"."""
SIGNS = frozenset(",;:.!?()")
SENTENCE_ENDS = frozenset(".!?।。")
BEFALL = "toll_words"
"""The table of words that say what befell people."""
DEAD = TollState.KILLED.value
TOLL_NAMES = frozenset(["toll", "number"])
"""The kinds of ``toll_parts`` that name a toll and count nobody."""
SURELY_DEAD = 0.75
"""Least probability of a count of dead in a sentence without a word for dying. "Five persons were
whisked away" is marked as a count of dead, but not surely. Chosen on the held-back articles of the
corpus (docs/decisions/0012)."""


@dataclass(frozen=True)
class Counted:
    """A count: its words, value, sentence index and source ("teller"), whether its words have a
    number, and how many punctuation marks stand between it and the event's trigger."""

    filler: Filler
    count: CountSaid
    sentence: int
    teller: Filler | None = None
    numbered: bool = True
    apart: int = 0


def by_their_words(
    text: str, language: str, marked: Mapping[str, Sequence[Filler]]
) -> dict[str, list[Filler]]:
    """Return the counts by state, moving those whose own words say another state: of "eighteen dead
    and forty wounded", marked as dead, the forty are wounded, and "seven missing" are no dead."""
    kept: dict[str, list[Filler]] = {state: [] for state in marked}
    moved: list[tuple[str, Filler]] = []
    for state, fillers in marked.items():
        for one in fillers:
            for said, part in _parts_said(text, one, state, language):
                if said == state:
                    kept[state].append(part)
                elif numbers_said(text[part.start : part.end]) or part == one:
                    moved.append((said, part))
    for state, part in moved:
        if not any(part.overlaps(one) for one in marked.get(state, ())):
            kept.setdefault(state, []).append(part)
    return kept


def _parts_said(text: str, one: Filler, state: str, language: str) -> list[tuple[str, Filler]]:
    """Split a count marked for a state into parts, each with the state that its words say. A part
    ends at an "and" or a comma behind a word for a state."""
    words = text[one.start : one.end]
    said = kinds_said(words, BEFALL, language)
    if not said:
        return [(state_beside(text, one, language) or state, one)]
    if all(kind.kind == state for kind in said):
        return [(state, one)]
    parts: list[tuple[str, Filler]] = []
    start = 0
    for end in (*_joints(words, language), len(words)):
        states = {kind.kind for kind in said if start <= kind.start < end}
        if not states and not parts and _has_own_number(words, end):
            states = {state}  # "four civilians and wounding" others
        if states:
            part = replace(one, start=one.start + start, end=one.start + len(words[:end].rstrip()))
            parts.append((state if state in states else min(states), part))
            start = end + len(words[end:]) - len(words[end:].lstrip(COMMAS + " "))
    if start < len(words):  # words behind the last part: more of it, or a new count ("16 dead, 52")
        last, part = parts[-1]
        if last == state or not numbers_said(words[start:]):
            parts[-1] = last, replace(part, end=one.end)
        else:
            parts.append((state, replace(one, start=one.start + start)))
    return parts


def _has_own_number(words: str, end: int) -> bool:
    """Whether the words up to ``end`` have a number that is complete there, unlike "five | and
    twenty"."""
    numbers = numbers_said(words[:end])
    return bool(numbers) and numbers[0] == numbers_said(words)[0]


def _joints(words: str, language: str) -> list[int]:
    """Return the offsets of each "and" and comma in the words."""
    tokens = cut(words, language)
    plain, ands = [token.word for token in tokens], table("joins", language, "and")
    joints = {
        token.start for at, token in enumerate(tokens) if token.word == AND or ands.at(plain, at)
    }
    joints |= {at for at, sign in enumerate(words) if sign in COMMAS}
    return sorted(joints - {0})


def with_parts(
    text: str, fillers: Sequence[Filler], telling: Callable[[Filler], object]
) -> list[Filler]:
    """Join counts that one teller adds up in one sentence: "two policemen" and "a trader".
    ``telling`` gives a filler's sentence and teller. Returns all in text order."""
    language = language_in(text)
    wholes: list[Filler] = []
    for one in sorted(fillers, key=lambda filler: filler.start):
        last = wholes[-1] if wholes else None
        if last and telling(last) == telling(one):
            joint = Filler(last.start, max(last.end, one.end), max(last.sure, one.sure))
            if one.start - last.end <= APART or adds_up(text, last, one, language):
                wholes.pop()
                one = joint
        wholes.append(one)
    return wholes


def of_tellers(counts: Sequence[Counted], home: int) -> list[Counted]:
    """Return one count for each source, and one without a source if there is any.

    Of several, that with the best probability is chosen, adjusted for its distance to the trigger's
    sentence (``home``) and for repetition; of equal ones the first.
    """
    tellers: dict[tuple[int, int] | None, list[Counted]] = {}
    for one in counts:
        who = (one.teller.start, one.teller.end) if one.teller else None
        tellers.setdefault(who, []).append(one)
    if any(map(_counts_many, counts)):
        by_teller = {who: list(filter(_counts_many, many)) for who, many in tellers.items()}
        tellers = {who: many for who, many in by_teller.items() if many}
    untold = tellers.pop(None, [])
    return [_chosen(many, home) for many in ([untold] if untold else []) + [*tellers.values()]]


def _counts_many(one: Counted) -> bool:
    """Whether a count has a number or a vague word ("dozens"), or is of more than one person."""
    return one.numbered or bool(one.count.vague) or _value(one) > 1


def _chosen(counts: Sequence[Counted], home: int) -> Counted:
    def worth(one: Counted) -> tuple[float, int]:
        away = min(abs(one.sentence - home), FAR)
        again = len({other.sentence for other in counts if _value(other) == _value(one)}) - 1
        lacking = UNNUMBERED * (not one.numbered) + CLAUSES * one.apart
        return one.filler.sure - FARTHER * away + AGAIN * again - lacking, -one.filler.start

    return max(counts, key=worth)


def _value(one: Counted) -> int:
    return one.count.low if one.count.low is not None else -1


def counted_words(analysis: Analysis, filler: Filler) -> str:
    """Return the words to read a count from.

    If they have no number, a figure behind them is added ("at least" 15), or a number word in
    languages that put it there ("'yan bindiga" goma). The number of the next count is cut off ("85
    dead and 66" wounded), and what only names a toll ("the number of dead at" four).
    """
    text = analysis.article.text
    words = text[filler.start : filler.end]
    counted = words.rsplit(maxsplit=2)
    if len(counted) == 3 and counted[2].isdecimal():
        before = counted[0].rsplit(maxsplit=1)
        if len(before) == 2 and not before[1][0].isdecimal() and numbers_said(counted[0]):
            return counted[0]
    language = language_in(text)
    if numbers_said(words):
        named = any(said.kind in TOLL_NAMES for said in kinds_said(words, "toll_parts", language))
        return words[number_at(words, language, bounded=True) :] if named else words
    figure = text[filler.end : filler.end + FIGURE].split()
    if figure and figure[0][0].isdecimal():
        return f"{words} {figure[0]}"
    if counts_by(language, "behind_noun"):
        return text[filler.start : _number_behind(text, filler.end, language)]
    if fold(words) in _open_ended(language):
        return text[filler.start : filler.end + 2 * FIGURE].rsplit(maxsplit=1)[0]
    return words


def signs_between(text: str, one: Filler, tellings: Sequence[Filler]) -> int:
    """Return how many punctuation marks stand between a count and its event's nearest trigger, at
    most ``MOST_CLAUSES``; 0 if they are in different sentences."""
    gaps = (sorted((one.start, one.end, other.start, other.end))[1:3] for other in tellings)
    start, end = min(gaps, key=lambda gap: gap[1] - gap[0])
    between = text[start:end]
    if any(sign in SENTENCE_ENDS and after.isspace() for sign, after in pairwise(between)):
        return 0
    return min(sum(sign in SIGNS for sign in between), MOST_CLAUSES)


def said_to_have_died(
    analysis: Analysis, dead: Sequence[Filler], triggers: Sequence[Filler]
) -> list[Filler]:
    """Return the counts of dead that the tagger is sure of, or that have a word for dying (kind
    ``killed`` of ``toll_words``) in their sentence or in one of the event's ``triggers``; all of
    them in a language without such words and in one that is not recognised. Counts outside
    sentences (in a dateline) are kept. Words that only tell of death ("bodies", "massacre") did not
    help (docs/decisions/0012)."""
    text, sentences = analysis.article.text, analysis.article.sentences
    language = next(iter(analysis.languages), "")
    if not languages.words_of(BEFALL, DEAD, language):
        return list(dead)

    def says_so(words: str) -> bool:
        return any(said.kind == DEAD for said in kinds_said(words, BEFALL, language))

    if any(says_so(text[one.start : one.end]) for one in triggers):
        return list(dead)
    homes = {one: home_of(analysis, one) for one in dead}
    return [
        one
        for one, home in homes.items()
        if one.sure >= SURELY_DEAD or home < 0 or says_so(sentences[home].text)
    ]


def is_without(analysis: Analysis, filler: Filler) -> bool:
    """Whether a word shortly before a count makes it zero: "sin causar | víctimas"."""
    text = analysis.article.text
    if numbers_said(text[filler.start : filler.end]):
        return False
    clause = CLAUSE_END.split(text[max(0, filler.start - NEAR) : filler.start])[-1]
    words = languages.words_of("nobody", "without", language_in(text))
    return not set(words).isdisjoint(clause.casefold().split()[-MOST_BEFORE:])


def survived(analysis: Analysis, filler: Filler) -> bool:
    """Whether the words right behind a count say that people lived: "the president | survived"."""
    text = analysis.article.text
    behind_it = CLAUSE_END.split(text[filler.end : filler.end + NEAR])[0]
    said = kinds_said(behind_it, "nobody", language_in(text))
    lives = next((kind for kind in said if kind.kind == "survived"), None)
    return lives is not None and len(behind_it[: lives.start].split()) <= MOST_BETWEEN


@cache
def _open_ended(language: str) -> frozenset[str]:
    """Return a language's words that only bound a number: "at least", "up to"."""
    tables = (("at_least", "before"), ("up_to", "up_to"), ("up_to", "below"))
    return frozenset(
        fold(one) for table, kind in tables for one in languages.words_of(table, kind, language)
    )


def _number_behind(text: str, end: int, language: str) -> int:
    """Return where the number behind a noun ends, including words that bound it ("sama da
    talatin"); ``end`` if there is none."""
    ends = [end, *behind(text, end)]
    words = CountWords(cut(text[end : ends[-1]], language), language)
    at = words.bound(0)
    number = words.number(at)
    if number is None:
        return end
    last = words.tokens[number.end - 1].start
    return next(one for one in ends if one - end > last)
