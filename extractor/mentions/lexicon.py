"""Reading the lexicons: tab-separated files of patterns beside this module, one per language."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

__all__ = ["LANGUAGES", "Entry", "entries"]

LANGUAGES = ("en", "es", "fr")


@dataclass(frozen=True)
class Entry:
    """One line of a lexicon: what it says, how strongly, and the compiled pattern.

    ``context`` entries (written with a leading ``~``) add weight but stand for nothing alone.
    """

    label: str
    weight: int
    pattern: re.Pattern[str]
    context: bool


@lru_cache
def entries(name: str, language: str) -> tuple[Entry, ...]:
    """The entries of ``data/NAME.LANGUAGE.tsv``, in the file's order; none if there is no file."""
    path = files("extractor.mentions") / "data" / f"{name}.{language}.tsv"
    if not path.is_file():
        return ()
    found = []
    for line in path.read_text(encoding="utf-8").splitlines():
        if not line.strip() or line.startswith("#"):
            continue
        label, weight, words = line.split("\t")
        # A space in a pattern is any white space: news text wraps its lines anywhere.
        pattern = re.sub(r" (?![?*+])", r"\\s+", words.lstrip("~")).replace(" ", r"\s")
        compiled = re.compile(rf"(?<!\w)(?:{pattern})(?!\w)", re.IGNORECASE)
        found.append(Entry(label, int(weight), compiled, words.startswith("~")))
    return tuple(found)
