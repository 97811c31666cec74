"""Accidents and disasters: people come to harm, but nobody does it to them.

ACLED codes political violence and demonstrations ("About ACLED data"); who dies in traffic or in a
fire is no event. The lexicons ``data/accidents.*.tsv`` hold the words for what happened by itself,
and the words beside which it did not.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from extractor.mentions.lexicon import LANGUAGES, matches
from extractor.span import Sentence, Span

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
    words: Iterable[Span],
    *,
    languages: Sequence[str] = LANGUAGES,
) -> bool:
    """Whether what these sentences tell is an accident or no deed at all, as far as they say.

    One of them names it; none has a word of violence beside it; and the incident words either are
    part of what names it ("shark attack"), or say no more than that people came to harm, or that
    something blew up which does so by itself.
    """
    found = [
        (entry.label, Span(*match.span(), match.group()))
        for sentence in sentences
        for entry, match in matches("accidents", languages, text, sentence.start, sentence.end)
    ]
    said = {label for label, _ in found} - {"violence"}
    figures = [span for label, span in found if label == "figure"]
    violent = [span for label, span in found if label == "violence"]
    if not said or any(not any(one.overlaps(other) for other in figures) for one in violent):
        return False
    for span in words:
        one = " ".join(span.text.split())
        part = any(span.overlaps(other) for other in figures)
        if not part and not HARM.fullmatch(one) and not ("blast" in said and BLAST.fullmatch(one)):
            return False
    return True
