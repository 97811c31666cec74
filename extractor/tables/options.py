"""How files of rows are read, where their content does not say it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from extractor.tables.guessing import codec_of
from extractor.tables.table import Form

__all__ = ["USUAL", "Fits", "TableOptions"]

Fits: TypeAlias = Callable[[Sequence[str]], "Sequence[str] | None"]
"""Asked for the columns of a header: their names as they are compared, or ``None`` for the header
of nothing that is wanted."""


def _silent(_: str) -> None:
    """Notes go nowhere."""


@dataclass(frozen=True)
class TableOptions:
    """What holds for all files of a command.

    ``sheet`` is the one to read of a workbook, ``encoding`` that of texts (any of Python's names),
    ``skip_lines`` how many lines of a CSV, or rows of each sheet, stand above the header. ``form``
    and ``delimiter`` are as for :func:`~extractor.tables.open_table`. ``note`` is told in a line
    each what a user should know that is no error: an encoding that was guessed, sheets and title
    lines that are left out. ``fits`` tells which sheets and headers are wanted.

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
        """Python's own name of the encoding."""
        return None if self.encoding is None else codec_of(self.encoding)


USUAL = TableOptions()
"""Everything as the file itself says."""
