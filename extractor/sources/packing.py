"""Decompresses gzip and zstd in chunks of limited size.

All data before a fault is returned before the error, and a truncated file is never taken for
complete. Python's gzip reader fails the first rule, zstandard's the second.
"""

from __future__ import annotations

import io
import zlib
from typing import TYPE_CHECKING, Any, BinaryIO

if TYPE_CHECKING:
    from typing_extensions import Buffer

__all__ = ["Unpacked"]

# Bytes taken at a time. Compressed zeros grow a thousandfold in gzip, thirty thousandfold in zstd.
GZIP_PART = 1 << 11
ZSTD_PART = 1 << 8


class Unpacked(io.RawIOBase):
    """The bytes of a compressed stream; several compressed members in a row are read as one.

    Reading raises EOFError if the stream is truncated, and zlib's or zstandard's error if it is
    damaged. ``zstd`` selects the format; it needs zstandard (ImportError).
    """

    def __init__(self, stream: BinaryIO, *, zstd: bool) -> None:
        self._stream = stream
        self._part = ZSTD_PART if zstd else GZIP_PART
        self._opened = _zstd if zstd else _gzip
        self._unpacker = self._opened()
        self._begun = False  # part of the current member was read
        self._packed = b""
        self._ready = b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Buffer) -> int:
        while not self._ready:
            if not self._packed:
                self._packed = self._stream.read(self._part) or b""
            if not self._packed:
                if self._begun:
                    raise EOFError("cut off")
                return 0
            self._unpack()
        view = memoryview(buffer).cast("B")
        part = self._ready[: len(view)]
        view[: len(part)] = part
        self._ready = self._ready[len(part) :]
        return len(part)

    def _unpack(self) -> None:
        if not self._begun:
            self._packed = self._packed.lstrip(b"\x00")  # padding of a gzip file to whole blocks
            if not self._packed:
                return
        self._begun = True
        packed, self._packed = self._packed, b""
        self._ready = self._unpacker.decompress(packed)
        if self._unpacker.eof:
            self._packed = self._unpacker.unused_data
            self._unpacker = self._opened()
            self._begun = False


def _gzip() -> Any:
    return zlib.decompressobj(zlib.MAX_WBITS | 16)


def _zstd() -> Any:
    import zstandard

    return zstandard.ZstdDecompressor().decompressobj()
