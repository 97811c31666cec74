"""Tells reports of sport, in which teams attack, shoot and bombard, from reports of violence.

The words stand in the languages' ``sport.tsv``; those of all languages are looked for in any text.
"""

from __future__ import annotations

import re
from functools import lru_cache

from extractor.languages import every_word

__all__ = ["is_sport"]

SCORE = re.compile(r"\b\d{1,2}[-–]\d{1,2}\b")
ENOUGH = 4  # different words; a report of a bomb at a stadium has one or two


@lru_cache(maxsize=1)
def _words() -> re.Pattern[str]:
    forms = (re.escape(word).replace(r"\*", r"\w+") for word in every_word("sport"))
    return re.compile(rf"\b(?:{'|'.join(forms)})\b", re.IGNORECASE)


def is_sport(text: str) -> bool:
    """True for a report of a match: several different words of sport."""
    found = {match.group().lower() for match in _words().finditer(text)}
    return len(found) >= ENOUGH or (len(found) == ENOUGH - 1 and bool(SCORE.search(text)))
