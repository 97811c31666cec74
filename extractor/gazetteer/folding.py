"""Two keys for a place name: its folded form, and its consonant skeleton.

``fold`` makes spellings equal that differ in case, accents, apostrophes, hyphens or script
(Cyrillic is transliterated): ``Khān-Shaykhūn`` → ``khan shaykhun``. ``skeleton`` goes further for
names brought over from Arabic, Persian, Cyrillic and the like, where newsrooms differ in vowels
and in how they write one consonant: ``Khan Sheikhoun`` and ``Khān Shaykhūn`` → ``xn sxn``.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from itertools import groupby

LETTERS = str.maketrans(
    {
        "ł": "l",
        "ø": "o",
        "đ": "d",
        "ð": "d",
        "ħ": "h",
        "ŧ": "t",
        "ŋ": "ng",
        "ı": "i",
        "ß": "ss",
        "æ": "ae",
        "œ": "oe",
        "þ": "th",
        "ə": "a",
        # Cyrillic, in the way English-language newsrooms write it
        **dict(zip("абвгдезийклмнопрстуфыэ", "abvgdeziyklmnoprstufye", strict=True)),
        "ж": "zh",
        "х": "kh",
        "ц": "ts",
        "ч": "ch",
        "ш": "sh",
        "щ": "shch",
        "ю": "yu",
        "я": "ya",
        "ё": "yo",
        "є": "ye",
        "ї": "yi",
        "і": "i",
        "ґ": "g",
        "ъ": "",
        "ь": "",
        "ј": "j",
        "љ": "lj",
        "њ": "nj",
        "ћ": "c",
        "ђ": "dj",
        "џ": "dz",
        "ў": "w",
        # one letter for the Arabic-script variants of alef, yeh, kaf and teh marbuta
        "أ": "ا",
        "إ": "ا",
        "آ": "ا",
        "ى": "ي",
        "ی": "ي",
        "ک": "ك",
        "ة": "ه",
        "ـ": "",
    }
)
# Apostrophes are removed; signs that separate words become a space.
SIGNS = str.maketrans(dict.fromkeys("'’‘`´ʼʻʿʾ′", "") | dict.fromkeys("-‐‑–—_./,()", " "))
ARTICLES = frozenset(
    [
        "al",
        "el",
        "ad",
        "ed",
        "ar",
        "er",
        "as",
        "es",
        "ash",
        "esh",
        "at",
        "et",
        "az",
        "ez",
        "an",
        "en",
        "ath",
        "eth",
        "ul",
        "il",
    ]
)
CONSONANTS = (
    ("shch", "s"),
    ("tch", "s"),
    ("sch", "s"),
    ("dzh", "j"),
    ("kh", "x"),
    ("gh", "g"),
    ("sh", "s"),
    ("ch", "s"),
    ("zh", "j"),
    ("dj", "j"),
    ("th", "t"),
    ("dh", "d"),
    ("ph", "f"),
    ("ck", "k"),
    ("ts", "s"),
    ("tz", "s"),
    ("q", "k"),
    ("c", "k"),
    ("z", "s"),
    ("v", "w"),
)
NOT_IN_SKELETON = str.maketrans(dict.fromkeys("aeiouywh", ""))


@lru_cache(maxsize=65536)
def fold(name: str) -> str:
    """Returns the name in lower case without accents, apostrophes, hyphens or a leading ``the``."""
    name = name.casefold()
    if not name.isascii():
        name = name.translate(LETTERS)
        name = "".join(
            c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c)
        )
        name = name.translate(LETTERS)
    words = ["st" if word == "saint" else word for word in name.translate(SIGNS).split()]
    return " ".join(words[1:] if words[:1] == ["the"] and len(words) > 1 else words)


def skeleton(folded: str) -> str:
    """Returns the consonants of a folded name without Arabic articles; empty if too few are
    left."""
    words = [word for word in folded.split() if word not in ARTICLES] or folded.split()
    kept = []
    for word in words:
        for written, sound in CONSONANTS:
            word = word.replace(written, sound)
        bare = undoubled(word.translate(NOT_IN_SKELETON))
        kept.append(bare or word[:1])
    return " ".join(kept)


def undoubled(letters: str) -> str:
    """Returns the letters with each run of the same letter as one."""
    return "".join(letter for letter, _ in groupby(letters))
