"""How sure the article is that a perpetrator did it, by the words beside the perpetrator (MUC-4's
confidence of attribution).

"May have" and "possibly" give "possible". "Suspected", "alleged" and "believed to be" give
"accused". Somebody who is charged, or whom officials accuse, is accused by authorities.
"""

from __future__ import annotations

import re

from extractor.analysis import Analysis
from extractor.languages.patterns import one_of, words_like
from extractor.records.parts import Attribution
from extractor.text.span import Span

__all__ = ["is_suspected", "told_as"]

POSSIBLE, SUSPECTED = words_like("possible", "may_have"), words_like("suspected")
OFFICIAL = words_like("official")
# Directly after the perpetrator: "rebels reportedly fired", "rebels may have fired".
IS = rf"(?:{one_of('be', 'have')}\s+)?"
AFTER = re.compile(rf"\s+{IS}(?:\w+ly|{one_of('may_have')})\b")
# Officials as speakers: "police said", "according to officials". An army post that was hit is no
# speaker.
SAYING = words_like("speech", "reckons")
RIGHT_BEFORE = 12  # letters: "to belong to"
REACH = 60  # characters before the perpetrator that are searched


def told_as(analysis: Analysis, span: Span) -> Attribution:
    """Returns the attribution of a perpetrator whom the article itself names, without a speaker."""
    text, home = analysis.article.text, analysis.article.sentence_of(span) or span
    after = AFTER.match(text, span.end)
    near = text[max(home.start, span.start - REACH) : after.end() if after else span.end]
    if POSSIBLE.search(near):
        return Attribution.POSSIBLE
    if SUSPECTED.search(near):
        return _accused_as(analysis, span)
    return Attribution.REPORTED_AS_FACT


def is_suspected(analysis: Analysis, span: Span) -> bool:
    """Whether a word of suspicion begins the words or stands directly before them: "suspected |
    Boko Haram fighters", "believed to belong to | ISWAP"."""
    text, home = analysis.article.text, analysis.article.sentence_of(span) or span
    said = list(SUSPECTED.finditer(text, max(home.start, span.start - REACH), span.end))
    return bool(said) and span.start - said[-1].end() <= RIGHT_BEFORE


def _accused_as(analysis: Analysis, span: Span) -> Attribution:
    """Returns "accused by authorities" where officials are speakers in the sentence, else
    "accused"."""
    text, home = analysis.article.text, analysis.article.sentence_of(span) or span
    for said in OFFICIAL.finditer(text, home.start, home.end):
        if said.end() <= span.start:
            says = SAYING.search(text, said.end(), min(span.start, said.end() + REACH))
        else:
            says = None
        before = text[max(home.start, said.start() - REACH) : said.start()].lower()
        according = "according to" in before and not span.overlaps(Span(*said.span(), said[0]))
        if says or according:
            return Attribution.ACCUSED_BY_AUTHORITIES
    return Attribution.ACCUSED
