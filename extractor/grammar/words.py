"""What several files of this room say in the same way: where a clause ends, asides, "not"."""

from __future__ import annotations

import re

from extractor.languages.patterns import in_clause_before, one_of

__all__ = ["ASIDE", "BREAK", "CLAUSE", "NOT_SAID"]

BREAK = re.compile(r"[;:]|\.\s|--|—")
# Another clause begins: what stands before it is no subject of a verb behind it.
CLAUSE = re.compile(rf"[:;]|\b{one_of('clause')}\b", re.IGNORECASE)
# An aside between a subject and its verb: "[FMLN]", ", disguised as policemen,", ", who …,".
ASIDE = re.compile(r"\s*[\[(][^\])]{1,80}[\])]|\s*,\s[^,;:]{2,90},(?=\s)|\s*--[^-]{2,120}--")
NOT_SAID = in_clause_before("not", reach=40)
