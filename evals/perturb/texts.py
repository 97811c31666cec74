"""Makes texts that say the same in another way, or that differ in one point."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from evals.news import lines
from extractor import Article

__all__ = ["Changed", "moved_years", "pairs", "with_numbers_in_words", "with_years_moved"]

PAIRS = Path(__file__).with_name("pairs.jsonl")
MOVES = (5, 6, 11, -5, -6, -11)
"""Numbers of years after which dates may fall on the same weekdays again."""
YEAR = re.compile(
    r"(?<![\d.,-])(?:19|20)\d\d(?!\d|[.,]\d| (?:people|men|women|dead|euros|dollars))"
)
PEOPLE = (
    "people|persons|civilians|soldiers|policemen|officers|fighters|rebels|militants|protesters|"
    "demonstrators|villagers|residents|farmers|fishermen|men|women|children|students|others|"
    "Palestinians|passengers|dead|killed|wounded|injured|troops|gunmen|bodies|lives|members"
)
COUNT = re.compile(rf"(?<![\w.,/:-])([2-9]|[1-9]\d)(?= (?:[a-z-]+ ){{0,2}}(?:{PEOPLE})\b)")
SMALL = (
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"),
    *("eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen"),
    "nineteen",
)
TENS = ("", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")


@dataclass(frozen=True)
class Changed:
    """A text and how it was changed. ``years``: by how many years its days moved. ``sides``: the
    two parties that changed places."""

    kind: str
    before: Article
    after: Article
    years: int = 0
    sides: tuple[str, str] | None = None


def with_years_moved(article: Article) -> Changed | None:
    """The text with its publication date and every year in it moved by some years.

    The number of years keeps the weekdays of the preceding weeks on the same dates; ``None`` if no
    such number is near or the article has no date.
    """
    told = article.published
    if told is None:
        return None
    for years in MOVES:
        moved = moved_years(told, years)
        if moved and moved.weekday() == told.weekday() and moved.year <= 2026:
            text = _with_years(article.text, years)
            after = replace(article, id=f"{article.id}-years", published=moved, text=text)
            return Changed("years moved", article, after, years=years)
    return None


def _with_years(text: str, years: int) -> str:
    return YEAR.sub(lambda found: str(int(found[0]) + years), text)


def moved_years(day: date, years: int) -> date | None:
    """The same date ``years`` later; ``None`` for a 29 February that the other year lacks."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:  # 29 February
        return None


def with_numbers_in_words(article: Article) -> Changed | None:
    """The text with its counts of people, up to 99, in words; ``None`` if it has no such count."""
    text = COUNT.sub(lambda found: in_words(int(found[1])), article.text)
    if text == article.text:
        return None
    after = replace(article, id=f"{article.id}-words", text=text)
    return Changed("numbers in words", article, after)


def in_words(number: int) -> str:
    """``32`` as thirty-two."""
    if number < 20:
        return SMALL[number]
    tens, ones = divmod(number, 10)
    return TENS[tens] + (f"-{SMALL[ones]}" if ones else "")


def pairs() -> Iterator[Changed]:
    """Yield the pairs of texts written for this: sides that changed places, and paraphrases."""
    for row in lines(PAIRS):
        before = Article(row["text"], id=row["id"], published=row["published"])
        after = Article(row["other"], id=f"{row['id']}-other", published=row["published"])
        sides = tuple(row["sides"]) if "sides" in row else None
        yield Changed(row["kind"], before, after, sides=sides)
