"""Six public geoparsing sets as articles with gold toponyms, read from ``$EXTRACT_EVAL_DATA/geo``.

Sources and licences are listed in docs/evaluation.md, "Collections".
"""

from __future__ import annotations

import csv
import re
import xml.etree.ElementTree as ET
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from extractor.gazetteer import store
from extractor.places.nationalities import nation
from extractor.places.resolve import place_of_entry
from extractor.places.signs import distance_km

KINDS = (
    "town",
    "first-level unit",
    "lower unit",
    "country",
    "people's word",
    "area",
    "natural feature",
    "site",
    "other",
)
"""A people's word is "Syrian" where the set marks it as its country; an area is a continent or
region; a site is a building, road or address; other is a kind that neither the set nor our
gazetteer gives."""

OF_ENTRY = {
    store.TOWN: "town",
    store.ADMIN1: "first-level unit",
    store.ADMIN2: "lower unit",
    store.COUNTRY: "country",
    store.AREA: "area",
}
OF_CLASS = {"P": "town", "H": "natural feature", "T": "natural feature", "U": "natural feature"}
OF_CLASS |= {"V": "natural feature", "L": "area", "S": "site", "R": "site"}
OF_TYPE = {"COUNTRY": "country", "CITY": "town", "REGION": "area", "CONTINENT": "area"}
OF_TYPE |= {"LANDMARK": "natural feature", "UNIT": "lower unit"}
COUNTRY_CODES = ("PCLI", "PCL", "PCLD", "PCLF", "PCLS", "PCLIX", "TERR")
APART_KM = {store.TOWN: 25.0, store.ADMIN2: 150.0, store.ADMIN1: 1000.0}
"""Kilometres that two points of one place may lie apart; for a country or continent, no limit."""
TAG = re.compile(r"<([A-Z]+)[^>]*>(.*?)</\1>", re.DOTALL)
ANY_TAG = re.compile(r"</?[A-Z]+[^>]*>")


@dataclass(frozen=True)
class Gold:
    """A marked toponym: its characters ``start`` to ``end``, its words, its point in degrees, its
    kind (one of :data:`KINDS`), and, if known, our gazetteer's id and the country (two letters)."""

    start: int
    end: int
    words: str
    latitude: float
    longitude: float
    kind: str
    identity: str | None = None
    country: str | None = None


@dataclass(frozen=True)
class Annotated:
    """An article's text, its toponyms that have a point, and the spans of those that have none."""

    text: str
    toponyms: tuple[Gold, ...]
    without_point: tuple[tuple[int, int], ...] = ()

    @classmethod
    def of(cls, text: str, golds: list[Gold], others: list[tuple[int, int]]) -> Annotated:
        """The article. A toponym whose offsets do not match its words is moved to their nearest
        occurrence (TR-News counts characters differently in some articles)."""
        return cls(text, tuple(_at_its_words(text, gold) for gold in golds), tuple(others))


def _at_its_words(text: str, gold: Gold) -> Gold:
    if text[gold.start : gold.end] == gold.words:
        return gold
    low, words = text.casefold(), gold.words.casefold()
    starts = [m.start() for m in re.finditer(re.escape(words), low)] if words else []
    if not starts or len(low) != len(text):
        return gold
    start = min(starts, key=lambda one: abs(one - gold.start))
    end = start + len(words)
    return replace(gold, start=start, end=end, words=text[start:end])


def read_lgl(path: Path) -> list[Annotated]:
    """Read LGL or TR-News, which share a format."""
    articles = []
    for article in ET.parse(path).getroot():
        golds, others = [], []
        for t in article.iter("toponym"):
            tag, phrase = t.find("gaztag"), t.findtext("phrase") or ""
            start, end = int(t.findtext("start") or 0), int(t.findtext("end") or 0)
            if tag is None or not tag.findtext("lat"):
                others.append((start, end))
                continue
            number = _number(tag.get("geonameid"))
            land = tag.find("country")
            known = store.entry(_number(land.get("geonameid")) or 0) if land is not None else None
            kind = _kind_of_class(tag.findtext("fclass") or "", tag.findtext("fcode") or "")
            name = tag.findtext("name") or phrase
            golds.append(
                Gold(
                    start, end, phrase,
                    float(tag.findtext("lat") or 0), float(tag.findtext("lon") or 0),
                    _people_or(phrase, kind), _identity(number, name),
                    known.country if known else _country(number),
                )
            )  # fmt: skip
        articles.append(Annotated.of(article.findtext("text") or "", golds, others))
    return articles


