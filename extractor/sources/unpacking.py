"""Reads compressed files in chunks of limited size; broken or endless data gives one clear
error."""

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
"""Most bytes of one article, or of a line that holds one: a thousand times the longest report.
Compressed zeros, or a file without newlines, must not fill the memory."""
MAGIC = 8
CHUNK = 1 << 16


class _Stream(io.RawIOBase):
    """The bytes already read, then those of a stream as soon as they arrive: the first line of a
    pipe becomes an article before the second is sent. Errors of decompression or of the disk are
    raised as ArticleError."""

    def __init__(self, head: bytes, stream: BinaryIO | io.RawIOBase, name: str) -> None:
        self._head = head
        self._stream = stream
        self._name = name
        # Only one read of the underlying stream: more would lose data before an error.
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
        except Exception as error:  # raised by the decompression libraries
            broken = broken_compression(error)
            if broken is None:
                raise
            reason = broken
        raise ArticleError(reason, where=self._name)


def unpacked(stream: BinaryIO, *, name: str) -> io.BufferedReader:
    """Return the stream, decompressed if its first bytes are those of gzip or zstd.

    Reading it raises :class:`ArticleError` if the compressed file is damaged or truncated. A .zst
    file without zstandard raises it at once.
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
    """Return all bytes of a stream with one article; raise :class:`ArticleError` beyond LARGEST."""
    data = stream.read(LARGEST + 1)
    if len(data) > LARGEST:
        raise ArticleError(f"more than {LARGEST >> 20} MiB, too much for an article", where=name)
    return data


def bounded_lines(stream: BinaryIO, *, name: str) -> Iterator[bytes]:
    """Yield the lines of a stream; raise :class:`ArticleError` for a line beyond LARGEST."""
    number = 0
    while line := stream.readline(LARGEST + 1):
        number += 1
        if len(line) > LARGEST:
            raise ArticleError(f"a line of more than {LARGEST >> 20} MiB", where=f"{name}:{number}")
        yield line


def again(
    head: Iterable[bytes], stream: BinaryIO | io.RawIOBase, *, name: str
) -> io.BufferedReader:
    """Return a stream with the bytes already read, followed by the rest."""
    return io.BufferedReader(_Stream(b"".join(head), stream, name), CHUNK)
