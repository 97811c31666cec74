"""The lexicons: tables of patterns in the languages' folders, compiled."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from extractor import languages
from extractor.languages.forms import NAMING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

__all__ = ["Entry", "compiled", "entries", "lexicon_languages", "matches"]

NAME = re.compile(r"\{([a-z]+)\}")


@dataclass(frozen=True)
class Entry:
    """One line of a lexicon: what it says, how strongly, and the compiled pattern.

    ``context`` entries (written with a leading ``~``) add weight but stand for nothing alone;
    ``beside`` ones (a leading ``&``) count only beside a demonstration.
    """

    label: str
    weight: int
    pattern: re.Pattern[str]
    context: bool
    beside: bool = False


def lexicon_languages() -> tuple[str, ...]:
    """The languages in which incidents are found by words."""
    return languages.having("incidents")


@lru_cache
def entries(name: str, language: str) -> tuple[Entry, ...]:
    """The entries of a language's lexicon, in the file's order; none if it has none.

    A line ``@name<TAB>words`` gives words a name; ``{name}`` stands for them in the lines below.
    """
    found = []
    named: dict[str, str] = {}
    for (label, weight, words), line in languages.rows(name, language):
        if label.startswith(NAMING):
            named[label[len(NAMING) :]] = f"(?:{_filled(weight, named)})"
            continue
        words = _filled(words, named)
        # A space in a pattern is any white space: news text wraps its lines anywhere.
        pattern = words.lstrip("~&")
        for times in "?*+":
            pattern = pattern.replace(f" {times}", rf"\s{times}")
        pattern = pattern.replace(" ", r"\s+")
        whole = compiled(rf"(?<!\w)(?:{pattern})(?!\w)", name, language, line)
        context, beside = words.startswith("~"), words.startswith("&")
        found.append(Entry(label, int(weight), whole, context, beside))
    return tuple(found)


def compiled(pattern: str, table: str, language: str, line: int) -> re.Pattern[str]:
    """The pattern of a table's line. Raises ``LanguageError`` where it is none."""
    try:
        return re.compile(pattern, re.IGNORECASE)
    except re.error as error:
        raise languages.fault(table, language, line, f"no pattern: {error}") from None


def _filled(words: str, named: dict[str, str]) -> str:
    return NAME.sub(lambda match: named[match[1]], words)


def matches(
    name: str, spoken: Sequence[str], text: str, start: int, end: int
) -> Iterator[tuple[Entry, re.Match[str]]]:
    """Every match of every entry in ``text[start:end]``, those of one entry in text order and not
    overlapping. ``spoken`` are the languages whose entries count, all where none is named."""
    for language in spoken or lexicon_languages():
        for entry in entries(name, language):
            for match in entry.pattern.finditer(text, start, end):
                yield entry, match
