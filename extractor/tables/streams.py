"""Bytes of a file to UTF-8 text: compression undone, the encoding found, all as a stream."""

from __future__ import annotations

import codecs
import gzip
import io
import zlib
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, BinaryIO

from extractor.errors import TableError
from extractor.installing import install_extra

if TYPE_CHECKING:
    from typing_extensions import Buffer

__all__ = ["Prefixed", "Utf8", "need_extra", "uncompressed"]

CHUNK = 1 << 16  # bytes; in small parts most are ASCII, which is decoded fastest
GZIP, ZSTD = b"\x1f\x8b", b"\x28\xb5\x2f\xfd"
LONGEST_LINE = 64 << 20  # bytes; a file without newlines must not fill the memory
BOMS = (  # UTF-32 first: its little-endian mark begins with that of UTF-16
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


def need_extra(module: str, what: str) -> TableError:
    """The error for a library that is not installed; ``what`` needs it."""
    return TableError(f"{what} needs {module}: {install_extra('tables')}")


class Prefixed(io.RawIOBase):
    """A stream whose first bytes were already read: those first, then the rest."""

    def __init__(self, head: bytes, rest: BinaryIO) -> None:
        self._head = head
        self._rest = rest

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Buffer) -> int:
        view = memoryview(buffer).cast("B")
        data = self._head[: len(view)] or self._rest.read(len(view)) or b""
        self._head = self._head[len(view) :]
        view[: len(data)] = data
        return len(data)


def uncompressed(stream: BinaryIO, head: bytes) -> tuple[BinaryIO, str | None]:
    """The stream with gzip or zstd undone, and which of them it was; ``head`` are its first bytes.

    Raises :class:`TableError` where zstandard is missing; what is broken shows on reading.
    """
    if head.startswith(GZIP):
        return io.BufferedReader(gzip.GzipFile(fileobj=stream), CHUNK), "gzip"
    if head.startswith(ZSTD):
        try:
            import zstandard
        except ImportError:
            raise need_extra("zstandard", "a .zst file") from None
        frame = zstandard.ZstdDecompressor().decompressobj
        return io.BufferedReader(_Zstd(stream, frame), CHUNK), "zstd"
    return stream, None


class _Zstd(io.RawIOBase):
    """Frames of zstd one after another. zstandard's own reader takes a cut-off file for a whole."""

    def __init__(self, stream: BinaryIO, frame: Callable[[], Any]) -> None:
        self._stream = stream
        self._new_frame = frame
        self._frame: Any = None
        self._ready = b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Buffer) -> int:
        while not self._ready:
            data = self._stream.read(CHUNK)
            if not data:
                if self._frame is not None:
                    raise EOFError
                return 0
            parts = []
            while data:
                self._frame = self._frame or self._new_frame()
                parts.append(self._frame.decompress(data))
                data = self._frame.unused_data if self._frame.eof else b""
                self._frame = None if self._frame.eof else self._frame
            self._ready = b"".join(parts)
        view = memoryview(buffer).cast("B")
        part = self._ready[: len(view)]
        view[: len(part)] = part
        self._ready = self._ready[len(part) :]
        return len(part)


def broken_compression(error: Exception) -> str | None:
    """What a reader is told of an error of a decompressor; ``None`` if it is none."""
    if isinstance(error, EOFError):
        return "the compressed file is cut off"
    zstd = type(error).__module__.partition(".")[0] in ("zstandard", "zstd")
    if isinstance(error, (zlib.error, gzip.BadGzipFile)) or zstd:
        return "the compressed file is damaged"
    return None


def encoding_of_head(head: bytes) -> tuple[str, int]:
    """The encoding a byte order mark or the zeros in a text tell, and how long the mark is.

    ``utf-8`` also where nothing tells: it may turn out to be Windows-1252 further on.
    """
    for mark, encoding in BOMS:
        if head.startswith(mark):
            return encoding, len(mark)
    even, odd = head[0:400:2], head[1:400:2]
    if odd and odd.count(0) * 10 > len(odd) * 6 and even.count(0) * 10 < len(even):
        return "utf-16-le", 0
    if even and even.count(0) * 10 > len(even) * 6 and odd.count(0) * 10 < len(odd):
        return "utf-16-be", 0
    return "utf-8", 0


