"""The ACLED row made from a record."""

from __future__ import annotations

import pytest

from extractor.errors import CodingError
from extractor.records import ACLED_COLUMNS

# The export's order, as the codebook gives it.
COLUMNS = [
    "event_id_cnty",
    "event_date",
    "year",
    "time_precision",
    "disorder_type",
    "event_type",
    "sub_event_type",
    "actor1",
    "assoc_actor_1",
    "inter1",
    "actor2",
    "assoc_actor_2",
    "inter2",
    "interaction",
    "civilian_targeting",
    "iso",
    "region",
    "country",
    "admin1",
    "admin2",
    "admin3",
    "location",
    "latitude",
    "longitude",
    "geo_precision",
    "source",
    "source_scale",
    "notes",
    "fatalities",
    "tags",
    "timestamp",
]


def actor(role: str, name: str, kind: str, *associated: str) -> dict[str, object]:
    return {
        "role": role,
        "name": name,
        "kind": kind,
        "associated": list(associated),
        "text": name,
        "attribution": "reported_as_fact",
        "evidence": [],
    }


ARMY = actor("perpetrator", "Military Forces of Kenya (2022-)", "State forces")
CIVILIANS = actor("target", "Civilians (Kenya)", "Civilians", "Health Workers (Kenya)")


def test_columns_are_those_of_an_export_in_its_order():
    assert list(ACLED_COLUMNS) == COLUMNS


def test_row_takes_its_values_from_the_record(record_with):
    row = record_with(actors=[ARMY, CIVILIANS]).to_acled()
    assert row.model_dump(mode="json", exclude={"event_id_cnty", "notes"}) == {
        "event_date": "2026-03-10",
        "year": 2026,
        "time_precision": 1,
        "disorder_type": "Political violence",
        "event_type": "Explosions/Remote violence",
        "sub_event_type": "Remote explosive/landmine/IED",
        "actor1": "Military Forces of Kenya (2022-)",
        "assoc_actor_1": "",
        "inter1": "State forces",
        "actor2": "Civilians (Kenya)",
        "assoc_actor_2": "Health Workers (Kenya)",
        "inter2": "Civilians",
        "interaction": "State forces-Civilians",
        "civilian_targeting": "Civilian targeting",
        "iso": 404,
        "region": "Eastern Africa",
        "country": "Kenya",
        "admin1": "Mandera",
        "admin2": "Mandera East",
        "admin3": "Township",
        "location": "Mandera",
        "latitude": 3.9366,
        "longitude": 41.867,
        "geo_precision": 1,
        "source": "The Example Times",
        "source_scale": "",
        "fatalities": 4,
        "tags": "",
        "timestamp": 1773316800,
    }


def test_second_party_is_blank_where_there_is_none(record_with):
    row = record_with(actors=[ARMY]).to_acled()
    assert (row.actor2, row.assoc_actor_2, row.inter2) == ("", "", "")
    assert row.interaction == "State forces only"
    assert row.civilian_targeting == ""


def test_further_parties_of_a_side_are_associated_once(record_with):
    police = actor("perpetrator", "Police Forces of Kenya (2022-)", "State forces", "Unit A")
    again = actor("perpetrator", "Military Forces of Kenya (2022-)", "State forces", "Unit A")
    row = record_with(actors=[ARMY, police, again, CIVILIANS]).to_acled()
    assert row.assoc_actor_1 == "Police Forces of Kenya (2022-); Unit A"


def test_nothing_said_of_deaths_is_zero_fatalities(record_with):
    assert record_with(casualties__killed=None).to_acled().fatalities == 0


def test_coordinates_have_four_decimals(record_with):
    row = record_with(location__latitude=3.93664999, location__longitude=41.8).to_acled()
    assert (row.latitude, row.longitude) == (3.9366, 41.8)


def test_id_is_the_countrys_acronym_and_a_number_that_stays(record_with):
    one, same, other = (record_with(id=id).to_acled().event_id_cnty for id in ("a", "a", "b"))
    assert one == same != other
    assert one.startswith("KEN")
    assert one[3:].isdigit()


@pytest.mark.parametrize(
    ("changes", "rule"),
    [
        ({"date": None}, "event_date"),
        ({"date__precision": None}, "event_date"),
        ({"location": None}, "location"),
        ({"location__latitude": None, "location__longitude": None}, "location"),
        ({"location__country": None}, "country"),
        ({"location__country": "Atlantis"}, "event_id_cnty"),
        ({"location__admin1": None}, "admin1"),
        ({"actors": []}, "actor1"),
        ({"actors": [CIVILIANS]}, "actor1"),
    ],
)
def test_what_acled_requires_and_is_not_known_is_named(record_with, changes, rule):
    with pytest.raises(CodingError) as caught:
        record_with(**changes).to_acled()
    assert caught.value.rule == f"ACLED: {rule}"


def test_cells_kept_from_an_acled_row_stand_over_the_derived_ones(record_with):
    kept = {"source_scale": "National", "tags": "crowd size=9", "iso3": "KEN"}
    row = record_with(id="KEN17", original={"dataset": "ACLED", "columns": kept}).to_acled()
    assert (row.event_id_cnty, row.source_scale, row.tags) == ("KEN17", "National", "crowd size=9")


def test_cells_of_another_dataset_are_not_acleds(record_with):
    original = {"dataset": "UCDP GED", "columns": {"region": "Africa"}}
    assert record_with(original=original).to_acled().region == "Eastern Africa"


def test_a_kept_cell_that_acled_cannot_have_is_a_coding_error(record_with):
    original = {"dataset": "ACLED", "columns": {"timestamp": "yesterday"}}
    with pytest.raises(CodingError, match=r"timestamp: .* \(ACLED: columns\)"):
        record_with(original=original).to_acled()
