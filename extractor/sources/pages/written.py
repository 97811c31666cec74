"""Reads dates as web pages write them: machine-readable, numeric, or in words of many languages.

Month names, weekdays and the order of day and month are from Unicode CLDR (``data/dates.tsv``, made
by ``tools/build_page_dates.py``).
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING

from extractor.codebook.calendars import BUDDHIST_AHEAD, SOLAR
from extractor.codebook.calendars import day_of as day_in
from extractor.codebook.month_words import EAST_ASIAN
from extractor.codebook.other_digits import ascii_digits
from extractor.errors import ArticleError
from extractor.sources.dates import published_of
from extractor.text.words import LETTERS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

__all__ = [
    "Sighting",
    "Written",
    "day_of",
    "figures_in",
    "folded",
    "is_weekday",
    "may_begin_with_year",
    "order_of",
    "sightings",
]

EARLIEST = 1900  # earliest year; some systems write 0001 or 1899 for "none"
LATEST = 2200
UNSET = date(1970, 1, 1)  # Unix time zero: an unset field
LONGEST = 120  # characters of a value that is a date and not a text
PLAIN_LETTERS = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ß": "ss", "æ": "ae", "ı": "i", "ə": "e"}
)
UNSEEN = dict.fromkeys(
    [0xAD, *range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2066, 0x206A), 0xFEFF]
)

TIME = r"(?:[T ]\d\d?:\d\d\S*)?"
YEAR_FIRST = re.compile(rf"(?<![\d./-])(\d{{4}})([-/.])(\d\d?)\2(\d\d?)(?!\d|[./-]\d){TIME}")
FIGURES = re.compile(r"(?<![\d./])(?<!\d-)(\d\d?)([-/.]) ?(\d\d?)\2 ?(\d{4})(?!\d|[./-]\d)")
SHORT_FIGURES = re.compile(r"(?<![\d./:])(?<!\d-)(\d\d?)([-/.])(\d\d?)\2(\d\d)(?!\d|[./:-]\d)")
CENTURY = 70  # for two-digit years: 70 is 1970, 69 is 2069
SOLAR_YEARS = range(1300, 1430)  # Persian calendar, 1921 to 2051; lunar years are higher
SOLAR_LANGUAGES = frozenset({"fa", "prs", "ps"})
BUDDHIST_YEARS = range(2443, 2743)
BEFORE = 16  # characters before a numeric date in which its weekday may stand


@dataclass(frozen=True)
class Written:
    """The meaning of a written date: one day, or several if its figures are ambiguous.

    ``days`` has the day-first reading before the month-first one; the year-first reading of a
    two-digit year is last. ``orders`` names the readings (``D``, ``M`` or ``Y`` first).
    """

    words: str
    days: tuple[date, ...]
    orders: tuple[tuple[str, date], ...] = ()

    @property
    def day(self) -> date | None:
        """Return the day if there is only one."""
        return self.days[0] if len(self.days) == 1 else None

    def without(self, order: str) -> Written:
        """Return the same without the reading in this order, unless it is the only one."""
        left = tuple(one for one in self.orders if one[0] != order)
        return _written(self.words, left) if left else self

    def in_order(self, order: str | None) -> date | None:
        """Return the day for this order of the figures."""
        return dict(self.orders).get(order or "")


@dataclass(frozen=True)
class Sighting:
    """A date in a text, with its character range."""

    start: int
    end: int
    written: Written


def folded(words: str) -> str:
    """Return ``words`` in lower case, without accents and invisible characters, with ASCII
    digits."""
    if words.isascii():
        return words.lower()
    low = unicodedata.normalize("NFKD", words.translate(UNSEEN).lower().translate(PLAIN_LETTERS))
    plain = ascii_digits("".join(sign for sign in low if not unicodedata.combining(sign)))
    return unicodedata.normalize("NFC", plain)  # recompose Korean syllables


def day_of(value: object, languages: Sequence[str] = ()) -> Written | None:
    """Return the day in a value of a page (an attribute, a JSON value, a short text).

    ``None`` if it is not a date, is of another century, or has several different dates.
    """
    if isinstance(value, bool) or not isinstance(value, (str, int, float)):
        return None
    said = " ".join(str(value).translate(UNSEEN).split())
    if not said or len(said) > LONGEST:
        return None
    plain = folded(said)
    found = {one.written.days: one.written for one in sightings(plain, languages)}
    if len(found) == 1:
        return replace(next(iter(found.values())), words=said)
    if found:
        return None
    try:
        day = published_of(said)
    except ArticleError:
        return None
    return Written(said, (day,)) if day and day != UNSET else None


def sightings(text: str, languages: Sequence[str] = ()) -> Iterator[Sighting]:
    """Yield the dates in a folded text: ISO and other numeric dates, then dates in words of
    ``languages``, then of any language if only one month is possible."""
    taken: list[range] = []
    for form in (YEAR_FIRST, FIGURES, SHORT_FIGURES, EAST_ASIAN, *_worded(_base(languages))):
        for found in form.finditer(text):
            where = range(*found.span())
            if any(one.start < where.stop and where.start < one.stop for one in taken):
                continue
            orders = _readings(form, found, text, languages)
            if orders:
                taken.append(where)
                yield Sighting(where.start, where.stop, _written(found[0].strip(), orders))


def figures_in(text: str, languages: Sequence[str] = ()) -> Iterator[tuple[str, str]]:
    """Yield for each numeric date with only one valid order its separator and that order (``D`` or
    ``M`` first)."""
    for form in (FIGURES, SHORT_FIGURES):
        for found in form.finditer(text):
            orders = _readings(form, found, text, ())
            if form is SHORT_FIGURES and not may_begin_with_year(found[2], languages):
                orders = tuple(one for one in orders if one[0] != "Y")
            if len(orders) == 1 and orders[0][0] != "Y":
                yield found[2], orders[0][0]


def may_begin_with_year(sign: str, languages: Sequence[str]) -> bool:
    """Return whether ``24/05/14`` with this separator may begin with the year on a page in these
    languages: where people write it so, and with hyphens, as in ISO 8601."""
    return sign == "-" or (order_of(languages) is None and not _is_english(languages))


def _is_english(languages: Sequence[str]) -> bool:
    return bool(languages) and all(one.partition("-")[0] == "en" for one in languages)


def order_of(languages: Sequence[str]) -> str | None:
    """Return ``D`` or ``M``, whichever comes first in numeric dates in these languages (``en-gb``);
    ``None`` if they do not say or disagree."""
    orders = _table("order")
    found = set()
    for language in languages:
        language_orders = orders.get(language) or orders.get(language.partition("-")[0])
        found |= {order for order in language_orders or () if order != "-"}
    return found.pop() if len(found) == 1 else None


def is_weekday(word: str) -> bool:
    """Return whether a folded word is a weekday's name in any language."""
    return word in _table("weekday")


