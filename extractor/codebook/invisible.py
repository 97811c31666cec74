"""Differences inside a name that nobody sees and every program does.

A no-break space, letters written as a base and an accent (NFD, as macOS writes names of files), a
zero-width space, two spaces for one: each makes two actors or places of one.
"""

from __future__ import annotations

import re
import unicodedata

__all__ = ["invisible_in", "plainly_written"]

# Signs without width, marks of direction and soft hyphens: none belongs to a name.
_NO_WIDTH = re.compile("[\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]")
# These shape letters of Arabic and Indic scripts, and do nothing among others.
_JOINERS = re.compile("[\u200c\u200d]")
_OTHER_SPACE = re.compile(r"[^\S ]")  # no-break, narrow, tab, newline
_SPACES = re.compile(r"\s+")
_LAST_OF_WEST = "\u058f"  # Latin, Greek, Cyrillic and Armenian come before


def plainly_written(name: str) -> str:
    """A trimmed name with plain spaces, letters in one piece (NFC) and nothing without width."""
    if name.isascii():
        return _SPACES.sub(" ", name) if _SPACES.search(name) else name
    text = _NO_WIDTH.sub("", name)
    if _JOINERS.search(text) and max(filter(str.isalpha, text), default="") <= _LAST_OF_WEST:
        text = _JOINERS.sub("", text)
    return _SPACES.sub(" ", unicodedata.normalize("NFC", text)).strip()


def invisible_in(name: str) -> str:
    """What :func:`plainly_written` changes, in words."""
    said = []
    if "\xa0" in name or "\u202f" in name:
        said.append("a no-break space")
    elif _OTHER_SPACE.search(name):
        said.append("a space of another kind")
    if _NO_WIDTH.search(name) or _JOINERS.search(name):
        said.append("a sign without width")
    if unicodedata.normalize("NFC", name) != name:
        said.append("letters in two pieces (NFD)")
    return " and ".join(said or ["several spaces for one"])
