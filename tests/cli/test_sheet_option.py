"""What every command that reads tables says of the sheets of a workbook, and --sheet."""

from __future__ import annotations

import csv
import io
import json
import sqlite3
from pathlib import Path

import openpyxl
import pytest
from table_kit import as_csv, commands, rows


def workbook(path: Path, *sheets: tuple[str, list[list[object]]]) -> Path:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, content in sheets:
        sheet = book.create_sheet(name)
        for cells in content:
            sheet.append(cells)
    book.save(path)
    return path


def table(content: list[dict[str, str]]) -> list[list[object]]:
    return [list(content[0]), *(list(row.values()) for row in content)]


@pytest.fixture
def book(tmp_path):
    """A licence, then the rows on two sheets, then something else."""
    content = rows()
    return workbook(
        tmp_path / "book.xlsx",
        ("README", [["ACLED data export"], ["Terms of use apply"]]),
        ("2022", table(content[:1])),
        ("2023", table(content[1:])),
        ("Regions", [["code", "name"], [1, "Coast"], [2, "North"]]),
    )


LEFT_OUT = (
    "Note: {0}: sheet 'README' left out, 2 rows (--sheet names the one to read)\n"
    "Note: {0}: sheet 'Regions' left out, 2 rows (--sheet names the one to read)\n"
)


def test_every_sheet_is_read_or_named_by_every_command(extract, book, tmp_path):
    for command in commands(book, tmp_path):
        done = extract(*command)
        assert done.exit_code == 0, done.stderr
        times = 2 if command[0] == "score" else 1
        assert done.stderr.count(LEFT_OUT.format(book)) == times, command
    loaded = sqlite3.connect(tmp_path / "out.db").execute("SELECT count(*) FROM events")
    assert loaded.fetchone() == (3,)
    assert len((tmp_path / "out.jsonl").read_text().splitlines()) == 3
    assert openpyxl.load_workbook(tmp_path / "fixed.xlsx").sheetnames == [
        *("README", "2022", "2023", "Regions")
    ]


def test_a_sheet_can_be_named_to_every_command(extract, book, tmp_path):
    for command in commands(book, tmp_path):
        done = extract(*command, "--sheet", "2022")
        assert done.exit_code == 0, done.stderr
        assert "sheet '2023' left out, 2 rows" in done.stderr
        done = extract(*command, "--sheet", "2021", "--force") if "--fix" in command else done
    assert len((tmp_path / "out.jsonl").read_text().splitlines()) == 1
    done = extract("convert", book, "--to", tmp_path / "b.jsonl", "--sheet", "2021")
    assert done.exit_code == 2
    assert "no sheet '2021'; there are 'README', '2022', '2023', 'Regions'" in done.stderr


def test_a_sheet_is_named_for_the_workbooks_among_several_files(extract, book, tmp_path):
    other = tmp_path / "more.csv"
    other.write_text(as_csv(rows(event_id_cnty="KEN77")[:1]), encoding="utf-8")
    done = extract("convert", book, other, "--to", tmp_path / "a.jsonl", "--sheet", "2023")
    assert "3 read, 3 written" in done.stderr
    done = extract("load", other, "--to", tmp_path / "a.db", "--sheet", "2023")
    assert done.exit_code == 2
    assert "has no sheets: it is CSV" in done.stderr


def test_findings_changes_and_bad_rows_say_their_sheet(extract, tmp_path):
    one, two, three = rows()
    two["latitude"], three["event_id_cnty"] = "91", one["event_id_cnty"]
    three["event_date"] = "12 March 2022"
    turned = table([two, three])
    turned = [cells[::-1] for cells in turned]
    path = workbook(tmp_path / "b.xlsx", ("2022", table([one])), ("2023", [["Title"], *turned]))
    done = extract("validate", path)
    column = openpyxl.utils.get_column_letter(len(one) - list(one).index("latitude"))
    assert f"2023!{column}3 ({two['event_id_cnty']}): latitude is" in done.stdout
    assert f"event_id_cnty '{one['event_id_cnty']}' was already used in row 2 of '2022'" in (
        done.stdout
    )
    fixed = tmp_path / "fixed.xlsx"
    done = extract("validate", path, "--fix", fixed, "-f", "csv")
    change = next(line for line in csv.DictReader(io.StringIO(done.stdout)) if line["fixed"])
    assert (change["sheet"], change["line"], change["fixed"]) == ("2023", "4", "2022-03-12")
    sheet = openpyxl.load_workbook(fixed)["2023"]
    assert sheet.cell(4, len(one) - list(one).index("event_date")).value == "2022-03-12"
    done = extract("load", path, "--to", tmp_path / "a.db")
    assert f"Error: {path}, sheet '2023':3: E2" in done.stderr
    assert f"Error: {path}, sheet '2023':4: {one['event_id_cnty']} stands in row 2 of '2022'" in (
        done.stderr
    )
    done = extract("convert", path, "--to", tmp_path / "a.jsonl")
    assert f"Error: {path}, sheet '2023':3: latitude" in done.stderr


def test_an_error_about_columns_names_the_other_sheets(extract, tmp_path):
    path = workbook(tmp_path / "b.xlsx", ("Cover", [["hello"]]), ("Data", [["a", "b"], [1, 2]]))
    for command in commands(path, tmp_path):
        done = extract(*command)
        assert done.exit_code == 2
        assert "; there is also a sheet 'Data', which --sheet names" in done.stderr, command
    done = extract("run", path)
    assert "; there is also a sheet 'Data', which --sheet names" in done.stderr


def test_articles_are_read_from_every_sheet_that_holds_some(extract, pipeline, tmp_path):
    path = workbook(
        tmp_path / "articles.xlsx",
        ("About", [["collected in May"]]),
        ("May", [["id", "text"], ["a", "a bomb"], ["b", "a bomb in town"]]),
        ("June", [["Text", "ID"], ["a bomb again", "a"]]),
    )
    done = extract("run", path)
    assert [json.loads(line)["source"]["article_id"] for line in done.stdout.splitlines()] == [
        *("a", "b", "a")
    ]
    assert f"Note: {path}: sheet 'About' left out, 1 row" in done.stderr
    again = f"{path}, sheet 'June':2: id 'a' was already used in row 2 of 'May'"
    assert f"Note: {again}" in done.stderr
    done = extract("run", path, "--sheet", "June")
    assert len(done.stdout.splitlines()) == 1
    assert "sheet 'May' left out, 2 rows" in done.stderr
