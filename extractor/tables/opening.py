"""Opens a file of rows. Its name and its first bytes say which form it has, and must agree."""

from __future__ import annotations

import io
import sys
import tempfile
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from typing import IO, BinaryIO

from extractor.errors import TableError, reason_of
from extractor.tables.bounds import LARGEST_COPY
from extractor.tables.columnar import ParquetTable
from extractor.tables.delimited import DelimitedTable
from extractor.tables.envelopes import is_envelope
from extractor.tables.form_exports import told_without_groups, without_groups
from extractor.tables.json_rows import SEPARATOR, JsonArrayTable, JsonLinesTable
from extractor.tables.options import USUAL, Fits, TableOptions
from extractor.tables.other_formats import is_open_spreadsheet, named_archive, named_format
from extractor.tables.streams import (
    GZIP,
    LONGEST_LINE,
    ZSTD,
    Prefixed,
    Utf8,
    broken_compression,
    encoding_of_head,
    uncompressed,
)
from extractor.tables.table import Form, Table
from extractor.tables.temporary_data import temporary_data
from extractor.tables.workbook import WorkbookTable

__all__ = ["STDIN", "for_file", "form_of_name", "open_table"]

STDIN = "-"
STDIN_NAME = "standard input"
CLOSED = "it is closed"
HEAD = 1 << 16
LONGEST_ARRAY_LINE = sys.maxsize  # a JSON array is read in pieces, whatever its lines
WHOLE_TABLE = 60_000  # characters at the start without a line end
PACKED = (".gz", ".zst", ".zstd")
FORM_OF_SUFFIX: dict[str, Form] = {
    ".csv": "csv",
    ".tsv": "csv",
    ".tab": "csv",
    ".txt": "csv",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".jsonlines": "jsonl",
    ".jl": "jsonl",
    ".json": "json",
    ".geojson": "json",
    ".geojsonl": "jsonl",
    ".geojsons": "jsonl",
    ".geojsonseq": "jsonl",
    ".xlsx": "xlsx",
    ".xlsm": "xlsx",
    ".ods": "ods",
    ".parquet": "parquet",
    ".pq": "parquet",
    ".geoparquet": "parquet",
}
WITH_SHEETS: tuple[Form, ...] = ("xlsx", "ods")
WITH_TITLES: tuple[Form, ...] = ("csv", *WITH_SHEETS)
NAMES: dict[Form, str] = {
    "csv": "CSV",
    "jsonl": "JSON Lines",
    "json": "JSON",
    "xlsx": "an Excel workbook",
    "ods": "an OpenDocument spreadsheet",
    "parquet": "Parquet",
}


def form_of_name(path: str) -> Form | None:
    """Return the form that a file's name stands for, compression's ending aside; ``None`` if
    unknown."""
    name = Path(path)
    if name.suffix.lower() in PACKED:
        name = name.with_suffix("")
    return FORM_OF_SUFFIX.get(name.suffix.lower())


def for_file(options: TableOptions, path: str, paths: Sequence[str]) -> TableOptions:
    """Return the options for one of several files: ``sheet`` only for workbooks, ``skip_lines``
    only for files that can have lines above the header."""
    if options.sheet and not _may_be_workbook(path) and any(map(_may_be_workbook, paths)):
        options = replace(options, sheet=None)
    if options.skip_lines and not _may_have_titles(path) and any(map(_may_have_titles, paths)):
        options = replace(options, skip_lines=0)
    return options


def _may_be_workbook(path: str) -> bool:
    return form_of_name(path) in (*WITH_SHEETS, None)


def _may_have_titles(path: str) -> bool:
    return form_of_name(path) in (*WITH_TITLES, None)


