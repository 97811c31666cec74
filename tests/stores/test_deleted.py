"""Events that a dataset has deleted are removed from each of the databases: counted and proven."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import pytest
from dataset_rows import UCDP
from load_kit import ROW, Database, acled_file, entry, record, records_file, rows

from extractor.convert.from_acled import record_of_acled
from extractor.errors import StoreError, TableError
from extractor.records.kinds import RecordKind
from extractor.stores import address_of, open_store
from extractor.stores.loading import FileReport, Options, load_files

CHILDREN = ("actors", "casualties", "tolls", "claims", "mentions", "evidence", "reports")
TIMESTAMP = int(ROW["timestamp"])


def remove(database: Database, *lists: object, **options: Any) -> list[FileReport]:
    """Remove the events of some lists."""
    with open_store(address_of(database.to), wait=20) as store:
        names = [str(path) for path in lists]
        return list(load_files([], store, Options(**options), deleted=names))


def counts(report: FileReport) -> tuple[int, ...]:
    """Read, removed, absent, kept, repeated, rejected."""
    found = report.removal
    assert found is not None
    return (
        *(report.read, found.removed, found.absent, found.kept, found.repeated),
        report.rejected,
    )


def deletions(path: Path, *ids: str, when: int | str = TIMESTAMP + 100) -> Path:
    """A list as ACLED's API gives it in CSV."""
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(["event_id_cnty", "deleted_timestamp"])
        writer.writerows([id, when] for id in ids)
    return path


def whole(database: Database) -> tuple[int, int]:
    (found,) = database.query("SELECT count(*), coalesce(sum(fatalities), 0) FROM events")
    return found  # type: ignore[return-value]


def test_events_are_removed_with_all_that_belongs_to_them(
    database: Database, tmp_path: Path
) -> None:
    database.load(acled_file(tmp_path / "a.csv", rows(20)))
    (report,) = remove(database, deletions(tmp_path / "d.csv", "KEN3", "KEN5", "KEN6", "KEN999"))
    assert counts(report) == (4, 3, 1, 0, 0, 0)
    assert report.removal
    assert report.removal.events == (20, 17)
    assert report.removal.killed == (57, 57 - 14)
    assert report.fatalities == 14
    assert whole(database) == (17, 57 - 14)
    gone = "('KEN3', 'KEN5', 'KEN6')"
    for name in CHILDREN:
        assert database.one(f"SELECT count(*) FROM {name} WHERE event_id IN {gone}") == 0, name
    assert database.one("SELECT count(*) FROM actors") == 17 * 4
    assert database.one("SELECT count(*) FROM acled") == 17


def test_what_was_removed_is_noted(database: Database, tmp_path: Path) -> None:
    database.load(acled_file(tmp_path / "a.csv", rows(6)))
    path = deletions(tmp_path / "d.csv", "KEN4", "KEN5", "KEN999")
    remove(database, path)
    assert database.query(
        "SELECT load_id, event_id, origin, country, fatalities, deleted_timestamp FROM removals "
        "ORDER BY event_id"
    ) == [
        (2, "KEN4", "ACLED", "Kenya", 4, TIMESTAMP + 100),
        (2, "KEN5", "ACLED", "Kenya", 5, TIMESTAMP + 100),
    ]
    assert database.query(
        "SELECT file, kind, on_conflict, read, loaded, updated, unchanged, rejected, fatalities "
        "FROM loads WHERE id = 2"
    ) == [(str(path), "acled", "delete", 3, 0, 0, 1, 0, 9)]


def test_removing_again_changes_nothing(database: Database, tmp_path: Path) -> None:
    database.load(acled_file(tmp_path / "a.csv", rows(6)))
    path = deletions(tmp_path / "d.csv", "KEN4", "KEN5")
    remove(database, path)
    before = database.content()
    (report,) = remove(database, path)
    assert counts(report) == (2, 0, 2, 0, 0, 0)
    assert database.content() == before


