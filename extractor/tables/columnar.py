"""Parquet, read in batches with pyarrow."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from typing import IO, Any

from extractor.errors import TableError
from extractor.tables.streams import need_extra
from extractor.tables.table import BATCH_ROWS, Batch, Faults, Table

__all__ = ["ParquetTable"]


class ParquetTable(Table):
    """A Parquet file; ``line`` counts its records from 1, values are Python's own."""

    form = "parquet"

    def __init__(self, name: str, file: IO[bytes], resources: ExitStack) -> None:
        super().__init__(name, resources)
        try:
            import pyarrow.parquet as parquet
        except ImportError:
            raise need_extra("pyarrow", "a Parquet file") from None
        try:
            # pre_buffer would hold whole row groups.
            self._file: Any = parquet.ParquetFile(file, pre_buffer=False, buffer_size=1 << 20)
            self.columns = tuple(self._file.schema_arrow.names)
        except MemoryError:
            raise
        except Exception as error:  # pyarrow raises errors of its own, OSError and ValueError
            raise self._broken(error) from None
        resources.callback(self._file.close)

    def batches(self, size: int = BATCH_ROWS, *, faults: Faults | None = None) -> Iterator[Batch]:
        line = 1
        try:
            for part in self._file.iter_batches(batch_size=size):
                columns = [column.to_pylist() for column in part.columns]
                rows = list(zip(*columns, strict=True)) if columns else [()] * part.num_rows
                yield Batch(range(line, line + len(rows)), rows)
                line += len(rows)
        except (TableError, MemoryError, GeneratorExit):
            raise
        except Exception as error:
            raise self._broken(error) from None

    def _broken(self, error: Exception) -> TableError:
        return self.error(f"not a readable Parquet file: {' '.join(str(error).split())[:200]}")
