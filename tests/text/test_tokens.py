"""A text is cut into tokens once; a stretch of it has the same tokens as it would have alone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.text.tokens import TOKEN, tokenize

PIECES = ["On ", "4/4/2017", "2017-04-04", "-", "1,200", "3.5", "km", " ", ".", "19th", "M", "\n\n",
          "\n", "été", "İ", "’s", "12", "_", "½"]  # fmt: skip


@given(st.lists(st.sampled_from(PIECES), max_size=12).map("".join), st.data())
def test_a_stretch_has_the_tokens_it_would_have_alone(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    tokens = tokenize(text, start, end)
    alone = [match.span() for match in TOKEN.finditer(text, start, end)]
    assert list(zip(tokens.starts, tokens.ends, strict=True)) == alone
    assert tokens.words == [text[first:last].lower() for first, last in alone]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("On 4/4/2017, 1,200 men", ["on", "4/4/2017", ",", "1,200", "men"]),
        ("the 19th at 3.5km", ["the", "19th", "at", "3", ".", "5", "km"]),
        ("one\n \ntwo_3", ["one", "\n \n", "two", "_", "3"]),
    ],
)
def test_figures_stay_whole(text: str, words: list[str]) -> None:
    assert tokenize(text).words == words
