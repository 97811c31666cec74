"""What all tests share: fixture articles, the scripted server, and no network."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
ARTICLES = ROOT / "fixtures" / "articles"
sys.path.insert(0, str(Path(__file__).resolve().parent))

from scripted_server import scripted_server  # noqa: E402, F401

from extractor.article import Article  # noqa: E402


def fixture_article(name: str) -> Article:
    """The fixture article of this file name, with its metadata."""
    known = json.loads((ARTICLES / "metadata.json").read_text())[name]
    return Article((ARTICLES / name).read_text(), id=Path(name).stem, **known)


@pytest.fixture
def khan_sheikhoun() -> Article:
    return fixture_article("khan-sheikhoun.txt")


@pytest.fixture(autouse=True)
def _no_settings_from_outside(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("EXTRACT_MODEL", "OPENAI_API_KEY", "OPENAI_BASE_URL", "ANTHROPIC_API_KEY"):
        monkeypatch.delenv(name, raising=False)
