"""Choosing among the words that may fill a role of one event."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import cache

from extractor import languages
from extractor.codebook.folding import fold
from extractor.models.encoder.tagging import Filler, Found
from extractor.numbers.tokens import guess_language
from extractor.text.recent import recent

__all__ = [
    "ANY_NAME",
    "LIKELY",
    "STATES",
    "best",
    "exclusive",
    "handed_on",
    "in_a_row",
    "joins",
    "language_in",
    "pronouns_of",
    "reach_of",
    "shared_out",
    "told_together",
    "with_appositions",
    "without_inner",
    "without_joint",
    "worth",
]

NEARER, A_SENTENCE = 0.1, 200
"""How much surer a count beside an event's words is its own than one so many characters away."""
LIKELY = 0.45
"""Words less likely an event's at first sight stand only where rules find the event, too."""
FAR = 2000
"""Characters from the event's words at which nearness counts no more."""


def best(fillers: Sequence[Filler], words: Filler) -> Filler | None:
    """The surest filler; of nearly equal ones that nearest to the event's words."""
    return max(fillers, key=lambda one: worth(one, words), default=None)


def worth(one: Filler, words: Filler) -> float:
    """How good a filler is: its sureness, less where it is far from the event's words."""
    away = min(abs(one.start - words.start), FAR) / FAR
    return one.sure - 0.3 * away


def without_inner(fillers: Sequence[Filler]) -> list[Filler]:
    """The fillers in text order, without those inside a longer one."""
    return [
        one
        for one in fillers
        if not any(other is not one and one.within(other) for other in fillers)
    ]


ANY_NAME = "Xx"
"""Stands for a name behind a word for a kind of place."""
COMMAS = ",،、，"
LONGEST_APART = 2
"""Characters between two names of one party at most: a comma and a space."""
LONGEST_LINK = 20
"""Characters between two of a row at most."""


def in_a_row(text: str, fillers: Sequence[Filler], one: Filler) -> list[Filler]:
    """The fillers named in a row with one of them, which ends with an "and" before the last; else
    this one alone, as a comma by itself may part a village from its district, and what is between
    two towns is in one place."""
    row: list[Filler] = []
    for other in sorted(fillers, key=lambda filler: filler.start):
        between = text[row[-1].end : other.start] if row else ""
        words = fold(between.strip().lstrip(COMMAS).strip())
        ends = words in joins("and")
        listed = ends or (not words and between.strip())
        row = [*row, other] if row and listed and len(between) <= LONGEST_LINK else [other]
        if ends and one in row and len(row) > 1:
            return [one] if _is_between(text, row) else row
    return [one]


def _is_between(text: str, row: Sequence[Filler]) -> bool:
    """Whether a pair is introduced by "between": "between Boni and Torodi"."""
    before = text[max(0, row[0].start - LONGEST_LINK) : row[0].start].split()
    return len(row) == 2 and bool(before) and fold(before[-1]) in joins("between")


def with_appositions(text: str, fillers: Sequence[Filler]) -> list[Filler]:
    """The fillers in text order, two parted by a comma that name one party as one: "its director, |
    Anna Brandt". Those of a list stay apart."""
    joined: list[Filler] = []
    for one in sorted(fillers, key=lambda filler: filler.start):
        if joined and _names_it_too(text, fillers, joined[-1], one):
            last = joined.pop()
            one = replace(last, end=one.end, sure=max(last.sure, one.sure))
        joined.append(one)
    return joined


def _names_it_too(text: str, fillers: Sequence[Filler], one: Filler, other: Filler) -> bool:
    between = text[one.end : other.start]
    if other.start < one.end or len(between) > LONGEST_APART or "\n" in between:
        return False
    listed = any(len(in_a_row(text, fillers, each)) > 1 for each in fillers if each.end == one.end)
    return between.strip() in tuple(COMMAS) and not listed


def without_joint(text: str, filler: Filler) -> Filler:
    """The filler without words at its end that, in the text's language, only join it to what
    follows ("forces of")."""
    joints = _joints(language_in(text))
    kept = text[filler.start : filler.end]
    while " " in kept and fold(kept.rsplit(maxsplit=1)[-1]) in joints:
        kept = kept.rsplit(maxsplit=1)[0]
    return replace(filler, end=filler.start + len(kept))


language_in = recent(2)(guess_language)
"""The language of a text, by its words; of the same text it is asked again and again."""


@cache
def pronouns_of(language: str) -> frozenset[str]:
    """Words that only stand for somebody: "it", "she", "who"."""
    return frozenset(map(fold, languages.words_of("nobody", "pronoun", language)))


@cache
def _joints(language: str) -> frozenset[str]:
    """ "of", "in", "and" and the like; a single letter may be somebody's name."""
    found = {word for kind in ("of", "and") for word in languages.words_of("joins", kind, language)}
    return frozenset(word for word in map(fold, found) if len(word) > 1)


