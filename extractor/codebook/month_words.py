"""Converts dates with a month in words, of any language and in any usual order, to English forms.

``9 mai 2020``, ``9. Mai 2020``, ``9 de mayo de 2020``, ``jeudi 9-mai-20``, ``2020-May-09``. The
names of months and weekdays come from the tables of languages. A word that is different months in
two languages stays ambiguous.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from extractor.codebook.folding import fold
from extractor.languages import loading

__all__ = ["EAST_ASIAN", "ENGLISH_MONTHS", "english_forms", "is_month_alone"]

ENGLISH_MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)
LONGEST = 80  # characters of a date with its weekday and time
TABLES = ("calendar", "day_words")
# Croatian has no tables. It uses some of its neighbours' names for other months.
_ELSEWHERE = {"listopad": 10, "listopada": 10, "lis": 10, "lip": 6, "lipa": 6, "srp": 7}
# Words between the parts of a date, and after its year ("10 марта 2022 г.").
_JOINING = frozenset(
    {"of", "de", "del", "d", "di", "da", "г", "год", "года", "р", "року", "рік", "r", "roku"}
)
EAST_ASIAN = re.compile(r"(\d{4})\s*[年년]\s*(\d\d?)\s*[月월]\s*(\d\d?)\s*[日日일號号]?")
_SIGNS = "-/."
_CLOCK = r"\d\d?[:h]\d\d(?::\d\d(?:\.\d+)?)?"
_ZONE = r"(?: ?(?:[ap]\.?m\.?|z|utc|gmt)(?:[+-]\d\d:?\d\d)?(?: \([^)]*\))?)?"
_TIME = re.compile(rf"(?:,? |T){_CLOCK}{_ZONE}$", re.IGNORECASE)
_NUMBER, _WORD = r"(\d+)(?:st|nd|rd|th|er|[ºª°]|-?го)?(?![^\W\d_])", r"[^\W\d_][^\s\d,./()-]*"
_PART = re.compile(rf"{_NUMBER}|{_WORD}", re.IGNORECASE)
_BETWEEN = ",./'’-"
_DAY, _YEAR, _SHORT_YEAR = "day", "year", "short year"


@lru_cache(maxsize=65536)
def english_forms(text: str) -> tuple[str, ...]:
    """Returns a cell in the forms that are read elsewhere: ``9 May 2020``, ``9-May-20``, ``9-May``,
    ``May-20``, or digits without spaces. Returns several forms where its words can be several
    months, and none for anything but a date."""
    words = " ".join(text.split())
    if len(words) > LONGEST or not any(map(str.isdigit, words)):
        return ()
    if found := EAST_ASIAN.fullmatch(words):
        return (f"{int(found[1])}/{int(found[2])}/{int(found[3])}",)
    if all(sign.isdecimal() or sign.isspace() or sign in _SIGNS for sign in words):
        for sign in _SIGNS:
            words = sign.join(part.strip() for part in words.split(sign))
        return (words,) if words != text else ()
    found_forms = dict.fromkeys(_forms(_TIME.sub("", words)))
    return tuple(form for form in found_forms if form != text)


def is_month_alone(text: str) -> bool:
    """Whether a cell has a month and a year without a day: ``mai 2020``, ``2020-05``."""
    if _is_month_in_figures(text.strip()):
        return True
    numbers, words = _parts(" ".join(text.split())[:LONGEST])
    years = [kind for _, _, kind in numbers]
    return years == [_YEAR] and any(True for _ in _months(words))


def _is_month_in_figures(text: str) -> bool:
    parts = next((text.split(sign) for sign in _SIGNS if sign in text), [])
    if len(parts) != 2 or not all(map(str.isdecimal, parts)):
        return False
    month, year = sorted(parts, key=len)
    return len(year) == 4 and len(month) <= 2 and 1 <= int(month) <= 12


def _forms(words: str) -> Iterator[str]:
    numbers, names = _parts(words)
    if not 1 <= len(numbers) <= 2 or len(names) > 4:
        return
    for place, month, weekdays in _months(names):
        shape = " ".join(
            kind for _, kind in sorted([(at, kind) for at, _, kind in numbers] + [(place, "month")])
        )
        values = [int(value) for _, value, _ in numbers]
        name = ENGLISH_MONTHS[month - 1]
        form = _written(shape, name, values)
        if form and _agrees(weekdays, shape, month, values):
            yield form


def _written(shape: str, month: str, values: list[int]) -> str | None:
    if shape in ("day month year", "month day year"):
        return f"{values[0]} {month} {values[1]}"
    if shape == "year month day":
        return f"{values[1]} {month} {values[0]}"
    if shape in ("day month short year", "month day short year"):
        return f"{values[0]}-{month}-{values[1]:02}"
    if shape in ("day month", "short year month"):
        return f"{values[0]}-{month}"
    return f"{month}-{values[0]:02}" if shape in ("month day", "month short year") else None


def _agrees(weekdays: set[int], shape: str, month: int, values: list[int]) -> bool:
    """Whether a named weekday is that of the day."""
    if not weekdays:
        return True
    from datetime import date

    day, year = reversed(values) if shape.startswith("year") else values if values[1:] else (0, 0)
    try:
        return shape.endswith("short year") or date(year, month, day).weekday() in weekdays
    except ValueError:
        return "year" not in shape


def _parts(words: str) -> tuple[list[tuple[int, str, str]], list[tuple[int, str]]]:
    """Returns the numbers (place, digits, what they can be) and the words of a text; none where it
    contains anything else."""
    numbers: list[tuple[int, str, str]] = []
    names: list[tuple[int, str]] = []
    at = 0
    while at < len(words):
        if words[at].isspace() or words[at] in _BETWEEN:
            at += 1
            continue
        found = _PART.match(words, at)
        if not found or len(found[1] or "") not in (0, 1, 2, 4):
            return [], []
        if number := found[1]:
            second = any(earlier_kind != _YEAR for _, _, earlier_kind in numbers)
            kind = _YEAR if len(number) == 4 else _SHORT_YEAR if second else _DAY
            numbers.append((at, number, kind))
        else:
            names.append((at, fold(found[0])))
        at = found.end()
    return numbers, names


def _months(names: list[tuple[int, str]]) -> Iterator[tuple[int, int, set[int]]]:
    """Yields each way to read one word, or two in a row, as a month and all others as weekdays and
    joining words: its place, the month, the weekdays."""
    for first in range(len(names)):
        for last in range(first + 1, min(first + 2, len(names)) + 1):
            word = " ".join(name for _, name in names[first:last])
            others = [name for _, name in names[:first] + names[last:] if name not in _JOINING]
            if not all(other in _weekday_words() for other in others):
                continue
            weekdays = set().union(*(_weekday_words()[other] for other in others))
            for month in sorted(_month_words().get(word, ())):
                yield names[first][0], month, weekdays


@lru_cache(maxsize=1)
def _month_words() -> dict[str, frozenset[int]]:
    found = _numbered("month")
    for word, month in _ELSEWHERE.items():
        if word in found:
            found[word] |= {month}
    return {word: frozenset(months) for word, months in found.items()}


@lru_cache(maxsize=1)
def _weekday_words() -> dict[str, set[int]]:
    return _numbered("weekday")


def _numbered(kind: str) -> dict[str, set[int]]:
    """Returns the words of a kind, without case and accents, with the numbers they stand for."""
    found: dict[str, set[int]] = {}
    for table in TABLES:
        for word, number in (
            (word, int(number))
            for code in loading.having(table)
            for (its_kind, number, words), _ in loading.rows(table, code)
            if its_kind == kind and number.isdecimal()
            for word in words.split("|")
        ):
            found.setdefault(fold(word), set()).add(number)
    return found
