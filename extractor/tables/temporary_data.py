"""Temporary data, written to the folder of TMPDIR while a file is read or written.

A full disk there is not the file's fault, and another folder helps; so the error says so.
"""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager

from extractor.errors import TableError

__all__ = ["FULL", "no_room", "temporary_data"]

FULL = {errno.ENOSPC, errno.EFBIG, getattr(errno, "EDQUOT", errno.ENOSPC)}
"""Error numbers of a full disk."""


def no_room(reason: str | None) -> TableError:
    """Return the error for a temporary file that cannot be written."""
    return TableError(f"no room for temporary data: {reason} (TMPDIR names another folder)")


@contextmanager
def temporary_data() -> Iterator[None]:
    """A context for copying a file to a temporary one: a full disk raises :class:`TableError`
    saying which disk is full. Errors of reading are unchanged."""
    try:
        yield
    except OSError as error:
        if error.errno not in FULL:
            raise
        raise no_room(error.strerror) from None
