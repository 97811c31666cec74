"""Numbers as spreadsheets, maps and statistics programs write them.

``1,234`` may be a count with a thousands separator or a number with a decimal comma; ``12.000`` may
be twelve or twelve thousand; ``1.7E+09`` has lost its last digits; ``0°27'11" S`` and ``0.45 S``
are coordinates. Where a cell is ambiguous, the other cells of the file decide: see
:mod:`extractor.records.settled_numbers`.
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from extractor.codebook.other_digits import in_ascii

__all__ = [
    "COMMA",
    "DECIMAL",
    "EXPONENT",
    "LOST",
    "POINT",
    "NumberReading",
    "coordinate_reading",
    "count_readings",
    "digits_lost",
]

GROUPS = "separators of thousands"
COMMA = "a decimal comma"
POINT = "a decimal point"
EXPONENT = "an exponent"
DIGITS = "digits of another script"
MINUS = "another sign for minus"
LETTER = "a letter for its direction"
DEGREES = "degrees, minutes and seconds"
LOST = "digits were lost to an exponent; export the column anew as whole numbers or text"
_SPACES = " \u00a0\u2009\u202f"
_MARKS = rf"[,.'’{_SPACES}]"
_GROUPED = re.compile(rf"([1-9]\d{{0,2}})({_MARKS})(\d{{3}}(?:\2\d{{3}})*)(?:([,.])(\d+))?", re.A)
_INDIAN = re.compile(r"([1-9]\d?(?:,\d\d)+,\d{3})(?:\.(0+))?", re.A)
_EXPONENT = re.compile(r"([-+]?)(\d{1,18})(?:[.,](\d{1,18}))?([eE])([-+]?\d{1,3})", re.A)
MOST_DIGITS = 18
DECIMALS_KEPT = 4  # decimals of a coordinate, about ten metres, as in ACLED's exports


class NumberReading(NamedTuple):
    """One way to read a cell: the ``form`` and the number in plain digits (``None`` for one with
    decimals, which is no count). ``grouping`` and ``decimal`` are the separators in this reading,
    if any."""

    form: str
    plain: str | None
    grouping: str | None = None
    decimal: str | None = None


@lru_cache(maxsize=4096)
def count_readings(text: str) -> tuple[NumberReading, ...]:
    """Returns the ways to read a trimmed cell of whole numbers; none for plain digits and for
    anything that is no number. ``12.0`` is plain, ``12.000`` is not. An exponent that has lost
    digits gives none."""
    if (plain := in_ascii(text)) != text:
        if plain.isdecimal() and len(plain) <= MOST_DIGITS:
            return (NumberReading(DIGITS, plain),)
        return count_readings(plain)
    if found := _GROUPED.fullmatch(text):
        first, mark, groups, point, decimals = found.groups()
        mark = " " if mark in _SPACES else mark
        whole = "".join(filter(str.isdecimal, first + groups))
        if len(whole) > MOST_DIGITS or point == mark:
            return ()
        if point:
            return (NumberReading(GROUPS, _whole(whole, decimals), mark, point),)
        grouped = NumberReading(GROUPS, whole, mark)
        if len(groups) > 3 or mark not in ",.":
            return (grouped,)
        form = COMMA if mark == "," else POINT
        return (grouped, NumberReading(form, _whole(first, groups), None, mark))
    if found := _INDIAN.fullmatch(text):
        return (NumberReading(GROUPS, found[1].replace(",", ""), ",", "." if found[2] else None),)
    digits, _, zeros = text.partition(",")
    if zeros and not zeros.strip("0") and digits.isascii() and digits.isdecimal():
        return (NumberReading(COMMA, digits, None, ","),)
    if _EXPONENT.fullmatch(text) and (number := _exact(text)) is not None:
        return (NumberReading(EXPONENT, number),)
    return ()


def _whole(digits: str, decimals: str) -> str | None:
    return None if decimals.strip("0") else digits


def _exact(text: str) -> str | None:
    """Returns the whole number for an exponent that has kept all digits."""
    found = _EXPONENT.fullmatch(text)
    if not found or abs(int(found[5])) > MOST_DIGITS:
        return None
    number = Decimal(text.replace(",", "."))
    if number != number.to_integral_value() or len(found[3] or "") < int(found[5]):
        return None
    return str(int(number))


def digits_lost(text: str, *, whole: bool) -> bool:
    """Whether a number has an exponent and fewer digits than its size: ``1.7E+09`` as spreadsheets
    save long ids, ``3.68E+01`` for a coordinate."""
    found = _EXPONENT.fullmatch(text)
    if not found:
        return False
    if whole:
        return _exact(text) is None and int(found[5]) > 0
    return len(found[3] or "") - int(found[5]) < DECIMALS_KEPT


DECIMAL = re.compile(r"[-+]?(?:\d+\.?\d*|\.\d+)([eE][-+]?\d{1,3})?", re.A)
"""A plain number, with or without decimals and exponent."""
_LETTERS = frozenset("NSEWnsew")
_NUMBER = r"\d{1,3}(?:[.,]\d{1,15})?"
_SECONDS = rf"(?:(?P<mark>[': ])\s*(?:(?P<seconds>{_NUMBER})\s*\"?)?)?"
_MINUTES = rf"(?:(?P<minutes>{_NUMBER})\s*{_SECONDS})?"
_BODY = re.compile(rf"(?P<degrees>{_NUMBER})(?:\s*(?P<sign>[°: ])\s*{_MINUTES})?", re.A)
_SIGNS = str.maketrans(
    {
        **dict.fromkeys("º˚", "°"),
        **dict.fromkeys("′’‘ʹ´`", "'"),
        **dict.fromkeys("″”“ʺ", '"'),
        **dict.fromkeys("\u00a0\u2009\u202f", " "),
        "−": "-",
    }
)
_AXES = {"latitude": ("N", "S", 90), "longitude": ("E", "W", 180)}


@lru_cache(maxsize=4096)
def coordinate_reading(column: str, text: str) -> NumberReading | None:
    """Returns the single reading of a trimmed cell of ``latitude`` or ``longitude`` that is no
    plain number; ``None`` where there is none, or the letter belongs to the other axis."""
    if (digits := in_ascii(text)) != text:
        if _is_plain(digits):
            return NumberReading(DIGITS, digits)
        return coordinate_reading(column, digits)
    plain = text.translate(_SIGNS).replace("''", '"')
    if _is_plain(plain):
        return NumberReading(MINUS, plain) if plain != text else None
    whole, comma, decimals = plain.partition(",")
    if comma and decimals.isdecimal() and len(whole) <= 4 and whole.lstrip("+-").isdecimal():
        return NumberReading(COMMA, f"{whole}.{decimals}", None, ",")
    before, after = plain[:1] in _LETTERS, plain[-1:] in _LETTERS
    body = plain[before : len(plain) - after].strip()
    letter = (plain[0] if before else plain[-1] if after else "").upper()
    positive, negative, most = _AXES[column]
    if not body or (before and after) or letter not in ("", positive, negative):
        return None
    if letter and body[0] in "-+":
        return None
    value = _degrees(body.lstrip("-+") if body[0] in "-+" else body, letter=bool(letter))
    if value is None or value > most:
        return None
    minus = letter == negative or body[0] == "-"
    form = DEGREES if _parted(body) else LETTER if letter else DEGREES
    shown = f"{value:f}"
    return NumberReading(form, f"-{shown}" if minus and value else shown)


def _is_plain(text: str) -> bool:
    found = DECIMAL.fullmatch(text)
    return found is not None and not found[1]


def _parted(body: str) -> bool:
    found = _BODY.fullmatch(body.lstrip("-+"))
    return bool(found and found["minutes"])


def _degrees(body: str, *, letter: bool) -> Decimal | None:
    """Returns degrees with decimals, to a tenth of a metre where they are computed."""
    found = _BODY.fullmatch(body)
    if not found:
        return None
    degrees = Decimal(found["degrees"].replace(",", "."))
    if not found["minutes"]:
        return degrees if found["sign"] in (None, "°") else None
    minutes = Decimal(found["minutes"].replace(",", "."))
    seconds = Decimal((found["seconds"] or "0").replace(",", "."))
    # Numbers separated only by spaces or one colon are degrees only with a letter.
    if not letter and found["sign"] != "°" and not (found["sign"] == ":" and found["seconds"]):
        return None
    whole = degrees == degrees.to_integral_value()
    if not whole or minutes >= 60 or seconds >= 60:
        return None
    if found["seconds"] and minutes != minutes.to_integral_value():
        return None
    value = (degrees + minutes / 60 + seconds / 3600).quantize(Decimal("0.000001"))
    return value.normalize() if value else Decimal(0)
