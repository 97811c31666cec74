"""Options for reading files of rows, for what the content itself does not say."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from extractor.tables.guessing import codec_of
from extractor.tables.table import Form

__all__ = ["USUAL", "Fits", "TableOptions"]

Fits: TypeAlias = Callable[[Sequence[str]], "Sequence[str] | None"]
"""A function called with the columns of a header. Returns their names in the form in which they are
compared, or ``None`` if the header is not of a wanted table."""


def _silent(_: str) -> None:
    """Discard a note."""


@dataclass(frozen=True)
class TableOptions:
    """Options for all files of a command.

    ``sheet`` is the workbook sheet to read, ``encoding`` the encoding of texts (any of Python's
    names), ``skip_lines`` how many lines of a CSV, or rows of each sheet, stand above the header.
    ``form`` and ``delimiter`` are as for :func:`~extractor.tables.open_table`. ``note`` is called
    with one line for each thing that a user should know and that is no error: a guessed encoding,
    sheets and title lines left out. ``fits`` says which sheets and headers are wanted.

    Raises :class:`LookupError` for an encoding that does not exist.
    """

    sheet: str | None = None
    encoding: str | None = None
    form: Form | None = None
    delimiter: str | None = None
    skip_lines: int = 0
    note: Callable[[str], object] = _silent
    fits: Fits | None = None

    def __post_init__(self) -> None:
        if self.encoding is not None:
            codec_of(self.encoding)

    @property
    def codec(self) -> str | None:
        """Return Python's own name of the encoding."""
        return None if self.encoding is None else codec_of(self.encoding)


USUAL = TableOptions()
"""The default: everything as the file itself says."""
