"""What is written in each format, read back by readers of other makes."""

from __future__ import annotations

import csv
import io
import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from extractor.convert.formats import FORMATS, Options, format_of_name
from extractor.convert.from_acled import record_of_acled
from extractor.convert.from_ucdp import record_of_ucdp
from extractor.errors import CodingError
from extractor.records import ACLED_COLUMNS, EventRecord
from extractor.records.flat import FLAT_COLUMNS, flat_row
from extractor.text.spreadsheet import safe_cell

VALID = Path(__file__).resolve().parents[2] / "fixtures" / "records" / "valid"
OLD, NEW = VALID / "events.jsonl", VALID / "events-1.1.jsonl"


def written(name: str, *records: EventRecord, **options: bool) -> bytes:
    stream = io.BytesIO()
    writer = FORMATS[name].make(stream, Options(**options))
    for record in records:
        writer.write(record)
    writer.close()
    return stream.getvalue()


def cells(data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data.decode("utf-8"), newline="")))


def test_json_lines_hold_every_record_whole(example_record, acled):
    records = [example_record(), record_of_acled(acled())]
    lines = written("jsonl", *records).decode().splitlines()
    assert [EventRecord.from_json(line) for line in lines] == records


def test_signs_that_some_readers_take_for_line_ends_are_escaped(example_record):
    data = written("jsonl", example_record(notes="a\u2028b\x85c")).decode()
    assert len(data.splitlines()) == 1
    assert json.loads(data)["notes"] == "a\u2028b\x85c"


def test_ours_to_acled_to_ours_keeps_every_acled_column(example_record):
    row = example_record().to_acled()
    (cell,) = cells(written("acled", example_record()))
    assert list(cell) == [*ACLED_COLUMNS, "custom_police_hit"]
    assert record_of_acled(cell).to_acled() == row


def test_older_numbers_for_kinds(acled):
    (cell,) = cells(written("acled", record_of_acled(acled()), numeric_codes=True))
    assert (cell["inter1"], cell["inter2"], cell["interaction"]) == ("5", "7", "57")
    alone = record_of_acled(acled(actor2="", inter2="", interaction="", civilian_targeting=""))
    (cell,) = cells(written("acled", alone, numeric_codes=True))
    assert (cell["inter2"], cell["interaction"]) == ("0", "50")


@pytest.mark.parametrize(
    "text",
    ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "  =cmd|'/c calc'!A1", "＝1", "\u200b=1"],
)
def test_what_a_spreadsheet_would_run_gets_an_apostrophe(acled, text):
    record = record_of_acled(acled(notes=text, latitude="-3.9366"))
    (plain,) = cells(written("acled", record))
    (safe,) = cells(written("acled", record, excel_safe=True))
    assert (plain["notes"], safe["notes"]) == (text, "'" + text)
    assert safe["latitude"] == "-3.9366"
    assert safe_cell("a = 1") == "a = 1"


def test_geojson_is_a_collection_of_points_longitude_first(example_record, acled):
    made = json.loads(written("geojson", record_of_acled(acled()), example_record(location=None)))
    assert made["type"] == "FeatureCollection"
    first, second = made["features"]
    assert first["geometry"] == {"type": "Point", "coordinates": [41.867, 3.9366]}
    assert first["id"] == "KEN4711"
    assert list(first["properties"]) == list(FLAT_COLUMNS)
    assert second["geometry"] is None


def test_geojson_of_nothing_is_an_empty_collection():
    assert json.loads(written("geojson")) == {"type": "FeatureCollection", "features": []}


def test_each_text_of_a_sequence_stands_between_a_separator_and_a_newline(acled, ucdp):
    data = written("geojsonseq", record_of_acled(acled()), record_of_ucdp(ucdp()))
    empty, *texts = data.split(b"\x1e")
    assert empty == b""
    assert all(text.endswith(b"\n") for text in texts)
    assert [json.loads(text)["type"] for text in texts] == ["Feature", "Feature"]


def test_geoparquet_opens_in_geopandas_with_its_metadata(tmp_path, acled, ucdp, example_record):
    geopandas = pytest.importorskip("geopandas")
    parquet = pytest.importorskip("pyarrow.parquet")
    records = [record_of_acled(acled()), record_of_ucdp(ucdp()), example_record(location=None)]
    path = tmp_path / "e.geoparquet"
    path.write_bytes(written("geoparquet", *records))
    frame = geopandas.read_parquet(path)
    assert frame.crs.equals("OGC:CRS84")
    assert frame.geometry.isna().tolist() == [False, False, True]
    assert (frame.geometry[0].x, frame.geometry[0].y) == (41.867, 3.9366)
    assert frame.fatalities.tolist() == [2, 8, 4]
    described = json.loads(parquet.read_metadata(path).metadata[b"geo"])
    assert described["version"] == "1.1.0"
    assert described["columns"]["geometry"]["bbox"] == [41.867, 3.9366, 44.01, 13.57]
    assert b"geo" in parquet.read_schema(path).metadata


