"""Rows of articles that failed: what is written there is the same article again."""

from __future__ import annotations

import json
from datetime import date

import pytest

from extractor.batch.failures import article_of_row, article_row
from extractor.errors import ArticleError
from extractor.text.article import Article, Block

LIVE = Article(
    "Five died.\n\nSix died.",
    "a1",
    title="Live",
    publisher="Post",
    url="https://example.org/live",
    extra={"file": "a.html"},
    blocks=(Block(0, date(2024, 3, 8)), Block(12, None)),
)


@pytest.mark.parametrize("article", [LIVE, Article("Five died.", published=date(2024, 3, 8))])
def test_an_article_is_given_again_with_the_days_of_its_parts(article: Article) -> None:
    row = json.loads(json.dumps({"article": article_row(article)}))
    again = article_of_row(row, where="a.jsonl:1")
    assert again is not None
    assert (again.blocks, again.published) == (article.blocks, article.published)
    assert (again.text, again.id, again.title) == (article.text, article.id, article.title)
    assert again.extra == article.extra


@pytest.mark.parametrize("blocks", ["x", [[1]], [["a", None]], [[0, "no day"]], 7])
def test_a_row_with_odd_parts_is_one_clear_error(blocks: object) -> None:
    row = {"article": {**article_row(LIVE), "blocks": blocks}}
    with pytest.raises(ArticleError, match=r"^a\.jsonl:1: (not a failed|published)"):
        article_of_row(row, where="a.jsonl:1")
