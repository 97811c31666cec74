"""A process that validates parts of a file for another one: its input and its answers.

It reads standard input and writes standard output in :mod:`marshal`'s format, and ends when its
input is closed.
"""

from __future__ import annotations

import gc
import marshal
import os
import sys
import threading
from collections.abc import Iterator
from datetime import date
from typing import Any, NamedTuple

from extractor.errors import ExtractorError
from extractor.records.kinds import RecordKind
from extractor.tables.splitting import SplitFile
from extractor.validate.columns import Met
from extractor.validate.finding import Problem
from extractor.validate.header import read_header
from extractor.validate.rows import Found, RowChecks

__all__ = ["END", "FOUND", "NOT_SPLIT", "Order", "answers", "main", "packed", "unpacked"]

FOUND, END, NOT_SPLIT = "found", "end", "not split"
AT_ONCE = 1_000  # findings in one answer

Answer = tuple[Any, ...]
"""``FOUND`` and a list of findings; ``END`` of a part with its rows, its lines and what each check
gathered; or ``NOT_SPLIT`` and nothing more."""


class Order(NamedTuple):
    """The input of a process: the file, and that parts ``first``, ``first + step``, … are its own.
    ``identity`` is the file's as in :class:`SplitFile`, ``above`` the number of lines above its
    header.
    """

    path: str
    identity: tuple[int, ...]
    name: str
    columns: tuple[str, ...]
    delimiter: str
    part_bytes: int
    kind: str
    today: str
    first: int
    step: int
    above: int


def answers(order: Order) -> Iterator[Answer]:
    """The answers about each part, in order. A part that does not exist has an ``END`` too."""
    columns = order.columns
    split = SplitFile(order.path, columns, order.delimiter, order.part_bytes, order.above)
    if split.identity != order.identity:
        yield (NOT_SPLIT,)
        return
    today = date.fromisoformat(order.today)
    kind = RecordKind(order.kind)
    checks = RowChecks(kind, read_header(columns, kind), today, tabular=True, typed=False)
    for check in checks.checks:
        check.in_parts()
    for number in range(order.first, split.count, order.step):
        part = split.part(number)
        checks.rows = 0
        lines = 0
        if part is not None:
            try:
                table = split.table(part, order.name)
                found: list[Found] = []
                for batch in table.batches():
                    if table.passed_over:  # reported by one process alone
                        yield (NOT_SPLIT,)
                        return
                    found += checks.found(batch)
                    if len(found) >= AT_ONCE:
                        yield FOUND, list(map(packed, found))
                        found = []
                if table.passed_over:  # reported by one process alone
                    yield (NOT_SPLIT,)
                    return
                yield FOUND, list(map(packed, found))
                lines = table.lines_read
            except ExtractorError:
                yield (NOT_SPLIT,)
                return
        yield END, checks.rows, lines, [check.gathered() for check in checks.checks]


def packed(found: Found) -> tuple[Any, ...]:
    """A find in types that :mod:`marshal` supports."""
    what = found.what
    plain = what.what if isinstance(what, Met) else tuple(what)
    return (found.row, found.line, found.check, plain, found.row_id)


def unpacked(data: tuple[Any, ...]) -> Found:
    """The find that was :func:`packed`."""
    row, line, check, plain, row_id = data
    return Found(row, line, check, Met(plain) if check >= 0 else Problem(*plain), row_id)


def main() -> None:
    """The entry point of the process. Anything printed during it goes to standard error."""
    out = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    order = Order(*marshal.load(sys.stdin.buffer))
    threading.Thread(target=_end_with_input, daemon=True).start()
    gc.disable()  # cells form no cycles; the rest is collected after each part
    try:
        for answer in _safely(order):
            data = marshal.dumps(answer)
            out.write(len(data).to_bytes(8, "little") + data)
            out.flush()
            if answer[0] == END:
                gc.collect()
                gc.freeze()  # the tables stay: do not scan them again
    except OSError:  # nobody reads on
        os._exit(1)
    os._exit(0)


def _safely(order: Order) -> Iterator[Answer]:
    """The answers. An error here also occurs in the parent, which reports it."""
    try:
        yield from answers(order)
    except Exception:
        yield (NOT_SPLIT,)


def _end_with_input() -> None:
    sys.stdin.buffer.read()
    os._exit(1)
