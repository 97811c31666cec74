"""How one database's SQL differs from another's, as far as what all of them share has to know.

The rest of what a database does in its own way its store says (:mod:`extractor.stores.store`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

__all__ = ["Dialect", "Kind"]

Kind = Literal["text", "key", "integer", "bigint", "real", "date", "time", "json"]


@dataclass(frozen=True)
class Dialect:
    """``types`` are the columns' types by kind of value, ``temporary`` is the schema that temporary
    tables are in; ``seconds`` makes a Unix time of a column of times; ``events_referred`` says that
    tables may refer to ``events``."""

    types: Mapping[Kind, str]
    seconds: str
    temporary: str = "temp"
    events_referred: bool = True
