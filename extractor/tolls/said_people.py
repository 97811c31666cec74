"""How many people words without a number mean: one, two, several, or none."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum

from extractor.numbers.tables import table
from extractor.numbers.tokens import Token

__all__ = ["People", "is_plural", "people_in"]


class People(Enum):
    """What the words of a part without a number mean."""

    ONE = "one"  # "the mayor", "her son"
    PAIR = "pair"  # "the couple", "قتيلان"
    PLURAL = "plural"  # "villagers"
    BARE = "bare"  # a noun without an article, in a language that has them
    NAME = "name"  # a bare word in capitals, in a language without articles
    MANY = "many"  # "a family", "the unit"
    THINGS = "things"  # "a bus"


def people_in(tokens: Sequence[Token], language: str, listed: bool) -> People:
    """Returns what the words of one part mean; ``listed``: the count has other parts."""
    words = [token.word for token in tokens]
    if not words:
        return People.BARE
    if _kind(words, len(words) - 1, language, "thing", "units"):
        return People.THINGS
    if _collective(words, language):
        return People.MANY
    places = range(len(words))
    pairs = ("pair",) if listed else ("pair", "both")  # "both she and a labourer"
    for at in places:
        two = any(_kind(words, at, language, kind) for kind in pairs)
        if two and not _kind(words, at, language, "plural"):
            return People.PAIR
    one = any(_kind(words, at, language, "one") for at in places)
    articles = bool(table("persons", language, "bare").exact)
    if _plural_noun(tokens, words, language) and not (one and articles):
        return People.PLURAL
    if one or any(_kind(words, at, language, "any") for at in places):
        return People.ONE
    if articles:  # "Ali and Hassan" are two, "cooks and fighters" are those of one number
        return People.ONE if tokens[0].capital else People.BARE
    return People.NAME if tokens[0].capital else People.ONE


def is_plural(word: str, language: str) -> bool:
    """Whether a word is known as a plural of people, or has the form of one."""
    many, exceptions = table("persons", language, "many"), table("persons", language, "plural")
    if (word,) in many.exact:
        return True
    return bool(many.at([word], 0)) and not exceptions.at([word], 0)


def _plural_noun(tokens: Sequence[Token], words: list[str], language: str) -> bool:
    """Whether the noun is a plural. The noun is the last word in languages such as English (without
    a name after it), and the first word after the articles in others."""
    if ("last",) in table("persons", language, "head").exact:
        last = len(words) - 1
        while last > 0 and tokens[last].capital:
            last -= 1
        return not _determiner(words, last, language) and is_plural(words[last], language)
    nouns = (at for at in range(len(words)) if not _determiner(words, at, language))
    first = next(nouns, None)
    return first is not None and is_plural(words[first], language)


def _collective(words: list[str], language: str) -> bool:
    """Whether the noun is a collective without a number. In languages such as English the last word
    counts, in others any word."""
    if ("last",) in table("persons", language, "head").exact:
        words = words[-1:]
    return any(_kind(words, at, language, "collective") for at in range(len(words)))


def _determiner(words: list[str], at: int, language: str) -> bool:
    return any((words[at],) in table("persons", language, kind).exact for kind in ("one", "any"))


def _kind(words: list[str], at: int, language: str, kind: str, name: str = "persons") -> bool:
    return table(name, language, kind).at(words, at) is not None
