"""What is DuckDB's own: the batches that it is shown."""

from __future__ import annotations

import gc
import weakref
from pathlib import Path

import pytest
from load_kit import ROW

from extractor.stores import Entry, address_of, open_store
from extractor.stores.acled_rows import AcledRows

pytest.importorskip("duckdb")


def test_a_batch_is_gone_from_memory_before_the_transaction_ends(tmp_path: Path) -> None:
    """DuckDB keeps what is registered under a name until then, however long the file."""
    from extractor.stores.duckdb import DuckdbStore

    made = AcledRows(list(ROW))
    kept = []
    with open_store(address_of(str(tmp_path / "a.duckdb"))) as store:
        assert isinstance(store, DuckdbStore)
        store.begin()
        store.start(Entry("2026-01-01T00:00:00Z", "a.csv", "0" * 64, "acled", "0"), "update")
        for number in range(3):
            row = ROW | {"event_id_cnty": f"KEN{number}"}
            store.write([made.rows(number + 2, list(row.values()))])
            kept.append(weakref.ref(store._shown["extract_stage"]))
        gc.collect()
        assert [ref() is None for ref in kept] == [True, True, False]
