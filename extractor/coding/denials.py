"""Whether a denial is about the deed or about losses of the speaker's own side."""

from __future__ import annotations

import re

from extractor.actors import words as lexicon
from extractor.actors.languages import phrase_of
from extractor.coding.statements import Grounded
from extractor.languages.patterns import one_of
from extractor.reading import StatementKind

__all__ = ["denies_losses"]

ITS_OWN = lexicon.MILITARY | lexicon.POLICE | lexicon.ARMED | frozenset(["fighter"])
HARMED = rf"(?:{one_of('be')}\s+{one_of('harmed', 'harmed_too')}|{one_of('died')})"
THAT = r"(?:that|que|che|что|що)"
LOSSES = re.compile(rf"\b{THAT}\s+(.{{1,40}}?)\s+(?:{one_of('have')}\s+)?{HARMED}\b", re.IGNORECASE)


def denies_losses(one: Grounded) -> bool:
    """Whether a denial is about fighters of the speaker's own side being killed: "the army denied
    that soldiers had been killed" does not deny a deed."""
    if one.kind is not StatementKind.DENIAL:
        return False
    said = LOSSES.search(one.said.text)
    return said is not None and phrase_of(said[1]).has(ITS_OWN)
