"""An article as context for its places: all its toponyms are weighed together, so that each helps
to choose among the namesakes of the others."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

from extractor.gazetteer import store
from extractor.gazetteer.folding import fold
from extractor.places import find_words as words
from extractor.places import signs
from extractor.places.nationalities import country_cues, country_words, nation

if TYPE_CHECKING:
    from typing_extensions import TypeAlias  # noqa: UP035

    from extractor.places.find import PlaceMention
    from extractor.text.span import Span

Ranked: TypeAlias = "list[tuple[store.Entry, float]]"
"""Places a name may mean with their probability, likeliest first."""
ROUNDS = 3  # in which all names are weighed by one another; more rounds change nothing
SMALL = 150_000  # people


@dataclass
class PlaceContext:
    """What an article says about its setting, computed once for all its mentions."""

    text: str = ""
    countries: dict[str, float] = field(default_factory=dict)  # code → weight, summing to 1
    named: frozenset[str] = frozenset()  # countries there is some other sign of
    cues: dict[str, float] = field(default_factory=dict)
    regions: dict[int, float] = field(default_factory=dict)  # admin1 or admin2 id → mentions
    support: dict[signs.Cell, float] = field(default_factory=dict)  # votes in and beside a cell
    votes: dict[str, tuple[store.Entry, float]] = field(default_factory=dict)  # by name
    contents: dict[int, list[str]] = field(default_factory=dict)  # container's start → names in it
    holders: frozenset[int] = frozenset()  # starts of toponyms that others are said to lie in
    dateline: store.Entry | None = None
    chosen: dict[str, store.Entry] = field(default_factory=dict)  # folded name → its one sense
    mentions: tuple[PlaceMention, ...] = ()
    ranked: dict[tuple[object, ...], Ranked] | None = None  # once all are weighed

    @classmethod
    def of(
        cls,
        text: str,
        mentions: list[PlaceMention] | tuple[PlaceMention, ...],
        dateline_span: Span | None = None,
    ) -> PlaceContext:
        """The context of an article's text, all its mentions and its dateline's place."""
        context = cls(text=text, mentions=tuple(mentions))
        weigh_together(context, dateline_span)
        return context


def _filed_from_a_town(
    mention: PlaceMention, best: dict[str, tuple[store.Entry, float, int]], context: PlaceContext
) -> None:
    """Chooses the city where a province and a city have the dateline's name, since reports are
    filed from towns."""
    name = sense_key(mention, context)
    if name not in best or best[name][0].kind not in (store.ADMIN1, store.ADMIN2):
        return
    towns = [entry for entry in candidates(mention) if entry.kind == store.TOWN]
    largest = max(towns, key=lambda entry: entry.population, default=None)
    if largest and largest.population >= SMALL:
        best[name] = (largest, best[name][1], best[name][2])


def lies_in_known(mention: PlaceMention, entry: store.Entry, context: PlaceContext) -> bool:
    """Whether the mention names a larger place around it, in the same country as the entry."""
    if not mention.within:
        return False
    holder = next((m for m in context.mentions if m.span.overlaps(mention.within)), None)
    around = rank(holder, context, settled=False) if holder and holder is not mention else []
    return bool(around) and around[0][0].country == entry.country


def weigh_together(context: PlaceContext, dateline: Span | None) -> None:
    """Chooses an entry for each name of an article: first each name by itself, then twice by one
    another."""
    context.holders = frozenset(m.within.start for m in context.mentions if m.within)
    hints = country_cues(context.text)
    total = sum(hints.values()) + 1
    context.cues = {code: n / total * math.log1p(n) for code, n in hints.items()}
    by_name: dict[str, list[PlaceMention]] = {}
    for mention in context.mentions:
        by_name.setdefault(sense_key(mention, context), []).append(mention)
    counts = _countries_named(context, by_name)
    context.countries = dict(counts)
    for mention in context.mentions:
        if mention.within:
            inner = context.contents.setdefault(mention.within.start, [])
            inner.append(sense_key(mention, context))
    filed = [m for m in context.mentions if dateline and m.span.overlaps(dateline)]
    best: _Best = {}
    for _ in range(ROUNDS):
        best = _likeliest(context, by_name)
        if filed:
            _filed_from_a_town(filed[-1], best, context)
            chosen = best.get(sense_key(filed[-1], context))
            context.dateline = chosen[0] if chosen else None
        _support(context, best, counts)
    context.ranked = {}
    sure_of = {
        entry.country
        for name, (entry, _, _) in best.items()
        if entry.kind == store.ADMIN1
        or entry.population >= SMALL
        or lies_in_known(by_name[name][0], entry, context)
    }
    context.named = frozenset(sure_of | counts.keys())
    context.chosen = {name: entry for name, (entry, _, _) in best.items()}


_Best = dict[str, tuple[store.Entry, float, int]]
"""For the key of a name: the likeliest entry, its probability, and the number of mentions."""


def _countries_named(
    context: PlaceContext, by_name: dict[str, list[PlaceMention]]
) -> dict[str, float]:
    """Adds to each country the weight of nationality words and of mentions of its name."""
    counts: dict[str, float] = {}
    for code, number in country_words(context.text).items():
        counts[code] = counts.get(code, 0) + math.log1p(number)
    for mentions in by_name.values():
        for entry in candidates(mentions[0]):
            if entry.kind == store.COUNTRY:
                counts[entry.country] = counts.get(entry.country, 0) + math.log1p(len(mentions))
    return counts


def _likeliest(context: PlaceContext, by_name: dict[str, list[PlaceMention]]) -> _Best:
    """Returns the likeliest entry of each name in the present context."""
    best: _Best = {}
    for name, mentions in by_name.items():
        spokesman = next((m for m in mentions if m.within), mentions[0])
        ranked = rank(spokesman, context, settled=False)
        if ranked:
            best[name] = (ranked[0][0], ranked[0][1], len(mentions))
    return best


def _support(context: PlaceContext, best: _Best, counts: dict[str, float]) -> None:
    """Adds the support that the likeliest entries give to their countries, regions and cells."""
    context.support, context.regions, context.votes, tally = {}, {}, {}, dict(counts)
    for name, (entry, sure, number) in best.items():
        weight = sure * (1 + 0.3 * math.log(number))
        if entry.kind == store.COUNTRY:
            continue
        context.votes[name] = (entry, weight)
        if entry.country:
            tally[entry.country] = tally.get(entry.country, 0) + weight
        region = signs.region_of(entry)
        if region:
            context.regions[region] = context.regions.get(region, 0) + weight
        if entry.kind in (store.TOWN, store.ADMIN2):
            for cell in signs.cells(entry):
                for beside in signs.around(cell):
                    context.support[beside] = context.support.get(beside, 0) + weight
    context.countries = tally


def sense_key(mention: PlaceMention, context: PlaceContext) -> str:
    """Returns a key that is equal for mentions of one place: "Idlib" may mean the town, "Idlib
    Province" not."""
    key = fold(mention.span.text)
    if (mention.admin_word or "") in words.REGION_WORDS:
        return key + "|region"
    return key + "|holds" if mention.span.start in context.holders else key


