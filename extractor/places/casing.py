"""Puts a text in capitals into normal case, so that names can be told from words.

Wire copy of some agencies and decades is all in capitals. ``cased`` returns the text with everyday
English words in small letters and names as names are written. The number of characters stays the
same, so that every offset is still valid. The text itself is never changed: whatever is found in
the cased copy is shown with the article's own letters.
"""

from __future__ import annotations

import gzip
import re
from functools import lru_cache
from importlib.resources import files

from extractor.codebook.groups import begins_group, groups_called
from extractor.gazetteer import store
from extractor.gazetteer.folding import fold
from extractor.languages import words_of
from extractor.places import find_words as words
from extractor.places.nationalities import nation
from extractor.text.tokens import count_cases

__all__ = ["cased", "in_capitals", "is_everyday"]

TOKEN = re.compile(r"(?:[^\W\d_]\.){2,}|[^\W\d_]+(?:['’][^\W\d_]+)*")
LONGEST = 7  # words of a group's name
TAGS = 60  # characters: "[TEXT]", "[EXCERPTS] [REPORT BY …]" before the story begins
SHORTEST = 200  # characters; a headline alone does not show how the rest is written
# Roman numerals, and words that are always written in capitals
KEPT = words.place_words("in_capitals")
# Short English words that can also be names, though hardly ever in the news
NEVER_NAMES = words.place_words("never_name")
MONTHS_DAYS = frozenset(
    word
    for kind in ("month", "weekday")
    for word in map(str.casefold, words_of("calendar", kind, "en"))
    if word != "may"
)
BEFORE = 200  # characters before a word that are searched
PUNCTUATION = '.,;:()[]"'  # stands in no name
PREFIXES = (
    *("anti", "counter", "sub", "para", "multi", "inter", "over", "under", "non", "pre", "un"),
    *("re", "ex", "co", "pro"),
)
SMALL = words.place_words("small_word")
HEADS = words.place_words("name_head")


def in_capitals(text: str) -> bool:
    """Whether the whole text, not only its headline, is in capitals."""
    lower, upper = count_cases(text)
    return upper > 10 * lower and upper > SHORTEST / 2


def cased(text: str, start: int = 0) -> str:
    """``text`` with capitals only where names and sentences begin, from offset ``start`` on; the
    length never changes."""
    tokens = list(TOKEN.finditer(text, start))
    shown = [_small(match.group()) for match in tokens]
    kinds = [_kind(match, text) for match in tokens]
    _join_names(tokens, kinds, text)
    for index, match in enumerate(tokens):
        if kinds[index] == "upper":
            word = match.group()
            shown[index] = f"{word[:-1]}s" if word.endswith(("'S", "’S")) else word
        elif kinds[index] in ("name", "month") or _begins(text, start, match):
            shown[index] = _title(match.group())
    pieces = [text[:start]]
    at = start
    for match, word in zip(tokens, shown, strict=True):
        pieces += [text[at : match.start()], word]
        at = match.end()
    pieces.append(text[at:])
    return "".join(pieces)


def _kind(match: re.Match[str], text: str) -> str:
    """Returns ``upper`` for an acronym, ``name``, ``month``, ``maybe`` for a word that can be a
    name, else ``word``."""
    word = match.group()
    low = fold(word.split("'")[0].split("’")[0])
    if "." in word or low in KEPT:
        return "word" if low.replace(" ", "") in ("am", "pm") else "upper"
    after = text[match.end() : match.end() + 2]
    if len(word) == 1 and (after[:1] == "." or (after[:1] == "-" and after[1:].isdigit())):
        return "upper"  # "CARLOS A. MORALES", "M-19"
    if low in MONTHS_DAYS or (low == "may" and _beside_number(text, match)):
        return "month"
    alone = text[match.start() - 1 : match.start()] == "(" and after[:1] == ")"
    if alone and 1 < len(word) < 7:
        return "upper"
    everyday = _is_everyday(low)
    if not everyday and _acronym(word):
        return "upper"
    if nation(low) or any(e.kind == store.COUNTRY for e in store.by_key(low)):
        return "name"
    if low in SMALL or low in HEADS:
        return "maybe"
    if not everyday:
        return "maybe" if len(low) < 2 else "name"
    if low in NEVER_NAMES:
        return "word"
    return "maybe" if store.word_bits(low) & (store.GIVEN | store.FAMILY) else "word"


def _acronym(word: str) -> bool:
    if len(word) > 6:
        return False
    vowels = sum(letter in "AEIOUY" for letter in word)
    if not vowels and len(word) > 1:
        return True
    return len(word) > 2 and bool(groups_called(word)) and not store.word_bits(fold(word))


