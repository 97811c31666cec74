"""What is no political violence: accidents, disasters, ordinary crime, figures of speech.

ACLED codes political violence and demonstrations ("About ACLED data"): who dies in traffic, a thief
who is arrested and a battle with cancer are no events. The lexicons ``scope.tsv`` hold the
words for these, and those beside which something is one after all.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from extractor.languages.patterns import one_of
from extractor.lexicon.files import matches
from extractor.text.span import Sentence, Span

__all__ = ["out_of_scope"]

# Incident words that say no more than that people came to harm, that something blew up, that
# somebody was arrested or robbed: by themselves of no politics.
SAYS_ONLY = {
    kind: re.compile(rf"(?:[\w'’-]+ ){{0,6}}?{one_of(f'only_{kind}')}", re.IGNORECASE)
    for kind in ("harm", "blast", "crime")
}
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
    means = [SAYS_ONLY["harm"]] if said & HARMING else []
    means += [pattern for kind, pattern in SAYS_ONLY.items() if kind in said - {"harm"}]
    return all(
        any(span.overlaps(other) for other in named)
        or any(pattern.fullmatch(" ".join(span.text.split())) for pattern in means)
        for span in words
    )