def test_parquet_has_the_types_of_the_columns(acled):
    parquet = pytest.importorskip("pyarrow.parquet")
    table = parquet.read_table(io.BytesIO(written("parquet", record_of_acled(acled()))))
    types = {field.name: str(field.type) for field in table.schema}
    assert types["event_date"] == "date32[day]"
    assert types["fatalities"] == "int64"
    assert types["latitude"] == "double"
    assert types["inter1"] == "string"
    (row,) = table.to_pylist()
    assert row["event_date"] == date(2022, 3, 9)
    assert row["inter1"] == "Rioters"
    assert row["assoc_actor_2"] is None


def test_lone_surrogates_become_replacement_characters(acled, example_record):
    record = example_record(notes="a\ud800b")
    (cell,) = cells(written("acled", record))
    assert cell["notes"] == "a\ufffdb"
    assert json.loads(written("jsonl", record))["notes"] == "a\ud800b"
    parquet = pytest.importorskip("pyarrow.parquet")
    (row,) = parquet.read_table(io.BytesIO(written("parquet", record))).to_pylist()
    assert row["notes"] == "a\ufffdb"


def workbook(data: bytes) -> Any:
    return pytest.importorskip("openpyxl").load_workbook(io.BytesIO(data)).active


def test_a_workbook_has_types_and_runs_nothing(acled):
    sheet = workbook(written("xlsx", record_of_acled(acled(notes="=1+1", source="a\x01b"))))
    names = [cell.value for cell in sheet[1]]
    assert names == list(FLAT_COLUMNS)
    row = dict(zip(names, sheet[2], strict=True))
    assert row["event_date"].value.date() == date(2022, 3, 9)
    assert row["fatalities"].value == 2
    assert (row["notes"].value, row["notes"].data_type) == ("=1+1", "s")
    assert row["notes"].quotePrefix
    assert row["source"].value == "a\ufffdb"


def test_a_cell_longer_than_excels_is_cut_and_counted(acled):
    stream = io.BytesIO()
    writer: Any = FORMATS["xlsx"].make(stream, Options())
    writer.write(record_of_acled(acled(notes="x" * 40_000)))
    writer.close()
    assert writer.cut == 1
    row = dict(zip(FLAT_COLUMNS, workbook(stream.getvalue())[2], strict=True))
    assert len(row["notes"].value) == 32_767


@pytest.mark.parametrize(
    ("name", "count"),
    [("acled", 2), ("geojson", 1), ("parquet", 1), ("geoparquet", 1), ("xlsx", 3), ("jsonl", 0)],
)
def test_signs_that_a_format_cannot_hold_are_counted(acled, name, count):
    record = record_of_acled(acled(notes="in \x0cGarissa\x00 \ud83d"))
    stream = io.BytesIO()
    writer = FORMATS[name].make(stream, Options())
    writer.write(record)
    writer.close()
    assert writer.replaced == count


@pytest.mark.parametrize("missing", ["date", "location", "actors"])
def test_a_record_with_blanks_is_no_acled_row_but_has_a_flat_one(example_record, missing):
    record = example_record(**{missing: [] if missing == "actors" else None})
    with pytest.raises(CodingError):
        written("acled", record)
    row = flat_row(record)
    assert list(row) == list(FLAT_COLUMNS)
    whole = flat_row(example_record())
    known = {column for column, cell in row.items() if cell is not None}
    assert {column for column in known if row[column] != whole[column]} == set()
    assert {"sub_event_type", "fatalities", "summary", "allegations"} <= known
    blank = {"date": "event_date", "location": "latitude", "actors": "actor1"}[missing]
    assert row[blank] is None


