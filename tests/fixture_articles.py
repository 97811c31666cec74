"""The articles in fixtures/articles with their metadata."""

from __future__ import annotations

import json
from pathlib import Path

from extractor.text.article import Article

ARTICLES = Path(__file__).resolve().parent.parent / "fixtures" / "articles"


def fixture_article(name: str) -> Article:
    """The fixture article of this file name; its id is the name without its suffix."""
    known = json.loads((ARTICLES / "metadata.json").read_text(encoding="utf-8"))[name]
    return Article((ARTICLES / name).read_text(encoding="utf-8"), id=Path(name).stem, **known)
