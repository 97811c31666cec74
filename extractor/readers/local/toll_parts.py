"""Sorts counts of people: parts of another count, outdated ones, updated tolls, totals of a period.

"Two of the dead", "including three children" are parts of a total. Of "the death toll rose from 20
to 35" the 35 counts, and of "12, up from 9" the 12. "So far this year 41" belongs to no single
event. The words are in the languages' tables ``toll_parts`` and ``toll_words``. A *state* is what
befell the people counted: "killed", "injured" (:class:`TollState`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from extractor.codebook.folding import fold
from extractor.dates.said_words import names_weekday
from extractor.lexicon.kinds_said import KindSaid, kinds_said
from extractor.models.encoder.tagging import Filler, Found
from extractor.numbers.tables import table
from extractor.numbers.tokens import cut, end_of, unspaced
from extractor.numbers.whole import numbers_said
from extractor.readers.local.fillers import COMMAS, joins, language_in
from extractor.readers.local.outdated import current, is_older, only_few, without_summed
from extractor.readers.local.sentences import CLAUSE_END, home_of, sentences_of
from extractor.reading import TollState
from extractor.text.words import SENTENCE_END
from extractor.tolls.said_words import CountWords

if TYPE_CHECKING:
    from extractor.analysis import Analysis

__all__ = [
    "Anew",
    "anew_in",
    "is_part",
    "number_at",
    "state_beside",
    "told_anew",
    "wholes",
    "without_parts",
    "without_totals",
]

PARTS, BEFALL = "toll_parts", "toll_words"
SIGNS = ".,;:!?()،؛\"'"
CLAUSE_SIGNS = frozenset(",;:，、；：؛،፣፤၊")
NEAR, CLOSE = 60, 40
"""Characters before and behind a count within which words of the tables are sought."""
BETWEEN, AUXILIARIES = 2, 3
"""Words that may stand between a count and a word that makes it a part, or one for its state."""
SINCE, YEAR_DIGITS = 4, 4
"""Words behind "since" among which a year is sought ("since the start of October 2017")."""


@dataclass(frozen=True)
class Anew:
    """An updated toll: its state, the words of the new number, and the span (character offsets)
    of all its numbers, old and new."""

    state: str
    number: Filler
    start: int
    end: int


def is_part(text: str, one: Filler, language: str) -> bool:
    """Whether the words of a count or those beside it make it a part of another count."""
    at = one.start + number_at(text[one.start : one.end], language)
    before = SENTENCE_END.split(text[max(0, at - NEAR) : at])[-1]
    said = [kind for kind in kinds_said(before, PARTS, language) if kind.kind == "part"]
    if said and only_few(before[said[-1].end :], BETWEEN):
        return True
    clause = CLAUSE_END.split(text[at : one.end + CLOSE])[0]
    of = (kind for kind in kinds_said(clause, PARTS, language) if kind.kind in ("of", "part"))
    if any(
        (kind.start or numbers_said(clause[: kind.end])) and at + kind.start <= one.end + 1
        for kind in of  # "of them", behind a number or in one word with it ("ikisi")
    ):
        return True
    if _is_amid(clause, one.end - at, language):
        return True
    behind = CLAUSE_END.split(text[one.end : one.end + CLOSE])[0]
    first = next(iter(kinds_said(behind, PARTS, language)), None)
    if first is None or first.kind != "among":
        return False
    return not behind[: first.start].split()


def _is_amid(clause: str, end: int, language: str) -> bool:
    """Whether the clause counts a whole right behind the count that ends at its offset ``end``:
    "Two deputies among 15 dead"."""
    for kind in kinds_said(clause, PARTS, language):
        if kind.kind == "amid" and kind.start <= end + 1:
            words = clause[kind.end :].split()
            return bool(words and numbers_said(words[0]))
    return False


def state_beside(text: str, one: Filler, language: str) -> str | None:
    """Return the state that the words right before or behind a count give it, if any. A word before
    it with a number of its own belongs to that number: "four were killed and six | wounded"."""
    before = CLAUSE_END.split(text[max(0, one.start - CLOSE) : one.start])[-1]
    said = kinds_said(before, BEFALL, language)
    right_before = said[-1] if said and _only_letter(before[said[-1].end :], language) else None
    if right_before and not _numbers_but_days(before[: right_before.start], language):
        return right_before.kind
    behind_it = _state_behind(text, one, language)
    few = bool(said) and not unspaced(language) and len(before[said[-1].end :].split()) <= 1
    near = said[-1] if few else None
    return behind_it or (near.kind if near and not numbers_said(before[near.end :]) else None)


def _numbers_but_days(words: str, language: str) -> list[int]:
    """Return the numbers in the words, without weekdays that are also numbers ("يوم الاثنين")."""
    if unspaced(language):
        return numbers_said(words)
    others = (word for word in words.split() if not names_weekday(word, language))
    return numbers_said(" ".join(others))


def _only_letter(words: str, language: str) -> bool:
    """Whether the words are empty, one letter that is no "and", or one "of": "hirieron a | otros
    dos", "ikinasugat ng | siyam na katao"."""
    plain = fold(words.strip())
    if len(words.split()) > 1 or plain in joins("and", language):
        return False
    return len(plain) <= 1 or plain in joins("of", language)


