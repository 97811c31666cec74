"""Decides on which day a page's article was published, from all that the page states.

Never taken are the day of a change, a comment, another story or a visit, the year of a copyright,
and a day that is only mentioned in the text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any

from extractor.sources.pages.archived import kept_address
from extractor.sources.pages.byline import byline
from extractor.sources.pages.candidates import Candidate, Change, Place
from extractor.sources.pages.linked_data import LinkedData, linked_data, value_in
from extractor.sources.pages.live import LiveBlog, live_blog
from extractor.sources.pages.markup import changes, live_days, meta_days, property_days
from extractor.sources.pages.written import (
    Written,
    day_of,
    figures_in,
    folded,
    may_begin_with_year,
    order_of,
)
from extractor.text.language import languages_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from extractor.sources.pages.identity import Page

__all__ = ["Publication", "publication_of"]

IN_ADDRESS = re.compile(
    r"/((?:19|20)\d\d)(?:[/-](\d\d?|[a-z]{3})(?:[/-](\d\d?))?|(\d\d)(\d\d))(?=[/_.-]|\Z)", re.I
)
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
ZONES = 1  # days of difference that two time zones can make
SAMPLE = 20_000  # characters of the article, from which its language is detected
MOST_TEXT = 200_000  # characters searched for other numeric dates


@dataclass(frozen=True)
class Publication:
    """The day a page's article was published (``None`` if unknown), and notes for the user.

    ``open`` is true if a day is stated but ambiguous, false if none is stated. For a live blog
    ``entries`` are its entries with their days, and ``page_day`` is the page's own day.
    """

    day: date | None
    notes: tuple[str, ...] = ()
    open: bool = False
    entries: LiveBlog | None = None
    page_day: date | None = None


def publication_of(page: Page) -> Publication:
    """Return the article's day by the publisher's clock: a time zone does not move the day."""
    data = linked_data(page)
    found = _of_page(page, data)
    blog = live_blog(page, data, found.day)
    if blog is not None and blog.open:
        note = (
            f"a live blog with entries whose day could be two ({blog.open!r}): none taken; "
            "--published gives one"
        )
        return Publication(None, (note,), open=True, entries=blog, page_day=found.day)
    if blog is None and not data.is_live:
        days = sorted(live_days(page))
    else:
        days = blog.days if blog else []
        days = days or sorted({*(day for one in data.updates if (day := _day_of(one)))})
        days = days or sorted({*data.coverage})
        if not days and found.day:  # its entries only have times: it may have run for days
            days = sorted({found.day, *(day for day in found.changed if day > found.day)})
    if not days:
        return replace(found, entries=blog, page_day=found.day)
    if len(days) == 1:
        day = days[0]
        if found.day is None or abs((found.day - day).days) <= ZONES:
            notes = found.notes if found.day else ()
            return Publication(found.day or day, notes, entries=blog, page_day=found.day)
        note = f"a live blog of {found.day} with entries of {day}"
    else:
        note = f"a live blog with entries of {days[0]} to {days[-1]}"
    note += ", which have no one day of publication"
    return Publication(
        None, (f"{note}{_told_of(blog)}",), open=True, entries=blog, page_day=found.day
    )


def _told_of(blog: LiveBlog | None) -> str:
    """Return the end of the note: how the entries are dated."""
    if blog is None:
        return "; its entries cannot be told apart"
    undated = f"; {blog.undated} of {len(blog.entries)} name none" if blog.undated else ""
    if not blog.days:
        return f"{undated} (--published gives one)"
    return f"{undated}; each counts from its own (--split-live makes each an article)"


def _day_of(update: dict[str, Any]) -> date | None:
    read = day_of(value_in(update.get("datePublished")))
    return read.day if read else None


@dataclass(frozen=True)
class _OfPage(Publication):
    """The day and notes for the page as a whole; ``changed`` are the days of its changes."""

    changed: frozenset[date] = frozenset()


def _of_page(page: Page, data: LinkedData) -> _OfPage:
    beside, changed_beside = byline(page)
    found = [*data.candidates, *meta_days(page), *property_days(page), *beside]
    found.sort(key=lambda one: one.place)
    changed = [*data.changes, *changes(page), *changed_beside]
    changed_days = frozenset(one.day for one in changed)
    # Some systems use "date" and "created" for the day of the change.
    found = [one for one in found if not (one.doubtful and one.written.day in changed_days)]
    found += _of_address(page)
    evidence = _Evidence(page, (*page.languages, *data.languages), found)
    open_notes: list[str] = []
    for one in found:
        day, notes = evidence.settled(one.written)
        if day is None:
            open_notes += notes
            continue
        if (day - date.today()).days > ZONES:
            open_notes.append(f"{day} ({one.source}) is still to come: not taken")
            continue
        notes += _disagreement(one, day, found)
        if one.doubtful:
            notes.append(
                f"{day} taken from {one.source}; the page does not say it is of publication"
            )
        return _OfPage(day, tuple(notes), changed=changed_days)
    if open_notes:
        return _OfPage(None, tuple(dict.fromkeys(open_notes)), open=True, changed=changed_days)
    return _OfPage(None, (_missing(changed, data.others),), changed=changed_days)


@dataclass(frozen=True)
class _Evidence:
    """The evidence for which of two days a numeric date means."""

    page: Page
    languages: Sequence[str]
    found: Sequence[Candidate]

    def settled(self, written: Written) -> tuple[date | None, list[str]]:
        """Return the day, or ``None`` if unsettled, and the notes on it."""
        if written.day or not written.days:
            return written.day, []
        sign = _sign_in(written.words)
        if sign and not may_begin_with_year(sign, self._all_languages):
            written = written.without("Y")
            if written.day:
                return written.day, []
        either = f"{written.words!r} could be {' or '.join(map(str, written.days))}"
        usual = written.in_order(self._order)
        # Most languages have only one order; in English it depends on the country.
        plain = usual and order_of(self.languages) and not self._english
        by_dates = self._by_other_dates(written)
        if len(by_dates) == 1:
            day = next(iter(by_dates))
            remark = f"{either}; {day} taken, by the page's other dates"
            return day, [] if plain and day == usual else [remark]
        if by_dates or usual is None:
            return None, [f"{either}: no day of publication taken; --published gives it"]
        where = (
            f"the page is in {', '.join(self.languages)}"
            if order_of(self.languages)
            else f"its text is in {', '.join(self._of_text)}"
        )
        return usual, [] if plain else [f"{either}; {usual} taken, as {where}"]

    @cached_property
    def _of_text(self) -> tuple[str, ...]:
        """Return the detected language of the article's text, whatever the page declares."""
        return languages_of(" ".join(self.page.own_part.text_content()[:SAMPLE].split()))

    @cached_property
    def _all_languages(self) -> tuple[str, ...]:
        return (*self.languages, *self._of_text)

    @property
    def _english(self) -> bool:
        return any(language.startswith("en") for language in self.languages)

    @cached_property
    def _order(self) -> str | None:
        """Return what comes first in the page's numeric dates. ``None`` if the declared language
        and that of the text disagree: some systems declare their own language on every page."""
        said, read = order_of(self.languages), order_of(self._of_text)
        return said if read in (None, said) else read if said is None else None

    def _by_other_dates(self, written: Written) -> set[date]:
        """Return those of the possible days that fit the page's other dates."""
        pointed: set[date | None] = set()
        pointed |= {one.written.day for one in self.found if one.written.day in written.days}
        for year, month, _ in filter(None, map(_day_in, self.page.urls)):
            pointed |= {day for day in written.days if (day.year, day.month) == (year, month)}
        sign = _sign_in(written.words)
        orders = {order for other, order in self._figures() if other == sign}
        pointed |= {written.in_order(order) for order in orders}
        return {day for day in pointed if day}

    def _figures(self) -> list[tuple[str, str]]:
        said: list[str] = []
        length = 0
        for element in self.page.tree.iter():
            if not isinstance(element.tag, str) or element.tag in ("script", "style", "head"):
                words = element.tail
            else:
                words = f"{element.text or ''} {element.get('content') or ''} {element.tail or ''}"
            if words and any(map(str.isdigit, words)):
                said.append(words)
                length += len(words)
            if length > MOST_TEXT:
                break
        return list(figures_in(folded("\n".join(said)), self._all_languages))


