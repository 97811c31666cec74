"""What published rows have is a warning or nothing, and is loaded: seas, older regions, seldom
combinations of types and kinds."""

from __future__ import annotations

import pytest
from rows import attack, codes, findings, sound

from extractor.codebook.countries import countries
from extractor.codebook.seas import is_offshore, is_water, seas
from extractor.convert.from_acled import record_of_acled
from extractor.records.kinds import RecordKind
from extractor.stores.acled_rows import AcledRows
from extractor.stores.rows import rows_of_record
from extractor.validate.mend import Mender

SEA = {"admin1": "", "admin2": "", "iso": "", "latitude": "14.5", "longitude": "42.2"}


def at_sea(**changes):
    return attack(**{**SEA, "country": "Red Sea", "location": "Red Sea", **changes})


@pytest.mark.parametrize("sea", ["Red Sea", "Atlantic Ocean", "Gulf of Aden", "Strait of Hormuz"])
@pytest.mark.parametrize("region", ["Middle East", "Caribbean", ""])
def test_a_sea_as_country_is_valid_without_admin1_and_iso(sea, region):
    assert codes(at_sea(country=sea, region=region)) == []


def test_a_sea_with_parts_as_admin1_and_admin2_is_valid():
    parts = {
        "admin1": "North Atlantic Ocean",
        "admin2": "Baltic Sea",
        "location": "Gulf of Finland",
    }
    assert codes(at_sea(country="Atlantic Ocean", region="Europe", **parts)) == []


def test_water_that_is_not_in_the_list_is_a_warning():
    assert codes(at_sea(country="North Sea of Serendip")) == ["W225"]
    [finding] = findings(at_sea(country="Red See"))[:1]
    assert finding.code == "E217"
    assert "did you mean 'Red Sea'" in finding.message


def test_no_country_is_taken_for_water():
    assert [c.name for c in countries() if is_water(c.name)] == []
    assert all(is_water(name) and is_water(name.lower()) for name in seas())


@pytest.mark.parametrize("name", ["Nairobi", "Sea Point", "Gulfport", "Montego Bay", "Oceanside"])
def test_a_town_is_not_offshore_by_its_name(name):
    assert not is_offshore("Kenya", name)


def test_a_blank_admin1_is_an_error_on_land_and_a_warning_at_sea():
    assert codes(attack(admin1="")) == ["E201"]
    off = {"latitude": "38.1515", "longitude": "25.2525", "country": "Greece", "iso": "300"}
    greece = attack(admin1="", location="Aegean Sea", event_id_cnty="GRC1", region="Europe", **off)
    assert codes(greece) == ["W226"]


def test_rows_at_sea_in_a_region_each_and_with_a_countrys_acronym_are_sound():
    regions = ("Middle East", "Eastern Africa", "Northern Africa")
    rows = [at_sea(event_id_cnty=f"YEM{n}", region=r, notes=f"{n}") for n, r in enumerate(regions)]
    yemen = {"country": "Yemen", "iso": "887", "region": "Middle East", "admin1": "Taizz"}
    yemen |= {"location": "Mocha", "latitude": "13.32", "longitude": "43.25"}
    assert codes(*rows, attack(event_id_cnty="YEM7", **yemen)) == []


@pytest.mark.parametrize(
    "row",
    [at_sea(), at_sea(region=""), attack(admin1="", location="Coast of Lamu")],
    ids=["a sea", "a sea without a region", "off a coast"],
)
def test_a_row_at_sea_is_read_and_stored_as_it_is(row):
    record = record_of_acled(row)
    back = {name: str(cell) for name, cell in record.to_acled()}
    for column in ("iso", "admin1", "region", "country", "location"):
        assert back[column] == row[column]
    straight = AcledRows(list(row)).rows(1, list(row.values()))
    assert straight == rows_of_record(record, 1)


def test_a_row_on_land_without_admin1_is_refused():
    from extractor.errors import RecordError

    with pytest.raises(RecordError, match="admin1: is blank"):
        record_of_acled(attack(admin1=""))


OLDER = {
    "Mexico": "Central America",
    "Haiti": "Central America",
    "Jamaica": "Central America",
    "Afghanistan": "South Asia",
    "India": "Southern Asia",
    "Georgia": "Central Asia and the Caucasus",
}