def rank(mention: PlaceMention, context: PlaceContext, settled: bool = True) -> Ranked:
    """Returns the candidates with their probability, likeliest first; on a tie by lower id."""
    found = candidates(mention)
    if not found:
        return []
    if len(found) == 1:  # nothing to weigh
        return [(found[0], 1.0)]
    if context.ranked is None:
        return _weighed(mention, found, context, settled)
    start = mention.span.start
    place = start if start in context.holders else -1  # places that lie in this one count for it
    key = (mention.span.text, mention.admin_word, mention.within, place, settled)
    if key not in context.ranked:
        context.ranked[key] = _weighed(mention, found, context, settled)
    return context.ranked[key]


def _weighed(
    mention: PlaceMention, found: tuple[store.Entry, ...], context: PlaceContext, settled: bool
) -> Ranked:
    containers = _containers(mention, context)
    key = sense_key(mention, context)
    chosen = context.chosen.get(key) if settled and not containers else None
    alone = _weighed_alone(mention.span.text.strip(), mention.admin_word)
    points = signs.scores(alone, mention, context, containers, context.votes.get(key))
    if chosen is not None:
        points = [p + 20.0 * (chosen.id == e.id) for p, e in zip(points, found, strict=True)]
    scored = sorted(zip(points, [-e.id for e in found], found, strict=True), reverse=True)
    top = scored[0][0]
    odds = [math.exp(max(-50.0, score - top)) for score, _, _ in scored]
    total = sum(odds)
    return [(entry, odd / total) for odd, (_, _, entry) in zip(odds, scored, strict=True)]


def _containers(mention: PlaceMention, context: PlaceContext) -> tuple[store.Entry, ...]:
    """Returns the regions and countries that the mention's ``within`` may mean."""
    if mention.within is None:
        return ()
    text = mention.within.text.strip()
    plain = text.rstrip(".")
    found = store.by_key("~" + (plain if plain.isupper() and len(plain) == 2 else fold(plain)))
    if not found and plain.isupper():
        found = store.by_key("=" + plain)
    return found or store.named(text)


def candidates(mention: PlaceMention) -> tuple[store.Entry, ...]:
    """Returns every place that the words may mean: by exact name, by code, then by sound."""
    return _candidates(mention.span.text.strip(), mention.admin_word)


@lru_cache(maxsize=20_000)
def _candidates(text: str, admin_word: str | None) -> tuple[store.Entry, ...]:
    plain = text.rstrip(".")
    if plain.isupper() and len(plain) <= 5:
        found = store.by_key("=" + plain)
        if found:
            return found
    if _abbreviated(text):
        found = store.by_key("~" + (plain if plain.isupper() and "." not in plain else fold(plain)))
        if found:
            return found
    if plain.isupper() and len(plain) == 2 and plain.isascii():
        return ()  # "EU" is not the town of Eu
    found = store.named(text)
    code = nation(text)
    if code and not any(e.kind == store.COUNTRY for e in found):
        return (store.countries()[code],)
    if admin_word:
        found += tuple(e for e in store.named(f"{text} {admin_word}") if e not in found)
    if not found:
        shorter = _without_kind(text)
        found = _candidates(shorter, None) if shorter else ()
    return found or store.sounding_like(text)


@lru_cache(maxsize=20_000)
def _weighed_alone(text: str, admin_word: str | None) -> list[signs.Candidate]:
    return signs.weighed_alone(_candidates(text, admin_word), admin_word)


def _abbreviated(text: str) -> bool:
    return len(text) <= 6 and (text.endswith(".") or (len(text) == 2 and text.isupper()))


def _without_kind(text: str) -> str:
    parts = text.split()
    kinds = words.REGION_WORDS | words.TOWN_WORDS | {"metropolitan", "area"}
    while len(parts) > 1 and parts[-1].casefold() in kinds:
        parts.pop()
    if len(parts) > 2 and parts[1].casefold() == "of" and parts[0].casefold() in kinds:
        parts = parts[2:]
    while len(parts) > 1 and parts[0].casefold() in words.PARTS:
        parts.pop(0)
    shorter = " ".join(parts)
    return shorter if shorter != text else ""
