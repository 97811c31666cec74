"""Letters that a program broke by reading UTF-8 as Windows-1252 and saving what it saw.

``MuÃ±oz`` was ``Muñoz``, ``ÐšÐ¸Ñ—Ð²`` ``Київ``: the file is sound UTF-8, so no encoding tells it.
``MuÃƒÂ±oz`` went through such a program twice.
"""

from __future__ import annotations

import re

__all__ = ["has_broken_letters", "whole_letters"]

# What Windows-1252 shows for bytes from 0x80 on; the five it lacks are shown as control signs.
_SHOWN = {
    bytes([byte]).decode("cp1252", "ignore") or chr(byte): byte for byte in range(0x80, 0x100)
}
_FOLLOWING = "".join(re.escape(sign) for sign, byte in _SHOWN.items() if byte < 0xC0)
_LEADING = {2: "[Â-ß]", 3: "[à-ï]", 4: "[ð-ô]"}
_ONE = "|".join(f"{lead}[{_FOLLOWING}]{{{size - 1}}}" for size, lead in _LEADING.items())
_BROKEN = re.compile(rf"(?:{_ONE})+")
# What no text has: two or more on end, a capital before such a sign, what quotes become. Others are
# words («IRMÃ»), and are broken only beside these.
_CAPITAL = r"[Â-ß][¡-©±-´µ¶¸¹¼-¿ƒŸŒœŠšŽž‡\x81\x8d\x8f\x90\x9d]"
_QUOTE = rf"(?<![A-ZÀ-Þ])[ÂÃ][{_FOLLOWING}]|â€[{_FOLLOWING}]"
_SURELY = re.compile(rf"(?:{_ONE}){{2,}}|{_CAPITAL}|{_QUOTE}")


def has_broken_letters(text: str) -> bool:
    """Whether some of the text's letters were broken so."""
    return not text.isascii() and whole_letters(text) != text


def whole_letters(text: str) -> str:
    """The text with these letters whole again, however often they were broken; what is none stays
    as it is."""
    made = text
    while not made.isascii() and _SURELY.search(made):  # all of it was broken equally often
        before, made = made, _BROKEN.sub(_decoded, made)
        if made == before:
            break
    if made == text or all(sign.isprintable() for sign in set(made) - set(text)):
        return made
    made = _BROKEN.sub(_printable, text)
    return made if made == text else whole_letters(made)


def _decoded(found: re.Match[str]) -> str:
    try:
        return bytes(_SHOWN[sign] for sign in found[0]).decode("utf-8")
    except UnicodeDecodeError:
        return found[0]


def _printable(found: re.Match[str]) -> str:
    made = _decoded(found)
    return made if made.isprintable() else found[0]
