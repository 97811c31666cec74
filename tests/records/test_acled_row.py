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


def test_what_a_record_does_not_say_is_a_blank_cell(record_with):
    row = record_with(
        location__admin2=None,
        location__admin3=None,
        location__precision=None,
        source__publisher=None,
    ).to_acled()
    assert (row.admin2, row.admin3, row.source) == ("", "", "")
    assert row.geo_precision == 3


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


def test_ids_are_spread_over_a_million_million_numbers(record_with):
    assert record_with(id="a").to_acled().event_id_cnty == "KEN634844962250"
    ids = {record_with(id=str(n)).to_acled().event_id_cnty for n in range(50)}
    assert len(ids) == 50


@pytest.mark.parametrize(
    ("changes", "rule", "told"),
    [
        ({"date": None}, "event_date", "the day is not known, nor the month"),
        ({"date__precision": None}, "event_date", "the day is not known, nor the month"),
        ({"location": None}, "location", "the place is not known"),
        (
            {"location__latitude": None, "location__longitude": None},
            "latitude",
            "the place has no coordinates",
        ),
        ({"location__country": None}, "country", "the country of Mandera is not known"),
        ({"location__iso": None}, "country", "the country of Mandera is not known"),
        ({"location__region": None}, "country", "the country of Mandera is not known"),
        ({"location__country": "Atlantis"}, "event_id_cnty", "Atlantis is not a country"),
        ({"location__admin1": None}, "admin1", "the admin1 of Mandera is not known"),
        ({"actors": []}, "actor1", "nobody is named who did it"),
        ({"actors": [CIVILIANS]}, "actor1", "nobody is named who did it"),
    ],
)
def test_what_acled_requires_and_is_not_known_is_named(record_with, changes, rule, told):
    with pytest.raises(CodingError) as caught:
        record_with(**changes).to_acled()
    assert caught.value.rule == f"ACLED: {rule}"
    assert str(caught.value).startswith(told)


AT_SEA = {
    "location__country": "Mediterranean Sea",
    "location__iso": None,
    "location__region": None,
    "location__admin1": None,
}
OF_ACLED = {"id": "LBY17", "original": {"dataset": "ACLED", "columns": {}}}


def test_a_row_of_acled_s_own_may_lie_in_international_waters(record_with):
    row = record_with(**AT_SEA, **OF_ACLED).to_acled()
    assert (row.country, row.iso, row.region, row.admin1) == ("Mediterranean Sea", "", "", "")


def test_only_a_row_of_acled_s_own_lies_at_sea(record_with):
    with pytest.raises(CodingError, match="country of Mandera"):
        record_with(**AT_SEA).to_acled()
    with pytest.raises(CodingError, match="country of Mandera"):
        record_with(**AT_SEA, original={"dataset": "UCDP GED", "columns": {}}).to_acled()


@pytest.mark.parametrize("blank", ["location__iso", "location__region"])
def test_a_country_on_land_has_its_number_and_region_in_a_row_of_acled_s_too(record_with, blank):
    with pytest.raises(CodingError, match="country of Mandera"):
        record_with(**OF_ACLED, **{blank: None}).to_acled()


def test_a_place_off_the_coast_needs_no_admin1_in_a_row_of_acled_s(record_with):
    off = {"location__name": "Coast of Mombasa", "location__admin1": None}
    row = record_with(**OF_ACLED, **off).to_acled()
    assert (row.location, row.country, row.admin1) == ("Coast of Mombasa", "Kenya", "")
    with pytest.raises(CodingError, match="admin1 of Coast of Mombasa"):
        record_with(**off).to_acled()
    with pytest.raises(CodingError, match="admin1 of Mandera"):
        record_with(**OF_ACLED, location__admin1=None).to_acled()


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
