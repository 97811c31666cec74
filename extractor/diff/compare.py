"""Finds which rows of two versions are one event, and what differs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import BinaryIO, Literal, NamedTuple

from extractor.diff.cells import Cells, bookkeeping, label_of
from extractor.diff.version import Version
from extractor.errors import TableError
from extractor.records.kinds import RecordKind
from extractor.tables import TableOptions
from extractor.tables.opening import for_file
from extractor.tables.options import USUAL

__all__ = ["Change", "Difference", "Sum", "diff_files"]

MOST_TRIED = 20  # rows of one id in a file that are compared with each row of the other
NAMES = {
    RecordKind.EVENT: "event records",
    RecordKind.ACLED: "rows of ACLED",
    RecordKind.UCDP: "rows of UCDP GED",
}


@dataclass
class Sum:
    """Rows and their deaths; for changed rows ``deaths`` before and ``after``."""

    rows: int = 0
    deaths: int = 0
    after: int = 0

    def add(self, before: int, after: int) -> None:
        """Count a row."""
        self.rows += 1
        self.deaths += before
        self.after += after


class Change(NamedTuple):
    """An event that was added, removed or changed: its lines and deaths in both files (``None``
    where it is missing), and for a change each column that differs: (before, after), blank for
    nothing.
    """

    what: Literal["came", "went", "changed"]
    id: str
    label: str
    lines: tuple[int | None, int | None]
    deaths: tuple[int | None, int | None]
    columns: dict[str, tuple[str, str]]


@dataclass
class Difference:
    """The counts of a comparison, complete after all changes were read. Each row of ``before`` is
    unchanged, restamped, changed or went; each of ``after`` unchanged, restamped, changed or came.

    ``restamped`` rows differ only in when or how they were written (ACLED's ``timestamp``, a
    record's ``extraction``). ``columns`` counts the changed rows by column.
    """

    before: Version
    after: Version
    kind: RecordKind | None
    unchanged: Sum = field(default_factory=Sum)
    restamped: Sum = field(default_factory=Sum)
    changed: Sum = field(default_factory=Sum)
    came: Sum = field(default_factory=Sum)
    went: Sum = field(default_factory=Sum)
    columns: Counter[str] = field(default_factory=Counter)

    def only_in(self, one: Version, other: Version) -> list[str]:
        """Columns of a table that the other lacks, which are not compared."""
        if self.kind is RecordKind.EVENT or not one.rows or not other.rows:
            return []
        return sorted(one.columns - other.columns)

    def changes(self) -> Iterator[Change]:
        """Every change, in the order of the file before, then additions in that of the file after.

        Raises :class:`TableError` if the counts do not add up.
        """
        for id in self.before.ids():
            yield from self._of_id(id)
        for id in self.after.ids():
            if not self.before.numbers(id):
                yield from self._of_id(id)
        same = (self.unchanged, self.restamped, self.changed)
        sums = [
            (side.rows, side.deaths)
            == (sum(one.rows for one in (*same, alone)), alone.deaths + deaths)
            for side, alone, deaths in (
                (self.before, self.went, sum(one.deaths for one in same)),
                (self.after, self.came, sum(one.after for one in same)),
            )
        ]
        if not all(sums):
            raise TableError("the counts do not add up", where=self.after.name)

    def _of_id(self, id: str) -> Iterator[Change]:
        old, new = self._without_the_same(self.before.numbers(id), self.after.numbers(id))
        # Rows without an id may be any event's: only equal ones are paired.
        pairs = list(self._paired(old, new)) if id else []
        for one, other in pairs:
            old.remove(one)
            new.remove(other)
            columns = self._differing(one, other)
            changed_columns = {
                name: both for name, both in columns.items() if not self._is_stamp(name)
            }
            if not changed_columns:
                self._count(self.restamped if columns else self.unchanged, one, other)
                continue
            self._count(self.changed, one, other)
            self.columns.update(changed_columns.keys())
            yield self._change("changed", id, one, other, changed_columns)
        for number in old:
            self.went.add(self.before.killed(number), 0)
            yield self._change("went", id, number, None, {})
        for number in new:
            self.came.add(self.after.killed(number), 0)
            yield self._change("came", id, None, number, {})

    def _without_the_same(
        self, old: Sequence[int], new: Sequence[int]
    ) -> tuple[list[int], list[int]]:
        """The rows of an id without pairs of equal cells, which are counted."""
        by_digest: dict[int, list[int]] = {}
        for other in reversed(new):
            by_digest.setdefault(self.after.digest(other), []).append(other)
        left, taken = [], set()
        for one in old:
            same = by_digest.get(self.before.digest(one))
            if same:
                taken.add(same[-1])
                self._count(self.unchanged, one, same.pop())
            else:
                left.append(one)
        return left, [other for other in new if other not in taken]

    def _paired(self, old: Sequence[int], new: Sequence[int]) -> Iterator[tuple[int, int]]:
        """Pairs of rows of one id that count as one event. Where a file has the id several times
        (an export by actor does), those with the fewest differences; with very many, in order."""
        if len(old) == 1 == len(new) or max(len(old), len(new)) > MOST_TRIED:
            yield from zip(old, new, strict=False)
            return
        tried = [(len(self._differing(one, other)), one, other) for one in old for other in new]
        taken: set[tuple[str, int]] = set()
        for _, one, other in sorted(tried):
            if ("old", one) not in taken and ("new", other) not in taken:
                taken |= {("old", one), ("new", other)}
                yield one, other

    def _count(self, into: Sum, one: int, other: int) -> None:
        into.add(self.before.killed(one), self.after.killed(other))

    def _is_stamp(self, column: str) -> bool:
        return self.kind is not None and bookkeeping(self.kind, column)

    def _differing(self, one: int, other: int) -> dict[str, tuple[str, str]]:
        before, after = self.before.cells(one), self.after.cells(other)
        names = before.keys() | after.keys()
        if self.kind is not RecordKind.EVENT:
            names &= self.before.columns & self.after.columns
        return {
            name: (before.get(name, ""), after.get(name, ""))
            for name in sorted(names)
            if before.get(name) != after.get(name)
        }

    def _change(
        self,
        what: Literal["came", "went", "changed"],
        id: str,
        one: int | None,
        other: int | None,
        columns: dict[str, tuple[str, str]],
    ) -> Change:
        assert self.kind is not None
        cells: Cells = {}
        if other is not None:
            cells = self.after.cells(other)
        elif one is not None:
            cells = self.before.cells(one)
        return Change(
            what,
            id,
            label_of(self.kind, cells),
            (_of(self.before.line, one), _of(self.after.line, other)),
            (_of(self.before.killed, one), _of(self.after.killed, other)),
            columns,
        )


def diff_files(
    paths: Sequence[str],
    kind: RecordKind | None = None,
    tables: TableOptions = USUAL,
    *,
    stdin: BinaryIO | None = None,
) -> Difference:
    """Read two files to compare; close ``before`` and ``after`` of it when done.

    Raises :class:`TableError` for files that cannot be read or are of two kinds.
    """
    before = Version.read(paths[0], kind, for_file(tables, paths[0], paths), stdin=stdin)
    try:
        after = Version.read(paths[1], kind, for_file(tables, paths[1], paths), stdin=stdin)
    except BaseException:
        before.close()
        raise
    if before.kind and after.kind and before.kind is not after.kind:
        before.close()
        after.close()
        raise TableError(
            f"holds {NAMES[after.kind]}, and {before.name} {NAMES[before.kind]}: bring them into "
            "one form first (extract convert)",
            where=after.name,
        )
    return Difference(before, after, after.kind or before.kind)


def _of(get: Callable[[int], int], number: int | None) -> int | None:
    return None if number is None else get(number)
