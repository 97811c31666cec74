"""Removes words that a page strikes through or marks as deleted, as in corrections: ``killed
<s>5</s>7`` is 7 and not 57."""

from __future__ import annotations

import re

__all__ = ["STRUCK_LEFT_OUT", "without_struck"]

STRUCK_LEFT_OUT = "words that are struck through are left out"
# Only within a paragraph: if an end tag is missing, what follows must stay.
_BLOCK = r"</?(?:p|div|li|ul|ol|tr|td|table|h[1-6]|article|section|blockquote|body)\b"
_WORDS = rf"((?:(?!{_BLOCK}|<(?:del|s|strike)\b).){{0,2000}}?)"
STRUCK = re.compile(rf"<(del|s|strike)(?:\s[^<>]{{0,500}})?>{_WORDS}</\1\s*>", re.I | re.S)


def without_struck(html: str) -> tuple[str, bool]:
    """Return HTML without struck-through words, and whether there were any."""
    if "</s" not in html and "</del" not in html and "</S" not in html and "</DEL" not in html:
        return html, False
    found = False

    def out(match: re.Match[str]) -> str:
        nonlocal found
        found = found or any(map(str.isalnum, match[2]))
        return ""

    return STRUCK.sub(out, html), found