class Utf8(io.RawIOBase):
    """A text in UTF-8, UTF-16, UTF-32 or Windows-1252, read as UTF-8 without its mark.

    A file that is ASCII until a byte that UTF-8 does not allow is Windows-1252 from there on, what
    spreadsheets write in Western Europe and the Americas. One that was good UTF-8 before is
    damaged: guessing would make garbage of its names.

    Raises :class:`TableError` while being read: with the line, in bytes that fit no encoding.
    """

    def __init__(
        self,
        stream: BinaryIO,
        *,
        name: str,
        longest_line: int = LONGEST_LINE,
        part: bool = False,
    ) -> None:
        """``part`` says that it is a part of a text known to be UTF-8 so far."""
        self._stream = stream
        self._name = name
        self._longest = longest_line
        self._line = 1
        self._in_line = 0  # bytes since the last newline
        self._ready = b""
        self._given = 0  # bytes of it
        self._ended = False
        self._waiting = b""
        self._fault: TableError | None = None  # told once what stands before it was read
        head = self._read()
        self.encoding, mark = ("utf-8", 0) if part else encoding_of_head(head)
        self._only_ascii = not part
        self._decode = self._decoder()
        self._take(head[mark:], final=not head)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Buffer) -> int:
        while self._given >= len(self._ready) and not self._ended:
            if self._fault is not None:
                raise self._fault
            chunk = self._read()
            self._take(chunk, final=not chunk)
        view = memoryview(buffer).cast("B")
        part = self._ready[self._given : self._given + len(view)]
        view[: len(part)] = part
        self._given += len(part)
        return len(part)

    def _read(self) -> bytes:
        try:
            return self._stream.read(CHUNK) or b""
        except (OSError, EOFError, ValueError, zlib.error) as error:
            reason = broken_compression(error) or f"cannot be read: {error}"
        except Exception as error:
            broken = broken_compression(error)
            if broken is None:
                raise
            reason = broken
        raise TableError(reason, where=self._name, line=None if self._line == 1 else self._line)

    def _decoder(self) -> codecs.IncrementalDecoder:
        return codecs.getincrementaldecoder(self.encoding)("strict")

    def _take(self, chunk: bytes, *, final: bool) -> None:
        self._ended = final
        if self.encoding == "utf-8" and chunk.isascii() and not self._waiting:
            data = chunk
        else:
            data = self._decoded(chunk, final)
        self._line += data.count(b"\n")
        newline = data.rfind(b"\n")
        self._in_line = len(data) - newline - 1 if newline >= 0 else self._in_line + len(data)
        if self._fault is not None:
            self._ended = False  # the fault comes next
        if self._in_line > self._longest:
            message = f"a line of more than {self._longest >> 20} MiB"
            raise TableError(message, where=self._name, line=self._line)
        self._ready, self._given = data, 0

    def _decoded(self, chunk: bytes, final: bool) -> bytes:
        try:
            text = self._decode.decode(chunk, final)
        except UnicodeDecodeError as broken:
            if self.encoding != "utf-8" or not self._only_ascii or not _plain(broken):
                self._fault = self._damaged(broken)
                good = broken.object[: broken.start]
                return good.decode(self.encoding).encode("utf-8")
            self.encoding = "windows-1252"
            self._decode = self._decoder()
            self._waiting = b""
            return self._decoded(broken.object, final)
        if self.encoding != "utf-8":
            return text.encode("utf-8")
        # Only to see that it is; a letter cut in two at the chunk's end waits for its rest.
        self._only_ascii = self._only_ascii and text.isascii()
        whole, self._waiting = self._waiting + chunk, self._decode.getstate()[0]
        return whole[: len(whole) - len(self._waiting)]

    def _damaged(self, broken: UnicodeDecodeError) -> TableError:
        good = broken.object[: broken.start]
        line = self._line + (good.count(b"\n") if "16" not in self.encoding else 0)
        if self.encoding == "windows-1252":
            message = "neither UTF-8 nor Windows-1252; save it as UTF-8"
        else:
            message = f"broken {self.encoding.upper()}; save it as UTF-8"
        return TableError(message, where=self._name, line=line)


def _plain(broken: UnicodeDecodeError) -> bool:
    """True when nothing but ASCII stands before the byte that does not fit."""
    return broken.object[: broken.start].isascii()


def text_lines(raw: Utf8, newline: str) -> Any:
    """The lines of the stream; ``newline`` as for :func:`open`."""
    return io.TextIOWrapper(io.BufferedReader(raw, CHUNK), "utf-8", newline=newline)
