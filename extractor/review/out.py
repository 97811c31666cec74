"""The output of a review: which records, in which format, to a file or the browser.

``accepted`` are the accepted ones alone; ``kept`` all but the rejected, as ``-o`` always wrote
them; ``all`` everything with its status. JSON Lines have the decision in each record. A table gets
four columns behind its own, except for ``accepted``, where all would be the same.
"""

from __future__ import annotations

import asyncio
import contextlib
import importlib.util
import io
import json
import os
import tempfile
from collections import Counter
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, Literal, Protocol, get_args

from extractor.convert.formats import format_of_name
from extractor.convert.own_columns import REVIEW_COLUMNS as STATUS
from extractor.convert.workbook import WorkbookWriter
from extractor.convert.writers import AcledCsvWriter, Writer
from extractor.errors import CodingError, ExtractorError, ReviewError
from extractor.records import ACLED_COLUMNS, EventRecord
from extractor.records.flat import FLAT_COLUMNS

if TYPE_CHECKING:
    from fastapi import Request, Response

__all__ = [
    "FORMATS",
    "ONLY",
    "Only",
    "Written",
    "download",
    "format_of",
    "formats",
    "goes_out",
    "omissions",
    "save",
]

Only = Literal["accepted", "kept", "all"]
ONLY: tuple[Only, ...] = get_args(Only)
MOST_REASONS = 3


class Lines(Protocol):
    """A review that can be written: of one coder or of a team."""

    def lines(self, only: Only) -> Iterable[bytes]:
        """The records as JSON lines."""


@dataclass
class Written:
    """How many records were written, the reasons why others have no place in the format, and how
    many values of the user's own fields have no column, by field."""

    records: int = 0
    left: Counter[str] = field(default_factory=Counter)
    strangers: Counter[str] = field(default_factory=Counter)


class _Lines:
    """JSON Lines, just as the session holds them."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream
        self.strangers: Counter[str] = Counter()

    def add(self, line: bytes) -> None:
        self._stream.write(line)

    def close(self) -> None:
        pass


class _Rows:
    """Records as rows of a table."""

    def __init__(self, writer: Writer) -> None:
        self._writer = writer

    @property
    def strangers(self) -> Counter[str]:
        """Values of the user's own fields that have no column, by field."""
        found: Counter[str] = getattr(self._writer, "strangers", None) or Counter()
        return found

    def add(self, line: bytes) -> None:
        self._writer.write(EventRecord.from_json(line.decode("utf-8")))

    def close(self) -> None:
        self._writer.close()


def _status(record: EventRecord) -> dict[str, str | None]:
    review = record.review
    if review is None:
        return {**dict.fromkeys(STATUS), "review_status": "open"}
    at = review.model_dump(mode="json")["at"]
    return dict(zip(STATUS, (review.status.value, review.coder, at, review.reason), strict=True))


class _AcledWithStatus(AcledCsvWriter):
    columns = (*ACLED_COLUMNS, *STATUS)

    def _row(self, record: EventRecord) -> dict[str, object]:
        return {**super()._row(record), **_status(record)}


class _WorkbookWithStatus(WorkbookWriter):
    columns = (*FLAT_COLUMNS, *STATUS)

    def _row(self, record: EventRecord) -> dict[str, Any]:
        return {**super()._row(record), **_status(record)}


def _acled(stream: IO[bytes], only: str) -> _Rows:
    return _Rows((AcledCsvWriter if only == "accepted" else _AcledWithStatus)(stream))


def _workbook(stream: IO[bytes], only: str) -> _Rows:
    return _Rows((WorkbookWriter if only == "accepted" else _WorkbookWithStatus)(stream))


FORMATS: dict[str, tuple[str, str, Callable[[IO[bytes], str], _Lines | _Rows]]] = {
    "jsonl": ("JSON Lines", "application/x-ndjson", lambda stream, _: _Lines(stream)),
    "csv": ("ACLED CSV", "text/csv", _acled),
    "xlsx": (
        "Excel workbook",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        _workbook,
    ),
}
"""By file ending: the format's name, its media type, and its writer."""


def goes_out(status: str, only: Only) -> bool:
    """Whether a record of this status is written."""
    return only == "all" or status == "accepted" or (only == "kept" and status != "rejected")


