"""Events that are in the database already, or twice in a file: updated, kept, refused, replaced."""

from __future__ import annotations

from pathlib import Path

import pytest
from load_kit import (
    ROW,
    Database,
    acled_file,
    acled_form,
    counts,
    entry,
    record,
    records_file,
    rows,
)

from extractor.convert.from_acled import record_of_acled
from extractor.errors import LoadRefused


def test_a_record_merged_with_an_acled_row_takes_the_place_of_the_row(
    database: Database, tmp_path: Path
) -> None:
    row = record_of_acled(ROW)
    cells = {"event_id_cnty": row.id, "tags": "local"}
    reports = [{k: v for k, v in one.items() if k != "reports"} for one in (
        entry(), row.model_dump(mode="json"))]  # fmt: skip
    merged = entry(
        id="merged", reports=reports, original={"dataset": "ACLED", "columns": cells}
    )  # fmt: skip
    database.load(acled_file(tmp_path / "a.csv", [ROW]))
    (report,) = database.load(records_file(tmp_path / "e.jsonl", [merged]))
    assert counts(report) == (1, 0, 1, 0, 0)
    article = entry()["source"]["article_id"]
    assert database.query("SELECT id, event_id_cnty, origin, article_id, tags FROM events") == [
        ("merged", row.id, "merged", article, "local")
    ]
    assert database.query("SELECT id FROM articles") == [(article,)]
    told_by_row = {**merged, "id": "other", "source": reports[1]["source"], "original": None}
    database.load(records_file(tmp_path / "f.jsonl", [told_by_row]))
    assert database.one("SELECT count(*) FROM events WHERE article_id IS NULL") == 1


def test_the_same_file_twice_changes_nothing(database: Database, tmp_path: Path) -> None:
    files = (
        acled_file(tmp_path / "a.csv", rows(30)),
        records_file(tmp_path / "e.jsonl", [entry(id=f"e{n}") for n in range(5)]),
    )
    database.load(*files)
    before = database.content()
    again = database.load(*files)
    assert [counts(report) for report in again] == [(30, 0, 0, 30, 0), (5, 0, 0, 5, 0)]
    assert database.content() == before


def test_an_event_with_new_values_is_updated_with_all_that_belongs_to_it(
    database: Database, tmp_path: Path
) -> None:
    database.load(records_file(tmp_path / "e.jsonl", [entry(id="a"), entry(id="b")]))
    other = dict(database.query("SELECT event_id, count(*) FROM evidence GROUP BY event_id"))["b"]
    changed = entry(
        id="a", allegations=[], denials=[], casualties={"killed": None, "injured": None}
    )
    (report,) = database.load(records_file(tmp_path / "e2.jsonl", [changed, entry(id="b")]))
    assert counts(report) == (2, 0, 1, 1, 0)
    assert database.query("SELECT kind FROM claims WHERE event_id = 'a' ORDER BY kind") == [
        ("claim_of_responsibility",),
        ("requested_investigation",),
    ]
    assert database.query("SELECT * FROM casualties WHERE event_id = 'a'") == []
    assert database.one("SELECT fatalities FROM events WHERE id = 'a'") == 0
    assert database.one("SELECT count(*) FROM evidence WHERE event_id = 'b'") == other


def test_ignore_keeps_what_is_there(database: Database, tmp_path: Path) -> None:
    database.load(acled_file(tmp_path / "a.csv", rows(3)))
    new = acled_file(tmp_path / "b.csv", rows(5, notes="other"))
    (report,) = database.load(new, conflict="ignore")
    assert (counts(report), report.ignored) == ((5, 2, 0, 3, 0), 3)
    assert database.one("SELECT count(*) FROM events WHERE notes = 'other'") == 2


def test_fail_loads_nothing_when_an_event_is_there(database: Database, tmp_path: Path) -> None:
    database.load(acled_file(tmp_path / "a.csv", rows(3)))
    before = database.content()
    more = acled_file(tmp_path / "b.csv", [*rows(5, start=50), *rows(1)])
    with pytest.raises(LoadRefused, match="line 7: KEN0 is in the database already"):
        database.load(more, conflict="fail")
    assert database.content() == before
    (report,) = database.load(acled_file(tmp_path / "c.csv", rows(2, start=90)), conflict="fail")
    assert counts(report) == (2, 2, 0, 0, 0)


