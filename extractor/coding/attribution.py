"""How sure it is that somebody did it, by the words beside him (MUC-4's confidence of attribution).

"May have" and "possibly" make it possible; "suspected", "alleged", "believed to be" make him one
who is suspected; who is charged with it is so by authorities, and so is whom officials accuse.
"""

from __future__ import annotations

import re

from extractor.analysis import Analysis
from extractor.records.parts import Attribution
from extractor.text.span import Span

__all__ = ["accused_as", "is_official", "told_as"]

POSSIBLE = re.compile(
    r"\b(?:apparently|presumably|possibly|possible|possibility|perhaps|reportedly|whether|"
    r"(?:may|might|could)\s+(?:also\s+|well\s+)?have)\b",
    re.IGNORECASE,
)
SUSPECTED = re.compile(
    r"\b(?:suspected|alleged(?:ly)?|presumed|supposed(?:ly)?|(?:believed|thought|said|reputed|"
    r"considered)\s+to)\b",
    re.IGNORECASE,
)
CHARGED = re.compile(r"\b(?:charged\s+with|indicted|convicted|wanted\s+for)\b", re.IGNORECASE)
# Right behind him: "rebels reportedly fired", "rebels may have fired".
AFTER = re.compile(
    r"\s+(?:(?:has|have|had|are|were|is|was)\s+)?(?:\w+ly|(?:may|might|could)\s+(?:well\s+)?have)\b"
)
OFFICIAL = re.compile(
    r"\b(?:police|authorit\w+|officials?|government|minist(?:er|ry)\w*|army|military|prosecut\w+|"
    r"governor|mayor|president|secretary|investigators?|armed forces|security (?:forces|sources)|"
    r"intelligence|attorney general|judge|colonel|col|general|gen|"
    r"spokes\w+ for the (?:army|police))\b",
    re.IGNORECASE,
)
# They say so: "police said", "according to officials"; an army post that was hit says nothing.
SAYING = re.compile(
    r"[^.;]{0,60}?\b(?:said|says?|told|tells|reports?|reported|announced|confirmed|stated|believ\w+|"
    r"suspect\w*|blam\w+|accus\w+|attribut\w+|charg\w+|implicat\w+|conclud\w+|claim\w*|"
    r"acknowledg\w+|admit\w*|reveal\w*|disclos\w+)\b",
    re.IGNORECASE,
)
ACCORDING = re.compile(
    r"\baccording to\s+(?:(?!suspect|alleg|presum|attack|kill|who\b|that\b)[\w'’-]+\s+){0,6}$",
    re.IGNORECASE,
)
REACH = 60  # characters before him


def is_official(words: str) -> bool:
    """Whether the words for a speaker are those of a state's officers."""
    return bool(OFFICIAL.search(words))


def told_as(analysis: Analysis, span: Span) -> Attribution:
    """The attribution of one whom the article itself says to have done it."""
    text, home = analysis.article.text, analysis.article.sentence_of(span) or span
    after = AFTER.match(text, span.end)
    near = text[max(home.start, span.start - REACH) : after.end() if after else span.end]
    if POSSIBLE.search(near):
        return Attribution.POSSIBLE
    if SUSPECTED.search(near):
        return accused_as(analysis, span)
    if CHARGED.search(text, span.end, min(home.end, span.end + REACH)):
        return Attribution.ACCUSED_BY_AUTHORITIES
    return Attribution.REPORTED_AS_FACT


def accused_as(analysis: Analysis, span: Span) -> Attribution:
    """Accused by authorities where such say so in the sentence, else accused."""
    text, home = analysis.article.text, analysis.article.sentence_of(span) or span
    for said in OFFICIAL.finditer(text, home.start, home.end):
        if said.end() <= span.start and SAYING.match(text, said.end(), span.start):
            return Attribution.ACCUSED_BY_AUTHORITIES
        if not span.overlaps(Span(*said.span(), said[0])) and ACCORDING.search(
            text, max(home.start, said.start() - 2 * REACH), said.start()
        ):
            return Attribution.ACCUSED_BY_AUTHORITIES
    return Attribution.ACCUSED
