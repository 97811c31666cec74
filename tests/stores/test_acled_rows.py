"""ACLED rows taken straight into tables, beside the same rows as records."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from dataset_rows import ACLED

from extractor.convert.from_acled import record_of_acled
from extractor.errors import RecordError
from extractor.stores import address_of, open_store
from extractor.stores.acled_rows import AcledRows
from extractor.stores.layout import EVENTS
from extractor.stores.loading import load_files
from extractor.stores.rows import EventRows, rows_of_record

MILLISECONDS = (
    Path(__file__).resolve().parents[2] / "fixtures/records/invalid/E210/milliseconds.csv"
)
ROW = {
    **ACLED,
    "civilian_targeting": "Civilian targeting",
    "notes": 'Around 9 March 2022, a mob beat two people, "thieves", to death. ',
}


def straight(row: dict[str, Any]) -> EventRows:
    return AcledRows(list(row)).rows(7, list(row.values()))


def without(*columns: str) -> dict[str, str]:
    return {name: value for name, value in ROW.items() if name not in columns}


VINTAGES: dict[str, dict[str, Any]] = {
    "today's": ROW,
    "numbers before 2025": ROW | {"inter1": "5", "inter2": "7", "interaction": "57"},
    "one actor": ROW
    | {
        "actor2": "",
        "inter2": "0",
        "interaction": "50",
        "civilian_targeting": "",
        "event_type": "Riots",
        "disorder_type": "Demonstrations",
        "sub_event_type": "Violent demonstration",
        "fatalities": "0",
    },
    "without what follows": without(
        "disorder_type", "interaction", "civilian_targeting", "iso", "region", "year", "timestamp"
    ),
    "with columns of its own": ROW | {"population_best": "1200", "data_id": "77", "iso3": ""},
    "numbers of a spreadsheet": ROW | {"fatalities": 2.0, "iso": 404.0, "time_precision": 2},
    "a date in words": ROW | {"event_date": "9 March 2022", "inter1": "5.0"},
    "NUL and half a pair": ROW | {"notes": "a\0b\ud800c"},
}


@pytest.mark.parametrize("row", VINTAGES.values(), ids=VINTAGES)
def test_a_row_and_the_record_of_it_give_the_same(row: dict[str, Any]) -> None:
    today = {"event_date": "2022-03-09", "inter1": "Rioters"}  # what convert does not read
    whole = row | today if row["event_date"] == "9 March 2022" else row
    assert straight(row) == rows_of_record(record_of_acled(whole), 7)


def test_most_rows_take_the_short_way(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr("extractor.stores.acled_rows.record_of_acled")
    for name in ("today's", "numbers before 2025", "one actor", "without what follows"):
        assert straight(VINTAGES[name]).id == "KEN4711"


@pytest.mark.parametrize("row", VINTAGES.values(), ids=VINTAGES)
def test_a_row_that_wants_a_closer_look_is_the_same_in_the_end(row: dict[str, Any]) -> None:
    """The interaction is then read as older exports wrote it; what is prose stands as it is."""
    closer = row | {"time_precision": "1.0"}
    assert straight(closer) == straight(row | {"time_precision": "1"})


@pytest.mark.parametrize("closer", [{}, {"time_precision": "1.0"}])
def test_prose_stands_as_it_is_and_a_written_blank_is_none(closer: dict[str, str]) -> None:
    prose = ROW | closer | {"notes": "  Two  lines\n here. ", "source": " NA ", "tags": "n/a"}
    made = dict(zip(EVENTS.names, straight(prose).event, strict=False))
    assert (made["notes"], made["source"], made["tags"]) == ("  Two  lines\n here. ", None, None)


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("event_id_cnty", "4711"),
        ("event_date", "Tuesday"),
        ("time_precision", "4"),
        ("event_type", "Battles"),
        ("sub_event_type", "Mob"),
        ("inter1", "9"),
        ("actor1", ""),
        ("civilian_targeting", "yes"),
        ("region", "East Africa"),
        ("latitude", "nan"),
        ("longitude", "181"),
        ("geo_precision", "0"),
        ("fatalities", "-1"),
        ("fatalities", "99999999999"),
        ("timestamp", "x"),
        ("timestamp", str(2**53)),
    ],
)
def test_what_is_not_acleds_is_refused_by_name(column: str, value: str) -> None:
    with pytest.raises(RecordError, match=f"{column}|disorder_type|event_type|{value}"):
        straight(ROW | {column: value})


def test_every_name_on_a_side_is_an_actor() -> None:
    actors = straight(ROW).children[0]
    assert [(row[1], row[2], row[3], row[4], row[5]) for row in actors] == [
        (0, None, "perpetrator", "Rioters (Kenya)", "Rioters"),
        (1, 0, "perpetrator", "Students (Kenya)", None),
        (2, 0, "perpetrator", "Labor Group (Kenya)", None),
        (3, None, "target", "Civilians (Kenya)", "Civilians"),
    ]


def test_a_workbooks_numbers_are_taken_as_they_are() -> None:
    typed = ROW | {"fatalities": 2.0, "latitude": 3.9366, "iso": 404}
    assert AcledRows(list(typed)).rows(7, list(typed.values())) == straight(ROW)


def test_timestamps_in_milliseconds_reach_no_database(tmp_path: Path) -> None:
    """In the year 55000 each would stand before every later version of its row."""
    with open_store(address_of(str(tmp_path / "a.db"))) as store:
        (report,) = load_files([str(MILLISECONDS)], store)
    assert (report.loaded, report.rejected) == (0, 3)
    assert "in milliseconds; write 17" in report.first_rejected[0].reason
