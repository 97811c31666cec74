"""Romanises names in scripts that the gazetteer has few names in, so that they sound about the
same.

Devanagari, Bengali, Burmese, and the consonants of Arabic, Persian and Hebrew use the table
``data/letters.tsv``; Ethiopic uses Unicode's names of its syllables; Chinese uses
``data/chinese_sounds.tsv``; Cyrillic uses :func:`extractor.gazetteer.folding.fold`. The result is
for comparing, not for reading.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from importlib import resources

from extractor.gazetteer.folding import fold

__all__ = ["SCRIPTS", "romanise", "script_of"]

SCRIPTS = {
    "LATIN": "latin",
    "CYRILLIC": "cyrillic",
    "ARABIC": "arabic",
    "DEVANAGARI": "devanagari",
    "MYANMAR": "myanmar",
    "ETHIOPIC": "ethiopic",
    "CJK": "han",
    "HEBREW": "hebrew",
    "BENGALI": "bengali",
    "KATAKANA": "kana",
    "HIRAGANA": "kana",
    "HANGUL": "hangul",
}
MARKS = dict.fromkeys(
    (*range(0x064B, 0x0660), 0x0670, 0x0640, *range(0x200B, 0x2010), 0x2060, 0xFEFF), ""
)
INHERENT = "ə"  # the vowel of a consonant without another vowel sign
ARTICLE = "ال"  # removed before three letters or more
HEBREW_SIGNS = {ord("’"): "'", ord("-"): "", ord("‐"): "", ord("–"): ""}
TO_DEVANAGARI = {0x0980 + at: 0x0900 + at for at in range(0x70)} | {0x09CE: "त्"}
# Ethiopic consonants whose Unicode name differs from their sound.
ETHIOPIC = {
    "HH": "h", "SZ": "s", "SH": "sh", "X": "h", "KX": "h", "TH": "t", "CH": "ch", "C": "ch",
    "PH": "p", "TS": "ts", "TZ": "ts", "NY": "ny", "ZH": "zh", "GLOTTAL ": "", "PHARYNGEAL ": "",
    "DD": "d", "Q": "q", "QH": "q", "GG": "g",
}  # fmt: skip
ETHIOPIC_NAME, VOWELS = "ETHIOPIC SYLLABLE ", "AEIOU"
ETHIOPIC_VOWELS = {"A": "e", "U": "u", "I": "i", "AA": "a", "EE": "e", "E": "", "O": "o", "OA": "a"}


@lru_cache(maxsize=4096)
def script_of(text: str) -> str:
    """Returns the script of the first letter with a known one: ``latin``, ``arabic``, ``han`` …"""
    for char in text:
        if char.isalpha():
            return SCRIPTS.get(unicodedata.name(char, "?").split()[0], "other")
    return "other"


@lru_cache(maxsize=8192)
def romanise(name: str) -> str:
    """Returns the name in Latin letters, lower case; empty for a script that is not named above."""
    script = script_of(name)
    if script in ("latin", "cyrillic"):
        return fold(name)
    if script == "arabic":
        words = fold(name.translate(MARKS)).translate(MARKS).split()
        bare = (word.removeprefix(ARTICLE) if len(word) > 4 else word for word in words)
        return _tidy(_by_table(" ".join(bare), script))
    if script == "ethiopic":
        return _tidy("".join(map(_ethiopic, name)))
    if script == "hebrew":
        return _tidy(_by_table(name.translate(MARKS | HEBREW_SIGNS), script))
    if script == "bengali":  # its letters stand in the order of Devanagari's
        name = unicodedata.normalize("NFC", name).translate(TO_DEVANAGARI)
        return _tidy(_by_table(name, "devanagari"))
    if script == "han":
        return _tidy("".join(_sounds().get(c, "") for c in name))
    if script == "hangul":  # its syllables are read by their parts
        return _tidy(_by_table(unicodedata.normalize("NFD", name), script))
    if script in ("devanagari", "myanmar", "kana"):
        return _tidy(_by_table(unicodedata.normalize("NFC", name), script))
    return ""


def _tidy(latin: str) -> str:
    return " ".join(latin.split())


def _ethiopic(char: str) -> str:
    if char.isspace() or char in "-፡":
        return " "
    _, _, said = unicodedata.name(char, "").partition(ETHIOPIC_NAME)
    before_vowel = said.rstrip(VOWELS)
    consonant, vowel = before_vowel.removesuffix("W"), said[len(before_vowel) :]
    named = consonant.endswith("L ")  # GLOTTAL and PHARYNGEAL
    if not vowel or not (named or set(f"{VOWELS}W").isdisjoint(consonant)):
        return ""
    sound = ETHIOPIC.get(consonant, consonant.lower())
    if named and vowel == "A":
        return "a"
    if named and vowel == "E":
        return "i"
    return (
        sound
        + ("w" if before_vowel != consonant else "")
        + ETHIOPIC_VOWELS.get(vowel, vowel.lower())
    )


@lru_cache(maxsize=1)
def _sounds() -> dict[str, str]:
    """Returns for each Chinese character its syllable, spelled as it sounds (``q`` is ``ch``)."""
    table: dict[str, str] = {}
    for syllable, characters in _rows("chinese_sounds.tsv"):
        said = syllable.replace("ü", "u")
        for begins, sound in (("q", "ch"), ("x", "sh"), ("zh", "j"), ("c", "ts")):
            if said.startswith(begins) and not said.startswith("ch"):
                said = sound + said[len(begins) :]
                break
        for character in characters:
            table.setdefault(character, said)
    return table


def _by_table(name: str, script: str) -> str:
    """Romanises sign by sign, the longest entry first. An unwritten vowel is an ``a``, which the
    next sign may remove."""
    table, longest = _letters(script)
    made, at = "", 0
    while at < len(name):
        for size in range(min(longest, len(name) - at), 0, -1):
            sound = table.get(name[at : at + size])
            if sound is not None:
                if sound[:1] == "<":  # a vowel sign or the end of a syllable, in its place
                    made, sound = made.removesuffix(INHERENT), sound[1:]
                made += sound
                break
        else:
            size = 1
            made += " " if name[at] in " -‐–・" else ""
        at += size
    if script == "devanagari":  # the last one is not said
        made = " ".join(
            word.removesuffix(INHERENT) if word[:-1] and word[-2] not in "aeiou" else word
            for word in made.split(" ")
        )
    return made.replace(INHERENT, "a")


@lru_cache(maxsize=8)
def _letters(script: str) -> tuple[dict[str, str], int]:
    table = {row[1]: row[2] for row in _rows("letters.tsv") if row[0] == script}
    return table, max(map(len, table))


def _rows(name: str) -> list[list[str]]:
    file = resources.files("extractor.gazetteer") / "data" / name
    lines = file.read_text(encoding="utf-8").splitlines()
    return [line.split("\t") for line in lines if line and not line.startswith("#")]
