"""What is PostgreSQL's own: schemas, PostGIS, other writers."""

from __future__ import annotations

from pathlib import Path

import pytest
from load_kit import Database, acled_file, rows

from extractor.errors import StoreError
from extractor.stores import address_of, open_store
from extractor.stores.loading import load_files
from extractor.stores.postgres import GEOGRAPHY


def test_without_postgis_the_columns_are_plain(postgres: Database, tmp_path: Path) -> None:
    postgres.load(acled_file(tmp_path / "a.csv", rows(1)))
    columns = postgres.query(
        "SELECT column_name, data_type FROM information_schema.columns "
        "WHERE table_schema = current_schema() AND table_name = 'events'"
    )
    assert ("latitude", "double precision") in columns
    assert "geog" not in dict(columns)


def test_with_postgis_the_column_is_made_once(
    postgres: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """PostGIS does not come with the server of the tests: plain types stand for its own, so that
    everything but their names is tried."""
    monkeypatch.setattr(
        "extractor.stores.postgres.GEOGRAPHY",
        (
            "ALTER TABLE events ADD COLUMN geog point GENERATED ALWAYS AS "
            "(point(longitude, latitude)) STORED",
            "CREATE INDEX events_geog ON events USING gist (geog)",
        ),
    )
    postgres.load(acled_file(tmp_path / "a.csv", rows(2)))
    assert "geog" not in str(postgres.query("SELECT * FROM information_schema.columns"))
    monkeypatch.setattr("extractor.stores.postgres.EXTENSION", "plpgsql")  # is there
    postgres.load(acled_file(tmp_path / "a.csv", rows(2)), migrate=True)
    postgres.load(acled_file(tmp_path / "b.csv", rows(4)), migrate=True)
    assert postgres.one("SELECT count(*) FROM events WHERE geog <@ box '((41, 3), (42, 4))'") == 4


def test_tables_go_into_the_first_schema_of_the_path(
    postgres: Database, postgres_uri: str, tmp_path: Path
) -> None:
    postgres.load(acled_file(tmp_path / "a.csv", rows(1)))
    assert "events" in postgres.tables()
    nowhere = address_of(f"{postgres_uri}&options=-csearch_path%3Dno_such")
    with (
        pytest.raises(StoreError, match="no schema of its search path exists"),
        open_store(nowhere) as store,
    ):
        list(load_files([str(tmp_path / "a.csv")], store))


def test_a_rule_that_loses_rows_is_found_out(postgres: Database, tmp_path: Path) -> None:
    postgres.load(acled_file(tmp_path / "a.csv", rows(1)))
    postgres.query(
        "CREATE FUNCTION lose() RETURNS trigger LANGUAGE plpgsql AS "
        "'BEGIN IF NEW.fatalities > 3 THEN RETURN NULL; END IF; RETURN NEW; END'"
    )
    postgres.query(
        "CREATE TRIGGER lose BEFORE INSERT ON events FOR EACH ROW EXECUTE FUNCTION lose()"
    )
    with pytest.raises(StoreError):
        postgres.load(acled_file(tmp_path / "b.csv", rows(7)))
    assert postgres.one("SELECT count(*) FROM events") == 1


def test_the_statements_for_postgis_name_its_type_and_functions() -> None:
    column, index = GEOGRAPHY
    assert ".geography(Point, 4326)" in column
    assert "ST_MakePoint(longitude, latitude)" in column
    assert "USING gist (geog)" in index
