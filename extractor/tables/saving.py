"""Saves workbooks, so that a full disk gives one error with its cause and no other output.

openpyxl writes a sheet to a temporary file and then compresses it. When either fails, objects of
openpyxl and :mod:`zipfile` are left that write once more while they are destroyed, and Python
prints the errors of that.
"""

from __future__ import annotations

import contextlib
import gc
import sys
from collections.abc import Callable, Iterator
from typing import IO, Any

from extractor.tables.temporary_data import no_room

__all__ = ["abandon_sheet", "append_row", "save_book"]

LXML_REASONS = {"IO_ENOSPC": "No space left on device", "IO_EFBIG": "File too large"}
"""lxml's names for a full disk, as its error is no ``OSError``."""


def append_row(sheet: Any, cells: list[object]) -> None:
    """Add a row to a write-only sheet. Raises :class:`TableError` if there is no room for its
    temporary file."""
    _quietly(lambda: sheet.append(cells), own_file=True)


def abandon_sheet(sheet: Any) -> None:
    """Close a write-only sheet that is no longer needed."""
    with contextlib.suppress(Exception):
        _quietly(sheet.close, own_file=True)


def save_book(book: Any, stream: IO[bytes]) -> None:
    """Write a workbook to a stream. Raises :class:`OSError` if the stream cannot take more, and
    :class:`TableError` if there is no room for a sheet's temporary file."""
    _quietly(lambda: book.save(stream), own_file=False)


def _quietly(work: Callable[[], object], *, own_file: bool) -> None:
    """Call ``work``; if it fails, destroy the objects it left before raising the error. With
    ``own_file`` an ``OSError`` also comes from the temporary file."""
    try:
        work()
        return
    except BaseException as error:
        failure = error
    with _silence():
        # The traceback's frames hold the objects to destroy.
        failure.__context__ = failure.__cause__ = failure.__traceback__ = None
        gc.collect()
    lxml = LXML_REASONS.get(str(failure)) if type(failure).__name__ == "SerialisationError" else ""
    if lxml or (own_file and isinstance(failure, OSError)):
        raise no_room(lxml or getattr(failure, "strerror", None))
    raise failure


@contextlib.contextmanager
def _silence() -> Iterator[None]:
    """Suppress what Python prints about errors raised while objects are destroyed."""
    before, sys.unraisablehook = sys.unraisablehook, lambda _: None
    try:
        yield
    finally:
        sys.unraisablehook = before
