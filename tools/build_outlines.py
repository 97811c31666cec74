"""Make the country outlines of the review page from Natural Earth.

    npm pack world-atlas@2.0.2 && tar xzf world-atlas-2.0.2.tgz
    python tools/build_outlines.py package/countries-50m.json

Natural Earth's 1:50m countries (public domain) as the npm package world-atlas ships them
(TopoJSON). Each border is kept once, simplified to about 4 km and rounded to hundredths of a
degree; islets smaller than the simplification go. Countries get the names ACLED uses, so that a
click on the map is a filter on the table.
"""

from __future__ import annotations

import argparse
import json
from itertools import accumulate
from pathlib import Path
from typing import Any

from extractor.codebook.countries import country_by_code, country_by_name

OUT = Path(__file__).resolve().parent.parent / "extractor" / "review" / "static" / "outlines.json"
TOLERANCE = 0.035  # degrees: about 4 km, a pixel where the map shows a country of 3,000 km
SMALLEST = 0.02  # square degrees of a ring's box; smaller islets are dropped
SCALE = 100  # hundredths of a degree
POLAR = -60.0  # rings wholly south of it (Antarctica) are left out


def main() -> None:
    """Read the TopoJSON named on the command line and write the outlines."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("topojson", type=Path)
    parser.add_argument("-o", "--output", type=Path, default=OUT)
    options = parser.parse_args()
    outlines = made(json.loads(options.topojson.read_text(encoding="utf-8")))
    text = json.dumps(outlines, separators=(",", ":"), ensure_ascii=False) + "\n"
    options.output.write_text(text, encoding="utf-8")
    countries, points = len(outlines["countries"]), sum(len(a) // 2 for a in outlines["arcs"])
    print(f"{options.output}: {countries} countries, {points} points, {len(text) / 1e3:.0f} kB")


def made(topology: dict[str, Any]) -> dict[str, Any]:
    """The outlines as ``{"scale", "arcs", "countries"}``; an arc is x, y and then differences, in
    hundredths of a degree.

    A country's rings are lists of arc numbers; ``~n`` is arc ``n`` backwards (as in TopoJSON).
    """
    arcs = [decoded(arc, topology["transform"]) for arc in topology["arcs"]]
    countries = []
    for shape in topology["objects"]["countries"]["geometries"]:
        polygons = shape["arcs"] if shape["type"] == "MultiPolygon" else [shape["arcs"]]
        rings = [ring for polygon in polygons for ring in polygon]
        sized = [(box_area(ring, arcs), ring) for ring in rings if not polar(ring, arcs)]
        largest = max((area for area, _ in sized), default=0.0)
        kept = [ring for area, ring in sized if area >= SMALLEST or area == largest]
        if kept:
            countries.append({"name": acled_name(shape), "rings": kept})
    used = sorted({index(n) for c in countries for ring in c["rings"] for n in ring})
    place = {old: new for new, old in enumerate(used)}
    for country in countries:
        country["rings"] = [
            [place[n] if n >= 0 else ~place[~n] for n in ring] for ring in country["rings"]
        ]
    countries.sort(key=lambda country: country["name"])
    return {
        "source": "Natural Earth 1:50m, public domain",
        "scale": SCALE,
        "arcs": [differences(simplified(arcs[old])) for old in used],
        "countries": countries,
    }


def index(number: int) -> int:
    """The index of the arc that an arc number refers to, in either direction."""
    return number if number >= 0 else ~number


def decoded(arc: list[list[int]], transform: dict[str, Any]) -> list[tuple[float, float]]:
    """An arc's points in degrees."""
    (kx, ky), (dx, dy) = transform["scale"], transform["translate"]
    xs = accumulate(point[0] for point in arc)
    ys = accumulate(point[1] for point in arc)
    return [(x * kx + dx, y * ky + dy) for x, y in zip(xs, ys, strict=True)]


def ring_points(ring: list[int], arcs: list[list[tuple[float, float]]]) -> list[Any]:
    """All points of a ring; their order does not matter here."""
    return [point for number in ring for point in arcs[index(number)]]


def box_area(ring: list[int], arcs: list[list[tuple[float, float]]]) -> float:
    """Square degrees of the ring's bounding box."""
    xs, ys = zip(*ring_points(ring, arcs), strict=True)
    return (max(xs) - min(xs)) * (max(ys) - min(ys))


def polar(ring: list[int], arcs: list[list[tuple[float, float]]]) -> bool:
    """Whether the ring lies wholly in the far south."""
    return max(y for _, y in ring_points(ring, arcs)) < POLAR


def acled_name(shape: dict[str, Any]) -> str:
    """ACLED's name of the country; Natural Earth's own where ACLED has none."""
    known = country_by_code(int(shape["id"])) if shape.get("id") else None
    name = shape["properties"]["name"]
    known = known or country_by_name(name)
    return known.name if known else str(name)


def simplified(points: list[tuple[float, float]]) -> list[tuple[float, float]]:
    """The points that the Douglas–Peucker algorithm keeps; a closed arc also keeps its farthest
    point."""
    keep = {0, len(points) - 1}
    open_stretches = [(0, len(points) - 1)]
    while open_stretches:
        first, last = open_stretches.pop()
        off, at = max(
            ((distance(points[i], points[first], points[last]), i) for i in range(first + 1, last)),
            default=(0.0, 0),
        )
        if off > TOLERANCE:
            keep.add(at)
            open_stretches += [(first, at), (at, last)]
    return [points[i] for i in sorted(keep)]


def distance(point: Any, start: Any, end: Any) -> float:
    """The distance in degrees from a point to the line between two others."""
    (px, py), (ax, ay), (bx, by) = point, start, end
    dx, dy = bx - ax, by - ay
    length = dx * dx + dy * dy
    along = max(0.0, min(1.0, ((px - ax) * dx + (py - ay) * dy) / length)) if length else 0.0
    return float(((px - ax - along * dx) ** 2 + (py - ay - along * dy) ** 2) ** 0.5)


def differences(points: list[tuple[float, float]]) -> list[int]:
    """``[x0, y0, dx1, dy1, …]`` in hundredths of a degree, without steps of zero length."""
    made: list[int] = []
    before = (0, 0)
    for x, y in points:
        here = (round(x * SCALE), round(y * SCALE))
        if not made or here != before:
            made += [here[0] - before[0], here[1] - before[1]]
            before = here
    return made


if __name__ == "__main__":
    main()
