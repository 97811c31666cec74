from __future__ import annotations

import pytest

from extractor.analysis import Analysis
from extractor.lexicon.sport import is_sport
from extractor.text.article import Article

MATCH = (
    "The visitors attacked from kick-off and the striker shot from distance. Their manager said "
    "they had killed the match before half-time."
)


def test_a_report_of_a_match_is_sport_and_is_not_asked_about() -> None:
    assert is_sport(MATCH)
    assert not Analysis(Article(MATCH)).may_hold_something


@pytest.mark.parametrize(
    "text",
    [
        "A bomb killed four people outside the stadium before the match on Saturday.",
        "The army attacked the town and its manager fled.",
    ],
)
def test_news_of_violence_near_a_match_is_not(text: str) -> None:
    assert not is_sport(text)
    assert Analysis(Article(text)).may_hold_something


def test_a_match_with_dead_is_asked_about() -> None:
    text = f"{MATCH} Three fans were killed when a stand collapsed after an explosion."
    assert is_sport(text)
    assert Analysis(Article(text)).may_hold_something
