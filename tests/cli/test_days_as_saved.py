"""Days as spreadsheets save them, through every command that takes rows."""

from __future__ import annotations

import csv
import io
import json
import sqlite3
from datetime import date
from pathlib import Path

import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from extractor.tables import open_table
from extractor.validate import Options, Report, validate_table

VALID = Path(__file__).resolve().parents[2] / "fixtures" / "records" / "valid" / "acled.csv"
DAYS = ["2022-03-10", "2022-03-11", "2022-03-12"]


def rows(*days: object, **change: str) -> list[dict[str, object]]:
    with VALID.open(encoding="utf-8", newline="") as lines:
        content = list(csv.DictReader(lines))
    return [{**row, **change, "event_date": day} for row, day in zip(content, days, strict=True)]


def as_csv(content: list[dict[str, object]]) -> str:
    out = io.StringIO()
    writer = csv.DictWriter(out, list(content[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows(content)
    return out.getvalue()


FORMS = {
    "a word and two digits": ("10-Mar-22", "11-Mar-22", "12-Mar-22"),
    "day first": ("10-03-22", "11-03-22", "12-03-22"),
    "month first": ("3/10/22", "3/11/22", "3/12/22"),
    "month first, four digits": ("3/10/2022 0:00", "3/11/2022 0:00", "3/12/2022 0:00"),
    "month first, dashes": ("03-10-2022", "03-11-2022", "03-12-2022"),
    "without its year": ("10-Mar", "11-Mar", "12-Mar"),
    "serial": ("44630", "44631", "44632"),
    "serial of R": ("19061", "19062", "19063"),
    "digits": ("20220310", "20220311", "20220312"),
    "words of another language": ("10. März 2022", "11. März 2022", "12. März 2022"),
    "words and two digits": ("10-mars-22", "11-mars-22", "12-mars-22"),
    "a month, whose day the note has": ("mars-22", "mars-22", "mars-22"),
    "with its weekday": ("jueves 10/mar/22", "viernes 11/mar/22", "sábado 12/mar/22"),
}


@pytest.mark.parametrize("days", FORMS.values(), ids=list(FORMS))
def test_every_command_reads_them_alike(extract, tmp_path, days):
    path = tmp_path / "days.csv"
    path.write_text(as_csv(rows(*days)), encoding="utf-8")
    done = extract("validate", path, "-f", "jsonl")
    assert done.exit_code == 0, done.stdout
    assert [json.loads(line)["code"] for line in done.stdout.splitlines()] == ["W111"]
    done = extract("validate", path, "--fix", tmp_path / "fixed.csv")
    assert done.exit_code == 0
    assert (tmp_path / "fixed.csv").read_text("utf-8") == as_csv(rows(*DAYS))
    for command in (
        ("validate", path),
        ("convert", path, "--to", tmp_path / "out.jsonl"),
        ("load", path, "--to", tmp_path / "out.db"),
        ("merge", path, "-o", tmp_path / "merged.jsonl"),
    ):
        done = extract(*command)
        assert done.exit_code == 0, done.stderr
        told = f"Note: {path}:2: event_date {days[0]!r} is read as 2022-03-10"
        assert (told in done.stderr) is not (days[0].isdigit() or days[0].endswith(" 2022")) or (
            len(days[0]) == 5
        )
    for name in ("out.jsonl", "merged.jsonl"):
        made = [json.loads(line) for line in (tmp_path / name).read_text().splitlines()]
        assert sorted(record["date"]["start"] for record in made) == DAYS
    stored = sqlite3.connect(tmp_path / "out.db").execute("SELECT event_date FROM events")
    assert sorted(day for (day,) in stored) == DAYS


def test_what_nothing_settles_is_an_error_that_shows_the_readings(extract, tmp_path):
    path = tmp_path / "days.csv"
    content = rows("3/10/2022", "11-Mar", "44632", year="", notes="None.")
    path.write_text(as_csv(content), encoding="utf-8")
    done = extract("validate", path, "--select", "E2")
    assert done.exit_code == 1
    for said in (
        "event_date is '3/10/2022': 2022-10-03 or 2022-03-10; neither the year, the note nor",
        "event_date is '11-Mar': a day without its year; write YYYY-MM-DD",
        "event_date is '44632': a serial day, 2022-03-12 in days since 1900, as Excel counts or",
    ):
        assert said in done.stdout
    done = extract("load", path, "--to", tmp_path / "a.db")
    assert "3 read = 0 loaded" in done.stderr
    done = extract("validate", path, "--fix", tmp_path / "b.csv", "--select", "E2")
    assert "mended" not in done.stdout.replace("W202", "")
    assert "'3/10/2022'" in done.stdout


def test_a_day_with_dashes_that_the_file_leaves_open_is_an_error_everywhere(extract, tmp_path):
    path = tmp_path / "days.csv"
    path.write_text(as_csv(rows("03-28-2022", "28-03-2022", "03-10-2022", notes="None.")), "utf-8")
    done = extract("validate", path, "--select", "E2")
    assert "event_date is '03-10-2022': 2022-10-03 or 2022-03-10; neither" in done.stdout
    done = extract("load", path, "--to", tmp_path / "a.db")
    assert "3 read = 2 loaded + 0 updated + 0 unchanged + 1 rejected" in done.stderr
    for command in (
        ("convert", path, "--to", tmp_path / "a.jsonl"),
        ("merge", path, "-o", tmp_path / "b.jsonl"),
    ):
        done = extract(*command)
        assert done.exit_code == 1
        assert f"{path}:4: event_date" in done.stderr


@pytest.mark.parametrize("number", [int, float])
def test_serial_days_of_a_workbook_and_a_parquet_file(extract, tmp_path, number):
    content = rows(*(number(day) for day in FORMS["serial"]))
    book = openpyxl.Workbook()
    for cells in (list(content[0]), *(list(row.values()) for row in content)):
        book.active.append(cells)
    book.save(tmp_path / "a.xlsx")
    pq.write_table(pa.Table.from_pylist(content), tmp_path / "a.parquet")
    for name in ("a.xlsx", "a.parquet"):
        fixed = tmp_path / f"fixed-{name}"
        done = extract("validate", tmp_path / name, "--fix", fixed)
        assert done.exit_code == 0, done.stdout + done.stderr
        assert "W111 mended: Older form of date (3 times)" in done.stdout
        with open_table(fixed) as table:
            assert [entry.values["event_date"] for entry in table] == DAYS
        done = extract("convert", tmp_path / name, "--to", tmp_path / f"{name}.jsonl")
        assert "3 read, 3 written" in done.stderr


def test_days_of_a_ucdp_file_as_excel_saves_them(extract, tmp_path):
    ucdp = VALID.with_name("ucdp.csv")
    with ucdp.open(encoding="utf-8", newline="") as lines:
        content = list(csv.DictReader(lines))
    for row in content:
        for column in ("date_start", "date_end"):
            day = date.fromisoformat(row[column][:10])
            row[column] = f"{day.month}/{day.day}/{day.year} 0:00"
    content[0]["date_start"] = content[0]["date_end"] = f"1/29/{content[0]['year']} 0:00"
    path = tmp_path / "ucdp.csv"
    path.write_text(as_csv(content), encoding="utf-8")
    done = extract("validate", path, "-f", "jsonl")
    assert {json.loads(line)["code"] for line in done.stdout.splitlines()} == {"W111"}
    done = extract("convert", path, "--to", tmp_path / "out.ucdp.csv")
    assert done.exit_code == 0, done.stderr


def test_several_processes_find_the_same(tmp_path):
    path = tmp_path / "long.csv"
    one = rows(*DAYS)[1]
    many = [{**one, "event_id_cnty": f"KEN{n}"} for n in range(80)]
    for n in (60, 61, 75):
        many[n]["event_date"] = "11-Mar-22"
    many[70]["event_date"] = "11-Mar-21"
    path.write_text(as_csv(many), encoding="utf-8")
    told = []
    for processes in (1, 2, 3):
        options = Options(today=date(2026, 11, 23), processes=processes, part_bytes=4000)
        report = Report("a")
        with open_table(path) as table:
            found = list(validate_table(table, options, report))
        told.append(([(each.code, each.line, each.message) for each in found], report.rows))
    assert told[0] == told[1] == told[2]
    assert [(code, line) for code, line, _ in told[0][0] if code in ("W112", "E206")] == [
        ("W112", 62),
        ("E206", 72),
    ]
