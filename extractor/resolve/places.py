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
import operator
from dataclasses import dataclass, field, replace
from typing import Literal, NamedTuple

from extractor.gazetteer import store
from extractor.gazetteer.folding import fold
from extractor.mentions import place_words as words
from extractor.mentions.places import PlaceMention, country_cues, country_words, find_places, nation
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
CELLS = (1.0, 4.0)  # degrees; places in the same or a neighbouring cell are near each other


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


class Weights(NamedTuple):
    """How much each sign counts for a candidate, in natural logarithms of odds.

    Fitted once to gold toponyms by conditional logistic regression, then rounded.
    """

    population: float = 0.62  # per factor e of inhabitants
    alternate: float = -2.2  # not its usual name
    country_kind: float = 2.5
    admin1_kind: float = 0.6
    admin2_kind: float = -2.9
    area_kind: float = 12.0
    capital: float = 1.5
    region_word: float = 4.1  # "province" beside it, and it is one
    first_level: float = 0.7  # the same, of the first level
    not_region: float = -4.1  # "province" beside it, and it is none
    town_word: float = 2.0
    not_town: float = -2.0
    inside: float = 9.0  # lies in the toponym it is said to lie in
    not_inside: float = -0.5
    country: float = 0.7  # per factor e of its country's share of the article
    no_country: float = -0.3  # its country is not named, others are
    region: float = 2.7
    near: float = 1.5  # other places in the same or a neighbouring cell of 1 degree
    around: float = 0.4  # the same, 4 degrees
    dateline_country: float = 1.5
    dateline_near: float = 1.0
    contains: float = 8.0  # another toponym is said to lie in it
    cue: float = 2.9  # words that hint at its country
    within_namesake: float = -3.0  # lies in a country of the same name ("Mexico")
    region_of_namesake: float = -4.0  # a region with a sizeable town of the same name in it


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
    named: frozenset[str] = frozenset()  # countries there is some other sign of
    cues: dict[str, float] = field(default_factory=dict)
    regions: dict[int, float] = field(default_factory=dict)  # admin1 or admin2 id → mentions
    cells: dict[tuple[int, int, int], float] = field(default_factory=dict)
    votes: dict[str, tuple[store.Entry, float]] = field(default_factory=dict)  # by name
    contents: dict[int, list[str]] = field(default_factory=dict)  # container's start → names in it
    holders: frozenset[int] = frozenset()  # starts of toponyms that others are said to lie in
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
    """All toponyms of an article that can be placed, in text order, with their spans.

    A small town of a country the article gives no other sign of is taken for a person's or a
    thing's name and left out, unless the words say it is a place.
    """
    mentions = find_places(text)
    context = PlaceContext.of(text, mentions, dateline)
    places = []
    for mention in mentions:
        ranked = _ranked(mention, context)
        if ranked and not _stray(mention, ranked[0][0], context):
            places.append(_place(mention, ranked))
    return places


def _stray(mention: PlaceMention, entry: store.Entry, context: PlaceContext) -> bool:
    said = mention.within or mention.admin_word or mention.qualifier
    if said or entry.kind not in (store.TOWN, store.ADMIN2) or entry.population >= SMALL:
        return False
    return bool(context.named) and entry.country not in context.named


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


def likely_country(place: PlaceMention | str, context: PlaceContext) -> Place | None:
    """The country the words lie in: the place's own, else the one the article is mostly about.

    For a place the gazetteer lacks, so that an event still gets its country (precision 3);
    ``None`` where the article names no country or region.
    """
    found = resolve_place(place, context)
    code = found.country_code if found else ""
    if not code and context.countries:
        code = max(sorted(context.countries), key=lambda c: context.countries[c])
    country = store.countries().get(code)
    if country is None:
        return None
    span = place.span if isinstance(place, PlaceMention) else None
    mention = PlaceMention(Span(0, len(country.name), country.name))
    return replace(_place(mention, [(country, found.score if found else 0.0)]), span=span)


def candidates(mention: PlaceMention) -> tuple[store.Entry, ...]:
    """Every place the mention's words may mean: by exact name, by code, then by sound."""
    text = mention.span.text.strip()
    plain = text.rstrip(".")
    if plain.isupper() and len(plain) <= 5:
        found = store.by_key("=" + plain)
        if found:
            return found
    if _abbreviated(text):
        found = store.by_key("~" + (plain if plain.isupper() and "." not in plain else fold(plain)))
        if found:
            return found
    found = store.named(text)
    code = nation(text)
    if code and not any(e.kind == store.COUNTRY for e in found):
        return (store.countries()[code],)
    if mention.admin_word:
        found += tuple(e for e in store.named(f"{text} {mention.admin_word}") if e not in found)
    if not found:
        shorter = _without_kind(text)
        found = store.named(shorter) if shorter else ()
    return found or store.sounding_like(text)


