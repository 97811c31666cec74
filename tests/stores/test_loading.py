"""Loading files into each of the databases: what is counted, kept, replaced and left out."""

from __future__ import annotations

import gzip
import io
from pathlib import Path
from typing import Any

import pytest
from load_kit import (
    ROW,
    Database,
    acled_file,
    counts,
    entry,
    record,
    records_file,
    rows,
)

from extractor.errors import LoadRefused, StoreError, TableError
from extractor.records import ACLED_COLUMNS
from extractor.records.kinds import RecordKind
from extractor.stores import address_of, open_store, steady
from extractor.stores.loading import Options, load_files
from extractor.tables import TableOptions

CHILDREN = ("actors", "casualties", "claims", "mentions", "evidence", "reports")


def test_an_acled_export_becomes_events_actors_and_tolls(
    database: Database, tmp_path: Path
) -> None:
    (report,) = database.load(acled_file(tmp_path / "a.csv", rows(10)))
    assert counts(report) == (10, 10, 0, 0, 0)
    assert report.fatalities == database.one("SELECT sum(fatalities) FROM events") == 24
    assert database.one("SELECT count(*) FROM actors WHERE name = 'Labor Group (Kenya)'") == 10
    assert database.one("SELECT sum(coded) FROM casualties WHERE kind = 'killed'") == 24


def test_the_view_holds_acleds_columns_and_values(database: Database, tmp_path: Path) -> None:
    database.load(acled_file(tmp_path / "a.csv", [ROW]))
    (row,) = database.query("SELECT * FROM acled")
    given = dict(zip(ACLED_COLUMNS, row, strict=True))
    shown = {name: "" if value is None else str(value) for name, value in given.items()}
    assert shown == ROW


def test_a_record_fills_every_table(database: Database, tmp_path: Path) -> None:
    merged = entry(id="merged", reports=[{k: v for k, v in entry().items() if k != "reports"}])
    (report,) = database.load(records_file(tmp_path / "e.jsonl", [entry(), merged]))
    assert counts(report) == (2, 2, 0, 0, 0)
    for table in ("events", "articles", "loads", *CHILDREN):
        assert database.one(f"SELECT count(*) FROM {table}") > 0, table
    found = dict(database.query("SELECT id, origin FROM events"))
    assert found == {entry()["id"]: "article", "merged": "merged"}


def test_evidence_and_claims_are_those_of_the_record(database: Database, tmp_path: Path) -> None:
    made = record()
    database.load(records_file(tmp_path / "e.jsonl", [entry()]))
    (span,) = made.location.evidence if made.location else ()
    assert database.query(
        "SELECT start_offset, end_offset, text FROM evidence WHERE part = 'location'"
    ) == [(span.start, span.end, span.text)]
    found = database.query("SELECT kind, speaker, accused, investigator FROM claims ORDER BY kind")
    asked = made.requested_investigations[0]
    assert ("requested_investigation", asked.requester, None, asked.investigator) in found
    said = made.allegations[0]
    assert ("allegation", said.speaker, said.accused, None) in found


def test_ucdp_rows_load_with_their_toll(database: Database, tmp_path: Path) -> None:
    row = {
        "id": "900001",
        "year": "2017",
        "type_of_violence": "3",
        "side_a": "IS",
        "side_b": "Civilians",
        "conflict_name": "x",
        "dyad_name": "IS - Civilians",
        "where_prec": "1",
        "where_coordinates": "Taizz city",
        "adm_1": "Taizz province",
        "latitude": "13.57",
        "longitude": "44.01",
        "country": "Yemen (North Yemen)",
        "date_prec": "1",
        "date_start": "2017-05-01",
        "date_end": "2017-05-01",
        "deaths_a": "0",
        "deaths_b": "0",
        "deaths_civilians": "8",
        "deaths_unknown": "0",
        "low": "6",
        "best": "8",
        "high": "11",
        "event_clarity": "1",
    }
    (report,) = database.load(acled_file(tmp_path / "ged.csv", [row]))
    assert counts(report) == (1, 1, 0, 0, 0)
    assert database.query("SELECT origin, fatalities FROM events") == [("UCDP GED", 8)]
    assert database.query("SELECT low, high, coded FROM casualties") == [(6, 11, 8)]


def test_loads_tell_file_hash_and_counts(database: Database, tmp_path: Path) -> None:
    from hashlib import sha256

    path = acled_file(tmp_path / "a.csv", rows(7))
    database.load(path)
    database.load(acled_file(tmp_path / "b.csv", [*rows(1), *rows(3, start=20)]))
    assert database.query(
        "SELECT id, file, sha256, kind, read, loaded, updated, unchanged, rejected, fatalities "
        "FROM loads ORDER BY id"
    ) == [
        (1, str(path), sha256(path.read_bytes()).hexdigest(), "acled", 7, 7, 0, 0, 0, 21),
        (
            *(2, str(tmp_path / "b.csv")),
            sha256((tmp_path / "b.csv").read_bytes()).hexdigest(),
            *("acled", 4, 3, 0, 1, 0, 7),
        ),
    ]
    assert database.query("SELECT load_id, count(*) FROM events GROUP BY 1 ORDER BY 1") == [
        (1, 7),
        (2, 3),
    ]


