"""Makes texts of any length for tests and benchmarks: one unbroken word, one line, news."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

__all__ = ["SHAPES", "news", "of_shape"]

PLACES = (
    *("Mosul", "Kirkuk", "Aleppo", "Homs", "Maiduguri", "Konduga", "Kandahar", "Herat", "Kabul"),
    *("Goma", "Bunia", "Mogadishu", "Kismayo", "Marawi", "Cali", "Culiacan", "Kharkiv", "Kherson"),
    *("Juba", "Malakal", "Nyala", "Gao", "Timbuktu", "Quetta", "Peshawar", "Srinagar", "Imphal"),
)
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
DOERS = ("Gunmen on motorcycles", "Army soldiers", "Unidentified militants", "Police officers")
DEEDS = (
    "{doer} killed {n} farmers in {place} on {day}.",
    "A roadside bomb wounded {n} policemen near {place} on {day}, officials said.",
    "{n} people marched through {place} on {day} against the price of bread.",
    "{doer} abducted {n} teachers from a school in {place} on {day}.",
    "The governor blamed {doer} for the attack in {place}.",
    "An air strike hit a market in {place} on {day}, and {n} civilians died.",
)
BETWEEN = (
    "The council met in the town hall and spoke about the price of bread for a while.",
    "Traders in {place} said that the road to the market had been closed since {day}.",
    "A teacher who has lived in {place} for {n} years said that the school would open again.",
    "It was the first time in {n} years that so much rain had fallen in {place}.",
)


def sentences() -> Iterator[str]:
    """Yield sentences without end, nearly all different; every third reports an event."""
    for number in itertools.count():
        form = (
            DEEDS[number // 3 % len(DEEDS)] if number % 3 == 0 else BETWEEN[number % len(BETWEEN)]
        )
        words = form.format(
            doer=DOERS[number * 7 % len(DOERS)],
            n=number * 13 % 97 + 2,
            place=PLACES[number * 11 % len(PLACES)],
            day=DAYS[number * 5 % len(DAYS)],
        )
        yield words[0].upper() + words[1:]


def news(size: int, *, between: str = " ") -> str:
    """Whole sentences of about ``size`` characters in total, joined by ``between``."""
    found, length = [], 0
    for one in sentences():
        if found and length + len(one) > size:
            return between.join(found)
        found.append(one)
        length += len(one) + len(between)
    raise AssertionError


def of_shape(shape: str, size: int) -> str:
    """A text of one of :data:`SHAPES`."""
    return {
        "one line": lambda: news(size),
        "paragraphs": lambda: news(size, between="\n\n"),
        "one word": lambda: "a" * size,
        "no full stop": lambda: news(size).replace(".", ""),
        "capitals": lambda: news(size).upper(),
        "mixed word": lambda: ("Explosion" * (size // 9 + 1))[:size],
    }[shape]()


SHAPES = ("one line", "paragraphs", "one word", "no full stop", "capitals", "mixed word")
