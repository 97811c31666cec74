"""Invisible differences between names, which make a program see two actors or places instead of
one.

They are no-break spaces, letters written as a base and an accent (NFD, as macOS writes names of
files), zero-width spaces, and double spaces.
"""

from __future__ import annotations

import unicodedata

__all__ = ["invisible_in", "plainly_written"]

# Zero-width signs, direction marks and soft hyphens: no name has them.
_NO_WIDTH = dict.fromkeys(
    [0xAD, 0x200B, 0x200E, 0x200F, *range(0x202A, 0x202F), 0x2060, *range(0x2066, 0x206A), 0xFEFF]
)
# These change the shape of letters in Arabic and Indic scripts, and have no effect in others.
_JOINERS = dict.fromkeys([0x200C, 0x200D])
_LAST_OF_WEST = "\u058f"  # Latin, Greek, Cyrillic and Armenian come before


def plainly_written(name: str) -> str:
    """Returns a trimmed name with plain spaces, composed letters (NFC) and no zero-width signs."""
    if name.isascii():
        return " ".join(name.split())
    text = name.translate(_NO_WIDTH)
    if max(filter(str.isalpha, text), default="") <= _LAST_OF_WEST:
        text = text.translate(_JOINERS)
    return " ".join(unicodedata.normalize("NFC", text).split())


def invisible_in(name: str) -> str:
    """Returns in words what :func:`plainly_written` changes."""
    said = []
    if "\xa0" in name or "\u202f" in name:
        said.append("a no-break space")
    elif any(sign.isspace() and sign != " " for sign in name):
        said.append("a space of another kind")
    if name.translate(_NO_WIDTH | _JOINERS) != name:
        said.append("a sign without width")
    if unicodedata.normalize("NFC", name) != name:
        said.append("letters in two pieces (NFD)")
    return " and ".join(said or ["several spaces for one"])
