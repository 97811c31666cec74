"""Reads a long file with several processes and reports as one.

Parts are dealt in turn: of three processes the first reads parts 0, 3, 6 … Each reports the
findings in its rows and the data needed for rules over the file; here they are put together in the
order of the file. Processes are started anew, not forked, so that it works in any program, and they
wait when they are some answers ahead.
"""

from __future__ import annotations

import contextlib
import marshal
import os
import queue
import secrets
import subprocess
import sys
import threading
from collections.abc import Generator
from contextlib import ExitStack
from datetime import date

from extractor.batch.starting import program
from extractor.errors import TableError
from extractor.records.kinds import RecordKind
from extractor.tables import Table
from extractor.tables.splitting import SplitFile
from extractor.validate.finding import Problem
from extractor.validate.header import read_header
from extractor.validate.rows import RowChecks
from extractor.validate.worker import END, FOUND, Answer, Order, unpacked

__all__ = ["NotSplit", "Worker", "in_parts"]

AHEAD = 16  # answers of one process that are kept here


class NotSplit(Exception):
    """The file cannot be read in parts; what was reported before is right."""


def in_parts(
    table: Table, kind: RecordKind, today: date, *, processes: int, part_bytes: int
) -> Generator[tuple[int, int | None, Problem, str | None], None, None]:
    """The findings of one process: rows read so far, line, problem, the row's id. The last one has
    the total number of rows and an empty problem.

    Raises :class:`NotSplit` if one process must read the file, :class:`TableError` if a process was
    killed.
    """
    assert table.path
    assert table.delimiter
    checks = RowChecks(kind, read_header(table.columns, kind), today, tabular=True, typed=False)
    rows = lines = 0
    with ExitStack() as resources:
        try:
            above = table.header_line - 1
            split = SplitFile(table.path, table.columns, table.delimiter, part_bytes, above)
        except OSError:
            raise NotSplit from None
        resources.callback(split.close)
        order = Order(
            *(table.path, split.identity, table.name, table.columns, table.delimiter),
            *(part_bytes, kind.value, today.isoformat()),
            *(0, processes, above),
        )
        seed = secrets.randbelow(1 << 32)
        workers = []
        for number in range(processes):
            worker = Worker(order._replace(first=number), seed)
            resources.callback(worker.close)
            workers.append(worker)
        for number in range(split.count):
            worker = workers[number % processes]
            while (answer := worker.answer())[0] == FOUND:
                for data in answer[1]:
                    found = unpacked(data)
                    line = lines + found.line
                    for problem in checks.settled(found, line):
                        yield rows + found.row, line, problem, found.row_id
            if answer[0] != END:
                raise NotSplit
            _, more_rows, more_lines, gathered = answer
            for check, what in zip(checks.checks, gathered, strict=True):
                if what is not None:
                    check.add(what, lines)
            rows, lines = rows + more_rows, lines + more_lines
    yield from ((rows, line, problem, row_id) for line, problem, row_id in checks.at_end())
    yield rows, None, Problem("", ""), None


class Worker:
    """One process with its order and its answers. ``seed`` is its hash seed: its answers contain
    hashes, so processes that work together share it."""

    def __init__(self, order: Order, seed: int) -> None:
        self._name = order.name
        if not sys.executable or getattr(sys, "frozen", False):  # no Python to start
            raise NotSplit
        kept = {k: v for k, v in os.environ.items() if k == "PYTHONHOME" or k[:6] != "PYTHON"}
        try:
            # A session of its own: Ctrl-C reaches the parent only, which then ends it.
            self._process = subprocess.Popen(
                [sys.executable, "-s", "-c", program("extractor.validate.worker")],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                start_new_session=True,
                env={**kept, "PYTHONHASHSEED": str(seed)},
            )
        except OSError:
            raise NotSplit from None
        assert self._process.stdin
        with contextlib.suppress(OSError):  # it has died; the next answer shows that
            self._process.stdin.write(marshal.dumps(tuple(order)))
            self._process.stdin.flush()
        self._answers: queue.Queue[bytes | None] = queue.Queue(AHEAD)
        self._listener = threading.Thread(target=self._listen, daemon=True)
        self._listener.start()

    def answer(self) -> Answer:
        """The next answer. Raises :class:`TableError` if the process was killed, :class:`NotSplit`
        if it ended by itself."""
        data = self._answers.get()
        if data is None:
            code = self._process.wait()
            if code >= 0:  # it cannot run here; one process will report errors
                raise NotSplit
            how = f"was killed (signal {-code}; out of memory?)"
            reason = f"a process that read it {how}; --processes 1 reads it with one"
            raise TableError(reason, where=self._name)
        answer: Answer = marshal.loads(data)
        return answer

    def close(self) -> None:
        """End the process, whatever it is doing."""
        self._process.kill()
        self._process.wait()
        while self._listener.is_alive():
            with contextlib.suppress(queue.Empty):  # it may wait for room
                self._answers.get_nowait()
            self._listener.join(0.01)
        for stream in (self._process.stdin, self._process.stdout):
            if stream:
                with contextlib.suppress(OSError):
                    stream.close()

    def _listen(self) -> None:
        stream = self._process.stdout
        assert stream
        data: bytes | None = b""
        while data is not None:
            size = stream.read(8)
            data = stream.read(int.from_bytes(size, "little")) if len(size) == 8 else None
            if data is not None and len(data) < int.from_bytes(size, "little"):
                data = None
            self._answers.put(data)
