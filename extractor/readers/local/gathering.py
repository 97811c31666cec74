"""From what the tagger finds to a reading: words become values that say where they stand."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from extractor.actors.languages import phrase_of
from extractor.actors.resolve import is_a_states_weapon
from extractor.actors.words import DROPPED, SUICIDE
from extractor.codebook.attribution import Attribution, Role
from extractor.codebook.folding import fold
from extractor.lexicon.things import find_weapons
from extractor.models.encoder.tagging import FAINT_SPEAKER, Filler, Found, Tagger
from extractor.numbers.whole import numbers_said
from extractor.readers.local.counts import Counted, by_their_words, of_tellers, with_parts
from extractor.readers.local.fillers import (
    best,
    exclusive,
    language_in,
    pronouns_of,
    without_inner,
)
from extractor.readers.local.meaning import Days, counted_words, said_at, where_of
from extractor.readers.local.weapons import typed_by_weapon
from extractor.reading import (
    Event,
    Party,
    Said,
    Statement,
    StatementKind,
    TollState,
    TollTold,
    When,
)
from extractor.tolls.said import count_said

if TYPE_CHECKING:
    from extractor.analysis import Analysis
    from extractor.text.span import Sentence

__all__ = ["accounts_of", "event_of", "parties_in", "statement_of", "voices_of"]

STATEMENT_KINDS = {
    "allegation": StatementKind.ALLEGATION,
    "denial": StatementKind.DENIAL,
    "claim": StatementKind.RESPONSIBILITY,
    "request": StatementKind.INVESTIGATION,
}
SIDES = ("doer", "target")
LIKELY = 0.15
"""A type this likely is named beside the likeliest."""
BACKGROUND = 0.5
ASKED, ASKED_SURE = ("addressee", "investigator"), 0.7
"""Who is asked for an investigation and who would make it: words less sure are nobody's name as
often as somebody's ("calling for the establishment of a mission")."""
AGAIN, LATER, NEARLY = 0.8, 0.3, 0.1
"""Which events a statement is about: what words that tell an event again count for, what an event
told after the statement counts less, and how much less sure another event may be. Chosen on the
held-back articles of the corpus."""
MUCH_LESS = 0.25
NAMED_BEFORE = 3
"""Sentences between a pronoun and whom it means, at most."""


def event_of(analysis: Analysis, tagger: Tagger, found: Found, key: str, days: Days) -> Event:
    """The event as a reading has it."""
    found = replace(found, roles=exclusive(found.roles))
    kinds = [kind for kind, p in found.kinds if p >= LIKELY] or [found.kinds[0][0]]
    kinds = typed_by_weapon(analysis.article.text, found, kinds)
    parties = [
        *(_doer(analysis, tagger, filler) for filler in _doers(analysis, found)),
        *(Party(Role.TARGET, said_at(analysis, filler)) for filler in _several(found, "target")),
    ]
    day = _best_day(found, days)
    return Event(
        key,
        _sentences(analysis, found.telling),
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
    analysis: Analysis,
    found: Found,
    events: Sequence[tuple[Found, str]],
    voices: Sequence[Filler] = (),
) -> Statement:
    """The statement, with the keys of the events whose words it is about. A speaker who is only
    "it" or "she" there is the last of ``voices`` before."""
    home = _home(analysis, found.words)
    roles = exclusive(found.roles)
    keys = _told_of(analysis, found.words, roles.get("about", ()), events)

    def one(role: str) -> Filler | None:
        fillers = roles.get(role, ())
        if role != "speaker":  # who speaks may have been named before
            fillers = [filler for filler in fillers if _home(analysis, filler) == home]
        if role in ASKED:
            fillers = [filler for filler in fillers if filler.sure >= ASKED_SURE]
        filler = best([one for one in fillers if _names_somebody(analysis, one)], found.words)
        if filler is None and role == "speaker":
            filler = _meant(analysis, best(fillers, found.words), voices)
        return filler

    speaker, addressee = _who_asks(analysis, found, one("speaker"), one("addressee"))

    def said(filler: Filler | None) -> Said | None:
        return said_at(analysis, filler) if filler else None

    return Statement(
        STATEMENT_KINDS[found.kinds[0][0]],
        _sentences(analysis, [found.words]),
        said(speaker),
        said(one("accused")),
        said(addressee),
        said(one("investigator")),
        keys,
    )


