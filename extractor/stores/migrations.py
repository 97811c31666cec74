"""How a database of an older layout is brought forward: the statements from each version on.

A change of ``layout.py`` raises ``LAYOUT_VERSION`` and adds a step here, which runs within the
transaction of the next load with ``--migrate``.
"""

from __future__ import annotations

from collections.abc import Callable

from extractor.stores.layout import Dialect

__all__ = ["STEPS", "steps"]

# Version that is left → the statements, for each kind of database.
STEPS: dict[int, Callable[[Dialect], list[str]]] = {}


def steps(version: int, to: int, dialect: Dialect) -> list[str]:
    """The statements that bring a database from one version to another, in order."""
    return [statement for left in range(version, to) for statement in STEPS[left](dialect)]
