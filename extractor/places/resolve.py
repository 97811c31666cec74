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

import unicodedata
from dataclasses import dataclass, replace
from typing import Literal

from extractor.codebook.countries import iso_of
from extractor.gazetteer import store
from extractor.gazetteer.folding import fold
from extractor.places.context import SMALL, PlaceContext, lies_in_known, rank
from extractor.places.find import PlaceMention, find_places
from extractor.places.find_words import TOWN_WORDS
from extractor.places.signs import distance_km
from extractor.text.span import Span

__all__ = [
    "Place",
    "PlaceContext",
    "country_of",
    "distance_km",
    "likely_country",
    "place_of_entry",
    "plain_name",
    "resolve_place",
    "resolve_places",
    "unknown_place",
]

Kind = Literal["town", "admin1", "admin2", "country", "area", "feature", "unknown"]
BESIDE = 50  # characters between a village and the town it is said to be near
MARKS = str.maketrans("łŁøØđĐı", "lLoOdDi", "ʿʾʻʼ’‘")
STOPS = frozenset(".;:!?")
KINDS: dict[int, Kind] = {
    store.COUNTRY: "country",
    store.ADMIN1: "admin1",
    store.ADMIN2: "admin2",
    store.TOWN: "town",
    store.AREA: "area",
}


