"""The base of all queries: pages of rows, the source, and the terms of use."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

__all__ = ["Page", "Query"]


@dataclass(frozen=True)
class Page:
    """Rows as the server gives them. ``after`` says how to continue, ``None`` on the last page.
    ``total`` is the number of all rows, if the server gives it."""

    rows: list[dict[str, Any]]
    after: dict[str, str] | None
    total: int | None = None


class Query(ABC):
    """Rows of one dataset. ``terms`` names the terms of use, ``key`` the column that identifies a
    row."""

    source: str
    terms: str
    key: str

    @abstractmethod
    def asked(self) -> dict[str, str]:
        """The query without a key; equal queries give equal rows."""

    @abstractmethod
    def pages(self, after: dict[str, str] | None = None) -> Iterator[Page]:
        """The pages, from the first or from where an earlier fetch stopped.

        Raises :class:`~extractor.errors.FetchError` if the server gives none.
        """

    def remarks(self, rows: int, total: int | None) -> list[str]:
        """Remarks for the user after the last page."""
        return [] if total is None or rows == total else [f"{rows:,} rows of {total:,} came"]
