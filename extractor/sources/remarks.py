"""Notes about a whole file, given once and not for each of its articles."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["Remarks"]


class Remarks:
    """Calls ``note`` once with each remark about the file ``name``."""

    def __init__(self, name: str, note: Callable[[str], None]) -> None:
        self._name = name
        self._note = note
        self._said: set[str] = set()

    def __call__(self, remark: str) -> None:
        if remark not in self._said:
            self._said.add(remark)
            self._note(f"{self._name}: {remark}")
