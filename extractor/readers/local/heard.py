"""Finds statements that the tagger misses at first: "relatives told a radio station".

The tagger finds no trigger for a quarter of all statements. Words of the language's table for
accusing, claiming or telling, in sentences without such a statement, are read with the mark on
them: then it recognises who speaks, and whom he accuses.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from extractor.actors.official import is_his_own
from extractor.lexicon.kinds_said import kinds_said
from extractor.models.encoder.tagging import Filler, Found
from extractor.readers.local.fillers import best, language_in
from extractor.readers.local.sentences import home_of, names_somebody, sentences_within
from extractor.readers.local.unsaid import (
    ACCUSING,
    ALLEGATION,
    CLAIM,
    DENIAL,
    MUTUAL,
    TABLE,
    own_kinds,
)

if TYPE_CHECKING:
    from extractor.analysis import Analysis

__all__ = ["Heard", "heard_of", "speech_in"]

TELLING = "telling"
REAL = 0.5
DOER_SURE = 0.8
"""Least probability of a doer for words for telling to be read in his sentence."""
ACCUSES, OF = 0.7, 0.6
"""Least probability of the speaker and of the accused at a word for accusing."""
TELLS = 0.8
"""Least probability of the source ("teller") of an event beside its doer."""
OWNS_UP = 0.95
"""Least probability that a word for claiming is a claim, and of its speaker."""
LIKELY = 0.7
"""Least probability that a word for telling is an allegation if its sentence has a denial, and of
both its parties."""


class Heard(NamedTuple):
    """The statements to keep, and the sources ("tellers") of events."""

    statements: list[Found]
    tellers: list[Filler]


def speech_in(
    analysis: Analysis, begin: int, end: int, events: Sequence[Found], statements: Sequence[Found]
) -> list[tuple[int, int]]:
    """Return offsets of words to read as statements, from ``begin`` to before ``end``.

    Looks only at sentences without an allegation. Words for accusing or claiming come first, then
    those for telling beside a denial or an event with a doer.
    """
    ranked: list[tuple[int, int, int]] = []
    denied = {home_of(analysis, one.words) for one in statements if one.kind == DENIAL}
    for kind, home, start, stop in _unheard(analysis, begin, end, statements):
        tells = kind == TELLING
        if not tells or home in denied or _has_a_deed(analysis, home, events):
            ranked.append((int(tells), start, stop))
    return [(start, stop) for _, start, stop in sorted(ranked)]


def _unheard(
    analysis: Analysis, begin: int, end: int, statements: Sequence[Found]
) -> Iterator[tuple[str, int, int, int]]:
    """Yield the kind, sentence, start and end of words for accusing or telling in sentences without
    an allegation, and of words for claiming in sentences without any statement."""
    language = language_in(analysis.article.text)
    homes = {home_of(analysis, one.words) for one in statements}
    accused = {home_of(analysis, one.words) for one in statements if one.kind == ALLEGATION}
    for sentence in sentences_within(analysis, begin, end):
        if sentence.index in accused:
            continue
        for said in kinds_said(sentence.text, TABLE, language):
            start, stop = sentence.start + said.start, sentence.start + said.end
            if any(one.words.start < stop and start < one.words.end for one in statements):
                continue
            owns_up = said.kind == CLAIM and sentence.index not in homes
            if owns_up or said.kind in (*ACCUSING, TELLING):
                yield said.kind, sentence.index, start, stop


def _has_a_deed(analysis: Analysis, home: int, events: Sequence[Found]) -> bool:
    """Whether a sentence has both the trigger and a sure doer of an event."""
    return any(
        any(home_of(analysis, words) == home for words in one.telling)
        and any(
            home_of(analysis, doer) == home and doer.sure >= DOER_SURE
            for doer in one.roles.get("doer", ())
        )
        for one in events
        if one.real >= REAL
    )


def heard_of(analysis: Analysis, statements: Sequence[Found]) -> Heard:
    """Return the statements, those that were asked for only if they surely accuse or claim, and the
    sure speakers of words for telling."""
    kept, tellers = [], []
    denials = (one for one in statements if one.kind == DENIAL and not one.asked)
    denied = {home_of(analysis, one.words) for one in denials}
    for one in statements:
        speaker = best(one.roles.get("speaker", ()), one.words)
        if not one.asked or (speaker and _is_sure(analysis, one, speaker, denied)):
            kept.append(one)
        elif speaker and speaker.sure >= TELLS and own_kinds(analysis, one) == {TELLING}:
            tellers.append(speaker)
    return Heard(kept, tellers)


def _is_sure(analysis: Analysis, said: Found, speaker: Filler, denied: set[int]) -> bool:
    """Whether a statement that was asked for surely accuses a party or claims the event."""
    kinds, likely = own_kinds(analysis, said), said.kinds[0][1]
    if not names_somebody(analysis, speaker):
        return False
    if kinds == {CLAIM}:
        return said.kind == CLAIM and min(likely, speaker.sure) >= OWNS_UP
    if MUTUAL in kinds:
        return said.kind in (ALLEGATION, CLAIM) and speaker.sure >= ACCUSES
    accused = best(said.roles.get("accused", ()), said.words)
    if said.kind != ALLEGATION or accused is None or accused.overlaps(speaker):
        return False
    text = analysis.article.text
    who, whom = (text[one.start : one.end] for one in (speaker, accused))
    if is_his_own(who, whom, None):
        return False
    if not kinds.isdisjoint(ACCUSING):
        return speaker.sure >= ACCUSES and accused.sure >= OF
    if home_of(analysis, said.words) not in denied:
        return False
    return min(likely, speaker.sure, accused.sure) >= LIKELY
