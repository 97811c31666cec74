"""The counts of one event and state: which are told again, which are parts, who tells them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from extractor.models.encoder.tagging import Filler
from extractor.resolve.count_said import CountSaid

__all__ = ["Counted", "of_tellers"]


@dataclass(frozen=True)
class Counted:
    """A count in its words: what they say, the sentence they stand in, the words for who tells it,
    whether a number stands in its words, and how many they are."""

    filler: Filler
    count: CountSaid
    sentence: int
    teller: Filler | None = None
    numbered: bool = True
    words: int = 2


def of_tellers(counts: Sequence[Counted], home: int) -> list[Counted]:
    """One count of each teller, and one that nobody is named for.

    What nobody is named for is one number told again and again: that of the sentence with the
    event's own words stands (``home``), else the one told most often, then the largest. Parts in
    one sentence ("two policemen and a trader") are summed. One person told without a number
    ("the minister") is no count of his own beside others.
    """
    tellers: dict[tuple[int, int], list[Counted]] = {}
    sentences: dict[int, list[Counted]] = {}
    for one in counts:
        if one.teller:
            tellers.setdefault((one.teller.start, one.teller.end), []).append(one)
        else:
            sentences.setdefault(one.sentence, []).append(one)
    told = [_summed(parts) for parts in tellers.values()]
    untold = [_summed(parts) for parts in sentences.values()]
    if any(one.numbered or _value(one) != 1 for one in (*told, *untold)):
        told, untold = (
            [one for one in many if one.numbered or _value(one) != 1] for many in (told, untold)
        )
    if untold:
        times = [sum(_value(one) == _value(other) for other in untold) for one in untold]
        ranks = [
            (one.sentence == home, count, _value(one))
            for one, count in zip(untold, times, strict=True)
        ]
        return [untold[ranks.index(max(ranks))], *told]
    return told


def _value(one: Counted) -> int:
    return one.count.low if one.count.low is not None else -1


def _summed(parts: Sequence[Counted]) -> Counted:
    """Parts of one sentence as one count; a vague part among exact ones is left out."""
    exact = [one for one in parts if one.count.low is not None]
    if len(exact) > 1:  # "dead" beside "70 people" is no further one
        exact = [one for one in exact if one.count.low != 1 or one.words > 1] or exact
    if len(exact) < 2 or len({_value(one) for one in exact}) < len(exact):
        return exact[0] if exact else parts[0]
    first, last = exact[0].filler, exact[-1].filler
    whole = Filler(first.start, last.end, min(one.filler.sure for one in exact))
    highs = [one.count.high for one in exact]
    high = None if None in highs else sum(h for h in highs if h is not None)
    low = sum(_value(one) for one in exact)
    return replace(exact[0], filler=whole, count=CountSaid(low, high))