def _sign_in(words: str) -> str | None:
    """Return the separator in a numeric date."""
    return next((sign for sign in "/-." if words.count(sign) > 1), None)


def _of_address(page: Page) -> list[Candidate]:
    """Return the day in the article's address (``/2024/03/06/``), if there is one."""
    for url in page.urls:
        found = _day_in(url)
        if found and found[2]:
            try:
                day = date(*found)
            except ValueError:
                continue
            return [Candidate(Place.ADDRESS, "its address", Written(str(day), (day,)))]
    return []


def _day_in(url: str) -> tuple[int, int, int] | None:
    """Return year, month and day in an address; the day is 0 if it is missing."""
    # The rest of an archive's address belongs to the copy.
    found = IN_ADDRESS.search(kept_address(url).partition("?")[0])
    if not found:
        return None
    month, day = (found[2] or found[4]).lower(), found[3] or found[5] or 0
    number = MONTHS.index(month) + 1 if month in MONTHS else int(month) if month.isdigit() else 0
    return (int(found[1]), number, int(day)) if 1 <= number <= 12 else None


def _disagreement(taken: Candidate, day: date, found: Sequence[Candidate]) -> list[str]:
    """Return a note if another place states another day that no time zone explains."""
    for one in found:
        other = one.written.day
        if other and not one.doubtful and abs((other - day).days) > ZONES:
            return [
                f"days of publication disagree: {day} taken ({taken.source}), not {other}"
                f" ({one.source})"
            ]
    return []


def _missing(changed: Sequence[Change], others: int) -> str:
    """Return why there is no day, and which other dates there are."""
    if changed:
        return f"no day of publication: {changed[0].day} is that of a change ({changed[0].source})"
    if others:
        return "no day of publication: those in its JSON-LD are of other articles"
    return "the page names no day of publication"
