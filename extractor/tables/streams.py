"""Reads the bytes of a file as a stream of UTF-8 text: decompresses them and finds the encoding."""

from __future__ import annotations

import codecs
import gzip
import io
import zlib
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, BinaryIO

from extractor.errors import TableError
from extractor.installing import install_extra
from extractor.tables.ahead import look_ahead, some_bytes
from extractor.tables.guessing import (
    BROKEN_UTF_8,
    Guess,
    Sample,
    guess,
    looks_like_utf_8,
    shown_name,
)

if TYPE_CHECKING:
    from typing_extensions import Buffer

__all__ = ["BOMS", "Characters", "Prefixed", "Utf8", "need_extra", "text_lines", "uncompressed"]

CHUNK = 1 << 16  # bytes; small chunks are mostly ASCII, which is decoded fastest
ZSTD_PART = 1 << 10  # bytes taken at a time: compressed zeros grow thirty thousandfold
GZIP, ZSTD = b"\x1f\x8b", b"\x28\xb5\x2f\xfd"
NUL_BYTE = "a NUL byte: no text from here on, or a file whose writing broke off"
LONGEST_LINE = 64 << 20  # bytes; a file without newlines must not fill the memory
BOMS = (  # UTF-32 first: its little-endian mark begins with UTF-16's
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


def need_extra(module: str, what: str) -> TableError:
    """Return the error for a library that is not installed but needed for ``what``."""
    return TableError(f"{what} needs {module}: {install_extra('tables')}")


class Prefixed(io.RawIOBase):
    """A stream whose first bytes were already read: it gives these first, then the rest."""

    def __init__(self, head: bytes, stream: BinaryIO) -> None:
        self._head = head
        self._stream = stream

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Buffer) -> int:
        view = memoryview(buffer).cast("B")
        data = self._head[: len(view)] or some_bytes(self._stream, len(view))
        self._head = self._head[len(view) :]
        view[: len(data)] = data
        return len(data)


class _Gzip(gzip.GzipFile):
    """Gives all data before the place where a file is truncated or damaged."""

    def readinto(self, buffer: Buffer) -> int:
        return self.readinto1(buffer)


def uncompressed(stream: BinaryIO, head: bytes) -> tuple[BinaryIO, str | None]:
    """Return the decompressed stream, and "gzip", "zstd" or ``None``; ``head`` are its first bytes.

    Raises :class:`TableError` if zstandard is missing. Damage shows only while reading.
    """
    if head.startswith(GZIP):
        return io.BufferedReader(_Gzip(fileobj=stream), CHUNK), "gzip"
    if head.startswith(ZSTD):
        try:
            import zstandard
        except ImportError:
            raise need_extra("zstandard", "a .zst file") from None
        frame = zstandard.ZstdDecompressor().decompressobj
        return io.BufferedReader(_Zstd(stream, frame), CHUNK), "zstd"
    return stream, None


class _Zstd(io.RawIOBase):
    """Reads zstd frames in sequence. zstandard's own reader takes a truncated file as whole."""

    def __init__(self, stream: BinaryIO, frame: Callable[[], Any]) -> None:
        self._stream = stream
        self._new_frame = frame
        self._frame: Any = None
        self._ready = b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Buffer) -> int:
        while not self._ready:
            data = self._stream.read(ZSTD_PART)
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
    """Return the message for a decompression error; ``None`` for any other error."""
    if isinstance(error, EOFError):
        return "the compressed file is cut off; copy or download it again"
    zstd = type(error).__module__.partition(".")[0] in ("zstandard", "zstd")
    if isinstance(error, (zlib.error, gzip.BadGzipFile)) or zstd:
        return "the compressed file is damaged; copy or download it again"
    return None


