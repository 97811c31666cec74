"""Letters that a program broke by reading UTF-8 in an encoding of one byte and saving what it saw.

``MuÃ±oz`` was ``Muñoz``, ``ÐšÐ¸Ñ—Ð²`` ``Київ``: the file is sound UTF-8, so no encoding tells it.
``MuÃƒÂ±oz`` went through such a program twice. The program took it for Windows-1252 or Latin-1;
other signs stand there where it took it for Windows-1250 or 1251, Mac Roman or an encoding of DOS.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, cached_property

__all__ = ["has_broken_letters", "whole_letters"]


def _signs(encoding: str) -> dict[str, int]:
    """Returns the sign that an encoding shows for each byte from 0x80 on; a control sign for bytes
    that it lacks."""
    return {
        bytes([byte]).decode(encoding, "ignore") or chr(byte): byte for byte in range(0x80, 0x100)
    }


def _class(signs: dict[str, int], first: int, last: int) -> str:
    """Returns the class of a regular expression with the signs for these bytes."""
    return f"[{''.join(re.escape(sign) for sign, byte in signs.items() if first <= byte <= last)}]"


def _behind(leads: str, after: str) -> re.Pattern[str]:
    """Returns a pattern for one of these signs and what follows it."""
    return re.compile(f"[{leads}](?:{after})")


@dataclass(frozen=True)
class _Misreading:
    """An encoding that UTF-8 was taken for, or two alike; what none of its texts has is one of
    ``leads`` and what is behind it in one of ``forms``. These may name F for the signs of a
    letter's later bytes and ONE for a whole broken letter. The leads first make the search quick.

    Patterns are made when they are first needed: they take long, and most texts need none.
    """

    encodings: tuple[str, ...]
    leads: str
    forms: tuple[str, ...]

    @cached_property
    def signs(self) -> dict[str, int]:
        """The byte for each sign that was shown."""
        return {sign: byte for each in self.encodings for sign, byte in _signs(each).items()}

    @cached_property
    def after(self) -> str:
        """The pattern for what may follow the leads."""
        after = "|".join(self.forms).replace("F", _class(self.signs, 0x80, 0xBF))
        return after.replace("ONE", f"(?:{self._one})")

    @cached_property
    def surely(self) -> re.Pattern[str]:
        """The pattern that proves that a text was broken in this way."""
        return _behind(self.leads, self.after)

    @cached_property
    def broken(self) -> re.Pattern[str]:
        """The pattern for runs of broken letters."""
        return re.compile(f"(?:{self._one})+")

    @cached_property
    def _one(self) -> str:
        following = _class(self.signs, 0x80, 0xBF)
        bounds = {2: (0xC2, 0xDF), 3: (0xE0, 0xEF), 4: (0xF0, 0xF4)}
        return "|".join(
            f"{_class(self.signs, *first)}{following}{{{size - 1}}}"
            for size, first in bounds.items()
        )


# Combinations that no sound text has: two or more broken letters in a row, a capital before such a
# sign, broken quotation marks. Other combinations may be words («IRMÃ») and count as broken only
# beside these.
_FIRST = _Misreading(
    ("latin-1", "cp1252"),  # some programs show control signs where Windows-1252 has others
    "Â-ô",
    (
        r"(?:(?<=[Â-ß])F|(?<=[à-ï])FF|(?<=[ð-ô])FFF)ONE",
        r"(?<=[Â-ß])[¡-©±-´µ¶¸¹¼-¿\x80-\x9f]",
        r"(?<=[Â-ÅÐÑØÙ])[ƒŸŒœŠšŽž]",  # Úžice is a town
        r"(?<![A-ZÀ-Þ].)(?<=[ÂÃ])F",
        r"(?<=â)€F",
        r"(?<=[à-ï])[\x80-\x9f]F",
    ),
)
_OTHERS = (
    # A capital inside a word in small letters, or two where such a word begins.
    _Misreading(
        ("cp1250",),
        "ĂÄĹÂĐŃŘŮŕâ",
        (
            r"(?<=[a-z][ĂÄĹÂ])F",
            r"(?<=Ă)[ŽŠŤŹĽŁĄŞŻ](?=[a-z])",
            r"(?<=[ĂÄĹĐŃŘŮ])F(?:[ĂÄĹĐŃŘŮ]F){2}",
            r"(?<=ŕ)[¤Ą]Fŕ",
            r"(?<=â)€F",
        ),
    ),
    _Misreading(
        ("cp1251",),
        "ГВДЕРСШЩв",
        (
            r"(?<=[A-Za-z][ГВДЕ])F",
            r"(?<=[ГДЕ])F(?=[a-z])",
            r"(?<=[РСШЩ])F(?:[РСШЩ]F){2}",
            r"(?<=в)ЂF",
        ),
    ),
    _Misreading(
        ("mac_roman",),
        "√¬‚–—ÿŸƒ≈",
        (
            r"(?<=[A-Za-z][ƒ≈])F",
            r"(?<=[√¬])(?![\s\xa0])F",
            r"(?<=‚)ÄF",
            r"(?<=[–—ÿŸ])F(?:[–—ÿŸ]F){2}",
        ),
    ),
    _Misreading(
        ("cp437",),
        "├┬┼Γ╨╤╪┘",
        (
            r"(?<=[├┬┼])F",
            r"(?<=Γ)ÇF",
            r"(?<=[╨╤╪┘])F(?:[╨╤╪┘]F){2}",
        ),
    ),
    _Misreading(
        ("cp850",),
        "├┬┼ÔðÐÏ┘",
        (
            r"(?<=[├┬┼])F",
            r"(?<=Ô)ÇF",
            r"(?<=[ðÐÏ┘])F(?:[ðÐÏ┘]F){2}",
        ),
    ),
)


@cache
def _any_other() -> re.Pattern[str]:
    leads = "".join(dict.fromkeys(sign for each in _OTHERS for sign in each.leads))
    after = "|".join(f"(?<=[{each.leads}])(?:{each.after})" for each in _OTHERS)
    return _behind(leads, after)


def has_broken_letters(text: str) -> bool:
    """Whether some of the text's letters were broken in one of these ways."""
    return not text.isascii() and whole_letters(text) != text


def whole_letters(text: str) -> str:
    """Returns the text with broken letters restored, even if they were broken several times."""
    while not text.isascii():
        likely = [_FIRST] if _FIRST.surely.search(text) else []
        if _any_other().search(text):
            likely += _OTHERS
        tried = [_whole(text, misreading) for misreading in likely]
        made = min(tried, key=len, default=text)  # one letter was several signs
        if made == text:
            break
        text = made
    return text


def _whole(text: str, by: _Misreading) -> str:
    made = text
    while not made.isascii() and by.surely.search(made):  # all letters broke equally often
        before, made = made, by.broken.sub(lambda found: _decoded(found[0], by), made)
        if made == before:
            break
    if made == text or all(sign.isprintable() for sign in set(made) - set(text)):
        return made
    made = by.broken.sub(lambda found: _printable(found[0], by), text)
    return made if made == text else _whole(made, by)


def _decoded(run: str, by: _Misreading) -> str:
    try:
        return bytes(by.signs[sign] for sign in run).decode("utf-8")
    except UnicodeDecodeError:
        return run


def _printable(run: str, by: _Misreading) -> str:
    made = _decoded(run, by)
    return made if made.isprintable() else run
