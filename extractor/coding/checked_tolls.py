"""Casualties, where the reader gives numbers: each is checked against the words it came from.

A number is kept where the words contain it, in digits or in number words. Where the words are in a
language without tables of number words, the reader's number is kept and marked as the reader's.
ACLED's conventions are applied afterwards: the lowest of several sources, and the number that a
plural, "dozens" … is coded as.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from extractor.analysis import Analysis
from extractor.codebook.types import EventType, SubEventType, event_type_of
from extractor.codebook.vague_numbers import VAGUE_NUMBERS
from extractor.coding.quotes import fold, span_of
from extractor.coding.table_words import says
from extractor.numbers.whole import can_mean, numbers_said
from extractor.reading import Event, TollState, TollTold
from extractor.records.checked import Check, worst
from extractor.records.parts import Casualties, Evidence, ToldToll, Toll
from extractor.text.span import Span
from extractor.tolls.said import CountSaid, count_said

__all__ = ["CheckedTolls", "checked_tolls"]

_Ruled = tuple[int | None, int | None, int]
LARGE = 1000
"""A death toll that no stabbing or shooting of one day reaches: it is a war's, or was misread."""
MANY_DIE = frozenset({EventType.BATTLES, EventType.EXPLOSIONS})


@dataclass(frozen=True)
class _Count:
    low: int
    high: int | None
    coded: int
    check: Check
    span: Span | None
    toll: ToldToll


@dataclass(frozen=True)
class CheckedTolls:
    """The casualties of an event, and who decided the two numbers that are coded."""

    casualties: Casualties
    killed: Check | None
    injured: Check | None


def checked_tolls(
    analysis: Analysis, event: Event, kind: SubEventType, warnings: list[str]
) -> CheckedTolls:
    """Returns the casualties of an event from the counts that a reader gives."""
    counts = {
        state: [
            count
            for toll in event.tolls_of(state)
            if (count := _count(analysis, event, toll, warnings))
        ]
        for state in TollState
    }
    killed, killed_by = _united(counts[TollState.KILLED])
    injured, injured_by = _united(counts[TollState.INJURED])
    if killed and killed.coded >= LARGE and event_type_of(kind) not in MANY_DIE:
        warnings.append(f"{killed.coded} killed is implausible for {kind.value}; look at the words")
        killed_by = Check.DISPUTED
    tolls = tuple(count.toll for state in TollState for count in counts[state])
    plain = all(one.state in (TollState.KILLED, TollState.INJURED) for one in tolls)
    alone = plain and all(len(many) < 2 for many in counts.values())
    nobody = all(one.teller is None for one in tolls)
    return CheckedTolls(
        Casualties(killed=killed, injured=injured, told=() if alone and nobody else tolls),
        killed_by,
        injured_by,
    )


def _count(analysis: Analysis, event: Event, toll: TollTold, warnings: list[str]) -> _Count | None:
    """Returns the checked count of one source; ``None`` with a warning where the article has none
    of its words."""
    state = toll.state
    span = toll.said.span if toll.said else None
    if span is None:
        span = _sentence_with(analysis, event, toll)
        if span is None:
            warnings.append(_unfounded(toll))
            return None
    low, high, coded, check = _checked_range(analysis, event, span, toll, warnings)
    if low is None and coded is None:
        warnings.append(f"{state.value} “{fold(span.text)}”: no number is given for it")
        return None
    least = low if low is not None else coded or 0
    teller = span_of(toll.teller, f"teller of {state.value}", warnings)
    evidence = [span, *([teller] if teller else [])]
    made = ToldToll(
        state=state,
        low=low,
        high=high,
        teller=teller.text if teller else None,
        text=span.text,
        evidence=tuple(Evidence.of(one) for one in evidence),
    )
    return _Count(least, high, least if coded is None else coded, check, span, made)


def _sentence_with(analysis: Analysis, event: Event, toll: TollTold) -> Span | None:
    """Returns the sentence of the event that contains the number, where the quoted words do not."""
    if toll.low is None:
        return None
    sentences = analysis.article.sentences
    for index in event.sentences:
        if 0 <= index < len(sentences) and toll.low in numbers_said(sentences[index].text):
            return analysis.article.span(sentences[index].start, sentences[index].end)
    return None


def _unfounded(toll: TollTold) -> str:
    words = f"“{fold(toll.said.text)}”" if toll.said else "without words"
    number = toll.low if toll.low is not None else toll.vague
    return f"{number} {toll.state.value} ({words}) is not in the article; dropped"


