"""Files that hold no events are named in one line, by their columns."""

from __future__ import annotations

import pytest

from extractor.errors import TableError
from extractor.records import ACLED_COLUMNS
from extractor.records.kinds import UCDP_COLUMNS, RecordKind, kind_of_columns, unknown_kind
from extractor.validate import validate_records

MONADIC = [c for c in ACLED_COLUMNS if c not in ("actor2", "assoc_actor_2", "inter2")]
FILES = {
    name: columns.split() if isinstance(columns, str) else columns
    for name, columns in {
        "actor-based": MONADIC,
        "weekly aggregates": "WEEK REGION COUNTRY ADMIN1 EVENT_TYPE SUB_EVENT_TYPE EVENTS "
        "FATALITIES POPULATION_EXPOSURE DISORDER_TYPE ID CENTROID_LATITUDE CENTROID_LONGITUDE",
        "counts of ACLED's events": "Country Month Year Events",
        "sums of ACLED's fatalities": "COUNTRY YEAR FATALITIES",
        "list of deleted events": "event_id_cnty deleted_timestamp",
        "list of actors": "actor_name first_event_date last_event_date event_count",
        "Conflict Alert System": "country admin1 month year total_forecast battles_forecast",
        "by country and year": "country_id_cy country_cy year_cy region_cy sb_exist_cy",
        "battle-related deaths": "conflict_id dyad_id location_inc side_a side_b year bd_best",
        "one-sided violence": "conflict_id actor_name year best_fatality_estimate",
        "armed conflicts": "conflict_id location side_a side_b incompatibility year "
        "intensity_level type_of_conflict",
        "Global Terrorism Database": "eventid iyear imonth iday attacktype1 nkill",
        "GDELT": "GLOBALEVENTID SQLDATE Actor1Code",
        "acled_transform_longer": "event_id_cnty event_date event_type country type_of_actor actor "
        "inter_type inter fatalities",
        "POLECAT": ["Event ID", "Event Date", "Event Mode", "Contexts", "Actor Name"],
        "Mass Mobilization": "id country protest protesteridentity protesterdemand1",
        "Aid Worker": ["Incident ID", "Year", "Total affected", "Means of attack"],
        "endings of conflicts": "conflict_id dyad_id conflictep_id side_a side_b outcome",
        "external support": "conflict_id dyad_id ext_sup ext_name",
        "cut to ten letters": "event_id_c event_date year time_preci event_type sub_event_ actor1",
        "copy of UCDP GED": "id year type_of_vi conflict_n side_a side_b date_start date_end best",
        "ViEWS": "country_id month_id main_mean main_dich",
    }.items()
}


@pytest.mark.parametrize(("words", "columns"), FILES.items(), ids=FILES)
def test_a_known_file_of_something_else_is_named(words, columns):
    assert kind_of_columns(columns) is None
    assert words in unknown_kind(columns)


@pytest.mark.parametrize(("words", "columns"), FILES.items(), ids=FILES)
def test_validation_tells_it_in_one_line_instead_of_findings(words, columns, tmp_path):
    path = tmp_path / "a.csv"
    path.write_text(f"{','.join(columns)}\n" + f"{','.join('1' for _ in columns)}\n" * 50)
    with pytest.raises(TableError, match=words):
        list(validate_records(path))


def test_exports_of_events_are_what_they_are():
    assert kind_of_columns(ACLED_COLUMNS) is RecordKind.ACLED
    assert kind_of_columns([*ACLED_COLUMNS, "population_best", "events", "week"])
    assert kind_of_columns([c for c in ACLED_COLUMNS if c != "actor2"]) is RecordKind.ACLED
    assert kind_of_columns(UCDP_COLUMNS) is RecordKind.UCDP


def test_a_kind_that_is_named_is_believed(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text(f"{','.join(MONADIC)}\n")
    codes = {finding.code for finding in validate_records(path, kind="acled")}
    assert codes == {"E102", "W105", "W108"}


def test_a_file_of_no_known_columns_shows_some():
    assert unknown_kind(["a", "b"]).endswith("by its columns ('a', 'b')")
    assert unknown_kind([]) == "there are no records"


def test_gdelt_without_its_header_is_named():
    cells = ["1040000000", "20220310", "202203", "2022", "2022.19", *[""] * 56]
    assert unknown_kind(cells) == "rows of GDELT, which is not read here"
    assert unknown_kind(cells[:-1]) != unknown_kind(cells)


def test_spaces_before_quotes_are_told(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text(", ".join(f'"{name}"' for name in ACLED_COLUMNS) + "\n", encoding="utf-8")
    with pytest.raises(TableError, match="spaces stand before the quotes"):
        list(validate_records(path))
