"""Reads the rest of a stream once to find its encoding, before it is read as rows."""

from __future__ import annotations

import io
import tempfile
from collections.abc import Callable
from typing import IO, BinaryIO

from extractor.tables.guessing import Sample
from extractor.tables.temporary_data import temporary_data

__all__ = ["look_ahead", "some_bytes"]

CHUNK = 1 << 16
IN_MEMORY = 8 << 20  # bytes kept in memory; a longer stream goes to a temporary file


def look_ahead(stream: BinaryIO, sample: Sample) -> BinaryIO:
    """Read the rest of ``stream`` into ``sample`` and return a stream with the same bytes.

    A file is read twice. A pipe or compressed stream cannot be, so its bytes are kept meanwhile. If
    reading failed at some byte, the returned stream raises the same error at that byte.
    """
    if _can_go_back(stream):
        place = stream.tell()
        _read(stream, sample, None)
        stream.seek(place)
        return stream
    kept = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115 - closed with _Again
    broken = _read(stream, sample, kept)
    kept.seek(0)
    return io.BufferedReader(_Again(kept, broken), CHUNK)


def some_bytes(stream: BinaryIO, most: int) -> bytes:
    """Return up to ``most`` bytes that the stream has ready, and none at its end. ``read`` would
    wait until it has all the bytes asked for, and loses those it has where a compressed file is cut
    off."""
    read: Callable[[int], bytes | None] = getattr(stream, "read1", stream.read)
    return read(most) or b""


def _can_go_back(stream: BinaryIO) -> bool:
    if isinstance(stream, io.BytesIO):
        return True
    plain = isinstance(stream, io.BufferedReader) and isinstance(stream.raw, io.FileIO)
    return plain and stream.seekable()


def _read(stream: BinaryIO, sample: Sample, kept: IO[bytes] | None) -> Exception | None:
    broken: Exception | None = None
    while True:
        try:
            chunk = some_bytes(stream, CHUNK)
        except Exception as error:  # raised again by _Again at the same byte
            broken = error
            break
        if not chunk:
            break
        sample.read(chunk)
        if kept is not None:
            with temporary_data():
                kept.write(chunk)
    sample.end()
    return broken


class _Again(io.RawIOBase):
    """The bytes kept by :func:`look_ahead`, followed by the error that ended them, if any."""

    def __init__(self, kept: IO[bytes], broken: Exception | None) -> None:
        self._kept = kept
        self._broken = broken

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: object) -> int:
        view = memoryview(buffer).cast("B")  # type: ignore[arg-type]
        data = self._kept.read(len(view))
        if not data and self._broken is not None:
            raise self._broken
        view[: len(data)] = data
        return len(data)

    def close(self) -> None:
        self._kept.close()
        super().close()
