"""Words marked as a place, weighed with the article's other places."""

from __future__ import annotations

import pytest

from extractor.analysis import Analysis
from extractor.readers.local.meaning import placed
from extractor.reading import Match, Relation, Said, Where
from extractor.text.article import Article


def where(text: str, words: str) -> Where:
    article = Article(text)
    start = text.rindex(words)
    span = article.span(start, start + len(words))
    return placed(Analysis(article), Said(words, span, Match.EXACT), Relation.IN)


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        (
            "The police of Huntington and of Parkersburg in West Virginia said that two Americans "
            "were shot by the men on Monday in Charleston.",
            "West Virginia",
        ),
        (
            "The police of Savannah said that two Americans of Columbia and Greenville in South "
            "Carolina were shot by the men on Monday in Charleston.",
            "South Carolina",
        ),
    ],
)
def test_a_name_means_what_the_other_places_of_the_article_make_of_it(text: str, unit: str) -> None:
    assert where(text, "Charleston").admin1 == unit
