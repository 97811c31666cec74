"""Looking through the rest of a stream leaves it as it was, whatever kind of stream it is."""

from __future__ import annotations

import io
import os
import threading
from pathlib import Path
from typing import BinaryIO

import pytest

from extractor.errors import TableError
from extractor.tables import ahead as module
from extractor.tables.ahead import CHUNK, look_ahead
from extractor.tables.guessing import Sample

DATA = "Кали, 14 мая\n".encode("cp1251") * 20_000  # several chunks


class Seen(Sample):
    """What a sample was given."""

    def __init__(self) -> None:
        super().__init__()
        self.data, self.ended = b"", 0

    def read(self, data: bytes) -> None:
        self.data += data

    def end(self) -> None:
        self.ended += 1


class Packed(io.RawIOBase):
    """A stream that cannot go back, and breaks off at its end where it is told to."""

    def __init__(self, data: bytes, error: Exception | None = None) -> None:
        self._data = io.BytesIO(data)
        self._error = error

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: object) -> int:
        view = memoryview(buffer).cast("B")  # type: ignore[arg-type]
        data = self._data.read(min(len(view), 5000))
        if not data and self._error:
            raise self._error
        view[: len(data)] = data
        return len(data)


def looked(stream: BinaryIO) -> tuple[Seen, BinaryIO]:
    seen = Seen()
    again = look_ahead(stream, seen)
    assert seen.ended == 1
    return seen, again


def test_what_can_go_back_is_read_twice(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(DATA)
    with path.open("rb") as file:
        for stream in (io.BytesIO(DATA), file):
            assert stream.read(7) == DATA[:7]
            seen, again = looked(stream)
            assert again is stream
            assert seen.data == again.read() == DATA[7:]


def test_what_cannot_is_put_aside() -> None:
    seen, again = looked(io.BufferedReader(Packed(DATA)))
    assert again.read(3) == DATA[:3]
    assert seen.data == DATA
    assert again.read() == DATA[3:]
    again.close()


def test_a_pipe_is_put_aside() -> None:
    end, start = os.pipe()

    def write() -> None:
        with os.fdopen(start, "wb") as pipe:
            pipe.write(DATA)

    writer = threading.Thread(target=write)
    writer.start()
    with os.fdopen(end, "rb") as pipe:
        seen, again = looked(pipe)
        assert seen.data == again.read() == DATA
        again.close()
    writer.join()


def test_where_reading_breaks_off_it_does_so_again_in_its_place() -> None:
    broken = EOFError("cut off")
    seen, again = looked(io.BufferedReader(Packed(DATA, broken)))
    assert seen.data == DATA
    assert again.read(len(DATA)) == DATA
    with pytest.raises(EOFError, match="cut off") as caught:
        again.read(1)
    assert caught.value is broken
    again.close()


def test_no_room_to_put_it_aside_is_told_as_that(monkeypatch: pytest.MonkeyPatch) -> None:
    class Full(io.BytesIO):
        def __init__(self, max_size: int) -> None:
            assert max_size == module.IN_MEMORY
            super().__init__()

        def write(self, data: object) -> int:
            raise OSError(28, "No space left on device")

    monkeypatch.setattr(module.tempfile, "SpooledTemporaryFile", Full)
    with pytest.raises(TableError, match=r"no room for temporary data: .* \(TMPDIR names another"):
        look_ahead(io.BufferedReader(Packed(DATA[: CHUNK // 2])), Seen())
