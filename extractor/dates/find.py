"""The words of a text that say when: ``find_dates`` gives each with its offsets, parsed.

Nothing is resolved here; ``extractor.dates.resolve`` turns a mention into days. Ages, durations
("for three years"), names of groups ("March 23 Movement") and wars ("the 1990 war") are no dates.
"""

from __future__ import annotations

import re
from functools import lru_cache
from heapq import heappop, heappush
from typing import TYPE_CHECKING

from extractor.dates.find_patterns import NEEDED, PATTERNS
from extractor.dates.find_rules import BUILDERS, Match
from extractor.dates.find_words import date_shape
from extractor.dates.mention import DateMention
from extractor.text.tokens import Tokens, tokenize

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["DateMention", "find_dates"]


def find_dates(text: str, start: int = 0, end: int | None = None) -> list[DateMention]:
    """The date words of ``text[start:end]`` in text order, not overlapping; never raises.

    Offsets count characters of ``text``. Where two rules match, the earlier wins, then the longer.
    """
    tokens = tokenize(text, start, end)
    shape, values = date_shape(tokens)
    rules = _rules(frozenset(shape))
    if not rules:
        return []
    # (first token, -last token, rule): the heap gives the earliest and longest match next. A match
    # that begins inside a mention already taken is looked for again behind it.
    waiting: list[tuple[int, int, int]] = []
    matches: dict[tuple[int, int], re.Match[str]] = {}

    def look(rule: int, at: int) -> None:
        match = PATTERNS[rule][1].search(shape, at)
        while match and match.end() == match.start():
            match = PATTERNS[rule][1].search(shape, match.end() + 1)
        if match:
            matches[match.start(), rule] = match
            heappush(waiting, (match.start(), -match.end(), rule))

    for rule in rules:
        look(rule, 0)
    mentions: list[tuple[int, int, DateMention]] = []
    taken = 0
    while waiting:
        first, _, rule = heappop(waiting)
        if first < taken:
            look(rule, taken)
            continue
        kind = PATTERNS[rule][0]
        mention = BUILDERS[kind](Match(tokens, shape, values, matches[first, rule], kind))
        if mention is None:
            look(rule, first + 1)
            continue
        last = first + 1
        while last < len(tokens) and tokens.starts[last] < mention.span.end:
            last += 1
        taken = last
        mentions.append((first, taken, mention))
        look(rule, taken)
    return list(_joined(tokens, shape, mentions))


@lru_cache(maxsize=4096)
def _rules(letters: frozenset[str]) -> tuple[int, ...]:
    """The rules that can match a shape of these letters; none for most sentences."""
    return tuple(rule for rule, needed in enumerate(NEEDED) if not letters.isdisjoint(needed))


POINTS = frozenset(["date", "figures", "weekday", "day", "month", "year"])


def _joined(
    tokens: Tokens, shape: str, mentions: list[tuple[int, int, DateMention]]
) -> Iterator[DateMention]:
    """Mentions with two ends put together ("from Monday to Wednesday"), and those with "since"."""
    at = 0
    while at < len(mentions):
        first, last, mention = mentions[at]
        before = shape[first - 1] if first else "|"
        if at + 1 < len(mentions) and mention.kind in POINTS:
            next_first, next_last, other = mentions[at + 1]
            gap = shape[last:next_first]
            between = before == "B" or "B" in shape[first:last]
            paired = gap in ("k", "-", "kh") or (gap in ("&", "&h") and between)
            if paired and other.kind in POINTS:
                begin = first - 1 if before in "fB" else first
                night = (
                    mention.night or mention.part == "night" or tokens.words[first - 1] == "night"
                )
                span = tokens.span(begin, next_last)
                yield DateMention(
                    span, "range", first=mention, last=other, night=night, part=mention.part
                )
                at += 2
                continue
        if before == "s" and mention.kind in POINTS | {"unit", "ago"}:
            yield DateMention(tokens.span(first - 1, last), "since", first=mention)
        else:
            yield mention
        at += 1