def formats() -> dict[str, str]:
    """The formats that can be written here, by ending."""
    there = importlib.util.find_spec("openpyxl") is not None
    return {ending: form[0] for ending, form in FORMATS.items() if ending != "xlsx" or there}


def format_of(path: Path) -> str:
    """The format of an output file by its ending; JSON Lines if it has none.

    Raises :class:`ReviewError` for a format that a review does not write.
    """
    of_name = format_of_name(path.name)
    if of_name is None or of_name.name == "jsonl":
        return "jsonl"
    ending = path.suffix.lower().lstrip(".")
    if of_name.name not in ("acled", "xlsx"):
        raise ReviewError(
            f"{path}: a review writes .jsonl, .csv (ACLED) or .xlsx; write .jsonl and make "
            f"{of_name.title} of it with `extract convert`"
        )
    if ending not in formats():
        from extractor.installing import install_extra

        raise ReviewError(f"{path}: XLSX needs openpyxl: {install_extra('tables')}")
    return ending


def write(lines: Iterable[bytes], stream: IO[bytes], ending: str, only: str) -> Written:
    """Write the records in a format; those without a place in it are counted by reason."""
    made = FORMATS[ending][2](stream, only)
    done = Written()
    for line in lines:
        try:
            made.add(line)
        except CodingError as error:
            done.left[str(error)] += 1
        else:
            done.records += 1
    made.close()
    done.strangers = made.strangers
    return done


def save(session: Lines, path: Path, only: Only) -> Written:
    """Write the reviewed records to a file, all or nothing; raises :class:`ReviewError`."""
    ending = format_of(path)
    try:
        handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
        try:
            with os.fdopen(handle, "wb") as stream:
                done = write(session.lines(only), stream, ending, only)
                stream.flush()
                os.fsync(stream.fileno())
            Path(name).chmod(_mode_of(path))
            Path(name).replace(path)
        except BaseException:
            with contextlib.suppress(OSError):
                Path(name).unlink()
            raise
    except OSError as error:
        raise ReviewError(f"{path} cannot be written: {error.strerror}") from None
    except ReviewError:
        raise
    except ExtractorError as error:
        raise ReviewError(f"{path}: {error}") from None
    return done


def omissions(done: Written) -> str:
    """Why records were left out, the most frequent reasons first, and which values of the user's
    own fields; empty if nothing was."""
    parts = [_left(done)] if done.left else []
    parts += [
        f"custom_{name} is no column: the first record has no such field ({count:,} lost)"
        for name, count in done.strangers.items()
    ]
    return "; ".join(parts)


def _left(done: Written) -> str:
    reasons = "; ".join(f"{why} ({n:,})" for why, n in done.left.most_common(MOST_REASONS))
    other_reasons = ", and for other reasons" if len(done.left) > MOST_REASONS else ""
    return f"{done.left.total():,} left out, no place in ACLED CSV: {reasons}{other_reasons}"


def download(session: Lines, name: str) -> Callable[[Request], Awaitable[Response]]:
    """The handler of ``/download/accepted.csv`` and similar; omissions are listed in a header.

    The records are collected at once and written while other requests are handled.
    """
    from fastapi import Response

    async def answer(request: Request) -> Response:
        only, ending = request.path_params["only"], request.path_params["ending"]
        if only not in ONLY or ending not in formats():
            return Response("no such download\n", 404, media_type="text/plain")
        lines = list(session.lines(only))
        stream = io.BytesIO()
        done = await asyncio.to_thread(write, lines, stream, ending, only)
        file = f"{Path(name).stem}.{'reviewed' if only == 'kept' else only}.{ending}"
        headers = {
            "content-disposition": _attachment(file),
            "x-written": str(done.records),
            "x-left": json.dumps(omissions(done)),
        }
        return Response(stream.getvalue(), media_type=FORMATS[ending][1], headers=headers)

    return answer


def _attachment(file: str) -> str:
    from urllib.parse import quote

    return f"attachment; filename*=UTF-8''{quote(file, safe='')}"


def _mode_of(path: Path) -> int:
    """The permissions of a replaced file, or those of a new one (``mkstemp`` gives 600)."""
    try:
        return path.stat().st_mode & 0o777
    except OSError:
        mask = os.umask(0)
        os.umask(mask)
        return 0o666 & ~mask