def test_an_id_twice_in_a_file_is_taken_once(database: Database, tmp_path: Path) -> None:
    made = [*rows(3), *rows(1), *rows(1, start=1, notes="another")]
    (report,) = database.load(acled_file(tmp_path / "a.csv", made))
    assert (counts(report), report.repeated) == ((5, 3, 0, 1, 1), 1)
    assert [(row.line, row.reason) for row in report.first_rejected] == [
        (6, "KEN1 stands in line 3 with other values")
    ]
    assert database.one("SELECT count(*) FROM events WHERE notes = 'another'") == 0


def test_an_id_twice_is_found_across_batches(
    database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("extractor.stores.loading.BATCH_EVENTS", 2)
    made = [*rows(5), *rows(1), *rows(1, start=1, notes="another")]
    (report,) = database.load(acled_file(tmp_path / "a.csv", made))
    assert (counts(report), report.repeated) == ((7, 5, 0, 1, 1), 1)
    assert report.first_rejected[0].reason == "KEN1 stands in line 3 with other values"


def test_the_acled_form_of_a_record_is_the_same_event(database: Database, tmp_path: Path) -> None:
    made = record()
    database.load(records_file(tmp_path / "e.jsonl", [entry()]))
    before = database.content()
    (report,) = database.load(acled_file(tmp_path / "a.csv", [acled_form(made)]))
    assert counts(report) == (1, 0, 0, 1, 0)
    (report,) = database.load(acled_file(tmp_path / "b.csv", [acled_form(made, fatalities="9")]))
    assert counts(report) == (1, 0, 0, 0, 1)
    assert f"is the ACLED form of record {made.id}" in report.first_rejected[0].reason
    assert database.content() == before


def test_replace_puts_even_the_acled_form_in_place_of_a_record(
    database: Database, tmp_path: Path
) -> None:
    made = record()
    database.load(records_file(tmp_path / "e.jsonl", [entry()]))
    changed = acled_file(tmp_path / "b.csv", [acled_form(made, fatalities="9")])
    (report,) = database.load(changed, conflict="replace")
    assert counts(report) == (1, 0, 1, 0, 0)
    row_id = made.to_acled().event_id_cnty
    assert database.query("SELECT id, origin, fatalities FROM events") == [(row_id, "ACLED", 9)]
    assert database.one("SELECT count(*) FROM evidence") == 0


def test_a_record_takes_the_place_of_its_acled_form(database: Database, tmp_path: Path) -> None:
    made = record()
    database.load(acled_file(tmp_path / "a.csv", [acled_form(made)]))
    (report,) = database.load(records_file(tmp_path / "e.jsonl", [entry()]))
    assert counts(report) == (1, 0, 1, 0, 0)
    assert database.query("SELECT id, origin FROM events") == [(made.id, "article")]
    names = [name for actor in made.actors for name in (actor.name, *actor.associated)]
    found = database.query("SELECT event_id, name FROM actors ORDER BY position")
    assert found == [(made.id, name) for name in names]
    (report,) = database.load(records_file(tmp_path / "e.jsonl", [entry()]))
    assert counts(report) == (1, 0, 0, 1, 0)


def test_a_later_export_updates_and_an_older_one_does_not(
    database: Database, tmp_path: Path
) -> None:
    old = rows(6, timestamp="1600000000")
    later = [
        *rows(2, timestamp="1700000000", fatalities="50", notes="Counted again."),
        *rows(4, start=2, timestamp="1700000000"),  # touched, with the same values
        *rows(1, start=9, timestamp="1700000000"),
    ]
    database.load(acled_file(tmp_path / "old.csv", old))
    (report,) = database.load(acled_file(tmp_path / "new.csv", later))
    assert counts(report) == (7, 1, 6, 0, 0)
    before = database.content()
    (report,) = database.load(tmp_path / "old.csv")
    assert (counts(report), report.older, report.fatalities) == ((6, 0, 0, 6, 0), 6, 0)
    assert database.content() == before
    undated = rows(1, timestamp="", notes="An export without timestamps.")
    (report,) = database.load(acled_file(tmp_path / "undated.csv", undated))
    assert counts(report) == (1, 0, 1, 0, 0)
    (report,) = database.load(tmp_path / "old.csv", conflict="replace")
    assert (report.updated, report.older) == (6, 0)
    assert database.one("SELECT max(timestamp) FROM events WHERE id <> 'KEN9'") == 1600000000