def _join_names(tokens: list[re.Match[str]], kinds: list[str], text: str) -> None:
    """Marks words beside names as names where they belong together: "ROSA" before "CASTILLO",
    "Shining Path"."""
    for index in range(len(tokens)):
        size = _group(tokens, index, text)
        for at in range(index, index + size):
            if kinds[at] == "word" or kinds[at] == "maybe":
                kinds[at] = "name"
    # Backwards first: of "PABLO MARTIN BERROCAL" the last word makes names of those before it.
    for index in (*reversed(range(len(tokens))), *range(len(tokens))):
        match = tokens[index]
        low = match.group().casefold()
        if kinds[index] == "word" and low in words.TITLES and _next_is(tokens, kinds, index, text):
            kinds[index] = "name"
        if kinds[index] != "maybe":
            continue
        beside = _next_is(tokens, kinds, index, text)
        before = (
            index > 0
            and kinds[index - 1] in ("name", "upper")
            and _close(text, tokens[index - 1], match)
        )
        if low in SMALL or low in HEADS:
            kinds[index] = "name" if beside and low in HEADS and not before else "word"
        elif beside or before:
            kinds[index] = "name"


def _group(tokens: list[re.Match[str]], index: int, text: str) -> int:
    """Returns the number of tokens in the longest name of a group or place that begins here."""
    if not store.by_key(fold(tokens[index].group())) and not _first_words(tokens[index].group()):
        return 0
    start = tokens[index].start()
    last = tokens[min(index + LONGEST, len(tokens)) - 1].end()
    last = next((at for at in range(start, last) if text[at] in PUNCTUATION), last)
    found = 0
    for size in range(2, min(LONGEST, len(tokens) - index) + 1):
        end = tokens[index + size - 1].end()
        if end > last:
            break
        name = " ".join(text[start:end].split()).removesuffix("'S").removesuffix("’S")
        place = size < 5 and store.is_beginning(fold(name))
        if groups_called(name) or (place and store.named(name)):
            found = size
        if not place and not begins_group(" ".join(text[start:end].split())):
            break
    return found


@lru_cache(maxsize=20_000)
def _first_words(word: str) -> bool:
    return fold(word) in _heads()


@lru_cache(maxsize=1)
def _heads() -> frozenset[str]:
    from extractor.codebook.groups import groups

    heads = set()
    for group in groups():
        for name in (*group.name.split(": "), *group.aliases):
            first = fold(name).split()
            heads.update(first[:1])
    return frozenset(heads)


def _next_is(tokens: list[re.Match[str]], kinds: list[str], index: int, text: str) -> bool:
    if index + 1 >= len(tokens) or not _close(text, tokens[index], tokens[index + 1]):
        return False
    return kinds[index + 1] == "name"


def _close(text: str, left: re.Match[str], right: re.Match[str]) -> bool:
    between = text[left.end() : right.start()]
    return between.strip() in ("", ".") and "\n\n" not in between and len(between) < 4


def _begins(text: str, start: int, match: re.Match[str]) -> bool:
    # Words long before it say nothing, and a long text has many words.
    before = text[max(start, match.start() - BEFORE) : match.start()].rstrip(" \t\n\"“(['")
    fresh = "\n\n" in text[max(start, match.start() - 6) : match.start()]
    if before[-4:-3].isalpha() and before[-3:-2] == "." == before[-1:] and before[-2].isalpha():
        return False  # "U.S."
    tagged = before.endswith("]") and match.start() - start < TAGS
    return not before or before[-1] in ".!?" or tagged or fresh


def _beside_number(text: str, match: re.Match[str]) -> bool:
    before = text[max(0, match.start() - 4) : match.start()].strip()
    after = text[match.end() : match.end() + 4].strip()
    return before[-1:].isdigit() or after[:1].isdigit()


def _small(word: str) -> str:
    low = word.lower()
    return low if len(low) == len(word) else word


def _title(word: str) -> str:
    low = _small(word)
    return word[0] + low[1:] if len(low) == len(word) else word


LONGEST_COMPOUND = 60  # letters; no word made of two in the list has half as many


@lru_cache(maxsize=20_000)
def _is_everyday(word: str) -> bool:
    """Whether a word is in the list of everyday English, or a compound of such words:
    "antiterrorist", "machinegunned"."""
    everyday = _everyday()
    if word in everyday:
        return True
    prefix = next(filter(word.startswith, PREFIXES), "")
    if prefix and len(word) > len(prefix) + 3 and word[len(prefix) :] in everyday:
        return True
    return 8 < len(word) <= LONGEST_COMPOUND and any(
        word[:at] in everyday and word[at:] in everyday for at in range(4, len(word) - 3)
    )


def is_everyday(word: str) -> bool:
    """Whether a folded word stands in the list of everyday English."""
    return word in _everyday()


@lru_cache(maxsize=1)
def _everyday() -> frozenset[str]:
    packed = (files("extractor.places") / "data" / "everyday.en.txt.gz").read_bytes()
    return frozenset(gzip.decompress(packed).decode().split())
