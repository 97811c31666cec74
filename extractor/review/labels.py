"""Names on the map: countries, and the largest towns in view, from the gazetteer."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from threading import Event, Thread
from typing import TYPE_CHECKING, Any

from extractor.gazetteer import store
from extractor.gazetteer.nearby import largest_within
from extractor.places.resolve import plain_name

if TYPE_CHECKING:
    from fastapi import Request

__all__ = ["country_labels", "label_routes", "labels_around", "town_labels"]

Label = list[Any]  # name, longitude, latitude, people
MOST = 80
WORLD = (-180.0, -60.0, 180.0, 80.0)
OF_WORLD, AROUND, REACH = 200, 4, 1.5  # towns of a page for sharing; degrees around its events
DIGITS = 3


def country_labels() -> list[Label]:
    """All countries, the most populous first."""
    found = sorted(store.countries().values(), key=lambda one: -one.population)
    return [_label(one) for one in found]


def town_labels(box: tuple[float, float, float, float], most: int) -> list[Label]:
    """The most populous towns of a box (west, south, east, north in degrees)."""
    return [_label(one) for one in largest_within(*box, min(most, MOST))]


def labels_around(points: Iterable[tuple[float, float]]) -> list[Label]:
    """The world's large towns and those around each point (longitude, latitude), for a page without
    a server."""
    found = {one.id: one for one in largest_within(*WORLD, OF_WORLD)}
    for east, north in {(round(east, 1), round(north, 1)) for east, north in points}:
        box = (east - REACH, north - REACH, east + REACH, north + REACH)
        found.update((one.id, one) for one in largest_within(*box, AROUND))
    return [_label(one) for one in sorted(found.values(), key=lambda one: -one.population)]


def label_routes() -> list[tuple[str, str, Callable[[Request, Any], Any]]]:
    """The requests for labels, for the server's list of routes."""
    read = Event()  # loading all towns takes a second; no request may wait

    def read_towns() -> None:
        town_labels(WORLD, 1)
        read.set()

    def countries(request: Request, _: Any) -> Any:
        if not read.is_set():
            Thread(target=read_towns, daemon=True).start()
        return country_labels()

    def towns(request: Request, _: Any) -> Any:
        """The towns in a box; empty while they are being loaded, and the page asks again."""
        query = request.query_params
        west, south, east, north = map(float, query.get("box", "").split(","))
        if not read.is_set():
            return None
        return town_labels((west, south, east, north), int(query.get("most", MOST)))

    return [("GET", "towns", towns), ("GET", "countries", countries)]


def _label(entry: store.Entry) -> Label:
    east, north = round(entry.longitude, DIGITS), round(entry.latitude, DIGITS)
    return [plain_name(entry.name), east, north, entry.population]
