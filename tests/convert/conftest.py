"""Rows as ACLED and UCDP publish them, and a record as ours."""

from __future__ import annotations

import copy
import json
from typing import TYPE_CHECKING, Any

import pytest
from dataset_rows import ACLED, UCDP

from extractor.records import EventRecord, schema_for

if TYPE_CHECKING:
    from collections.abc import Callable


def changed(row: dict[str, str], changes: dict[str, str | None]) -> dict[str, str]:
    whole = {**row, **changes}
    return {column: cell for column, cell in whole.items() if cell is not None}


@pytest.fixture
def acled() -> Callable[..., dict[str, str]]:
    """An ACLED row with some cells changed; ``None`` leaves the column out."""
    return lambda **changes: changed(ACLED, changes)


@pytest.fixture
def ucdp() -> Callable[..., dict[str, str]]:
    """A UCDP GED row with some cells changed; ``None`` leaves the column out."""
    return lambda **changes: changed(UCDP, changes)


@pytest.fixture
def example_record() -> Callable[..., EventRecord]:
    """The schema's own example with some fields changed."""

    def make(**changes: Any) -> EventRecord:
        entry = {**copy.deepcopy(schema_for("event")["examples"][0]), **changes}
        return EventRecord.from_json(json.dumps(entry))

    return make
