"""Makes variants of a passage with other places, groups and numbers.

So the tagger learns from the words around names and not the names. The names and numbers in the
marks of a passage are replaced by others of the same kind and language, everywhere in its text; the
marks move with them.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from corpus.format import Mark, Passage
from corpus.labels import TOLLS

__all__ = ["names_of", "variant"]

LANGUAGES = frozenset({"ar", "de", "en", "es", "fa", "fr", "ha", "hi", "id", "pt", "sw"})
"""Languages in which a name is not inflected."""
SWAPPED = {"place": "place", "in": "in", "doer": "group", "accused": "group"}
"""Kinds of marks whose names are replaced → the kind of name."""
CASELESS = frozenset({"ar", "fa", "hi"})  # no capitals, so a description is not told from a name
_SMALL = "al bin da das de del di do dos du el es et l la las le los of the und y"
SMALL = frozenset(_SMALL.split())
"""Words in small letters that may stand within a name."""
NUMBERS = {
    "en": "two three four five six seven eight nine ten eleven twelve thirteen fifteen twenty",
    "es": "dos tres cuatro cinco seis siete ocho nueve diez once doce trece quince veinte",
    "fr": "deux trois quatre cinq six sept huit neuf dix onze douze treize quinze vingt",
    "pt": "dois três quatro cinco seis sete oito nove dez onze doze treze quinze vinte",
}
SHARE = 0.8
"""Share of the names and numbers that are replaced."""
DIGITS = re.compile(r"\d{1,3}")


Names = dict[tuple[str, str], list[str]]
"""Names by language and kind."""


def names_of(passages: Iterable[Passage]) -> Names:
    """Collect the names in the marks of the passages, each as often as it occurs."""
    found: Names = {}
    for passage in passages:
        for mark in passage.spans:
            if kind := _named(mark, passage.language):
                found.setdefault((passage.language, kind), []).append(mark.text)
    return found


def _named(mark: Mark, language: str) -> str:
    """The name in the marked words; empty if they are not a name that can be replaced."""
    kind = SWAPPED.get(mark.label.kind, "")
    if language not in LANGUAGES or (kind == "group" and language in CASELESS):
        return ""
    parts = [part for part in re.split(r"[\s’'-]+", mark.text) if part]
    named = [part for part in parts if part.casefold() not in SMALL]
    whole = bool(named) and parts[0] == named[0] and not any(one[0].islower() for one in named)
    return kind if whole else ""


def variant(passage: Passage, names: Names, chance: random.Random) -> Passage:
    """The passage with other names and numbers; ``chance`` draws them."""
    changes: dict[str, str] = {}
    for mark in passage.spans:
        if mark.text in changes or chance.random() > SHARE:
            continue
        if mark.label.kind in TOLLS:
            changes.update(_counts(mark.text, passage.language, chance))
        elif kind := _named(mark, passage.language):
            changes[mark.text] = chance.choice(names[passage.language, kind])
    return _changed(passage, changes)


def _counts(words: str, language: str, chance: random.Random) -> dict[str, str]:
    """A replacement for each number in the words."""
    listed = NUMBERS.get(language, "").split()
    changes = {
        one: chance.choice(listed) for one in re.findall(r"[^\W\d_]+", words) if one in listed
    }
    for digits in DIGITS.findall(words):
        low, high = max(2, int(digits) // 3), max(9, int(digits) * 3)
        if digits.isascii():
            changes[digits] = str(chance.randint(low, min(high, 999)))
    return changes


def _changed(passage: Passage, changes: dict[str, str]) -> Passage:
    """The passage with every whole-word occurrence replaced and its marks moved."""
    if not changes:
        return passage
    longest_first = sorted(changes, key=len, reverse=True)
    pattern = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest_first))})(?!\w)")
    text, at = "", 0
    moved: list[tuple[int, int, int, int]] = []  # a changed stretch: old begin and end, then new
    for found in pattern.finditer(passage.text):
        text += passage.text[at : found.start()]
        begin = len(text)
        text += changes[found.group()]
        moved.append((found.start(), found.end(), begin, len(text)))
        at = found.end()
    text += passage.text[at:]
    marks = tuple(_moved(mark, moved, text) for mark in passage.spans)
    return replace(passage, text=text, spans=marks)


def _moved(mark: Mark, moved: Sequence[tuple[int, int, int, int]], text: str) -> Mark:
    start, end = mark.start, mark.end
    for old_begin, old_end, begin, stop in moved:
        if old_end <= mark.start:
            start = mark.start + stop - old_end
        elif old_begin <= mark.start:
            start = begin
        if old_end <= mark.end:
            end = mark.end + stop - old_end
        elif old_begin < mark.end:
            end = stop
    return replace(mark, start=start, end=end, text=text[start:end])
