"""What is no political violence: accidents, disasters, ordinary crime, figures of speech.

ACLED codes political violence and demonstrations ("About ACLED data"): who dies in traffic, a thief
who is arrested and a battle with cancer are no events. The lexicons ``scope.tsv`` hold the
words for these, and those beside which something is one after all.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from extractor.lexicon.files import matches
from extractor.text.span import Sentence, Span

__all__ = ["out_of_scope"]

# Incident words that say no more than that people came to harm, "soldiers were killed" too
HARM = re.compile(
    r"(?:[\w'’-]+ ){0,6}?(?:kill(?:ed|ing|s)?|dead|die[ds]?|dying|deaths?|wound(?:ed|ing|s)?|"
    r"injur(?:ed|ing|ies|y|es)|hurt|fatal\w*|bod(?:y|ies)|los(?:t|ing) (?:\w+ )?li(?:fe|ves)|"
    r"muert[oa]s?|muri(?:ó|eron)|mat(?:ó|aron|ado|ando)|fallec\w+|heridos?|heridas?|"
    r"tu(?:é|ée|és|ées|ant|er)|morts?|blessée?s?|blessant|décédée?s?)",
    re.IGNORECASE,
)
BLAST = re.compile(
    r"(?:[\w'’-]+ ){0,3}?(?:explo(?:ded?|des|ding|sions?)|blasts?|blew up|went off|"
    r"explosión|explosiones|explotó|estall\w+|explosé?)",
    re.IGNORECASE,
)
# Words that tell of an arrest, of robbery or of things broken, and by themselves of no politics
PETTY = re.compile(
    r"(?:[\w'’-]+ ){0,3}?(?:arrest(?:s|ed|ing)?|detain(?:s|ed|ing)?|detentions?|jail(?:s|ed)|held|"
    r"robb?(?:ed|ery|eries|ing|s)|burgl\w+|st(?:eal|ole)\w*|vandal\w*|theft|damag\w+|broke into)",
    re.IGNORECASE,
)
HARMING = frozenset(["accident", "blast", "harm"])  # of these people come to harm
NAMING = frozenset(["harm", "figure"])  # in these words of violence may stand: "shark attack"


def out_of_scope(
    text: str,
    sentences: Iterable[Sentence],
    words: Iterable[Span],
    *,
    beside: Iterable[Sentence] = (),
    languages: Sequence[str] = (),
) -> bool:
    """Whether what these sentences tell is no political violence, as far as they say.

    One of them names what it was; none, nor those ``beside`` them, has a word of violence, and for
    a crime none of politics; and the incident ``words`` are part of the name ("shark attack"), or
    say no more than that people came to harm, something blew up, somebody was arrested or robbed.
    """

    def look(sentence: Sentence) -> list[tuple[str, Span]]:
        found = matches("scope", languages, text, sentence.start, sentence.end)
        return [(entry.label, Span(*match.span(), match.group())) for entry, match in found]

    found = [one for sentence in sentences for one in look(sentence)]
    said = {label for label, _ in found} - {"violence", "politics"}
    if any(label == "politics" for label, _ in found):
        said.discard("crime")
    named = [span for label, span in found if label in NAMING]
    violent = [span for label, span in found if label == "violence"]
    if not said or any(not any(one.overlaps(other) for other in named) for one in violent):
        return False
    if any(label == "violence" for sentence in beside for label, _ in look(sentence)):
        return False
    means = [HARM] if said & HARMING else []
    means += [BLAST] if "blast" in said else []
    means += [PETTY] if "crime" in said else []
    return all(
        any(span.overlaps(other) for other in named)
        or any(pattern.fullmatch(" ".join(span.text.split())) for pattern in means)
        for span in words
    )
