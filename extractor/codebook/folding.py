"""Folds names for comparison, in any script: no case, accents, apostrophes or extra spaces."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

# The mark of Hebrew acronyms (צה״ל), and the sign that only lengthens an Arabic word.
_DROPPED = dict.fromkeys(map(ord, "'’‘ʼʻ`´\"“”«»״׳ـ"))
# Python does not count vowel signs of Indic scripts, Burmese, Thai and Khmer as letters; they must
# not become spaces.
_NOT_WORD = re.compile(
    r"(?:[^\w\u0900-\u109f\u1780-\u17ff\ua9e0-\ua9ff\uaa60-\uaa7f]|[\u0964\u0965\u104a\u104b])+"
)
_DOTTED = re.compile(r"\b((?:\w\.)+\w)\b\.?")
_LETTERS = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ß": "ss", "æ": "ae", "œ": "oe", "ı": "i", "ð": "d", "þ": "th"}
    # One letter in two spellings: Arabic, Persian and Urdu; Hindi; Amharic letters of the same
    # sound.
    | {"ى": "ي", "ی": "ي", "ے": "ي", "ک": "ك", "ة": "ه", "ہ": "ه", "ھ": "ه", "ۃ": "ه", "ں": "ن"}
    | {"ँ": "ं"}
    | {
        chr(ord(one) + vowel): chr(ord(other) + vowel)
        for one, other in (("ሐ", "ሀ"), ("ኀ", "ሀ"), ("ሠ", "ሰ"), ("ዐ", "አ"), ("ፀ", "ጸ"))
        for vowel in range(7)
    }
)


def _is_accent(letter: str) -> bool:
    """Whether a mark may be removed; in Indic scripts, Burmese and Thai only the nukta (a dot)."""
    return bool(unicodedata.combining(letter)) and (
        not ("\u0900" <= letter <= "\u109f" or "\u1780" <= letter <= "\u17ff") or letter == "\u093c"
    )


@lru_cache(maxsize=8192)
def fold(words: str) -> str:
    """Returns ``words`` in lower case without accents or apostrophes, and anything else as a single
    space.

    "the Côte d'Ivoire" becomes "the cote divoire", "U.S." becomes "us", "Al-Shabaab" "al shabaab",
    "جماعة نُصرة الإسلام" "جماعه نصره الاسلام".
    """
    plain = words.lower()
    if not plain.isascii():
        low = unicodedata.normalize("NFKD", plain.translate(_LETTERS))
        plain = "".join(c for c in low if not _is_accent(c)).translate(_LETTERS)
    if "." in plain:
        plain = _DOTTED.sub(lambda m: m.group(1).replace(".", ""), plain)
    return _NOT_WORD.sub(" ", plain.translate(_DROPPED)).strip()
