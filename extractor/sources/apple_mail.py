"""Messages as Apple Mail keeps them (``.emlx``): how long the message is, it, and its flags."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from typing import IO

__all__ = ["message_in"]

LENGTH = re.compile(rb"(\d{1,10})[ \t]*\r?\n")
LINE = 64  # bytes that the length has at most


def message_in(
    stream: IO[bytes], *, where: str, note: Callable[[str], None]
) -> io.BufferedReader | None:
    """The message alone, or ``None`` where the stream, which can seek, does not begin with its
    length. ``note`` is told where it is shorter than that."""
    found = LENGTH.match(stream.read(LINE))
    if found is None:
        stream.seek(0)
        return None
    stream.seek(found.end())
    length = int(found[1])
    data = stream.read(length)
    if len(data) < length:
        note(f"{where}: {length - len(data):,} bytes of the message are missing: it is cut off")
    return io.BufferedReader(io.BytesIO(data))
