"""The words of days in many languages: from a phrase to what each of its words means.

``data/calendar_names.tsv`` is CLDR's (built by ``tools/build_calendar_names.py``);
``data/day_words.tsv`` is written by hand. Both have a language, a kind, a value and words a line:

    weekday 0–6       month 1–12       solar, ethiopic: months of these calendars
    day -1            yesterday: days from the publication
    night             the night to the publication, where nothing else is said
    eve               the night that ends on the day named next ("the night to Monday"), or with
                      the value "after" on the day named before
    same              the day told before ("that", "the same"); step -1, 1: the day before, after;
                      "step -1 published": where none was told, the one before the publication
    last past this next     which of them; unit: day, week …; year -1, span: "last year" or
                      "last week" where its words alone say otherwise
    ago later earlier       how a number of units is counted; "ago last": "last" without a number
    number, ordinal   daymark, monthmark: what makes a number a day, a month ("日", "月")
    date 12-31        a day of the year with a name
    part, hour        of the day: they change nothing; "hour before": it stands before its number
    edge, season      parts of a month, a year
    to, and, between        what stands between two days
    prefix            what may be written before a word; ending: how many letters behind a name

A ``*`` stands for up to eight letters.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING, NamedTuple

from extractor.codebook.folding import fold

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["Item", "languages_of", "read_words"]

WITHOUT_SPACES = frozenset(["zh", "my", "ja", "th"])
NAMES = frozenset(["weekday", "month"])
STARRED = 8
SHORT = 3  # letters of an abbreviation, behind which no ending stands
SPELLED = 2  # prefixes that may stand one before the other
_FIGURES = re.compile(r"\d+(?:\s?[-–—]\s?\d+|[./:]\d+)*")


class Item(NamedTuple):
    """A word or figure that says something of a day; ``text`` is as it is written, folded."""

    kind: str
    value: str
    text: str

    @property
    def number(self) -> int:
        """The value of a number, weekday or month."""
        return int(self.value)


class _Form(NamedTuple):
    words: str
    kind: str
    value: str
    ending: int


@dataclass(frozen=True)
class _Vocabulary:
    forms: dict[str, tuple[_Form, ...]]  # by the first letter, the longest first
    prefixes: tuple[str, ...]
    spaced: bool


@lru_cache(maxsize=1)
def _rows() -> dict[str, list[tuple[str, str, list[str]]]]:
    rows: dict[str, list[tuple[str, str, list[str]]]] = {}
    for name in ("day_words.tsv", "calendar_names.tsv"):
        path = files("extractor.dates") / "data" / name
        for line in path.read_text(encoding="utf-8").splitlines():
            if not line or line.startswith(("#", "language\t")):
                continue
            language, kind, value, *words = line.split("\t")
            rows.setdefault(language, []).append((kind, value, "".join(words).split("|")))
    return rows


@lru_cache(maxsize=1)
def _scripts() -> dict[str, frozenset[str]]:
    """The scripts that each language is written in, as its weekdays show."""
    return {
        language: frozenset(
            script_of(letter)
            for kind, _, forms in rows
            if kind == "weekday"
            for letter in "".join(forms)
            if letter.isalpha()
        )
        for language, rows in _rows().items()
    }


def script_of(letter: str) -> str:
    """The script of a letter: the first word of its Unicode name."""
    return unicodedata.name(letter, "?").split()[0]


def languages_of(words: str) -> tuple[list[str], list[str]]:
    """The languages whose script has letters in ``words``: those with words written by hand,
    and those with names of weekdays and months alone."""
    scripts = {script_of(letter) for letter in words if letter.isalpha()}
    found = [language for language, own in _scripts().items() if own & scripts]
    by_hand = {language for language in found if _by_hand(language)}
    return [one for one in found if one in by_hand], [one for one in found if one not in by_hand]


def _by_hand(language: str) -> bool:
    return any(kind not in NAMES for kind, _, _ in _rows()[language])


@lru_cache(maxsize=64)
def _vocabulary(language: str) -> _Vocabulary:
    by_letter: dict[str, dict[tuple[str, str], _Form]] = {}
    prefixes: tuple[str, ...] = ()
    rows = _rows().get(language, [])
    ending = next((int(value) for kind, value, _ in rows if kind == "ending"), 2)
    for kind, value, forms in rows:
        if kind == "prefix":
            prefixes = tuple(sorted((fold(form) for form in forms), key=len, reverse=True))
        if kind in ("prefix", "ending"):
            continue
        for form in forms:
            words = fold(form)
            more = ending if kind in NAMES and len(words) > SHORT else 0
            starred = STARRED if form.endswith("*") else more
            for written in {words, words.replace(" ", "")} if "\u200c" in form else {words}:
                if written:
                    known = by_letter.setdefault(written[0], {})
                    known.setdefault((written, kind), _Form(written, kind, value, starred))
    longest = {
        letter: tuple(sorted(forms.values(), key=lambda one: -len(one.words)))
        for letter, forms in by_letter.items()
    }
    return _Vocabulary(longest, prefixes, language not in WITHOUT_SPACES)


def read_words(words: str, language: str) -> tuple[list[Item], int]:
    """What the words and figures of a phrase mean, and how many of its letters that explains."""
    vocabulary = _vocabulary(language)
    items: list[Item] = []
    explained = at = 0
    plain = "".join(str(unicodedata.decimal(c, c)) for c in words)
    for found in _FIGURES.finditer(plain):
        more, letters = _read_folded(fold(plain[at : found.start()]), vocabulary)
        items += more
        explained += letters
        items.append(Item("figures", re.sub(r"\s", "", found[0]), found[0]))
        at = found.end()
    more, letters = _read_folded(fold(plain[at:]), vocabulary)
    return items + more, explained + letters


def _read_folded(text: str, vocabulary: _Vocabulary) -> tuple[list[Item], int]:
    items: list[Item] = []
    at = explained = 0
    while at < len(text):
        found = _longest(text, at, vocabulary)
        if found:
            chosen, end = found
            items.append(Item(chosen.kind, chosen.value, text[at:end]))
            explained += len(chosen.words)
            at = end
        elif vocabulary.spaced:
            space = text.find(" ", at)
            at = len(text) if space < 0 else space
        else:
            at += 1
        while at < len(text) and text[at] == " ":
            at += 1
    return items, explained


def _longest(text: str, at: int, vocabulary: _Vocabulary) -> tuple[_Form, int] | None:
    for begin in _begins(text, at, vocabulary.prefixes, SPELLED):
        for form in vocabulary.forms.get(text[begin : begin + 1], ()):
            if text.startswith(form.words, begin):
                end = begin + len(form.words)
                if not vocabulary.spaced:
                    return form, end
                space = text.find(" ", end)
                rest = (len(text) if space < 0 else space) - end
                if rest <= form.ending:
                    return form, end + rest
    return None


def _begins(text: str, at: int, prefixes: tuple[str, ...], most: int) -> Iterator[int]:
    """Where the word at ``at`` may begin: there, or behind prefixes."""
    yield at
    for prefix in prefixes if most else ():
        if text.startswith(prefix, at) and text[at + len(prefix) : at + len(prefix) + 1].strip():
            yield from _begins(text, at + len(prefix), prefixes, most - 1)
