"""Digits of other scripts, and the signs written among them, as ASCII.

Arabic, Persian, Indic, Burmese, Thai and full-width digits stand for what ASCII digits stand for
and nothing else, so that a number or a day written in them has one reading.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache

__all__ = ["GROUP_SIGN", "ascii_digits", "in_ascii"]

GROUP_SIGN = "'"
"""What a separator of thousands that is nothing else (``٬``) becomes: it parts no decimals."""
_SIGNS = str.maketrans(
    {
        # Marks of direction, which editors of right-to-left text put around numbers.
        **dict.fromkeys("\u200e\u200f\u061c\u2066\u2067\u2068\u2069"),
        **dict.fromkeys("‐‑－﹣", "-"),
        **dict.fromkeys("／", "/"),
        **dict.fromkeys("．", "."),
        **dict.fromkeys("：", ":"),
        **dict.fromkeys("，", ","),
        **dict.fromkeys("＋", "+"),
        "٫": ".",
        "٬": GROUP_SIGN,
    }
)


def ascii_digits(text: str) -> str:
    """The text with ASCII digits; all that is no decimal digit stays, raised figures too."""
    if text.isascii():
        return text
    return "".join(str(unicodedata.decimal(sign, sign)) for sign in text)


@lru_cache(maxsize=65536)
def in_ascii(text: str) -> str:
    """The text with ASCII digits, and with plain signs where it holds digits; letters stay."""
    if text.isascii() or not any(map(str.isdecimal, text)):
        return text
    return ascii_digits(text.translate(_SIGNS))
