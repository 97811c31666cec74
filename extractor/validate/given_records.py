"""Records given by a program, as a table."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack
from typing import Any

from extractor.tables import Batch, Table
from extractor.tables.table import BATCH_ROWS, Faults

__all__ = ["GivenRecords"]


class GivenRecords(Table):
    """Records in memory, or produced by an iterator; ``line`` counts them from 1."""

    form = "jsonl"
    tabular = False

    def __init__(self, records: Iterable[Mapping[str, Any]]) -> None:
        super().__init__("records", ExitStack())
        self._records = records

    def batches(self, size: int = BATCH_ROWS, *, faults: Faults | None = None) -> Iterator[Batch]:
        rows: list[Any] = []
        begun = 1
        for number, record in enumerate(self._records, start=1):
            if hasattr(record, "model_dump"):  # EventRecord, AcledRow
                record = record.model_dump(mode="json")
            if not isinstance(record, Mapping):
                error = self.error(f"not a mapping but {type(record).__name__}", number)
                if faults is None:
                    raise error
                faults(error)
                record = {}
            rows.append(dict(record))
            if len(rows) == size:
                yield Batch(range(begun, number + 1), rows)
                rows, begun = [], number + 1
        if rows:
            yield Batch(range(begun, begun + len(rows)), rows)
