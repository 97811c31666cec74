"""Reports of events, made up: what they say and from whom, the rest as little as there can be."""

from __future__ import annotations

from typing import Any

import pytest
from reported import report_of


@pytest.fixture
def report() -> Any:
    """``report("a", killed=4, victims=["two priests"])``: a record of one article."""
    return report_of
