"""Numbers with separators, commas, degrees and exponents: told once and read, or refused."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path

import pytest
from click.testing import CliRunner
from rows import attack, text_of

from extractor.cli import main


@pytest.fixture
def extract(monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    return lambda *words: CliRunner().invoke(main, list(map(str, words)))


def rows(**columns: list[str]) -> str:
    many = len(next(iter(columns.values())))
    made = []
    for n in range(many):
        cells = {name: values[n] for name, values in columns.items()}
        made.append(
            attack(event_id_cnty=f"KEN{n}", notes=f"Note {n}", assoc_actor_2=f"Group {n}") | cells
        )
    return text_of(*made)


def told(extract, text: str) -> list[tuple[str, int, str]]:
    Path("a.csv").write_text(text, "utf-8")
    lines = extract("validate", "a.csv", "-f", "jsonl").stdout.splitlines()
    found = [json.loads(line) for line in lines]
    wanted = ("W208", "E228", "E229")
    return [(f["code"], f["line"], f["message"]) for f in found if f["code"] in wanted]


def mended(extract, text: str) -> list[dict]:
    """What ``--fix`` says of a file that stays with something to decide; the copy is b.csv."""
    told(extract, text)
    done = extract("validate", "a.csv", "--fix", "b.csv", "-f", "jsonl")
    assert done.exit_code == 1
    return [json.loads(line) for line in done.stdout.splitlines()]


def numbers(extract, *columns: str) -> list[tuple]:
    """What a database then holds."""
    done = extract("load", "a.csv", "--to", "a.db")
    assert done.exit_code == 0, done.output
    with sqlite3.connect("a.db") as db:
        return list(db.execute(f"SELECT {', '.join(columns)} FROM events ORDER BY event_id_cnty"))


def test_a_column_with_separators_is_told_once_with_its_count_and_loaded(extract):
    text = rows(fatalities=["1,234", "2", "12,000"], year=["2,022"] * 3)
    assert told(extract, text) == [
        ("W208", 2, "fatalities: 2 cells have separators of thousands: '1,234', read as 1234"),
        ("W208", 2, "year: 3 cells have separators of thousands: '2,022', read as 2022"),
    ]
    assert numbers(extract, "fatalities", "year") == [(1234, 2022), (2, 2022), (12000, 2022)]


def test_commas_and_degrees_of_coordinates_are_told_once_and_loaded(extract):
    text = rows(
        latitude=["-0,4532", "-0,4601", "0°27'11\" S"], longitude=["39,6461", "39,6", "39.6461 E"]
    )
    assert [(code, line) for code, line, _ in told(extract, text)] == [
        *[("W208", 2)] * 2, ("W208", 4), ("W208", 4),
    ]  # fmt: skip
    assert numbers(extract, "latitude", "longitude") == [
        (-0.4532, 39.6461), (-0.4601, 39.6), (-0.453056, 39.6461),
    ]  # fmt: skip


def test_the_files_decimal_comma_makes_the_point_a_separator(extract):
    text = rows(fatalities=["1.234", "12.000"], latitude=["-0,4532"] * 2, longitude=["39,6"] * 2)
    assert [code for code, *_ in told(extract, text)] == ["W208"] * 3
    assert numbers(extract, "fatalities") == [(1234,), (12000,)]


def test_the_files_decimal_point_makes_zeros_decimals_without_a_word(extract):
    assert told(extract, rows(fatalities=["12.000", "1.000"])) == []
    assert numbers(extract, "fatalities") == [(12,), (1,)]


@pytest.mark.parametrize(
    ("fatalities", "latitude"),
    [("1.234", "-0.4532"), ("12.000", "-1"), ("12,000", "-1"), ("1,234", "-0,4532")],
)
def test_what_the_file_does_not_settle_is_an_error_in_every_command(extract, fatalities, latitude):
    text = rows(fatalities=[fatalities], latitude=[latitude], longitude=["39"])
    assert [code for code, *_ in told(extract, text) if code == "E228"] == ["E228"]
    assert "fatalities" in extract("load", "a.csv", "--to", "a.db").output
    done = extract("convert", "a.csv", "-o", "a.jsonl")
    assert done.exit_code != 0
    assert f"fatalities: {fatalities!r} is" in done.output


def test_zeros_beside_thousandths_are_not_settled_by_coordinates_alone(extract):
    found = told(extract, rows(fatalities=["1.234", "12.000"]))
    assert [(code, line) for code, line, _ in found] == [("E228", 2), ("E228", 3)]


def test_digits_lost_to_an_exponent_are_an_error_that_says_so(extract):
    text = rows(timestamp=["1.7E+09", "1.700412700E+09"])
    (lost, read) = told(extract, text)
    assert lost[:2] == ("E229", 2)
    assert "digits were lost to an exponent" in lost[2]
    assert read[:2] == ("W208", 3)
    done = extract("convert", "a.csv", "-o", "a.jsonl")
    assert "timestamp: '1.7E+09': digits were lost" in done.output


def test_fix_mends_what_is_settled_and_lists_what_is_not(extract):
    text = rows(fatalities=["1.234", "12 000"], latitude=["0.4532 S", "-0.4532"])
    found = mended(extract, text)
    changes = {(f["column"], f["fixed"]) for f in found if f["severity"] == "fixed"}
    assert changes == {("fatalities", "12000"), ("latitude", "-0.4532")}
    undecided = [f for f in found if f["severity"] == "undecided"]
    assert [(f["code"], f["value"]) for f in undecided] == [("E228", "1.234")]


def test_fix_leaves_what_says_that_another_number_is_open(extract):
    text = rows(fatalities=["1,200", "3"], latitude=["1", "-0,4532"])
    found = mended(extract, text)
    undecided = {(f["code"], f["value"]) for f in found if f["severity"] == "undecided"}
    assert undecided == {("E228", "1,200"), ("W208", "-0,4532")}
    assert extract("load", "b.csv", "--to", "a.db").exit_code != 0  # the copy is open, too


def test_several_processes_leave_such_a_file_to_one(extract):
    text = rows(fatalities=[str(n) for n in range(900)] + ["1,234"])
    one = told(extract, text)
    several = extract("validate", "a.csv", "-f", "jsonl", "--processes", "2")
    assert [json.loads(line)["code"] for line in several.stdout.splitlines()].count("W208") == 1
    assert [code for code, *_ in one] == ["W208"]
