"""Resolves place words to a place: a gazetteer entry, its coordinates and ACLED's geo precision.

A name is looked up in the gazetteer. Its namesakes are weighed by what the article says: the
toponym it is said to lie in, "province" or "city" beside it, the countries and regions that the
article names, the dateline, the distance to the article's other places, and population last. All
mentions of an article are weighed together. One name means one place in an article unless the
article says otherwise ("Springfield, Ill." and "Springfield, Mass.").

Geo precision is ACLED's: 1 a named town, 2 near one or a part of a region, 3 a region, an area or a
country (with its population-weighted centre).
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
    """A place of the gazetteer that an article means, or (``unknown``) one that the gazetteer
    lacks.

    ``country`` is ACLED's name for it, ``iso`` its ISO 3166 number (0 for areas of several
    countries), coordinates are degrees WGS 84, ``precision`` is ACLED's 1 to 3, ``score`` how
    clearly this namesake won (0 to 1). An unknown place has no id, and has the point and units of
    what it is said to lie in.
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
    """Returns the place that the words mean in this context, or ``None`` if the gazetteer lacks the
    name.

    A plain text ("Khan Sheikhoun in Idlib", "Idlib Province") is searched for its first toponym;
    without one, the whole text is looked up as a name, then by its sound.
    """
    context = context or PlaceContext()
    if isinstance(place, str):
        return _resolve_text(place, context)
    ranked = rank(place, context)
    return _place(place, ranked) if ranked else None


def resolve_places(
    text: str, dateline: Span | None = None, *, unknown: bool = False
) -> list[Place]:
    """Returns all toponyms of an article that can be placed, in text order, with their spans; with
    ``unknown`` also those that the gazetteer lacks, where the words call them a town or village.

    A small town in a country without any other sign in the article is taken for the name of a
    person or thing and left out, unless the words say that it is a place.
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
    """Returns a place known by name only: with the point of what contains it or is near it, if the
    words say so, else of the likely country. Coding leaves out a country's point, as it says
    nothing."""
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
    """Returns the country that a place lies in, under the same words; ``None`` for areas of several
    countries."""
    country = store.countries().get(place.country_code)
    return replace(_whole(country, place.score), span=place.span) if country else None


def unknown_place(place: Place, others: list[Place]) -> Place:
    """Returns the same words as a place the gazetteer lacks, in the country that most other places
    lie in."""
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
    """Returns the town Y of "X, 20 km north of Y" or "X, near Y"."""
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
    """Returns the country the words lie in: the place's own, else the one the article is mostly
    about.

    It gives the event of an unknown place its country (precision 3); ``None`` where the article
    names no country or region.
    """
    found = resolve_place(place, context)
    country = store.countries().get(found.country_code) if found else _main_country(context)
    if country is None:
        return None
    span = place.span if isinstance(place, PlaceMention) else None
    return replace(_whole(country, found.score if found else 0.0), span=span)


def _main_country(context: PlaceContext) -> store.Entry | None:
    """Returns the country that the article is mostly about, among those it names if it names
    any."""
    named = {code: n for code, n in context.countries.items() if code in context.named}
    counts = named or context.countries
    code = max(sorted(counts), key=lambda c: counts[c]) if counts else ""
    return store.countries().get(code)


def _whole(country: store.Entry, score: float) -> Place:
    return _place(PlaceMention(Span(0, len(country.name), country.name)), [(country, score)])


def place_of_entry(entry: store.Entry, mention: PlaceMention | None = None) -> Place:
    """Returns the place of an entry, under the mention's name for it or its usual name."""
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
    """Returns the text's form of a town's name where the gazetteer has it for the town, else the
    gazetteer's usual name."""
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
    """Returns a gazetteer name without accents, as ACLED writes names."""
    if name.isascii():
        return name
    bare = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    return bare.translate(MARKS)
