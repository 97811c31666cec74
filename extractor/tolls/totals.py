"""What the casualty mentions of one event come to (ACLED codebook, "Fatalities")."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from extractor.languages.patterns import listed_as
from extractor.tolls.find_words import GENERIC, State

if TYPE_CHECKING:
    from collections.abc import Sequence

    from extractor.text.span import Span

# Words that two sides use of the same people, without their plural's "s".
SIDES = tuple(frozenset(listed_as(f"called_{side}")) for side in ("rebels", "forces", "civilians"))


@dataclass(frozen=True)
class CasualtyMention:
    """People something was done to, and how many.

    ``span`` is the smallest words that say it, ``who`` the words for the people. ``low`` and
    ``high`` bound the number (``high`` ``None``: open), ``coded`` is what ACLED codes for it,
    ``vague`` says that no number was given. Mentions of one ``group`` stand in one clause and add
    up. ``more``: on top of those told before; ``corrects``: replaces the tolls before it;
    ``named``: one person by name or "he", who may be told of again. ``speaker``: the words for who
    tells it, ``None`` where the article itself does.
    """

    span: Span
    state: State
    low: int
    high: int | None
    coded: int
    vague: bool = False
    who: Span | None = None
    group: int = 0
    more: bool = False
    corrects: bool = False
    named: bool = False
    speaker: Span | None = None


@dataclass(frozen=True)
class Toll:
    """What the mentions of one event come to for one state; bounds as in ``CasualtyMention``."""

    state: State
    low: int
    high: int | None
    coded: int
    vague: bool = False


# The mentions of one clause and what they come to.
Told = tuple[list[CasualtyMention], Toll]


def total(mentions: Sequence[CasualtyMention], state: State) -> Toll | None:
    """What the mentions of one event come to, or ``None`` where none is about this state.

    Phrases of one clause add up. A total told again is not added; of totals that differ the lowest
    holds (ACLED codebook, "Fatalities"), unless a later one corrects those before it; ``low`` and
    ``high`` are the lowest and the highest told by any speaker. Parts with different people add up
    where no total is told; "another two" always adds.
    """
    groups: dict[int, list[CasualtyMention]] = {}
    for mention in mentions:
        if mention.state == state:
            groups.setdefault(mention.group, []).append(mention)
    tolls = list(groups.values())
    for index, parts in enumerate(tolls):
        if any(part.corrects for part in parts):
            tolls = [parts, *(later for later in tolls[index + 1 :] if later[0].more)]
    if not tolls:
        return None
    sums = [(parts, _sum(state, parts)) for parts in tolls]
    added = [toll for parts, toll in sums if parts[0].more]
    sums_told = [(parts, toll) for parts, toll in sums if not parts[0].more]
    counted = [(parts, toll) for parts, toll in sums_told if not parts[0].named]
    # A vague word gives way to a number, a name to any count.
    exact = [(parts, toll) for parts, toll in counted if not toll.vague]
    if exact:
        counted = [one for one in counted if not one[1].vague or _disputes(one, exact)]
    chosen = _chosen(state, counted)
    if chosen is None and sums_told:
        names = {parts[0].who.text if parts[0].who else "" for parts, _ in sums_told}
        chosen = Toll(state, len(names), len(names), len(names))
    if chosen is None:
        chosen, added = added[0], added[1:]
    for toll in added:
        high = None if toll.high is None or chosen.high is None else toll.high + chosen.high
        chosen = Toll(
            state, chosen.low + toll.low, high, chosen.coded + toll.coded,
            chosen.vague or toll.vague,
        )  # fmt: skip
    return chosen


def _sum(state: State, parts: Sequence[CasualtyMention]) -> Toll:
    highs = [part.high for part in parts]
    return Toll(
        state, sum(part.low for part in parts),
        None if None in highs else sum(high for high in highs if high is not None),
        sum(part.coded for part in parts), any(part.vague for part in parts),
    )  # fmt: skip


def _disputes(told: Told, exact: Sequence[Told]) -> bool:
    """Whether a vague count is another speaker's, and none of the exact ones can be it: "police
    said three were killed, residents spoke of dozens"."""
    parts, toll = told
    speaker = _voice(parts)
    if not speaker or speaker in (_voice(others) for others, _ in exact):
        return False
    spoken = [other for others, other in exact if _voice(others)]
    return bool(spoken) and all(
        other.coded < toll.low or (toll.high is not None and other.coded > toll.high)
        for other in spoken
    )


def _voice(parts: Sequence[CasualtyMention]) -> str:
    """The speaker's words without case and article; empty for the article's own voice."""
    speaker = parts[0].speaker
    words = speaker.text.lower().split() if speaker else []
    return " ".join(words[1:] if words[:1] in (["the"], ["a"], ["an"]) else words)


def _chosen(state: State, counted: list[Told]) -> Toll | None:
    """The total if one is told (the lowest of several), else the parts by who they are, added."""
    whole = [counts for counts in counted if len(counts[0]) > 1 or _generic(counts[0][0])]
    if whole:
        least = _lowest([toll for _, toll in whole])
        voices = {_voice(parts) for parts, _ in whole} | {""}
        # A part of what one speaker tells that is above the other's total disputes it.
        above = [
            toll for parts, toll in counted if _voice(parts) not in voices and toll.low > least.low
        ]
        return replace(_lowest([least, *above]), low=least.low, coded=least.coded)
    by_who: dict[str, list[Told]] = {}
    for counts in counted:
        who = counts[0][0].who
        head = who.text.lower().split()[-1].rstrip("s") if who else ""
        by_who.setdefault(_same_people(head, counts, by_who), []).append(counts)
    if not by_who:
        return None
    tolls = [_lowest([toll for _, toll in counts]) for counts in by_who.values()]
    highs = [toll.high for toll in tolls]
    return Toll(
        state, sum(toll.low for toll in tolls),
        None if None in highs else sum(high for high in highs if high is not None),
        sum(toll.coded for toll in tolls), any(toll.vague for toll in tolls),
    )  # fmt: skip


def _same_people(head: str, told: Told, by_who: dict[str, list[Told]]) -> str:
    """The people these are: one speaker's rebels are another's fighters, but in one mouth they
    are two."""
    voice = _voice(told[0])
    side = next((side for side in SIDES if head in side), frozenset())
    if head in by_who or not voice:
        return head
    for other, others in by_who.items():
        voices = {_voice(parts) for parts, _ in others}
        if other in side and "" not in voices and voice not in voices:
            return other
    return head


def _lowest(tolls: Sequence[Toll]) -> Toll:
    """The lowest of tolls of the same people, with the bounds of all."""
    least = min(tolls, key=lambda toll: toll.coded)
    highs = [toll.high for toll in tolls]
    top = None if None in highs else max(high for high in highs if high is not None)
    return replace(least, low=min(toll.low for toll in tolls), high=top)


def _generic(mention: CasualtyMention) -> bool:
    """True where the words for the people do not tell them from others: their number is a total."""
    return mention.who is None or mention.who.text.lower().split()[-1] in GENERIC
