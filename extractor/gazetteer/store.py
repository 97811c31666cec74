"""Look-ups in the gazetteer of the package, a read-only SQLite file that is opened when first used.

Each thread has its own connection; answers are cached for all threads. The data is GeoNames' (CC BY
4.0) as built by ``tools/build_gazetteer.py``. Names of countries in other languages that GeoNames
lacks are in the languages' ``area_names.tsv``.
"""

from __future__ import annotations

import atexit
import sqlite3
import threading
from bisect import bisect_left
from contextlib import ExitStack
from functools import lru_cache
from importlib import resources
from typing import TYPE_CHECKING, NamedTuple

from extractor import languages
from extractor.gazetteer.folding import fold, skeleton

if TYPE_CHECKING:
    from pathlib import Path

COUNTRY, ADMIN1, ADMIN2, TOWN, AREA = range(5)
EVERYDAY, GIVEN, FAMILY = 1, 2, 4  # bits of ``word_bits``
_FIELDS = (
    "p.id, p.name, p.kind, p.country, p.admin1, p.admin2, p.latitude / 1e4, p.longitude / 1e4,"
    " p.population, p.capital"
)


class Entry(NamedTuple):
    """A place under one of its names. Degrees are WGS 84; ids are GeoNames', those of areas are
    negative.

    ``rank`` is 0 for the usual name and 1 for another. For a country, ``admin1`` is its ISO number.
    """

    id: int
    name: str
    kind: int
    country: str
    admin1: int | None
    admin2: int | None
    latitude: float
    longitude: float
    population: int
    capital: int | None
    rank: int


_files = ExitStack()
_local = threading.local()
_lock = threading.Lock()
_path: Path | None = None


def _database() -> sqlite3.Connection:
    connection: sqlite3.Connection | None = getattr(_local, "connection", None)
    if connection is None:
        global _path
        with _lock:
            if _path is None:  # from a zip, the file is unpacked once per process
                file = resources.files("extractor.gazetteer") / "data" / "gazetteer.sqlite"
                _path = _files.enter_context(resources.as_file(file))
                atexit.register(_files.close)
        connection = sqlite3.connect(
            f"{_path.absolute().as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False
        )
        _local.connection = connection
    return connection


@lru_cache(maxsize=50_000)
def by_key(key: str) -> tuple[Entry, ...]:
    """Returns all places with this folded name (or ``=US``, ``~calif``, ``@syrian``), populous
    first."""
    rows = _database().execute(
        f"SELECT {_FIELDS}, n.rank FROM name n JOIN place p ON p.id = n.id WHERE n.folded = ?"
        " ORDER BY p.population DESC",
        (key,),
    )
    entries = tuple(map(Entry._make, rows))
    usual = _other_languages().get(key)
    if usual is None:
        return entries
    # "Siria" means Syria rather than a village in Romania.
    usual_entries = [entry for entry in by_key(usual) if entry.kind in (COUNTRY, AREA, ADMIN1)][:1]
    return (
        *usual_entries,
        *(entry for entry in entries if entry.id not in [one.id for one in usual_entries]),
    )


@lru_cache(maxsize=1)
def _other_languages() -> dict[str, str]:
    """Returns the keys of countries' and areas' names in other languages, with the usual name's
    key."""
    # An acronym counts only in capitals.
    return {
        f"={name}" if name.isupper() and name.isalpha() else fold(name): fold(english)
        for language in languages.having("area_names")
        for (name, english), _ in languages.rows("area_names", language)
    }


def named(name: str) -> tuple[Entry, ...]:
    """Returns all places with exactly this name, ignoring case, accents and punctuation."""
    return by_key(fold(name))


