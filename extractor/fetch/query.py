"""What all queries have in common: what is asked, page after page, of whom and under what terms."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

__all__ = ["Page", "Query"]


@dataclass(frozen=True)
class Page:
    """Rows as the server gives them; ``after`` is how to go on, ``None`` behind the last page.
    ``total`` is how many there are in all, where the server says it."""

    rows: list[dict[str, Any]]
    after: dict[str, str] | None
    total: int | None = None


class Query(ABC):
    """Rows of one dataset. ``terms`` names what their use is bound to, ``key`` the column by which
    a row is known."""

    source: str
    terms: str
    key: str

    @abstractmethod
    def asked(self) -> dict[str, str]:
        """The query as it is sent, without a key: two that are the same give the same rows."""

    @abstractmethod
    def pages(self, after: dict[str, str] | None = None) -> Iterator[Page]:
        """The pages, from the first or from where an earlier fetch stopped.

        Raises :class:`~extractor.errors.FetchError` where the server gives none.
        """

    def remarks(self, rows: int, total: int | None) -> list[str]:
        """What to say when all pages have come."""
        return [] if total is None or rows == total else [f"{rows:,} rows of {total:,} came"]
