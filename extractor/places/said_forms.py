"""The names that the marked words of a place may stand for, in any language.

"Брянской области" is looked up as "Брянская область" and as the unit "Брянск", "Lice'de" as "Lice",
"بالفاشر" as "الفاشر", "缅甸腊戌市" as "腊戌". Words for kinds of place (the languages'
``place_kinds.tsv``) are not part of a name but say which kind is meant. Endings and glued words
stand in their ``place_endings.tsv``. A form that changes more has a higher cost.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice, product
from typing import NamedTuple

from extractor import languages
from extractor.gazetteer.folding import fold
from extractor.gazetteer.romanise import SCRIPTS, script_of

__all__ = [
    "CASED",
    "Form",
    "Homes",
    "forms_of",
    "is_of",
    "kind_said",
    "names_in",
    "names_nothing",
]

UNSPACED = frozenset(["han", "myanmar", "kana", "hangul"])
SHORT = frozenset(["myanmar", "ethiopic", "hangul", "kana"])
"""Scripts in which two letters may be a name."""
SIGNS = str.maketrans(
    dict.fromkeys('"“”«»„‟‹›『』「」《》', " ")
    | dict.fromkeys(
        map(chr, (*range(0x064B, 0x0660), 0x200B, 0x200E, 0x200F, 0x2060, 0xFEFF, 0xAD)), ""
    )
)
"""Quotation marks become spaces; Arabic vowel signs and invisible characters are removed."""
OTHERS = re.compile(r"[,،;(（、\n–—]|\s-\s|(?i:\s(?:off|near|outside|between)\s)")
ENDING = re.compile(r"(?<=\w{3})['’ʼ]\w{1,6}$|(?<=\w)[\s-]+(?:\d{1,3}|sede)$")
JOINED_ARABIC = ("وال", "بال", "لال", "فال", "ال", "ب", "ل", "و", "ف")
"""Prefixes written onto an Arabic word: "and", "in", "to", "so", the article."""
CASED = frozenset(["latin", "cyrillic"])  # scripts with capitals
LEAST = 3  # letters of a name that must be left
CHANGED, KIND_OFF, GLUED = 0.1, 0.05, 0.15  # costs of forms that differ from the words
MOST = 90  # forms of one name


class Homes(NamedTuple):
    """The home countries of a language, and whether a text in it without a known place or country
    is taken to be about the first of these."""

    countries: tuple[str, ...] = ()
    alone: bool = False


@dataclass(frozen=True)
class Form:
    """A name to look up, its cost, and the kind of place that the words give, if any."""

    text: str
    cost: float = 0.0
    kind: str = ""


def names_in(words: str) -> tuple[str, ...]:
    """Returns the names in words that hold several, the name of the place itself first: "Lice,
    Diyarbakır"."""
    plain = " ".join(unicodedata.normalize("NFC", words).translate(SIGNS).split())
    parts = [part.strip(" .,:;!?()[]*·-–—") for part in OTHERS.split(plain)]
    return tuple(part for part in parts if part)


def names_nothing(name: str) -> bool:
    """Whether words hold no name, in a script with capitals: "the same district"."""
    return script_of(name) in CASED and name.islower()


def is_of(words: str, name: str) -> bool:
    """Whether the words are the name or a part of it ("ez-Zor" beside "Deir ez-Zor")."""
    return f" {fold(words)} " in f" {fold(name)} "


def kind_said(name: str) -> str:
    """Returns the kind of place that a word of the name gives: ``town``, ``admin1``, ``part`` …; or
    ""."""
    return next((form.kind for form in forms_of(name) if form.kind), "")


@lru_cache(maxsize=4096)
def forms_of(name: str) -> tuple[Form, ...]:
    """Returns all forms of a name without repetitions, those of the lowest cost first."""
    best: dict[tuple[str, str], Form] = {}
    for form in islice(_all(name), MOST):
        key = (fold(form.text), form.kind)
        if key[0] and (key not in best or form.cost < best[key].cost):
            best[key] = form
    return tuple(sorted(best.values(), key=lambda form: form.cost))


def _all(name: str) -> Iterator[Form]:
    script = script_of(name)
    bases = [Form(name)]
    if "\u200c" in name:  # the sign that joins the parts of a Persian name
        bases = [Form(name.replace("\u200c", "")), Form(name.replace("\u200c", " "))]
    stripped = [found for base in bases for found in _without_kinds(base, script)]
    kind = next((form.kind for form in stripped if form.kind), "")
    whole = [Form(base.text, base.cost, kind) for base in bases]
    yield from whole
    yield from stripped
    for form in (*stripped, *whole):
        yield from _without_endings(form, script)


def _without_kinds(form: Form, script: str) -> Iterator[Form]:
    """Returns the name without the words for a kind of place at its start or end, removed one after
    another."""
    words = form.text.split()
    kinds, _, _ = _kinds(script)
    while len(words) > 1 and not words[0][0].isupper() and kinds.get(fold(words[0])) == "of":
        words = words[1:]
    if words and len(words) < len(form.text.split()):
        form = Form(" ".join(words), form.cost + KIND_OFF, form.kind)
        yield form
    for _ in range(3):
        found = (_glued if script in UNSPACED else _spaced)(form.text, script)
        if found is None:
            return
        name, kind = found
        form = Form(name, form.cost + KIND_OFF, form.kind or kind)
        yield form


