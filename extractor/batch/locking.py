"""Locks files for one run as long as they are open, where the system has such locks."""

from __future__ import annotations

import errno
import os
import stat
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from io import FileIO
    from pathlib import Path

__all__ = ["is_at", "lock", "open_alone"]

OPENINGS = 5
"""Tries to open a file that other runs delete meanwhile. On some network drives a file never looks
like the one just opened, so the last try is accepted."""


def open_alone(path: Path) -> tuple[FileIO, bool] | None:
    """The file, open for reading and writing and locked, and whether it was created now; ``None``
    when another run has it. Raises :class:`OSError` when it cannot be written or is not a file."""
    for left in reversed(range(OPENINGS)):
        try:
            file, made = path.open("x+b", buffering=0), True
        except FileExistsError:
            try:
                file, made = path.open("r+b", buffering=0), False
            except FileNotFoundError:  # another run has just ended and deleted it
                continue
        if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
            file.close()
            raise OSError(errno.EINVAL, "it is no regular file", str(path))
        if not lock(file):
            file.close()
            return None
        if not left or is_at(file, path):
            return file, made
        file.close()  # deleted or replaced before it was locked
    if path.is_symlink():
        raise FileNotFoundError(errno.ENOENT, "it is a link to nothing", str(path))
    return None


def is_at(file: FileIO, path: Path) -> bool:
    """Whether the path still leads to this file."""
    try:
        return os.path.samestat(os.fstat(file.fileno()), path.stat())
    except OSError:
        return False


def lock(file: FileIO) -> bool:
    """Lock the open file for this run, whatever its name; false when another run holds the lock.
    Where the system has no such locks (Windows, some network drives) it always returns true."""
    try:
        import fcntl

        fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except (ImportError, OSError):
        pass
    return True
