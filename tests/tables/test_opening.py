"""Every form, compressed or not, by name or by content; what is not what it says is one line."""

from __future__ import annotations

import gzip
import io
import json
from datetime import datetime
from functools import cache

import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import zstandard
from hypothesis import given, settings
from hypothesis import strategies as st
from open_documents import ods

from extractor.errors import TableError
from extractor.tables import FORMS, open_table

RECORDS = [{"id": "A1", "n": 1, "where": "Neuquén"}, {"id": "A2", "n": None, "where": "x\ny"}]


def workbook(*sheets: tuple[str, list[list[object]]]) -> bytes:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, content in sheets:
        sheet = book.create_sheet(name)
        for row in content:
            sheet.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def parquet(records: list[dict[str, object]]) -> bytes:
    out = io.BytesIO()
    pq.write_table(pa.Table.from_pylist(records), out)
    return out.getvalue()


@cache  # a workbook holds the time it was saved at
def written(form: str) -> bytes:
    if form == "jsonl":
        return "".join(json.dumps(record) + "\n" for record in RECORDS).encode()
    if form == "json":
        return json.dumps(RECORDS, indent=2).encode()
    if form == "xlsx":
        rows = [list(RECORDS[0]), *([*record.values()] for record in RECORDS)]
        return workbook(("Events", rows))
    if form == "ods":
        return ods(("Events", [list(RECORDS[0]), *([*record.values()] for record in RECORDS)]))
    if form == "parquet":
        return parquet(RECORDS)
    return 'id,n,where\nA1,1,Neuquén\nA2,,"x\ny"\n'.encode()


PACKED = {"": bytes, ".gz": gzip.compress, ".zst": zstandard.compress}


@pytest.mark.parametrize("packing", PACKED)
@pytest.mark.parametrize("form", FORMS)
def test_every_form_is_read_from_a_file_and_from_a_stream(tmp_path, form, packing):
    path = tmp_path / f"records.{form}{packing}"
    path.write_bytes(PACKED[packing](written(form)))
    with open_table(path) as table:
        assert (table.form, table.columns) == (form, ("id", "n", "where"))
        values = [row.values for row in table]
    wanted = RECORDS
    if form == "csv":
        wanted = [{k: "" if v is None else str(v) for k, v in r.items()} for r in RECORDS]
    assert values == wanted
    with open_table("-", stdin=io.BytesIO(path.read_bytes())) as table:
        assert (table.form, [row.values for row in table]) == (form, wanted)


def test_lines_of_each_form(tmp_path):
    lines = {
        "csv": [2, 3],
        "jsonl": [1, 2],
        "json": [2, 7],
        "xlsx": [2, 3],
        "ods": [2, 3],
        "parquet": [1, 2],
    }
    for form, wanted in lines.items():
        path = tmp_path / f"records.{form}"
        path.write_bytes(written(form))
        with open_table(path) as table:
            assert [row.line for row in table] == wanted


def test_a_sheet_by_name_or_the_first(tmp_path):
    path = tmp_path / "book.xlsx"
    day = datetime(2022, 6, 30)
    path.write_bytes(
        workbook(("Read me", [["hello"]]), ("Data", [[], ["a", " b "], [], [1, day], [2, None]]))
    )
    assert open_table(path).columns == ("hello",)
    with open_table(path, sheet="Data") as table:
        assert (table.header_line, table.columns, table.sheet) == (2, ("a", "b"), "Data")
        assert [(row.line, row.values) for row in table] == [
            (4, {"a": 1, "b": day}),
            (5, {"a": 2, "b": None}),
        ]
    with pytest.raises(TableError, match="no sheet 'Dta'; there are 'Read me', 'Data'"):
        open_table(path, sheet="Dta")
    csv = tmp_path / "a.csv"
    csv.write_text("a\n")
    with pytest.raises(TableError, match="has no sheets: it is CSV"):
        open_table(csv, sheet="Data")


def jsonl(text: str | bytes, form="jsonl"):
    data = text if isinstance(text, bytes) else text.encode()
    return open_table("-", stdin=io.BytesIO(data), form=form)


def test_a_broken_line_of_json_lines_is_told_and_the_others_are_read():
    told: list[TableError] = []
    text = '{"a": 1}\n{broken\n\n[1]\nnull\n{"a": 2}\n' + "[" * 100_000 + "\n"
    rows = [row.line for row in jsonl(text).rows(faults=told.append)]
    assert rows == [1, 6]
    assert [fault.line for fault in told] == [2, 4, 5, 7]
    assert "broken JSON: " in told[0].reason
    assert "not a JSON object but an array" in told[1].reason
    with pytest.raises(TableError, match=":2: broken JSON"):
        list(jsonl(text))


def test_a_json_array_of_any_size_is_read_in_pieces():
    records = [{"n": n, "text": "x" * 500 + "\n", "more": [1, {"a": "]"}]} for n in range(3_000)]
    for indent in (None, 1):
        table = jsonl(json.dumps(records, indent=indent), form="json")
        assert [row.values for row in table] == records


def test_an_answer_of_an_api_gives_its_data():
    answer = {"status": 200, "count": 2, "data": RECORDS}
    assert [row.values for row in jsonl(json.dumps(answer), form="json")] == RECORDS