def _abbreviated(text: str) -> bool:
    return len(text) <= 6 and (text.endswith(".") or len(text) == 2 and text.isupper())


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
    context.holders = frozenset(m.within.start for m in context.mentions if m.within)
    nations = country_words(context.text)
    hints = country_cues(context.text)
    total = sum(hints.values()) + 1
    context.cues = {code: n / total * math.log1p(n) for code, n in hints.items()}
    dateline_mention = None
    counts: dict[str, float] = {}
    for code, number in nations.items():
        counts[code] = counts.get(code, 0) + math.log1p(number)
    by_name: dict[str, list[PlaceMention]] = {}
    for mention in context.mentions:
        by_name.setdefault(_sense_key(mention, context), []).append(mention)
        if dateline and mention.span.overlaps(dateline):
            dateline_mention = mention
    for name, mentions in by_name.items():
        for entry in candidates(mentions[0]):
            if entry.kind == store.COUNTRY:
                counts[entry.country] = counts.get(entry.country, 0) + math.log1p(len(mentions))
    context.countries = dict(counts)
    for mention in context.mentions:
        if mention.within:
            inner = context.contents.setdefault(mention.within.start, [])
            inner.append(_sense_key(mention, context))
    for _ in range(ROUNDS):
        best: dict[str, tuple[store.Entry, float, int]] = {}
        for name, mentions in by_name.items():
            spokesman = next((m for m in mentions if m.within), mentions[0])
            ranked = _ranked(spokesman, context, settled=False)
            if ranked:
                best[name] = (ranked[0][0], ranked[0][1], len(mentions))
        if dateline_mention is not None:
            chosen = best.get(_sense_key(dateline_mention, context))
            context.dateline = chosen[0] if chosen else None
        context.cells, context.regions, context.votes, tally = {}, {}, {}, dict(counts)
        for name, (entry, sure, number) in best.items():
            weight = sure * (1 + 0.3 * math.log(number))
            if entry.kind == store.COUNTRY:
                continue
            context.votes[name] = (entry, weight)
            if entry.country:
                tally[entry.country] = tally.get(entry.country, 0) + weight
            region = _region(entry)
            if region:
                context.regions[region] = context.regions.get(region, 0) + weight
            if entry.kind in (store.TOWN, store.ADMIN2):
                for cell in _cells(entry):
                    context.cells[cell] = context.cells.get(cell, 0) + weight
        context.countries = tally
    sure_of = {
        entry.country
        for name, (entry, _, _) in best.items()
        if entry.kind == store.ADMIN1 or entry.population >= SMALL or by_name[name][0].within
    }
    context.named = frozenset(sure_of | counts.keys())
    context.chosen = {name: entry for name, (entry, _, _) in best.items()}


ROUNDS = 3
SMALL = 150_000  # people


def _sense_key(mention: PlaceMention, context: PlaceContext) -> str:
    """Mentions with one key mean one place: "Idlib" may be the town, "Idlib Province" not."""
    key = fold(mention.span.text)
    if (mention.admin_word or "") in words.REGION_WORDS:
        return key + "|region"
    return key + "|holds" if mention.span.start in context.holders else key


def _region(entry: store.Entry) -> int | None:
    return entry.id if entry.kind == store.ADMIN1 else entry.admin1


def _cells(entry: store.Entry) -> list[tuple[int, int, int]]:
    return [
        (scale, math.floor(entry.latitude / size), math.floor(entry.longitude / size))
        for scale, size in enumerate(CELLS)
    ]


def _ranked(
    mention: PlaceMention, context: PlaceContext, settled: bool = True
) -> list[tuple[store.Entry, float]]:
    """Candidates with their probability, likeliest first; ties go to the lower id."""
    found = candidates(mention)
    if not found:
        return []
    containers = _containers(mention, context)
    chosen = (
        context.chosen.get(_sense_key(mention, context)) if settled and not containers else None
    )
    scored = []
    for entry in found:
        score = _score(entry, mention, context, containers, found)
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
    others: tuple[store.Entry, ...],
    weights: Weights | None = None,
) -> float:
    return sum(
        map(operator.mul, weights or WEIGHTS, signs(entry, mention, context, containers, others))
    )


