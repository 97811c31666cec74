"""Place words to a place: the gazetteer entry an article means, its coordinates and precision.

A name is looked up in the gazetteer, and its namesakes are weighed by what the article says:
the toponym it is said to lie in, "province" or "city" beside it, the countries and regions the
article names, the dateline, how near the article's other places are, and population last. All
mentions of an article are weighed together, and one name means one place in one article unless it
says otherwise ("Springfield, Ill." and "Springfield, Mass.").

Precision follows ACLED's geo precision: 1 a named town, 2 near one or a part of a region's whole,
3 a region, an area or a country (its population-weighted centre is given).
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field, replace
from typing import Literal

from extractor.gazetteer import store
from extractor.gazetteer.folding import fold
from extractor.mentions import place_words as words
from extractor.mentions.places import PlaceMention, country_words, find_places
from extractor.span import Span

Kind = Literal["town", "admin1", "admin2", "country", "area", "feature"]
KINDS: dict[int, Kind] = {
    store.COUNTRY: "country",
    store.ADMIN1: "admin1",
    store.ADMIN2: "admin2",
    store.TOWN: "town",
    store.AREA: "area",
}
EARTH_KM = 6371.0088
CELL = 2.0  # degrees; two places in the same or a neighbouring cell are "near each other"


@dataclass(frozen=True)
class Place:
    """A place of the gazetteer as an article means it.

    ``country`` is ACLED's name of it, ``iso`` its ISO 3166 number (0 for areas of no one country),
    coordinates are degrees WGS 84, ``precision`` is ACLED's 1 to 3, ``score`` how clearly this
    namesake won (0 to 1).
    """

    gazetteer_id: str
    name: str
    kind: Kind
    admin1: str | None
    admin2: str | None
    country: str
    iso: int
    country_code: str
    latitude: float
    longitude: float
    precision: int
    score: float
    span: Span | None = None


@dataclass(frozen=True)
class Weights:
    """How much each kind of evidence counts, in natural logarithms of odds."""

    population: float = 0.85
    country_kind: float = 5.0
    admin1_kind: float = 2.0
    admin2_kind: float = -2.0
    area_kind: float = 5.0
    alternate: float = -1.5
    capital: float = 2.0
    within: float = 7.0
    not_within: float = -2.0
    region_word: float = 5.0
    town_word: float = 2.0
    country: float = 2.2
    admin1: float = 2.5
    near: float = 1.6
    dateline: float = 1.5
    nothing: float = 0.0


WEIGHTS = Weights()


def distance_km(a_lat: float, a_lon: float, b_lat: float, b_lon: float) -> float:
    """Great-circle distance in kilometres (haversine, mean earth radius)."""
    p, q = math.radians(a_lat), math.radians(b_lat)
    h = (
        math.sin((q - p) / 2) ** 2
        + math.cos(p) * math.cos(q) * math.sin(math.radians(b_lon - a_lon) / 2) ** 2
    )
    return 2 * EARTH_KM * math.asin(math.sqrt(min(1.0, h)))


@dataclass
class PlaceContext:
    """What an article says about where it is set; made once for all its mentions."""

    text: str = ""
    countries: dict[str, float] = field(default_factory=dict)  # code → weight, summing to 1
    regions: dict[int, float] = field(default_factory=dict)  # admin1 or admin2 id → mentions
    cells: dict[tuple[int, int], float] = field(default_factory=dict)
    dateline: store.Entry | None = None
    chosen: dict[str, store.Entry] = field(default_factory=dict)  # folded name → its one sense
    mentions: tuple[PlaceMention, ...] = ()

    @classmethod
    def of(
        cls,
        text: str,
        mentions: list[PlaceMention] | tuple[PlaceMention, ...],
        dateline_span: Span | None = None,
    ) -> PlaceContext:
        """The context of an article's text, all its mentions and its dateline's place."""
        context = cls(text=text, mentions=tuple(mentions))
        _weigh_together(context, dateline_span)
        return context


def resolve_place(place: PlaceMention | str, context: PlaceContext | None = None) -> Place | None:
    """The place these words mean in this context, or ``None`` if the gazetteer has no such name.

    A plain text ("Khan Sheikhoun in Idlib", "Idlib Province") is searched for its first toponym;
    failing that, it is looked up as a name as it stands, then by its sound.
    """
    context = context or PlaceContext()
    if isinstance(place, str):
        return _resolve_text(place, context)
    ranked = _ranked(place, context)
    return _place(place, ranked) if ranked else None


def resolve_places(text: str, dateline: Span | None = None) -> list[Place]:
    """All toponyms of an article that can be placed, in text order, with their spans."""
    mentions = find_places(text)
    context = PlaceContext.of(text, mentions, dateline)
    found = (resolve_place(mention, context) for mention in mentions)
    return [place for place in found if place is not None]


def _resolve_text(text: str, context: PlaceContext) -> Place | None:
    for mention in find_places(text):
        within = mention.within
        joined = replace(context, text=text) if within else context
        ranked = _ranked(mention, joined)
        if ranked:
            return replace(_place(mention, ranked), span=None)
    mention = PlaceMention(Span(0, len(text), text))
    ranked = _ranked(mention, context)
    return replace(_place(mention, ranked), span=None) if ranked else None


def candidates(mention: PlaceMention) -> tuple[store.Entry, ...]:
    """Every place the mention's words may mean: by exact name, by code, then by sound."""
    text = mention.span.text.strip()
    plain = text.rstrip(".")
    if plain.isupper() and len(plain) <= 5:
        found = store.by_key("=" + plain)
        if found:
            return found
    found = store.named(text)
    if mention.admin_word:
        found += tuple(e for e in store.named(f"{text} {mention.admin_word}") if e not in found)
    if not found:
        shorter = _without_kind(text)
        found = store.named(shorter) if shorter else ()
    if not found and text.endswith((".",)) or len(plain) == 2 and plain.isupper():
        found = found or store.by_key("~" + (plain if plain.isupper() else fold(plain)))
    return found or store.sounding_like(text)


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