def _spaced(name: str, script: str) -> tuple[str, str] | None:
    kinds, beginnings, longest = _kinds(script)
    words = name.split()
    plain = [fold(word) for word in words]
    for size in range(min(longest, len(words) - 1), 0, -1):
        for at in (0, len(words) - size):
            kind = _kind(" ".join(plain[at : at + size]), kinds, beginnings, script)
            if not kind or kind == "of":
                continue
            start, end = (size, len(words)) if at == 0 else (0, at)
            while start < end - 1 and kinds.get(plain[start]) == "of":
                start += 1
            while end - 1 > start and at and kinds.get(plain[end - 1]) == "of":
                end -= 1
            left = " ".join(words[start:end])
            if len(left) >= 2:
                return left, kind
    return None


def _kind(words: str, kinds: dict[str, str], beginnings: dict[str, str], script: str) -> str:
    found = kinds.get(words)
    if found is None and script == "arabic":
        found = kinds.get(words.removeprefix(next(filter(words.startswith, JOINED_ARABIC), "")))
    if found is None:
        fits = [one for one in beginnings if words.startswith(one) and len(words) - len(one) < 5]
        found = beginnings[max(fits, key=len)] if fits else ""
    return found


def _glued(name: str, script: str) -> tuple[str, str] | None:
    kinds, _, _ = _kinds(script)
    least = 2 if script in ("han", *SHORT) and script not in ("myanmar", "ethiopic") else 3
    for size in range(len(name) - least, 0, -1):
        kind = kinds.get(fold(name[-size:]))
        if kind:
            return name[:-size].strip(), kind
    return None


def _without_endings(form: Form, script: str) -> Iterator[Form]:
    cut = ENDING.sub("", form.text)
    if cut != form.text and script == "latin":
        yield Form(cut, form.cost + GLUED, form.kind)
    words = form.text.split()
    if not words or len(words) > 4:
        return
    choices = [[(word, 0.0, ""), *_endings(word, script)] for word in words]
    for choice in product(*choices):
        changed = [cost for _, cost, _ in choice if cost]
        if changed:
            kind = form.kind or next((kind for _, _, kind in choice if kind), "")
            # The words of a name are in one case, so changing several costs as much as changing
            # one.
            cost = form.cost + max(changed)
            yield Form(" ".join(word for word, _, _ in choice), cost, kind)


@lru_cache(maxsize=8192)
def _endings(word: str, script: str) -> tuple[tuple[str, float, str], ...]:
    """Returns the word without each ending of the language, with the cost and the kind of place
    that it then is."""
    low = unicodedata.normalize("NFC", word.casefold())
    found: dict[tuple[str, str], tuple[str, float, str]] = {}
    for written, replacements, kind in _table(script):
        front = written[:1] == "^"
        letters = written[1:] if front else written
        if not (low.startswith(letters) if front else low.endswith(letters)):
            continue
        if len(low) - len(letters) < (2 if script in SHORT else LEAST):
            continue
        for new in replacements:
            made = new + low[len(letters) :] if front else low[: len(low) - len(letters)] + new
            # A longer ending is more surely an ending.
            cost = GLUED if front else CHANGED + 0.05 / max(1, len(letters)) + 0.05 * bool(kind)
            found.setdefault((made, kind), (made, cost, kind))
    return tuple(found.values())


@lru_cache(maxsize=16)
def _table(script: str) -> tuple[tuple[str, tuple[str, ...], str], ...]:
    table = []
    units_last = sorted(_rows("place_endings", script), key=lambda cells: bool(cells[-1]))
    for ending, instead, kind in units_last:
        if ending != "'*":
            new = tuple("" if one == "-" else one for one in instead.split("|"))
            table.append(("^" if ending == "^-" else ending, new, kind))
    return tuple(table)


@lru_cache(maxsize=16)
def _kinds(script: str) -> tuple[dict[str, str], dict[str, str], int]:
    """Returns the words for kinds of place in the script's languages, their beginnings, and the
    most words in one."""
    kinds: dict[str, str] = {}
    beginnings: dict[str, str] = {}
    for kind, words in _rows("place_kinds", script):
        for word in words.split("|"):
            if word.endswith("*"):
                beginnings.setdefault(fold(word[:-1]), kind)
            else:
                kinds.setdefault(fold(word), kind)
    longest = max((len(word.split()) for word in (*kinds, *beginnings)), default=1)
    return kinds, beginnings, longest


def _rows(table: str, script: str) -> Iterator[tuple[str, ...]]:
    """Returns the lines of a table in the languages that are written in a script."""
    for language in languages.having(table):
        scripts = languages.about(language, "script").split()
        if script in (SCRIPTS.get(one, "") for one in scripts):
            yield from (row.cells for row in languages.rows(table, language))
