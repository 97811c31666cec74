"""Turns what the tagger finds into the values of a reading, each with its span in the text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import chain
from typing import TYPE_CHECKING

from extractor.actors.languages import phrase_of, read_party
from extractor.actors.resolve import is_a_states_weapon
from extractor.actors.terms import NAME
from extractor.actors.words import MILITARY, STRIKES, SUICIDE
from extractor.codebook.attribution import Attribution, Role
from extractor.models.encoder.tagging import Filler, Found, Tagger
from extractor.numbers.tokens import guess_language
from extractor.numbers.whole import numbers_said
from extractor.readers.local.counts import (
    DEAD,
    Counted,
    by_their_words,
    counted_words,
    is_without,
    of_tellers,
    said_to_have_died,
    signs_between,
    survived,
    with_parts,
)
from extractor.readers.local.days import Days
from extractor.readers.local.deeds import typed_by_deed, typed_by_protest
from extractor.readers.local.denied import DENIED
from extractor.readers.local.fillers import best, exclusive, language_in, without_inner
from extractor.readers.local.meaning import said_at, where_of
from extractor.readers.local.outdated import sum_of
from extractor.readers.local.sentences import home_of, sentences_of
from extractor.readers.local.toll_parts import anew_in, wholes
from extractor.readers.local.weapons import is_weapon, typed_by_weapon
from extractor.reading import (
    Event,
    Party,
    Said,
    TollState,
    TollTold,
    When,
)
from extractor.tolls.said import CountSaid, count_said

if TYPE_CHECKING:
    from extractor.analysis import Analysis

__all__ = ["doers_of", "event_of", "parties_in"]

SIDES = ("doer", "target")
LIKELY = 0.15
"""Types at least this likely are given beside the likeliest one."""
BACKGROUND = 0.5
NOBODY = CountSaid(0, 0)
GUESSED = "en"
"""The language that ``guess_language`` gives for words in no table."""
MUCH_LESS = 0.25


def event_of(
    analysis: Analysis,
    tagger: Tagger,
    found: Found,
    key: str,
    days: Days,
    marked: Sequence[str] = (),
) -> Event:
    """Build the reading's event. ``marked``: all words of the article that are marked as places."""
    found = replace(found, roles=exclusive(_without_forces(analysis, found)))
    kinds = [kind for kind, p in found.kinds if p >= LIKELY] or [found.kind]
    kinds = typed_by_deed(analysis.article.text, found, kinds)
    kinds = typed_by_weapon(analysis.article.text, found, kinds)
    kinds = typed_by_protest(analysis.article.text, kinds)
    parties = [
        *(_doer(analysis, tagger, filler) for filler in doers_of(analysis, found)),
        *(Party(Role.TARGET, said_at(analysis, filler)) for filler in _several(found, "target")),
    ]
    day = _best_day(found, days)
    return Event(
        key,
        sentences_of(analysis, found.telling),
        tuple(kinds),
        what=said_at(analysis, found.words),
        when=(_when(analysis, day, days),) if day else (),
        where=where_of(analysis, tagger, found, marked),
        parties=tuple(parties),
        tolls=tuple(_tolls(analysis, found)),
        victims=_words(analysis, found, "victim"),
        weapons=_words(analysis, found, "weapon"),
        hit=_words(analysis, found, "hit"),
        background=found.background >= BACKGROUND,
        type_sure=round(found.kinds[0][1], 3),
    )


def _without_forces(analysis: Analysis, found: Found) -> dict[str, Sequence[Filler]]:
    """Return the roles without weapons that are a force and are also marked as the perpetrator:
    "der | russischen Luftwaffe". A perpetrator named in a weapon's words ("беспилотников | ВСУ")
    gets at least the weapon's probability."""
    text = analysis.article.text
    armed = found.roles.get("weapon", ())
    doers = [_as_sure_as_his_weapon(text, one, armed) for one in found.roles.get("doer", ())]
    weapons = [
        one
        for one in found.roles.get("weapon", ())
        if not (any(map(one.overlaps, doers)) and _is_force(text[one.start : one.end]))
    ]
    return {**found.roles, "doer": doers, "weapon": weapons}


def _as_sure_as_his_weapon(text: str, doer: Filler, weapons: Sequence[Filler]) -> Filler:
    its = [one.sure for one in weapons if doer.within(one) and not one.within(doer)]
    pieces = read_party(text[doer.start : doer.end]).pieces if its else ()
    named = any(piece.term and piece.term.sort == NAME for piece in pieces)
    return replace(doer, sure=max(doer.sure, *its)) if named else doer


