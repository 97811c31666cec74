"""The name alone, of words about a party that no table knows: "Shura Council" of "the fighters of
the Shura Council who fled".

For English words; others keep what their language's tables make of them.
"""

from __future__ import annotations

from collections.abc import Sequence

from extractor.actors import words as lexicon
from extractor.actors.phrase import singular
from extractor.actors.words import english
from extractor.codebook.folding import fold
from extractor.gazetteer import store
from extractor.places.casing import is_everyday

__all__ = ["plain_name"]

QUOTES = '"“”«»'
SIGNS = " ,.;:'’‘" + QUOTES
PARTICIPLES = english("participle")
NAMING = tuple(fold(one).split() for one in english("naming"))
PEOPLE = lexicon.ARMED | lexicon.THROUGH | lexicon.PERSONS
DESCRIBES = PEOPLE | lexicon.NONSTATE | lexicon.GROUPISH | lexicon.GANG | lexicon.BELIEFS
IN_NAMES = frozenset(["for", "in", "from", "to"])
"""Words that continue a name when they directly follow it ("Front for the Liberation of")."""
FEW = 4
"""The most words before "of" that may count people."""


def plain_name(words: str) -> str | None:
    """Returns the name in the words, without articles, numbers and descriptions; ``None`` where
    they only describe somebody ("The insurgents", "men who crossed the Ruhwa")."""
    tokens = _called(words) or _of_whom(_without_clause(_bare(words.split())))
    tokens = _bare(_without_people(tokens))
    if not any(_may_be_name(token, first=not at) for at, token in enumerate(tokens)):
        return None
    return " ".join(tokens).strip(SIGNS)


def _called(words: str) -> list[str]:
    """Returns the words in quotation marks, after "calling itself", or after a noun for a group and
    a comma; empty where there are none."""
    quoted = next((part for part in _quoted(words) if part[:1].isupper()), "")
    if quoted:
        return quoted.split()
    tokens = words.split()
    folded = [fold(token) for token in tokens]
    for parts in NAMING:
        for at in range(1, len(tokens) - len(parts)):
            if folded[at : at + len(parts)] == parts:
                return _without_clause(_bare(tokens[at + len(parts) :]))
    for at, token in enumerate(tokens[:-1]):
        if token.endswith(",") and singular(folded[at].rstrip(",")) in lexicon.GROUPISH:
            behind = _bare(tokens[at + 1 :])
            if behind and behind[0][:1].isupper():
                return _without_clause(behind)
    return []


def _quoted(words: str) -> Sequence[str]:
    for quote in QUOTES:
        words = words.replace(quote, '"')
    return [part.strip(SIGNS) for part in words.split('"')[1::2]]


def _bare(tokens: Sequence[str]) -> list[str]:
    """Returns the tokens without leading articles, numbers and the like."""
    at = 0
    while at < len(tokens) - 1 and fold(tokens[at]).strip(SIGNS) in lexicon.DROPPED:
        at += 1
    return list(tokens[at:])


def _without_clause(tokens: Sequence[str]) -> list[str]:
    """Returns the tokens before a description: of origin, clothes, deeds or company."""
    for at, token in enumerate(tokens):
        word = fold(token).strip(SIGNS)
        in_name = word in IN_NAMES and tokens[at - 1][:1].isupper()
        ends = word in lexicon.AFTER_HEAD and word != "of" and not in_name
        with_others = word == "and" and _begins_with_possessive(tokens[at + 1 :])
        does = word.endswith("ing") and token.islower() and word not in PARTICIPLES
        if at and (ends or with_others or does):
            return list(tokens[:at])
    return list(tokens)


def _begins_with_possessive(tokens: Sequence[str]) -> bool:
    return bool(tokens) and fold(tokens[0]) in lexicon.POSSESSIVES_OF_A_PERSON


def _of_whom(tokens: Sequence[str]) -> list[str]:
    """Returns the tokens after "of" where people stand before it: "fighters of the Shura
    Council"."""
    left = list(tokens)
    while True:
        at = next((at for at, token in enumerate(left[: FEW + 1]) if fold(token) == "of"), 0)
        before = left[:at]
        if not before or any(token[:1].isupper() for token in before[1:]):
            return left
        if singular(fold(before[-1])) not in PEOPLE:
            return left
        behind = _bare(left[at + 1 :])
        place = bool(store.named(" ".join(_without_clause(behind))))
        if place or not any(token[:1].isupper() for token in behind):
            return left
        left = behind


def _without_people(tokens: Sequence[str]) -> list[str]:
    """Returns the tokens without "fighters" and the like after an organisation's name."""
    if len(tokens) < 2 or tokens[-1][:1].isupper() or singular(fold(tokens[-1])) not in PEOPLE:
        return list(tokens)
    before = tokens[-2].strip(SIGNS)
    letters = before.isupper() and len(before) > 1
    organised = before[:1].isupper() and singular(fold(before)) in lexicon.GROUPISH
    closed = before.endswith(")")
    return list(tokens[:-1] if letters or organised or closed else tokens)


def _may_be_name(token: str, *, first: bool) -> bool:
    """Whether a capitalised word can be a name, not only the first word of a sentence."""
    word = fold(token).strip(SIGNS)
    if not token.strip(SIGNS)[:1].isupper() or word in lexicon.SMALL | lexicon.DROPPED:
        return False
    plain = {word, singular(word)}
    return not first or not (plain & DESCRIBES or any(map(is_everyday, plain)))
