"""Finds live blogs: pages of many entries, each with its own time.

Entries are found by schema.org's ``liveBlogUpdate`` (microdata, JSON-LD), by telling classes, and,
on pages that call themselves live, as similar elements that each hold a time.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from html import unescape
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from extractor.sources.fragments import text_of_fragment
from extractor.sources.pages.entry_days import near, settled
from extractor.sources.pages.identity import HEADINGS, is_other_part
from extractor.sources.pages.labels import CHANGED, class_says, is_only_a_date
from extractor.sources.pages.linked_data import value_in
from extractor.sources.pages.markup import value_of, words_of
from extractor.sources.pages.paragraphs import paragraphs_of
from extractor.sources.pages.phrases import phrases_like
from extractor.sources.pages.written import (
    Written,
    day_of,
    figures_in,
    folded,
    order_of,
    sightings,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from extractor.sources.pages.identity import Page
    from extractor.sources.pages.linked_data import LinkedData

__all__ = ["Entry", "LiveBlog", "live_blog"]

LEAST = 2  # entries of a live blog known only by similar elements
HEAD = 200  # first characters of an entry, which hold its time
STAMP = 40  # characters of a lone time or date
TIME_ONLY = re.compile(r"\W*\d\d?[:.h]\d\d(?:\W?\w{1,4}){0,2}\W*")  # "10:42 GMT"
STAMPS = (
    "data-timestamp",
    "data-time",
    "data-published",
    "data-date",
    "data-utime",
    "data-created",
)
MOST = 2_000  # entries; a page has a few hundred


@dataclass(frozen=True)
class Entry:
    """One entry: its heading, paragraphs and day (``None`` if unknown). ``open`` holds the words of
    an ambiguous date."""

    title: str | None
    paragraphs: tuple[str, ...]
    day: date | None
    url: str | None = None
    open: str | None = None


@dataclass(frozen=True)
class LiveBlog:
    """The entries of a live blog in page order, and the paragraphs above them."""

    lead: tuple[str, ...]
    entries: tuple[Entry, ...]

    @property
    def undated(self) -> int:
        """Return how many entries state no day."""
        return sum(entry.day is None for entry in self.entries)

    @property
    def open(self) -> str | None:
        """Return the first ambiguous date."""
        return next((entry.open for entry in self.entries if entry.open), None)

    @property
    def days(self) -> list[date]:
        """Return the entries' days, the earliest first."""
        return sorted({entry.day for entry in self.entries if entry.day})


def live_blog(page: Page, data: LinkedData, day: date | None) -> LiveBlog | None:
    """Return the live blog on a page of this day; ``None`` for other pages, and if its entries
    cannot be found."""
    elements = _elements(page, data)
    entries = _from_elements(page, elements, data.updates, day)
    from_json = [entry for update in data.updates if (entry := _from_json(update, page))]
    if _letters(from_json) > 2 * _letters(entries):  # a script would insert these entries
        return LiveBlog((), tuple(from_json))
    if not entries:
        return None
    own_part = page.own_part
    lead = paragraphs_of(own_part, leave_out=page.is_other, before=elements[0], after=page.headline)
    lead = [words for words in lead if len(words) > STAMP or not day_of(words, page.languages)]
    return LiveBlog(tuple(lead), tuple(entries))


def _elements(page: Page, data: LinkedData) -> list[Any]:
    """Return the elements that are entries, none inside another."""
    marked, classed = [], []
    groups: dict[tuple[Any, ...], list[Any]] = defaultdict(list)
    live = data.is_live or _calls_itself_live(page)
    for element in page.tree.iter("article", "div", "li", "section"):
        said = f"{element.get('class') or ''} {element.get('id') or ''}".lower()
        if "liveblogupdate" in (element.get("itemprop") or "").lower():
            marked.append(element)
        elif element not in page.around and phrases_like("words", "live blog's entry").search(said):
            classed.append(element)
        elif live and element not in page.around and _time_in(element) is not None:
            kind, _, _ = (element.get("class") or "").partition(" ")
            groups[element.getparent(), element.tag, kind].append(element)
    named = _named(page, _days_by_name(data.updates, page))
    for found in (marked, named, _classed(page, classed)):
        if found:
            return found[:MOST]
    like = [group for group in groups.values() if _may_be_entries(page, group)]
    best = max(like, key=lambda group: sum(len(words_of(one)) for one in group), default=[])
    return _outermost(best)[:MOST]


