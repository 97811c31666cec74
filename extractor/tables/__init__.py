"""Files of rows, read as a stream in one way whatever their format.

    with open_table("records.csv") as table:
        table.form, table.columns, table.encoding      # "csv", ("event_id_cnty", …), "utf-8"
        for row in table:                              # constant memory
            row.line, row.values                       # 7, {"event_id_cnty": "KEN1", …}

=============  ====================================================  =======================
form           files                                                 ``line`` counts
=============  ====================================================  =======================
``csv``        CSV, TSV, any delimiter; BOM; UTF-8, UTF-16, others   physical lines, those
               guessed or named; quoted newlines                     inside cells too
``jsonl``      JSON Lines                                            physical lines
``json``       a JSON array of objects (or objects one after         physical lines
               another, or ``{"data": [...]}`` as APIs give)
``xlsx``       Excel workbook: a sheet, or all with its columns      rows of the sheet
``parquet``    Parquet                                               records, from 1
=============  ====================================================  =======================

Each of them may be compressed (gzip, zstd), a file or a stream. CSV cells are text as written;
JSON, Parquet and XLSX values keep their types. Nothing is ever dropped in silence: a line that
cannot be read raises :class:`~extractor.errors.TableError` with file and line, or goes to
``faults`` and reading goes on.

Iterating gives a dict a row and is for everybody; :meth:`Table.batches` gives plain lists of
cells, thousands at a time, for work on millions of rows. XLSX, Parquet and ``.zst`` need the
extra ``tables``.
"""

from __future__ import annotations

from extractor.errors import TableError
from extractor.tables.opening import STDIN, open_table
from extractor.tables.options import TableOptions
from extractor.tables.table import BATCH_ROWS, FORMS, Batch, Form, Place, Row, Table

__all__ = [
    "BATCH_ROWS",
    "FORMS",
    "STDIN",
    "Batch",
    "Form",
    "Place",
    "Row",
    "Table",
    "TableError",
    "TableOptions",
    "open_table",
]
