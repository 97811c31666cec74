"""Bytes of packed files, a bounded part at a time: what is broken or endless is one clear error."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, BinaryIO

from extractor.errors import ArticleError
from extractor.installing import install_extra
from extractor.sources.packing import Unpacked
from extractor.tables.streams import GZIP, ZSTD, broken_compression

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from typing_extensions import Buffer

__all__ = ["LARGEST", "again", "bounded_lines", "read_all", "unpacked"]

LARGEST = 32 << 20
"""Bytes of one article, or of one line that holds one: a thousand times the longest report. Packed
zeros, or a file without newlines, must not fill the memory."""
MAGIC = 8
CHUNK = 1 << 16


class _Stream(io.RawIOBase):
    """Bytes that were already read, then those of a stream, as soon as there are any: a pipe's
    first line is an article before the second is sent. What its packing or the disk make go wrong
    is an ArticleError."""

    def __init__(self, head: bytes, stream: BinaryIO | io.RawIOBase, name: str) -> None:
        self._head = head
        self._stream = stream
        self._name = name
        # One read of what is under it: more would lose what came before an error.
        self._read: Callable[[int], bytes | None] = getattr(stream, "read1", stream.read)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Buffer) -> int:
        view = memoryview(buffer).cast("B")
        data = self._head[: len(view)] or self._next_bytes(len(view))
        self._head = self._head[len(view) :]
        view[: len(data)] = data
        return len(data)

    def _next_bytes(self, most: int) -> bytes:
        try:
            return self._read(most) or b""
        except OSError as error:
            reason = broken_compression(error) or f"cannot be read: {error.strerror or error}"
        except Exception as error:  # of the libraries that unpack
            broken = broken_compression(error)
            if broken is None:
                raise
            reason = broken
        raise ArticleError(reason, where=self._name)


def unpacked(stream: BinaryIO, *, name: str) -> io.BufferedReader:
    """The stream, with gzip or zstd undone if its first bytes are those of one of them.

    Reading it raises :class:`ArticleError` where the packed file is damaged or cut off. Raises the
    same at once for a .zst file without zstandard.
    """
    head = stream.read(MAGIC)
    whole = again([head], stream, name=name)
    if not head.startswith((GZIP, ZSTD)):
        return whole
    try:
        return again([], Unpacked(whole, zstd=head.startswith(ZSTD)), name=name)
    except ImportError:
        raise ArticleError(
            f"a .zst file needs zstandard: {install_extra('tables')}", where=name
        ) from None


def read_all(stream: BinaryIO, *, name: str) -> bytes:
    """All bytes of a stream that holds one article; raises :class:`ArticleError` beyond LARGEST."""
    data = stream.read(LARGEST + 1)
    if len(data) > LARGEST:
        raise ArticleError(f"more than {LARGEST >> 20} MiB, too much for an article", where=name)
    return data


def bounded_lines(stream: BinaryIO, *, name: str) -> Iterator[bytes]:
    """The lines of a stream; one beyond LARGEST raises :class:`ArticleError`."""
    number = 0
    while line := stream.readline(LARGEST + 1):
        number += 1
        if len(line) > LARGEST:
            raise ArticleError(f"a line of more than {LARGEST >> 20} MiB", where=f"{name}:{number}")
        yield line


def again(
    head: Iterable[bytes], stream: BinaryIO | io.RawIOBase, *, name: str
) -> io.BufferedReader:
    """A stream whose first bytes were already read: those again, then the rest."""
    return io.BufferedReader(_Stream(b"".join(head), stream, name), CHUNK)