@pytest.mark.parametrize("name", ["geojson", "geojsonseq", "parquet", "geoparquet", "xlsx"])
def test_every_format_takes_a_record_with_everything_and_one_with_nothing(name, example_record):
    bare = example_record(date=None, location=None, actors=[])
    assert written(name, example_record(), bare)


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("a.JSONL", "jsonl"),
        ("a.csv", "acled"),
        ("a.ucdp.csv", "ucdp"),
        ("a.geojson", "geojson"),
        ("a.geojsonseq", "geojsonseq"),
        ("a.geoparquet", "geoparquet"),
        ("a.parquet", "parquet"),
        ("a.xlsx", "xlsx"),
    ],
)
def test_the_ending_tells_the_format(path, name):
    form = format_of_name(path)
    assert form is not None
    assert form.name == name


def test_an_unknown_ending_tells_nothing():
    assert format_of_name("a.doc") is None


def new_records() -> list[EventRecord]:
    return [EventRecord.from_json(line) for line in NEW.read_text("utf-8").splitlines()]


def test_flat_columns_say_who_decided_who_attributes_and_what_each_teller_counts():
    attack, abduction = map(flat_row, new_records())
    assert attack["actor1_attributed_by"] == "The state governor"
    assert attack["actor2_attributed_by"] is None
    assert attack["tolls_told"] == ("the article: killed at least 11 | Mustapha Bukar: killed 11")
    assert abduction["tolls_told"] == "the charity: abducted 3"
    assert (attack["checked_date"], attack["checked_killed"]) == ("disputed", "both")
    assert (abduction["checked_location"], abduction["checked_killed"]) == ("reader", None)


def test_a_count_without_a_number_stands_with_its_words():
    record = new_records()[1]
    (told,) = record.casualties.told
    vague = told.model_copy(update={"low": None, "high": None, "text": "dozens of\npeople"})
    tolls = record.casualties.model_copy(update={"told": (vague,)})
    row = flat_row(record.model_copy(update={"casualties": tolls}))
    assert row["tolls_told"] == "the charity: abducted “dozens of people”"


def test_a_record_of_version_1_0_has_the_same_columns_left_blank(example_record):
    line = OLD.read_text("utf-8").splitlines()[0]
    row = flat_row(EventRecord.from_json(line))
    assert list(row) == list(FLAT_COLUMNS)
    blank = {name for name in row if name.startswith("checked_") or name.endswith("attributed_by")}
    assert len(blank) == 10
    assert {row[name] for name in (*blank, "tolls_told")} == {None}


@pytest.mark.parametrize("name", ["parquet", "geoparquet", "xlsx", "geojson"])
def test_both_versions_stand_in_one_table(tmp_path, name):
    lines = (*OLD.read_text("utf-8").splitlines(), *NEW.read_text("utf-8").splitlines())
    data = written(name, *map(EventRecord.from_json, lines))
    if name == "geojson":
        rows = [one["properties"] for one in json.loads(data)["features"]]
    elif name == "xlsx":
        sheet = pytest.importorskip("openpyxl").load_workbook(io.BytesIO(data)).active
        head, *cells_of = sheet.values
        rows = [dict(zip(head, one, strict=True)) for one in cells_of]
    else:
        rows = pytest.importorskip("pyarrow.parquet").read_table(io.BytesIO(data)).to_pylist()
    assert [row["checked_date"] for row in rows] == [None, None, "disputed", "both"]
    assert [row["tolls_told"] for row in rows][-1] == "the charity: abducted 3"


def test_round_trips_of_both_versions_keep_every_acled_column():
    for record in map(EventRecord.from_json, NEW.read_text("utf-8").splitlines()):
        (cell,) = cells(written("acled", record))
        assert record_of_acled(cell).to_acled() == record.to_acled()
    lines = [*OLD.read_text("utf-8").splitlines(), *NEW.read_text("utf-8").splitlines()]
    made = written("jsonl", *map(EventRecord.from_json, lines)).decode().splitlines()
    assert [json.loads(line) for line in made] == [json.loads(line) for line in lines]


def test_a_workbook_shows_its_days_and_can_be_filtered(example_record):
    """Excel shows a day as ######## in a column as narrow as its own."""
    openpyxl = pytest.importorskip("openpyxl")
    data = written("xlsx", example_record(id="a"), example_record(id="b"))
    sheet = openpyxl.load_workbook(io.BytesIO(data)).active
    width = {cell.value: sheet.column_dimensions[cell.column_letter].width for cell in sheet[1]}
    days = [name for name, kind in FLAT_COLUMNS.items() if kind == "day"]
    assert days and all(width[name] > len("2026-03-10") for name in days)
    assert width["notes"] > width["actor1"] > width["event_date"]
    assert sheet.auto_filter.ref == f"A1:{sheet[1][-1].column_letter}3"