def test_files_are_loaded_before_lists_are_removed(database: Database, tmp_path: Path) -> None:
    old, today = acled_file(tmp_path / "a.csv", rows(6)), acled_file(tmp_path / "b.csv", rows(8))
    lists = [str(deletions(tmp_path / "d.csv", "KEN4", "KEN7"))]
    database.load(old)
    for strict in (False, True):
        with open_store(address_of(database.to)) as store:
            how = Options(strict=strict, conflict="replace")
            first, second = load_files([str(today)], store, how, deleted=lists)
        assert (first.loaded, first.unchanged) == (2, 6)
        assert counts(second) == (2, 2, 0, 0, 0, 0)
        assert whole(database) == (6, 17)
        database.load(today, conflict="replace")
        assert whole(database) == (8, 21)
        remove(database, deletions(tmp_path / "e.csv", "KEN6", "KEN7"))


def test_a_row_published_again_after_its_deletion_stays_and_is_told(
    database: Database, tmp_path: Path
) -> None:
    database.load(acled_file(tmp_path / "a.csv", rows(3)))
    (report,) = remove(database, deletions(tmp_path / "d.csv", "KEN1", when=TIMESTAMP - 1))
    assert counts(report) == (1, 0, 0, 1, 0, 0)
    assert report.removal
    (kept,) = report.removal.first_kept
    assert (kept.line, kept.id, kept.changed, kept.deleted) == (2, "KEN1", TIMESTAMP, TIMESTAMP - 1)
    (report,) = remove(database, deletions(tmp_path / "d.csv", "KEN1", when=TIMESTAMP))
    assert counts(report) == (1, 1, 0, 0, 0, 0)
    (report,) = remove(database, deletions(tmp_path / "d.csv", "KEN2", when=""))
    assert counts(report) == (1, 1, 0, 0, 0, 0)


def test_ids_of_another_dataset_remove_nothing(database: Database, tmp_path: Path) -> None:
    """A record of an article whose ACLED form has that id is no row of ACLED, nor is a UCDP row."""
    made = record()
    own = made.to_acled().event_id_cnty
    database.load(
        records_file(tmp_path / "e.jsonl", [entry(), entry(id="KEN5")]),
        acled_file(tmp_path / "ged.csv", [UCDP]),
    )
    before = database.content()
    ids = (own, "KEN5", made.id, "UCDP900001", "900001", "ken5", "KEN", "KEN 5", "' OR 1=1")
    (report,) = remove(database, deletions(tmp_path / "d.csv", *ids))
    assert counts(report) == (9, 0, 2, 0, 0, 7)
    assert [row.reason for row in report.first_rejected[:2]] == [
        f"{made.id!r} is no id of ACLED, as KEN4711 is",
        "'UCDP900001' is no id of ACLED, as KEN4711 is",
    ]
    assert database.content() == before


def test_ids_of_ucdp_and_of_records_are_removed_where_that_is_said(
    database: Database, tmp_path: Path
) -> None:
    database.load(
        records_file(tmp_path / "e.jsonl", [entry(), entry(id="900001")]),
        acled_file(tmp_path / "ged.csv", [UCDP, {**UCDP, "id": "900002"}]),
    )
    path = tmp_path / "ids.csv"
    path.write_text("id\n900001\n900001.0\nUCDP900003\nKEN1\n", encoding="utf-8")
    with pytest.raises(TableError, match=r"say --as"):
        remove(database, path)
    (report,) = remove(database, path, kind=RecordKind.UCDP)
    assert counts(report) == (4, 1, 1, 0, 1, 1)
    assert whole(database)[0] == 3
    path.write_text("900002\n", encoding="utf-8")
    (report,) = remove(database, path, kind=RecordKind.UCDP)
    assert counts(report) == (1, 1, 0, 0, 0, 0)
    path.write_text("id\n900001\nelsewhere\n", encoding="utf-8")
    (report,) = remove(database, path, kind=RecordKind.EVENT)
    assert counts(report) == (2, 1, 1, 0, 0, 0)
    assert database.query("SELECT id FROM events") == [(entry()["id"],)]


