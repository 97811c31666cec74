"""What the event types of an export before 2019 were read as, told once a file with its counts."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from extractor.codebook.older_types import OlderType

if TYPE_CHECKING:
    from extractor.tables import Table

__all__ = ["OlderTypesRead"]


class OlderTypesRead:
    """Counts the older types that rows were read by, those apart that are an assumption."""

    def __init__(self) -> None:
        self._rows: Counter[tuple[str, OlderType]] = Counter()

    def add(self, older: str, today: OlderType) -> None:
        """Count a row whose event type was an older one."""
        self._rows[" ".join(older.split()), today] += 1

    def tell(self, table: Table) -> None:
        """One line to the table's note, if there was any."""
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