def _written(words: str, orders: tuple[tuple[str, date], ...]) -> Written:
    return Written(words, tuple(dict.fromkeys(day for _, day in orders)), orders)


def _readings(
    form: re.Pattern[str], found: re.Match[str], text: str, languages: Sequence[str]
) -> tuple[tuple[str, date], ...]:
    """Return the possible days of a numeric date, each with the order of figures that gives it; the
    one day of a date in another form."""
    if form is FIGURES or form is SHORT_FIGURES:
        first, second, third = found[1], found[3], found[4]
        if form is FIGURES:
            third = str(_thai(int(third), _base(languages)))
        read = {"D": (third, second, first), "M": (third, first, second)}
        if form is SHORT_FIGURES:
            if len(first) == len(second) == 2:
                read["Y"] = (first, second, third)
            read = {order: (_year(one[0]), *one[1:]) for order, one in read.items()}
        days = [(order, day) for order, parts in read.items() if (day := _date(*parts))]
        return _on_weekday(days, text[max(0, found.start() - BEFORE) : found.start()], languages)
    day = _one_day(form, found, languages)
    return (("", day),) if day else ()


def _year(figures: str) -> str:
    """Return the four-digit year for a two-digit one."""
    return f"{20 if int(figures) < CENTURY else 19}{figures}"


def _one_day(form: re.Pattern[str], found: re.Match[str], languages: Sequence[str]) -> date | None:
    bases = _base(languages)
    if form is YEAR_FIRST:
        if int(found[1]) in SOLAR_YEARS and SOLAR_LANGUAGES & set(bases):
            return _solar(found[1], found[3], found[4])
        return _date(_thai(int(found[1]), bases), found[3], found[4])
    if form is EAST_ASIAN:
        return _date(found[1], found[2], found[3])
    if int(found["year"]) in SOLAR_YEARS:
        solar = _table("solar").get(" ".join(found["month"].split()), ())
        return _solar(found["year"], solar[0], found["day"]) if len(solar) == 1 else None
    month = _month(found["month"], languages)
    year = _thai(int(found["year"]), bases)
    return _date(year, month, found["day"]) if month else None


def _thai(year: int, bases: Sequence[str]) -> int:
    """Return the Gregorian year for a year on a page; a Thai one may count the Buddhist era."""
    return year - BUDDHIST_AHEAD if "th" in bases and year in BUDDHIST_YEARS else year


