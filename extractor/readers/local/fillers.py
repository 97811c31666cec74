"""Chooses among the fillers (words that the tagger marks for a role) of one event."""

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
    "HARM",
    "LIKELY",
    "STATES",
    "best",
    "exclusive",
    "handed_on",
    "harms",
    "in_a_row",
    "is_faint",
    "is_telling",
    "joins",
    "language_in",
    "pronouns_of",
    "reach_of",
    "shared_out",
    "surest",
    "told_together",
    "with_appositions",
    "without_inner",
    "without_joint",
    "worth",
]

NEARER, A_SENTENCE = 0.1, 200
"""A count ``A_SENTENCE`` characters from an event's trigger is worth less by ``NEARER`` than one
beside it."""
LIKELY, CLEAR, TYPED = 0.45, 0.75, 0.5
"""Least probability of a likely trigger, of a clear one, and of the type of one that is less than
clear. The last two were chosen on the held-back articles (docs/decisions/0012)."""
HARM = ("killed", "injured")
COUNTED = 0.8
"""Least probability of a number of dead or wounded that speaks for an event."""
FAR = 2000
"""Distance from the trigger, in characters, beyond which fillers lose no more worth."""


def best(fillers: Sequence[Filler], words: Filler) -> Filler | None:
    """Return the surest filler; of nearly equal ones, that nearest to the trigger ``words``."""
    return max(fillers, key=lambda one: worth(one, words), default=None)


def worth(one: Filler, words: Filler) -> float:
    """Return a filler's worth: its probability, less up to 0.3 for the distance to the trigger."""
    away = min(abs(one.start - words.start), FAR) / FAR
    return one.sure - 0.3 * away


def without_inner(fillers: Sequence[Filler]) -> list[Filler]:
    """Return the fillers in the given order, without those inside a longer one."""
    return [
        one
        for one in fillers
        if not any(other is not one and one.within(other) for other in fillers)
    ]


ANY_NAME = "Xx"
"""Stands for any name behind a word for a kind of place ("Street Xx")."""
COMMAS = ",،、，"
LONGEST_APART = 2
"""Characters between two names of one party at most: a comma and a space."""
LONGEST_LINK = 20
"""Characters between two names of a row at most."""


def in_a_row(text: str, fillers: Sequence[Filler], one: Filler) -> list[Filler]:
    """Return the fillers listed in a row with ``one``: "in Kisumu, Nakuru and Nyeri".

    A row ends with an "and" before its last name: commas alone may separate a village from its
    district. Returns ``one`` alone if there is no row, or if it is a pair behind "between", as what
    is between two towns is one place.
    """
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
    """Whether the row is a pair behind "between": "between Boni and Torodi"."""
    before = text[max(0, row[0].start - LONGEST_LINK) : row[0].start].split()
    return len(row) == 2 and bool(before) and fold(before[-1]) in joins("between")


def with_appositions(text: str, fillers: Sequence[Filler]) -> list[Filler]:
    """Join two fillers with a comma between them that name one party: "its director, | Anna
    Brandt". Those of a list stay apart. Returns all in text order."""
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
    """Drop words at the filler's end that only link to what follows ("forces of"), by the text's
    language."""
    joints = _joints(language_in(text))
    kept = text[filler.start : filler.end]
    while " " in kept and fold(kept.rsplit(maxsplit=1)[-1]) in joints:
        kept = kept.rsplit(maxsplit=1)[0]
    return replace(filler, end=filler.start + len(kept))


language_in = recent(2)(guess_language)
"""Returns the language of a text, guessed by its words; cached for the two last texts."""


@cache
def pronouns_of(language: str) -> frozenset[str]:
    """Return a language's pronouns, folded: "it", "she", "who"."""
    return frozenset(map(fold, languages.words_of("nobody", "pronoun", language)))


@cache
def _joints(language: str) -> frozenset[str]:
    """Return "of", "in", "and" and the like, but no single letters: these may be initials."""
    found = {word for kind in ("of", "and") for word in languages.words_of("joins", kind, language)}
    return frozenset(word for word in map(fold, found) if len(word) > 1)


@cache
def joins(kind: str, language: str | None = None) -> frozenset[str]:
    """Return the words of a kind ("and", "between") of the table ``joins``, folded; of all
    languages if none is given."""
    return frozenset(map(fold, languages.words_of("joins", kind, language))) - {""}


STATES = ("killed", "injured", "abducted", "arrested", "missing", "displaced")
ONE_OF = (STATES, ("doer", "target"), ("doer", "weapon"), ("place", "in"), ("place", "victim"))
"""Groups of roles of which the same words may fill only one."""


