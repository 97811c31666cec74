"""Days as web pages write them: for machines, in words of many languages, in figures.

Month names, weekdays and the order of day and month are Unicode CLDR's (``data/dates.tsv``, made by
``tools/build_page_dates.py``).
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING

from extractor.codebook.calendars import SOLAR
from extractor.codebook.calendars import day_of as day_in
from extractor.errors import ArticleError
from extractor.sources.dates import published_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

__all__ = [
    "Sighting",
    "Written",
    "day_of",
    "figures_in",
    "folded",
    "is_weekday",
    "order_of",
    "sightings",
]

EARLIEST = 1900  # years; CMS write 0001 or 1899 for "none"
LATEST = 2200
UNSET = date(1970, 1, 1)  # Unix time zero: a field that nobody filled
LONGEST = 120  # characters of a value that is a date and not a text
LETTERS = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ß": "ss", "æ": "ae", "ı": "i", "ə": "e"})
UNSEEN = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]")

TIME = r"(?:[T ]\d\d?:\d\d\S*)?"
YEAR_FIRST = re.compile(rf"(?<![\d./-])(\d{{4}})([-/.])(\d\d?)\2(\d\d?)(?!\d|[./-]\d){TIME}")
FIGURES = re.compile(r"(?<![\d./])(?<!\d-)(\d\d?)([-/.]) ?(\d\d?)\2 ?(\d{4})(?!\d|[./-]\d)")
EAST_ASIAN = re.compile(r"(\d{4}) ?[年년] ?(\d\d?) ?[月월] ?(\d\d?) ?[日일]?")
SOLAR_YEARS = range(1300, 1430)  # of the Persian calendar, 1921 to 2051; lunar ones are beyond
SOLAR_LANGUAGES = frozenset({"fa", "prs", "ps"})
BUDDHIST_YEARS = range(2443, 2743)
BUDDHIST = 543  # years that Thai pages are ahead
BEFORE = 16  # characters before a date in figures in which its weekday may stand


@dataclass(frozen=True)
class Written:
    """What a written date stands for: one day, or two where day and month could be either.

    ``days`` has the day-first reading before the month-first one.
    """

    words: str
    days: tuple[date, ...]

    @property
    def day(self) -> date | None:
        """The day, where there is only one."""
        return self.days[0] if len(self.days) == 1 else None


@dataclass(frozen=True)
class Sighting:
    """A date in a text, by the characters it takes."""

    start: int
    end: int
    written: Written


def folded(words: str) -> str:
    """``words`` in lower case, without accents, invisible signs and foreign digits."""
    if words.isascii():
        return words.lower()
    low = unicodedata.normalize("NFKD", UNSEEN.sub("", words).lower().translate(LETTERS))
    plain = "".join(_plain(letter) for letter in low if not unicodedata.combining(letter))
    return unicodedata.normalize("NFC", plain)  # Korean syllables whole again


def _plain(letter: str) -> str:
    if letter.isascii() or not letter.isdecimal():
        return letter
    return str(unicodedata.decimal(letter))


def day_of(value: object, languages: Sequence[str] = ()) -> Written | None:
    """The day that a value of a page (an attribute, a JSON value, a short text) stands for.

    ``None`` where it is no date, of no century of ours, or several different dates.
    """
    if isinstance(value, bool) or not isinstance(value, (str, int, float)):
        return None
    said = " ".join(UNSEEN.sub("", str(value)).split())
    if not said or len(said) > LONGEST:
        return None
    plain = folded(said)
    found = {one.written.days: one.written for one in sightings(plain, languages)}
    if len(found) == 1:
        return Written(said, next(iter(found)))
    if found:
        return None
    try:
        day = published_of(said)
    except ArticleError:
        return None
    return Written(said, (day,)) if day and day != UNSET else None


def sightings(text: str, languages: Sequence[str] = ()) -> Iterator[Sighting]:
    """The dates in a folded text: ISO and other figures, and words of ``languages``, then of any
    language where only one month can be meant."""
    taken: list[range] = []
    for form in (YEAR_FIRST, FIGURES, EAST_ASIAN, *_worded(_base(languages))):
        for found in form.finditer(text):
            where = range(*found.span())
            if any(one.start < where.stop and where.start < one.stop for one in taken):
                continue
            days = _days(form, found, text, languages)
            if days:
                taken.append(where)
                yield Sighting(where.start, where.stop, Written(found[0].strip(), days))


def figures_in(text: str) -> Iterator[tuple[str, str]]:
    """For every date in figures that only one order of day and month makes a day: its separator and
    that order (``D`` or ``M`` first)."""
    for found in FIGURES.finditer(text):
        first, second = int(found[1]), int(found[3])
        if first > 12 >= second and _date(found[4], second, first):
            yield found[2], "D"
        elif second > 12 >= first and _date(found[4], first, second):
            yield found[2], "M"


def order_of(languages: Sequence[str]) -> str | None:
    """``D`` or ``M``: what stands first in the figures of a page in these languages (``en-gb``);
    ``None`` where they do not tell, or not the same."""
    orders = _table("order")
    found = set()
    for language in languages:
        own = orders.get(language) or orders.get(language.partition("-")[0])
        found |= {order for order in own or () if order != "-"}
    return found.pop() if len(found) == 1 else None


def is_weekday(word: str) -> bool:
    """Whether a folded word is a weekday's name in any language."""
    return word in _table("weekday")