def _clause_behind(text: str, one: Filler, language: str) -> str:
    """Return the clause right behind a count. If a part of the count is inserted there, that is the
    next one: "seven persons, | among them two nuns, | were injured"."""
    first, *others = CLAUSE_END.split(text[one.end : one.end + NEAR])
    if len(others) < 2 or first or text[one.end] not in COMMAS:
        return first[:CLOSE]
    inserted, behind = others[:2]
    is_part = any(said.kind == "part" for said in kinds_said(inserted, PARTS, language))
    return behind if is_part and _says_of_all(text, one, behind, language) else first


def _says_of_all(text: str, one: Filler, clause: str, language: str) -> bool:
    """Whether a clause behind an insertion says what befell a count's people: no word before the
    count does, and no number or noun follows the clause's word for it ("including two women,
    wounding ten", "wounded soldiers said")."""
    befell = kinds_said(clause, BEFALL, language)
    before = SENTENCE_END.split(text[max(0, one.start - NEAR) : one.start])[-1]
    if not befell or kinds_said(before, BEFALL, language):
        return False
    follows = clause[befell[0].end :].strip()
    begins = not clause[: befell[0].start].strip()
    return not numbers_said(follows) and not (begins and follows)


def _state_behind(text: str, one: Filler, language: str) -> str | None:
    behind = _clause_behind(text, one, language)
    said = kinds_said(behind, BEFALL, language)
    if not said:
        return None
    between = behind[: said[0].start]
    tokens = [token.word for token in cut(between, language)]
    stops = [table("joins", language, kind) for kind in ("and", "of", "cut")]
    if len(tokens) > AUXILIARIES or numbers_said(between):
        return None
    if any(stop.at(tokens, at) for stop in stops for at in range(len(tokens))):
        return None
    return said[0].kind


def wholes(text: str, fillers: Sequence[Filler], language: str) -> list[Filler]:
    """Return the counts that are no part of another, not outdated, and more than a state's word
    ("the | dead"). Each of these rules applies only if another count is left. If no whole has a
    number, its parts are returned: "Passengers fled; seven of them died"."""
    fillers = [one for one in fillers if not _is_bare(text, one, language)] or fillers
    fillers = without_summed(text, fillers, language)
    parts = [one for one in fillers if is_part(text, one, language)]
    kept = [one for one in fillers if one not in parts]
    if not any(numbers_said(text[one.start : one.end]) for one in kept):
        kept = parts or kept
    return current(text, kept, language)


def _is_bare(text: str, one: Filler, language: str) -> bool:
    words = text[one.start : one.end]
    return len(words.split()) == 1 and bool(kinds_said(words, BEFALL, language))


def without_parts(text: str, found: Found) -> Found:
    """Drop an event's partial counts, so that none is taken for another event's toll."""
    language = language_in(text)
    left = {
        state.value: wholes(text, found.roles[state.value], language)
        for state in TollState
        if len(found.roles.get(state.value, ())) > 1
    }
    return replace(found, roles={**found.roles, **left})


def without_totals(analysis: Analysis, found: Found) -> Found:
    """Drop counts in a sentence that covers a longer period ("so far this year", "since 2017") and
    has no trigger of the event: they sum up many events."""
    homes = set(sentences_of(analysis, found.telling))
    article = analysis.article
    language = language_in(article.text)

    def sums_up(one: Filler) -> bool:
        home = home_of(analysis, one)
        return home not in homes and home >= 0 and _spans(article.sentences[home].text, language)

    left: dict[str, list[Filler]] = {
        state.value: [one for one in found.roles[state.value] if not sums_up(one)]
        for state in TollState
        if state.value in found.roles
    }
    return replace(found, roles={**found.roles, **left})


@lru_cache(maxsize=256)
def _spans(sentence: str, language: str) -> bool:
    """Whether a sentence names a period that is longer than an event."""
    said = kinds_said(sentence, PARTS, language)
    if any(kind.kind == "span" for kind in said):
        return True
    behind = (sentence[kind.end :].split()[:SINCE] for kind in said if kind.kind == "since")
    return any(_is_year(word.strip(SIGNS)) for words in behind for word in words)