def _weigh_together(context: PlaceContext, dateline: Span | None) -> None:
    """Settle the names of an article: first each by itself, then twice by one another."""
    nations = country_words(context.text)
    dateline_mention = None
    counts: dict[str, float] = {}
    for code, number in nations.items():
        counts[code] = counts.get(code, 0) + math.log1p(number)
    by_name: dict[str, list[PlaceMention]] = {}
    for mention in context.mentions:
        by_name.setdefault(_sense_key(mention), []).append(mention)
        if dateline and mention.span.overlaps(dateline):
            dateline_mention = mention
    for name, mentions in by_name.items():
        for entry in candidates(mentions[0]):
            if entry.kind == store.COUNTRY:
                counts[entry.country] = counts.get(entry.country, 0) + math.log1p(len(mentions))
    context.countries = _shares(counts)
    for _ in range(3):
        best: dict[str, tuple[store.Entry, float, int]] = {}
        for name, mentions in by_name.items():
            spokesman = next((m for m in mentions if m.within), mentions[0])
            ranked = _ranked(spokesman, context, settled=False)
            if ranked:
                best[name] = (ranked[0][0], ranked[0][1], len(mentions))
        if dateline_mention is not None:
            chosen = best.get(_sense_key(dateline_mention))
            context.dateline = chosen[0] if chosen else None
        context.cells, context.regions, tally = {}, {}, dict(counts)
        for entry, sure, number in best.values():
            weight = sure * (1 + 0.3 * math.log(number))
            if entry.kind == store.COUNTRY:
                continue
            if entry.country:
                tally[entry.country] = tally.get(entry.country, 0) + weight
            region = entry.id if entry.kind == store.ADMIN1 else entry.admin1
            if region:
                context.regions[region] = context.regions.get(region, 0) + weight
            if entry.kind in (store.TOWN, store.ADMIN2):
                cell = _cell(entry)
                context.cells[cell] = context.cells.get(cell, 0) + weight
        context.countries = _shares(tally)
    context.chosen = {name: entry for name, (entry, _, _) in best.items()}


def _sense_key(mention: PlaceMention) -> str:
    region = (mention.admin_word or "") in words.REGION_WORDS
    return fold(mention.span.text) + ("|region" if region else "")


def _shares(counts: dict[str, float]) -> dict[str, float]:
    total = sum(counts.values())
    return {code: count / total for code, count in counts.items()} if total else {}


def _cell(entry: store.Entry) -> tuple[int, int]:
    return math.floor(entry.latitude / CELL), math.floor(entry.longitude / CELL)


def _ranked(
    mention: PlaceMention, context: PlaceContext, settled: bool = True
) -> list[tuple[store.Entry, float]]:
    """Candidates with their probability, likeliest first; ties go to the lower id."""
    found = candidates(mention)
    if not found:
        return []
    containers = _containers(mention, context)
    chosen = context.chosen.get(_sense_key(mention)) if settled and not containers else None
    scored = []
    for entry in found:
        score = _score(entry, mention, context, containers)
        if chosen is not None and chosen.id == entry.id:
            score += 20.0
        scored.append((score, -entry.id, entry))
    scored.sort(reverse=True)
    top = scored[0][0]
    total = sum(math.exp(max(-50.0, score - top)) for score, _, _ in scored)
    return [(entry, math.exp(max(-50.0, score - top)) / total) for score, _, entry in scored]


