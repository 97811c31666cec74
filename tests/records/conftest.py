"""A whole record to start from: the schema's own example."""

from __future__ import annotations

import copy
import json
from typing import TYPE_CHECKING, Any

import pytest

from extractor.records import EventRecord, schema_for

if TYPE_CHECKING:
    from collections.abc import Callable


@pytest.fixture(scope="session")
def example() -> dict[str, Any]:
    return schema_for("event")["examples"][0]


@pytest.fixture
def record_with(example: dict[str, Any]) -> Callable[..., EventRecord]:
    """The example with some values changed; ``location__admin1="Wajir"`` reaches into parts."""

    def make(**changes: Any) -> EventRecord:
        entry = copy.deepcopy(example)
        for path, value in changes.items():
            *parents, key = path.split("__")
            part = entry
            for parent in parents:
                part = part[parent]
            part[key] = value
        return EventRecord.from_json(json.dumps(entry))

    return make
