"""Versions of the record's schema that can be read, and messages about others.

1.1 added ``checked``, ``casualties.told``, ``actors[].attributed_by`` and ``custom``; a record of
1.0 has none of them, and is read, written and checked unchanged.
"""

from __future__ import annotations

from typing import Literal, get_args

__all__ = ["SCHEMA_VERSION", "SchemaVersion", "known_version", "unknown_version"]

SchemaVersion = Literal["1.0", "1.1"]
VERSIONS: tuple[str, ...] = get_args(SchemaVersion)
SCHEMA_VERSION: SchemaVersion = "1.1"
LONGEST_SHOWN = 40


def unknown_version(version: object) -> str | None:
    """A message about a ``schema_version`` that cannot be read; ``None`` if it can."""
    if isinstance(version, str) and version in VERSIONS:
        return None
    versions = " and ".join(VERSIONS)
    if not isinstance(version, str) and str(version) in VERSIONS:
        return f'{version} is no text; write "{version}"'
    shown = repr(version)[:LONGEST_SHOWN]
    return (
        f"{shown} is not known; this extract reads versions {versions}, a newer one may read more"
    )


def known_version(version: object) -> object:
    """The version itself. Raises ``ValueError`` if it cannot be read."""
    problem = unknown_version(version)
    if problem:
        raise ValueError(problem)
    return version
