"""Files that one run has for itself as long as they are open, where the system has such locks."""

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
"""Tries to open a file that other runs take away meanwhile; on some network drives no file
seems to be the one that was just opened, so the last try is taken as it is."""


def open_alone(path: Path) -> tuple[FileIO, bool] | None:
    """The file, to be read and written by this run alone, and whether it was made now; ``None``
    when another run has it. Raises :class:`OSError` when it cannot be written or is no file."""
    for left in reversed(range(OPENINGS)):
        try:
            file, made = path.open("x+b", buffering=0), True
        except FileExistsError:
            try:
                file, made = path.open("r+b", buffering=0), False
            except FileNotFoundError:  # another run has just ended and taken it away
                continue
        if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
            file.close()
            raise OSError(errno.EINVAL, "it is no regular file", str(path))
        if not lock(file):
            file.close()
            return None
        if not left or is_at(file, path):
            return file, made
        file.close()  # taken away, or put in its place, before it was locked
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
    """Take the file for this run alone, under whatever name, as long as it is open; false when
    another run has it. Where the system has no such locks (Windows, some network drives)
    everybody is let in."""
    try:
        import fcntl

        fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except (ImportError, OSError):
        pass
    return True
