"""What several files of this room say in the same way: where a clause ends, asides, "not"."""

from __future__ import annotations

import re

from extractor.languages.patterns import in_clause_before, words_like

__all__ = ["ASIDE", "CLAUSE", "NOT_SAID", "breaks_off"]

BREAKS = (";", ":", ". ", ".\n", "--", "—")
# Another clause begins: what stands before it is no subject of a verb behind it.
CLAUSE = words_like("clause")
# An aside between a subject and its verb: "[FMLN]", ", disguised as policemen,", ", who …,".
ASIDE = re.compile(r"\s*[\[(][^\])]{1,80}[\])]|\s*,\s[^,;:]{2,90},(?=\s)|\s*--[^-]{2,120}--")
NOT_SAID = in_clause_before("not", reach=40)


def breaks_off(words: str) -> bool:
    """Whether a sentence, or what a colon, a semicolon or a dash parts, ends within the words."""
    return any(sign in words for sign in BREAKS)
