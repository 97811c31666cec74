"""From what the tagger finds to a reading: words become values that say where they stand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from extractor.codebook.attribution import Attribution, Role
from extractor.mentions.count_tokens import cut, guess_language
from extractor.mentions.numbers_said import numbers_said
from extractor.models.encoder.tagging import Filler, Found, Tagger
from extractor.readers.local.counts import Counted, of_tellers
from extractor.readers.local.fillers import best, exclusive, without_inner
from extractor.readers.local.meaning import Days, count_of, counted_words, where_of
from extractor.reading import (
    Event,
    Match,
    Party,
    Said,
    Statement,
    StatementKind,
    TollState,
    TollTold,
    When,
)

if TYPE_CHECKING:
    from extractor.analysis import Analysis

__all__ = ["event_of", "statement_of"]

STATEMENT_KINDS = {
    "allegation": StatementKind.ALLEGATION,
    "denial": StatementKind.DENIAL,
    "claim": StatementKind.RESPONSIBILITY,
    "request": StatementKind.INVESTIGATION,
}
LIKELY = 0.15
"""A type this likely is named beside the likeliest."""
BACKGROUND = 0.5
MUCH_LESS = 0.25


def event_of(analysis: Analysis, tagger: Tagger, found: Found, key: str, days: Days) -> Event:
    """The event as a reading has it."""
    found = replace(found, roles=exclusive(found.roles))
    told = [found.words, *found.roles.get("same", ())]
    kinds = [kind for kind, p in found.kinds if p >= LIKELY] or [found.kinds[0][0]]
    parties = [
        *(_doer(analysis, tagger, filler) for filler in _several(found, "doer")),
        *(Party(Role.TARGET, said_at(analysis, filler)) for filler in _several(found, "target")),
    ]
    day = _best_day(found, days)
    return Event(
        key,
        _sentences(analysis, told),
        tuple(kinds),
        what=said_at(analysis, found.words),
        when=(_when(analysis, day, days),) if day else (),
        where=where_of(analysis, tagger, found),
        parties=tuple(parties),
        tolls=tuple(_tolls(analysis, found)),
        victims=_words(analysis, found, "victim"),
        weapons=_words(analysis, found, "weapon"),
        hit=_words(analysis, found, "hit"),
        background=found.background >= BACKGROUND,
        type_sure=round(found.kinds[0][1], 3),
    )


def statement_of(
    analysis: Analysis, found: Found, events: Sequence[tuple[Found, str]]
) -> Statement:
    """The statement, with the keys of the events whose words it is about."""
    home = _home(analysis, found.words)
    roles = exclusive(found.roles)
    about = roles.get("about", ())
    keys = [
        key
        for event, key in events
        if any(_touch(one, other) for one in about for other in _telling(event))
    ]

    def one(role: str) -> Said | None:
        fillers = roles.get(role, ())
        if role != "speaker":  # who speaks may have been named before
            fillers = [filler for filler in fillers if _home(analysis, filler) == home]
        filler = best(fillers, found.words)
        return said_at(analysis, filler) if filler else None

    return Statement(
        STATEMENT_KINDS[found.kinds[0][0]],
        _sentences(analysis, [found.words]),
        one("speaker"),
        one("accused"),
        one("addressee"),
        one("investigator"),
        tuple(dict.fromkeys(keys)),
    )


def said_at(analysis: Analysis, filler: Filler) -> Said:
    """The filler's words with their span and how sure the tagger is."""
    span = analysis.article.span(filler.start, filler.end)
    return Said(span.text, span, Match.EXACT, round(filler.sure, 3))


def _telling(found: Found) -> list[Filler]:
    return [found.words, *found.roles.get("same", ())]


def _touch(one: Filler, other: Filler) -> bool:
    return one.start < other.end and other.start < one.end


def _sentences(analysis: Analysis, fillers: Sequence[Filler]) -> tuple[int, ...]:
    """The sentences the words stand in, the first filler's first."""
    homes = []
    for filler in fillers:
        for sentence in analysis.article.sentences:
            if sentence.start <= filler.start < sentence.end:
                homes.append(sentence.index)
    return tuple(dict.fromkeys(homes))


def _several(found: Found, role: str) -> list[Filler]:
    """The fillers of a role, but those much less sure than the surest."""
    fillers = without_inner(found.roles.get(role, ()))
    best_sure = max((one.sure for one in fillers), default=0.0)
    return [one for one in fillers if one.sure >= best_sure - MUCH_LESS]


def _words(analysis: Analysis, found: Found, role: str) -> tuple[Said, ...]:
    given: dict[str, Said] = {}
    for filler in _several(found, role):
        words = said_at(analysis, filler)
        given.setdefault(words.text.casefold(), words)
    return tuple(given.values())


def _doer(analysis: Analysis, tagger: Tagger, filler: Filler) -> Party:
    told = tagger.attributions[filler.detail]
    attribution = Attribution(told) if told else Attribution.REPORTED_AS_FACT
    return Party(Role.PERPETRATOR, said_at(analysis, filler), attribution=attribution)


def _best_day(found: Found, days: Days) -> Filler | None:
    """The best words for the day, of those that the tables know if there are such."""
    fillers = found.roles.get("day", ())
    known = [one for one in fillers if days.get((one.start, one.end))]
    return best(known or fillers, found.words)


def _when(analysis: Analysis, filler: Filler, days: Days) -> When:
    meant = days.get((filler.start, filler.end))
    return When(
        said_at(analysis, filler), meant.first if meant else None, meant.last if meant else None
    )


def _tolls(analysis: Analysis, found: Found) -> list[TollTold]:
    """The counts of people, one a state and teller; parts told side by side are summed."""
    tellers = found.roles.get("teller", ())
    tolls: list[TollTold] = []
    for state in TollState:
        counts = []
        for filler in without_inner(found.roles.get(state.value, ())):
            low, high, vague = count_of(analysis, filler)
            if low is None and high is None and not vague:
                continue
            home = _home(analysis, filler)
            near = [t for t in tellers if _home(analysis, t) == home]
            teller = min(near, key=lambda t: abs(t.start - filler.start), default=None)
            words = counted_words(analysis, filler)
            numbered, many = bool(numbers_said(words)), len(cut(words, guess_language(words)))
            counts.append(Counted(filler, low, high, vague, home, teller, numbered, many))
        counts = of_tellers(counts, _home(analysis, found.words))
        tolls += [_toll(analysis, state, one) for one in counts]
    return tolls


def _toll(analysis: Analysis, state: TollState, one: Counted) -> TollTold:
    said = said_at(analysis, one.filler)
    teller = said_at(analysis, one.teller) if one.teller else None
    return TollTold(state, said, one.low, one.high, one.vague or None, teller)


def _home(analysis: Analysis, filler: Filler) -> int:
    for sentence in analysis.article.sentences:
        if sentence.start <= filler.start < sentence.end:
            return sentence.index
    return -1
