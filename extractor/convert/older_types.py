"""Reports how the event types of an export before 2019 were read, once a file with counts."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from extractor.codebook.older_types import OlderType

if TYPE_CHECKING:
    from extractor.tables import Table

__all__ = ["OlderTypesRead"]


class OlderTypesRead:
    """Counts the older event types of rows; those that are an assumption are counted apart."""

    def __init__(self) -> None:
        self._rows: Counter[tuple[str, OlderType]] = Counter()

    def add(self, older: str, today: OlderType) -> None:
        """Count a row with an older event type."""
        self._rows[" ".join(older.split()), today] += 1

    def tell(self, table: Table) -> None:
        """Write one line to the table's note, if there were any."""
        certain, assumed = self._named(certain=True), self._named(certain=False)
        said = [*([certain] if certain else []), *([f"by assumption {assumed}"] if assumed else [])]
        if said:
            table.note(
                f"{table.name}: event types of exports before 2019 are read as today's: "
                + "; ".join(said)
            )

    def _named(self, *, certain: bool) -> str:
        return ", ".join(
            f"{older} as {today.sub.value} ({count:,})"
            for (older, today), count in self._rows.most_common()
            if today.certain is certain
        )