@lru_cache(maxsize=20_000)
def is_beginning(folded: str) -> bool:
    """Whether a folded name in the gazetteer begins with these letters."""
    others = _in_order()
    at = bisect_left(others, folded)
    if at < len(others) and others[at].startswith(folded):
        return True
    query = "SELECT 1 FROM name WHERE folded >= ? AND folded < ? LIMIT 1"
    return bool(_database().execute(query, (folded, f"{folded}\U0010ffff")).fetchone())


@lru_cache(maxsize=1)
def _in_order() -> list[str]:
    """The names in other languages, sorted."""
    return sorted(_other_languages())


def starting_with(beginning: str, limit: int = 50) -> tuple[Entry, ...]:
    """Returns places with a name that begins so, populous first; used to complete what a user
    types.

    The usual name of a place is preferred to its other names.
    """
    folded = fold(beginning)
    if not folded:
        return ()
    rows = _database().execute(
        f"SELECT {_FIELDS}, min(n.rank) FROM name n JOIN place p ON p.id = n.id"
        " WHERE n.folded >= ? AND n.folded < ? GROUP BY p.id"
        " ORDER BY p.population DESC LIMIT ?",
        (folded, f"{folded}\U0010ffff", limit),
    )
    return tuple(map(Entry._make, rows))


ALIKE = 0.55
"""The least share of letter pairs that two spellings of one name have in common."""


@lru_cache(maxsize=20_000)
def sounding_like(name: str) -> tuple[Entry, ...]:
    """Returns places whose name has the same consonants and most of the letter pairs."""
    folded = fold(name)
    bones = skeleton(folded)
    if len(bones.replace(" ", "")) < 3:
        return ()
    rows = _database().execute(
        f"SELECT {_FIELDS}, 1 FROM skeleton s JOIN place p ON p.id = s.id WHERE s.bones = ?"
        " ORDER BY p.population DESC LIMIT 100",
        (bones,),
    )
    near = []
    for row in rows:
        entry = Entry._make(row)
        likeness = _alike(folded, fold(entry.name))
        if likeness >= ALIKE:
            near.append((likeness, entry))
    return tuple(entry for _, entry in near)


def _alike(one: str, other: str) -> float:
    """Returns the share of letter pairs in common (Dice), with word breaks as letters."""
    a, b = _pairs(one), _pairs(other)
    return 2 * len(a & b) / max(1, len(a) + len(b))


def _pairs(word: str) -> set[str]:
    padded = f" {word} "
    return {padded[i : i + 2] for i in range(len(padded) - 1)}


@lru_cache(maxsize=50_000)
def entry(identity: int) -> Entry | None:
    """The place with this id."""
    row = (
        _database()
        .execute(f"SELECT {_FIELDS}, 0 FROM place p WHERE id = ?", (identity,))
        .fetchone()
    )
    return Entry._make(row) if row else None


@lru_cache(maxsize=1)
def countries() -> dict[str, Entry]:
    """All countries by their two-letter code, under ACLED's usual names."""
    rows = _database().execute(f"SELECT {_FIELDS}, 0 FROM place p WHERE kind = ?", (COUNTRY,))
    return {row[3]: Entry._make(row) for row in rows}


@lru_cache(maxsize=50_000)
def word_bits(folded: str) -> int:
    """Returns what a word can be besides a place: ``EVERYDAY`` English, a ``GIVEN`` or a ``FAMILY``
    name."""
    row = _database().execute("SELECT bits FROM word WHERE folded = ?", (folded,)).fetchone()
    return int(row[0]) if row else 0


@lru_cache(maxsize=1)
def cues() -> dict[str, tuple[str, ...]]:
    """Returns folded words that hint at a country ("sheriff", "lakh", "FARC"), with the country
    codes."""
    rows = _database().execute(
        "SELECT substr(n.folded, 2), p.country FROM name n JOIN place p ON p.id = n.id"
        " WHERE n.folded >= '%' AND n.folded < '&'"
    )
    found: dict[str, tuple[str, ...]] = {}
    for word, code in rows:
        found[word] = (*found.get(word, ()), code)
    return found