def _named(page: Page, days_by_name: dict[str, date]) -> list[Any]:
    """Return the elements that JSON-LD entries name, by anchor or by heading; none if there is only
    one."""
    tags = ("article", "div", "li", "section", *HEADINGS)
    elements = (
        [one for one in page.tree.iter(*tags) if one not in page.around] if days_by_name else []
    )
    found = [one for one in elements if one.get("id") in days_by_name]
    if len(found) < LEAST:
        headings = [one for one in elements if one.tag in HEADINGS]
        headings = [one for one in headings if _by_title(words_of(one), days_by_name)]
        held = Counter(up for one in headings for up in one.iterancestors())
        # An entry is the largest element around its heading with no other heading in it.
        wide = [[up for up in one.iterancestors() if held[up] == 1] for one in headings]
        found = [ups[-1] for ups in wide if ups]
    found = _outermost(found)
    return found if len(found) >= LEAST else []


def _may_be_entries(page: Page, group: Sequence[Any]) -> bool:
    """Return whether similar elements are entries: several, in the article, no comments/teasers."""
    first = group[0]
    named = f"{first.get('id') or ''} {first.get('class') or ''}".lower()
    if len(group) < LEAST or is_other_part(named) or page.elsewhere(first.getparent()):
        return False
    within = page.own_part.tag == "body" or page.own_part in first.iterancestors()
    return within and not any(_leads_elsewhere(page, one) for one in group)


def _leads_elsewhere(page: Page, element: Any) -> bool:
    """Return whether its heading links to another page, as in the teaser of another story."""
    for heading in (one for one in element.iter() if one.tag in HEADINGS):
        up = heading.getparent()
        link = up if up is not None and up.tag == "a" else heading.find(".//a[@href]")
        if link is not None:
            said = link.get("href") or ""
            path = urlsplit(said.partition("#")[0]).path
            own_paths = {urlsplit(url).path for url in page.urls}
            return bool(path) and path not in own_paths
    return False


def _classed(page: Page, found: list[Any]) -> list[Any]:
    """Return the outermost of the elements with an entry class that hold a time."""
    found = [one for one in found if not page.elsewhere(one.getparent())]
    timed = [one for one in found if _time_in(one) is not None]
    # "live-blog-post" inside "live-blog-item": the outer one has the time.
    return _outermost(timed)


def _outermost(found: list[Any]) -> list[Any]:
    whole = set(found)
    outer = [one for one in found if not any(up in whole for up in one.iterancestors())]
    if len(outer) == 1 and len(found) > LEAST:  # a frame around all of them
        inner = [one for one in found if one is not outer[0]]
        return _outermost(inner)
    return outer


def _calls_itself_live(page: Page) -> bool:
    if any(
        phrases_like("words", "live blog's address").search(urlsplit(url).path.lower())
        for url in page.urls
    ):
        return True
    if any(
        phrases_like("words", "live blog's title").search(folded(title)) for title in page.titles
    ):
        return True
    for element in (page.own_part, *page.around):
        said = f"{element.get('class') or ''} {element.get('id') or ''}".lower()
        kind = (element.get("itemtype") or "").lower()
        if phrases_like("words", "live blog's class").search(said) or kind.endswith(
            "liveblogposting"
        ):
            return True
    return False


def _from_elements(
    page: Page,
    elements: Sequence[Any],
    updates: Iterable[dict[str, Any]],
    page_day: date | None,
) -> list[Entry]:
    days_by_name = _days_by_name(updates, page)
    headings = _days_between(page, elements)
    order = _order(page, elements)
    entries = []
    for element, heading_day in zip(elements, headings, strict=True):
        heading = next((one for one in element.iter() if one.tag in HEADINGS), None)
        title = words_of(heading) if heading is not None else None
        paragraphs = paragraphs_of(element, leave_out=_is_time, skip=heading)
        name = element.get("id") or ""
        written = _written_in(element, page)
        day = (
            settled(written, order)
            or near(written, page_day)
            or days_by_name.get(name)
            or _by_title(title, days_by_name)
            or heading_day
        )
        open_day = written.words if written and not day else None
        if title or paragraphs:
            url = _address(page, name)
            entries.append(Entry(title or None, tuple(paragraphs), day, url, open_day))
    return entries


def _time_in(element: Any) -> str | None:
    """Return the first time in an entry that is not marked as the time of a change."""
    for stamp in STAMPS:
        if value := element.get(stamp):
            return str(value)
    for one in element.iter("time", "span", "div", "p", "a", "abbr", "meta", "bsp-timestamp"):
        if (one.get("itemprop") or "").lower() == "datepublished":
            return value_of(one)
        said = class_says(f"{one.get('class') or ''} {one.get('id') or ''}")
        if said == CHANGED:
            continue
        stamped = next((value for stamp in STAMPS if (value := one.get(stamp))), None)
        if stamped or one.tag == "time":
            return str(stamped or value_of(one))
        words = words_of(one) if said else ""
        if said and 0 < len(words) <= HEAD and any(map(str.isdigit, words)):
            return value_of(one)
        if said is None and one.tag in ("span", "div", "p") and _is_stamp(one):
            return words_of(one)
    return None