def open_table(
    path: str | Path,
    options: TableOptions = USUAL,
    *,
    sheet: str | None = None,
    form: Form | None = None,
    stdin: BinaryIO | None = None,
    delimiter: str | None = None,
    encoding: str | None = None,
) -> Table:
    """Open a file of rows; ``-`` is standard input (``stdin``, the process's own unless given).

    ``form`` sets the form; otherwise name and content decide, and must agree. ``sheet`` names a
    workbook's sheet; otherwise all sheets with the columns of the first suitable one are read.
    ``delimiter`` is one character. ``encoding`` is that of a text; otherwise it is UTF-8, or what
    the byte order mark says, or guessed. Settings for many files are in ``options``; arguments
    given here take precedence.

    A JSON Lines file without a line is a table of zero rows (:attr:`Table.empty`); so is an empty
    file or stream whose form is not known. Raises :class:`TableError`, with a message of one line,
    for a file that is missing, unreadable, otherwise empty, or not what its name says, and for a
    missing extra.
    """
    given = str(path)
    name = STDIN_NAME if given == STDIN else given or "''"
    options = replace(
        options,
        sheet=sheet or options.sheet,
        form=form or options.form,
        delimiter=delimiter or options.delimiter,
        encoding=encoding or options.encoding,
    )
    resources = ExitStack()
    try:
        return _opened(given, name, resources, options, stdin)
    except BaseException as error:
        resources.close()
        if isinstance(error, OSError):
            raise TableError(reason_of(error), where=name) from None
        if isinstance(error, TableError) and error.where is None:
            raise TableError(error.reason, where=name) from None
        raise


def _standard_input() -> BinaryIO:
    if sys.stdin is None:  # <&-: a closed stdin is not an empty one, which means no rows
        raise TableError(CLOSED, where=STDIN_NAME)
    return sys.stdin.buffer


def _opened(
    path: str, name: str, resources: ExitStack, options: TableOptions, stdin: BinaryIO | None
) -> Table:
    stream: BinaryIO
    if path == STDIN:
        stream = stdin or _standard_input()
    elif not path:  # pathlib would take it for the current folder
        raise FileNotFoundError
    else:
        stream = resources.enter_context(_file(path))
    head = _head(stream)
    if path != STDIN and stream.seekable():
        stream.seek(0)
        whole = stream
    else:
        whole = _again(head, stream)
    unpacked, compression = uncompressed(whole, head)
    if compression:
        try:
            head = _head(unpacked)
        except Exception as error:
            raise TableError(broken_compression(error) or str(error)) from None
        if head.startswith((GZIP, ZSTD)):
            raise TableError("compressed twice")
        whole = _again(head, unpacked)
    named = None if path == STDIN else form_of_name(path)
    if head.strip():
        found = _form(head, options.form, named, options.codec)
    elif (options.form or named or "jsonl") == "jsonl":
        found = "jsonl"  # a run that found no event
    else:
        raise TableError("the file is empty")
    if options.sheet is not None and found not in WITH_SHEETS:
        raise TableError(f"has no sheets: it is {NAMES[found]}")
    if options.skip_lines and found not in WITH_TITLES:
        raise TableError(f"has no lines above its records to skip: it is {NAMES[found]}")
    if options.fits is not None:
        options = replace(options, fits=_Fits(options.fits))
    table = _table(found, name, whole, resources, options)
    _without_groups(table, options)
    table.note = options.note
    table.compression = compression
    if path != STDIN and compression is None and Path(path).is_file():
        table.path = path
    return table


def _without_groups(table: Table, options: TableOptions) -> None:
    if table.tabular:
        table.renamed = without_groups(table.columns)
        table.columns = tuple(table.renamed.get(name, name) for name in table.columns)
    if table.renamed:
        options.note(f"{table.name}: {told_without_groups(table.renamed)}")


class _Fits:
    """Calls ``fits`` with the columns without their groups of questions, then with the original
    names."""

    def __init__(self, fits: Fits) -> None:
        self._fits = fits
        self.without_header = getattr(fits, "without_header", None)

    def __call__(self, columns: Sequence[str]) -> Sequence[str] | None:
        renamed = without_groups(tuple(columns))
        if renamed and (found := self._fits([renamed.get(name, name) for name in columns])):
            return found
        return self._fits(columns)


def _table(
    form: Form, name: str, stream: BinaryIO, resources: ExitStack, options: TableOptions
) -> Table:
    if form in WITH_SHEETS:
        return WorkbookTable(name, form, _seekable(stream, name, resources), resources, options)
    if form == "parquet":
        return ParquetTable(name, _seekable(stream, name, resources), resources)
    longest = LONGEST_ARRAY_LINE if form == "json" else LONGEST_LINE
    encoding, note = options.codec, options.note
    raw = Utf8(stream, name=name, longest_line=longest, encoding=encoding, note=note)
    if form == "json":
        return JsonArrayTable(name, raw, resources, options)
    if form == "jsonl":
        return JsonLinesTable(name, raw, resources, options)
    made = DelimitedTable(
        name,
        raw,
        resources,
        options,
        without_header=getattr(options.fits, "without_header", None),
    )
    if not made.has_header:
        note(f"{name}: no header line; the columns are told by the first row")
    return made


