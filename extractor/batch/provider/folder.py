"""The folder of a batch job, and when each file in it is written.

job.json             model, address, settings: written when all is planned
articles.jsonl       the articles, in their order
requests-0001.jsonl  the requests of a part, a line each, as they are uploaded
parts.jsonl          the state of each part: planned, uploaded, submitted, collected
replies/             the replies by request (a :class:`~extractor.models.cache.ReplyCache`)
errors.jsonl         requests that were answered with an error
events.jsonl, failures.jsonl   the results so far
"""

from __future__ import annotations

import contextlib
import json
import os
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from extractor.batch.locking import open_alone
from extractor.errors import ExtractorError
from extractor.models.cache import ReplyCache

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

__all__ = ["BatchJobError", "JobFolder", "Part"]

LOCK = ".lock"
MOST_TRIES = 3
"""How often a request is sent at most; one that failed three times hardly ever succeeds."""


class BatchJobError(ExtractorError):
    """A batch job cannot be begun, read or continued; the message names the folder and the
    reason."""


@dataclass(frozen=True)
class Part:
    """One of the provider's batches. ``state`` is planned, uploaded, submitted or collected."""

    number: int
    state: str = "planned"
    file_id: str | None = None
    batch_id: str | None = None


class JobFolder:
    """A batch job on disk. Each line is on disk before the next step is taken; a last line that a
    crash cut off is ignored."""

    def __init__(self, path: str | Path) -> None:
        self.path = Path(path)
        self.job: dict[str, Any] = {}

    @contextlib.contextmanager
    def alone(self) -> Iterator[None]:
        """Hold the job's lock, since a second process would send, and pay for, the same requests.

        Makes the folder. Raises :class:`BatchJobError` where another process is at work, or where
        the folder cannot be written.
        """
        path = self.path / LOCK
        try:
            self.path.mkdir(parents=True, exist_ok=True)
            opened = open_alone(path)
        except OSError as error:
            raise BatchJobError(f"{self.path}: cannot be used: {error.strerror or error}") from None
        if opened is None:
            raise BatchJobError(f"{self.path}: another process is at work on this job; wait for it")
        file, _ = opened
        try:
            yield
        finally:
            with contextlib.suppress(OSError):
                path.unlink()
            file.close()

    def begin(self) -> None:
        """Clear the folder of what an interrupted planning left.

        Raises :class:`BatchJobError` if the folder holds a job already, or anything else.
        """
        try:
            for path in self.path.iterdir():
                if path.name == LOCK:
                    continue
                if path.name == "job.json":
                    raise BatchJobError(
                        f"{self.path} holds a job already; collect it, or name another"
                    )
                if not (path.name.startswith("requests-") or path.name in _PLANNED):
                    raise BatchJobError(
                        f"{self.path} holds other files ({path.name}); name another"
                    )
                path.unlink()
        except OSError as error:
            raise BatchJobError(f"{self.path}: cannot be used: {error.strerror or error}") from None

    def planned(self, job: dict[str, Any]) -> None:
        """Write ``job.json``: planning is complete and the folder now holds a job."""
        self.job = job
        self.write_whole("job.json", json.dumps(job, indent=1) + "\n")

    def open(self) -> JobFolder:
        """Read an existing job. Raises :class:`BatchJobError` if there is none."""
        try:
            self.job = json.loads((self.path / "job.json").read_bytes())
            self.job["model"], self.job["settings"], self.job["id"]
        except FileNotFoundError:
            raise BatchJobError(f"{self.path}: no batch job here; submit one first") from None
        except (OSError, ValueError, KeyError, TypeError):
            raise BatchJobError(f"{self.path}: its job.json cannot be read") from None
        return self

    @property
    def replies(self) -> ReplyCache:
        """The replies that were collected."""
        return ReplyCache(self.path / "replies")

    def parts(self) -> dict[int, Part]:
        """The parts by number, each in its last written state."""
        found = {}
        for row in self.lines("parts.jsonl"):
            part = Part(**row)
            found[part.number] = part
        return found

    def note(self, part: Part, **changed: Any) -> Part:
        """Change a part's state and write it down; returns the part as it is now."""
        part = replace(part, **changed)
        self.append("parts.jsonl", asdict(part))
        return part

    def requests_path(self, number: int) -> Path:
        """The file of a part's requests."""
        return self.path / f"requests-{number:04d}.jsonl"

    def keys(self, number: int) -> list[str]:
        """The keys of a part's requests."""
        return [row["custom_id"] for row in self.lines(self.requests_path(number).name)]

    def lines(self, name: str) -> Iterator[Any]:
        """The JSON lines of a file, without broken ones; none if the file is missing."""
        try:
            with (self.path / name).open("rb") as file:
                for line in file:
                    try:
                        yield json.loads(line)
                    except ValueError:
                        continue
        except FileNotFoundError:
            return

    def append(self, name: str, row: dict[str, Any]) -> None:
        """Append a line; it is on the disk when this returns. Raises :class:`BatchJobError`."""
        try:
            with (self.path / name).open("ab") as file:
                # Keep a line that a crash cut off from joining with this one.
                start = b"\n" if file.tell() and not self._ends_whole(name) else b""
                file.write(start + json.dumps(row).encode("ascii") + b"\n")
                file.flush()
                os.fsync(file.fileno())
        except OSError as error:
            raise BatchJobError(f"{self.path / name}: {error.strerror or error}") from None

    def write_lines(self, name: str, rows: Iterable[str]) -> None:
        """Write a file of lines completely or not at all. Raises :class:`BatchJobError`."""
        path = self.path / name
        part = path.with_name(f".{name}.part")
        try:
            with part.open("w", encoding="utf-8", newline="\n") as file:
                for row in rows:
                    file.write(f"{row}\n")
                file.flush()
                os.fsync(file.fileno())
            part.replace(path)
        except OSError as error:
            part.unlink(missing_ok=True)
            raise BatchJobError(f"{path}: {error.strerror or error}") from None

    def write_whole(self, name: str, text: str) -> None:
        """Write a text file completely or not at all. Raises :class:`BatchJobError`."""
        self.write_lines(name, [text.removesuffix("\n")])

    def _ends_whole(self, name: str) -> bool:
        with (self.path / name).open("rb") as file:
            file.seek(-1, os.SEEK_END)
            return file.read(1) == b"\n"


_PLANNED = ("articles.jsonl", "parts.jsonl", ".articles.jsonl.part", ".job.json.part")
