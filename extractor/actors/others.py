"""Armed parties that are not a state's, though their words look like a state's forces: "anti-junta
fighters", "self-defence brigades", "Shan State Army"."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from extractor.actors import words as lexicon
from extractor.codebook.folding import fold
from extractor.codebook.names import DE_FACTO
from extractor.places.casing import is_everyday

if TYPE_CHECKING:
    from extractor.actors.phrase import Phrase

__all__ = ["named_army", "not_the_states", "opposes"]


def not_the_states(phrase: Phrase) -> bool:
    """Whether the words are of forces that fight a state: "resistance forces"."""
    others = phrase.has(lexicon.NONSTATE - lexicon.PROTESTERS) or opposes(phrase)
    return others and phrase.head[-1] in lexicon.BODIES


def opposes(phrase: Phrase) -> bool:
    """Whether the words are of others than a state: "anti-junta fighters", "self-defence
    brigades"; riot police are "anti-riot"."""
    pairs = itertools.pairwise(phrase.head)
    if any(
        one in lexicon.ANTI and two in lexicon.GOVERNMENT | lexicon.OPPOSED for one, two in pairs
    ):
        return True
    return phrase.has_together(lexicon.SELF_DEFENCE) and not phrase.capitalised


def named_army(phrase: Phrase) -> bool:
    """Whether the words are an army's own name, without a nation: "Shan State Army"."""
    *before, last = phrase.tokens[: phrase.head_end]
    if (
        phrase.nation
        or last.lower() not in lexicon.ARMIES
        or not DE_FACTO.keys().isdisjoint(before)
    ):
        return False
    named = (fold(token) for token in before if token[:1].isupper() and not token.isupper())
    return any(not is_everyday(one) and one not in lexicon.STATE_GUARDS for one in named)
