"""Findings are data: where, what, and what was meant; one mistake is told once."""

from __future__ import annotations

import io
import json
from datetime import date, datetime

import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from rows import TODAY, attack, codes, findings, sound, text_of

from extractor import TableError, validate_records
from extractor.records.kinds import RecordKind
from extractor.validate import Report


def read(tmp_path, data: str | bytes, name="rows.csv", **options):
    path = tmp_path / name
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return list(validate_records(path, today=TODAY, **options))


def test_a_finding_names_line_column_row_and_what_was_meant(tmp_path):
    quoted = attack(notes="On 10 March 2022, armed men\nshot\nat farmers, killing 2 people.")
    wrong = attack(event_id_cnty="KEN7", sub_event_type="Atack", notes="Another note of the day.")
    (finding,) = read(tmp_path, text_of(quoted, wrong))
    assert (finding.line, finding.column, finding.row_id) == (5, "sub_event_type", "KEN7")
    assert finding.value == "Atack"
    assert "did you mean 'Attack'?" in finding.message
    assert finding.title == "Unknown sub-event type"
    assert (finding.severity, finding.is_error) == ("error", True)


@pytest.mark.parametrize(
    ("value", "told"),
    [
        ("9" * 20, f"'{'9' * 20}', too long a number"),
        ("3 people", "'3 people', no whole number; did you mean 3?"),
        ("3 or 4", "'3 or 4', no whole number"),
    ],
)
def test_what_is_no_count_is_told_as_what_it_is(tmp_path, value, told):
    (finding,) = read(tmp_path, text_of(attack(fatalities=value)))
    assert (finding.code, finding.message) == ("E209", f"fatalities is {told}")


def test_a_cell_of_a_workbook_has_its_address(tmp_path):
    book = openpyxl.Workbook()
    book.active.append(["read me"])
    sheet = book.create_sheet("Coded")
    row = attack(fatalities="x")
    sheet.append(list(row))
    sheet.append([datetime(2022, 3, 10) if k == "event_date" else v for k, v in row.items()])
    out = io.BytesIO()
    book.save(out)
    (finding,) = read(tmp_path, out.getvalue(), "rows.xlsx", sheet="Coded")
    assert (finding.sheet, finding.cell, finding.line) == ("Coded", "AC2", 2)
    assert finding.code == "E207"


def test_typed_values_of_parquet_are_read_as_a_csv_has_them(tmp_path):
    rows = [
        {**row, "year": 2022, "iso": 404, "latitude": float(row["latitude"]), "tags": None}
        for row in sound()
    ]
    rows[1]["event_date"] = None
    for row in rows:
        row["event_date"] = row["event_date"] and date.fromisoformat(row["event_date"])
    path = tmp_path / "rows.parquet"
    pq.write_table(pa.Table.from_pylist(rows), path)
    (finding,) = validate_records(path, today=TODAY)
    assert (finding.code, finding.column, finding.line) == ("E201", "event_date", 2)


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"inter2": ""}, "E304"),
        ({"event_type": "Protests"}, "E301"),
        ({"interaction": "73"}, "E215"),
        ({"actor1": "", "inter1": "Rebels"}, "E201 E214"),
        ({"latitude": "91", "longitude": "0"}, "E210"),
        ({"country": "Kenia", "region": "Africa"}, "E217 E219"),
        ({"fatalities": "3.5"}, "E209"),
        ({"fatalities": "1.200", "latitude": "1", "longitude": "38"}, "E228"),
        ({"timestamp": "1.7E+09"}, "E229"),
        ({"event_date": "2022-30-03", "year": "2022"}, "E206"),
        ({"actor1": "Unidentified Armed Group (Kenya)", "inter1": "8",
          "interaction": "External/Other forces-Civilians"}, "E317"),
    ],
)  # fmt: skip
def test_one_mistake_is_told_once(changes, code):
    told = codes(attack(**changes, notes="Armed men came."), ignore=["W"])
    assert sorted(told) == code.split()


@pytest.mark.parametrize("column", ["sub_event_type", "event_type", "disorder_type", "inter1"])
def test_a_nearly_right_word_is_suggested(column):
    right = sound()[0][column]
    (finding,) = findings(attack(**{column: right[:-2]}))
    assert f"did you mean {right!r}?" in finding.message


def test_an_interaction_in_the_order_of_the_actors_is_suggested_in_acleds():
    """What ``--fix`` makes of it, too; by its letters alone another was nearer."""
    row = attack(interaction="Rebel group-State forces")
    (finding,) = [one for one in findings(row) if one.code == "E215"]
    assert "did you mean 'State forces-Rebel group'?" in finding.message


