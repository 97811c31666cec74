"""Counts of what a load did with a file of events, or with a list of deleted ones."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from extractor.stores.plan import MOST_TOLD, Rejected
from extractor.text.grouped import Grouped

__all__ = ["FileReport", "Kept", "Removal"]


@dataclass(frozen=True, slots=True)
class Kept:
    """An event of a list of deleted ones that stays: ``changed`` is ACLED's timestamp, later than
    ``deleted``; or ``holder`` is the merged record that has it among its reports."""

    line: int
    id: str
    changed: int | None = None
    deleted: int | None = None
    holder: str | None = None


@dataclass
class Removal:
    """What a list of deleted events took away. The ids read are the sum of ``removed``, ``absent``
    (not in the database), ``kept``, ``repeated`` (in the list before) and the rejected.

    ``events`` and ``killed`` are (before, after) of the whole table, counted there. ``first_kept``
    are the first of those kept, ``held`` how many merged records have a removed event among their
    reports, of which ``holders`` are the first.
    """

    removed: int = 0
    absent: int = 0
    kept: int = 0
    repeated: int = 0
    events: tuple[int, int] = (0, 0)
    killed: tuple[int, int] = (0, 0)
    first_kept: list[Kept] = field(default_factory=list)
    held: int = 0
    holders: list[tuple[str, str]] = field(default_factory=list)


@dataclass
class FileReport:
    """What became of a file: ``read`` is the sum of the four counts below it, but for a list of
    deleted events, which has its counts in ``removal``.

    ``ignored`` of the unchanged are other than in the file, ``older`` of them were changed later
    than in the file, ``deleted`` of them left out because a list of deleted events took them away
    after they were changed, and ``repeated`` of them stand in it twice. ``returned`` of the loaded
    were taken away by such a list before. ``fatalities`` are those of the rows that were taken (or
    removed), as counted in the file and, by another way, in the table.
    ``first_rejected`` are the first rejected rows, ``faults`` all of them by their reasons;
    ``where`` says for messages where a line is.
    """

    file: str
    read: int = 0
    loaded: int = 0
    updated: int = 0
    unchanged: int = 0
    rejected: int = 0
    ignored: int = 0
    older: int = 0
    deleted: int = 0
    returned: int = 0
    repeated: int = 0
    mended: int = 0
    fatalities: int = 0
    removal: Removal | None = None
    first_rejected: list[Rejected] = field(default_factory=list)
    faults: Grouped[Rejected] = field(default_factory=Grouped, repr=False, compare=False)
    where: Callable[[int], str] | None = field(default=None, repr=False, compare=False)

    @property
    def changed(self) -> bool:
        """Whether the database is another one than before the file."""
        return bool(self.loaded or self.updated or (self.removal and self.removal.removed))

    def place(self, row: Rejected | Kept) -> str:
        """Where a row is, for a message."""
        if not row.line:
            return self.file
        return self.where(row.line) if self.where else f"{self.file}:{row.line}"

    def reject(self, row: Rejected) -> None:
        """Count a bad row and keep it if it is among the first."""
        self.rejected += 1
        self.faults.add(row.reason, row.reason, row)
        if len(self.first_rejected) < MOST_TOLD:
            self.first_rejected.append(row)
