"""What programs write for a blank cell is a blank, for every command."""

from __future__ import annotations

from pathlib import Path

import pytest

from extractor.codebook.formula_errors import FORMULA_ERRORS
from extractor.convert.from_acled import record_of_acled
from extractor.convert.from_ucdp import record_of_ucdp
from extractor.records.vintages import WRITTEN_BLANKS
from extractor.stores.acled_rows import AcledRows
from extractor.validate import validate_records

RECORDS = Path(__file__).resolve().parents[2] / "fixtures" / "records"
ROW = {
    "event_id_cnty": "KEN1", "event_date": "2024-05-14", "year": "2024", "time_precision": "1",
    "disorder_type": "Political violence", "event_type": "Battles", "sub_event_type": "Armed clash",
    "actor1": "Al Shabaab", "assoc_actor_1": "", "inter1": "Rebel group",
    "actor2": "Military Forces of Kenya (2022-)", "assoc_actor_2": "", "inter2": "State forces",
    "interaction": "State forces-Rebel group", "civilian_targeting": "", "iso": "404",
    "region": "Eastern Africa", "country": "Kenya", "admin1": "Mandera", "admin2": "", "admin3": "",
    "location": "Mandera", "latitude": "3.9366", "longitude": "41.8670", "geo_precision": "1",
    "source": "The Example Times", "source_scale": "", "notes": "", "fatalities": "0", "tags": "",
    "timestamp": "1700000000",
}  # fmt: skip
BLANK = [column for column, cell in ROW.items() if not cell]


@pytest.mark.parametrize("word", sorted(WRITTEN_BLANKS))
def test_a_word_for_blank_is_told_in_validation_and_blank_in_a_record_and_a_database(word):
    row = {**ROW, **dict.fromkeys(BLANK, word)}
    codes = [(finding.code, finding.column) for finding in validate_records([row])]
    code = "W231" if word in FORMULA_ERRORS else "W204"
    assert sorted(codes) == sorted((code, column) for column in BLANK)
    plain = record_of_acled(ROW)
    assert record_of_acled(row) == plain
    stored = AcledRows(list(row)).rows(1, list(row.values()))
    assert stored == AcledRows(list(ROW)).rows(1, list(ROW.values()))


@pytest.mark.parametrize("word", [".", "NA", r"\N"])
def test_a_word_for_blank_in_a_ucdp_row_is_no_place(word):
    text = (RECORDS / "valid" / "ucdp.csv").read_text(encoding="utf-8").splitlines()
    row = dict(zip(text[0].split(","), ["1"] * 60, strict=False))
    row |= {"date_start": "2016-05-01", "date_end": "2016-05-01", "country": "Syria"}
    row |= {"adm_1": word, "adm_2": word, "where_coordinates": "Aleppo city", "gwnob": word}
    record = record_of_ucdp(row)
    assert record.location.admin1 is None
    assert record.location.admin2 is None
    assert word not in record.original.columns.values()


@pytest.mark.parametrize("name", ["Nan", "None, Piedmont", "Na", "null-town", "..."])
def test_a_name_that_only_looks_like_a_blank_is_a_name(name):
    assert record_of_acled({**ROW, "location": name}).location.name == name