def encoding_of_head(head: bytes) -> tuple[str, int]:
    """Return the encoding from a byte order mark or from zero bytes, and the mark's length.

    Without such a sign this is ``utf-8``; later bytes may show another encoding.
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
    """A text in any encoding, read as UTF-8 without its mark.

    Without ``encoding`` the text is read as UTF-8, or as the byte order mark says, up to the first
    invalid byte. If only ASCII was returned before, the rest is read ahead and the encoding is
    guessed (:mod:`extractor.tables.guessing`); ``note`` gets the guess in a line. A file that was
    valid UTF-8 before is damaged, or joined from two: a guess would garble its names.

    Raises :class:`TableError` while reading, with the line, if no encoding fits the bytes or
    several fit about equally well.
    """

    def __init__(
        self,
        stream: BinaryIO,
        *,
        name: str,
        longest_line: int = LONGEST_LINE,
        part: bool = False,
        encoding: str | None = None,
        note: Callable[[str], object] | None = None,
    ) -> None:
        """``part`` means a part of a text that is UTF-8 so far. ``encoding`` is a name returned by
        :func:`~extractor.tables.guessing.codec_of`."""
        self._stream = stream
        self._name = name
        self._longest = longest_line
        self._note = note or (lambda _: None)
        self._part = part
        self._line = 1
        self._in_line = 0  # bytes since the last newline
        self._ready = b""
        self._given = 0  # bytes of it
        self._ended = False
        self._waiting = b""
        self._fault: TableError | None = None  # raised once the data before it was read
        self.guess: Guess | None = None
        self.encoding_given = encoding is not None
        head = self._read()
        self._codec, mark = ("utf-8", 0) if part else encoding_of_head(head)
        self._marked = mark > 0
        if encoding is not None:
            self._codec = self._as_told(encoding, mark)
        self._only_ascii = not part
        self._decode = self._decoder()
        self._take(head[mark:], final=not head)

    @property
    def encoding(self) -> str:
        """Return the common name: ``utf-8``, ``utf-16-le``, ``windows-1251`` …; for a text without
        a mark it is known from the first letter that is not ASCII."""
        return shown_name(self._codec)

    @property
    def marked(self) -> bool:
        """Return whether the text begins with a byte order mark."""
        return self._marked

    @property
    def encoding_by(self) -> str:
        """Return how the encoding was found, as the end of a sentence."""
        if self.guess is not None:
            return "which is a guess" if not self.guess.certain else "which its words suggest"
        return "as --encoding says" if self.encoding_given else "which its bytes suggest"

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
            return some_bytes(self._stream, CHUNK)
        except (OSError, EOFError, ValueError, zlib.error) as error:
            reason = broken_compression(error) or f"cannot be read: {error}"
        except Exception as error:
            broken = broken_compression(error)
            if broken is None:
                raise
            reason = broken
        raise TableError(reason, where=self._name, line=None if self._line == 1 else self._line)

    def _as_told(self, encoding: str, mark: int) -> str:
        """Return the codec for a named encoding; raise if the file's mark says another."""
        marked = self._codec
        if encoding in ("utf-16", "utf-32"):  # byte order by the mark
            encoding = marked if mark and marked.startswith(encoding) else f"{encoding}-le"
        if mark and codecs.lookup(marked) != codecs.lookup(encoding):
            name = shown_name(encoding)
            reason = f"marked as {marked.upper()}, so not {name} as --encoding says"
            raise TableError(reason, where=self._name)
        return encoding

    def _decoder(self) -> codecs.IncrementalDecoder:
        return codecs.getincrementaldecoder(self._codec)("strict")

    def _take(self, chunk: bytes, *, final: bool) -> None:
        self._ended = final
        if self._codec == "utf-8" and chunk.isascii() and not self._waiting:
            data = chunk
        else:
            data = self._decoded(chunk, final)
        if b"\0" in data:
            data = data[: data.index(b"\0")]
            self._fault = TableError(
                NUL_BYTE, where=self._name, line=self._line + data.count(b"\n")
            )
        self._line += data.count(b"\n")
        newline = data.rfind(b"\n")
        self._in_line = len(data) - newline - 1 if newline >= 0 else self._in_line + len(data)
        if self._fault is not None:
            self._ended = False  # the fault is raised next
        if self._in_line > self._longest:
            size = f"a line of more than {self._longest >> 20} MiB"
            message = f"{size}; write each row on a line of its own"
            raise TableError(message, where=self._name, line=self._line)
        self._ready, self._given = data, 0

    def _decoded(self, chunk: bytes, final: bool) -> bytes:
        if self.encoding_given and self._only_ascii and not chunk.isascii():
            self._only_ascii = False
            self._look_whether_told_right(chunk)
        try:
            text = self._decode.decode(chunk, final)
        except UnicodeDecodeError as broken:
            if (
                self._codec == "utf-8"
                and self._only_ascii
                and not (self.encoding_given or self._marked)
            ):
                sample = self._looked_through(broken.object)
                found = guess(sample)
                if isinstance(found, Guess):
                    return self._as_guessed(found, broken.object, final)
                reason = found.reason
            else:
                reason = self._why_damaged(broken)
            good = broken.object[: broken.start].decode(self._codec, "ignore")
            self._fault = TableError(reason, where=self._name, line=self._line + good.count("\n"))
            return good.encode()
        if self._codec != "utf-8":
            return text.encode()
        # Decoded only to check it; a letter cut at the chunk's end waits for its other bytes.
        self._only_ascii = self._only_ascii and text.isascii()
        whole, self._waiting = self._waiting + chunk, self._decode.getstate()[0]
        return whole[: len(whole) - len(self._waiting)]

    def _as_guessed(self, found: Guess, data: bytes, final: bool) -> bytes:
        """Return the data, invalid as UTF-8, decoded with the guessed encoding of the file."""
        self.guess = found
        self._codec = found.codec
        self._decode = self._decoder()
        self._waiting = b""
        self._only_ascii = False
        self._note(f"{self._name}: read as {found.name} (a guess; --encoding says otherwise)")
        return self._decoded(data, final)

    def _looked_through(self, chunk: bytes) -> Sample:
        """Return a sample of the rest of the file, this chunk first."""
        sample = Sample(self._line)
        sample.read(chunk)
        self._stream = look_ahead(self._stream, sample)
        return sample

    def _look_whether_told_right(self, chunk: bytes) -> None:
        if self._codec.startswith("utf"):
            return
        sample = self._looked_through(chunk)
        if looks_like_utf_8(sample, self._codec):
            name = shown_name(self._codec)
            lines = str(sample.utf_8) if sample.utf_8.count else str(sample.others)
            verb = "looks" if (sample.utf_8.count or sample.others.count) == 1 else "look"
            self._note(f"{self._name}: {lines} {verb} like UTF-8, read as {name} (--encoding)")

    def _why_damaged(self, broken: UnicodeDecodeError) -> str:
        if self.encoding_given:
            byte = f"0x{broken.object[broken.start]:02x}" if broken.object else "the end"
            return f"not {self.encoding}, as --encoding says: byte {byte} does not fit"
        if self.guess is not None:
            return f"not {self.encoding} throughout, as it looked; --encoding NAME says what it is"
        if self._codec != "utf-8":
            return f"broken {self._codec.upper()}; save it as UTF-8"
        if self._part:
            return BROKEN_UTF_8
        # After valid UTF-8: count the lines still to come that are invalid, too.
        others = self._looked_through(broken.object).others
        return BROKEN_UTF_8 if others.count < 2 else f"{BROKEN_UTF_8} (so are {others})"


def text_lines(raw: Utf8, newline: str) -> Any:
    """Return the lines of the stream; ``newline`` as for :func:`open`."""
    return io.TextIOWrapper(io.BufferedReader(raw, CHUNK), "utf-8", newline=newline)


class Characters:
    """The text of a stream, read in parts. At a fault, all text before it is returned first, and
    then every read raises the error; :class:`io.TextIOWrapper` would lose text."""

    def __init__(self, raw: Utf8) -> None:
        self._raw = raw
        self._decode = codecs.getincrementaldecoder("utf-8")().decode
        self._fault: TableError | None = None

    def read(self, size: int) -> str:
        """Return at least ``size`` characters; fewer at the end or before a fault, none at the end.

        Raises the stream's :class:`TableError` once all text before it was returned.
        """
        parts: list[str] = []
        while size > 0 and self._fault is None:
            try:
                data = self._raw.read(CHUNK)
            except TableError as fault:
                self._fault = fault
                break
            if not data:
                break
            parts.append(self._decode(data))
            size -= len(parts[-1])
        if self._fault is not None and not any(parts):
            raise self._fault
        return "".join(parts)

    def close(self) -> None:
        """Let go of the stream."""
        self._raw.close()
