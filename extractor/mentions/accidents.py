"""Accidents and disasters: people come to harm, but nobody does it to them.

ACLED codes political violence and demonstrations ("About ACLED data"); who dies in traffic or in a
fire is no event. The lexicons ``data/accidents.*.tsv`` hold the words for what happened by itself,
and the words beside which it did not.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from extractor.mentions.lexicon import LANGUAGES, matches
from extractor.span import Sentence

__all__ = ["is_accident"]

# Incident words that say no more than that people came to harm, "soldiers were killed" too
HARM = re.compile(
    r"(?:[\w'’-]+ ){0,6}?(?:kill(?:ed|ing|s)?|dead|die[ds]?|dying|deaths?|wound(?:ed|ing|s)?|"
    r"injur(?:ed|ing|ies|y|es)|hurt|fatal\w*|los(?:t|ing) (?:\w+ )?li(?:fe|ves)|"
    r"muert[oa]s?|muri(?:ó|eron)|mat(?:ó|aron|ado|ando)|fallec\w+|heridos?|heridas?|"
    r"tu(?:é|ée|és|ées|ant|er)|morts?|blessée?s?|blessant|décédée?s?)",
    re.IGNORECASE,
)
BLAST = re.compile(
    r"(?:[\w'’-]+ ){0,3}?(?:explo(?:ded?|des|ding|sions?)|blasts?|blew up|went off|"
    r"explosión|explosiones|explotó|estall\w+|explosé?)",
    re.IGNORECASE,
)


def is_accident(
    text: str,
    sentences: Iterable[Sentence],
    words: Iterable[str],
    *,
    languages: Sequence[str] = LANGUAGES,
) -> bool:
    """Whether what these sentences tell is an accident, as far as they say: one of them names it,
    none has a word of violence, and the incident words say no more than that people came to harm,
    or that something blew up which does so by itself."""
    plain = [" ".join(one.split()) for one in words]
    blast = any(BLAST.fullmatch(one) for one in plain)
    if not all(HARM.fullmatch(one) or BLAST.fullmatch(one) for one in plain):
        return False
    said: set[str] = set()
    for sentence in sentences:
        found = matches("accidents", languages, text, sentence.start, sentence.end)
        said |= {entry.label for entry, _ in found}
    return bool(said) and "violence" not in said and ("blast" in said or not blast)
