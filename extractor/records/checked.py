"""Who decided each value of a record: the reader, a rule, both, or neither with certainty."""

from __future__ import annotations

from collections.abc import Iterable
from enum import Enum
from typing import Annotated

from extractor.records.part import Part, explained

__all__ = ["SURENESS", "Check", "Checked", "worst"]


class Check(str, Enum):
    """Who stands behind a value. ``disputed``: the reader and a rule differ; a warning names
    both."""

    BOTH = "both"
    RULE = "rule"
    READER = "reader"
    DISPUTED = "disputed"


SURENESS = (Check.DISPUTED, Check.READER, Check.RULE, Check.BOTH)


def worst(checks: Iterable[Check | None]) -> Check | None:
    """The least certain of several checks; ``None`` if there are none."""
    given = [check for check in checks if check is not None]
    return min(given, key=SURENESS.index, default=None)


class Checked(Part):
    """For each value who decided it; null where the record has no such value. Of several actors
    or statements the least sure."""

    sub_event_type: Annotated[Check | None, explained("Of its type.", "both")] = None
    date: Annotated[Check | None, explained("Of the date.", "both")] = None
    location: Annotated[Check | None, explained("Of the place.", "reader")] = None
    perpetrators: Annotated[Check | None, explained("Of who did it.", "both")] = None
    targets: Annotated[Check | None, explained("Of whom it was done to.", "both")] = None
    killed: Annotated[Check | None, explained("Of the number killed.", "rule")] = None
    injured: Annotated[Check | None, explained("Of the number injured.", "rule")] = None
    statements: Annotated[
        Check | None, explained("Of who accuses, denies, claims or asks.", "reader")
    ] = None