def test_a_column_of_one_value_says_that_value_or_blank():
    (finding,) = [one for one in findings(attack(civilian_targeting="yes")) if one.code == "E216"]
    assert finding.message.endswith("; write 'Civilian targeting', or leave it blank")


def test_rows_can_be_given_as_dicts_and_as_records():
    from extractor.records import AcledRow

    row = AcledRow.model_validate(
        {**sound()[0], "year": 2022, "iso": 404, "timestamp": 0, "fatalities": 2,
         "time_precision": 1, "geo_precision": 1,
         "latitude": -0.4532, "longitude": 39.6461}
    )  # fmt: skip
    assert codes(row) == []
    assert codes({"event_date": "2022-01-01", "actor1": "A"}, kind="acled")[:1] == ["E102"]
    assert codes(*({**row, "more": 1} if i else row for i, row in enumerate(sound()))) == ["W106"]


def test_no_row_is_kept_in_memory_before_it_is_judged():
    def rows():
        for number in range(1_000_000):
            yield attack(
                event_id_cnty=f"KEN{number}", fatalities="x", notes=f"Note number {number}."
            )

    found = validate_records(rows(), today=TODAY)
    assert next(found).code == "E207"
    found.close()


def test_the_report_counts(tmp_path):
    path = tmp_path / "rows.csv"
    path.write_text(text_of(attack(), attack(fatalities="x", event_id_cnty="KEN2")))
    report = Report(str(path))
    list(validate_records(path, today=TODAY, report=report))
    assert (report.kind, report.form, report.rows) == ("acled", "csv", 2)
    assert (report.errors, report.warnings, report.stopped) == (1, 0, False)


def test_max_errors_stops():
    rows = [attack(fatalities="x", event_id_cnty=f"KEN{n}", notes=f"Note {n}") for n in range(50)]
    assert len(findings(*rows, max_errors=7)) == 7


def test_codes_can_be_chosen_by_their_beginning():
    row = attack(fatalities="x", admin1="Garissa ", source_scale="Wide")
    assert codes(row, select=["W2"]) == ["W203", "W222"]
    assert codes(row, ignore=["w222", "E"]) == ["W203"]
    with pytest.raises(ValueError, match="no code begins with 'E999'"):
        codes(row, select=["E999"])


def test_a_file_of_nothing_known_is_one_error(tmp_path):
    with pytest.raises(TableError, match="neither event records, ACLED rows nor UCDP"):
        read(tmp_path, "name,age\nx,1\n")


def test_as_forces_the_kind(tmp_path):
    found = read(tmp_path, "name,age\nx,1\n", kind=RecordKind.UCDP)
    assert {finding.code for finding in found} >= {"E102", "W106"}


def test_the_longest_ids_and_any_letters_are_told_apart():
    rows = [attack(event_id_cnty=i, notes=f"Note {i}") for i in ("KEN1", "KEN1 ", "k\n1", "ü" * 99)]
    found = findings(*rows, select=["E401"])
    assert [(f.line, f.row_id) for f in found] == [(2, "KEN1")]


def test_many_ids_are_compared_in_parts(monkeypatch):
    from extractor.validate import seen

    monkeypatch.setattr(seen, "MOST_HASHES", 100)
    monkeypatch.setattr(seen, "PART", 30)
    rows = [
        attack(event_id_cnty=f"KEN{n % 900}", notes=f"The note of row {n}.") for n in range(1000)
    ]
    found = findings(*rows, select=["E401"])
    assert [f.line for f in found] == list(range(901, 1001))
    assert "already used in line 1" in found[0].message


def test_the_same_event_under_two_ids_is_a_warning_with_the_first():
    (finding,) = findings(attack(), *sound()[1:], attack(event_id_cnty="KEN9"))
    assert (finding.code, finding.line) == ("W402", 4)
    assert "'KEN101' in line 1" in finding.message


def test_a_column_that_changes_its_form_is_told_where():
    rows = [attack(event_id_cnty=f"KEN{n}", notes=f"Row {n}") for n in range(600)]
    rows += [{**row, "event_id_cnty": f"KEN9{n}", "inter1": "3"} for n, row in enumerate(rows[:9])]
    (finding,) = findings(*rows, select=["W112"])
    assert (finding.line, finding.column) == (601, "inter1")


def test_findings_come_in_the_same_order_every_time(tmp_path):
    rows = [
        attack(event_id_cnty=f"KEN{n}", location=f"Qwort{n}plan", notes=f"N{n}") for n in range(40)
    ]
    first = [f.message for f in findings(*rows)]
    assert first == [f.message for f in findings(*rows)]
    assert "'Qwort0plan', 'Qwort1plan', 'Qwort2plan'" in first[-1]  # as they come


