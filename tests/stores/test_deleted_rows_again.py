"""Rows of events that a list of deleted ones took away before."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from dataset_rows import ACLED
from load_kit import Database, acled_file, entry, records_file, rows
from test_deleted import deletions, remove

from extractor.stores.loading import FileReport

CHANGED = int(ACLED["timestamp"])


def counts(report: FileReport) -> tuple[int, ...]:
    """Read, loaded, unchanged, left out as deleted, come back."""
    return (report.read, report.loaded, report.unchanged, report.deleted, report.returned)


def test_a_row_from_before_its_deletion_stays_out(database: Database, tmp_path: Path) -> None:
    path = acled_file(tmp_path / "a.csv", rows(4))
    database.load(path)
    remove(database, deletions(tmp_path / "d.csv", "KEN1", when=CHANGED + 100))
    remove(database, deletions(tmp_path / "e.csv", "KEN3", when=CHANGED))
    before = database.content()
    for how in ("update", "ignore"):
        (report,) = database.load(path, conflict=how)
        assert counts(report) == (4, 0, 4, 2, 0), how
    assert database.content() == before
    (report,) = database.load(
        acled_file(tmp_path / "b.csv", rows(1, start=3) + rows(1, start=9)), conflict="fail"
    )
    assert counts(report) == (2, 1, 1, 1, 0)


def test_a_row_changed_after_its_deletion_comes_in_and_is_told(
    database: Database, tmp_path: Path
) -> None:
    database.load(acled_file(tmp_path / "a.csv", rows(4)))
    remove(database, deletions(tmp_path / "d.csv", "KEN1", "KEN2", when=CHANGED + 100))
    later = [
        *rows(1, start=1, timestamp=str(CHANGED + 101)),
        *rows(1, start=2, timestamp=str(CHANGED + 100)),
        *rows(1, start=9),
    ]
    (report,) = database.load(acled_file(tmp_path / "b.csv", later))
    assert counts(report) == (3, 2, 1, 1, 1)
    assert report.fatalities == database.one(
        "SELECT sum(fatalities) FROM events WHERE id IN ('KEN1', 'KEN9')"
    )
    (report,) = database.load(acled_file(tmp_path / "c.csv", later))
    assert counts(report) == (3, 0, 3, 1, 0)
    # What came back and was deleted anew stays out by its last deletion.
    remove(database, deletions(tmp_path / "e.csv", "KEN1", when=CHANGED + 200))
    (report,) = database.load(acled_file(tmp_path / "c.csv", later))
    assert counts(report) == (3, 0, 3, 2, 0)


def test_replace_takes_what_was_deleted(database: Database, tmp_path: Path) -> None:
    path = acled_file(tmp_path / "a.csv", rows(4))
    database.load(path)
    remove(database, deletions(tmp_path / "d.csv", "KEN1", "KEN2"))
    (report,) = database.load(path, conflict="replace")
    assert counts(report) == (4, 2, 2, 0, 2)
    assert database.one("SELECT count(*) FROM events") == 4


def test_without_a_time_of_deletion_that_of_the_list_counts(
    database: Database, tmp_path: Path
) -> None:
    path = acled_file(tmp_path / "a.csv", rows(3))
    database.load(path)
    remove(database, deletions(tmp_path / "d.csv", "KEN1", "KEN2", when=""))
    (report,) = database.load(path)
    assert counts(report) == (3, 0, 3, 2, 0)
    later = rows(1, start=1, timestamp=str(int(time.time()) + 3600))
    (report,) = database.load(acled_file(tmp_path / "b.csv", later))
    assert counts(report) == (1, 1, 0, 0, 1)
    # A row without a timestamp counts as later here too.
    (report,) = database.load(acled_file(tmp_path / "c.csv", rows(1, start=2, timestamp="")))
    assert counts(report) == (1, 1, 0, 0, 1)


def test_a_removed_record_that_comes_again_is_told(database: Database, tmp_path: Path) -> None:
    from extractor.records.kinds import RecordKind

    path = records_file(tmp_path / "e.jsonl", [entry(id="a"), entry(id="b")])
    database.load(path)
    listed = tmp_path / "d.csv"
    listed.write_text("id\na\n", encoding="utf-8")
    remove(database, listed, kind=RecordKind.EVENT)
    (report,) = database.load(path)
    assert counts(report) == (2, 1, 1, 0, 1)


def test_an_id_of_another_dataset_is_not_the_deleted_one(
    database: Database, tmp_path: Path
) -> None:
    database.load(acled_file(tmp_path / "a.csv", rows(2)))
    remove(database, deletions(tmp_path / "d.csv", "KEN1"))
    (report,) = database.load(records_file(tmp_path / "e.jsonl", [entry(id="KEN1")]))
    assert counts(report) == (1, 1, 0, 0, 0)


@pytest.mark.parametrize(
    ("text", "gone"),
    [
        ("KEN1,{early}\nKEN2,{late}\n", {"KEN2"}),
        ("{early};x;KEN1\n{late};y;KEN2\n", {"KEN2"}),
        ("KEN1,{early},4\nKEN2,{late},4\n", {"KEN1", "KEN2"}),  # which of the two is the time?
        ("event_id_cnty,deleted_timestamp\nKEN1,{early}\nKEN2,{late}\n", {"KEN2"}),
    ],
)
def test_when_a_row_was_deleted_is_read_without_a_header_too(
    sqlite: Database, tmp_path: Path, text: str, gone: set[str]
) -> None:
    """A row that was changed after it was deleted was published again, and stays."""
    sqlite.load(acled_file(tmp_path / "a.csv", rows(3)))
    path = tmp_path / "d.csv"
    path.write_text(text.format(early=CHANGED - 9, late=CHANGED + 9), encoding="utf-8")
    remove(sqlite, path)
    left = {row[0] for row in sqlite.query("SELECT id FROM events")}
    assert left == {"KEN0", "KEN1", "KEN2"} - gone
