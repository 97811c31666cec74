"""One way of comparing names: without case, accents, apostrophes and spare spaces."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_DROPPED = re.compile(r"['’‘ʼʻ`´\"“”«»]")
_NOT_WORD = re.compile(r"[^\w]+")
_DOTTED = re.compile(r"\b((?:\w\.)+\w)\b\.?")
_LETTERS = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ß": "ss", "æ": "ae", "œ": "oe", "ı": "i", "ð": "d", "þ": "th"}
)


@lru_cache(maxsize=8192)
def fold(words: str) -> str:
    """``words`` in lower case, without accents or apostrophes, everything else a single space.

    "the Côte d'Ivoire" becomes "the cote divoire", "U.S." becomes "us", "Al-Shabaab" "al shabaab".
    """
    plain = words.lower()
    if not plain.isascii():
        low = unicodedata.normalize("NFKD", plain.translate(_LETTERS))
        plain = "".join(c for c in low if not unicodedata.combining(c))
    if "." in plain:
        plain = _DOTTED.sub(lambda m: m.group(1).replace(".", ""), plain)
    return _NOT_WORD.sub(" ", _DROPPED.sub("", plain)).strip()
