"""Casualty counts in other languages: Spanish and French noun phrases, and numbers near a word.

A noun phrase is an amount, then the people ("tres agentes de la policía", "une dizaine de civils").
It stands before what happened to them ("tres policías murieron", "quatre paysans ont été tués") or
right behind it ("murieron tres personas", "mataron a tres"); who kills is never counted. In Russian
and Arabic a number within three words is taken.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from extractor.codebook.vague_numbers import VAGUE_NUMBERS
from extractor.languages import having, words_of
from extractor.numbers.figures import FOREIGN, FRENCH, SPANISH, Amount, figures
from extractor.numbers.words import multipliers
from extractor.tolls.find_words import ENGLISH, FOREIGN_STATES, TABLE, State
from extractor.tolls.totals import CasualtyMention

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from extractor.text.span import Span
    from extractor.text.tokens import Tokens

FARTHEST = 9  # tokens from an amount to the verb behind it
SIGNS = frozenset(';:.,()|"«»“”')


def _values(kind: str) -> dict[str, str]:
    """The words of a kind in all languages but English, with their values."""
    spoken = [language for language in having(TABLE) if language != ENGLISH]
    return {word: value for one in spoken for word, value in words_of(TABLE, kind, one).items()}


def _words(kind: str) -> frozenset[str]:
    return frozenset(_values(kind))


# Who does it stands before these: only what follows is counted.
ACTIVE = _words("doer_before")
DIED = _words("died")
HAVE, BEEN = _words("have"), _words("been")
PARTICIPLES = tuple(_words("participle"))
# What may stand between people and what happened to them
AUXILIARY = HAVE | BEEN | _words("auxiliary")
ENDS = AUXILIARY | SIGNS | _words("end")
OF = _words("of")
ARTICLES = _words("article") | {"'", "’"}
# A number of these counts no people, nor does one before a month.
UNITS = _words("unit")
NUMBERS = SPANISH | FRENCH
# Rough numbers and what ACLED codes for them (codebook, "Fatalities").
ROUGH = {word: VAGUE_NUMBERS[size] for word, size in _values("rough").items()}
# "Une dizaine", "una veintena": about so many
ABOUT = {
    word: size
    for language in ("es", "fr")
    for word, size in multipliers(language).items()
    if size <= 100
}
OPEN = tuple(tuple(phrase.split()) for phrase in _values("open"))
CAPPED = tuple(tuple(phrase.split()) for phrase in _values("capped"))
NONE = _words("none")
AND = _words("and")


@dataclass(frozen=True)
class _People:
    """A noun phrase: its tokens (``last`` not included), how many, and who, if it says so."""

    first: int
    last: int
    amount: Amount
    who: Span | None


def find_foreign(
    tokens: Tokens, found: Sequence[CasualtyMention], group: int
) -> Iterator[CasualtyMention]:
    """The counts that stand in none of the mentions ``found``; ``group`` is the next one's."""
    words = tokens.words
    used: set[int] = set()
    for at, word in enumerate(words):
        state = FOREIGN_STATES.get(word)
        if state is None and word[0] == "و":  # Arabic's "and" is written together with the word
            state = FOREIGN_STATES.get(word[1:])
        if state is None:
            continue
        mentions = [
            replace(mention, group=group)
            for mention in _told(tokens, at, state, used)
            if not any(mention.span.overlaps(other.span) for other in found)
        ]
        yield from mentions
        group += bool(mentions)


def _told(tokens: Tokens, at: int, state: State, used: set[int]) -> list[CasualtyMention]:
    word = tokens.words[at]
    if not word.isascii() and not any("a" <= letter <= "ÿ" for letter in word):
        near = _near(tokens, at, state, used)
        return [near] if near else []
    active = word in ACTIVE or _have_done(tokens.words, at)
    behind = [] if active and word != "mort" else _before(tokens, at, used)
    people = behind
    if not behind or word in DIED:
        people = _after(tokens, at, used) or behind
    mentions = []
    for piece in people:
        nearest = piece is (people[-1] if people is behind else people[0])
        first = min(piece.first, at) if nearest else piece.first
        last = max(piece.last, at + 1) if nearest else piece.last
        used.update(range(first, last))
        amount = piece.amount
        low, high, coded = amount.low, amount.high, amount.coded
        span = tokens.span(first, last)
        mentions.append(CasualtyMention(span, state, low, high, coded, amount.vague, piece.who))
    if not people and NONE.intersection(tokens.words[max(0, at - 2) : at]):
        first = at - 1 if tokens.words[at - 1] in NONE else at - 2
        mentions.append(CasualtyMention(tokens.span(first, at + 1), state, 0, 0, 0))
    return mentions


def _have_done(words: list[str], at: int) -> bool:
    """Whether a French participle is of a deed: "ont tué"; "ont été tués", "trois tués" are not."""
    if not words[at].endswith(PARTICIPLES):
        return False
    for index in range(at - 1, max(at - 4, -1), -1):
        if words[index] in HAVE:
            return True
        if words[index] in BEEN or _amount(words, index):
            return False
    return False


def _before(tokens: Tokens, at: int, used: set[int]) -> list[_People]:
    """The people a verb stands behind, several of a list in text order."""
    words, end = tokens.words, at
    if end and words[end - 1] == ",":  # "tres policías, dos de ellos oficiales, murieron"
        end = next((i for i in range(end - 2, max(end - FARTHEST, 0), -1) if words[i] == ","), end)
    pieces: list[_People] = []
    index = end - 1
    while index >= max(0, end - FARTHEST) and len(pieces) < 5:
        if words[index] in ".;:|,()" or index in used or words[index] in FOREIGN_STATES:
            break
        starts = range(max(index - 4, 0), index + 1)  # "treinta y dos" begins before its "dos"
        whole = (s for s in starts if (read := _amount(words, s)) and read[1] > index)
        piece = _people(tokens, next(whole, index), end)
        if piece is None:
            index -= 1
            continue
        pieces.insert(0, piece)
        join = words[piece.first - 1] if piece.first > 1 else ""
        if join not in AND and not (join == "," and len(pieces) > 1):  # a list ends with "and"
            break
        end, index = piece.first - 1, piece.first - 2
    return pieces


