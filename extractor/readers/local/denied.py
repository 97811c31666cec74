"""Handles denied counts of people: "the army denied that 40 civilians were killed"."""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import replace
from itertools import product
from typing import TYPE_CHECKING

from extractor.lexicon.kinds_said import kinds_said
from extractor.models.encoder.tagging import Filler, Found
from extractor.numbers.whole import numbers_said
from extractor.readers.local.fillers import STATES, language_in
from extractor.readers.local.sentences import home_of
from extractor.readers.local.unsaid import DENIAL, TABLE

if TYPE_CHECKING:
    from extractor.analysis import Analysis

__all__ = ["DENIED", "with_denied"]

DENIED = "denied"
"""An extra role, not trained: counts that appear only in what somebody denies."""
THAT = "that"
ACCUSATION = "accusation"
LITTLE = 3
"""Most letters of an article or a preposition."""
BETWEEN = 25
"""Most characters between a word for denying and the "that" of what is denied ("reports that")."""


def with_denied(
    analysis: Analysis, events: Sequence[Found], statements: Sequence[Found]
) -> list[Found]:
    """Drop denied counts that the event has elsewhere, too, or that have no number ("denied that
    soldiers had been killed"). Other denied counts are also put in the role ``DENIED``."""
    homes = {home_of(analysis, one.words) for one in statements if one.kind == DENIAL} - {-1}
    return [_without_denied(analysis, one, homes) for one in events]


def _without_denied(analysis: Analysis, event: Found, homes: Set[int]) -> Found:
    """Handle one event's denied counts; ``homes``: the sentences with a denial."""
    text = analysis.article.text
    counts = (one for state in STATES for one in event.roles.get(state, ()))
    shared = homes & {home_of(analysis, one) for one in counts}
    begins = {
        home: at for home in shared if (at := _denied_from(analysis, home, event)) is not None
    }
    roles, denied = dict(event.roles), []
    for state in STATES if begins else ():
        fillers = roles.get(state, [])
        inside = [
            one
            for one in fillers
            if (home := home_of(analysis, one)) in begins and one.start > begins[home]
        ]
        outside = {number for o in fillers if o not in inside for number in _numbers(text, o)}
        dropped = [o for o in inside if _numbers(text, o) <= outside]
        roles[state] = [one for one in fillers if one not in dropped]
        denied += [one for one in inside if one not in dropped]
    return replace(event, roles={**roles, DENIED: denied}) if begins else event


def _numbers(text: str, one: Filler) -> set[int]:
    """Return the numbers in a count's words; empty for a bare plural ("soldiers")."""
    return set(numbers_said(text[one.start : one.end]))


def _denied_from(analysis: Analysis, home: int, event: Found) -> int | None:
    """Return the offset where the denied clause of a sentence begins; ``None`` if no "that" leads
    to it. The "that" of "the attack that" does not count."""
    sentence = analysis.article.sentences[home]
    said = kinds_said(sentence.text, TABLE, language_in(analysis.article.text))
    start = sentence.start
    accused = [(start + one.start, start + one.end) for one in said if one.kind == ACCUSATION]
    accused += [(one.start, one.end) for one in event.roles.get("day", ())]
    for word, that in product(said, said):
        first, last = start + word.end, start + that.start
        near = (word.kind, that.kind) == (DENIAL, THAT) and 0 <= last - first <= BETWEEN
        if near and _leads_on(analysis.article.text, first, last, accused):
            return last
    return None


def _leads_on(text: str, first: int, last: int, said: Sequence[tuple[int, int]]) -> bool:
    """Whether only short words and ``said`` spans (days, words for accusing) stand between a denial
    and its "that"."""
    words = text[first:last]
    for begin, end in said:
        if first <= begin and end <= last:
            words = words.replace(text[begin:end], " ")
    return not any(len(word) > LITTLE for word in words.strip(" ,").split())
