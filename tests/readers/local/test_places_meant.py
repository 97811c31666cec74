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
    ("text", "country"),
    [
        ("Police of Atlanta and Savannah shot two Americans in Georgia.", "United States"),
        ("Russian and Abkhaz fighters left Tbilisi and Batumi in Georgia.", "Georgia"),
    ],
)
def test_a_name_means_what_the_other_places_of_the_article_make_of_it(
    text: str, country: str
) -> None:
    assert where(text, "Georgia").country == country
