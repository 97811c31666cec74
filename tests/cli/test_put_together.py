"""Files that were put together from several: the header stands again between the rows."""

from __future__ import annotations

import csv
import json
import sqlite3
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from extractor.validate import Options, Report, validate_table

VALID = Path(__file__).resolve().parents[2] / "fixtures" / "records" / "valid" / "acled.csv"
LINES = VALID.read_text("utf-8").splitlines()
AGAIN = "Note: {0}:3: the header again, left out\nNote: {0}:5: the header again, left out"


@pytest.fixture
def together(tmp_path):
    path = tmp_path / "together.csv"
    head, one, two, three = LINES
    text = "\n".join([head, one, f"\ufeff{head}", two, head.upper(), three])
    path.write_text(text + "\n", encoding="utf-8")
    return path


def test_the_header_again_is_one_finding_and_no_row(extract, together):
    done = extract("validate", together, "-f", "jsonl")
    assert done.exit_code == 0
    found = [json.loads(line) for line in done.stdout.splitlines()]
    assert [(each["code"], each["line"]) for each in found] == [("W114", 3), ("W114", 5)]


def test_it_is_told_and_passed_by_where_rows_are_taken(extract, together, tmp_path):
    for command in (
        ("convert", together, "--to", tmp_path / "out.csv"),
        ("load", together, "--to", tmp_path / "out.db"),
        ("merge", together, "-o", tmp_path / "out.jsonl"),
    ):
        done = extract(*command)
        assert done.exit_code == 0, done.stderr
        assert done.stderr.count(AGAIN.format(together)) == 1, command
    made = csv.reader((tmp_path / "out.csv").read_text("utf-8").splitlines())
    assert [row[0] for row in made] == [row[0] for row in csv.reader(LINES)]
    loaded = sqlite3.connect(tmp_path / "out.db").execute("SELECT count(*) FROM events")
    assert loaded.fetchone() == (3,)


def test_fix_takes_it_out_and_says_so(extract, together, tmp_path):
    out = tmp_path / "out.csv"
    done = extract("validate", together, "--fix", out)
    assert done.exit_code == 0
    assert "W114 mended: Line that is no record (2 times)" in done.stdout
    assert out.read_text("utf-8").splitlines() == LINES


def test_fix_takes_it_out_of_a_sheet(extract, tmp_path):
    path, out = tmp_path / "a.xlsx", tmp_path / "b.xlsx"
    book = openpyxl.Workbook()
    cells = [line.split(",") for line in ("event_id_cnty,event_date,event_type", "A1,x,y", "A2,,")]
    for row in (cells[0], cells[1], cells[0], cells[0], cells[2]):
        book.active.append(row)
    book.save(path)
    extract("validate", path, "--fix", out)
    rows = openpyxl.load_workbook(out).active.iter_rows(values_only=True)
    assert [row[0] for row in rows] == ["event_id_cnty", "A1", "A2"]


def test_another_header_loads_nothing(extract, together, tmp_path):
    head = LINES[0].split(",")
    text = "\n".join([LINES[0], LINES[1], ",".join(head[::-1]), ",".join(LINES[2])])
    together.write_text(text + "\n", encoding="utf-8")
    for command in (("load", together, "--to", tmp_path / "a.db"), ("validate", together)):
        done = extract(*command)
        assert done.exit_code == 2
        assert f"{together}:3: another header: " in done.stderr


def test_several_processes_find_the_same(tmp_path):
    from extractor.tables import open_table

    path = tmp_path / "long.csv"
    head, one = LINES[0], LINES[1].split(",", 1)[1]
    rows = [head if n % 17 == 0 else f"KEN{n},{one}" for n in range(80)]
    path.write_text("\n".join(rows) + "\n", encoding="utf-8")
    told = []
    for processes in (1, 2, 3):
        options = Options(today=date(2026, 11, 23), processes=processes, part_bytes=4000)
        report = Report("a")
        with open_table(path) as table:
            found = list(validate_table(table, options, report))
        told.append(([(each.code, each.line) for each in found], report.rows))
    assert told[0] == told[1] == told[2]
    assert [line for code, line in told[0][0] if code == "W114"] == [18, 35, 52, 69]
    assert report.rows == 75
