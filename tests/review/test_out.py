"""What leaves a review: accepted only or all with status, as JSON Lines, ACLED CSV and XLSX."""

from __future__ import annotations

import csv
import io
import json
import re
import stat
from pathlib import Path

import pytest
from click.testing import CliRunner
from openpyxl import load_workbook
from openpyxl.utils import get_column_letter
from review_kit import (
    DJIBO,
    KHAN_SHEIKHOUN,
    KONDUGA,
    checked_records,
    fixture_articles,
    open_event,
    until,
    violations,
)

from extractor.cli import main
from extractor.errors import ReviewError
from extractor.records import ACLED_COLUMNS
from extractor.review import decisions
from extractor.review.out import format_of, omissions, save, write
from extractor.review.report import report_page


@pytest.fixture
def session(open_session):
    made = open_session(records=checked_records())
    decisions.accept(made, KONDUGA, 0)
    decisions.reject(made, DJIBO, 0, "=HYPERLINK(1)")
    return made


def rows_of(session, only, ending):
    stream = io.BytesIO()
    done = write(session.lines(only), stream, ending, only)
    return stream.getvalue(), done


def test_accepted_kept_and_all_are_what_they_say(session):
    ids = {
        only: [json.loads(line)["id"] for line in session.lines(only)]
        for only in ("accepted", "kept", "all")
    }
    assert ids["accepted"] == [KONDUGA]
    assert len(ids["kept"]) == 8 and DJIBO not in ids["kept"]
    assert ids["all"] == [one.id for one in checked_records()]


def test_acled_csv_is_acleds_own_for_accepted_and_has_the_status_behind_it_for_all(session):
    data, done = rows_of(session, "accepted", "csv")
    (row,) = csv.DictReader(io.StringIO(data.decode()))
    assert tuple(row) == ACLED_COLUMNS and row["location"] == "Konduga" and done.records == 1
    data, done = rows_of(session, "all", "csv")
    rows = list(csv.DictReader(io.StringIO(data.decode())))
    assert len(rows) == done.records == 9 - done.left.total()
    assert tuple(rows[0])[:31] == ACLED_COLUMNS
    by_place = {row["location"]: row for row in rows}
    assert by_place["Konduga"]["review_status"] == "accepted"
    assert by_place["Konduga"]["review_coder"] == "anna"
    assert by_place["Djibo"]["review_reason"] == "=HYPERLINK(1)"
    assert by_place["Kherson"]["review_status"] == "open"


def test_what_acled_has_no_row_for_is_counted_with_the_reason(session):
    whole = session.record(KHAN_SHEIKHOUN).model_dump(mode="json")
    decisions.mend(session, KHAN_SHEIKHOUN, 0, {**whole, "location": None})
    _, done = rows_of(session, "all", "csv")
    assert done.left.total() >= 1 and "left out, no place in ACLED CSV" in omissions(done)
    _, done = rows_of(session, "all", "xlsx")
    assert done.records == 9 and omissions(done) == ""


def test_a_workbook_holds_the_status_and_runs_no_formula(session):
    data, _ = rows_of(session, "all", "xlsx")
    sheet = load_workbook(io.BytesIO(data)).active
    head, *rows = sheet.iter_rows(values_only=True)
    assert len(rows) == 9 and head[-4:] == (
        "review_status",
        "review_coder",
        "review_at",
        "review_reason",
    )
    reasons = [cell for cell in sheet[get_column_letter(sheet.max_column)] if cell.value]
    assert reasons[-1].value == "=HYPERLINK(1)" and reasons[-1].data_type == "s"
    data, _ = rows_of(session, "accepted", "xlsx")
    assert "review_status" not in next(load_workbook(io.BytesIO(data)).active.values)


def test_the_ending_says_the_format_and_others_are_refused(tmp_path):
    names = {"a.jsonl": "jsonl", "a.csv": "csv", "A.CSV": "csv", "a.xlsx": "xlsx", "a.txt": "jsonl"}
    assert {name: format_of(tmp_path / name) for name in names} == names
    for name in ("a.ucdp.csv", "a.geojson", "a.parquet"):
        with pytest.raises(ReviewError, match="extract convert"):
            format_of(tmp_path / name)


def test_a_table_is_written_all_or_nothing_with_the_files_own_rights(session, tmp_path):
    path = tmp_path / "out.csv"
    path.write_text("as it was")
    path.chmod(0o640)
    assert save(session, path, "accepted").records == 1
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    assert path.read_text().startswith("event_id_cnty,")
    assert list(tmp_path.glob(".out*")) == []


@pytest.fixture
def review(tmp_path, session):
    session.journal.close()
    events = tmp_path / "events.jsonl"
    events.write_text("".join(one.json_line() + "\n" for one in checked_records()), "utf-8")

    def run(*arguments):
        made = ["review", str(events), "--coder", "anna", *arguments]
        return CliRunner().invoke(main, made)

    return run


