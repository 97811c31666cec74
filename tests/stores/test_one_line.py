"""Many rows in one line, as every API answers: each is a row of its own."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import pytest
from load_kit import Database, entry, records_file, rows

from extractor.stores import loading


def one_line(path: Path, value: object) -> Path:
    path.write_text(json.dumps(value), encoding="utf-8")
    return path


def feature(row: Mapping[str, str]) -> dict[str, Any]:
    point = [float(row["longitude"]), float(row["latitude"])]
    return {
        "type": "Feature",
        "geometry": {"type": "Point", "coordinates": point},
        "properties": dict(row),
    }


def counts(database: Database, *paths: Path) -> list[tuple[int, ...]]:
    return [
        (r.read, r.loaded, r.updated, r.unchanged, r.rejected, r.repeated)
        for r in database.load(*paths)
    ]


def ids(database: Database) -> list[str]:
    return [row[0] for row in database.query("SELECT id FROM events ORDER BY id")]


@pytest.mark.parametrize(
    "whole",
    [
        list,
        lambda made: {"status": 200, "success": True, "count": len(made), "data": made},
        lambda made: {"type": "FeatureCollection", "features": [*map(feature, made)]},
    ],
    ids=["array", "answer", "geojson"],
)
def test_rows_of_one_line_go_in_as_those_of_many(
    database: Database, tmp_path: Path, whole: Any
) -> None:
    made = rows(5)
    assert counts(database, one_line(tmp_path / "a.json", whole(made))) == [(5, 5, 0, 0, 0, 0)]
    lines = records_file(tmp_path / "a.jsonl", made)
    assert counts(database, lines) == [(5, 0, 0, 5, 0, 0)]
    assert database.one("SELECT count(*) FROM actors") == 5 * 4


def test_records_of_one_line_keep_what_belongs_to_each(database: Database, tmp_path: Path) -> None:
    made = [entry(id="a"), entry(id="b", allegations=[]), entry(id="c", denials=[])]
    assert counts(database, one_line(tmp_path / "e.json", made)) == [(3, 3, 0, 0, 0, 0)]
    assert counts(database, records_file(tmp_path / "e.jsonl", made)) == [(3, 0, 0, 3, 0, 0)]
    kinds = "SELECT event_id FROM claims WHERE kind = '{}' GROUP BY 1 ORDER BY 1"
    assert database.query(kinds.format("allegation")) == [("a",), ("c",)]
    assert database.query(kinds.format("denial")) == [("a",), ("b",)]


def test_a_bad_row_takes_no_other_of_its_line_along(database: Database, tmp_path: Path) -> None:
    made = rows(4)
    made[2] |= {"event_type": "Nonsense", "fatalities": "many"}
    (report,) = database.load(one_line(tmp_path / "a.json", made))
    assert (report.read, report.loaded, report.rejected) == (4, 3, 1)
    (bad,) = report.first_rejected
    assert bad.reason[:4] == "E211"
    assert report.place(bad).endswith(":1 (record 3)")
    assert ids(database) == ["KEN0", "KEN1", "KEN3"]


def test_ids_twice_in_a_line_and_changed_rows_are_counted(
    database: Database, tmp_path: Path
) -> None:
    database.load(one_line(tmp_path / "a.json", rows(3)))
    made: Iterable[dict[str, str]] = [
        *rows(1),
        *rows(1, start=1, notes="changed"),
        *rows(1, start=1, notes="changed"),
        *rows(1, notes="another"),
        *rows(1, start=7),
        *rows(1, start=7),
    ]
    (report,) = database.load(one_line(tmp_path / "b.json", list(made)))
    assert (report.read, report.loaded, report.updated, report.unchanged) == (6, 1, 1, 3)
    assert (report.rejected, report.repeated) == (1, 2)
    assert [row.reason for row in report.first_rejected] == [
        "KEN0 stands in record 1 with other values"
    ]
    assert ids(database) == ["KEN0", "KEN1", "KEN2", "KEN7"]


def test_a_line_longer_than_a_batch(
    database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(loading, "BATCH_EVENTS", 4)
    made = [*rows(10), *rows(1, start=1), *rows(1, start=2, notes="another")]
    made[6] = made[6] | {"fatalities": "many"}
    found = counts(database, one_line(tmp_path / "a.json", made))
    assert found == [(12, 9, 0, 1, 2, 1)]
    assert ids(database) == [f"KEN{n}" for n in range(10) if n != 6]


def test_a_line_that_is_no_row_shifts_no_other(database: Database, tmp_path: Path) -> None:
    made = rows(4)
    made[3]["fatalities"] = "many"
    path = records_file(tmp_path / "a.jsonl", made)
    first, *others = path.read_text(encoding="utf-8").splitlines(keepends=True)
    path.write_text(first + "{broken\n" + "".join(others), encoding="utf-8")
    (report,) = database.load(path)
    assert (report.read, report.loaded, report.rejected) == (5, 3, 2)
    assert sorted(row.line for row in report.first_rejected) == [2, 5]
    assert ids(database) == ["KEN0", "KEN1", "KEN2"]
