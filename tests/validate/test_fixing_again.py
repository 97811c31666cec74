"""One run of --fix is enough: the copy of a copy is the copy, for every kind of mend together."""

from __future__ import annotations

import csv
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rows import FIXTURES, TODAY, text_of

from extractor.errors import TableError
from extractor.validate import Change, Options, Report
from extractor.validate.codes import CODES
from extractor.validate.finding import Undecided
from extractor.validate.fix import fixed_copy

FILES = sorted((FIXTURES / "invalid").glob("*/*")) + sorted((FIXTURES / "valid").iterdir())
TABLES = [path for path in FILES if path.suffix == ".csv"]
OPTIONS = Options(codes=frozenset(CODES), today=TODAY)


def fixed(path: Path, out: Path) -> list[Change]:
    with fixed_copy(str(path), str(out), options=OPTIONS, force=True) as copy:
        items = list(copy.items(Report(str(path))))
    return [item for item in items if isinstance(item, Change) and not isinstance(item, Undecided)]


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(FIXTURES)))
def test_every_fixture_is_mended_in_one_run(path, tmp_path):
    once, twice = tmp_path / f"once{path.suffix}", tmp_path / f"twice{path.suffix}"
    try:
        fixed(path, once)
    except TableError:
        pytest.skip("--fix refuses the file")
    assert fixed(once, twice) == []
    assert once.read_bytes() == twice.read_bytes()


def misread(text: str) -> str:
    """UTF-8 as a program shows it that takes it for Windows-1252."""
    return "".join(bytes([b]).decode("cp1252", "ignore") or chr(b) for b in text.encode())


BROKEN: dict[str, Callable[[str], str]] = {
    "misread": misread,
    "misread twice": lambda text: misread(misread(text)),
    "accented": lambda text: text.replace("a", "à").replace("o", "ö"),
    "ends in an accent": lambda text: text + " déjà",
    "spaces around": lambda text: f" {text}\xa0",
    "spaces within": lambda text: text.replace(" ", " \u202f "),
    "in two pieces": lambda text: unicodedata.normalize("NFD", text + "é"),
    "without width": lambda text: f"\u200b{text}\ufeff",
    "a blank": lambda text: "NA",
    "a dash": lambda text: "–",
    "a broken dash": lambda text: misread("–"),
    "nothing": lambda text: "",
    "an error": lambda text: "#REF!",
    "thousands": lambda text: f"1,{text}" if text.isdecimal() and len(text) == 3 else text,
    "decimals": lambda text: f"{text}.0",
    "decimals twice": lambda text: f"{text}.0.0",
    "a comma": lambda text: text.replace(".", ","),
    "capitals": str.upper,
    "a label": lambda text: f"{text}=Protesters",
    "a number": lambda text: "6",
    "another word": lambda text: "Civilians targeted",
    "a day": lambda text: "10-Mar-22",
    "an open day": lambda text: "03/04/22",
    "a serial day": lambda text: "44630",
    "degrees": lambda text: "0°27'11\" S",
}


def table_rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", errors="replace", newline="") as lines:
        rows = list(csv.DictReader(lines))
    whole = [row for row in rows if None not in row and None not in row.values()]
    return whole if whole and "" not in whole[0] else []


SOURCES = [rows for path in TABLES if path.name.endswith("row.csv") and (rows := table_rows(path))]


@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.data())
def test_any_cells_broken_in_any_ways_are_mended_in_one_run(tmp_path, data):
    rows = [dict(row) for row in data.draw(st.sampled_from(SOURCES))]
    for _ in range(data.draw(st.integers(1, 6))):
        row = data.draw(st.sampled_from(rows))
        column = data.draw(st.sampled_from(sorted(row)))
        for way in data.draw(st.lists(st.sampled_from(sorted(BROKEN)), min_size=1, max_size=3)):
            row[column] = BROKEN[way](row[column])
    path, once, twice = tmp_path / "a.csv", tmp_path / "once.csv", tmp_path / "twice.csv"
    path.write_bytes(text_of(*rows).encode())
    try:
        fixed(path, once)
    except TableError:  # too broken for a table of rows
        return
    assert fixed(once, twice) == []
    assert once.read_bytes() == twice.read_bytes()