def read_gwn(path: Path) -> list[Annotated]:
    """Read GeoWebNews; the kind is our gazetteer's, as the set gives ids but no kind."""
    articles = []
    for article in ET.parse(path).getroot():
        golds, others = [], []
        for t in article.iter("toponym"):
            start, end = int(t.findtext("start") or 0), int(t.findtext("end") or 0)
            number = _number(t.findtext("geonamesID"))
            if number is None:
                others.append((start, end))
                continue
            surface = t.findtext("extractedName") or ""
            name = (t.findtext("normalisedName") or "").strip() or surface
            golds.append(
                Gold(
                    start, end, surface,
                    float(t.findtext("latitude") or 0), float(t.findtext("longitude") or 0),
                    _people_or(surface, _kind_of_id(number, name)),
                    _identity(number, name), _country(number),
                )
            )  # fmt: skip
        articles.append(Annotated.of(article.findtext("text") or "", golds, others))
    return articles


def read_geovirus(path: Path) -> list[Annotated]:
    """Read GeoVirus, whose points are Wikipedia's; the kind of a place is that of the gazetteer's
    nearest entry of the same name."""
    articles = []
    for article in ET.parse(path).getroot():
        golds = []
        for t in article.iter("location"):
            name = t.findtext("name") or ""
            point = float(t.findtext("lat") or 0), float(t.findtext("lon") or 0)
            entry = _nearest(name, *point)
            golds.append(
                Gold(
                    int(t.findtext("start") or 0) - 1, int(t.findtext("end") or 0) - 1, name,
                    *point, OF_ENTRY[entry.kind] if entry else "other",
                    _gazetteer_id(entry) if entry else None,
                    entry.country or None if entry else None,
                )
            )  # fmt: skip
        articles.append(Annotated.of(article.findtext("text") or "", golds, []))
    return articles


def read_tud(folder: Path) -> list[Annotated]:
    """Read TUD-Loc-2013: the folder ``0-all`` with its texts and ``coordinates.csv``."""
    points: dict[str, dict[int, dict[str, str]]] = {}
    with (folder / "coordinates.csv").open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines, delimiter=";"):
            points.setdefault(row["docId"], {})[int(row["idx"])] = row
    return [
        _tud_article((folder / name).read_text(encoding="utf-8"), points[name])
        for name in sorted(points, key=lambda name: int(re.sub(r"\D", "", name) or 0))
    ]


def _tud_article(marked: str, points: dict[int, dict[str, str]]) -> Annotated:
    golds, others, taken = [], [], 0
    for index, mark in enumerate(TAG.finditer(marked)):
        words = ANY_TAG.sub("", mark[2])
        start = mark.start() - taken
        taken += len(mark[0]) - len(words)
        row = points.get(index, {})
        if not row.get("latitude"):
            others.append((start, start + len(words)))
            continue
        number = _number(row["sourceId"].removeprefix("geonames:"))
        kind = OF_TYPE.get(mark[1], "site")
        if kind == "lower unit" and _kind_of_id(number, words) == "first-level unit":
            kind = "first-level unit"
        golds.append(
            Gold(
                start, start + len(words), words,
                float(row["latitude"]), float(row["longitude"]), kind,
                _identity(number, words), _country(number),
            )
        )  # fmt: skip
    return Annotated.of(ANY_TAG.sub("", marked), golds, others)


