"""Ids and counts of UCDP as spreadsheets and R save them."""

from __future__ import annotations

import csv
import io

import pytest

from extractor.convert.reading import read_records
from extractor.validate import validate_records

ROW = {
    "id": "412700", "year": "2022", "type_of_violence": "3", "conflict_new_id": "300",
    "dyad_new_id": "700", "side_a": "Rebels", "side_b": "Civilians", "where_prec": "1",
    "where_coordinates": "Garissa", "adm_1": "Garissa", "latitude": "-0.4532",
    "longitude": "39.6461", "country": "Kenya", "event_clarity": "1", "date_prec": "1",
    "date_start": "2022-03-10", "date_end": "2022-03-10", "deaths_a": "0", "deaths_b": "0",
    "deaths_civilians": "2", "deaths_unknown": "0", "best": "2", "high": "2", "low": "2",
}  # fmt: skip


def read(*changes: dict[str, str]):
    out = io.StringIO()
    writer = csv.DictWriter(out, list(ROW))
    writer.writeheader()
    writer.writerows(ROW | change for change in changes)
    return list(read_records(["-"], stdin=io.BytesIO(out.getvalue().encode())))


def test_ids_with_separators_are_the_ids():
    (found,) = read({"id": "412,700"})
    assert found.record is not None
    assert found.record.id == "UCDP412700"


def test_r_writes_a_round_id_with_an_exponent_beside_others_in_full():
    ids = [found.record and found.record.id for found in read({"id": "4e+05"}, {})]
    assert ids == ["UCDP400000", "UCDP412700"]


@pytest.mark.parametrize("id", ["4.13E+05", "4E+05", "1.7e+09"])
def test_an_id_that_lost_digits_is_no_id(id):
    found, _ = read({"id": id}, {})
    assert found.record is None
    assert f"id: {id!r}: digits were lost to an exponent" in str(found.error)


def test_counts_that_lost_digits_are_no_counts():
    (found,) = read({"best": "1.2E+03", "high": "1500"})
    assert "best: '1.2E+03': digits were lost" in str(found.error)


def test_validation_tells_the_same():
    rows = [ROW | {"id": "4.13E+05"}, ROW | {"id": "412,701", "side_b": "Farmers"}]
    codes = [f.code for f in validate_records(rows) if f.code[1:] in ("208", "228", "229")]
    assert sorted(codes) == ["E229", "W208"]
