from __future__ import annotations

import math
import sqlite3
import subprocess
import sys
import threading
from importlib import resources

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.gazetteer import store
from extractor.gazetteer.folding import fold, skeleton
from extractor.gazetteer.nearby import CELL, countries_with_places, occupied_cells
from extractor.gazetteer.romanise import romanise
from extractor.places.said import place_told

FILE = resources.files("extractor.gazetteer") / "data" / "gazetteer.sqlite"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Khān-Shaykhūn", "khan shaykhun"),
        ("Saint Louis", "St. Louis"),
        ("The Hague", "hague"),
        ("Киев", "Kiev"),
        ("Łódź", "lodz"),
        ("Sana'a", "Sanaa"),
    ],
)
def test_spellings_of_one_name_fold_to_one_key(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Khan Sheikhoun", "Khān Shaykhūn"),
        ("Deir ez-Zor", "Dayr az Zawr"),
        ("Kyiv", "Kiev"),
        ("Al-Fashir", "El Fasher"),
        ("Lysychansk", "Lisichansk"),
    ],
)
def test_transliterations_share_their_consonants(one: str, other: str) -> None:
    assert skeleton(fold(one)) == skeleton(fold(other))


@given(st.text(max_size=30))
def test_folding_twice_changes_no_key_of_letters(name: str) -> None:
    once = fold(name)
    assert once == once.strip()
    assert fold(once.upper()) is not None


@pytest.mark.parametrize("name", ["Khan Shaykhoon", "Deir Ezzor", "Saraqeb", "Lisichansk"])
def test_unlisted_spellings_are_found_by_sound(name: str) -> None:
    found = store.named(name) or store.sounding_like(name)
    assert found
    assert found[0].country in ("SY", "UA")


def test_file_is_at_most_30_megabytes_and_holds_every_country() -> None:
    with resources.as_file(FILE) as path:
        assert path.stat().st_size <= 30e6
    assert len(store.countries()) >= 245
    assert store.countries()["SY"].admin1 == 760
    assert store.countries()["CD"].name == "Democratic Republic of Congo"
    assert store.countries()["PS"].name == "Palestine"


def test_regions_have_the_centre_of_their_towns() -> None:
    idlib = next(e for e in store.named("Idlib") if e.kind == store.ADMIN1)
    assert 35.4 < idlib.latitude < 36.4
    assert 36.2 < idlib.longitude < 37.1


@pytest.mark.parametrize(
    ("town", "region"),
    [
        *[("Kursk", "Kursk"), ("Sudzha", "Kursk"), ("Smolensk", "Smolensk"), ("Kaluga", "Kaluga")],
        *[
            ("Vologda", "Vologda"),
            ("Kostroma", "Kostroma"),
            ("Ivanovo", "Ivanovo"),
            ("Orel", "Orel"),
        ],
    ],
)
def test_russian_regions_have_their_whole_names(town: str, region: str) -> None:
    """Not what an ending is cut off from: "Kurskaya" is no "Kur"."""
    found = place_told(town, countries=["RU"])
    assert found and found.place.admin1 == region


def test_database_cannot_be_written() -> None:
    with pytest.raises(sqlite3.OperationalError):
        store._database().execute("DELETE FROM place")


def test_threads_get_the_same_answers() -> None:
    answers: list[tuple[int, ...]] = []

    def ask() -> None:
        answers.append(tuple(e.id for e in store.by_key.__wrapped__("idlib")))

    threads = [threading.Thread(target=ask) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(answers) == 8
    assert len(set(answers)) == 1


def test_nothing_is_opened_by_importing() -> None:
    code = (
        "import extractor.places.resolve, extractor.gazetteer.store as s, sys;"
        "sys.exit(s._path is not None)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_the_cells_of_countries_are_those_of_the_databases_places() -> None:
    rows = store._database().execute(
        "SELECT country, latitude / 1e4, longitude / 1e4 FROM place WHERE kind IN (?, ?)",
        (store.ADMIN2, store.TOWN),
    )
    cells: dict[str, set[tuple[int, int]]] = {}
    for country, latitude, longitude in rows:
        if country:
            cell = (math.floor(latitude / CELL), math.floor(longitude / CELL))
            cells.setdefault(country, set()).add(cell)
    assert {country: occupied_cells(country) for country in countries_with_places()} == cells
    assert occupied_cells("XX") == frozenset()


def test_hebrew_sounds_the_same_with_either_apostrophe() -> None:
    assert romanise("ג'נין") == romanise("ג’נין") == "jnyn"