def read_geocorpora(path: Path) -> list[Annotated]:
    """Read GeoCorpora: tweets, one line per toponym."""
    texts: dict[str, str] = {}
    golds: dict[str, list[Gold]] = {}
    with path.open(encoding="cp1252", errors="replace", newline="") as lines:
        for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
            tweet, words = row["tweet_id_str"], row["text"] or ""
            texts[tweet] = row["tweet_text"]
            marked = golds.setdefault(tweet, [])
            point = _point(row["latitude"], row["longitude"])
            if point is None or not words:
                continue
            start, number = int(row["char_position"]), _number(row["geoNameId"])
            marked.append(
                Gold(
                    start, start + len(words), words, *point,
                    _people_or(words, _kind_of_id(number, words)),
                    _identity(number, words), row["country_code"] or None,
                )
            )  # fmt: skip
    return [Annotated.of(texts[tweet], marked, []) for tweet, marked in golds.items() if marked]


READERS: dict[str, tuple[str, Callable[[Path], list[Annotated]]]] = {
    "GWN": ("GWN.xml", read_gwn),
    "LGL": ("lgl.xml", read_lgl),
    "GeoVirus": ("GeoVirus.xml", read_geovirus),
    "TR-News": ("TR-News.xml", read_lgl),
    "TUD-Loc": ("TUD-Loc-2013/0-all", read_tud),
    "GeoCorpora": ("geocorpora.tsv", read_geocorpora),
}
"""Name of a set → its file or folder below ``geo/``, and the function that reads it."""


def read_sets(geo: Path, wanted: Iterable[str] = READERS) -> dict[str, list[Annotated]]:
    """Read those of the wanted sets that are present; returns them by name."""
    found = {}
    for name in wanted:
        where, read = READERS[name]
        if (geo / where).exists():
            found[name] = read(geo / where)
    return found


def _number(text: str | None) -> int | None:
    return int(text) if text and text.strip().isdigit() else None


def _point(latitude: str | None, longitude: str | None) -> tuple[float, float] | None:
    """The point in degrees; ``None`` for a row without one (a drawn outline, or no geometry)."""
    try:
        return float(latitude or ""), float(longitude or "")
    except ValueError:
        return None


def _kind_of_class(feature_class: str, code: str) -> str:
    if feature_class == "A":
        if code in COUNTRY_CODES:
            return "country"
        return "first-level unit" if code == "ADM1" else "lower unit"
    return OF_CLASS.get(feature_class, "other")


def _kind_of_id(number: int | None, name: str) -> str:
    entry = store.entry(number) if number else None
    return OF_ENTRY[entry.kind] if entry else "area" if _area(name) else "other"


def _identity(number: int | None, name: str) -> str | None:
    """The gazetteer's id of an entry; a continent has an id of our own."""
    area = _area(name) if number is None or store.entry(number) is None else None
    if area is not None:
        return _gazetteer_id(area)
    return None if number is None else f"geonames:{number}"


def _gazetteer_id(entry: store.Entry) -> str:
    return place_of_entry(entry).gazetteer_id


def _area(name: str) -> store.Entry | None:
    return next((one for one in store.named(name) if one.kind == store.AREA), None)


def _country(number: int | None) -> str | None:
    entry = store.entry(number) if number else None
    return entry.country or None if entry else None


def _people_or(words: str, kind: str) -> str:
    """``kind``, but ``people's word`` for a word such as "Syrian" that is not a place name."""
    if kind in ("country", "other") and nation(words) and not store.named(words):
        return "people's word"
    return kind


def _nearest(name: str, latitude: float, longitude: float) -> store.Entry | None:
    """The entry of this name nearest to the point, if it can be that place."""
    entries = (*store.by_key("=" + name.replace(".", "")), *store.named(name))
    for entry in entries:
        if entry.kind in (store.COUNTRY, store.AREA) and entry.rank == 0:
            return entry
    away = [(distance_km(latitude, longitude, e.latitude, e.longitude), e) for e in entries]
    near = [pair for pair in away if pair[0] < APART_KM.get(pair[1].kind, 1000.0)]
    return min(near, key=lambda pair: pair[0])[1] if near else None
