"""Values of JSON that are no rows, each told in its own words; what stands around rows."""

from __future__ import annotations

import gzip
import io
import json
import zlib
from typing import Any

import pytest

from extractor.errors import TableError
from extractor.records.kinds import fitting
from extractor.tables import TableOptions, open_table


def read(text: str, form: Any = "jsonl", **options: Any) -> tuple[list[Any], list[str], list[str]]:
    """Rows, faults and notes."""
    notes: list[str] = []
    faults: list[TableError] = []
    told = TableOptions(note=notes.append, **options)
    with open_table("-", told, stdin=io.BytesIO(text.encode()), form=form) as table:
        rows = [row for batch in table.batches(faults=faults.append) for row in batch.rows]
    short = [str(one).removeprefix("standard input:") for one in (*faults, *notes)]
    return rows, short[: len(faults)], short[len(faults) :]


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("3", "not a JSON object but a number"),
        ("1.5", "not a JSON object but a number"),
        ('"x"', "not a JSON object but a string"),
        ("null", "not a JSON object but null"),
        ("false", "not a JSON object but true or false"),
        ("[1]", "not a JSON object but an array"),
        ('{"a":', "broken JSON: Expecting value at column 6"),
        ('{"a":1} x', "broken JSON: Extra data at column 9"),
        (f'{{"a":{"9" * 5000}}}', "broken JSON: a number of thousands of digits"),
        ("[" * 100_000, "broken JSON: nested too deep"),
    ],
)
def test_a_line_that_is_no_row_is_told_and_the_next_one_read(line: str, told: str) -> None:
    assert read(f'{{"a":1}}\n{line}\n{{"b":2}}\n') == ([{"a": 1}, {"b": 2}], [f"2: {told}"], [])
    with (
        pytest.raises(TableError) as caught,
        open_table("-", stdin=io.BytesIO(f'{{"a":1}}\n{line}\n'.encode()), form="jsonl") as table,
    ):
        list(table.rows())
    assert str(caught.value) == f"standard input:2: {told}"


def test_rows_keep_their_lines() -> None:
    with open_table("-", stdin=io.BytesIO(b'{"a":1}\n\n{"a":[2]}\n'), form="jsonl") as table:
        assert [(row.line, row.values) for row in table.rows()] == [(1, {"a": 1}), (3, {"a": [2]})]


