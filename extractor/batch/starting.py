"""The code with which a helping process of our own is started."""

from __future__ import annotations

import os
import sys
from pathlib import Path

__all__ = ["program"]


def program(module: str) -> str:
    """What ``python -c`` is given to run ``main`` of a module, found where this process finds it.

    ``sys.path`` may hold anything; what is no folder's name finds nothing here either.
    """
    folders = [os.fspath(one) for one in sys.path if isinstance(one, (str, os.PathLike))]
    path = [folder or str(Path.cwd()) for folder in folders]
    return f"import sys; sys.path[:] = {path!r}; from {module} import main; main()"