def test_a_row_within_a_merged_record_stays_and_is_told(database: Database, tmp_path: Path) -> None:
    row = record_of_acled(ROW)
    reports = [
        {key: value for key, value in one.items() if key != "reports"}
        for one in (entry(), row.model_dump(mode="json"))
    ]
    merged = entry(id="merged", reports=reports)
    database.load(records_file(tmp_path / "e.jsonl", [merged]))
    (report,) = remove(database, deletions(tmp_path / "d.csv", row.id))
    assert counts(report) == (1, 0, 0, 1, 0, 0)
    assert report.removal
    assert report.removal.first_kept[0].holder == "merged"
    # Then the row comes beside the record, which has no ACLED form any more.
    database.query("UPDATE events SET event_id_cnty = NULL WHERE id = 'merged'")
    database.load(acled_file(tmp_path / "a.csv", [ROW]))
    (report,) = remove(database, deletions(tmp_path / "d.csv", row.id))
    assert counts(report) == (1, 1, 0, 0, 0, 0)
    assert report.removal
    assert (report.removal.held, report.removal.holders) == (1, [(row.id, "merged")])


API = {"status": 200, "success": True, "last_update": 1, "count": 2, "messages": []}
ANSWER = [
    {"event_id_cnty": "KEN1", "deleted_timestamp": str(TIMESTAMP + 9)},
    {"event_id_cnty": "KEN2", "deleted_timestamp": TIMESTAMP + 9},
]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("ids.txt", "KEN1\nKEN2\n"),
        ("ids.txt", "\ufeffKEN1\r\n\r\n  KEN2  "),
        ("ids.txt", "KEN1;KEN2"),
        ("ids.csv", "KEN1,1700000000\nKEN2,1700000000\n"),
        ("ids.csv", "EVENT_ID_CNTY\nKEN1\nKEN2\n"),
        ("ids.csv", 'deleted_timestamp;"Event ID cnty";country\n1700000000;KEN1;Kenya\n;KEN2;\n'),
        ("ids.csv", '"","x"\n"1","KEN1"\n"2","KEN2"\n'),
        ("ids.csv", "deleted\nKEN1\nKEN2\n"),
        ("ids.json", json.dumps({**API, "data": ANSWER, "filename": ""})),
        ("ids.json", json.dumps({**API, "data": ANSWER}, indent=2)),
        (
            "ids.json",
            json.dumps({**API, "data": ANSWER[:1]}, indent=1) + json.dumps({"data": ANSWER[1:]}),
        ),
        ("ids.jsonl", "".join(json.dumps(each) + "\n" for each in ANSWER)),
        ("ids.jsonl", "".join(json.dumps({**API, "data": [each]}) + "\n" for each in ANSWER)),
        ("ids.json", json.dumps(ANSWER)),
    ],
)
def test_a_list_is_read_in_every_form(
    sqlite: Database, tmp_path: Path, name: str, text: str
) -> None:
    sqlite.load(acled_file(tmp_path / "a.csv", rows(4)))
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    (report,) = remove(sqlite, path)
    assert counts(report) == (2, 2, 0, 0, 0, 0)
    assert sqlite.query("SELECT id FROM events ORDER BY id") == [("KEN0",), ("KEN3",)]


@pytest.mark.parametrize("id", ["1KEN", "4711KEN"])
@pytest.mark.parametrize("list_of", ["event_id_cnty\n{}\n", "{}\nKEN1\n", "nr\n{}\n"])
def test_ids_of_older_exports_can_be_removed(
    sqlite: Database, tmp_path: Path, id: str, list_of: str
) -> None:
    sqlite.load(acled_file(tmp_path / "a.csv", [*rows(1), *rows(1, event_id_cnty=id)]))
    path = tmp_path / "ids.txt"
    path.write_text(list_of.format(id), encoding="utf-8")
    (report,) = remove(sqlite, path)
    assert (report.removal and report.removal.removed, report.rejected) == (1, 0)
    assert sqlite.query("SELECT id FROM events") == [("KEN0",)]


