"""The differences between the databases' SQL that shared code must know.

Everything else that is specific to a database is in its store (:mod:`extractor.stores.store`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

__all__ = ["Dialect", "Kind"]

Kind = Literal["text", "key", "integer", "bigint", "real", "date", "time", "json"]


@dataclass(frozen=True)
class Dialect:
    """``types`` are the column types by kind of value. ``temporary`` is the schema of temporary
    tables. ``seconds`` converts a column of times to Unix time. ``events_referred``: tables may
    refer to ``events``.
    """

    types: Mapping[Kind, str]
    seconds: str
    temporary: str = "temp"
    events_referred: bool = True