def signs(
    entry: store.Entry,
    mention: PlaceMention,
    context: PlaceContext,
    containers: tuple[store.Entry, ...],
    others: tuple[store.Entry, ...],
) -> list[float]:
    """What speaks for and against a candidate, in the order of :class:`Weights`."""
    kind = entry.kind
    vote = context.votes.get(_sense_key(mention, context))  # its own vote must not speak for it
    own, own_weight = vote if vote else (None, 0.0)
    region_said = mention.admin_word in words.REGION_WORDS
    town_said = mention.admin_word in words.TOWN_WORDS
    is_region = kind in (store.ADMIN1, store.ADMIN2)
    inside = bool(containers) and _inside(entry, containers)
    total = sum(context.countries.values()) - own_weight
    country = context.countries.get(entry.country, 0.0)
    if own and own.country == entry.country:
        country -= own_weight
    share = max(0.0, country) / total if total > 0.01 else 0.0
    region = _region(entry)
    in_region = context.regions.get(region or 0, 0.0)
    if own and in_region and _region(own) == region:
        in_region -= own_weight
    near = around = 0.0
    if kind in (store.TOWN, store.ADMIN2) and context.cells:
        near, around = (
            _support(context, cell, own_cell, own_weight)
            for cell, own_cell in zip(_cells(entry), _cells(own or entry), strict=True)
        )
    dateline = context.dateline if context.dateline is not own else None
    close = dateline is not None and kind == store.TOWN and (
        abs(dateline.latitude - entry.latitude) < 2 and abs(dateline.longitude - entry.longitude) < 2
    )  # fmt: skip
    return [
        math.log(entry.population + 300.0),
        float(entry.rank),
        float(kind == store.COUNTRY),
        float(kind == store.ADMIN1),
        float(kind == store.ADMIN2),
        float(kind == store.AREA),
        float(bool(entry.capital)),
        float(region_said and is_region),
        float(region_said and kind == store.ADMIN1 and mention.admin_word in words.FIRST_LEVEL),
        float(region_said and not is_region),
        float(town_said and kind == store.TOWN),
        float(town_said and kind != store.TOWN),
        float(inside),
        float(bool(containers) and not inside),
        math.log1p(share * 19.0),
        float(total > 0.01 and share <= 0.001),
        math.log1p(max(0.0, in_region)),
        math.log1p(near),
        math.log1p(around),
        float(dateline is not None and dateline.country == entry.country),
        float(close),
        float(_holds(entry, mention, context)),
        context.cues.get(entry.country, 0.0),
        float(kind != store.COUNTRY and any(
            e.kind == store.COUNTRY and e.country == entry.country for e in others
        )),
        float(is_region and any(
            e.kind == store.TOWN and e.population > 20_000 and entry.id in (e.admin1, e.admin2)
            for e in others
        )),
    ]  # fmt: skip


def _support(
    context: PlaceContext,
    cell: tuple[int, int, int],
    own_cell: tuple[int, int, int],
    own_weight: float,
) -> float:
    """The votes in a cell and its eight neighbours but for the mention's own."""
    scale, row, column = cell
    support = sum(
        context.cells.get((scale, row + i, column + j), 0.0) for i in (-1, 0, 1) for j in (-1, 0, 1)
    )
    if abs(own_cell[1] - row) <= 1 and abs(own_cell[2] - column) <= 1:
        support -= own_weight
    return max(0.0, support)


def _holds(entry: store.Entry, mention: PlaceMention, context: PlaceContext) -> bool:
    """Whether a toponym said to lie in this mention does lie in this candidate."""
    if entry.kind == store.TOWN or not context.contents:
        return False
    for name in context.contents.get(mention.span.start, ()):
        vote = context.votes.get(name)
        if vote and _inside(vote[0], (entry,)):
            return True
    return False


def _inside(entry: store.Entry, containers: tuple[store.Entry, ...]) -> bool:
    for container in containers:
        if container.kind == store.COUNTRY and container.country == entry.country:
            if entry.id != container.id:
                return True
        elif container.id in (entry.admin1, entry.admin2):
            return True
        elif container.kind == store.AREA and container.id != entry.id:
            if (
                distance_km(
                    entry.latitude, entry.longitude, container.latitude, container.longitude
                )
                < 400
            ):
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
        gazetteer_id=f"geonames:{entry.id}"
        if entry.id > 0
        else f"area:{fold(own).replace(' ', '-')}",
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
