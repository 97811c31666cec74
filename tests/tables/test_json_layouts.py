"""Tables as pandas and R's jsonlite write them as JSON: the rows come back, or one line says why
not."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pandas
import pytest

from extractor.errors import TableError
from extractor.records.kinds import fitting
from extractor.tables import TableOptions, open_table

ROWS = [
    {"event_id_cnty": f"KEN{n}", "event_date": "2022-03-10", "actor1": "é,\n{", "fatalities": n}
    for n in range(1, 4)
]
FRAME = pandas.DataFrame(ROWS)


def read(text: str | bytes):
    notes: list[str] = []
    options = TableOptions(note=notes.append, fits=fitting(None))
    data = io.BytesIO(text if isinstance(text, bytes) else text.encode())
    with open_table("-", options, stdin=data) as table:
        return [dict(row.values) for row in table], notes


@pytest.mark.parametrize("orient", ["columns", "index", "split", "records"])
@pytest.mark.parametrize("indent", [None, 2])
def test_what_pandas_writes_gives_its_rows(orient, indent):
    found, notes = read(FRAME.to_json(orient=orient, indent=indent))
    assert found == ROWS
    assert len(notes) == (orient != "records")


def test_rows_that_were_filtered_keep_their_order_and_labels_are_no_column():
    found, _ = read(FRAME[FRAME.fatalities != 2].to_json())
    assert found == [ROWS[0], ROWS[2]]


@pytest.mark.parametrize("orient", ["columns", "index", "split"])
def test_labels_of_rows_that_are_words_are_kept(orient):
    found, _ = read(FRAME.set_index("event_id_cnty").to_json(orient=orient))
    assert [row["index"] for row in found] == ["KEN1", "KEN2", "KEN3"]
    named, _ = read(FRAME.set_index("event_id_cnty", drop=False).to_json(orient=orient))
    assert named == ROWS  # the label is a cell of the row


def test_what_jsonlite_writes_by_columns_and_with_boxes_gives_its_rows():
    columns = {name: [row[name] for row in ROWS] for name in ROWS[0]}
    assert read(json.dumps(columns))[0] == ROWS
    boxed = [{name: [cell] for name, cell in row.items()} for row in ROWS]
    assert read(json.dumps(boxed))[0] == ROWS
    boxed[1]["actor1"] = []
    assert read(json.dumps(boxed))[0][1] == {**ROWS[1], "actor1": None}


def test_a_table_longer_than_a_line_may_be_is_no_line(tmp_path: Path):
    rows = [{**ROWS[0], "event_id_cnty": f"KEN{n}", "notes": "x" * 200} for n in range(2_000)]
    found, _ = read(pandas.DataFrame(rows).to_json())
    assert found == rows


def test_rows_without_names_are_refused_in_a_line_that_names_the_way_out():
    with pytest.raises(TableError, match=r"without the names .* to_json\(orient='records'"):
        read(FRAME.to_json(orient="values"))


@pytest.mark.parametrize(
    "value",
    [
        {"event_id_cnty": {"0": "KEN1"}, "event_date": {"0": "x", "1": "y"}, "actor1": {"0": "z"}},
        {"event_id_cnty": ["KEN1"], "event_date": ["x", "y"], "actor1": ["z"]},
        {"columns": ["event_id_cnty", "event_date", "actor1"], "data": [["KEN1", "x"]]},
        {"columns": ["a", "b"], "index": [0], "data": [["KEN1", "x"]]},
        {"first": {"a": 1, "b": 2}, "second": {"a": 3, "b": 4}},
    ],
)
def test_what_only_looks_like_a_table_stays_one_value(value):
    assert read(json.dumps(value)) == ([value], [])


def test_event_records_and_articles_are_no_tables():
    record = json.loads(
        Path("fixtures/records/valid/events.jsonl").read_text(encoding="utf-8").splitlines()[0]
    )
    assert read(json.dumps(record)) == ([record], [])
    texts = {"title": {"0": "One"}, "text": {"0": "Two"}}
    with open_table("-", stdin=io.BytesIO(json.dumps(texts).encode())) as table:
        assert [row.values for row in table] == [texts]


# Rows that share their line


def places(text: str) -> list[str]:
    with open_table(
        "-", TableOptions(fits=fitting(None)), stdin=io.BytesIO(text.encode())
    ) as table:
        return [table.where(row.key).removeprefix("standard input:") for row in table]


def test_rows_that_share_a_line_are_told_by_their_number():
    assert places(json.dumps(ROWS)) == ["1 (record 1)", "1 (record 2)", "1 (record 3)"]
    assert places(FRAME.to_json()) == ["1 (record 1)", "1 (record 2)", "1 (record 3)"]
    pages = [json.dumps({"data": ROWS}), json.dumps({"data": ROWS[:1]})]
    assert places("\n".join(pages)) == [*(f"1 (record {n})" for n in (1, 2, 3)), "2"]


def test_the_line_of_a_row_is_the_files_also_where_it_is_shared():
    text = json.dumps(ROWS)
    with open_table("-", stdin=io.BytesIO(text.encode()), form="json") as table:
        found = [row.place for row in table]
    assert [(place.line, place.record) for place in found] == [(1, 1), (1, 2), (1, 3)]


def test_rows_with_a_line_of_their_own_are_told_by_it():
    assert places(json.dumps(ROWS, indent=1)) == ["2", "8", "14"]
    lines = ",\n".join(map(json.dumps, ROWS))
    assert places(f"[{lines}]") == ["1", "2", "3"]
    assert places("\n".join(map(json.dumps, ROWS))) == ["1", "2", "3"]


def test_a_row_that_begins_where_another_ends_shares_its_line():
    joined = " ".join(json.dumps(row, indent=1) for row in ROWS)
    assert places(f"[{joined}]") == ["1 (record 1)", "6 (record 2)", "11 (record 3)"]
