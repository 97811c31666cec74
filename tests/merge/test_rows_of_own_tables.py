"""Rows of our own tables are the reports they were written from, not rows of a dataset."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from curated import acled, ucdp
from reported import report_of

from extractor.convert.formats import FORMATS, Options
from extractor.convert.reading import read_records
from extractor.merge import Merger, killed_in, merge_records
from extractor.records import EventRecord
from extractor.records.datasets import dataset_of
from extractor.stores.rows import rows_of_record


def reports(**told):
    """Two reports of one attack and one of another, of three articles."""
    told = {"admin1": "Mandera", "killed": 6, **told}
    return [report_of("a", **told), report_of("b", **told), report_of("c", **told | AWAY)]


AWAY = {"day": "2026-04-01"}


def table(path: Path, records, form: str = "geojson", **edits: str) -> list[EventRecord]:
    """The records as they are read from a table of ours that was written of them; ``edits`` are
    made in its text."""
    if form not in ("geojson", "geojsonseq"):
        pytest.importorskip("pyarrow")
    made = path / f"t{FORMATS[form].endings[0]}"
    with made.open("wb") as out:
        writer = FORMATS[form].make(out, Options())
        for record in records:
            writer.write(record)
        writer.close()
    for old, new in edits.items():
        made.write_text(made.read_text("utf-8").replace(old, new), "utf-8")
    found = list(read_records([str(made)]))
    assert all(one.record for one in found), found
    return [one.record for one in found if one.record]


def groups(records) -> list[list[str]]:
    return sorted(sorted(r.id for r in one.reports or (one,)) for one in merge_records(records))


@pytest.mark.parametrize("form", ["geojson", "geojsonseq", "geoparquet", "parquet", "xlsx"])
def test_rows_of_our_table_are_joined_as_their_records_are(tmp_path, form):
    records = reports()
    filed = records[0].source.model_copy(update={"file": "reports/a.pdf"})
    records[0] = records[0].model_copy(update={"source": filed})
    rows = table(tmp_path, records, form)
    assert groups(rows) == groups(records) == [["id-a", "id-b"], ["id-c"]]
    whole = next(one for one in merge_records(rows) if one.reports)
    assert killed_in(whole) == 6
    assert [source(one) for one in whole.reports] == [source(one) for one in records[:2]]


def source(record):
    told = record.source
    return told.article_id, told.published, told.sha256, told.file


def test_two_events_of_one_article_stay_two(tmp_path):
    told = {"admin1": "Mandera", "killed": 6, "article": "one"}
    rows = table(tmp_path, [report_of("a", **told), report_of("b", **told)])
    assert groups(rows) == [["id-a"], ["id-b"]]


def test_a_record_and_its_row_are_one_report(tmp_path):
    records = reports()
    rows = table(tmp_path, records)
    with Merger() as merger:
        for record in (*rows, *records):
            merger.add(record)
        merged = list(merger.merged())
        assert (merger.repeated, list(merger.superseded())) == (3, [])
    assert merged == merge_records(records)  # with the words of the articles


def test_a_row_that_was_edited_is_told_beside_its_record(tmp_path):
    records = reports()[:1]
    rows = table(tmp_path, records, **{'"fatalities":6': '"fatalities":7',
                                       '"fatalities_low":6': '"fatalities_low":7'})  # fmt: skip
    assert killed_in(rows[0]) == 7
    with Merger() as merger:
        for record in (*rows, *records):
            merger.add(record)
        (one,) = merger.merged()
        (told,) = merger.superseded()
    assert killed_in(one) == 6
    assert (told.name, told.kept.killed, [v.killed for v in told.left]) == ("event id-a", 6, [7])


def test_rows_of_a_dataset_that_came_through_our_table_stay_apart(tmp_path):
    rows = table(tmp_path, [acled(1, 6), acled(2, 6), ucdp(3, 6), ucdp(4, 6)])
    assert [dataset_of(row) for row in rows] == ["ACLED"] * 4
    assert merge_records(rows) == rows


def test_a_merged_record_with_a_datasets_row_in_it_stays_a_row(tmp_path):
    told = {"admin1": "Mandera", "killed": 6}
    whole = [
        *merge_records([acled(1, 6), report_of("a", **told)]),
        *merge_records([acled(2, 6), report_of("b", **told)]),
    ]
    rows = table(tmp_path, whole)
    assert [row.id for row in rows] == ["KEN1", "KEN2"]
    assert merge_records(rows) == rows


def test_a_row_added_by_hand_stays_a_row(tmp_path):
    rows = table(tmp_path, reports()[:2], **{'"model":"m"': '"model":null'})
    assert groups(rows) == sorted([row.id] for row in rows)


def test_a_column_called_model_makes_no_article_of_a_row():
    row = acled(1, 6, model="gpt", article_id="a", id="x")
    assert dataset_of(row) == "ACLED"
    assert merge_records([row, acled(2, 6, model="gpt", article_id="b", id="y")])[0] == row


def test_a_database_knows_the_article_of_a_row_that_went_through_merge(tmp_path):
    (one,) = merge_records(table(tmp_path, reports()[2:]))
    found = rows_of_record(one, 1)
    assert [article[0] for article in found.articles] == ["article-c"]
    assert json.loads(one.json_line())["source"]["article_id"] == "article-c"