def _is_force(words: str) -> bool:
    phrase = phrase_of(words)
    return phrase.has(MILITARY) and not phrase.has(STRIKES)


def _several(found: Found, role: str) -> list[Filler]:
    """Return the fillers of a role, without those much less sure than the surest."""
    fillers = without_inner(found.roles.get(role, ()))
    best_sure = max((one.sure for one in fillers), default=0.0)
    return [one for one in fillers if one.sure >= best_sure - MUCH_LESS]


def _likely_doers(found: Found) -> list[Filler]:
    """Return the perpetrators that are nearly as sure as the surest or have an attribution."""
    kept = _several(found, "doer")
    fillers = without_inner(found.roles.get("doer", ()))
    return [one for one in fillers if one in kept or one.detail]


def _words(analysis: Analysis, found: Found, role: str) -> tuple[Said, ...]:
    given: dict[str, Said] = {}
    for filler in _several(found, role):
        words = said_at(analysis, filler)
        given.setdefault(words.text.casefold(), words)
    return tuple(given.values())


def doers_of(analysis: Analysis, found: Found) -> list[Filler]:
    """Return the words for the event's perpetrators.

    A weapon is no perpetrator, nor is the trigger. The exception are those that name a state ("an
    Israeli drone", "Russian shelling", "raid aérien américain"): they are returned if no other
    perpetrator is marked, or only such of another nation or in another sentence.
    """
    text = analysis.article.text
    doers = [one for one in _likely_doers(found) if not _is_weapon(analysis, one)]
    weapons = without_inner(found.roles.get("weapon", ()))
    struck = [*weapons, *found.telling]
    struck += [joint for one in weapons if (joint := _with_telling(text, found, one))]
    states = [one for one in struck if is_a_states_weapon(text[one.start : one.end])][:1]
    acting = [one for one in doers if not any(_others(analysis, one, its) for its in states)]
    return [_with_own_words(analysis, found, one) for one in acting] or states


def _others(analysis: Analysis, doer: Filler, weapon: Filler) -> bool:
    """Whether a perpetrator is of another nation than the weapon, or named in another sentence."""
    text = analysis.article.text
    nation, its = (phrase_of(text[one.start : one.end]).nation for one in (doer, weapon))
    return (nation is not None and nation != its) or (
        home_of(analysis, doer) != home_of(analysis, weapon)
    )


def _with_own_words(analysis: Analysis, found: Found, doer: Filler) -> Filler:
    """Add the trigger beside a perpetrator's words if that says who it is: "two female" becomes
    "two female suicide bombers", "Israeli" becomes "Israeli air strike". Likewise for a weapon's
    words: "frappe de drone turque"."""
    text = analysis.article.text
    joint = _with_telling(text, found, doer)
    if joint and joint.start == doer.start and phrase_of(text[doer.end : joint.end]).has(SUICIDE):
        return joint
    if phrase_of(text[doer.start : doer.end]).only_nation is None:
        return doer
    weapons = (one for one in found.roles.get("weapon", ()) if one.overlaps(doer))
    wider = [joint] if joint else []
    wider += [replace(one, sure=doer.sure, detail=doer.detail) for one in weapons]
    return next((o for o in wider if is_a_states_weapon(text[o.start : o.end])), doer)


def _with_telling(text: str, found: Found, one: Filler) -> Filler | None:
    """Return the words joined with the trigger if just a blank stands between; else ``None``."""
    for words in found.telling:
        if one.end < words.start and text[one.end : words.start].isspace():
            return replace(one, end=words.end)
        if words.end < one.start and text[words.end : one.start].isspace():
            return replace(one, start=words.start)
    return None


def parties_in(analysis: Analysis, events: Sequence[Found]) -> list[str]:
    """Return the article's words for the perpetrators and targets of its events, each once."""
    fillers = [one for found in events for role in SIDES for one in found.roles.get(role, ())]
    return list(dict.fromkeys(said_at(analysis, one).text for one in fillers))


def _is_weapon(analysis: Analysis, filler: Filler) -> bool:
    """Whether the words name a weapon and no party ("an IED", "the drones")."""
    text = analysis.article.text
    return is_weapon(text[filler.start : filler.end], language_in(text))


def _doer(analysis: Analysis, tagger: Tagger, filler: Filler) -> Party:
    label = tagger.attributions[filler.detail]
    attribution = Attribution(label) if label else Attribution.REPORTED_AS_FACT
    return Party(Role.PERPETRATOR, said_at(analysis, filler), attribution=attribution)