def exclusive(roles: Mapping[str, Sequence[Filler]]) -> dict[str, list[Filler]]:
    """Return the fillers of each role without those whose words fill a rival role more surely."""
    kept = {role: list(fillers) for role, fillers in roles.items()}
    for rivals in ONE_OF:
        for role in rivals:
            others = [one for rival in rivals if rival != role for one in roles.get(rival, ())]
            if role in kept:
                kept[role] = _unbeaten(kept[role], others)
    return kept


def shared_out(found: Sequence[Found]) -> list[Found]:
    """Leave each count of people with the one event that claims it most surely.

    If one of two rival events was asked for, nearness to their triggers counts as well.
    """
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
    """Return the start of the first filler and the end of the last; ``(0, 0)`` without any."""
    end = max((one.end for one in fillers), default=0)
    return min((one.start for one in fillers), default=0), end


def _unclaimed(counts: Sequence[Filler], event: Found, other: Found) -> list[Filler]:
    """Return the counts of ``event`` that ``other`` does not claim more surely."""
    rivals = _counts(other)
    if event.asked or other.asked:
        rivals = [replace(one, sure=_claim(other, one)) for one in rivals]
        claims = [replace(one, sure=_claim(event, one)) for one in counts]
    else:
        claims = list(counts)
    kept = _unbeaten(claims, rivals)
    return [one for one, claim in zip(counts, claims, strict=True) if claim in kept]


def is_faint(found: Found) -> bool:
    """Whether an event is dropped if nothing else speaks for it: its trigger is not likely, or it
    is less than clear and neither its type is likely nor a number of dead or wounded sure."""
    return found.words.sure < LIKELY or not (found.words.sure >= CLEAR or is_telling(found))


def is_telling(found: Found) -> bool:
    """Whether an event's type is likely, or a number of dead or wounded sure."""
    return found.kinds[0][1] >= TYPED or harms(found)


def harms(found: Found) -> bool:
    """Whether the tagger is sure of a number of dead or wounded."""
    return surest(found, *HARM) >= COUNTED


def surest(found: Found, *roles: str) -> float:
    """Return the highest probability of a filler of these roles; 0 if there is none."""
    return max((one.sure for role in roles for one in found.roles.get(role, ())), default=0.0)


def _claim(event: Found, one: Filler) -> float:
    if is_faint(event) and not event.asked:
        return one.sure - NEARER  # a faint event may be dropped: counts as far away
    away = min(abs(one.start - words.start) for words in event.telling)
    return one.sure - NEARER * min(away, A_SENTENCE) / A_SENTENCE


def handed_on(found: Sequence[Found], home: Callable[[Filler], int]) -> list[Found]:
    """Copy counts of faint tellings of an event to the others that lack them.

    ``home`` gives a filler's sentence. Both tellings must be of one sentence. Without this, the
    counts would be lost when the faint telling is dropped.
    """
    events = list(found)
    for one in filter(is_faint, found):
        for at, other in enumerate(events):
            if is_faint(other) or home(one.words) != home(other.words):
                continue
            if told_together(one, other):
                missing = {
                    s: one.roles[s] for s in STATES if one.roles.get(s) and not other.roles.get(s)
                }
                events[at] = replace(other, roles={**other.roles, **missing})
    return events


def told_together(one: Found, other: Found) -> bool:
    """Whether the tagger's own marks show that two tellings are of one event: it marks the trigger
    of one as a further trigger of the other, or both have the same type and the same words as
    perpetrator, place and day."""
    if other.is_told_in([one.words]) or one.is_told_in([other.words]):
        return True
    return one.kind == other.kind and all(
        _same_best(one, other, role) for role in ("doer", "place", "day")
    )


def _same_best(one: Found, other: Found, role: str) -> bool:
    mine, its = best(one.roles.get(role, ()), one.words), best(other.roles.get(role, ()), one.words)
    return bool(mine and its and mine.overlaps(its))


def _unbeaten(fillers: Sequence[Filler], rivals: Sequence[Filler]) -> list[Filler]:
    """Return the fillers whose words no rival filler has more surely."""
    return [
        one
        for one in fillers
        if not any(rival.sure > one.sure and _same_words(rival, one) for rival in rivals)
    ]


def _same_words(one: Filler, other: Filler) -> bool:
    """Whether two fillers share more than half of the shorter one. Less may be just a character too
    many in one of them ("北基伍省马" beside "马西西")."""
    common = min(one.end, other.end) - max(one.start, other.start)
    return common * 2 > min(one.end - one.start, other.end - other.start)
