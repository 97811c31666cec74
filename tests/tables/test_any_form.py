"""A table in any form that people have gives the rows it was made from."""

from __future__ import annotations

import tempfile
from pathlib import Path

from effort import effort
from hypothesis import given, settings
from hypothesis import strategies as st
from written_tables import Written, plain_rows, written_tables

from extractor.records.kinds import fitting
from extractor.tables import TableOptions, open_table

FITS = fitting(None)


@settings(deadline=None, max_examples=effort(200))
@given(written_tables(), st.booleans())
def test_the_rows_of_a_table_come_back_from_any_form(written: Written, piped: bool) -> None:
    options = TableOptions(encoding=written.encoding, delimiter=written.delimiter, fits=FITS)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, written.name)
        path.write_bytes(written.data)
        with (
            path.open("rb") as stream,
            open_table("-" if piped else path, options, stdin=stream) as table,
        ):
            rows = [row.values for row in table]
    order = [*written.rows[0]]
    assert plain_rows([{name: row[name] for name in order} for row in rows]) == plain_rows(
        written.rows
    )
    assert all(set(row) == set(order) for row in rows)
