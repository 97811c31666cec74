"""Cells where a spreadsheet's formula failed: told by every command, refused where one must be."""

from __future__ import annotations

import csv
import sqlite3
from pathlib import Path

import openpyxl
import pytest
from table_kit import VALID, as_csv, rows

COMMANDS = ("load", "convert", "merge", "diff")


def read_by(extract, command: str, path: Path, tmp_path: Path):
    targets = {
        "load": ("--to", tmp_path / "out.db"),
        "convert": ("--to", tmp_path / "out.jsonl", "--force"),
        "merge": ("-o", tmp_path / "merged.jsonl", "--force"),
        "diff": (path,),
    }
    return extract(command, path, *targets[command])


def table(path: Path, **change: str) -> Path:
    content = rows()
    content[1] |= change
    if path.suffix == ".xlsx":
        book = openpyxl.Workbook()
        book.active.append(list(content[0]))
        for row in content:
            book.active.append(list(row.values()))
        book.save(path)
    else:
        path.write_text(as_csv(content), encoding="utf-8")
    return path


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("name", ["a.csv", "a.xlsx"])
@pytest.mark.parametrize("error", ["#REF!", " #NAME? ", "#BEZUG!", "#Н/Д", "Err:502", "#######"])
def test_a_cell_that_may_be_blank_is_told_with_its_place(extract, tmp_path, command, name, error):
    path = table(tmp_path / name, admin2=error, notes=error)
    done = read_by(extract, command, path, tmp_path)
    assert done.exit_code == 0, done.stderr
    assert "2 cells with the error of a formula read as blank" in done.stderr
    assert f"{path}:3 (admin2 {error.strip()!r})" in done.stderr
    assert "by column: admin2 1, notes 1" in done.stderr


@pytest.mark.parametrize("command", ["load", "convert", "merge"])
@pytest.mark.parametrize("column", ["country", "fatalities", "actor1", "event_date", "latitude"])
def test_a_cell_that_must_have_a_value_is_refused(extract, tmp_path, command, column):
    path = table(tmp_path / "a.csv", **{column: "#VALUE!"})
    done = read_by(extract, command, path, tmp_path)
    assert done.exit_code == 1
    assert f"a.csv:3: {'E201 ' if command == 'load' else ''}{column}: '#VALUE!'" in done.stderr
    assert "export again" in done.stderr


@pytest.mark.parametrize("command", ["load", "convert", "merge"])
def test_rows_that_are_refused_are_not_counted_as_read_blank(extract, tmp_path, command):
    path = table(tmp_path / "a.csv", country="#N/A", admin2="#N/A")
    assert "read as blank" not in read_by(extract, command, path, tmp_path).stderr


def test_a_column_that_is_none_of_acleds_is_told_too(extract, tmp_path):
    path = tmp_path / "a.csv"
    content = [{**row, "coder": "#DIV/0!"} for row in rows()]
    path.write_text(as_csv(content), encoding="utf-8")
    done = read_by(extract, "load", path, tmp_path)
    assert f"{len(content)} cells with the error of a formula" in done.stderr
    assert f"by column: coder {len(content)}" in done.stderr


@pytest.mark.parametrize("command", ["load", "convert", "merge"])
def test_ucdp_is_read_alike(extract, tmp_path, command):
    with VALID.with_name("ucdp.csv").open(encoding="utf-8", newline="") as lines:
        row = next(csv.DictReader(lines))
    path = tmp_path / "u.csv"
    path.write_text(as_csv([row | {"adm_2": "#REF!"}]), encoding="utf-8")
    assert "(adm_2 '#REF!')" in read_by(extract, command, path, tmp_path).stderr
    path.write_text(as_csv([row | {"country": "#REF!"}]), encoding="utf-8")
    assert "country: '#REF!'" in read_by(extract, command, path, tmp_path).stderr


def test_fix_leaves_what_is_lost_and_fills_what_follows(extract, tmp_path):
    path = table(tmp_path / "a.csv", admin2="#REF!", region="#REF!", interaction="#N/A")
    before, right, after = rows()
    fixed = tmp_path / "fixed.csv"
    done = extract("validate", path, "--fix", fixed)
    assert f"region: '#REF!' became {right['region']!r}" in done.stdout
    assert "admin2 stays '#REF!': the value that stood there is lost" in done.stdout
    assert fixed.read_text("utf-8") == as_csv([before, {**right, "admin2": "#REF!"}, after])


def test_what_is_told_is_what_the_database_has(extract, tmp_path):
    path = table(tmp_path / "a.csv", admin2="#REF!")
    read_by(extract, "load", path, tmp_path)
    found = sqlite3.connect(tmp_path / "out.db").execute(
        "SELECT count(*) FROM events WHERE admin2 IS NULL AND event_id_cnty = ?",
        [rows()[1]["event_id_cnty"]],
    )
    assert found.fetchone() == (1,)
