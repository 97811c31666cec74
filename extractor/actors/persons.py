"""People by name: "Mayor Rosa Pena Castillo", "Oscar Romero"; the title is not part of the name."""

from __future__ import annotations

import re

from extractor.gazetteer import store
from extractor.gazetteer.folding import fold
from extractor.languages.patterns import follows
from extractor.places import find_words as words
from extractor.places.nationalities import nation
from extractor.text.recent import recent
from extractor.text.span import Span

__all__ = ["find_people"]

PARTICLES = r"(?:de la|de los|de las|de|del|la|los|y|da|do|dos|van|von|bin|ibn|ben|al|el|abu|e)"
CAPITAL = r"(?:[^\W\d_a-zß-öø-ÿ](?:\.|(?:[\w’']|-(?!-))*[\w’]))"
NAME = re.compile(rf"(?<!\w)(?<!\w[.-]){CAPITAL}(?:\s+(?:{PARTICLES}\s+)?(?:al-|el-)?{CAPITAL})*")
# What is in or at a name is no person, nor is a street or a hospital called after one.
ELSEWHERE = frozenset(["in", "at", "near", "from", "outside", "the"])
FIRST = re.compile(r"\S+\s*")
# Whoever follows one of these is a person, whatever the name.
OFFICES = words.TITLES | words.place_words("before_person")
NOT_NAMES = words.NEVER | words.ORGANISATIONS | words.FACILITIES | words.FEATURES
ARTICLES = frozenset(["el", "la", "los", "las", "le", "les", "al"])
STREETS = words.place_words("street")
LONGEST = 6  # words


def find_people(text: str, start: int = 0, end: int | None = None) -> list[Span]:
    """Names of people in ``text[start:end]``, in text order, without titles and offices.

    A name has two words or more, one of them a given or a family name somewhere, or follows a
    title; what is a place, a people or an organisation is none.
    """
    return list(_people(text, start, len(text) if end is None else end))


@recent(64)  # asked for by each who looks for a doer, a victim or a name's fullest form
def _people(text: str, start: int, end: int) -> tuple[Span, ...]:
    found = []
    for match in NAME.finditer(text, start, end):
        if "'" in match.group() or "’" in match.group():
            continue  # "Colonel Ruiz's wife" is somebody else
        before = text[max(start, match.start() - 12) : match.start()]
        if before.endswith(('"', "“")) or _last_word(before) in ELSEWHERE:
            continue
        quoted = text[match.end() : match.end() + 1] in ('"', "”")
        if follows(text, match.end() + quoted, "bears_a_name"):
            continue
        span, titled = _without_titles(text, match.start(), match.end())
        if span and _is_person(span.text, titled or _titled(text, start, span.start)):
            found.append(span)
    return tuple(found)


def _without_titles(text: str, start: int, end: int) -> tuple[Span | None, bool]:
    """The name after titles and small words, and whether a title was among them."""
    last = max((m.end() for m in FIRST.finditer(text, start, end) if _office(m)), default=start)
    titled, start = last > start, last  # "Liberal Senator Federico Estrada"
    while start < end:
        first = FIRST.match(text, start, end)
        low = first.group().strip().casefold().rstrip(".,") if first else ""
        if first is None or not (low in OFFICES or (low in NOT_NAMES and len(low) > 1)):
            break
        start = first.end()
    return (Span(start, end, text[start:end]) if start < end else None), titled


def _office(word: re.Match[str]) -> bool:
    return word.group().strip().casefold().rstrip(".,") in OFFICES


def _last_word(before: str) -> str:
    """The word before white space at the end, in small letters, what opens before it left out."""
    word = before.split()[-1] if before[-1:].isspace() and before.strip() else ""
    return word.lower().lstrip("(\"“'‘-–—,")


def _titled(text: str, start: int, at: int) -> bool:
    return _last_word(text[max(start, at - 30) : at]).rstrip(".,") in OFFICES


def _is_person(name: str, titled: bool) -> bool:
    parts = [part for part in name.split() if part[:1].isupper() or part[:3] in ("al-", "el-")]
    lows = [fold(part) for part in parts]
    if not lows or len(lows) > LONGEST or any(low in NOT_NAMES for low in lows):
        return False
    if lows[0] in ARTICLES or lows[0] in STREETS:  # streets, and towns named after saints
        return False
    if any(nation(part) for part in parts) or (len(parts) == 1 and parts[0].isupper()):
        return False
    bits = [store.word_bits(low) for low in lows]
    if titled:
        return True
    if len(parts) < 2 or (store.named(name) and len(parts) < 3):
        return False
    given = any(bit & store.GIVEN for bit in bits)
    return given or sum(bool(bit & store.FAMILY) for bit in bits) > 1