def test_an_event_record_is_told_by_its_path():
    from rows import FIXTURES

    record = json.loads((FIXTURES / "valid" / "events.jsonl").read_text("utf-8").splitlines()[0])
    record["location"]["iso"] = 404
    record["actors"][0]["kind"] = "Rebels"
    (finding,) = findings(record)
    assert (finding.code, finding.column) == ("E223", "actors.0.kind")
    record["actors"][0]["kind"] = "Rebel group"
    (finding,) = findings(record)
    assert (finding.code, finding.column) == ("E315", "location.iso")


def test_unknown_values_of_a_record_are_no_mistakes():
    from rows import FIXTURES

    record = json.loads((FIXTURES / "valid" / "events.jsonl").read_text("utf-8").splitlines()[0])
    record.update(date=None, location=None, actors=[])
    record["casualties"]["killed"] = None
    assert codes(record) == []


def test_a_record_of_an_unknown_version_is_told_once_and_nothing_else_of_it():
    from rows import FIXTURES

    record = json.loads((FIXTURES / "valid" / "events-1.1.jsonl").read_text("utf-8").split("\n")[0])
    record.update(schema_version="2.0", mood="grim", date="yesterday")
    (finding,) = findings(record)
    assert (finding.code, finding.column, finding.value) == ("E225", "schema_version", "2.0")
    assert "'2.0' is not known; this extract reads versions 1.0 and 1.1" in finding.message
    record["schema_version"] = 1.1
    (finding,) = findings(record)
    assert finding.message == 'schema_version: 1.1 is no text; write "1.1"'
    del record["schema_version"]
    assert "E225" not in codes(record)


def test_an_unknown_version_of_a_merged_report_is_told_at_its_place():
    from rows import FIXTURES

    line = (FIXTURES / "valid" / "events-1.1.jsonl").read_text("utf-8").split("\n")[0]
    record, report = json.loads(line), json.loads(line)
    del report["reports"]
    record["reports"] = [report, {**report, "schema_version": "3.0"}]
    (finding,) = findings(record)
    assert (finding.code, finding.column) == ("E225", "reports.1.schema_version")


def test_a_tellers_count_out_of_order_is_told_at_its_place():
    from rows import FIXTURES

    record = json.loads((FIXTURES / "valid" / "events-1.1.jsonl").read_text("utf-8").split("\n")[0])
    record["casualties"]["told"][1].update(low=20, high=3)
    (finding,) = findings(record)
    assert (finding.code, finding.column) == ("E703", "casualties.told.1")


def test_records_of_no_kind_are_told_by_their_keys():
    with pytest.raises(TableError, match=r"neither event records.*\('colour'\)"):
        list(validate_records([{"colour": "red"}], today=TODAY))


@pytest.mark.parametrize(
    ("added", "told"),
    [
        (["X", "Y"], "column 'latitude' is missing; is 'Y' meant, in degrees?"),
        (["WKT"], "column 'latitude' is missing; 'WKT' holds points"),
        (["geometry"], "column 'longitude' is missing; 'geometry' holds points"),
    ],
)
def test_coordinates_that_a_map_program_put_elsewhere_are_named(added, told):
    row = attack()
    del row["latitude"], row["longitude"]
    found = findings(row | dict.fromkeys(added, "POINT (39.6 -0.4)"))
    assert [f.message for f in found if f.code == "E102" and f.message.startswith(told)]


def test_broken_letters_are_told_once_a_column():
    rows = [
        attack(event_id_cnty=f"KEN{n}", source="Diario de MuÃ±oz", notes=f"{n}") for n in range(3)
    ]
    found = [f for f in findings(*rows) if f.code == "W230"]
    assert [(f.line, f.column) for f in found] == [(1, "source")]
    assert "3 cells have broken letters" in found[0].message
    assert "'Diario de Muñoz'" in found[0].message


@pytest.mark.parametrize("cell", ["2.0.0", "-2.0", "+2.00", "-0.0", "2.", ".0", "2.0.", "--2.0"])
@pytest.mark.parametrize("column", ["year", "iso", "fatalities", "time_precision", "timestamp"])
def test_numbers_with_odd_signs_are_findings_and_no_crash(column, cell):
    found = findings(attack(**{column: cell}, country="Kenya"))
    assert all(finding.message for finding in found)
    if cell not in ("+2.00", "2."):
        assert [f for f in found if f.is_error and f.column == column] or cell == "-0.0"