def _is_year(word: str) -> bool:
    return len(word) == YEAR_DIGITS and word.isdecimal() and int(word) in range(1900, 2100)


def anew_in(analysis: Analysis, found: Found) -> dict[str, Anew]:
    """Return the updated tolls in the sentences with the event's triggers: the last of each state,
    by state."""
    article = analysis.article
    language = language_in(article.text)
    by_state: dict[str, Anew] = {}
    for index in sorted(set(sentences_of(analysis, found.telling))):
        sentence = article.sentences[index]
        anew = told_anew(article.text, sentence.start, sentence.end, language)
        if anew:
            by_state[anew.state] = anew
    return by_state


@lru_cache(maxsize=256)
def told_anew(text: str, start: int, end: int, language: str) -> Anew | None:
    """Return the toll that a sentence (``start`` to ``end``) updates, if any: "the death toll rose
    from 20 to 35"."""
    words = text[start:end]
    said = kinds_said(words, PARTS, language)
    kinds = {kind.kind for kind in said}
    if "rise" not in kinds or not kinds & {"toll", "number"} or _spans(words, language):
        return None
    state = _state(words, said, language)
    if state is None:
        return None
    counted = CountWords(cut(words, language), language)
    numbers = _numbers(words, counted)
    if not numbers:
        return None
    numbers = _current(text, start, numbers, language)
    marked = any(kind == "to" for kind, *_ in numbers)
    if not marked and table(PARTS, language, "to").exact:
        return None
    if not marked:
        begin, stop = _clause_of(words, _rise(said))
        numbers = [one for one in numbers if begin <= one[1] < stop] or numbers
    news = [one for one in numbers if one[0] == "to"] or numbers
    _, first, last = news[-1]
    number = Filler(start + first, start + last, 1.0)
    return Anew(state, number, start + numbers[0][1], start + numbers[-1][2])


def _current(
    text: str, start: int, numbers: list[tuple[str, int, int]], language: str
) -> list[tuple[str, int, int]]:
    """Return the numbers of a sentence that no words beside them call outdated; all if none is
    left ("rose to 12, | initially 9")."""
    return [
        (kind, first, last)
        for kind, first, last in numbers
        if not is_older(text, Filler(start + first, start + last, 1.0), language)
    ] or numbers


def _rise(said: Sequence[KindSaid]) -> KindSaid:
    """Return the word for rising that is nearest to the first word for a toll."""
    toll = next(kind for kind in said if kind.kind in ("toll", "number"))
    rises = (kind for kind in said if kind.kind == "rise")
    return min(rises, key=lambda kind: abs(kind.start - toll.start))


def _clause_of(words: str, one: KindSaid) -> tuple[int, int]:
    """Return where the clause around some words begins and ends."""
    signs = [at for at, sign in enumerate(words) if sign in CLAUSE_SIGNS]
    begin = max((at for at in signs if at < one.start), default=0)
    return begin, min((at for at in signs if at >= one.end), default=len(words))


def _numbers(words: str, counted: CountWords) -> list[tuple[str, int, int]]:
    """Return the numbers of a sentence: "from" or "to" if that stands before it (else ""), start
    and end. Leaves out those of hours, ages and the like."""
    found: list[tuple[str, int, int]] = []
    at, kind = 0, ""
    while at < len(counted):
        said = next((one for one in ("to", "from") if counted.length(PARTS, one, at)), "")
        number = None if said else counted.number(counted.bound(at))
        if number is None:
            kind, at = said, at + 1
            continue
        if not counted.unit(number, between=False) and number.value > 1:
            end = end_of(words, counted.tokens[number.end - 1])
            found.append((kind, counted.tokens[at].start, end))
        kind, at = "", number.end
    return found


def _state(words: str, said: Sequence[KindSaid], language: str) -> str | None:
    if any(kind.kind == "toll" for kind in said):
        return "killed"
    begin = next(kind.end for kind in said if kind.kind == "number")
    return next((kind.kind for kind in kinds_said(words[begin:], BEFALL, language)), None)


def number_at(words: str, language: str, *, bounded: bool = False) -> int:
    """Return where the number in a count's words begins, if ``bounded`` with the words that bound
    it ("at least four"); 0 if there is none."""
    counted = CountWords(cut(words, language), language)
    for at in range(len(counted)):
        if counted.number(counted.bound(at) if bounded else at):
            return counted.tokens[at].start
    return 0
