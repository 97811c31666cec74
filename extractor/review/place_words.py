"""Checks that the words in a place's evidence name the coded place.

A coder who searches the gazetteer may take the first result, and a reader may resolve a name to a
namesake: the words then name one place and the value is another. Only words that are in the
gazetteer are compared; others ("the village", "here") say nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from extractor.gazetteer import store
from extractor.gazetteer.folding import fold
from extractor.places.resolve import distance_km, plain_name

if TYPE_CHECKING:
    from extractor.records import EventRecord, Location

__all__ = ["name_differs", "place_differs"]

NEAR_KM = 40.0  # a district and its main town, or two entries for a town
MOST_WORDS = 6  # longer evidence is a sentence, not a name
AREAS = (store.COUNTRY, store.ADMIN1, store.ADMIN2, store.AREA)


def place_differs(record: EventRecord) -> str | None:
    """A sentence with the named and the coded place if they differ; else ``None``."""
    where = record.location
    if where is None or not where.evidence:
        return None
    pieces = list(dict.fromkeys(piece.text for piece in where.evidence))
    value = f" {fold(where.name)} "
    if any(value in f" {fold(piece)} " or f" {fold(piece)} " in value for piece in pieces):
        return None
    said: tuple[str, store.Entry] | None = None
    for piece in pieces:
        if len(piece.split()) > MOST_WORDS:
            return None
        if piece[0].islower() or store.word_bits(fold(piece)) & store.EVERYDAY:
            continue  # "the village" is also a town in Oklahoma
        for entry in store.named(piece):
            if _fits(entry, where):
                return None
            said = said or (piece, entry)
    if said is None:
        return None
    piece, entry = said
    coded = _joined(where.name, where.admin1, where.country)
    return f"the words “{' '.join(piece.split())}” say {_named(entry)}; the value is {coded}"


def name_differs(record: EventRecord) -> str | None:
    """A sentence that names the place at the coordinates, if the record's name is not one of its
    names: typing over a name leaves the coordinates unchanged. Else ``None``."""
    where = record.location
    number = (where.gazetteer_id or "").removeprefix("geonames:") if where else ""
    entry = store.entry(int(number)) if number.isdecimal() else None
    if where is None or entry is None or fold(plain_name(entry.name)) == fold(where.name):
        return None
    readable = where.name.encode("utf-8", "ignore").decode("utf-8")  # without half a surrogate pair
    if any(one.id == entry.id for one in store.named(readable)):
        return None
    return (
        f"“{' '.join(where.name.split())}” is no name of {_named(entry)}, whose coordinates these "
        "are; search the place, or mend them"
    )


def _fits(entry: store.Entry, where: Location) -> bool:
    if where.gazetteer_id == f"geonames:{entry.id}":
        return True
    within = {fold(part) for part in (where.admin1, where.admin2, where.country) if part}
    if entry.kind in AREAS and fold(plain_name(entry.name)) in within:
        return True  # the words name a region that holds the coded place
    if where.latitude is None or where.longitude is None:
        return False
    return distance_km(entry.latitude, entry.longitude, where.latitude, where.longitude) < NEAR_KM


def _named(entry: store.Entry) -> str:
    country = store.countries().get(entry.country)
    admin1 = store.entry(entry.admin1) if entry.admin1 and entry.kind != store.COUNTRY else None
    return _joined(
        plain_name(entry.name),
        plain_name(admin1.name) if admin1 else None,
        country.name if country else None,
    )


def _joined(*parts: str | None) -> str:
    """``Idlib, Syria``: the known parts, each once."""
    return ", ".join(dict.fromkeys(part for part in parts if part))
