"""Words for parties in Spanish and French, put into the English the actor tables know."""

from __future__ import annotations

import re
from functools import lru_cache
from importlib.resources import files

__all__ = ["in_english"]


@lru_cache(maxsize=1)
def _table() -> tuple[re.Pattern[str], dict[str, str]]:
    text = (files("extractor.codebook") / "data" / "actor_words.tsv").read_text(encoding="utf-8")
    pairs = dict(
        line.split("\t") for line in text.splitlines() if line.strip() and not line.startswith("#")
    )
    longest = sorted(pairs, key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, longest))})\b", re.IGNORECASE), pairs


def in_english(words: str) -> str:
    """``tres policías`` → ``tres policemen``; names and words of other languages stay."""
    pattern, pairs = _table()
    return pattern.sub(lambda found: pairs[found.group().lower()], words)
