"""Widens spans of word pieces to whole words, in scripts with spaces."""

from __future__ import annotations

import unicodedata

__all__ = ["EDGES", "whole_words"]

EDGES = " \t\n\r,;:،؛，；、。।။።()[]{}\"'“”«»„‚‘’–—-"
LONGEST_WORD = 80
"""Most characters that a span is widened by: some texts are one endless word."""
APOSTROPHES, LONGEST_ELIDED = "'’", 2
HYPHENS = "-‐‑"
IN_NUMBERS = ",.٬٫'’\u00a0\u202f\u2009"
"""Signs that stand between the digits of one number, the last three as spaces."""
WITHOUT_SPACES = ("CJK", "HIRAGANA", "KATAKANA", "THAI", "LAO", "KHMER", "MYANMAR")


def whole_words(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the span widened to whole words (if the script has spaces), without punctuation or
    blanks at its edges."""
    first, last = max(0, start - LONGEST_WORD), min(len(text), end + LONGEST_WORD)
    while start > first and _in_one_word(text, start):
        start -= 1
    if _is_ending(text, start):
        start -= 2
        while start > first and _in_one_word(text, start):
            start -= 1
    while start < end < last and _in_one_word(text, end):
        end += 1
    while start < end < last and _is_elided(text, start, end):
        end += 2
        while end < last and _in_one_word(text, end):
            end += 1
    while start < end and text[start] in EDGES:
        start += 1
    while end > start and text[end - 1] in EDGES:
        end -= 1
    return start, end


def _is_ending(text: str, start: int) -> bool:
    """Whether the span begins with the ending of a word: "People'|s Defence Forces"."""
    if start < 2 or text[start - 1] not in APOSTROPHES or not _in_word(text[start - 2]):
        return False
    return text[start : start + 1].lower() == "s" and not text[start + 1 : start + 2].isalnum()


def _is_elided(text: str, start: int, end: int) -> bool:
    """Whether the span ends with an elided word, which belongs to the next: "l|'armée"."""
    if text[end] not in APOSTROPHES or not text[end + 1 : end + 2].isalpha():
        return False
    begin = max(start, end - LONGEST_ELIDED - 1)
    word = text[begin:end].rpartition(" ")[2]
    return word.isalpha() and len(word) <= LONGEST_ELIDED


def _in_one_word(text: str, at: int) -> bool:
    """Whether the characters before and behind ``at`` belong to one word (a hyphen in it does) or
    to one number."""
    before, behind = text[at - 1], text[at]
    if before in IN_NUMBERS:
        return at > 1 and text[at - 2].isdecimal() and behind.isdecimal()
    if behind in IN_NUMBERS:
        return before.isdecimal() and at + 1 < len(text) and text[at + 1].isdecimal()
    if before in HYPHENS:
        return at > 1 and _in_word(text[at - 2]) and _in_word(behind)
    if behind in HYPHENS:
        return _in_word(before) and at + 1 < len(text) and _in_word(text[at + 1])
    return _in_word(before) and _in_word(behind)


def _in_word(char: str) -> bool:
    if char.isascii():
        return char.isalnum()
    if not (char.isalnum() or unicodedata.category(char)[0] == "M"):
        return False
    return not unicodedata.name(char, "").startswith(WITHOUT_SPACES)
