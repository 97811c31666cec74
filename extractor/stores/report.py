"""Counts of a load of a file of events, or of a list of deleted ones."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from extractor.stores.plan import MOST_TOLD, Rejected
from extractor.text.grouped import Grouped

__all__ = ["FileReport", "Kept", "Removal"]


@dataclass(frozen=True, slots=True)
class Kept:
    """An event on a list of deleted ones that stays: ``changed`` is ACLED's timestamp, later than
    ``deleted``; or ``holder`` is the merged record that has it among its reports."""

    line: int
    id: str
    changed: int | None = None
    deleted: int | None = None
    holder: str | None = None


@dataclass
class Removal:
    """The result of a list of deleted events. The ids read are the sum of ``removed``, ``absent``
    (not in the database), ``kept``, ``repeated`` (earlier in the list) and the rejected.

    ``events`` and ``killed`` are (before, after) for the whole table, counted there. ``first_kept``
    are the first of those kept. ``held`` is how many merged records have a removed event among
    their reports, ``holders`` are the first of them.
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
    """The result for a file. ``read`` is the sum of the four counts below it, except for a list of
    deleted events, whose counts are in ``removal``.

    Of the unchanged events, ``ignored`` differ from the file, ``older`` were changed later than in
    the file, ``deleted`` are left out because a list of deleted events removed them after their
    change, and ``repeated`` are in the file twice. Of the loaded ones, ``returned`` had been
    removed by such a list. ``fatalities`` are those of the loaded (or removed) rows, as counted in
    the file and independently in the table. ``first_rejected`` are the first rejected rows,
    ``faults`` counts all by reason; ``where`` gives the place of a line for messages.
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
        """Whether the file changed the database."""
        return bool(self.loaded or self.updated or (self.removal and self.removal.removed))

    def place(self, row: Rejected | Kept) -> str:
        """The place of a row, for a message."""
        if not row.line:
            return self.file
        return self.where(row.line) if self.where else f"{self.file}:{row.line}"

    def reject(self, row: Rejected) -> None:
        """Count a bad row and keep it if it is among the first."""
        self.rejected += 1
        self.faults.add(row.reason, row.reason, row)
        if len(self.first_rejected) < MOST_TOLD:
            self.first_rejected.append(row)
