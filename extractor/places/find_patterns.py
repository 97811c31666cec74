"""Patterns for the words around a place name that give distance, nearness, part and container."""

from __future__ import annotations

import re

from extractor.places.find_words import KIND_WORD, PART_WORD, PARTS, place_words


def _any(kind: str) -> str:
    """Returns a pattern, in brackets, for the words of a kind (``place_rules.tsv``), the longest
    first."""
    words = sorted(place_words(kind), key=lambda word: (-len(word), word))
    return f"(?:{'|'.join(words)})"


def _longest_words(kind: str) -> frozenset[str]:
    """Returns the longest word of each phrase. A text with a phrase of the kind has one of these
    words, which is quick to check."""
    return frozenset(max(phrase.split(), key=len) for phrase in place_words(kind))


# The name only of "d'Abidjan". Plain words first: most are.
APOSTROPHE, MARKS = "['’‘ʿʻ]", r"[\u0300-\u036f]"
PLAIN = rf"[a-z]{{2,}}(?![^\W\d_]|{APOSTROPHE}|{MARKS})|(?:[A-Z]\.){{2,}}"
PARTS_OF_NAME = rf"(?:{APOSTROPHE}(?!s\b|S\b)[^\W\d_]+|{MARKS}+)*"
WORDS = re.compile(rf"({PLAIN}|(?![dl]['’][A-ZÀ-Þ])[^\W\d_]+{MARKS}*{PARTS_OF_NAME})")
JOINS = frozenset([" ", ". ", ".", *"-‐‑–'’‘", "\n", " \n", "\n ", " \n "])
JOINS |= {f"{sign}{article}" for sign in " -" for article in ("d'", "d’", "l'", "l’")}
LITTLE = r"(?:the\s+)?(?-i:[a-z-]+\s+){0,4}"
LENGTH = rf"(?P<n>\d+(?:[.,]\d+)?)[\s-](?P<unit>{_any('kilometre')}|{_any('mile')})\b"
DISTANCE = re.compile(rf"{LENGTH}[^.;\n]{{0,40}}?\b{_any('off')}\s+{LITTLE}$", re.IGNORECASE)
NEAR_BEFORE = re.compile(rf"\b{_any('near_before')}(?:(?<=['’])|\s+){LITTLE}$", re.IGNORECASE)
NEAR_WORDS = _longest_words("near_before")
PART_BEFORE = re.compile(rf"\b(?:{PART_WORD}|{_any('part_of')})\s+(?:the\s+)?$", re.IGNORECASE)
PART_WORDS = _longest_words("part_of") | {part.split("-")[0] for part in PARTS}
OF = r"(?:(?:of|called|named)\s+(?:the\s+)?|(?:de|del|du|de la)\s+|d['’])"
OF_BEFORE = re.compile(rf"\b(?P<kind>[^\W\d_]+)(?:\s+and\s+[a-z]+)?\s+{OF}$", re.IGNORECASE)
# The last word of the match of OF_BEFORE, without "d'".
OF_LAST = {"of", "called", "named", "the", "de", "del", "du", "la"}

# Container in Spanish and French: ", en el departamento del", ", dans le nord du", ", en"
IN_ROMANCE = r"(?:(?:en|dans|au|à|al) (?:el |la |le |l['’])?)?"
OF_ROMANCE = r" (?:de la |de los |de l['’]|del |de |du |des |d['’])"
BARE_ROMANCE = r", (?:en|au|dans|à la) (?:el |la |le |les |l['’])?"
ROMANCE_WITHIN = rf"(?:,? {IN_ROMANCE}{_any('romance_holder')}{OF_ROMANCE}|{BARE_ROMANCE})"
HOLDER_AFTER = re.compile(rf"{ROMANCE_WITHIN}(?=[A-ZÀ-Þ])")
KIND = rf"(?-i:[a-z]+ ){{0,2}}{_any('holder')}"
LIES_IN = rf",? \(?(?:{KIND})?,? ?(?:in|of|inside)(?: the)?(?: [a-z-]+(?:[’']s)?){{0,3}} "
BESIDE_IT = rf", (?:in )?(?:the )?|,? ?\(|, (?:a |the ){KIND} (?:in|of) (?:the )?"
PART_AND_UNIT = rf"(?:{PART_WORD} )?(?:{_any('holding_unit')} of )?(?:the )?"
WITHIN = re.compile(
    rf"{ROMANCE_WITHIN}|(?: (?:{KIND_WORD}))?(?:{LIES_IN}|{BESIDE_IT}){PART_AND_UNIT}"
)
HOLDS = rf"(?: (?-i:[a-z]+)){{0,2}} {_any('held')} of (?:the )?"
WITHIN_REVERSED = re.compile(rf"(?:[’']s)?{HOLDS}")
KM_PER_MILE = 1.609344


def distance_km(before: str) -> float | None:
    """Returns the kilometres in "9 km north of " at the end of the words before a name."""
    low = before.lower()
    if "mi" not in low and "km" not in low and "kil" not in low:
        return None
    match = DISTANCE.search(before)
    if not match:
        return None
    number = float(match["n"].replace(",", "."))
    return number * KM_PER_MILE if match["unit"].casefold().startswith("mi") else number
