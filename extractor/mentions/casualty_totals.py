"""What the casualty mentions of one event come to (ACLED codebook, "Fatalities")."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from extractor.mentions.casualty_words import GENERIC, State

if TYPE_CHECKING:
    from collections.abc import Sequence

    from extractor.span import Span


@dataclass(frozen=True)
class CasualtyMention:
    """People something was done to, and how many.

    ``span`` is the smallest words that say it, ``who`` the words for the people. ``low`` and
    ``high`` bound the number (``high`` ``None``: open), ``coded`` is what ACLED codes for it,
    ``vague`` says that no number was given. Mentions of one ``group`` stand in one clause and add
    up. ``more``: on top of those told before; ``corrects``: replaces the tolls before it;
    ``named``: one person by name or "he", who may be told of again.
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


@dataclass(frozen=True)
class Toll:
    """What the mentions of one event come to for one state; bounds as in ``CasualtyMention``."""

    state: State
    low: int
    high: int | None
    coded: int
    vague: bool = False


def total(mentions: Sequence[CasualtyMention], state: State) -> Toll | None:
    """What the mentions of one event come to, or ``None`` where none is about this state.

    Phrases of one clause add up. A total told again is not added; of totals that differ the lowest
    holds (ACLED codebook, "Fatalities"), unless a later one corrects those before it. Parts with
    different people add up where no total is told; "another two" always adds.
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
    told = [(parts, toll) for parts, toll in sums if not parts[0].more]
    counted = [(parts, toll) for parts, toll in told if not parts[0].named]
    # A vague word gives way to a number, a name to any count.
    exact = [(parts, toll) for parts, toll in counted if not toll.vague]
    chosen = _chosen(state, exact or counted)
    if chosen is None and told:
        names = {parts[0].who.text if parts[0].who else "" for parts, _ in told}
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


def _chosen(state: State, counted: list[tuple[list[CasualtyMention], Toll]]) -> Toll | None:
    """The total if one is told (the lowest of several), else the parts by who they are, added."""
    totals = [toll for parts, toll in counted if len(parts) > 1 or _generic(parts[0])]
    if totals:
        least = min(totals, key=lambda toll: toll.coded)
        highs = [toll.high for toll in totals]
        top = None if None in highs else max(high for high in highs if high is not None)
        return replace(least, high=top)
    by_who: dict[str, Toll] = {}
    for parts, toll in counted:
        who = parts[0].who
        head = who.text.lower().split()[-1].rstrip("s") if who else ""
        if head not in by_who or toll.coded < by_who[head].coded:
            by_who[head] = toll
    if not by_who:
        return None
    highs = [toll.high for toll in by_who.values()]
    return Toll(
        state, sum(toll.low for toll in by_who.values()),
        None if None in highs else sum(high for high in highs if high is not None),
        sum(toll.coded for toll in by_who.values()), any(toll.vague for toll in by_who.values()),
    )  # fmt: skip


def _generic(mention: CasualtyMention) -> bool:
    """True where the words for the people do not tell them from others: their number is a total."""
    return mention.who is None or mention.who.text.lower().split()[-1] in GENERIC


def coded_fatalities(mentions: Sequence[CasualtyMention], *, large: bool = False) -> int:
    """ACLED's fatalities of one event: 0 where nothing is said; with ``large`` ten where only a
    plural is (codebook, "Fatalities": three, ten when the scale is large)."""
    toll = total(mentions, "killed")
    if toll is None:
        return 0
    return 10 if large and toll.vague and toll.coded == 3 else toll.coded