def test_bad_rows_are_told_with_their_line_and_left_out(database: Database, tmp_path: Path) -> None:
    made = rows(4)
    made[1]["notes"] = "two\nlines"
    made[2]["fatalities"] = "many"
    (report,) = database.load(acled_file(tmp_path / "a.csv", made))
    assert counts(report) == (4, 3, 0, 0, 1)
    assert [(row.line, "fatalities" in row.reason) for row in report.first_rejected] == [(5, True)]
    assert database.one("SELECT count(*) FROM events") == 3


def test_rows_are_checked_as_validation_does(database: Database, tmp_path: Path) -> None:
    made = rows(5)
    made[1] |= {"inter1": "Civilians", "interaction": "Civilians-Civilians"}  # riots want rioters
    made[2]["disorder_type"] = "Demostrations"
    made[3]["fatalities"] = "1500"  # only a warning
    (report,) = database.load(acled_file(tmp_path / "a.csv", made))
    assert counts(report) == (5, 3, 0, 0, 2)
    assert [(row.line, row.reason[0]) for row in report.first_rejected] == [(3, "E"), (4, "E")]
    assert database.one("SELECT max(fatalities) FROM events") == 1500


def test_older_forms_go_in_as_todays(database: Database, tmp_path: Path) -> None:
    older = {"inter1": "5", "inter2": "7", "interaction": "57", "event_date": "09 March 2022"}
    database.load(acled_file(tmp_path / "a.csv", [ROW | older]))
    assert database.query(
        "SELECT inter1, inter2, interaction, CAST(event_date AS varchar(10)) FROM acled"
    ) == [("Rioters", "Civilians", "Rioters-Civilians", "2022-03-09")]


def test_a_number_that_no_table_holds_is_told_with_its_row(
    sqlite: Database, tmp_path: Path
) -> None:
    made = [*rows(2), *rows(1, start=7, fatalities="3000000000")]
    (report,) = sqlite.load(acled_file(tmp_path / "a.csv", made))
    assert counts(report) == (3, 2, 0, 0, 1)
    assert [(row.line, row.reason) for row in report.first_rejected] == [
        (4, "3000000000 is more than a table's INTEGER holds (2147483647)")
    ]


def test_what_a_file_is_said_to_hold_is_what_it_is_checked_for(
    sqlite: Database, tmp_path: Path
) -> None:
    path = tmp_path / "a.csv"
    path.write_text("name,age\nA,3\n", encoding="utf-8")
    with pytest.raises(TableError, match=r"a\.csv: E102 column 'event_id_cnty' is missing"):
        sqlite.load(path, kind=RecordKind.ACLED)


def test_what_is_told_of_a_file_that_is_read_twice_is_told_once(
    sqlite: Database, tmp_path: Path
) -> None:
    path = acled_file(tmp_path / "a.csv", rows(1))
    path.write_text(f"An export\n{path.read_text('utf-8')}", encoding="utf-8")
    notes: list[str] = []
    sqlite.load(path, tables=TableOptions(note=notes.append))
    assert notes == [f"{path}: 1 line above the header in line 2 left out"]


def test_days_with_slashes_are_settled_by_the_whole_file(sqlite: Database, tmp_path: Path) -> None:
    made = rows(3)
    for row, day in zip(made, ("03/04/2022", "25/04/2022", "04/03/2022"), strict=True):
        row["event_date"] = day
    (report,) = sqlite.load(acled_file(tmp_path / "a.csv", made))
    assert counts(report) == (3, 3, 0, 0, 0)
    assert [day for (day,) in sqlite.query("SELECT event_date FROM events ORDER BY id")] == [
        *("2022-04-03", "2022-04-25", "2022-03-04")
    ]
    (report,) = sqlite.load(acled_file(tmp_path / "b.csv", made[:1]))
    assert counts(report) == (1, 0, 0, 0, 1)


def test_a_file_without_a_needed_column_is_refused(database: Database, tmp_path: Path) -> None:
    made = [{key: value for key, value in ROW.items() if key != "fatalities"}]
    with pytest.raises(TableError, match=r"a\.csv: E102 column 'fatalities' is missing"):
        database.load(acled_file(tmp_path / "a.csv", made))


def test_strict_loads_nothing_of_any_file(database: Database, tmp_path: Path) -> None:
    good = acled_file(tmp_path / "a.csv", rows(3))
    bad = acled_file(tmp_path / "b.csv", rows(3, start=10, fatalities="many"))
    with pytest.raises(LoadRefused, match="3 rows are bad and nothing is loaded"):
        database.load(good, bad, strict=True)
    assert all(not found for found in database.content().values())
    reports = database.load(good, good, strict=True)
    assert [counts(report) for report in reports] == [(3, 3, 0, 0, 0), (3, 0, 0, 3, 0)]
    assert database.one("SELECT count(*) FROM loads") == 1