def test_the_command_writes_accepted_only(review, tmp_path):
    out = tmp_path / "r.jsonl"
    result = review("-o", str(out), "--only", "accepted", "--write-only")
    assert result.exit_code == 0 and "(1, accepted only)" in result.stderr
    (line,) = out.read_text("utf-8").splitlines()
    assert json.loads(line)["id"] == KONDUGA
    result = review("-o", str(tmp_path / "r.csv"), "--only", "all", "--write-only")
    assert result.exit_code == 0
    assert "review_status" in (tmp_path / "r.csv").read_text("utf-8").splitlines()[0]


def test_wrong_usage_is_one_line(review, tmp_path):
    result = review("--only", "accepted")
    assert result.exit_code == 2 and "--only needs -o FILE" in result.stderr
    result = review("-o", str(tmp_path / "r.parquet"), "--write-only")
    assert result.exit_code == 2 and "extract convert" in result.stderr
    assert not (tmp_path / "r.parquet").exists()


def test_records_are_downloaded_from_the_page(page, serve):
    served = serve(checked_records())
    open_event(page, served, KONDUGA)
    page.keyboard.press("a")
    until(page, "document.querySelector('#progress').textContent.startsWith('1 of 9')")
    page.keyboard.press("Shift+O")
    page.wait_for_selector("dialog[open] .outs")
    assert violations(page) == []
    assert page.locator("#out-only-accepted").is_checked()
    page.locator("#out-to-csv").check()
    with page.expect_download() as coming:
        page.locator("dialog .main").click()
    assert coming.value.suggested_filename == "events.accepted.csv"
    lines = Path(coming.value.path()).read_text("utf-8").splitlines()
    assert [row["location"] for row in csv.DictReader(lines)] == ["Konduga"]
    until(page, "document.querySelector('.toast').textContent.startsWith('1 record written')")
    for ending, beginning in (("jsonl", b'{"'), ("xlsx", b"PK")):
        answer = page.request.get(f"{served.site}/download/all.{ending}")
        assert answer.status == 200 and answer.body().startswith(beginning)
        assert answer.headers["content-security-policy"].startswith("default-src 'none'")
    assert page.request.get(f"{served.site}/download/some.csv").status == 404
    assert page.request.get(f"{served.site}/download/all.exe").status == 404


def test_what_is_chosen_for_the_file_is_what_the_end_writes(page, serve):
    served = serve(checked_records())
    open_event(page, served, KONDUGA)
    page.keyboard.press("a")
    until(page, "document.querySelector('#progress').textContent.startsWith('1 of 9')")
    page.keyboard.press("Shift+O")
    page.locator("#out-to-file").check()
    page.locator("dialog .main").click()
    until(page, "document.querySelector('.toast').textContent.includes('reviewed.jsonl')")
    assert "accepted only" in served.stop()
    assert len((served.folder / "reviewed.jsonl").read_text("utf-8").splitlines()) == 1


def test_the_report_takes_the_same_keys(page, tmp_path):
    path = tmp_path / "report.html"
    path.write_text(report_page(checked_records(), fixture_articles(), title="x"), "utf-8")
    page.goto(path.as_uri())
    page.wait_for_selector(".listpage[data-ready]")
    page.keyboard.press("?")
    keys = page.locator("dialog.help").inner_text()
    assert "Search" in keys and "Next piece of evidence" in keys and "Accept" not in keys
    assert violations(page) == []
    page.keyboard.press("Escape")
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    page.wait_for_selector(".eventpage")
    until(page, "document.querySelector('.spot').textContent === '2 of 9'")
    page.keyboard.press("j")
    until(page, "document.querySelector('.spot').textContent === '3 of 9'")
    page.keyboard.press("k")
    until(page, "document.querySelector('.spot').textContent === '2 of 9'")
    page.keyboard.press("k")
    until(page, "document.querySelector('.spot').textContent === '1 of 9'")
    page.keyboard.press("e")
    until(page, "document.activeElement.tagName === 'MARK'")
    page.keyboard.press("d")
    until(page, "document.activeElement.dataset.field === 'date'")
    assert violations(page) == []
    page.keyboard.press("Escape")
    page.wait_for_selector(".listpage")
    until(page, "document.querySelector('tr.line.active').dataset.index === '0'")
    page.keyboard.press("/")
    page.keyboard.type("munitions")
    until(page, "document.querySelector('.found').textContent.startsWith('1 of')")
    assert re.search("q=munitions", page.url)


def test_help_of_the_command_says_what_can_be_written():
    text = CliRunner().invoke(main, ["review", "--help"]).output
    assert "--only" in text and ".xlsx" in text
