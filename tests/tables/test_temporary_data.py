"""No room for temporary data, or for a workbook: one error with its cause, and no noise."""

from __future__ import annotations

import errno
import io
import sys
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from extractor.errors import TableError
from extractor.tables.saving import abandon_sheet, append_row, save_book
from extractor.tables.temporary_data import no_room, temporary_data

NO_ROOM = "no room for temporary data: No space left on device (TMPDIR names another folder)"


def full(*_: Any) -> Any:
    raise OSError(errno.ENOSPC, "No space left on device")


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EFBIG, errno.EDQUOT])
def test_a_full_disk_is_told_from_a_fault_of_the_file(number: int) -> None:
    with pytest.raises(TableError) as caught, temporary_data():
        raise OSError(number, "No space left on device")
    assert str(caught.value) == NO_ROOM
    assert str(no_room("No space left on device")) == NO_ROOM


def test_other_errors_stay_as_they_are() -> None:
    with pytest.raises(PermissionError), temporary_data():
        raise PermissionError(errno.EACCES, "Permission denied")
    with pytest.raises(OSError, match="Input/output"), temporary_data():
        raise OSError(errno.EIO, "Input/output error")


class SerialisationError(Exception):
    """As lxml raises it."""


class Sheet:
    """A write-only sheet that takes one row and then fails."""

    def __init__(self, error: BaseException) -> None:
        self.rows: list[list[object]] = []
        self.closed = 0
        self._error = error

    def append(self, cells: list[object]) -> None:
        if self.rows:
            raise self._error
        self.rows.append(cells)

    def close(self) -> None:
        self.closed += 1
        raise self._error


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (OSError(errno.ENOSPC, "No space left on device"), NO_ROOM),
        (SerialisationError("IO_ENOSPC"), NO_ROOM),
        (
            SerialisationError("IO_EFBIG"),
            "no room for temporary data: File too large (TMPDIR names another folder)",
        ),
    ],
)
def test_a_row_that_finds_no_room_is_one_error(error: Exception, told: str) -> None:
    sheet, before = Sheet(error), sys.unraisablehook
    append_row(sheet, ["a", 1])
    assert sheet.rows == [["a", 1]]
    with pytest.raises(TableError) as caught:
        append_row(sheet, ["b", 2])
    assert str(caught.value) == told
    assert sys.unraisablehook is before
    abandon_sheet(sheet)
    assert sheet.closed == 1
    assert sys.unraisablehook is before


@pytest.mark.parametrize(
    "error", [ValueError("a cell"), SerialisationError("IO_OTHER"), KeyError("IO_ENOSPC")]
)
def test_what_else_is_wrong_with_a_row_is_raised_as_it_is(error: Exception) -> None:
    sheet = Sheet(error)
    append_row(sheet, [])
    with pytest.raises(type(error)) as caught:
        append_row(sheet, [])
    assert caught.value is error
    assert caught.value.__context__ is None


def test_a_book_that_its_stream_does_not_take_is_that_stream_s_error() -> None:
    class Full(io.BytesIO):
        write = full

    book = openpyxl.Workbook(write_only=True)
    append_row(book.create_sheet("events"), ["a", 1])
    with pytest.raises(OSError, match="No space left on device") as caught:
        save_book(book, Full())
    assert not isinstance(caught.value, TableError)


def test_a_book_is_saved(tmp_path: Path) -> None:
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("events")
    append_row(sheet, ["a", 1])
    with (tmp_path / "a.xlsx").open("wb") as stream:
        save_book(book, stream)
    made = openpyxl.load_workbook(tmp_path / "a.xlsx")["events"]
    assert list(made.values) == [("a", 1)]
    abandon_sheet(openpyxl.Workbook(write_only=True).create_sheet("unwanted"))