def _is_stamp(element: Any) -> bool:
    """Return whether a small element holds only a time of day or a date."""
    if len(element) > 1:
        return False
    words = words_of(element)
    if not 0 < len(words) <= STAMP or not any(map(str.isdigit, words)):
        return False
    return bool(TIME_ONLY.fullmatch(words)) or (
        is_only_a_date(
            folded(words), [range(one.start, one.end) for one in sightings(folded(words))]
        )
        and day_of(words) is not None
    )


def _is_time(element: Any) -> bool:
    """Return whether an element is an entry's time, or another small date in it."""
    if element.tag == "time":
        return True
    said = class_says(f"{element.get('class') or ''} {element.get('id') or ''}")
    if said is not None:
        return len(words_of(element)) <= STAMP
    return element.tag in ("span", "div", "p") and _is_stamp(element)


def _written_in(element: Any, page: Page) -> Written | None:
    """Return the date in an entry's time, or at its beginning."""
    value = _time_in(element)
    if value and (written := day_of(value, page.languages)) and written.days:
        return written
    found = list(sightings(folded(words_of(element)[:HEAD]), page.languages))
    if found and not folded(words_of(element)[: found[0].start]).strip(" -–—|,.:;()0123456789hm"):
        return found[0].written
    return None


def _order(page: Page, elements: Sequence[Any]) -> str | None:
    """Return which figure comes first in the entries' dates: from those with only one valid order,
    else from the page's language."""
    times = folded("\n".join(filter(None, map(_time_in, elements))))
    found = {order for _, order in figures_in(times, page.languages)}
    if found:
        return found.pop() if len(found) == 1 else None
    return order_of(page.languages)


def _days_between(page: Page, elements: Sequence[Any]) -> list[date | None]:
    """Return for each entry the day of the last heading before it that is only a date."""
    wanted = {element: place for place, element in enumerate(elements)}
    days: list[date | None] = [None] * len(elements)
    current: date | None = None
    within: Any = None
    for one in page.own_part.iter():
        if one in wanted:
            days[wanted[one]], within = current, one
        elif isinstance(one.tag, str) and (one.tag in HEADINGS or one.tag in ("div", "p", "li")):
            if within is not None and within in one.iterancestors():
                continue
            words = words_of(one) if len(one) < LEAST * 2 else ""
            if 0 < len(words) <= STAMP:
                current = (
                    settled(day_of(words, page.languages), order_of(page.languages)) or current
                )
    return days


def _days_by_name(updates: Iterable[dict[str, Any]], page: Page) -> dict[str, date]:
    """Return the days of JSON-LD entries by anchor name and by headline, without names that several
    entries share."""
    found: dict[str, set[date]] = defaultdict(set)
    for update in updates:
        day = settled(
            day_of(value_in(update.get("datePublished")), page.languages), order_of(page.languages)
        )
        for key in ("url", "@id", "headline"):
            said = update.get(key)
            if day and isinstance(said, str):
                found[_plain(said) if key == "headline" else said.rpartition("#")[2]].add(day)
    return {name: days.pop() for name, days in found.items() if name and len(days) == 1}


def _by_title(title: str | None, days_by_name: dict[str, date]) -> date | None:
    return days_by_name.get(_plain(title)) if title else None


def _plain(title: str) -> str:
    return " ".join(folded(unescape(title)).split())


def _from_json(update: dict[str, Any], page: Page) -> Entry | None:
    body = update.get("articleBody") or update.get("text") or update.get("description")
    if not isinstance(body, str):
        return None
    lines = text_of_fragment(unescape(body)).split("\n")
    paragraphs = tuple(" ".join(line.split()) for line in lines if line)
    title = update.get("headline") or update.get("name")
    day = settled(
        day_of(value_in(update.get("datePublished")), page.languages), order_of(page.languages)
    )
    url = update.get("url")
    has_title = isinstance(title, str) and title.strip()
    if not paragraphs:
        return None
    return Entry(
        " ".join(unescape(str(title)).split()) if has_title else None,
        paragraphs,
        day,
        url if isinstance(url, str) and url.startswith("http") else None,
    )


def _letters(entries: Iterable[Entry]) -> int:
    return sum(len(words) for entry in entries for words in entry.paragraphs)


def _address(page: Page, name: str) -> str | None:
    """Return the address of the entry's anchor in the page, if it has one."""
    url = next((one for one in page.urls if one.startswith("http")), None)
    plain = name.replace(":", "").replace(".", "").replace("-", "_")
    return (
        f"{url.partition('#')[0]}#{name}" if url and f"_{plain}".isidentifier() and name else None
    )
