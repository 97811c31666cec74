"""Messages as Apple Mail stores them (``.emlx``): the message's length, the message, its flags."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import IO

__all__ = ["message_in"]

LINE = 24  # most bytes of the line with the length


def message_in(
    stream: IO[bytes], *, where: str, note: Callable[[str], None]
) -> io.BufferedReader | None:
    """Return the message alone, or ``None`` if the stream does not begin with its length.

    The stream must be seekable. ``note`` is called if the message is shorter than stated.
    """
    line, end, _ = stream.read(LINE).partition(b"\n")
    if not end or not line.strip().isdigit():
        stream.seek(0)
        return None
    stream.seek(len(line) + 1)
    length = int(line)
    data = stream.read(length)
    if len(data) < length:
        note(f"{where}: {length - len(data):,} bytes of the message are missing: it is cut off")
    return io.BufferedReader(io.BytesIO(data))
