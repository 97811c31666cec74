"""Reads a file that must not change meanwhile, and computes its SHA-256."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import BinaryIO

from extractor.errors import TableError, reason_of
from extractor.tables import STDIN
from extractor.tables.opening import CLOSED, STDIN_NAME
from extractor.tables.temporary_data import temporary_data

__all__ = ["steady"]

PIECE = 1 << 20  # bytes


@contextmanager
def steady(path: str, stdin: BinaryIO | None) -> Iterator[tuple[BinaryIO | None, str]]:
    """The file's SHA-256, and for standard input, which is copied first, a stream to read instead.

    Raises :class:`TableError` if the file has changed by the end of the block.
    """
    if path == STDIN:
        if stdin is None:
            raise TableError(CLOSED, where=STDIN_NAME)
        with tempfile.TemporaryFile() as kept:
            with temporary_data():
                shutil.copyfileobj(stdin, kept, PIECE)
                kept.flush()
            kept.seek(0)
            digest = _sha256(kept)
            kept.seek(0)
            yield kept, digest
        return
    try:
        with open(path, "rb") as file:  # noqa: PTH123 - "" has to fail, not be the folder
            before = os.fstat(file.fileno())
            digest = _sha256(file)
    except OSError as error:
        raise TableError(reason_of(error), where=path) from None
    yield None, digest
    after = Path(path).stat()
    if (before.st_size, before.st_mtime_ns) != (after.st_size, after.st_mtime_ns):
        raise TableError("changed while it was read; nothing of it is loaded", where=path)


def _sha256(file: BinaryIO) -> str:
    digest = sha256()
    while piece := file.read(PIECE):
        digest.update(piece)
    return digest.hexdigest()