def _solar(year: str, month: str, day: str) -> date | None:
    try:
        return day_in(SOLAR, int(year), int(month), int(day))
    except ValueError:
        return None


def _on_weekday(
    readings: list[tuple[str, date]], before: str, languages: Sequence[str]
) -> tuple[tuple[str, date], ...]:
    """Return those of several days that fall on the weekday written before the date, if any do."""
    words = LETTERS.findall(before)
    if len(readings) < 2 or not words:
        return tuple(readings)
    weekdays = _table("weekday")
    named = {
        int(one)
        for language in (*_base(languages), "en")
        for one in weekdays.get(f"{language} {words[-1]}", ())
    }
    fitting = tuple(one for one in readings if one[1].weekday() in named)
    return fitting if len({day for _, day in fitting}) == 1 else tuple(readings)


def _month(word: str, languages: Sequence[str]) -> int | None:
    months = _table("month")
    word = " ".join(word.split())
    for language in (*_base(languages), "en"):
        # Hebrew attaches "in" to the month.
        bare = word.removeprefix("ב") if language == "he" else word
        if found := months.get(f"{language} {word}") or months.get(f"{language} {bare}"):
            return int(found[0])
    anywhere = set(months.get(word, ()))
    return int(anywhere.pop()) if len(anywhere) == 1 else None


def _date(year: int | str, month: int | str, day: int | str) -> date | None:
    try:
        found = date(int(year), int(month), int(day))
    except ValueError:
        return None
    return found if EARLIEST <= found.year <= LATEST and found != UNSET else None


def _base(languages: Sequence[str]) -> tuple[str, ...]:
    """Return the languages to look up: ``zh`` for ``zh-hant-tw``; ``sr-latn`` has its own names."""
    bases = []
    for language in languages:
        first, _, script = language.partition("-")
        bases += [f"{first}-{script}"] if script.startswith("latn") else []
        bases.append(
            {"no": "nb", "nn": "nb", "tl": "fil", "in": "id", "iw": "he"}.get(first, first)
        )
    return tuple(dict.fromkeys(bases))


@lru_cache
def _table(what: str) -> dict[str, tuple[str, ...]]:
    """Read ``data/dates.tsv``: numbers by ``language name`` and, for all languages, by ``name``;
    orders by language."""
    path = files("extractor.sources.pages") / "data" / "dates.tsv"
    found: dict[str, set[str]] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        kind, _, fields = line.partition("\t")
        if kind != what:
            continue
        language, number, forms = fields.split("\t")
        if what == "order":
            found[language] = {number}
            continue
        for form in forms.split("|"):
            name = folded(form)
            found.setdefault(f"{language} {name}", set()).add(number)
            found.setdefault(name, set()).add(number)
    return {key: tuple(sorted(numbers)) for key, numbers in found.items()}


@lru_cache(maxsize=64)
def _worded(languages: tuple[str, ...]) -> tuple[re.Pattern[str], ...]:
    """Return patterns of dates with the month in words. Months of ``languages`` may have several
    words or figures ("tháng 3"), all others are single words."""
    named = {
        key.partition(" ")[2]
        for key in (*_table("month"), *_table("solar"))
        if key.partition(" ")[0] in languages and " " in key
    }
    special = sorted(
        (n for n in named if not (n.isalpha() and 3 <= len(n) <= 20)), key=len, reverse=True
    )
    special_pattern = "|".join(re.escape(name).replace(r"\ ", r"\s+") for name in special)
    # "آذار/مارس": Arabic pages write both names of a month side by side.
    other = r"(?:\s*/\s*[^\W\d_]{2,20}(?:\s+[^\W\d_]{2,20})?)?"
    month = rf"(?P<month>{special_pattern + '|' if special_pattern else ''}[^\W\d_]{{3,20}}){other}"
    joint = r"(?:-|\s*(?:(?:de|del|of)\s+|d['’]\s*)?)"
    day = r"(?<![\d./:-])(?P<day>\d\d?)(?:st|nd|rd|th|er|ro|[ºª°.]|-?го)?"
    year = r"(?P<year>\d{4})(?![\d:])"
    shapes = (
        rf"{day}{joint}{month}[.,]*(?:\s*(?:de|del|of|nam|năm)\s*|[\s-]*){year}",
        rf"(?<!\w){month}\.?\s+(?P<day>\d\d?)(?:st|nd|rd|th)?(?:,|\s)\s*{year}",
        rf"(?<!\d){year}\.?\s*(?:m\.|eko)?\s*{month}\s+(?P<day>\d\d?)(?!\d)",
    )
    return tuple(re.compile(shape) for shape in shapes)
