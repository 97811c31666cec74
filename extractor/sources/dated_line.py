"""Finds a plain text's day of publication on a line of its own near the title."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

from extractor.sources.pages.labels import OTHER, is_only_a_date, label_of
from extractor.sources.pages.written import folded, order_of, sightings
from extractor.sources.press_exports import is_export
from extractor.text.language import languages_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from extractor.text.article import Article

__all__ = ["DatedLine", "dated_line", "day_of_document", "with_day"]

HEAD = 6  # lines that are not blank: title, subtitle, author, place
PARAGRAPH = 100  # characters; a longer line belongs to the text
MOST_LINES = 5_000  # lines searched for other dates
FRONT_MATTER = "---"  # its keys are noted, not read
SAMPLE = 20_000  # characters from which the language is detected


class DatedLine(NamedTuple):
    """The line number (from 1), its content, and the day; ``None`` if the figures fit two days."""

    number: int
    words: str
    day: date | None


def with_day(
    found: list[Article], whole: Article, name: str, note: Callable[[str], None]
) -> list[Article]:
    """Return the articles of a text ``name``. If there is only ``whole``, it gets the day of
    publication found on a line near its title, and ``note`` is called."""
    if found[0] is not whole or whole.published:
        return found
    return [replace(whole, published=_day_of_title(whole.text, name, note))]


def _day_of_title(text: str, name: str, note: Callable[[str], None]) -> date | None:
    """Return the day of publication on a line near the title of a text ``name``; ``note`` is
    called."""
    line = dated_line(text, date.today()) if not text.startswith(FRONT_MATTER) else None
    if line is None:
        return None
    said = f"{line.words!r} is taken for the day of publication, {line.day}"
    if line.day is None:
        said = f"{line.words!r} may be the day of publication and can be read as two days"
    note(f"{name}:{line.number}: {said}; --published says otherwise")
    return line.day


def day_of_document(text: str, name: str, kind: str, note: Callable[[str], None]) -> date | None:
    """Return the day on a line near the title of a document that does not state its day otherwise.

    ``kind`` is the document's format. ``note`` is called if there is no such line either. For a
    press export the result is ``None`` without a note, as its articles have their own days.
    """
    if is_export(text):
        return None
    day = _day_of_title(text, name, note)
    if day is None:
        note(f"{name}: {kind} does not say when it was published; --published does")
    return day


def dated_line(text: str, today: date) -> DatedLine | None:
    """Return the line near the top that holds only a date, with perhaps a label, weekday or time.

    ``None`` if there is none or more than one: a chronicle has such a line for each of its days.
    Also ``None`` for the day of a change, and for a day later than ``today``.
    """
    lines = text.split("\n", MOST_LINES)[:MOST_LINES]
    found: DatedLine | None = None
    for number, line in _short(lines):
        dates = list(sightings(line))
        if not dates or not is_only_a_date(line, [range(one.start, one.end) for one in dates]):
            continue
        if found is not None or number not in _head(lines):
            return None
        languages = languages_of(" ".join(text[:SAMPLE].split()))
        for one in dates:
            label, _ = label_of(line[: one.start], "", line[one.end :], strict=False)
            if label != OTHER and found is None:
                day = one.written.day or one.written.in_order(order_of(languages))
                found = DatedLine(number, lines[number - 1].strip(), day)
    later = found and found.day and found.day > today + timedelta(days=1)  # +1: time zones
    return None if later else found


def _short(lines: Sequence[str]) -> Iterator[tuple[int, str]]:
    """Yield the short lines with figures, folded, with their numbers."""
    for number, line in enumerate(lines, 1):
        if len(line) < PARAGRAPH and any(map(str.isdigit, line)):
            yield number, folded(" ".join(line.split()))


def _head(lines: Sequence[str]) -> list[int]:
    """Return the numbers of the lines above the text, or of the first lines."""
    head: list[int] = []
    for number, line in enumerate(lines, 1):
        if len(line.strip()) >= PARAGRAPH or len(head) == HEAD:
            break
        if line.strip():
            head.append(number)
    return head
