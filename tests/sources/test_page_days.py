"""The day of publication of every page in fixtures/pages is the one its last lines name."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from extractor.sources.html import page_article

PAGES = sorted((Path(__file__).parents[2] / "fixtures" / "pages").glob("*.html"))


def expected(page: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for key, value in re.findall(r"^<!-- (day|note|url): (.*) -->$", page, re.M):
        found.setdefault(key, []).append(value)
    return found


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_the_day_is_the_article_s_own_and_what_is_in_doubt_is_told(path: Path) -> None:
    page = path.read_text("utf-8")
    wanted = expected(page)
    notes: list[str] = []
    url = wanted.get("url", [None])[0]
    article = page_article(page, where="a.html", url=url, note=notes.append)
    assert str(article.published).lower() == wanted["day"][0]
    for part in wanted.get("note", []):
        assert any(part in note and note.startswith("a.html: ") for note in notes), notes
    if article.published is None:
        assert notes, "a missing day is told"
    elif "note" not in wanted:
        assert notes == []
