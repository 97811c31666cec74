"""Messages as Apple Mail keeps them (``.emlx``): how long the message is, it, and its flags."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import IO

__all__ = ["message_in"]

LINE = 24  # bytes that the length has at most


def message_in(
    stream: IO[bytes], *, where: str, note: Callable[[str], None]
) -> io.BufferedReader | None:
    """The message alone, or ``None`` where the stream, which can seek, does not begin with its
    length. ``note`` is told where it is shorter than that."""
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