def _best_day(found: Found, days: Days) -> Filler | None:
    """Return the best words for the day, preferring those that could be resolved to a date."""
    fillers = found.roles.get("day", ())
    dated = [one for one in fillers if days.get((one.start, one.end))]
    return best(dated or fillers, found.words)


def _when(analysis: Analysis, filler: Filler, days: Days) -> When:
    day_range = days.get((filler.start, filler.end))
    return When(
        said_at(analysis, filler),
        day_range.first if day_range else None,
        day_range.last if day_range else None,
    )


def _tolls(analysis: Analysis, found: Found) -> list[TollTold]:
    """Return the counts of people, one for each state ("killed") and source ("teller").

    Parts side by side ("two policemen and a trader") are summed.
    """
    tellers = found.roles.get("teller", ())
    text = analysis.article.text
    language = language_in(text)
    tolls: list[TollTold] = []
    marked = {
        state.value: _of_others(without_inner(found.roles.get(state.value, ())), found)
        for state in TollState
    }
    counted = by_their_words(text, language, marked)
    counted[DEAD] = said_to_have_died(analysis, counted[DEAD], found.telling)
    anew = anew_in(analysis, found)

    def of_one(filler: Filler) -> tuple[int, Filler | None]:
        return home_of(analysis, filler), _teller_of(analysis, filler, tellers)

    for state in TollState:
        counts = []
        new_toll = anew.get(state.value)
        whole = wholes(text, counted[state.value], language)
        joined = [new_toll.number] if new_toll else with_parts(text, whole, of_one)
        for filler in chain.from_iterable(
            _with_a_number(analysis, one, counted[state.value]) for one in joined
        ):
            if state is TollState.KILLED and survived(analysis, filler):
                continue
            words = counted_words(analysis, filler)
            nobody = is_without(analysis, filler)
            parts = sum_of(text, [one for one in whole if one.within(filler)], language)
            said = NOBODY if nobody else parts or count_said(words, _counted_in(words, language))
            if said is None:
                continue
            home = home_of(analysis, filler)
            teller = _teller_of(analysis, filler, tellers)
            numbered = nobody or bool(numbers_said(words)) or bool(said.vague)
            apart = signs_between(text, filler, found.telling)
            counts.append(Counted(filler, said, home, teller, numbered, apart))
        counts = of_tellers(counts, home_of(analysis, found.words))
        tolls += [_toll(analysis, found, state, one) for one in counts]
    return tolls


def _teller_of(analysis: Analysis, one: Filler, tellers: Sequence[Filler]) -> Filler | None:
    """Return the nearest teller in a count's sentence, if any."""
    home = home_of(analysis, one)
    near = [teller for teller in tellers if home_of(analysis, teller) == home]
    return min(near, key=lambda teller: abs(teller.start - one.start), default=None)


def _with_a_number(analysis: Analysis, one: Filler, marked: Sequence[Filler]) -> list[Filler]:
    """Return the joined count, or its parts if it cannot be read as a number: "экипаж ДПС, | двое
    полицейских"."""
    parts = [part for part in marked if part.within(one) and part != one]
    if len(parts) < 2:
        return [one]
    words = counted_words(analysis, one)
    language = language_in(analysis.article.text)
    said = count_said(words, _counted_in(words, language))
    numbered = said and (said.low is not None or said.vague)
    return [one] if numbered else parts


def _counted_in(words: str, language: str) -> str | None:
    """Return the language to read a count in: the article's, or ``None`` if the words themselves
    show theirs."""
    return language if guess_language(words) == GUESSED else None


def _of_others(marked: Sequence[Filler], found: Found) -> Sequence[Filler]:
    """Drop counts that are the perpetrator's words, if others are left: suicide bombers die, too,
    but are not among those they killed."""
    doers = found.roles.get("doer", ())
    others = [one for one in marked if not any(one.overlaps(doer) for doer in doers)]
    return others or marked


def _toll(analysis: Analysis, found: Found, state: TollState, one: Counted) -> TollTold:
    """Return the count as reported. A count that somebody denies gets 0 as its lower bound."""
    said = said_at(analysis, one.filler)
    if any(one.filler.overlaps(denied) for denied in found.roles.get(DENIED, ())):
        return TollTold(state, said, 0, one.count.high or one.count.low)
    teller = said_at(analysis, one.teller) if one.teller else None
    return TollTold(state, said, one.count.low, one.count.high, one.count.vague or None, teller)
