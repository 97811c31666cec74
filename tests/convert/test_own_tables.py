"""What ``extract convert`` writes, it reads again as the rows it was made from."""

from __future__ import annotations

import io
import shutil
from pathlib import Path

import pytest

from extractor.convert.formats import FORMATS, Options
from extractor.convert.reading import read_records
from extractor.records.flat import OURS
from extractor.records.kinds import OWN_COLUMNS
from extractor.validate import validate_records

ACLED = Path(__file__).resolve().parents[2] / "fixtures" / "records" / "valid" / "acled.csv"
TABLES = ["geojson", "geojsonseq", "geoparquet", "parquet", "xlsx"]


def written(path, form):
    out = io.BytesIO()
    writer = FORMATS[form].make(out, Options())
    for found in read_records([str(path)]):
        writer.write(found.record)
    writer.close()
    return out.getvalue()


@pytest.mark.parametrize("form", TABLES)
def test_rows_come_back_to_the_byte(tmp_path, form):
    if form not in ("geojson", "geojsonseq"):
        pytest.importorskip("pyarrow")
    made = tmp_path / f"a{FORMATS[form].endings[0]}"
    made.write_bytes(written(ACLED, form))
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
