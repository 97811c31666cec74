"""Keys of articles, and sets of millions of them."""

from __future__ import annotations

import random

from extractor.batch.keys import KEY_BYTES, KeySet, article_key
from extractor.text.article import Article

SETTINGS = {"model": "openai/x", "reader": "record", "prompt": "record-1", "schema": "1.0"}


def test_a_key_is_of_the_text_and_how_it_is_read_and_of_nothing_else() -> None:
    key = article_key(Article("Nobody came."), SETTINGS)
    assert len(key) == KEY_BYTES
    assert article_key(Article("Nobody came.", id="a", publisher="X"), SETTINGS) == key
    assert article_key(Article("Nobody came. "), SETTINGS) != key
    for name in SETTINGS:
        assert article_key(Article("Nobody came."), SETTINGS | {name: "other"}) != key


def test_a_set_holds_what_was_put_in_and_nothing_else() -> None:
    chance = random.Random(3)
    inside = [chance.randbytes(16) for _ in range(20_000)] + [bytes(16)]
    keys = KeySet(inside)
    for key in inside[:100]:
        keys.add(key)
    assert len(keys) == 20_001
    assert all(key in keys for key in inside)
    assert not any(chance.randbytes(16) in keys for _ in range(20_000))


def test_a_key_takes_at_most_24_bytes() -> None:
    chance = random.Random(4)
    keys = KeySet(chance.randbytes(16) for _ in range(50_000))
    assert len(keys._slots) * keys._slots.itemsize <= 24 * len(keys)