def _told_elsewhere(analysis: Analysis, event: Event, state: TollState) -> list[int]:
    """Returns the numbers in those sentences of the event that speak of people in this state
    (killed, injured …)."""
    sentences = analysis.article.sentences
    texts = [sentences[index].text for index in event.sentences if 0 <= index < len(sentences)]
    telling = (text for text in texts if says(text, "toll_words", state.value))
    return [number for text in telling for number in numbers_said(text)]


def _checked_range(
    analysis: Analysis, event: Event, span: Span, toll: TollTold, warnings: list[str]
) -> tuple[int | None, int | None, int | None, Check]:
    """Returns the lowest, highest and coded number of a count, and who decided."""
    low, high = toll.low, toll.high
    if low is None and high is not None:
        low = high
    if low is None:
        return _vague(span, toll, warnings)
    if high is not None and high < low:
        low, high = high, low
    numbers = numbers_said(span.text)
    if can_mean(numbers, low) or (high is not None and can_mean(numbers, high)):
        return low, high, low, Check.BOTH
    if low == high == 0:
        return 0, 0, 0, Check.READER
    ruled = _ruled(span)
    if ruled and ruled[2] == low:  # "four patients and a porter": five
        return low, high, low, Check.BOTH
    if can_mean(_told_elsewhere(analysis, event, toll.state), low):
        return low, high, low, Check.READER  # the dead of two sides, told one after the other
    if not numbers or low == 1:  # one is told without a number ("a boy of 14 was killed")
        return low, high, low, Check.READER
    said = f"{low}" if high in (None, low) else f"{low} to {high}"
    words = f"{toll.state.value} “{fold(span.text)}”"
    article = numbers == [1] and not any(sign.isdecimal() for sign in span.text)  # "une", "un"
    if article:
        ruled = None
    elif ruled is None and len(set(numbers)) == 1:
        ruled = numbers[0], numbers[0], numbers[0]
    if ruled:
        warnings.append(f"{words} is {ruled[2]} by its words, the reader says {said}")
        return (*ruled, Check.DISPUTED)
    warnings.append(f"{words}: the reader says {said}, which is no number of these words")
    return low, high, low, Check.DISPUTED


def _vague(
    span: Span, toll: TollTold, warnings: list[str]
) -> tuple[int | None, int | None, int | None, Check]:
    """Returns the bounds of a count without a number: by the reader's vague word, else by rules."""
    if toll.vague is None and count_said(span.text) == CountSaid(None, None):
        return None, None, None, Check.READER  # "a family": nobody says how many
    ruled = _ruled(span)
    if toll.vague in VAGUE_NUMBERS:
        coded = VAGUE_NUMBERS[toll.vague]
        agreed = ruled is not None and ruled[2] == coded
        if ruled and not agreed and set(numbers_said(span.text)) == {ruled[2]}:
            warnings.append(
                f"{toll.state.value} “{fold(span.text)}” is {ruled[2]} by its words, the reader "
                f"says {toll.vague}"
            )
            return (*ruled, Check.DISPUTED)
        return None, None, coded, Check.BOTH if agreed else Check.READER
    if ruled:
        return (*ruled, Check.RULE)
    return None, None, None, Check.READER


def _ruled(span: Span) -> _Ruled | None:
    """Returns the lowest, highest and coded number by the words alone; ``None`` if they give
    none."""
    said = count_said(span.text)
    if said is None or said.coded is None:
        return None
    return said.low, said.high, said.coded


def _united(counts: Sequence[_Count]) -> tuple[Toll | None, Check | None]:
    """Merges the counts of several sources into one toll: the lowest is coded (ACLED codebook,
    "Fatalities"), and a number is preferred to a vague word."""
    if not counts:
        return None, None
    exact = [count for count in counts if count.toll.low is not None] or list(counts)
    chosen = min(exact, key=lambda count: count.coded)
    lows = [count.toll.low for count in exact if count.toll.low is not None]
    highs = [count.high for count in exact]
    high = None if None in highs else max(h for h in highs if h is not None)
    spans = dict.fromkeys(count.span for count in [chosen, *counts] if count.span)
    toll = Toll(
        low=min(lows, default=None),
        high=high,
        coded=chosen.coded,
        text=chosen.span.text if chosen.span else None,
        evidence=tuple(Evidence.of(span) for span in spans),
    )
    return toll, worst(count.check for count in exact)
