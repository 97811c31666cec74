"""Reads messages line by line without their attachments, which are never held in memory.

Python's mail parser holds a whole message in memory; one with a film attached has 100 MB.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, BinaryIO

from extractor.errors import ArticleError
from extractor.sources.unpacking import LARGEST

if TYPE_CHECKING:
    from email.message import Message

__all__ = ["DEEPEST", "Attachment", "mails_of"]

LONGEST_LINE = 1 << 20  # bytes; mail allows 998, and some programs write a paragraph on one line
LARGEST_HEADERS = 1 << 20
DEEPEST = 50  # levels of nested parts
YEAR_DIGITS = 4
KEPT = ("text/plain", "text/html")


@dataclass
class Attachment:
    """A part of a message that is not read. ``size`` is its encoded size in bytes."""

    name: str
    size: int = 0

    def __str__(self) -> str:
        unit, size = ("MB", self.size / 1e6) if self.size >= 1e6 else ("kB", self.size / 1e3)
        return f"{self.name} ({size:.0f} {unit})"


def _ends_in_a_year(line: bytes) -> bool:
    """Return whether a mailbox line begins a message: "From", a sender, a day and its year."""
    words = line.split()
    return len(words) > 2 and words[-1][-4:].isdigit() and len(words[-1]) >= YEAR_DIGITS


def mails_of(stream: BinaryIO, *, name: str) -> Iterator[tuple[bytes, list[Attachment]]]:
    """Yield each message of a file without its attachments, and a list of these.

    A file whose first line begins with ``From `` is a mailbox: each such line after an empty one
    begins a message. Raises :class:`ArticleError` for a message of more text than an article has.
    """
    mail: _Mail | None = None
    mailbox, blank = False, True
    while line := stream.readline(LONGEST_LINE):
        begins = blank and line.startswith(b"From ")
        if begins and (mail is None or (mailbox and _ends_in_a_year(line))):
            if mail is not None:
                yield mail.done()
            mail, mailbox, blank = _Mail(name), True, False
            continue
        if mail is None:
            if not line.strip():
                continue
            mail = _Mail(name)
        mail.add(line)
        blank = not line.strip()
    if mail is None:
        raise ArticleError("the file is empty", where=name)
    yield mail.done()


@dataclass
class _Mail:
    """A message while it is read: the lines kept, and the open boundaries."""

    name: str
    kept: list[bytes] = field(default_factory=list)
    size: int = 0
    boundaries: list[bytes] = field(default_factory=list)
    headers: list[bytes] | None = field(default_factory=list)
    attached: list[Attachment] = field(default_factory=list)
    header_size: int = 0
    skipping: Attachment | None = None
    at_line_start: bool = True

    def add(self, line: bytes) -> None:
        """Take in the next line, or a piece of a very long one."""
        starts, self.at_line_start = self.at_line_start, line.endswith(b"\n")
        if starts and line.startswith(b"--") and self._boundary(line):
            return
        if self.headers is not None:
            self._header(line)
        elif self.skipping is not None:
            self.skipping.size += len(line)
        else:
            self._keep(line)

    def done(self) -> tuple[bytes, list[Attachment]]:
        """Return what was kept of the message, and its attachments."""
        return b"".join(self.kept), self.attached

    def _keep(self, line: bytes) -> None:
        self.size += len(line)
        if self.size > LARGEST:
            message = f"more than {LARGEST >> 20} MiB of text, too much for an article"
            raise ArticleError(message, where=self.name)
        self.kept.append(line)

    def _boundary(self, line: bytes) -> bool:
        mark = line.rstrip()
        for depth in range(len(self.boundaries) - 1, -1, -1):
            boundary = self.boundaries[depth]
            if mark == b"--" + boundary:
                del self.boundaries[depth + 1 :]
                self.headers, self.skipping = [], None
            elif mark == b"--" + boundary + b"--":
                del self.boundaries[depth:]
                self.headers, self.skipping = None, Attachment("")  # the rest is not needed
            else:
                continue
            self._keep(line)
            return True
        return False

    def _header(self, line: bytes) -> None:
        assert self.headers is not None
        self._keep(line)
        self.headers.append(line)
        self.header_size += len(line)
        if self.header_size > LARGEST_HEADERS:
            raise ArticleError("its headers have no end", where=self.name)
        if line.strip():
            return
        part = _parsed(self.headers)
        kind = part.get_content_type()
        if kind == "message/rfc822":
            self.headers = []  # the headers of the message inside
            return
        self.headers, self.header_size = None, 0
        main, disposition = part.get_content_maintype(), part.get_content_disposition()
        if main == "multipart":
            boundary = part.get_boundary()
            if boundary is None:
                return
            if len(self.boundaries) >= DEEPEST:
                raise ArticleError(f"parts within parts, more than {DEEPEST} deep", where=self.name)
            self.boundaries.append(boundary.rstrip().encode("utf-8", "surrogateescape"))
        elif kind not in KEPT or disposition == "attachment":
            self.skipping = Attachment(_name_of(part, kind))
            if main != "image" or disposition == "attachment":  # not a logo in the text
                self.attached.append(self.skipping)


def _parsed(headers: list[bytes]) -> Message:
    from email import message_from_bytes

    return message_from_bytes(b"".join(headers))


def _name_of(part: Message, kind: str) -> str:
    try:
        named = part.get_filename()
    except Exception:  # encoded names that email's parser cannot read
        named = None
    return " ".join(str(named).split())[:80] if named else kind
