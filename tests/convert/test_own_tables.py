"""What ``extract convert`` writes, it reads again as the rows it was made from."""

from __future__ import annotations

import io
import json
import shutil
import sqlite3
from pathlib import Path

import pytest

from extractor.convert.formats import FORMATS, Options
from extractor.convert.reading import read_records
from extractor.records.flat import OURS
from extractor.records.kinds import OWN_COLUMNS
from extractor.tables import TableOptions
from extractor.validate import validate_records

VALID = Path(__file__).resolve().parents[2] / "fixtures" / "records" / "valid"
ACLED, EVENTS = VALID / "acled.csv", VALID / "events-1.1.jsonl"
TABLES = ["geojson", "geojsonseq", "geoparquet", "parquet", "xlsx"]


def written(path, form):
    out = io.BytesIO()
    writer = FORMATS[form].make(out, Options())
    for found in read_records([str(path)]):
        writer.write(found.record)
    writer.close()
    return out.getvalue()


def table_of(path, form, folder):
    """The file in a form of ours, in that folder."""
    if form not in ("geojson", "geojsonseq"):
        pytest.importorskip("pyarrow")
    made = folder / f"a{FORMATS[form].endings[0]}"
    made.write_bytes(written(path, form))
    return made


@pytest.mark.parametrize("form", TABLES)
def test_rows_come_back_to_the_byte(tmp_path, form):
    made = table_of(ACLED, form, tmp_path)
    assert [f.code for f in validate_records(made)] == []
    assert written(made, "acled") == written(ACLED, "acled")
    assert written(made, "jsonl") == written(ACLED, "jsonl")


def test_a_table_of_ours_loads_as_nothing_new(tmp_path):
    from extractor.stores import address_of, open_store
    from extractor.stores.loading import load_files

    made = tmp_path / "a.geojson"
    made.write_bytes(written(ACLED, "geojson"))
    plain = tmp_path / "a.csv"
    shutil.copy(ACLED, plain)
    with open_store(address_of(str(tmp_path / "a.db"))) as store:
        reports = list(load_files([str(plain), str(made)], store))
    assert [(report.loaded, report.unchanged) for report in reports] == [(3, 0), (0, 3)]


def test_what_was_changed_in_our_own_columns_is_kept(tmp_path):
    made = tmp_path / "a.geojson"
    text = written(ACLED, "geojson").decode().replace('"summary":"Attack in', '"summary":"Raid in')
    made.write_text(text)
    [first, *_] = read_records([str(made)])
    assert first.record.original.columns == {
        "source_scale": "National",
        "summary": "Raid in Garissa",
    }


def test_an_empty_answer_is_no_record_and_no_fault(tmp_path):
    empty = tmp_path / "a.json"
    empty.write_text('{"status": 200, "success": true, "data": []}')
    assert list(read_records([str(empty)])) == []


def test_our_own_columns_are_known_to_validation():
    assert OURS.keys() == OWN_COLUMNS


READ_BACK = ("casualties", "allegations", "denials", "claims_of_responsibility",
             "requested_investigations", "weapons", "physical_targets")  # fmt: skip


def without_words(value):
    """A value of a record without what only its article has."""
    if isinstance(value, list):
        return [without_words(each) for each in value]
    if isinstance(value, dict):
        return {k: without_words(v) for k, v in value.items() if k not in ("evidence", "text")}
    return value


def edited(path, **cells):
    """A workbook of the two records of EVENTS, with some cells of its first row edited."""
    openpyxl = pytest.importorskip("openpyxl")
    path.write_bytes(written(EVENTS, "xlsx"))
    book = openpyxl.load_workbook(path)
    names = [cell.value for cell in book.active[1]]
    for name, value in cells.items():
        book.active.cell(row=2, column=names.index(name) + 1).value = value
    book.save(path)
    return path


def notes_of(path):
    told = []
    list(read_records([str(path)], tables=TableOptions(note=told.append)))
    return told


@pytest.mark.parametrize("form", TABLES)
def test_what_a_record_says_beyond_acled_is_read_back(tmp_path, form):
    made = table_of(EVENTS, form, tmp_path)
    before = [json.loads(line) for line in EVENTS.read_text("utf-8").splitlines()]
    after = [json.loads(line) for line in written(made, "jsonl").decode().splitlines()]
    assert len(before) == len(after)
    for one, other in zip(before, after, strict=True):
        assert {k: without_words(one[k]) for k in READ_BACK} == {
            k: without_words(other[k]) for k in READ_BACK
        }
        assert one["actors"][0]["attribution"] == other["actors"][0]["attribution"]


def test_what_was_edited_in_a_workbook_is_in_the_record_and_the_database(tmp_path):
    path = edited(
        tmp_path / "a.xlsx",
        fatalities_high=15,
        injured=4,
        injured_low=4,
        injured_high=7,
        weapons="knives | a pistol",
        denials="Boko Haram: It had nothing to do with it.",
        requested_investigations="? → the army: by a judge",
    )
    record = next(read_records([str(path)])).record
    killed, injured = record.casualties.killed, record.casualties.injured
    assert (killed.low, killed.coded, killed.high) == (11, 11, 15)
    assert (injured.low, injured.coded, injured.high) == (4, 4, 7)
    assert [weapon.text for weapon in record.weapons] == ["knives", "a pistol"]
    (denial,) = record.denials
    assert (denial.speaker, denial.statement) == ("Boko Haram", "It had nothing to do with it.")
    (asked,) = record.requested_investigations
    assert (asked.requester, asked.addressee, asked.investigator) == (None, "the army", "a judge")

    from extractor.stores import address_of, open_store
    from extractor.stores.loading import load_files

    with open_store(address_of(str(tmp_path / "a.db"))) as store:
        list(load_files([str(path)], store))
    found = sqlite3.connect(tmp_path / "a.db")
    event = record.id
    assert found.execute(
        "SELECT kind, low, high, coded FROM casualties WHERE event_id = ? ORDER BY 1", [event]
    ).fetchall() == [("injured", 4, 7, 4), ("killed", 11, 15, 11)]
    assert ("denial", "Boko Haram") in found.execute(
        "SELECT kind, speaker FROM claims WHERE event_id = ?", [event]
    ).fetchall()