def test_a_workbook_is_a_list_too(sqlite: Database, tmp_path: Path) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.Workbook()
    book.active.append(["About this file", None])
    sheet = book.create_sheet("deleted")
    for cells in (["event_id_cnty", "deleted_timestamp"], ["KEN1", TIMESTAMP + 1], ["KEN2", None]):
        sheet.append(cells)
    book.save(tmp_path / "d.xlsx")
    sqlite.load(acled_file(tmp_path / "a.csv", rows(4)))
    (report,) = remove(sqlite, tmp_path / "d.xlsx")
    assert counts(report) == (2, 2, 0, 0, 0, 0)


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("d.csv", "", "the file is empty"),
        ("d.json", "\n", "the file is empty"),
        ("d.csv", "id,when\n1,2\n", "no ids by its columns ('id', 'when')"),
        ("d.csv", "data_id,deleted_timestamp\n1,2\n", "names events by data_id"),
        ("d.csv", "country\nKenya\n", "has a column event_id_cnty"),
        ("d.csv", "a,b\nKEN1,KEN2\n", "no ids by its columns"),
        ("d.csv", "event_id_cnty,event_id_cnty\nKEN1,KEN2\n",
         "d.csv:1: column 'event_id_cnty' is there twice"),
        ("d.csv", "Deleted events\nevent_id_cnty,event_id_cnty\nKEN1,KEN2\n",
         "d.csv:2: column 'event_id_cnty' is there twice"),
        ("d.csv", "event_id_cnty,fatalities,actor1\nKEN1,1,x\n", "a table of events, not a list"),
        ("d.json", '[{"event_id_cnty": "KEN1", "fatalities": 1, "notes": "", "actor1": ""}]',
         "a table of events, not a list"),
        ("d.json", '{"status": 403, "success": false, "error": "no\\naccess"}',
         "an API's answer that something is wrong, not rows: 403 no access"),
        ("d.jsonl", '{"id": 7}\n', "no ids by its columns ('id')"),
        ("d.jsonl", '{"event_id_cnty": "KEN1"}\n{"error": "too\\nfast"}\n',
         "an API's answer that is an error: too fast"),
        ("d.jsonl", '{"event_id_cnty": "KEN1"}\n{"success": false, "messages": "later"}\n',
         "an API's answer that is an error: later"),
        ("d.jsonl", '{"event_id_cnty": "KEN1"}\n{"success": false}\n',
         "an API's answer that is an error: no reason"),
    ],
)  # fmt: skip
def test_what_is_no_list_removes_nothing(
    sqlite: Database, tmp_path: Path, name: str, text: str, told: str
) -> None:
    sqlite.load(acled_file(tmp_path / "a.csv", rows(4)))
    before = sqlite.content()
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    with pytest.raises(TableError) as error:
        remove(sqlite, path)
    assert told in str(error.value)
    assert "\n" not in str(error.value)
    assert sqlite.content() == before


@pytest.mark.parametrize(
    ("name", "text"),
    [("d.csv", "event_id_cnty,deleted_timestamp\n"), ("d.json", json.dumps({**API, "data": []}))],
)
def test_a_list_without_events_is_fine(
    sqlite: Database, tmp_path: Path, name: str, text: str
) -> None:
    sqlite.load(acled_file(tmp_path / "a.csv", rows(4)))
    before = sqlite.content()
    (tmp_path / name).write_text(text, encoding="utf-8")
    (report,) = remove(sqlite, tmp_path / name)
    assert counts(report) == (0, 0, 0, 0, 0, 0)
    assert sqlite.content() == before