@cache
def joins(kind: str, language: str | None = None) -> frozenset[str]:
    """The words of a kind of the table ``joins`` ("and", "between"), in one language or in all."""
    return frozenset(map(fold, languages.words_of("joins", kind, language))) - {""}


STATES = ("killed", "injured", "abducted", "arrested", "missing", "displaced")
ONE_OF = (STATES, ("doer", "target"), ("doer", "weapon"), ("place", "in"))
"""Roles of which the same words fill one only."""


def exclusive(roles: Mapping[str, Sequence[Filler]]) -> dict[str, list[Filler]]:
    """The fillers of each role without those whose words fill a rival role more surely."""
    kept = {role: list(fillers) for role, fillers in roles.items()}
    for rivals in ONE_OF:
        for role in rivals:
            others = [one for rival in rivals if rival != role for one in roles.get(rival, ())]
            if role in kept:
                kept[role] = _unbeaten(kept[role], others)
    return kept


def shared_out(found: Sequence[Found]) -> list[Found]:
    """The events, each count of people with the one event and state that it surest belongs to;
    beside an event that was asked for, with the one that it is nearer to, if nearly as sure."""
    reaches = [(event, *reach_of(_counts(event))) for event in found]
    events = []
    for event, start, end in reaches:
        rivals = [
            other
            for other, begin, stop in reaches
            if begin < end and start < stop and other is not event
        ]
        left = {}
        for state in STATES:
            counts = event.roles.get(state, ())
            for other in rivals:
                counts = _unclaimed(counts, event, other)
            left[state] = list(counts)
        events.append(replace(event, roles={**event.roles, **left}))
    return events


def _counts(event: Found) -> list[Filler]:
    return [one for state in STATES for one in event.roles.get(state, ())]


def reach_of(fillers: Sequence[Filler]) -> tuple[int, int]:
    """Where the first of the fillers begins and the last ends; ``(0, 0)`` without any."""
    end = max((one.end for one in fillers), default=0)
    return min((one.start for one in fillers), default=0), end


def _unclaimed(counts: Sequence[Filler], event: Found, other: Found) -> list[Filler]:
    """The counts of ``event`` to which ``other`` has no better claim."""
    rivals = _counts(other)
    if event.asked or other.asked:
        rivals = [replace(one, sure=_claim(other, one)) for one in rivals]
        claims = [replace(one, sure=_claim(event, one)) for one in counts]
    else:
        claims = list(counts)
    kept = _unbeaten(claims, rivals)
    return [one for one, claim in zip(counts, claims, strict=True) if claim in kept]


def _claim(event: Found, one: Filler) -> float:
    if event.words.sure < LIKELY and not event.asked:
        return one.sure - NEARER  # of an event that may not stand, as if it were far
    away = min(abs(one.start - words.start) for words in event.telling)
    return one.sure - NEARER * min(away, A_SENTENCE) / A_SENTENCE


def handed_on(found: Sequence[Found], sure: float, home: Callable[[Filler], int]) -> list[Found]:
    """The events, those ``sure`` with the counts of less sure tellings of the same event in the
    same sentence (``home``), where they have none of that state: these are lost with a telling
    that does not stand."""
    events = list(found)
    for one in found:
        if one.words.sure >= sure:
            continue
        for at, other in enumerate(events):
            if other.words.sure < sure or home(one.words) != home(other.words):
                continue
            if told_together(one, other):
                missing = {
                    s: one.roles[s] for s in STATES if one.roles.get(s) and not other.roles.get(s)
                }
                events[at] = replace(other, roles={**other.roles, **missing})
    return events


def told_together(one: Found, other: Found) -> bool:
    """Whether two tellings are of one event by the tagger's own marks: the words of one are other
    words of the other, or both have their doer, place and day in the same words."""
    if other.is_told_in([one.words]) or one.is_told_in([other.words]):
        return True
    return one.kind == other.kind and all(
        _same_best(one, other, role) for role in ("doer", "place", "day")
    )


def _same_best(one: Found, other: Found, role: str) -> bool:
    mine, its = best(one.roles.get(role, ()), one.words), best(other.roles.get(role, ()), one.words)
    return bool(mine and its and mine.overlaps(its))


def _unbeaten(fillers: Sequence[Filler], rivals: Sequence[Filler]) -> list[Filler]:
    """The fillers whose words none of the rivals claims more surely."""
    return [
        one
        for one in fillers
        if not any(rival.sure > one.sure and _same_words(rival, one) for rival in rivals)
    ]


def _same_words(one: Filler, other: Filler) -> bool:
    """Whether two fillers have the same words: more in common than a letter too many of the one
    ("北基伍省马" beside "马西西")."""
    common = min(one.end, other.end) - max(one.start, other.start)
    return common * 2 > min(one.end - one.start, other.end - other.start)
