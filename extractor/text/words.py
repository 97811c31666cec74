"""Whether a text holds words as whole words."""

from __future__ import annotations

import re

__all__ = ["holds_words"]


def holds_words(text: str, words: str) -> bool:
    """Whether ``words`` stand in ``text`` with no letter or digit right beside them, case aside."""
    if words.casefold() not in text.casefold():  # most: no pattern need be made for them
        return False
    return re.search(rf"(?<!\w){re.escape(words)}(?!\w)", text, re.IGNORECASE) is not None
