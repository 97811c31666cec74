"""What all tests share: the fixture article, the scripted server, and no settings from outside."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parent))

from fixture_articles import fixture_article
from scripted_server import scripted_server  # noqa: F401

from extractor.text.article import Article


@pytest.fixture
def khan_sheikhoun() -> Article:
    return fixture_article("khan-sheikhoun.txt")


@pytest.fixture(autouse=True)
def _no_settings_from_outside(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("EXTRACT_MODEL", "OPENAI_API_KEY", "OPENAI_BASE_URL", "ANTHROPIC_API_KEY"):
        monkeypatch.delenv(name, raising=False)
