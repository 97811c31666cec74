"""Converts digits of other scripts, and the signs among them, to ASCII.

Arabic, Persian, Indic, Burmese, Thai and full-width digits mean the same as ASCII digits, so that a
number or date in them has one reading.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache

__all__ = ["GROUP_SIGN", "ascii_digits", "in_ascii"]

GROUP_SIGN = "'"
"""Replaces a sign that is only a thousands separator (``٬``), never a decimal point."""
_SIGNS = str.maketrans(
    {
        # Direction marks, which editors of right-to-left text put around numbers.
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
    """Returns the text with ASCII digits; characters that are no decimal digits stay, also
    superscripts."""
    if text.isascii():
        return text
    return "".join(str(unicodedata.decimal(sign, sign)) for sign in text)


@lru_cache(maxsize=65536)
def in_ascii(text: str) -> str:
    """Returns the text with ASCII digits, and ASCII signs if it has digits; letters stay."""
    if text.isascii() or not any(map(str.isdecimal, text)):
        return text
    return ascii_digits(text.translate(_SIGNS))
