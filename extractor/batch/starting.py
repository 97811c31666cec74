"""How a helper process of our own is started and ended."""

from __future__ import annotations

import contextlib
import os
import signal
import sys
import threading
from pathlib import Path

__all__ = ["TIED", "end_with_parent", "program", "tie"]

TIED = "--tied"
"""The argument of a helper process that is to end with this one."""
PR_SET_PDEATHSIG = 1
"""Linux, ``prctl(2)``."""


def program(module: str) -> str:
    """The code for ``python -c`` that runs ``main`` of a module, found where this process finds it.

    Entries of ``sys.path`` that are not folder names are left out: they find nothing here either.
    """
    folders = [os.fspath(one) for one in sys.path if isinstance(one, (str, os.PathLike))]
    path = [folder or str(Path.cwd()) for folder in folders]
    return f"import sys; sys.path[:] = {path!r}; from {module} import main; main()"


def tie() -> list[str]:
    """The arguments after :func:`program`: whether the helper ends with this process.

    The system would take the end of the starting thread for the end of this process, so helpers are
    tied only when the main thread starts them.
    """
    is_main = threading.current_thread() is threading.main_thread()
    return [TIED] if is_main and sys.platform == "linux" else []


def end_with_parent() -> None:
    """Ask the system to kill this process when its parent is gone, where that is possible.

    A process that is reading its input notices the end by itself; one that has run out of memory
    may stay busy for ever.
    """
    if TIED in sys.argv:
        with contextlib.suppress(Exception):  # no ctypes, no memory, a system that forbids it
            import ctypes

            ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
