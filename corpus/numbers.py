"""Finds numbers written in digits of any script in the words of a mark."""

from __future__ import annotations

import re
import unicodedata

from corpus.labels import Count

_GROUPED = re.compile(r"(?<=\d)[.,٬’'\u00a0\u202f\u2009 ](?=\d{2,3}(?:\D|$))")
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_SCALES = (1, 100, 1_000, 10_000, 100_000, 1_000_000)  # "2.5万", "3 thousand", "1.2 lakh"


def numbers_in(words: str) -> list[float]:
    """The numbers written in digits: ``1,200``, ``1 200`` and ``١٢٠٠`` are 1200."""
    plain = "".join(
        str(unicodedata.decimal(char)) if char.isdecimal() else char for char in words
    ).replace("٫", ".")
    found = {float(one) for one in _NUMBER.findall(_GROUPED.sub("", plain))}
    found |= {float(one) for one in _NUMBER.findall(plain)}
    return sorted(found)


def stands(count: Count, words: str) -> bool:
    """Whether ``count`` can be read from ``words``; number words and vague counts always can.

    The words for one person may hold another number (``a 12-year-old boy``), and parts named
    together may stand for their sum (``3 women and 2 children``).
    """
    found = numbers_in(words)
    if not found or count.vague or (count.low == 1 and count.high in (1, None)):
        return True
    scaled = {number * scale for number in found for scale in _SCALES} | {sum(found)}
    ends = {end for end in (count.low, count.high) if end is not None}
    ends.discard(0)
    return not ends or bool(ends & scaled)
