"""Findings as data: a stable code, what is wrong, and where."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, NamedTuple

__all__ = ["UNWRITTEN", "Change", "Code", "Finding", "Problem", "Report", "Undecided"]


@dataclass(frozen=True, slots=True)
class Code:
    """One kind of mistake. ``code`` never changes its meaning; ``E`` is an error, ``W`` a warning:
    unlikely or older than the current form, but possible.

    ``kinds`` are the kinds of records it applies to, ``wrong`` and ``right`` are examples,
    ``source`` is the origin of the rule, ``fixable`` whether ``--fix`` can fix it.

    For a rule over some cells of one row, ``check`` is called with the texts of ``columns`` and
    returns the problem or nothing. The finding is shown at the first of the columns.
    """

    code: str
    title: str
    kinds: str
    means: str
    why: str
    wrong: str
    right: str
    source: str
    fixable: bool = False
    columns: tuple[str, ...] = ()
    check: Callable[..., str | None] | None = None

    @property
    def is_error(self) -> bool:
        """Whether it is an error. Errors decide the exit code; warnings only with
        ``--warnings-as-errors``."""
        return self.code.startswith("E")


class Problem(NamedTuple):
    """A problem of a row, before the row's place is known."""

    code: str
    message: str
    column: str | None = None
    value: str | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding. ``line`` is the physical line (the row of a workbook, the record of Parquet),
    ``cell`` a workbook's cell as ``F12``, ``row_id`` the record's own id."""

    code: str
    message: str
    file: str
    line: int | None = None
    column: str | None = None
    value: str | None = None
    row_id: str | None = None
    sheet: str | None = None
    cell: str | None = None

    @property
    def is_error(self) -> bool:
        """True for errors, false for warnings."""
        return self.code.startswith("E")

    @property
    def severity(self) -> str:
        """``error`` or ``warning``."""
        return "error" if self.is_error else "warning"

    @property
    def title(self) -> str:
        """The code's title, the same for all findings of a code."""
        from extractor.validate.codes import CODES

        return CODES[self.code].title

    def as_dict(self) -> dict[str, Any]:
        """All its fields, for JSON and CSV."""
        return {
            "code": self.code,
            "severity": self.severity,
            "title": self.title,
            "message": self.message,
            "file": self.file,
            "line": self.line,
            "column": self.column,
            "value": self.value,
            "row_id": self.row_id,
            "sheet": self.sheet,
            "cell": self.cell,
        }


@dataclass(frozen=True, slots=True)
class Change:
    """One cell that ``--fix`` changed, with the code of the finding."""

    code: str
    file: str
    line: int
    column: str
    before: str
    after: str
    row_id: str | None = None
    sheet: str | None = None

    @property
    def message(self) -> str:
        """The old and the new value."""
        return f"{self.column}: {self.before!r} became {self.after!r}"

    def as_dict(self) -> dict[str, Any]:
        """The keys of a finding, with the severity ``fixed`` and the new value."""
        from extractor.validate.codes import CODES

        return {
            "code": self.code,
            "severity": "fixed",
            "title": CODES[self.code].title,
            "message": self.message,
            "file": self.file,
            "line": self.line,
            "column": self.column,
            "value": self.before,
            "fixed": self.after,
            "row_id": self.row_id,
            "sheet": self.sheet,
        }


@dataclass(frozen=True, slots=True)
class Undecided(Change):
    """One cell that ``--fix`` left: its value is ``before``, ``after`` would follow from other
    cells, and ``why`` says how those may be wrong instead."""

    why: str = ""

    @property
    def message(self) -> str:
        """Both values and the reason for the doubt."""
        other = f", {self.after!r} was not put there" if self.after else ""
        return f"{self.column} stays {self.before!r}{other}: {self.why}"

    def as_dict(self) -> dict[str, Any]:
        """The keys of a change, with the severity ``undecided`` and the other value."""
        return {**Change.as_dict(self), "severity": "undecided", "fixed": None,
                "message": self.message}  # fmt: skip


UNWRITTEN = "cannot be written"
"""The beginning of :attr:`Report.unreadable` if writing the copy of ``--fix`` failed."""


@dataclass(slots=True)
class Report:
    """The state of a run over one file, updated while findings are read. ``rows`` is the number of
    the row of the latest finding while findings are about rows, and the total at the end."""

    file: str
    kind: str | None = None
    form: str | None = None
    rows: int = 0
    errors: int = 0
    warnings: int = 0
    unreadable: str | None = None
    stopped: bool = False
