"""What validation finds, as data: a stable code, what is wrong, and exactly where."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, NamedTuple

__all__ = ["UNWRITTEN", "Change", "Code", "Finding", "Problem", "Report", "Undecided"]


@dataclass(frozen=True, slots=True)
class Code:
    """One thing that can be wrong. ``code`` never changes its meaning; ``E`` is an error, ``W`` a
    warning: something that is unlikely or older than today's form but can be right.

    ``kinds`` are the kinds of records it is looked for in, ``wrong`` and ``right`` examples,
    ``source`` where the rule comes from, ``fixable`` whether ``--fix`` can mend it.

    A rule over some cells of one row is ``check``: called with the texts of ``columns``, it says
    what is wrong, or nothing. The finding is of the first of the columns.
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
        """Errors decide the exit code; warnings do with ``--warnings-as-errors``."""
        return self.code.startswith("E")


class Problem(NamedTuple):
    """What is wrong with a row, before it is known where the row stands."""

    code: str
    message: str
    column: str | None = None
    value: str | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing found. ``line`` is the physical line (of a workbook the row, of Parquet the
    record), ``cell`` a workbook's cell as ``F12``, ``row_id`` the record's own id."""

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
        """All of it, for JSON and CSV."""
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
    """One cell that ``--fix`` mended, with the code of the finding it answers."""

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
        """What stood there and what stands there now."""
        return f"{self.column}: {self.before!r} became {self.after!r}"

    def as_dict(self) -> dict[str, Any]:
        """The keys of a finding, with the severity ``fixed`` and what stands there now."""
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
    """One cell that ``--fix`` could have mended and left: ``before`` stands there, ``after`` would
    follow from other cells, and ``why`` these may be wrong instead."""

    why: str = ""

    @property
    def message(self) -> str:
        """The two answers and the doubt."""
        other = f", {self.after!r} was not put there" if self.after else ""
        return f"{self.column} stays {self.before!r}{other}: {self.why}"

    def as_dict(self) -> dict[str, Any]:
        """The keys of a change, with the severity ``undecided`` and what it might be."""
        return {**Change.as_dict(self), "severity": "undecided", "fixed": None,
                "message": self.message}  # fmt: skip


UNWRITTEN = "cannot be written"
"""How :attr:`Report.unreadable` begins where it is the copy of ``--fix`` that failed."""


@dataclass(slots=True)
class Report:
    """What a run has seen so far of one file: filled while findings are read. As long as they are
    of rows, ``rows`` is the number of the row that the last of them is of."""

    file: str
    kind: str | None = None
    form: str | None = None
    rows: int = 0
    errors: int = 0
    warnings: int = 0
    unreadable: str | None = None
    stopped: bool = False