@dataclass(frozen=True)
class Place:
    """A place of the gazetteer as an article means it, or (``unknown``) one it lacks.

    ``country`` is ACLED's name of it, ``iso`` its ISO 3166 number (0 for areas of no one country),
    coordinates are degrees WGS 84, ``precision`` is ACLED's 1 to 3, ``score`` how clearly this
    namesake won (0 to 1). An unknown place has no id, and the point and names of what it is said
    to lie in.
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


def resolve_place(place: PlaceMention | str, context: PlaceContext | None = None) -> Place | None:
    """The place these words mean in this context, or ``None`` if the gazetteer has no such name.

    A plain text ("Khan Sheikhoun in Idlib", "Idlib Province") is searched for its first toponym;
    failing that, it is looked up as a name as it stands, then by its sound.
    """
    context = context or PlaceContext()
    if isinstance(place, str):
        return _resolve_text(place, context)
    ranked = rank(place, context)
    return _place(place, ranked) if ranked else None


def resolve_places(
    text: str, dateline: Span | None = None, *, unknown: bool = False
) -> list[Place]:
    """All toponyms of an article that can be placed, in text order, with their spans; on request
    also those the gazetteer lacks, where the words say that they are a town's or village's.

    A small town of a country the article gives no other sign of is taken for a person's or a
    thing's name and left out, unless the words say it is a place.
    """
    mentions = find_places(text, dateline=dateline)
    context = PlaceContext.of(text, mentions, dateline)
    places = []
    for mention in mentions:
        ranked = rank(mention, context)
        if ranked and not _stray(mention, ranked[0][0], context):
            places.append(_place(mention, ranked))
        elif unknown and (not ranked or mention.admin_word in TOWN_WORDS):
            places.append(_unknown(mention, context))
    return places


def _unknown(mention: PlaceMention, context: PlaceContext) -> Place:
    """A place known by name only: what holds it or is near it, if the words say so, else the
    likely country, whose own point says nothing and is left out by coding."""
    near = _town_near(mention, context)
    holder = near or next(
        (m for m in context.mentions if mention.within and m.span.overlaps(mention.within)), None
    )
    ranked = rank(holder, context) if holder else []
    country = _main_country(context)
    around = _whole(country, 0.0) if country else None
    if holder and ranked:
        around = _place(holder, ranked)
    name = " ".join(mention.span.text.split())
    if around is None:
        return Place("", name, "unknown", None, None, "", 0, "", 0.0, 0.0, 3, 0.0, mention.span)
    return replace(
        around,
        gazetteer_id="",
        name=name,
        kind="unknown",
        admin2=around.name if around.kind == "admin2" else None,
        precision=2 if near and ranked else 3,
        span=mention.span,
    )


def country_of(place: Place) -> Place | None:
    """The country a place lies in, by the same words; ``None`` for areas of several."""
    country = store.countries().get(place.country_code)
    return replace(_whole(country, place.score), span=place.span) if country else None


def unknown_place(place: Place, others: list[Place]) -> Place:
    """The same words as a place the gazetteer lacks, in the country most of the others lie in."""
    named = [other for other in others if other.country and other is not place]
    counts = [sum(o.country == one.country for o in named) for one in named]
    home = named[counts.index(max(counts))] if named else None
    return replace(
        place,
        gazetteer_id="",
        name=" ".join(place.span.text.split()) if place.span else place.name,
        kind="unknown",
        admin1=None,
        admin2=None,
        country=home.country if home else "",
        iso=home.iso if home else 0,
        country_code=home.country_code if home else "",
        precision=3,
    )


def _town_near(mention: PlaceMention, context: PlaceContext) -> PlaceMention | None:
    """The town of "X, 20 km north of Y" or "X, near Y"."""
    after = next((m for m in context.mentions if m.span.start >= mention.span.end), None)
    if after is None or after.qualifier != "near":
        return None
    between = context.text[mention.span.end : after.span.start]
    parted = not STOPS.isdisjoint(between) or "and" in between.split()
    return None if parted or len(between) >= BESIDE else after


def _stray(mention: PlaceMention, entry: store.Entry, context: PlaceContext) -> bool:
    abroad = bool(context.named) and entry.country not in context.named
    if abroad and not store.named(mention.span.text):  # it only sounds like it
        return True
    said = mention.admin_word or mention.qualifier or lies_in_known(mention, entry, context)
    if said or entry.kind not in (store.TOWN, store.ADMIN2) or entry.population >= SMALL:
        return False
    return abroad


def _resolve_text(text: str, context: PlaceContext) -> Place | None:
    for mention in find_places(text):
        within = mention.within
        joined = replace(context, text=text) if within else context
        ranked = rank(mention, joined)
        if ranked:
            return replace(_place(mention, ranked), span=None)
    mention = PlaceMention(Span(0, len(text), text))
    ranked = rank(mention, context)
    return replace(_place(mention, ranked), span=None) if ranked else None


def likely_country(place: PlaceMention | str, context: PlaceContext) -> Place | None:
    """The country the words lie in: the place's own, else the one the article is mostly about.

    For a place the gazetteer lacks, so that an event still gets its country (precision 3);
    ``None`` where the article names no country or region.
    """
    found = resolve_place(place, context)
    country = store.countries().get(found.country_code) if found else _main_country(context)
    if country is None:
        return None
    span = place.span if isinstance(place, PlaceMention) else None
    return replace(_whole(country, found.score if found else 0.0), span=span)


def _main_country(context: PlaceContext) -> store.Entry | None:
    """The country the article is mostly about, of those it names where it names any."""
    named = {code: n for code, n in context.countries.items() if code in context.named}
    counts = named or context.countries
    code = max(sorted(counts), key=lambda c: counts[c]) if counts else ""
    return store.countries().get(code)


def _whole(country: store.Entry, score: float) -> Place:
    return _place(PlaceMention(Span(0, len(country.name), country.name)), [(country, score)])


def place_of_entry(entry: store.Entry, mention: PlaceMention | None = None) -> Place:
    """The place of an entry, under the name that the mention gives it or its usual one."""
    usual = Span(0, len(entry.name), entry.name)
    return replace(_place(mention or PlaceMention(usual), [(entry, 1.0)]), span=None)


def _place(mention: PlaceMention, ranked: list[tuple[store.Entry, float]]) -> Place:
    entry, score = ranked[0]
    country = store.countries().get(entry.country)
    admin1 = store.entry(entry.admin1) if entry.admin1 and entry.kind != store.COUNTRY else None
    admin2 = store.entry(entry.admin2) if entry.admin2 else None
    town = 2 if mention.qualifier else 1
    name = entry.name
    return Place(
        gazetteer_id=f"geonames:{entry.id}"
        if entry.id > 0
        else f"area:{fold(name).replace(' ', '-')}",
        name=_usual_name(entry, mention),
        kind=KINDS[entry.kind],
        admin1=name if entry.kind == store.ADMIN1 else admin1.name if admin1 else None,
        admin2=name if entry.kind == store.ADMIN2 else admin2.name if admin2 else None,
        country=country.name if country else "",
        iso=(iso_of(country.name) or 0) if country else 0,
        country_code=entry.country,
        latitude=entry.latitude,
        longitude=entry.longitude,
        precision=town if entry.kind == store.TOWN else 3,
        score=round(score, 4),
        span=mention.span,
    )


def _usual_name(entry: store.Entry, mention: PlaceMention) -> str:
    """The text's own form of a town where it is a known name of it, else the gazetteer's."""
    text = " ".join(mention.span.text.split())
    if not _latin(text):  # ACLED writes names in Latin letters
        return plain_name(entry.name)
    if entry.kind == store.TOWN and any(e.id == entry.id for e in store.named(text)):
        shown = text.removeprefix("the ").removeprefix("The ")
        return shown.title() if shown.isupper() else shown
    return plain_name(entry.name)


def _latin(text: str) -> bool:
    return text.isascii() or all("LATIN" in unicodedata.name(c, "") for c in text if c.isalpha())


def plain_name(name: str) -> str:
    """A gazetteer's name without accents, as ACLED writes names."""
    if name.isascii():
        return name
    bare = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    return bare.translate(MARKS)
