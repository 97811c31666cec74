"""Tables in digits of other scripts and days of other calendars, through the commands."""

from __future__ import annotations

import json
import sqlite3

import pytest
from test_days_as_saved import VALID, as_csv, rows

ARABIC = str.maketrans("0123456789.", "٠١٢٣٤٥٦٧٨٩٫")
COLUMNS = ("event_date", "year", "fatalities", "latitude", "longitude", "iso", "timestamp",
           "time_precision", "geo_precision")  # fmt: skip


@pytest.fixture
def arabic(tmp_path):
    path = tmp_path / "a.csv"
    content = rows("2022-03-10", "2022-03-11", "2022-03-12")
    for row in content:
        row.update({column: str(row[column]).translate(ARABIC) for column in COLUMNS})
    path.write_text(as_csv(content), encoding="utf-8")
    return path


def test_digits_of_another_script_are_read_and_told(extract, arabic, tmp_path):
    plain, made = tmp_path / "plain.jsonl", tmp_path / "made.jsonl"
    assert extract("convert", VALID, "--to", plain).exit_code == 0
    done = extract("convert", arabic, "--to", made)
    assert done.exit_code == 0
    assert "fatalities '٢' is read as 2; so are 2 more" in done.stderr
    assert made.read_bytes() == plain.read_bytes()
    found = json.loads(extract("validate", arabic, "--format", "json").stdout)
    assert {one["code"] for one in found["findings"]} == {"W111", "W208"}


def test_a_database_gets_the_numbers(extract, arabic, tmp_path):
    assert extract("load", arabic, "--to", tmp_path / "a.db").exit_code == 0
    query = "SELECT event_date, fatalities, latitude, time_precision, iso FROM events ORDER BY id"
    with sqlite3.connect(tmp_path / "a.db") as database:
        assert next(database.execute(query)) == ("2022-03-10", 2, -0.4532, 1, 404)


def test_fix_writes_plain_digits(extract, arabic, tmp_path):
    fixed = tmp_path / "fixed.csv"
    assert extract("validate", arabic, "--fix", fixed).exit_code == 0
    assert fixed.read_text("utf-8").splitlines() == VALID.read_text("utf-8").splitlines()


@pytest.mark.parametrize("command", ["validate", "convert", "load", "merge"])
@pytest.mark.parametrize(
    ("days", "said"),
    [
        (("2565-03-10",) * 3, "the Buddhist calendar by their years, as event_date '2565-03-10' "
         "(2022-03-10 of ours); write them"),
        (("1400-12-19",) * 3, "the Persian calendar by their years, as event_date '1400-12-19' "
         "(2022-03-10 of ours); write them"),
        (("١٤٤٣/٠٨/٠٧",) * 3, "the Islamic calendar by their years, as event_date"),
        (("7 شعبان 1443",) * 3, "the Islamic calendar by their years, as event_date"),
    ],
)  # fmt: skip
def test_a_file_of_another_calendar_is_refused_in_one_line(extract, tmp_path, command, days, said):
    path = tmp_path / "a.csv"
    path.write_text(as_csv(rows(*days)), encoding="utf-8")
    more = {"convert": ("--to", tmp_path / "x.jsonl"), "load": ("--to", tmp_path / "x.db"),
            "merge": ("-o", tmp_path / "x.jsonl")}.get(command, ())  # fmt: skip
    done = extract(command, path, *more)
    assert done.exit_code == 2
    (line,) = (one for one in done.stderr.splitlines() if one.startswith("Error: "))
    assert said in line
    assert not (tmp_path / "x.jsonl").exists()


def test_one_such_day_among_others_is_an_error_of_its_row(extract, tmp_path):
    path, made = tmp_path / "a.csv", tmp_path / "x.jsonl"
    path.write_text(as_csv(rows("2022-03-10", "2565-03-11", "2022-03-12")), encoding="utf-8")
    done = extract("convert", path, "--to", made)
    assert done.exit_code == 1
    assert "a.csv:3: event_date: '2565-03-11' is a day of the Buddhist calendar" in done.stderr
    assert len(made.read_text().splitlines()) == 2
    loaded = extract("load", path, "--to", tmp_path / "a.db")
    assert "3 read = 2 loaded" in loaded.stdout + loaded.stderr


def test_articles_days_of_another_calendar_are_errors_and_other_digits_are_read(extract, tmp_path):
    path = tmp_path / "a.jsonl"
    days = ["١٢ May ٢٠٢٤", "2567-05-12", "۱۴۰۳/۰۲/۲۳"]
    path.write_text("".join(json.dumps({"text": f"Rain fell {n}.", "published": day}) + "\n"
                            for n, day in enumerate(days)))  # fmt: skip
    done = extract("run", path, "--dry-run")
    assert "a.jsonl:2: published date '2567-05-12' is a day of the Buddhist calendar" in done.stderr
    assert "2024-05-12 of ours; write it as 2017-04-05" in done.stderr
    assert "a.jsonl:3: published date '۱۴۰۳/۰۲/۲۳' is a day of the Persian calendar" in done.stderr
    assert "a.jsonl:1" not in done.stderr
