"""Exports without sub-event types, and UCDP GED before 17.1: read, validated, converted, loaded."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from click.testing import CliRunner
from rows import TODAY, findings

from extractor.cli import main
from extractor.codebook.older_types import older_type
from extractor.convert.from_acled import record_of_acled
from extractor.convert.from_ucdp import record_of_ucdp
from extractor.stores.acled_rows import AcledRows
from extractor.stores.rows import rows_of_record
from extractor.validate import validate_records

HEAD = (
    "GWNO,EVENT_ID_CNTY,EVENT_ID_NO_CNTY,EVENT_DATE,YEAR,TIME_PRECISION,EVENT_TYPE,ACTOR1,"
    "ALLY_ACTOR_1,INTER1,ACTOR2,ALLY_ACTOR_2,INTER2,INTERACTION,COUNTRY,ADMIN1,ADMIN2,ADMIN3,"
    "LOCATION,LATITUDE,LONGITUDE,GEO_PRECISION,SOURCE,NOTES,FATALITIES"
)
OF = {"1": "Military Forces of Kenya (2013-2022)", "2": "Al Shabaab", "5": "Rioters (Kenya)",
      "6": "Protesters (Kenya)", "7": "Civilians (Kenya)", "0": ""}  # fmt: skip
TYPES = [
    ("Riots/Protests", "6", "0", "Peaceful protest"),
    ("Riots/Protests", "6", "1", "Protest with intervention"),
    ("Riots/Protests", "1", "6", "Protest with intervention"),
    ("Riots/Protests", "5", "0", "Violent demonstration"),
    ("Riots/Protests", "5", "1", "Violent demonstration"),
    ("Riots/Protests", "5", "7", "Mob violence"),
    ("Remote violence", "2", "7", "Remote explosive/landmine/IED"),
    ("Battle-No change of territory", "1", "2", "Armed clash"),
    ("Battle-Government regains territory", "1", "2", "Government regains territory"),
    (
        "Battle-Non-state actor overtakes territory",
        "2",
        "1",
        "Non-state actor overtakes territory",
    ),
    ("Strategic development", "2", "0", "Other"),
    ("Headquarters or base established", "2", "0", "Headquarters or base established"),
    ("Non-violent transfer of territory", "1", "0", "Non-violent transfer of territory"),
    ("Violence against civilians", "2", "7", "Attack"),
    ("Violence against civilians", "7", "2", "Attack"),
    ("Violence Against Civilians", "2", "7", "Attack"),
]


def row(number, kind, inter1, inter2):
    pair = "".join(sorted(i for i in (inter1, inter2) if i != "0"))
    cells = ["501", f"{number}KEN", str(number), "14-May-2016", "2016", "1", kind, OF[inter1],
             "Labour Group (Kenya)", inter1, OF[inter2], "", inter2, pair if len(pair) == 2 else
             f"{pair}0", "Kenya", "Mandera", "", "", "Mandera", "3.9366", "41.867", "1",
             "Example Times", "", "0"]  # fmt: skip
    return dict(zip(HEAD.split(","), cells, strict=True))


def export(path, rows):
    out = io.StringIO()
    writer = csv.DictWriter(out, rows[0])
    writer.writeheader()
    writer.writerows(rows)
    path.write_text(out.getvalue())
    return path


def test_an_export_before_2019_gives_one_finding_for_its_types(tmp_path):
    rows = [row(n, *types[:3]) for n, types in enumerate(TYPES, 1)]
    found = list(validate_records(export(tmp_path / "a.csv", rows), today=TODAY))
    assert {f.code for f in found if f.is_error} == set()
    [types] = [f for f in found if f.code == "W113"]
    assert (
        "Riots/Protests (6), Violence against civilians (3), Remote violence (1)" in types.message
    )
    assert types.message.endswith(
        "in 1 row of Violence against civilians the second side is no civilian"
    )


@pytest.mark.parametrize(("kind", "inter1", "inter2", "sub"), TYPES)
def test_a_row_before_2019_is_read_and_stored_as_todays(kind, inter1, inter2, sub):
    old = row(3, kind, inter1, inter2)
    record = record_of_acled(old)
    assert record.id == "3KEN"
    assert record.sub_event_type == sub
    assert record.actors[0].associated == ("Labour Group (Kenya)",)
    assert any(repr(kind) in warning for warning in record.extraction.warnings)
    assert record.original.columns["event_type_before_2019"] == kind
    today = record.to_acled()
    assert (today.event_id_cnty, today.event_date.isoformat()) == ("3KEN", "2016-05-14")
    straight = AcledRows(list(old)).rows(1, list(old.values()))
    assert straight == rows_of_record(record, 1)


@pytest.mark.parametrize("command", ["load --to a.db", "convert --to a.jsonl", "merge -o a.jsonl"])
def test_every_command_that_reads_types_as_todays_tells_it_once_with_counts(
    tmp_path, monkeypatch, command
):
    monkeypatch.chdir(tmp_path)
    export(tmp_path / "old.csv", [
        row(1, "Remote violence", "2", "7"),
        row(2, "Battle-No change of territory", "1", "2"),
        row(3, "Remote  violence", "2", "7"),
        row(4, "Strategic development", "2", "0"),
    ])  # fmt: skip
    name, *options = command.split()
    done = CliRunner().invoke(main, [name, "old.csv", *options])
    assert done.exit_code == 0, done.output
    assert [line for line in done.stderr.splitlines() if line.startswith("Note:")] == [
        "Note: old.csv: event types of exports before 2019 are read as today's: "
        "Battle-No change of territory as Armed clash (1); by assumption Remote violence as "
        "Remote explosive/landmine/IED (2), Strategic development as Other (1)"
    ]


def test_a_fixed_copy_of_an_export_before_2019_is_still_one(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    rows = [row(n, *types[:3]) for n, types in enumerate(TYPES, 1)]
    for each in rows:  # no column is left that such exports alone have, once ALLY_ACTOR_1 is mended
        del each["GWNO"], each["EVENT_ID_NO_CNTY"]
    export(tmp_path / "old.csv", rows)
    done = CliRunner().invoke(main, ["validate", "old.csv", "--fix", "fixed.csv"])
    assert done.exit_code == 0, done.output
    with Path("fixed.csv").open() as file:
        fixed = list(csv.DictReader(file))
    assert "assoc_actor_1" in fixed[0]
    asked = [
        kind if kind != "Violence Against Civilians" else kind.capitalize() for kind, *_ in TYPES
    ]
    assert [each["event_type"] for each in fixed] == asked
    done = CliRunner().invoke(main, ["load", "fixed.csv", "--to", "a.db"])
    assert (done.exit_code, "16 read = 16 loaded" in done.output) == (0, True), done.output


def test_types_alone_tell_an_export_before_2019_and_todays_without_its_column_is_none(tmp_path):
    rows = [row(1, "Riots/Protests", "6", "0"), row(2, "Strategic developments", "2", "0")]
    for each in rows:
        del each["GWNO"], each["EVENT_ID_NO_CNTY"], each["ALLY_ACTOR_1"], each["ALLY_ACTOR_2"]
    found = list(validate_records(export(tmp_path / "a.csv", rows), today=TODAY))
    assert {f.code for f in found if f.is_error} == set()
    assert [f.message for f in found if f.code == "W113"] == [
        "event types of exports before 2019, without sub-event types: Riots/Protests (1), "
        "Strategic developments (1)"
    ]
    assert record_of_acled(rows[1]).sub_event_type == "Other"
    rows = [dict(rows[0], EVENT_TYPE="Protests")]
    found = list(validate_records(export(tmp_path / "b.csv", rows), today=TODAY))
    assert [f.column for f in found if f.is_error] == ["sub_event_type"]


def test_todays_types_and_records_made_of_older_ones_are_not_told(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    export(tmp_path / "old.csv", [row(1, "Remote violence", "2", "7")])
    for given, to in (("old.csv", "a.jsonl"), ("a.jsonl", "b.csv"), ("b.csv", "c.jsonl")):
        done = CliRunner().invoke(main, ["convert", given, "--to", to])
        assert ("before 2019 are read" in done.stderr) == (given == "old.csv")


def test_riots_and_protests_without_either_stay_an_error(tmp_path):
    assert older_type("Riots/Protests", "2", "0") is None
    path = export(tmp_path / "a.csv", [row(1, "Riots/Protests", "2", "0")])
    found = list(validate_records(path, today=TODAY))
    assert [(f.code, f.line) for f in found if f.is_error] == [("E211", 2)]
    from extractor.errors import RecordError

    with pytest.raises(RecordError):
        record_of_acled(row(1, "Riots/Protests", "2", "0"))


def test_a_type_that_never_was_is_an_error(tmp_path):
    rows = [row(1, "Riot-Protest", "6", "0"), row(2, "Remote violence", "2", "7")]
    found = list(validate_records(export(tmp_path / "a.csv", rows), today=TODAY))
    assert [(f.code, f.line) for f in found if f.is_error] == [("E211", 2)]


def test_todays_exports_without_sub_event_types_lack_a_column():
    old = {k.lower(): v for k, v in row(1, "Battles", "1", "2").items()}
    today = {k: v for k, v in old.items() if k not in ("gwno", "event_id_no_cnty")}
    today["assoc_actor_1"] = today.pop("ally_actor_1")
    today["assoc_actor_2"] = today.pop("ally_actor_2")
    assert ("E102", "sub_event_type") in [(f.code, f.column) for f in findings(today)]


UCDP = {
    "id": "1", "year": "2012", "active_year": "1", "type_of_violence": "1", "conflict_id": "259",
    "conflict_name": "Iraq: Government", "dyad_name": "Government of Iraq - IS",
    "side_a": "Government of Iraq", "side_b": "IS", "source_article": "x", "where_prec": "1",
    "where_coordinates": "Baghdad city", "adm_1": "Baghdad province", "adm_2": "",
    "latitude": "33.333333", "longitude": "44.4", "country": "Iraq", "region": "Middle East",
    "event_clarity": "1", "date_prec": "1", "date_start": "31/07/2012", "date_end": "31/07/2012",
    "deaths_a": "0", "deaths_b": "4", "deaths_civilians": "0", "deaths_unknown": "2",
    "best_est": "6", "low_est": "5", "high_est": "9", "isocc": "IQ", "gwno": "645", "gwab": "",
}  # fmt: skip


def test_ucdp_before_17_is_read_by_the_names_of_its_estimates():
    assert {f.code for f in findings(UCDP)} == {"W105", "W107", "W111"}
    record = record_of_ucdp(UCDP)
    killed = record.casualties.killed
    assert (killed.low, killed.coded, killed.high) == (5, 6, 9)
    assert record.date.start.isoformat() == "2012-07-31"