def test_ids_that_are_blank_wrong_or_there_twice_are_told(sqlite: Database, tmp_path: Path) -> None:
    sqlite.load(acled_file(tmp_path / "a.csv", rows(4)))
    path = tmp_path / "d.csv"
    path.write_text(
        "event_id_cnty,deleted_timestamp\n"
        "KEN1,1700000000\n"
        ",1700000000\n"
        "NA,1700000000\n"
        "KEN1,1700000001\n"
        "KEN2,yesterday\n"
        "KEN3,99999999999999999999\n"
        "KEN0\n",
        encoding="utf-8",
    )
    (report,) = remove(sqlite, path)
    assert counts(report) == (7, 2, 0, 0, 1, 4)
    assert [(row.line, row.reason) for row in report.first_rejected] == [
        (3, "there is no id"),
        (4, "there is no id"),
        (6, "deleted_timestamp 'yesterday' is no Unix time, as 1700000000 is; or leave it out"),
        (7, "deleted_timestamp '99999999999999999999' is no Unix time, as 1700000000 is; or leave "
            "it out"),
    ]  # fmt: skip
    assert sqlite.query("SELECT id FROM events ORDER BY id") == [("KEN2",), ("KEN3",)]
    assert sqlite.one("SELECT max(deleted_timestamp) FROM removals") == 1700000001


def test_lines_that_cannot_be_read_are_told_and_the_others_removed(
    sqlite: Database, tmp_path: Path
) -> None:
    sqlite.load(acled_file(tmp_path / "a.csv", rows(4)))
    path = tmp_path / "d.jsonl"
    path.write_text('{"event_id_cnty": "KEN1"}\nKEN2\n{"event_id_cnty": "KEN3"}\n{\n')
    (report,) = remove(sqlite, path)
    assert counts(report) == (4, 2, 0, 0, 0, 2)
    assert [(row.line, row.id) for row in report.first_rejected] == [(2, None), (4, None)]


def test_strict_removes_nothing_if_a_row_is_bad(database: Database, tmp_path: Path) -> None:
    database.load(acled_file(tmp_path / "a.csv", rows(4)))
    before = database.content()
    with pytest.raises(StoreError, match="bad and nothing is loaded"):
        remove(database, deletions(tmp_path / "d.csv", "KEN1", ""), strict=True)
    assert database.content() == before


@pytest.mark.parametrize(
    "trigger",
    [
        "CREATE TRIGGER t BEFORE DELETE ON events BEGIN SELECT RAISE(IGNORE); END",
        "CREATE TRIGGER t AFTER DELETE ON events BEGIN UPDATE events SET fatalities = 9; END",
        "CREATE TRIGGER t BEFORE INSERT ON removals BEGIN SELECT RAISE(IGNORE); END",
    ],
)
def test_a_removal_that_cannot_be_proven_is_undone(
    sqlite: Database, tmp_path: Path, trigger: str
) -> None:
    sqlite.load(acled_file(tmp_path / "a.csv", rows(4)))
    sqlite.query(trigger)
    before = sqlite.content()
    with pytest.raises(StoreError, match=r"the counts do not add up, nothing of .* is removed"):
        remove(sqlite, deletions(tmp_path / "d.csv", "KEN1", "KEN2"))
    assert sqlite.content() == before


def test_notes_of_removed_events_are_not_found_any_more(sqlite: Database, tmp_path: Path) -> None:
    sqlite.load(acled_file(tmp_path / "a.csv", rows(4)))
    query = "SELECT count(*) FROM events_fts WHERE events_fts MATCH 'mob'"
    assert sqlite.one(query) == 4
    remove(sqlite, deletions(tmp_path / "d.csv", "KEN1"))
    assert sqlite.one(query) == 3
    sqlite.query("INSERT INTO events_fts (events_fts) VALUES ('integrity-check')")


def test_many_events_are_removed(database: Database, tmp_path: Path) -> None:
    database.load(acled_file(tmp_path / "a.csv", rows(3000)))
    ids = [f"KEN{n}" for n in range(1000, 7000)]
    (report,) = remove(database, deletions(tmp_path / "d.csv", *ids))
    assert counts(report) == (6000, 2000, 4000, 0, 0, 0)
    assert whole(database) == (1000, sum(n % 7 for n in range(1000)))
