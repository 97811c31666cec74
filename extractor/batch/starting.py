"""The code with which a helping process of our own is started."""

from __future__ import annotations

import contextlib
import os
import signal
import sys
import threading
from pathlib import Path

__all__ = ["TIED", "end_with_parent", "program", "tie"]

TIED = "--tied"
"""What a helping process is started with that is to end with this one."""
PR_SET_PDEATHSIG = 1
"""Linux, ``prctl(2)``."""


def program(module: str) -> str:
    """What ``python -c`` is given to run ``main`` of a module, found where this process finds it.

    ``sys.path`` may hold anything; what is no folder's name finds nothing here either.
    """
    folders = [os.fspath(one) for one in sys.path if isinstance(one, (str, os.PathLike))]
    path = [folder or str(Path.cwd()) for folder in folders]
    return f"import sys; sys.path[:] = {path!r}; from {module} import main; main()"


def tie() -> list[str]:
    """What follows :func:`program` in the command line: whether the process ends with this one.

    The system would take the end of the thread that starts it for the end of this process, so that
    only the main thread ties."""
    is_main = threading.current_thread() is threading.main_thread()
    return [TIED] if is_main and sys.platform == "linux" else []


def end_with_parent() -> None:
    """Have the system kill this process when the one that has started it is gone, where it can.

    A process that reads notices by itself that nobody asks any more; one whose memory has run out
    may be busy with nothing for ever."""
    if TIED in sys.argv:
        with contextlib.suppress(Exception):  # no ctypes, no memory, a system that forbids it
            import ctypes

            ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
