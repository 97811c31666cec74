"""The counts of one event: whom they count, which are parts, which are told again, who tells."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from extractor.models.encoder.tagging import Filler
from extractor.numbers.tables import table
from extractor.numbers.tokens import AND, cut
from extractor.numbers.whole import numbers_said
from extractor.readers.local.fillers import COMMAS
from extractor.readers.local.kinds_said import kinds_said
from extractor.tolls.said import CountSaid

__all__ = ["Counted", "by_their_words", "of_tellers", "with_parts"]


APART = 5
"""Characters between two marked counts that may be parts of one: no more than " and "."""
FARTHER, AGAIN, UNNUMBERED = 0.05, 0.05, 0.4
"""What a count is worth less for each sentence between it and the event's own words (five at
most), more for each further sentence that tells the same number, and less where no number stands
in its words: beside how sure it is. Chosen on the held-back articles of the corpus."""
FAR = 5
BEFALL = "toll_words"
"""The table of words that say what befell people."""


@dataclass(frozen=True)
class Counted:
    """A count in its words: what they say, the sentence they stand in, the words for who tells it,
    whether a number stands in its words."""

    filler: Filler
    count: CountSaid
    sentence: int
    teller: Filler | None = None
    numbered: bool = True


def by_their_words(
    text: str, language: str, marked: Mapping[str, Sequence[Filler]]
) -> dict[str, list[Filler]]:
    """The counts of each state, those whose own words say another state with that: of "eighteen
    dead and forty wounded", marked as dead, the forty are wounded, and "seven missing" no dead."""
    kept: dict[str, list[Filler]] = {state: [] for state in marked}
    moved: list[tuple[str, Filler]] = []
    for state, fillers in marked.items():
        for one in fillers:
            for said, part in _parts_said(text, one, state, language):
                if said == state:
                    kept[state].append(part)
                elif numbers_said(text[part.start : part.end]):
                    moved.append((said, part))
    for state, part in moved:
        if not any(part.overlaps(one) for one in marked.get(state, ())):
            kept.setdefault(state, []).append(part)
    return kept


def _parts_said(text: str, one: Filler, state: str, language: str) -> list[tuple[str, Filler]]:
    """The parts of a count marked as a state's, each with the state that its words say. A part
    ends with an "and" or a comma behind a word for a state."""
    words = text[one.start : one.end]
    said = kinds_said(words, BEFALL, language)
    if all(kind.kind == state for kind in said):
        return [(state, one)]
    parts: list[tuple[str, Filler]] = []
    start = 0
    for end in (*_joints(words, language), len(words)):
        states = {kind.kind for kind in said if start <= kind.start < end}
        if not states and not parts and _has_own_number(words, end):
            states = {state}  # "four civilians and wounding" others
        if states:
            part = replace(one, start=one.start + start, end=one.start + len(words[:end].rstrip()))
            parts.append((state if state in states else min(states), part))
            start = end + len(words[end:]) - len(words[end:].lstrip(COMMAS + " "))
    if start < len(words):  # behind the last such word: more of the same, or "16 dead, 52"
        last, part = parts[-1]
        if last == state or not numbers_said(words[start:]):
            parts[-1] = last, replace(part, end=one.end)
        else:
            parts.append((state, replace(one, start=one.start + start)))
    return parts


def _has_own_number(words: str, end: int) -> bool:
    """Whether the words up to ``end`` hold a number that does not go on behind it, as "five and
    twenty" does."""
    own = numbers_said(words[:end])
    return bool(own) and own[0] == numbers_said(words)[0]


def _joints(words: str, language: str) -> list[int]:
    """Where an "and" or a comma stands."""
    tokens = cut(words, language)
    plain, ands = [token.word for token in tokens], table("joins", language, "and")
    joints = {
        token.start for at, token in enumerate(tokens) if token.word == AND or ands.at(plain, at)
    }
    joints |= {at for at, sign in enumerate(words) if sign in COMMAS}
    return sorted(joints - {0})


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