def _who_asks(
    analysis: Analysis, found: Found, speaker: Filler | None, addressee: Filler | None
) -> tuple[Filler | None, Filler | None]:
    """Speaker and addressee. A speaker who is as likely the one that is asked ("she said that the
    Council should urge …") is that, where somebody else may speak: nobody asks himself."""
    asked = found.roles.get("addressee", ())
    if speaker is None or not any(map(speaker.overlaps, asked)):
        return speaker, addressee
    home = _home(analysis, found.words)
    others = [one for one in found.roles.get(FAINT_SPEAKER, ()) if _home(analysis, one) == home]
    other = best([one for one in others if _names_somebody(analysis, one)], found.words)
    return (other, speaker) if other else (speaker, addressee)


def _told_of(
    analysis: Analysis, said: Filler, about: Sequence[Filler], events: Sequence[tuple[Found, str]]
) -> tuple[str, ...]:
    """The keys of the events that words of a statement are surest about, in the events' order."""
    worth: dict[str, float] = {}
    home = _home(analysis, said)
    for event, key in events:
        later = LATER * (_home(analysis, event.words) > home)
        for words in about:
            if any(map(words.overlaps, event.telling)):
                share = 1 if words.overlaps(event.words) else AGAIN
                worth[key] = max(worth.get(key, 0.0), words.sure * share - later)
    surest = max(worth.values(), default=0.0)
    return tuple(key for key, sure in worth.items() if sure and sure >= surest - NEARLY)


def accounts_of(analysis: Analysis, found: Found, key: str) -> list[Statement]:
    """Those who tell of the event in a sentence that names who did it: each says who did it."""
    doers = [one for one in _doers(analysis, found) if _names_somebody(analysis, one)]
    statements = []
    tellers = found.roles.get("teller", ())
    for teller in (one for one in tellers if _names_somebody(analysis, one)):
        home = _home(analysis, teller)
        accused = best([one for one in doers if _home(analysis, one) == home], found.words)
        if home < 0 or accused is None or accused.overlaps(teller):
            continue
        statements.append(
            Statement(
                StatementKind.ALLEGATION,
                (home,),
                said_at(analysis, teller),
                said_at(analysis, accused),
                events=(key,),
            )
        )
    return statements


def voices_of(
    analysis: Analysis, statements: Sequence[Found], events: Sequence[Found]
) -> list[Filler]:
    """Those the article names as saying or telling something, in text order."""
    said = [one for found in statements for one in found.roles.get("speaker", ())]
    told = [one for found in events for one in found.roles.get("teller", ())]
    named = [one for one in (*said, *told) if _names_somebody(analysis, one)]
    return sorted(named, key=lambda one: one.start)


def _meant(analysis: Analysis, pronoun: Filler | None, voices: Sequence[Filler]) -> Filler | None:
    """Whom a pronoun means: the last voice before it, a few sentences back at most."""
    if pronoun is None:
        return None
    home = _home(analysis, pronoun)
    before = [one for one in voices if one.end <= pronoun.start]
    near = [one for one in before if home - _home(analysis, one) <= NAMED_BEFORE]
    return near[-1] if near else None


def _names_somebody(analysis: Analysis, filler: Filler) -> bool:
    """Whether there is more in the words than an article, a number or a pronoun ("The", "It")."""
    text = analysis.article.text
    pronouns = pronouns_of(language_in(text))
    words = map(fold, text[filler.start : filler.end].split())
    return any(word not in DROPPED and word not in pronouns for word in words)