def _containers(mention: PlaceMention, context: PlaceContext) -> tuple[store.Entry, ...]:
    """The regions and countries the toponym's ``within`` may mean."""
    if mention.within is None:
        return ()
    text = mention.within.text.strip()
    plain = text.rstrip(".")
    found = store.by_key("~" + (plain if plain.isupper() and len(plain) == 2 else fold(plain)))
    if not found and plain.isupper():
        found = store.by_key("=" + plain)
    return found or store.named(text)


def _score(
    entry: store.Entry,
    mention: PlaceMention,
    context: PlaceContext,
    containers: tuple[store.Entry, ...],
    w: Weights = WEIGHTS,
) -> float:
    kind = entry.kind
    score = w.population * math.log(entry.population + 300.0) + w.alternate * entry.rank
    if kind == store.COUNTRY:
        score += w.country_kind
    elif kind == store.ADMIN1:
        score += w.admin1_kind - w.population * math.log(entry.population + 300.0) * 0.3
    elif kind == store.ADMIN2:
        score += w.admin2_kind - w.population * math.log(entry.population + 300.0) * 0.3
    elif kind == store.AREA:
        score += w.area_kind + w.population * math.log(1e6)
    if entry.capital:
        score += w.capital
    if mention.admin_word in words.REGION_WORDS:
        fits = kind in (store.ADMIN1, store.ADMIN2)
        if mention.admin_word in words.FIRST_LEVEL and kind == store.ADMIN1:
            score += 1.0
        score += w.region_word if fits else -w.region_word
    elif mention.admin_word in words.TOWN_WORDS:
        score += w.town_word if kind == store.TOWN else -w.town_word
    if containers:
        score += w.within if _inside(entry, containers) else w.not_within
    if kind != store.COUNTRY or entry.country in context.countries:
        score += w.country * _log_share(context.countries.get(entry.country, 0.0))
    if context.regions:
        region = entry.id if kind == store.ADMIN1 else entry.admin1
        score += w.admin1 * math.log1p(context.regions.get(region or 0, 0.0))
    if kind in (store.TOWN, store.ADMIN2) and context.cells:
        row, column = _cell(entry)
        support = sum(
            context.cells.get((row + i, column + j), 0.0) * (1.0 if i == j == 0 else 0.6)
            for i in (-1, 0, 1)
            for j in (-1, 0, 1)
        )
        score += w.near * math.log1p(support)
    if context.dateline is not None and context.dateline.country == entry.country:
        score += w.dateline
    return score


def _log_share(share: float) -> float:
    """0 for a country never named up to 3 for the only one."""
    return math.log1p(share * 19.0)


def _inside(entry: store.Entry, containers: tuple[store.Entry, ...]) -> bool:
    for container in containers:
        if container.kind == store.COUNTRY and container.country == entry.country:
            if entry.id != container.id:
                return True
        elif container.id in (entry.admin1, entry.admin2):
            return True
        elif container.kind == store.AREA and container.id != entry.id:
            if distance_km(entry.latitude, entry.longitude, container.latitude, container.longitude) < 400:
                return True
    return False


def _place(mention: PlaceMention, ranked: list[tuple[store.Entry, float]]) -> Place:
    entry, score = ranked[0]
    country = store.countries().get(entry.country)
    admin1 = store.entry(entry.admin1) if entry.admin1 and entry.kind != store.COUNTRY else None
    admin2 = store.entry(entry.admin2) if entry.admin2 else None
    if entry.kind in (store.TOWN,):
        precision = 2 if mention.qualifier else 1
    else:
        precision = 3
    own = entry.name
    return Place(
        gazetteer_id=f"geonames:{entry.id}" if entry.id > 0 else f"area:{fold(own).replace(' ', '-')}",
        name=_usual_name(entry, mention),
        kind=KINDS[entry.kind],
        admin1=own if entry.kind == store.ADMIN1 else admin1.name if admin1 else None,
        admin2=own if entry.kind == store.ADMIN2 else admin2.name if admin2 else None,
        country=country.name if country else "",
        iso=int(country.admin1 or 0) if country else 0,
        country_code=entry.country,
        latitude=entry.latitude,
        longitude=entry.longitude,
        precision=precision,
        score=round(score, 4),
        span=mention.span,
    )


def _usual_name(entry: store.Entry, mention: PlaceMention) -> str:
    """The text's own form of a town where it is a known name of it, else the gazetteer's."""
    text = " ".join(mention.span.text.split())
    if entry.kind == store.TOWN and any(e.id == entry.id for e in store.named(text)):
        shown = text.removeprefix("the ").removeprefix("The ")
        return shown.title() if shown.isupper() else shown
    return _plain(entry.name)


def _plain(name: str) -> str:
    import unicodedata

    bare = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    return bare.translate(str.maketrans("łŁøØđĐı", "lLoOdDi", "ʿʾʻʼ’‘"))
