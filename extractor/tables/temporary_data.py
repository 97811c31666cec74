"""Temporary data: what is put aside while a file is read or written, in the folder of TMPDIR.

A disk that is full there is no fault of the file, and another folder helps; so it is told apart.
"""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager

from extractor.errors import TableError

__all__ = ["FULL", "no_room", "temporary_data"]

FULL = {errno.ENOSPC, errno.EFBIG, getattr(errno, "EDQUOT", errno.ENOSPC)}
"""Numbers of errors that say that a disk takes no more."""


def no_room(reason: str | None) -> TableError:
    """The error of a temporary file that cannot be written."""
    return TableError(f"no room for temporary data: {reason} (TMPDIR names another folder)")


@contextmanager
def temporary_data() -> Iterator[None]:
    """Writing a temporary file from one that is read: a full disk raises :class:`TableError` and
    says where it is full. Errors of reading stay as they are."""
    try:
        yield
    except OSError as error:
        if error.errno not in FULL:
            raise
        raise no_room(error.strerror) from None
