"""No key from outside, no waiting, and the servers' pages small."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

sys.path.insert(0, str(Path(__file__).resolve().parent))

from extractor.cli import main


@pytest.fixture
def waits(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """What was waited for between two tries, in seconds."""
    waited: list[float] = []
    monkeypatch.setattr("extractor.fetch.client.pause", waited.append)
    return waited


@pytest.fixture(autouse=True)
def _alone(monkeypatch: pytest.MonkeyPatch, waits: list[float]) -> None:
    for name in ("ACLED_EMAIL", "ACLED_PASSWORD", "ACLED_ACCESS_TOKEN", "UCDP_ACCESS_TOKEN"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr("extractor.fetch.acled.PAGE", 3)


@pytest.fixture
def extract() -> Callable[..., Any]:
    return lambda *arguments: CliRunner().invoke(main, [str(each) for each in arguments])