def test_a_pretty_printed_record_is_read(tmp_path):
    path = tmp_path / "one.json"
    path.write_text("\n" + json.dumps(RECORDS[0], indent=2) + "\n")
    assert [(row.line, row.values) for row in open_table(path)] == [(2, RECORDS[0])]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ('[{"a": 1},', "cut off"),
        ('[\n{"a": 1},\n{"a":]', ":3: broken JSON"),
        ("[" * 100_000, "too deep"),
        ('[{"a": ' + "9" * 5_000 + "}]", "thousands of digits"),
    ],
)
def test_a_broken_array_is_named_with_its_line(text, reason):
    with pytest.raises(TableError, match=reason):
        list(jsonl(text, form="json"))


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("a.csv", b"PK\x03\x04xxxx", "an Excel workbook by its content, though its name says CSV"),
        ("a.csv", b"PAR1xxxx", "Parquet by its content, though its name says CSV; rename it .p"),
        ("a.csv", b'{"a": 1}\n', "JSON Lines by its content, not CSV; rename it .jsonl"),
        ("a.csv", b"%PDF-1.4", "a PDF document, not a table"),
        ("a.csv", b"a,b\x00\x01\x02", "a binary file (NUL at byte 3), not a table, or a damaged"),
        ("a.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "old Excel"),
        ("a.xlsx", b"a,b\n1,2\n", "CSV by its content, though its name says an Excel workbook; "),
        ("a.xlsx", b"a,b\n1,2\n", "; rename it .csv"),
        ("a.xlsx", b"PK\x03\x04xxxx", "not a readable Excel workbook"),
        ("a.parquet", b"PAR1xxxx", "not a readable Parquet file"),
        ("a.csv.gz", gzip.compress(b"a,b\n" * 9_999, mtime=0)[:40], "cut off; copy or download"),
        ("a.csv.gz", b"\x1f\x8b" + b"x" * 50, "damaged"),
        ("a.csv.zst", b"\x28\xb5\x2f\xfd" + b"x" * 50, "damaged"),
        ("a.csv.gz", gzip.compress(gzip.compress(b"a,b\n", mtime=0), mtime=0), "compressed twice"),
        ("a.csv", b"", "the file is empty"),
    ],
)
def test_a_file_that_is_not_what_it_says_is_one_clear_line(tmp_path, name, data, reason):
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(TableError) as caught:
        list(open_table(path))
    message = str(caught.value)
    assert message.startswith(f"{path}: ")
    assert reason in message
    assert "\n" not in message


def test_a_missing_file_and_a_folder_are_one_line(tmp_path):
    for path, reason in [(tmp_path, "a directory"), (tmp_path / "no.csv", "no such file")]:
        with pytest.raises(TableError, match=reason):
            open_table(path)
    with pytest.raises(TableError, match="'': no such file"):
        open_table("")


@pytest.mark.parametrize("packing", [".gz", ".zst"])
def test_compression_that_breaks_off_later_is_told_with_the_line(tmp_path, packing):
    path = tmp_path / f"a.csv{packing}"
    text = "n,t\n" + "".join(f"{n},{hash((n, 1))}\n" for n in range(30_000))
    path.write_bytes(PACKED[packing](text.encode())[:-50_000])
    with pytest.raises(TableError, match=r"a.csv\.\w+:\d{5}: the compressed file is cut off"):
        list(open_table(path))


def test_parts_packed_one_after_another_are_one_file(tmp_path):
    for packing in (".gz", ".zst"):
        path = tmp_path / f"a.csv{packing}"
        path.write_bytes(PACKED[packing](b"a,b\n1,2\n") + PACKED[packing](b"3,4\n"))
        assert [row.line for row in open_table(path)] == [2, 3]


@settings(deadline=None, max_examples=300)
@given(st.binary(max_size=400), st.sampled_from([None, *FORMS]))
def test_any_bytes_give_rows_or_one_line(data, form):
    try:
        for row in open_table("-", stdin=io.BytesIO(data), form=form):
            assert row.line >= 1
    except TableError as error:
        assert "\n" not in str(error)


@settings(deadline=None, max_examples=150)
@given(st.sampled_from(FORMS), st.data())
def test_a_damaged_file_gives_rows_or_one_line(form, draw):
    whole = bytearray(written(form))
    for _ in range(draw.draw(st.integers(1, 5))):
        at = draw.draw(st.integers(0, len(whole) - 1))
        whole[at] = draw.draw(st.integers(0, 255))
    try:
        list(open_table("-", stdin=io.BytesIO(bytes(whole)), form=form))
    except TableError as error:
        assert "\n" not in str(error)


def test_numbers_of_four_bytes_in_parquet_are_the_ones_that_were_written(tmp_path):
    numbers = pa.array([-0.4532, 39.6461, None, 1.0, 1e10], pa.float32())
    pq.write_table(pa.table({"x": numbers}), tmp_path / "a.parquet")
    with open_table(tmp_path / "a.parquet") as table:
        assert [row.values["x"] for row in table] == [-0.4532, 39.6461, None, 1.0, 1e10]