@pytest.mark.parametrize(
    "cells",
    [
        {"injured": "many"},
        {"fatalities_high": 3},  # below the number that is coded
        {"date_start": "2020-01-01", "date_end": "2020-01-01"},
        {"allegations": "somebody blamed them"},
        {"tolls_told": "about a dozen"},
    ],
    ids=lambda cells: next(iter(cells)),
)
def test_a_cell_that_cannot_be_read_back_is_told_and_kept(tmp_path, cells):
    path = edited(tmp_path / "a.xlsx", **cells)
    (told,) = notes_of(path)
    assert "not read back from our own columns" in told
    kept = next(read_records([str(path)])).record.original.columns
    for name, value in cells.items():
        assert f"{name} (1)" in told
        assert kept[name] == str(value)


def test_what_only_an_article_has_is_told_in_one_line(tmp_path):
    (told,) = notes_of(edited(tmp_path / "a.xlsx"))
    assert "in 2 rows: checked_… (2), id (2), location_words (2)" in told
    assert "article_sha256 (2)" in told
    assert "allegations" not in told


def test_nothing_is_told_of_rows_that_come_back_whole(tmp_path):
    pytest.importorskip("openpyxl")
    made = tmp_path / "a.xlsx"
    made.write_bytes(written(ACLED, "xlsx"))
    assert notes_of(made) == []


def test_a_table_is_known_when_columns_were_taken_out(tmp_path):
    openpyxl = pytest.importorskip("openpyxl")
    path = edited(tmp_path / "a.xlsx", injured=4)
    book = openpyxl.load_workbook(path)
    for name in ("article_id", "fatalities_low", "extracted_at", "summary"):
        names = [cell.value for cell in book.active[1]]
        book.active.delete_cols(names.index(name) + 1)
    book.save(path)
    assert next(read_records([str(path)])).record.casualties.injured.coded == 4


def test_a_decision_of_a_review_is_read_back(tmp_path):
    lines = ACLED.read_text("utf-8").splitlines()
    names = ",review_status,review_coder,review_at,review_reason"
    decided = [",rejected,anna,2026-03-13T09:30:00Z,not an attack", ",open,,,", ",open,,,"]
    path = tmp_path / "a.csv"
    rows = [lines[0] + names, *map(str.__add__, lines[1:], decided)]
    path.write_text("\n".join(rows) + "\n", "utf-8")
    first, second, _ = (found.record for found in read_records([str(path)]))
    assert (first.review.status.value, first.review.coder) == ("rejected", "anna")
    assert first.review.reason == "not an attack"
    assert second.review is None
    assert notes_of(path) == []
    path.write_text("\n".join(rows).replace("rejected,", "perhaps,") + "\n", "utf-8")
    wrong = next(read_records([str(path)]))
    assert wrong.record is None
    assert "review_status is 'perhaps'" in wrong.error


def test_a_decision_whose_coder_was_taken_out_is_told_and_kept(tmp_path):
    openpyxl = pytest.importorskip("openpyxl")
    path = edited(tmp_path / "a.xlsx")
    book = openpyxl.load_workbook(path)
    book.active.cell(row=1, column=book.active.max_column + 1).value = "review_status"
    book.active.cell(row=2, column=book.active.max_column).value = "accepted"
    book.save(path)
    record = next(read_records([str(path)])).record
    assert record.review is None
    assert record.original.columns["review_status"] == "accepted"
    assert "review_status (1)" in notes_of(path)[0]


def test_a_row_that_somebody_gave_its_coordinates_is_an_acled_row(tmp_path):
    """No id stands there, as the record made no ACLED row; nobody can know what to write."""
    openpyxl = pytest.importorskip("openpyxl")
    record = next(read_records([str(EVENTS)])).record
    lost = {"latitude": None, "longitude": None, "precision": None, "admin1": None}
    location = record.location.model_copy(update=lost)
    out = io.BytesIO()
    writer = FORMATS["xlsx"].make(out, Options())
    writer.write(record.model_copy(update={"location": location}))
    writer.close()
    path = tmp_path / "a.xlsx"
    path.write_bytes(out.getvalue())
    [found] = read_records([str(path)])
    assert "admin1: is blank" in (found.error or "")
    book = openpyxl.load_workbook(path)
    cells = {cell.value: cell.column for cell in book.active[1]}
    assert book.active.cell(2, cells["event_id_cnty"]).value is None
    for name in ("latitude", "longitude", "admin1"):
        book.active.cell(2, cells[name]).value = getattr(record.location, name)
    book.active.cell(2, cells["geo_precision"]).value = 2
    book.save(path)
    [found] = read_records([str(path)])
    assert found.record.to_acled().event_id_cnty == record.to_acled().event_id_cnty
    assert found.record.location.latitude == record.location.latitude
