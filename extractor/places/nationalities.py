"""Words that hint at a country without naming it: "Syrian", "lakh", "FARC"."""

from __future__ import annotations

from functools import lru_cache
from itertools import compress

from extractor.gazetteer import store
from extractor.gazetteer.folding import fold
from extractor.places.mention import words_of
from extractor.text.recent import recent
from extractor.text.tokens import tokenize


@recent(2)  # of one article they are asked for more than once
def country_words(text: str) -> dict[str, int]:
    """Returns how often adjectives of nationality ("Syrian") occur, by two-letter country code. The
    result is cached: do not change it."""
    found: dict[str, int] = {}
    words = words_of(text)
    for word in compress(words.texts, words.uppers):
        if len(word) > 3 and word[0].isupper():
            code = nation(word)
            if code:
                found[code] = found.get(code, 0) + 1
    return found


def country_cues(text: str) -> dict[str, int]:
    """Returns the number of different words in the text that hint at each country: "sheriff",
    "lakh", "FARC"."""
    cues = store.cues()
    words = {word if word.isascii() else word.casefold() for word in set(tokenize(text).words)}
    found: dict[str, int] = {}
    for word in cues.keys() & words:
        for code in cues[word]:
            found[code] = found.get(code, 0) + 1
    return found


@lru_cache(maxsize=50_000)
def nation(word: str) -> str | None:
    """Returns the country code of a nationality word: ``Syrians`` → ``SY``."""
    low = fold(word)
    for form in (low, low[:-1] if low.endswith("s") else low):
        entries = store.by_key("@" + form)
        if entries:
            return entries[0].country
    return None