def _after(tokens: Tokens, at: int, used: set[int]) -> list[_People]:
    """The people right behind a verb: "murieron tres", "mataron a tres", "muerte de tres"."""
    words, pieces, index = tokens.words, list[_People](), at + 1
    if words[index : index + 1] and words[index] in OF | {"a", "à"}:
        index += 1
    while index < len(words) and len(pieces) < 5:
        start = index + _qualifier(words, index)[1]
        if start >= len(words) or start in used:
            break
        piece = _people(tokens, start, len(words))
        if piece is None:
            break
        following = words[piece.last] if piece.last < len(words) else ""
        if pieces and (following in AUXILIARY | FOREIGN_STATES.keys()):
            break  # "y cinco resultaron heridas" is another's
        if following in FOREIGN_STATES and not pieces and words[at] not in ACTIVE | DIED:
            break
        pieces.append(piece)
        if following not in AND and following != ",":
            break
        index = piece.last + 1
    # A list has "and" before its last: "tres personas, dos ..." goes on with something else.
    return pieces if len(pieces) < 2 or words[pieces[-1].first - 1] in AND else pieces[:1]


def _people(tokens: Tokens, at: int, end: int) -> _People | None:
    """The noun phrase whose amount begins at ``at``; its who ends before ``end`` at the latest."""
    words = tokens.words
    read = _amount(words, at)
    if read is None:
        return None
    amount, after = read
    if words[at].isdigit() and at and words[at - 1] in ("el", "le", "km", "artículo", "article"):
        return None  # the 12th
    begin = after
    while begin < end and words[begin] in OF | ARTICLES:
        begin += 1
    if words[begin : begin + 1] and (words[begin] in UNITS or words[after] in UNITS):
        return None
    last = begin
    while last < end and last - begin < 6:
        word = words[last]
        linked = last > begin and words[last - 1] in OF | ARTICLES
        if word in FOREIGN_STATES or (word in ENDS and not linked) or word[0].isdigit():
            break
        if _amount(words, last) is not None:
            break
        last += 1
    while last > begin and words[last - 1] in OF | ARTICLES:
        last -= 1
    kind, length = _qualifier_before(words, at)
    if kind == "open":
        amount = replace(amount, high=None)
    elif kind == "capped":
        amount = Amount(1, amount.high, min(3, amount.low), vague=True)
    who = tokens.span(begin, last) if last > begin else None
    return _People(at - length, max(last, after), amount, who)


def _qualifier(words: list[str], at: int) -> tuple[str, int]:
    """What the words at ``at`` do to the number behind them, and how many they are."""
    for kind, phrases in (("open", OPEN), ("capped", CAPPED)):
        for phrase in phrases:
            if tuple(words[at : at + len(phrase)]) == phrase:
                elided = words[at + len(phrase) : at + len(phrase) + 1] in (["'"], ["’"])
                return kind, len(phrase) + elided
    about = words[at : at + 1] in (["unos"], ["unas"], ["environ"], ["casi"])
    return "", int(about)


def _qualifier_before(words: list[str], at: int) -> tuple[str, int]:
    for length in (4, 3, 2, 1):
        if at >= length:
            kind, size = _qualifier(words, at - length)
            if size == length:
                return kind, length
    return "", 0


def _amount(words: list[str], at: int) -> tuple[Amount, int] | None:
    """The amount at a token and the token after it: "treinta y dos", "une dizaine", "varios"."""
    word, following = words[at], words[at + 1 : at + 2]
    if word in ROUGH:
        return Amount(ROUGH[word], None, ROUGH[word], vague=True), at + 1
    if word in ("un", "una", "une") and following and following[0] in ABOUT:
        value = ABOUT[following[0]]
        return Amount(value, value, value), at + 2
    value_or_none = NUMBERS.get(word) or _figures(word)
    if value_or_none is None:
        return None
    value, after = value_or_none, at + 1
    if word in NUMBERS and value == 4 and words[after : after + 2] in (
        ["-", "vingt"], ["-", "vingts"],
    ):  # fmt: skip
        value, after = 80, at + 3
    joined = words[after : after + 1] in (["-"], ["y"], ["et"])
    small = NUMBERS.get(words[after + 1], 100) if joined and after + 1 < len(words) else 100
    if word in NUMBERS and 20 <= value < 100 and value % 10 == 0 and (
        small < 10 or (words[after] == "-" and small < 17)
    ):  # fmt: skip
        value, after = value + small, after + 2
    if words[after : after + 1] in (["mil"], ["mille"]):
        value, after = value * 1000, after + 1
    return Amount(value, value, value), after


def _near(tokens: Tokens, at: int, state: State, used: set[int]) -> CasualtyMention | None:
    """The nearest number within three words, before it or behind it."""
    words = tokens.words
    for near in (range(at - 1, max(at - 5, -1), -1), range(at + 1, min(at + 4, len(words)))):
        for index in near:
            word = words[index]
            if word in ".;|" or index in used or word in FOREIGN_STATES:
                break
            value = FOREIGN.get(word) or _figures(word)
            if value is not None:
                first, last = min(index, at), max(index, at) + 1
                used.update(range(first, last))
                return CasualtyMention(tokens.span(first, last), state, value, value, value)
    return None


def _figures(word: str) -> int | None:
    value = figures(word)
    return value if value is not None and value < 1900 else None
