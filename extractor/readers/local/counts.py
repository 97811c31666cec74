"""The counts of one event and state: which are parts, which are told again, who tells them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from extractor.models.encoder.tagging import Filler
from extractor.tolls.said import CountSaid

__all__ = ["Counted", "of_tellers", "with_parts"]


APART = 5
"""Characters between two marked counts that may be parts of one: no more than " and "."""
FARTHER, AGAIN, UNNUMBERED = 0.05, 0.05, 0.4
"""What a count is worth less for each sentence between it and the event's own words (five at
most), more for each further sentence that tells the same number, and less where no number stands
in its words: beside how sure it is. Chosen on the held-back articles of the corpus."""
FAR = 5


@dataclass(frozen=True)
class Counted:
    """A count in its words: what they say, the sentence they stand in, the words for who tells it,
    whether a number stands in its words."""

    filler: Filler
    count: CountSaid
    sentence: int
    teller: Filler | None = None
    numbered: bool = True


def with_parts(fillers: Sequence[Filler], sentence: Callable[[Filler], int]) -> list[Filler]:
    """The fillers in text order, those side by side ("two policemen" and "a trader") in one
    ``sentence`` as one."""
    wholes: list[Filler] = []
    for one in sorted(fillers, key=lambda filler: filler.start):
        last = wholes[-1] if wholes else None
        if last and one.start - last.end <= APART and sentence(last) == sentence(one):
            wholes.pop()
            one = Filler(last.start, max(last.end, one.end), max(last.sure, one.sure))
        wholes.append(one)
    return wholes


def of_tellers(counts: Sequence[Counted], home: int) -> list[Counted]:
    """One count of each teller, and one that nobody is named for.

    Of several the one that is surest stands, told nearest to the event's own words (``home``, a
    sentence) and most often, then the first.
    """
    tellers: dict[tuple[int, int] | None, list[Counted]] = {}
    for one in counts:
        who = (one.teller.start, one.teller.end) if one.teller else None
        tellers.setdefault(who, []).append(one)
    if any(one.numbered or _value(one) != 1 for one in counts):
        told = {w: [o for o in many if o.numbered or _value(o) != 1] for w, many in tellers.items()}
        tellers = {who: many for who, many in told.items() if many}
    untold = tellers.pop(None, [])
    return [_chosen(many, home) for many in ([untold] if untold else []) + [*tellers.values()]]


def _chosen(counts: Sequence[Counted], home: int) -> Counted:
    def worth(one: Counted) -> tuple[float, int]:
        away = min(abs(one.sentence - home), FAR)
        again = len({other.sentence for other in counts if _value(other) == _value(one)}) - 1
        lacking = UNNUMBERED * (not one.numbered)
        return one.filler.sure - FARTHER * away + AGAIN * again - lacking, -one.filler.start

    return max(counts, key=worth)


def _value(one: Counted) -> int:
    return one.count.low if one.count.low is not None else -1