def _days(
    form: re.Pattern[str], found: re.Match[str], text: str, languages: Sequence[str]
) -> tuple[date, ...]:
    if form is FIGURES:
        pair = (_date(found[4], found[3], found[1]), _date(found[4], found[1], found[3]))
        days = tuple(dict.fromkeys(day for day in pair if day))
        return _on_weekday(days, text[max(0, found.start() - BEFORE) : found.start()], languages)
    bases = _base(languages)
    if form is YEAR_FIRST:
        if int(found[1]) in SOLAR_YEARS and SOLAR_LANGUAGES & set(bases):
            day = _solar(found[1], found[3], found[4])
        else:
            day = _date(found[1], found[3], found[4])
    elif form is EAST_ASIAN:
        day = _date(found[1], found[2], found[3])
    elif int(found["year"]) in SOLAR_YEARS:
        solar = _table("solar").get(" ".join(found["month"].split()), ())
        day = _solar(found["year"], solar[0], found["day"]) if len(solar) == 1 else None
    else:
        month = _month(found["month"], languages)
        year = int(found["year"])
        year -= BUDDHIST if "th" in bases and year in BUDDHIST_YEARS else 0
        day = _date(year, month, found["day"]) if month else None
    return (day,) if day else ()


def _solar(year: str, month: str, day: str) -> date | None:
    try:
        return day_in(SOLAR, int(year), int(month), int(day))
    except ValueError:
        return None


def _on_weekday(days: tuple[date, ...], before: str, languages: Sequence[str]) -> tuple[date, ...]:
    """The one of two days that falls on the weekday written before it."""
    words = re.findall(r"[^\W\d_]+", before)
    if len(days) < 2 or not words:
        return days
    weekdays = _table("weekday")
    named = {
        int(one)
        for language in (*_base(languages), "en")
        for one in weekdays.get(f"{language} {words[-1]}", ())
    }
    fitting = tuple(day for day in days if day.weekday() in named)
    return fitting if len(fitting) == 1 else days


def _month(word: str, languages: Sequence[str]) -> int | None:
    months = _table("month")
    word = " ".join(word.split())
    for language in (*_base(languages), "en"):
        # In Hebrew "in" is written on to the month.
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
    """``zh-hant-tw`` is looked up as ``zh``; ``sr-latn`` has names of its own."""
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
    """``data/dates.tsv``: numbers by ``language name`` and, of all languages, by ``name``; orders
    by language."""
    path = files("extractor.sources.pages") / "data" / "dates.tsv"
    found: dict[str, set[str]] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        kind, _, rest = line.partition("\t")
        if kind != what:
            continue
        language, number, forms = rest.split("\t")
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
    """Patterns of dates with a month in words: those of ``languages`` may have several words or
    figures in them ("tháng 3"), all others are one word."""
    named = {
        key.partition(" ")[2]
        for key in (*_table("month"), *_table("solar"))
        if key.partition(" ")[0] in languages and " " in key
    }
    special = sorted(
        (n for n in named if not re.fullmatch(r"[^\W\d_]{3,20}", n)), key=len, reverse=True
    )
    own = "|".join(re.escape(name).replace(r"\ ", r"\s+") for name in special)
    # "آذار/مارس": Arabic pages write a month's two names beside each other.
    other = r"(?:\s*/\s*[^\W\d_]{2,20}(?:\s+[^\W\d_]{2,20})?)?"
    month = rf"(?P<month>{own + '|' if own else ''}[^\W\d_]{{3,20}}){other}"
    joint = r"\s*(?:(?:de|del|of)\s+|d['’]\s*)?"
    day = r"(?<![\d./:-])(?P<day>\d\d?)(?:st|nd|rd|th|er|ro|[ºª°.]|-?го)?"
    year = r"(?P<year>\d{4})(?![\d:])"
    return (
        re.compile(rf"{day}{joint}{month}[.,]*(?:\s*(?:de|del|of|nam|năm)\s*|[\s-]*){year}"),
        re.compile(rf"{day}-{month}-{year}"),
        re.compile(rf"(?<!\w){month}\.?\s+(?P<day>\d\d?)(?:st|nd|rd|th)?(?:,|\s)\s*{year}"),
        re.compile(rf"(?<!\d){year}\.?\s*(?:m\.|eko)?\s*{month}\s+(?P<day>\d\d?)(?!\d)"),
    )
