"""Saving workbooks: a full disk is one error with its cause, and leaves no noise behind.

openpyxl writes a sheet to a temporary file and then packs it. When either fails, objects of it and
of :mod:`zipfile` are left that write once more while they are cleared away, and Python prints what
that raises.
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
"""lxml's words for a temporary file that takes no more; its error is no ``OSError``."""


def append_row(sheet: Any, cells: list[object]) -> None:
    """Add a row to a write-only sheet; raises :class:`TableError` where there is no room for its
    temporary file."""
    _quietly(lambda: sheet.append(cells), own_file=True)


def abandon_sheet(sheet: Any) -> None:
    """End a write-only sheet that is not wanted any more."""
    with contextlib.suppress(Exception):
        _quietly(sheet.close, own_file=True)


def save_book(book: Any, stream: IO[bytes]) -> None:
    """Write a workbook to a stream. Raises :class:`OSError` where the stream takes no more, and
    :class:`TableError` where there is no room for a sheet's temporary file."""
    _quietly(lambda: book.save(stream), own_file=False)


def _quietly(work: Callable[[], object], *, own_file: bool) -> None:
    """Do it; if it fails, everything it left is cleared away before the error is raised.
    ``own_file``: an ``OSError`` is of the temporary file, too."""
    try:
        work()
        return
    except BaseException as error:
        failure = error
    with _silence():
        # Its frames hold what is to be cleared away.
        failure.__context__ = failure.__cause__ = failure.__traceback__ = None
        gc.collect()
    lxml = LXML_REASONS.get(str(failure)) if type(failure).__name__ == "SerialisationError" else ""
    if lxml or (own_file and isinstance(failure, OSError)):
        raise no_room(lxml or getattr(failure, "strerror", None))
    raise failure


@contextlib.contextmanager
def _silence() -> Iterator[None]:
    """Python says nothing of errors met while objects are cleared away."""
    before, sys.unraisablehook = sys.unraisablehook, lambda _: None
    try:
        yield
    finally:
        sys.unraisablehook = before