def _file(path: str) -> BinaryIO:
    return Path(path).open("rb")


def _head(stream: BinaryIO) -> bytes:
    """Return up to :data:`HEAD` bytes; a pipe delivers them in pieces."""
    parts: list[bytes] = []
    missing = HEAD
    while missing > 0 and (part := stream.read(missing)):
        parts.append(part)
        missing -= len(part)
    return b"".join(parts)


def _again(head: bytes, stream: BinaryIO) -> BinaryIO:
    """Return the stream from its start."""
    return io.BufferedReader(Prefixed(head, stream), HEAD)


def _seekable(stream: BinaryIO, name: str, resources: ExitStack) -> IO[bytes]:
    """Return the stream, or a temporary file with its bytes: these formats are read from their
    end."""
    if not isinstance(stream, io.BufferedReader) or not isinstance(stream.raw, Prefixed):
        return stream
    file = resources.enter_context(tempfile.TemporaryFile())  # noqa: SIM115
    try:
        with temporary_data():
            _copy(stream, file)
            file.flush()
    except TableError as error:
        raise TableError(error.reason, where=error.where or name) from None
    except Exception as error:
        reason = broken_compression(error)
        if reason is None:
            raise
        raise TableError(reason, where=name) from None
    file.seek(0)
    return file


def _copy(stream: BinaryIO, file: IO[bytes]) -> None:
    size = 0
    while part := stream.read(1 << 20):
        size += len(part)
        if size > LARGEST_COPY:
            raise TableError(f"it unpacks to more than {LARGEST_COPY >> 30} GiB")
        file.write(part)


def _form(head: bytes, forced: Form | None, named: Form | None, codec: str | None) -> Form:
    """Return the file's form; raise :class:`TableError` if name and content disagree."""
    seen = _form_of_content(head, codec)
    wanted = forced or named
    if wanted is None:
        return seen
    if {wanted, seen} == {"json", "jsonl"}:
        return forced or seen
    if wanted == seen or (wanted in ("json", "jsonl") and seen == "csv"):
        return wanted  # the reader reports the line in which the JSON is broken
    if wanted == "csv" and seen in ("json", "jsonl") and forced is None:
        raise TableError(f"{NAMES[seen]} by its content, not CSV; rename it .{seen}")
    says, advice = ("not", "") if forced else ("though its name says", f"; rename it .{seen}")
    raise TableError(f"{NAMES[seen]} by its content, {says} {NAMES[wanted]}{advice}")


def _form_of_content(head: bytes, codec: str | None) -> Form:
    if head.startswith(b"PAR1"):
        return "parquet"
    archive = head.startswith(b"PK\x03\x04")
    if named := named_archive(head) if archive else named_format(head):
        raise TableError(named)
    if archive:
        return "ods" if is_open_spreadsheet(head) else "xlsx"
    encoding, mark = encoding_of_head(head)
    if codec is not None and not mark:
        encoding = codec
    text = head[mark:].decode(encoding, "replace")
    if "\0" in text and not encoding.startswith(("utf-16", "utf-32")):
        at = head.index(0)
        raise TableError(
            f"a binary file (NUL at byte {at}), not a table, or a damaged one; export it again"
        )
    start = text.lstrip().lstrip(SEPARATOR)
    if start.startswith("[") and start[1:].lstrip().startswith(("{", "]", "[")):
        return "json"
    if start.startswith("{") and start[1:].lstrip().startswith(('"', "}")):
        if is_envelope(start):
            return "json"
        first_line = start.split("\n", 1)[0].rstrip()
        of_parts = start.partition('":')[2].lstrip().startswith(("[", "{"))
        if len(first_line) == len(start.rstrip()) >= WHOLE_TABLE and of_parts:
            return "json"  # columns or rows by label, longer than a line may be
        return "jsonl" if first_line.endswith("}") or len(first_line) == len(start) else "json"
    return "csv"