def _sentences(analysis: Analysis, fillers: Sequence[Filler]) -> tuple[int, ...]:
    """The sentences the words stand in, the first filler's first."""
    homes = dict.fromkeys(_home(analysis, filler) for filler in fillers)
    return tuple(home for home in homes if home >= 0)


def _home(analysis: Analysis, filler: Filler) -> int:
    """The sentence the words begin in; -1 where they stand in none (in a dateline)."""
    sentences = analysis.article.sentences
    at = bisect_right(sentences, filler.start, key=_begins) - 1
    return sentences[at].index if at >= 0 and filler.start < sentences[at].end else -1


def _begins(sentence: Sentence) -> int:
    return sentence.start


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


def _doers(analysis: Analysis, found: Found) -> list[Filler]:
    """Who did it; a weapon is nobody, but for a state's where nobody else did it ("an Israeli
    drone")."""
    doers = [one for one in _several(found, "doer") if not _is_weapon(analysis, one)]
    if doers:
        return [_with_own_words(analysis, found, one) for one in doers]
    text = analysis.article.text
    weapons = without_inner(found.roles.get("weapon", ()))
    return [one for one in weapons if is_a_states_weapon(text[one.start : one.end])]


def _with_own_words(analysis: Analysis, found: Found, doer: Filler) -> Filler:
    """The doer with the event's own words behind it, where these say who it is: "two female" of
    "two female suicide bombers", which is no role's words but the event's."""
    text, words = analysis.article.text, found.words
    beside = doer.end < words.start and text[doer.end : words.start].isspace()
    if beside and phrase_of(text[words.start : words.end]).has(SUICIDE):
        return replace(doer, end=words.end)
    return doer


def parties_in(analysis: Analysis, events: Sequence[Found]) -> list[str]:
    """The article's words for those who act or suffer in its events, each once."""
    fillers = [one for found in events for role in SIDES for one in found.roles.get(role, ())]
    return list(dict.fromkeys(said_at(analysis, one).text for one in fillers))


def _is_weapon(analysis: Analysis, filler: Filler) -> bool:
    """Whether the words name a weapon and nobody ("an IED", "the drones")."""
    words = analysis.article.text[filler.start : filler.end]
    weapons = find_weapons(words)
    return any(one.end == len(words) and one.start <= len("the ") for one in weapons)


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
    text = analysis.article.text
    marked = {
        state.value: _of_others(without_inner(found.roles.get(state.value, ())), found)
        for state in TollState
    }
    counted = by_their_words(text, language_in(text), marked)
    for state in TollState:
        counts = []
        for filler in with_parts(counted[state.value], partial(_home, analysis)):
            words = counted_words(analysis, filler)
            said = count_said(words)
            if said is None:
                continue
            home = _home(analysis, filler)
            near = [t for t in tellers if _home(analysis, t) == home]
            teller = min(near, key=lambda t: abs(t.start - filler.start), default=None)
            numbered = bool(numbers_said(words)) or bool(said.vague)
            counts.append(Counted(filler, said, home, teller, numbered))
        counts = of_tellers(counts, _home(analysis, found.words))
        tolls += [_toll(analysis, state, one) for one in counts]
    return tolls


def _of_others(marked: Sequence[Filler], found: Found) -> Sequence[Filler]:
    """The counted words but the doer's own, where there are others: suicide bombers die, too, and
    are not those whom they killed."""
    doers = found.roles.get("doer", ())
    others = [one for one in marked if not any(one.overlaps(doer) for doer in doers)]
    return others or marked


def _toll(analysis: Analysis, state: TollState, one: Counted) -> TollTold:
    said = said_at(analysis, one.filler)
    teller = said_at(analysis, one.teller) if one.teller else None
    return TollTold(state, said, one.count.low, one.count.high, one.count.vague or None, teller)