def test_events_of_one_article_share_it(database: Database, tmp_path: Path) -> None:
    made = [entry(id="a"), entry(id="b")]
    database.load(records_file(tmp_path / "e.jsonl", made))
    assert database.query(
        "SELECT e.id, a.publisher FROM events e JOIN articles a ON a.id = e.article_id ORDER BY 1"
    ) == [(name, made[0]["source"]["publisher"]) for name in ("a", "b")]
    renamed = [entry(id="a", source__publisher="Renamed")]
    database.load(records_file(tmp_path / "e2.jsonl", renamed))
    assert database.query("SELECT publisher FROM articles") == [("Renamed",)]


def test_an_event_without_place_or_actor_is_loaded_and_not_in_the_view(
    database: Database, tmp_path: Path
) -> None:
    made = [entry(id="a", location=None), entry(id="b", actors=[]), entry(id="c", date=None)]
    (report,) = database.load(records_file(tmp_path / "e.jsonl", made))
    assert counts(report) == (3, 3, 0, 0, 0)
    assert database.one("SELECT count(*) FROM acled") == 0
    assert database.query("SELECT country FROM events WHERE id = 'b'") == [("Kenya",)]


def test_characters_no_database_holds_are_replaced_and_told(
    database: Database, tmp_path: Path
) -> None:
    made = entry()
    made["notes"] = "a\0b\ud800c"
    made["extraction"]["warnings"] = ["x\0y"]
    both = [made, {**made, "id": "other"}, entry(id="sound")]
    (report,) = database.load(records_file(tmp_path / "e.jsonl", both))
    assert (report.loaded, report.mended) == (3, 2)
    assert database.one(f"SELECT notes FROM events WHERE id = '{made['id']}'") == "a\ufffdb\ufffdc"
    again = database.load(tmp_path / "e.jsonl")[0]
    assert counts(again) == (3, 0, 0, 3, 0)


def test_hostile_text_is_only_text(database: Database, tmp_path: Path) -> None:
    nasty = "'; DROP TABLE events; -- \" \\ \t \\N \x1b[31m \u202e %s ? $1 {x}"
    row = ROW | {"notes": nasty, "actor1": nasty, "event_id_cnty": "KEN1"}
    database.load(acled_file(tmp_path / "a.csv", [row]))
    assert database.query("SELECT notes, actor1 FROM events") == [(nasty, nasty)]


def test_standard_input_and_compressed_files_load(database: Database, tmp_path: Path) -> None:
    plain = acled_file(tmp_path / "a.csv", rows(3)).read_bytes()
    packed = tmp_path / "b.csv.gz"
    packed.write_bytes(gzip.compress(acled_file(tmp_path / "b.csv", rows(3, start=9)).read_bytes()))
    with open_store(address_of(database.to)) as store:
        reports = list(load_files(["-", str(packed)], store, stdin=io.BytesIO(plain)))
    assert [report.loaded for report in reports] == [3, 3]
    assert database.query("SELECT file FROM loads ORDER BY id") == [
        ("standard input",),
        (str(packed),),
    ]


def test_a_file_that_changes_while_it_is_read_is_not_loaded(
    database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = acled_file(tmp_path / "a.csv", rows(3))
    with open_store(address_of(database.to)) as store:
        write = store.write

        def grow(batch: Any) -> None:
            with path.open("a", encoding="utf-8") as file:
                file.write("\n")
            write(batch)

        monkeypatch.setattr(store, "write", grow)
        with pytest.raises(TableError, match="changed while it was read"):
            list(load_files([str(path)], store, Options()))
    assert all(not found for found in database.content().values())


@pytest.mark.parametrize("when", ["before", "after"])
def test_a_file_that_changes_while_its_sum_is_made_is_not_loaded(
    sqlite: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, when: str
) -> None:
    path = acled_file(tmp_path / "a.csv", rows(3))
    sum_of = steady._sha256

    def grown(file: Any) -> str:
        digest = sum_of(file) if when == "after" else ""
        with path.open("a", encoding="utf-8") as more:
            more.write("\n")
        return digest or sum_of(file)

    monkeypatch.setattr(steady, "_sha256", grown)
    with pytest.raises(TableError, match="changed while it was read"):
        sqlite.load(path)
    assert all(not found for found in sqlite.content().values())


def test_a_file_of_something_else_is_refused(database: Database, tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    path.write_text("name,age\nA,3\n", encoding="utf-8")
    with pytest.raises(TableError, match="neither event records, ACLED rows nor UCDP"):
        database.load(path)


def test_a_load_whose_sums_do_not_add_up_is_undone(
    database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = acled_file(tmp_path / "a.csv", rows(3))
    with open_store(address_of(database.to)) as store:
        finish = store.finish

        def lose() -> Any:
            tally = finish()
            store._run("UPDATE events SET fatalities = 0 WHERE id = 'KEN2'")
            return tally

        monkeypatch.setattr(store, "finish", lose)
        with pytest.raises(StoreError, match="the counts do not add up, nothing of"):
            list(load_files([str(path)], store))
    assert all(not found for found in database.content().values())


def test_an_empty_file_loads_nothing(database: Database, tmp_path: Path) -> None:
    (report,) = database.load(acled_file(tmp_path / "a.csv", []))
    assert counts(report) == (0, 0, 0, 0, 0)
