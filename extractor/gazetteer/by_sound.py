"""Finds places of one country whose names sound like a name written in another script.

"တမန္" and "卡胡扎" keep the order of consonants, but not which of two similar consonants it is.
Names are compared by classes of consonants, then by their vowels. The classes are few, so names are
compared within a country only. A country's names are read when first needed (a tenth of a second).
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from rapidfuzz import process
from rapidfuzz.distance import Levenshtein

from extractor.gazetteer.folding import ARTICLES, fold, undoubled
from extractor.gazetteer.romanise import romanise, script_of
from extractor.gazetteer.store import ADMIN1, COUNTRY, TOWN, Entry, _database, entry

__all__ = ["Alike", "alike_in"]

DIGRAPHS = (
    ("ce", "se"), ("ci", "si"), ("cy", "sy"),
    ("shch", "S"), ("dsch", "S"), ("tsch", "S"), ("tch", "S"), ("sch", "S"), ("dzh", "S"),
    ("tsh", "S"),
    ("kh", "K"), ("gh", "K"), ("sh", "S"), ("ch", "S"), ("zh", "S"), ("dj", "S"), ("th", "T"),
    ("dh", "T"), ("ph", "P"), ("hp", "P"), ("ht", "T"), ("hk", "K"), ("hs", "S"), ("hn", "N"),
    ("hm", "M"), ("hl", "L"), ("ts", "S"), ("tz", "S"), ("ck", "K"), ("x", "KS"), ("qu", "K"),
)  # fmt: skip
NASAL = re.compile("ng(?![aeiouyw])")
CLASSES = str.maketrans("bpfvdtkgqcszjmnlrhyw", "PPFFTTKKKKSSSMNLRhiu")
VOWELS = str.maketrans("aeiouyw", "aiiuuiu")
# Arabic writes few vowels, Chinese has no r.
SCRIPTS_WITHOUT_VOWELS = frozenset(["arabic", "hebrew"])
# The least similarity of two names, by the number of consonants, because few consonants often agree
# by chance. One different consonant is allowed in long names only, and never within one script,
# where the name was not written down by ear.
LEAST = {2: 0.97, 3: 0.915, 4: 0.9}
LEAST_LONG, LEAST_SAME_SCRIPT = 0.8, 0.915
LONG = 5
# The least consonants of a name without a known country.
LONG_ANYWHERE = {"arabic": 4, "han": 5, "kana": 4, "hangul": 4}
ARTICLE = "ال"  # begins names that are Arabic themselves, mostly known in their own letters
ONE_LIQUID = frozenset(["han", "kana", "hangul"])  # scripts that do not distinguish "r" and "l"
SAME_SCRIPT = frozenset(["latin", "cyrillic"])
LARGE = 50_000  # people


class Alike(NamedTuple):
    """A place, and from 0 to 1 how similar its name sounds."""

    likeness: float
    entry: Entry


class _Names(NamedTuple):
    consonants: list[str]
    sounds: list[str]
    ids: list[int]


MOST = 8  # places returned for a name


@lru_cache(maxsize=8192)
def alike_in(country: str, name: str) -> tuple[Alike, ...]:
    """Returns the places of a country (two-letter code) whose names sound most similar, best first.

    Without a country, returns large places and first-level units of the whole world.
    """
    script = script_of(name)
    said = _sounds(romanise(name), script)
    bones = _consonants(said)
    alike_script = script in SAME_SCRIPT
    arabic = bool(ARTICLES & set(fold(name).split()))
    if len(bones) < (3 if alike_script and not arabic else 2):
        return ()
    if not country and len(bones) < LONG_ANYWHERE.get(script, 3):
        return ()
    least = LEAST.get(len(bones), LEAST_LONG)
    least = max(least, LEAST_SAME_SCRIPT) if alike_script else least
    if script == "arabic" and name.startswith(ARTICLE):
        if len(bones) < 4:
            return ()
        least = max(least, LEAST_SAME_SCRIPT)
    names = _names(country, script in ONE_LIQUID) if country else _prominent(script in ONE_LIQUID)
    near = process.extract(
        bones, names.consonants, scorer=Levenshtein.normalized_similarity,
        score_cutoff=0.75 if len(bones) >= LONG and not alike_script else 0.99, limit=300,
    )  # fmt: skip
    best: dict[int, float] = {}
    weight = 0.3 if script in SCRIPTS_WITHOUT_VOWELS else 0.5
    for _, same, at in near:
        whole = Levenshtein.normalized_similarity(said, names.sounds[at])
        likeness = (1 - weight) * same + weight * whole
        if likeness >= least and likeness > best.get(names.ids[at], 0):
            best[names.ids[at]] = likeness
    ranked = sorted(best.items(), key=lambda one: (-one[1], one[0]))[:MOST]
    return tuple(Alike(likeness, found) for i, likeness in ranked if (found := entry(i)))


@lru_cache(maxsize=64)
def _names(country: str, merged: bool) -> _Names:
    return _indexed(
        "SELECT folded, id FROM name WHERE folded >= 'a' AND folded < '{' AND id IN"
        " (SELECT id FROM place WHERE country = ? AND kind != ?)",
        (country, COUNTRY),
        merged,
    )


@lru_cache(maxsize=2)
def _prominent(merged: bool) -> _Names:
    """Returns the usual names of large towns and first-level units."""
    _database().create_function("folded", 1, fold, deterministic=True)
    return _indexed(
        "SELECT folded(name), id FROM place WHERE kind = ? OR (kind = ? AND population >= ?)",
        (ADMIN1, TOWN, LARGE),
        merged,
    )


def _indexed(query: str, values: tuple[str | int, ...], merged: bool) -> _Names:
    """Returns the names that a query selects, folded, each with its entry's number."""
    made = _Names([], [], [])
    seen: set[tuple[str, int]] = set()
    for name, identity in _database().execute(query, values):
        sounds = _sounds(name, "han" if merged else "latin")
        if (sounds, identity) not in seen:
            seen.add((sounds, identity))
            made.sounds.append(sounds)
            made.consonants.append(_consonants(sounds))
            made.ids.append(identity)
    return made


def _consonants(sounds: str) -> str:
    return "".join(filter(str.isupper, sounds))


def _sounds(latin: str, script: str) -> str:
    """Returns classes of consonants as capitals and vowels as small letters."""
    words = [word for word in latin.split() if word not in ARTICLES] or latin.split()
    text = "".join(words)
    text = NASAL.sub("n", text)
    for letters, sound in DIGRAPHS:
        if letters in text:
            text = text.replace(letters, sound)
    text = text.translate(CLASSES).replace("h", "").translate(VOWELS)
    if script in ONE_LIQUID:
        text = text.replace("R", "L")
    return undoubled(text)