def test_what_stands_before_the_place_where_a_file_breaks_off_is_read() -> None:
    lines = [f'{{"a": {n}, "b": "{hash(n * 7)}"}}\n' for n in range(9000)]
    whole = gzip.compress("".join(lines).encode())
    cut = whole[: len(whole) // 3]
    left = zlib.decompressobj(31).decompress(cut).count(b"\n")
    read = []
    with (
        open_table("-", stdin=io.BytesIO(cut), form="jsonl") as table,
        pytest.raises(TableError, match="the compressed file is cut off") as caught,
    ):
        for batch in table.batches():
            read += [row["a"] for row in batch.rows]
    assert read == list(range(left))
    assert caught.value.line == left + 1


@pytest.mark.parametrize("between", [",", ", ", ",\n", "\n"])
@pytest.mark.parametrize("around", [("[", "]"), ('{"data": [', "]}"), ("", "")])
def test_of_an_array_all_whole_elements_before_the_break_are_read(
    between: str, around: tuple[str, str]
) -> None:
    records = [f'{{"a": {n}, "b": "Gwoza – {hash(n * 7)}"}}' for n in range(20_000)]
    text = around[0] + between.join(records) + around[1]
    whole = gzip.compress(text.encode())
    cut = whole[: len(whole) * 2 // 3]
    left = zlib.decompressobj(31).decompress(cut).decode("utf-8", "ignore").count("}")
    read = []
    with (
        open_table("-", stdin=io.BytesIO(cut), form="json") as table,
        pytest.raises(TableError, match="the compressed file is cut off"),
    ):
        for batch in table.batches():
            read += [row["a"] for row in batch.rows]
    assert read == list(range(left))
    assert 10_000 < left < 20_000


def test_an_element_is_read_that_ends_where_the_text_does() -> None:
    text = '[{"a": "Dikwa, één"}, {"a": "Bama"}'.encode() + b"\xff"
    read = []
    with open_table("-", stdin=io.BytesIO(text), form="json") as table, pytest.raises(TableError):
        for batch in table.batches():
            read += [row["a"] for row in batch.rows]
    assert read == ["Dikwa, één", "Bama"]


def feature(point: list[float], **properties: Any) -> str:
    geometry = {"type": "Point", "coordinates": point}
    return json.dumps({"type": "Feature", "properties": properties, "geometry": geometry})


@pytest.mark.parametrize("point", [[34.5, 9.5], [34.5, 9.5, 1200.0]])
def test_the_point_of_a_feature_is_its_place_with_or_without_a_height(point: list[float]) -> None:
    assert read(feature(point, a=1)) == ([{"a": 1, "latitude": 9.5, "longitude": 34.5}], [], [])
    rows, _, notes = read(feature(point, latitude=9, longitude=3))
    assert rows == [{"latitude": 9, "longitude": 3}]
    assert notes == [
        " 1 feature has another point than latitude and longitude say; the columns are read"
    ]


@pytest.mark.parametrize(
    "row", [{"type": "Feature", "properties": "x"}, {"geometry": 1, "attributes": "x"}]
)
def test_what_only_looks_like_a_feature_is_a_row(row: dict[str, Any]) -> None:
    assert read(json.dumps(row)) == ([row], [], [])


LONG = "9" * 5000


@pytest.mark.parametrize("around", ['"count":"{}"', '"total_pages":"{}"', '"status":"{}"'])
def test_a_count_of_thousands_of_digits_is_none(around: str) -> None:
    text = f'{{{around.format(LONG)},"data":[{{"a":1}}]}}'
    assert read(text, "json") == ([{"a": 1}], [], [])


def test_nor_is_a_status_of_an_answer_that_something_is_wrong() -> None:
    with pytest.raises(TableError, match="an API's answer that something is wrong, not rows: x"):
        read(f'{{"status":"{LONG}","error":"x"}}')


def test_rows_by_their_label_are_told_as_that() -> None:
    row = '{"event_id_cnty":"KEN1","event_date":"2024-05-14","event_type":"Riots"}'
    other = row.replace("KEN1", "KEN2")
    rows, faults, notes = read(f'{{"a":{row},"b":{other}}}', "json", fits=fitting(None))
    assert [one["event_id_cnty"] for one in rows] == ["KEN1", "KEN2"]
    assert (faults, notes) == (
        [],
        [" read as rows by their label, a table that is one JSON value"],
    )


def test_cells_that_are_lists_of_one_are_unboxed_from_three_columns_on() -> None:
    three = '{"event_id_cnty":["KEN1"],"event_date":["2024-05-14"],"notes":[]}'
    rows, _, _ = read(three, fits=fitting(None))
    assert rows == [{"event_id_cnty": "KEN1", "event_date": "2024-05-14", "notes": None}]
    two = '{"event_id_cnty":["KEN1"],"notes":["x"]}'
    assert read(two, fits=fitting(None))[0] == [{"event_id_cnty": ["KEN1"], "notes": ["x"]}]


@pytest.mark.parametrize("form", ["jsonl", "json"])
def test_a_key_that_is_there_twice_with_two_values_makes_no_row(form: str) -> None:
    twice = '{"a": 1, "b": {"c": 2, "c": 3}}'
    same = '{"a": 4, "a": 4}'
    lines = [twice, same, '{"a": 1, "b": 2, "a": 5}']
    text = f"[{', '.join(lines)}]" if form == "json" else "\n".join(lines)
    rows, faults, _ = read(text, form)
    assert rows == [{"a": 4}]
    assert len(faults) == 2
    assert "the key 'c' is there twice, with 2 and 3" in faults[0]
    assert "the key 'a' is there twice, with 1 and 5" in faults[1]


@pytest.mark.parametrize("between", ["", " ", ",", " , "])
def test_a_line_may_hold_several_objects(between):
    text = '{"a":1}\n' + between.join(['{"a":2}', '{"a":3}']) + '\n{"a":4},\n'
    assert read(text) == ([{"a": n} for n in (1, 2, 3, 4)], [], [])


@pytest.mark.parametrize("end", ['{"a":', "x", ", 3", '{"a":3}]'])
def test_of_a_line_that_breaks_off_in_its_second_object_none_is_taken(end):
    rows, faults, _ = read(f'{{"a":1}}\n{{"a":2}}{end}\n{{"a":4}}\n')
    assert rows == [{"a": 1}, {"a": 4}]
    assert faults == ["2: broken JSON: Extra data at column 8"]


def test_records_that_share_a_line_are_told_by_their_number():
    _, faults, _ = read('{"a":1}{"b":1,"b":2}\n')
    assert faults == ["1: the key 'b' is there twice, with 1 and 2"]