@pytest.mark.parametrize(("country", "region"), OLDER.items())
def test_a_region_as_it_was_drawn_before_is_told_once_with_its_count(country, region):
    rows = [attack(event_id_cnty=f"KEN{n}", country=country, region=region) for n in range(3)]
    found = [f for f in findings(*rows) if f.code in ("W220", "E314", "E219", "E404")]
    assert [f.code for f in found] == ["W220"]
    assert "in 3 rows" in found[0].message
    assert found[0].line == 1


def test_one_region_under_two_names_is_no_change_of_region():
    rows = [attack(event_id_cnty=f"IND{n}", country="India", region=r)
            for n, r in enumerate(("Southern Asia", "South Asia"))]  # fmt: skip
    assert "E404" not in codes(*rows)


def test_a_region_that_a_country_never_lay_in_is_an_error():
    assert "E314" in codes(attack(region="Western Africa"))


def test_older_regions_are_read_as_todays_and_extents_as_they_stand():
    assert record_of_acled(attack(region="Southern Asia")).location.region == "South Asia"
    mexico = attack(country="Mexico", region="Central America", iso="484")
    assert record_of_acled(mexico).location.region == "Central America"


PEACEFUL = {**sound()[1], "inter1": "Protesters", "actor2": "Civilians (Kenya)"}


def test_civilians_beside_a_peaceful_protest_are_a_warning_and_others_an_error():
    civilians = {**PEACEFUL, "inter2": "Civilians", "interaction": "Protesters-Civilians"}
    assert codes(civilians) == ["W322"]
    forces = {"actor2": "Police Forces of Kenya (2013-2022)", "inter2": "State forces"}
    assert codes({**PEACEFUL, **forces, "interaction": "State forces-Protesters"}) == ["E311"]


def test_civilian_targeting_is_an_error_only_where_it_never_occurs():
    battle = {**sound()[2], "civilian_targeting": "Civilian targeting"}
    assert codes(battle) == ["E313"]
    assert codes({**sound()[1], "civilian_targeting": "Civilian targeting"}) == ["W323"]
    targeted, blank = attack(), attack(event_id_cnty="KEN9", civilian_targeting="", notes="")
    assert codes(targeted, blank) == ["W324"]


def test_a_column_of_civilian_targeting_that_is_blank_throughout_is_told_once():
    rows = [attack(event_id_cnty=f"KEN{n}", civilian_targeting="", notes="") for n in range(9)]
    [finding] = [f for f in findings(*rows) if f.code == "W324"]
    assert "blank in all 9 rows, also in 9 of" in finding.message


def test_the_older_disorder_type_of_excessive_force_is_told_once_loaded_and_kept():
    row = {
        **sound()[1],
        "sub_event_type": "Excessive force against protesters",
        "actor2": "Police Forces of Kenya (2013-2022)",
        "inter2": "State forces",
        "interaction": "State forces-Protesters",
        "civilian_targeting": "Civilian targeting",
    }
    rows = [{**row, "event_id_cnty": f"KEN{n}", "notes": f"{n}"} for n in range(5)]
    [finding] = findings(*rows)
    assert finding.code == "W325"
    assert "in 5 rows" in finding.message
    record = record_of_acled(row)
    assert record.disorder_type == "Political violence; Demonstrations"
    assert record.to_acled().disorder_type == "Demonstrations"
    loaded = AcledRows([*row]).rows(1, [*row.values()])
    assert loaded == rows_of_record(record, 1)
    assert codes({**row, "disorder_type": "Political violence"}) == ["E302"]
    [change] = list(Mender(RecordKind.ACLED)(row))
    assert change == (
        *("disorder_type", "W325", "Demonstrations", "Political violence; Demonstrations"),
    )


@pytest.mark.parametrize("wrong", ["728", "999"])
def test_a_number_that_was_never_a_countrys_makes_no_other_row_wrong(wrong):
    sudan = {"country": "Sudan", "iso": "729", "region": "Northern Africa", "admin1": "Khartoum"}
    rows = [
        attack(**{**sudan, "event_id_cnty": f"SUD{number}", "iso": iso, "notes": f"n{number}"})
        for number, iso in enumerate([wrong, "729", "729"], 1)
    ]
    found = [(each.code, each.line) for each in findings(*rows) if each.column == "iso"]
    assert [code for code, _ in found] == ["E315"]
    rows[0]["iso"] = "736"  # which was
    found = [(each.code, each.line) for each in findings(*rows) if each.column == "iso"]
    assert [code for code, _ in found] == ["E403"]
