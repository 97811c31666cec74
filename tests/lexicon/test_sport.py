from __future__ import annotations

import pytest

from extractor.lexicon.sport import is_sport

MATCH = (
    "The visitors attacked from kick-off and the striker shot from distance. Their manager said "
    "they had killed the match before half-time."
)


def test_a_report_of_a_match_is_sport() -> None:
    assert is_sport(MATCH)


@pytest.mark.parametrize(
    "text",
    [
        "A bomb killed four people outside the stadium before the match on Saturday.",
        "The army attacked the town and its manager fled.",
    ],
)
def test_news_of_violence_near_a_match_is_not(text: str) -> None:
    assert not is_sport(text)
