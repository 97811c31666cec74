"""The shape of a text that casualty rules match: one letter a word, amounts read as one."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from extractor.languages.patterns import listed_as
from extractor.numbers.figures import FIRST, Amount, amount_at
from extractor.text.tokens import mostly_capitals
from extractor.tolls.find_words import (
    DAY_NAMES,
    MONTH_NAMES,
    PERSONS,
    PHRASES,
    PLURALS,
    UNITS,
    WORDS,
    State,
)

if TYPE_CHECKING:
    from extractor.text.tokens import Tokens

QUOTES = frozenset("\"'“”„«»‘’`*_")
DASHES = frozenset("-–—")
# A full stop after one of these does not end a sentence.
TITLES = frozenset(listed_as("title"))
NO_NAMES = frozenset(listed_as("no_name"))
# A number right after one of these counts no people: "No 3856", "Article 12", "aged 45".
LABELS = frozenset(["$", "€", "£", "#", *listed_as("label")])
YEAR_BEFORE = frozenset(listed_as("before_year"))
ONE = Amount(1, 1, 1)
COMPANY = ("along", "together")  # "along with two guards"
SPECIAL = frozenset(
    [*PHRASES, *WORDS, *DAY_NAMES, *PLURALS, *PERSONS, *FIRST, "s", "no", "as", "a", "an", *COMPANY]
)
MOST_WORDS = 20_000  # remembered: more than are met often


class Item(NamedTuple):
    """A word, a phrase or an amount: its letter, its tokens (last not included), its worth."""

    letter: str
    first: int
    last: int
    state: State | None = None
    amount: Amount | None = None
    plural: bool = False


def read_items(tokens: Tokens) -> list[Item]:
    """The items of the tokens, in order; quotation marks and hyphens inside words are left out."""
    words = tokens.words
    capitals_only = mostly_capitals(tokens.text[:3000])
    items: list[Item] = []
    at, count = 0, len(words)
    sentence_start = True
    while at < count:
        item = _item(tokens, at, capitals_only, sentence_start)
        if item is None:
            at += 1
            continue
        items.append(item)
        sentence_start = item.letter == "S"
        at = item.last
    return [_aged(items, index) if item.letter == "Q" else item for index, item in enumerate(items)]


def _aged(items: list[Item], index: int) -> Item:
    """A number alone between commas or in brackets is an age: "Juan Perez, 45, and"."""
    item = items[index]
    if item.last - item.first == 1 and 0 < index < len(items) - 1:
        around = items[index - 1].letter + items[index + 1].letter
        if around in (",,", "()", ",S") and item.amount and item.amount.low > 1:
            return Item("w", item.first, item.last)
    return item


def _item(tokens: Tokens, at: int, capitals_only: bool, sentence_start: bool) -> Item | None:
    words = tokens.words
    word = words[at]
    if _PLAIN[word]:
        return _name_or_other(tokens, at, capitals_only, sentence_start)
    if not word[0].isalnum():
        return _sign(tokens, at)
    if word == "s" and at and words[at - 1] in QUOTES:
        return None
    several = _phrase(words, at) or _amount(tokens, at)
    if several is not None:
        return several
    if word[0].isdecimal():
        return Item("w", at, at + 1)
    if word in ("a", "an"):
        return Item("Q", at, at + 1, amount=ONE)
    if word in WORDS:
        return Item(WORDS[word][0], at, at + 1, WORDS[word][1])
    if word in DAY_NAMES:
        return Item("r", at, at + 1)
    if word in PLURALS or (len(word) > 5 and word.endswith("men")):
        return Item("P", at, at + 1, plural=True)
    if word in PERSONS or (len(word) > 5 and word.endswith("man") and not tokens.capital(at)):
        return Item("P", at, at + 1)
    return _name_or_other(tokens, at, capitals_only, sentence_start)


def _phrase(words: list[str], at: int) -> Item | None:
    """What begins here and has several words: "shot dead", "no one", "along with"."""
    word = words[at]
    for phrase, letter, state in PHRASES.get(word, ()):
        if tuple(words[at : at + len(phrase)]) == phrase:
            return Item(letter, at, at + len(phrase), state)
    if word == "no" and words[at + 1 : at + 2] == ["one"]:
        return Item("n", at, at + 2)
    if word == "as" and words[at + 1 : at + 3] == ["well", "as"]:
        return Item("&", at, at + 3)
    if word in COMPANY and words[at + 1 : at + 2] == ["with"]:
        return Item("&", at, at + 2)
    return None


def _name_or_other(tokens: Tokens, at: int, capitals_only: bool, sentence_start: bool) -> Item:
    words = tokens.words
    capital = not capitals_only and tokens.capital(at) and words[at] not in NO_NAMES
    if capital and sentence_start:  # the first word of a sentence: a name if another one follows
        following = words[at + 1] if at + 1 < len(words) else ""
        beside = at + 2 if following == "and" else at + 1  # "Roa and Silva were shot dead"
        capital = bool(following) and (
            (beside < len(words) and tokens.capital(beside)) or following in ("was", "has")
        )
    return Item("X" if capital else "w", at, at + 1)


class _Plain(dict[str, bool]):
    """Whether a token is a word in no list, as most are."""

    def __missing__(self, word: str) -> bool:
        listed = word in SPECIAL or (len(word) > 5 and word.endswith(("man", "men")))
        plain = word[0].isalnum() and not word[0].isdecimal() and not listed
        if len(self) < MOST_WORDS:
            self[word] = plain
        return plain


_PLAIN = _Plain()


def _sign(tokens: Tokens, at: int) -> Item | None:
    """Punctuation; nothing for quotation marks, hyphens inside words and stops of abbreviations."""
    sign, words = tokens.words[at], tokens.words
    if sign in QUOTES:
        return None
    before = tokens.ends[at - 1] == tokens.starts[at] if at else False
    after = at + 1 < len(words) and tokens.starts[at + 1] == tokens.ends[at]
    joined = after and not (tokens.capital(at + 1) and words[at + 1].isalpha())
    if sign in DASHES:
        return None if before and after and words[at + 1] not in DASHES else Item("S", at, at + 1)
    if sign == "." and at and (words[at - 1] in TITLES or len(words[at - 1]) == 1 or joined):
        return None
    if sign in "[]":  # an editor's word inside the sentence
        return None
    letter = sign if sign in ",()" else "S"
    return Item(letter, at, at + 1)


def _amount(tokens: Tokens, at: int) -> Item | None:
    """The amount of people at a token; numbers of other things are plain words."""
    words = tokens.words
    read = amount_at(words, at)
    if read is None:
        return None
    amount, last = read
    before = words[at - 1] if at else ""
    following = words[last] if last < len(words) else ""
    if before in LABELS or before in MONTH_NAMES or following in MONTH_NAMES:
        return Item("w", at, last)
    if following in DASHES and tokens.starts[last] == tokens.ends[last - 1]:
        return _compound(tokens, at, last)
    if following in UNITS or following == "%":
        return Item("w", at, last)
    if len(words[at]) == 4 and words[at].isdecimal() and 1900 <= amount.low <= 2099:
        people = PLURALS.intersection(words[last : last + 2])
        if before in YEAR_BEFORE or not people:  # "the 1990 war", but "2000 civilians"
            return Item("w", at, last)
    if words[last - 1].startswith("0") and len(words[last - 1]) > 1:  # a time: 0630
        return Item("w", at, last)
    return Item("Q", at, last, amount=amount, plural=amount.low != 1)


def _compound(tokens: Tokens, at: int, last: int) -> Item | None:
    """``7-year-old`` is a person, ``48-hour`` and ``two-man`` are adjectives."""
    words = tokens.words
    end = last
    while (
        end + 1 < len(words)
        and words[end] in DASHES
        and tokens.starts[end + 1] == tokens.ends[end]
        and words[end + 1].isalpha()
    ):
        end += 2
    if end == last:
        return Item("S", at, last + 1)
    old = words[end - 1] in ("old", "olds")
    return Item("P" if old else "w", at, end, plural=words[end - 1] == "olds")
