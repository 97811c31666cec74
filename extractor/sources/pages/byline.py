"""Finds dates beside the headline: ``<time>``, elements with a date class, dates in words."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from extractor.sources.pages.candidates import Candidate, Change, Place
from extractor.sources.pages.endings import ends_article
from extractor.sources.pages.identity import HEADINGS
from extractor.sources.pages.labels import (
    BREAK,
    CHANGED,
    OTHER,
    PUBLISHED,
    class_says,
    is_only_a_date,
    label_of,
)
from extractor.sources.pages.markup import value_of, words_of
from extractor.sources.pages.written import Sighting, Written, day_of, folded, sightings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from extractor.sources.pages.identity import Page

__all__ = ["byline"]

PARAGRAPH = 100  # characters; shorter blocks are bylines, captions or buttons
LINE = 200  # characters of the longest byline, with its dates
BESIDE = 60  # characters beside a date that has nothing but a byline around it
LEAD = 2  # the second paragraph ends the part beside the headline; the first may be a lead
LOOK_BACK = 120
ABOVE = 300  # characters above the headline, if no element marks the article
MOST_DATED = 500  # elements; a page with more is a list of stories
UP = 2  # levels above a date whose class still describes it
BLOCKS = frozenset(
    {
        *("p", "div", "section", "article", "header", "footer", "main", "aside", "ul", "ol"),
        *("li", "dl", "dt", "dd", "table", "tr", "td", "th", "h1", "h2", "h3", "h4", "h5", "h6"),
        *("blockquote", "figure", "figcaption", "br", "hr", "address", "pre"),
    }
)
JOINED = frozenset(
    {
        *("a", "b", "i", "em", "strong", "u", "font", "sup", "sub", "abbr"),
    }
)
SKIPPED = frozenset(
    {
        *("script", "style", "noscript", "template", "svg", "iframe", "button", "select"),
        *("option", "textarea", "head"),
    }
)


@dataclass
class _Dated:
    """An element that holds a date, and its position in the text."""

    element: Any
    start: int
    end: int
    written: Written
    says: str | None


@dataclass
class _Text:
    """The article's part of the page as one folded text, with a line for each block."""

    text: str = ""
    dated: list[_Dated] = field(default_factory=list)
    headline: tuple[int, int] | None = None
    begins_with_site: bool = False
    """Whether the site's header, with today's date, may stand before the headline."""

    def block(self, at: int) -> str:
        """Return the line that contains this position."""
        end = self.text.find("\n", at)
        return self.text[self.text.rfind("\n", 0, at) + 1 : end if end >= 0 else len(self.text)]

    def may_be_marked(self, at: int) -> bool:
        """Return whether a date here that is marked as published belongs to the article."""
        if not self.begins_with_site:
            return True
        start = self.headline[0] - ABOVE if self.headline else 0
        return start <= at < self.near.stop

    @property
    def near(self) -> range:
        """Return the positions beside the headline: before it in the article, and after it up to
        the text."""
        if self.headline is None:
            return range(0)
        at, paragraphs = self.headline[1], 0
        for line in self.text[at:].split("\n"):
            paragraphs += len(line) >= PARAGRAPH
            if paragraphs == LEAD:
                break
            at += len(line) + 1
        return range(self.headline[0] if self.begins_with_site else 0, at)


def byline(page: Page) -> tuple[list[Candidate], list[Change]]:
    """Return the days of publication beside the headline, or marked as such in the article's part,
    and the days of changes there."""
    text = _text_of(page)
    near = text.near
    found: list[Candidate] = _of_a_day_s_heading(page)
    marked: list[tuple[bool, Candidate]] = []
    changes: list[Change] = []
    spans: list[_Dated | Sighting] = [*text.dated, *_in_words(page, text, near)]
    spans.sort(key=lambda one: one.start)
    last = text.headline[1] if text.headline else 0
    for one in spans:
        # A date before the headline is labelled by the words before the date.
        back = max(last if last <= one.start else 0, one.start - LOOK_BACK)
        is_element = isinstance(one, _Dated)
        label, taken = label_of(
            text.text[back : one.start],
            _own_words(one) if isinstance(one, _Dated) else "",
            text.text[one.end : one.end + LOOK_BACK],
            strict=not is_element,
        )
        last = max(last, one.end + taken)
        says = one.says if isinstance(one, _Dated) else None
        if label == OTHER or says == CHANGED:
            if one.written.day:
                changes.append(Change("a date marked as of a change", one.written.day))
        elif says == PUBLISHED:
            candidate = Candidate(Place.MARKED, "a date marked as published", one.written)
            if text.may_be_marked(one.start):
                marked.append((one.start in near, candidate))
        elif label == PUBLISHED and len(text.block(one.start)) <= LINE:
            if one.start in near or is_element:
                source = 'a date after "published" or the like'
                found.append(Candidate(Place.LABELLED, source, one.written))
        elif one.start in near and _is_byline(page, text, one, spans):
            found.append(Candidate(Place.BESIDE, "a date beside the headline", one.written))
    return _settled(found, marked), changes


def _settled(found: list[Candidate], marked: list[tuple[bool, Candidate]]) -> list[Candidate]:
    """Keep dates far from the headline, and unmarked dates, only if there is a single one."""
    close = [candidate for near, candidate in marked if near]
    if close or len({candidate.written.days for _, candidate in marked}) == 1:
        found += close or [candidate for _, candidate in marked]
    beside = {one.written.days for one in found if one.place is Place.BESIDE}
    return [one for one in found if one.place is not Place.BESIDE or len(beside) == 1]


def _text_of(page: Page) -> _Text:
    """Return the text of the article's part. No recursion: pages nest deeper than Python's
    stack."""
    found = _Text(begins_with_site=page.own_part.tag == "body")
    parts: list[str] = []
    length = 0
    started: dict[Any, int] = {}

    def add(words: str | None) -> None:
        nonlocal length
        if words:
            plain = folded(" ".join(words.split()) if words.strip() else " ")
            plain = (
                f"{' ' if words[:1].isspace() else ''}{plain}{' ' if words[-1:].isspace() else ''}"
            )
            parts.append(plain)
            length += len(plain)

    def put(sign: str) -> None:
        nonlocal length
        parts.append(sign)
        length += len(sign)

    todo: list[tuple[Any, bool]] = [(page.own_part, False)]
    while todo:
        element, leaving = todo.pop()
        if leaving:
            if element in started:
                written = day_of(value_of(element), page.languages)
                if written:
                    says = _says(element)
                    found.dated.append(_Dated(element, started[element], length, written, says))
            if element is page.headline and found.headline:
                found.headline = (found.headline[0], length)
        else:
            if _is_left_out(page, element):
                if element is not page.own_part:
                    add(element.tail)
                continue
            if element is page.headline:
                found.headline = (length, length)
            elif found.headline and _ends(element):
                break
            todo.append((element, True))
            if element.tag not in JOINED:
                put("\n" if element.tag in BLOCKS else BREAK)
            if len(started) < MOST_DATED and _may_be_dated(element):
                started[element] = length
            add(element.text)
            todo += [(child, False) for child in reversed(element)]
            continue
        if element.tag not in JOINED:
            put("\n" if element.tag in BLOCKS else BREAK)
        if element is not page.own_part:
            add(element.tail)
    found.text = "".join(parts)
    return found


def _is_left_out(page: Page, element: Any) -> bool:
    if not isinstance(element.tag, str) or element.tag in SKIPPED:
        return True
    return element not in page.around and page.is_other(element)


def _ends(element: Any) -> bool:
    if element.tag not in HEADINGS:
        return False
    heading = words_of(element)
    return len(heading) <= PARAGRAPH and ends_article(heading)


def _may_be_dated(element: Any) -> bool:
    """Return whether this is a ``<time>``, or a small element with a date class."""
    if element.tag == "time":
        return True
    if element.tag == "abbr" and element.get("title"):
        return True
    said = f"{element.get('class') or ''} {element.get('id') or ''}"
    if class_says(said) is None or next(element.iter("time", "abbr"), None) is not None:
        return False
    return len(element.text_content()) <= LINE


def _says(element: Any) -> str | None:
    """Return what the class of an element, or of a small one around it, says about its date."""
    if element.get("pubdate") is not None:
        return PUBLISHED
    said = None
    for up in (element, *list(element.iterancestors())[:UP]):
        if up is not element and len(up.text_content()) > LINE:
            break
        label = class_says(f"{up.get('class') or ''} {up.get('id') or ''}")
        if label in (PUBLISHED, CHANGED):
            return label
        said = said or label
    return said


def _own_words(one: _Dated) -> str:
    said = (one.element.get("aria-label"), one.element.get("title"), words_of(one.element))
    return folded(" ".join(filter(None, said)))


def _in_words(page: Page, text: _Text, near: range) -> Iterator[Sighting]:
    """Yield the dates in words beside the headline, outside date elements, on lines short enough
    for a byline."""
    taken = [range(one.start, max(one.end, one.start + 1)) for one in text.dated]
    if text.headline:
        taken.append(range(*text.headline))
    at = near.start
    for line in text.text[near.start : near.stop].split("\n"):
        if len(line) <= LINE and any(map(str.isdigit, line)):
            for one in sightings(line, page.languages):
                start, end = at + one.start, at + one.end
                if not any(other.start < end and start < other.stop for other in taken):
                    yield Sighting(start, end, one.written)
        at += len(line) + 1


def _is_byline(
    page: Page, text: _Text, one: _Dated | Sighting, spans: list[_Dated | Sighting]
) -> bool:
    """Return whether a date has only a byline around it, and is not in a sentence about that day.

    A date in words must be alone on its line, and so must a date whose line ends like a sentence,
    as "10:00 น.", "10:00 a.m.", "14 мая 2024 г." do.
    """
    line = text.block(one.start)
    if isinstance(one, _Dated):
        plain_line = line.replace(BREAK, " ").strip()
        if len(plain_line) - (one.end - one.start) > BESIDE:
            return False
        if not plain_line.endswith((".", "!", "?")):
            return True
        dates = [range(found.start, found.end) for found in sightings(plain_line, page.languages)]
        return bool(dates) and is_only_a_date(plain_line, dates)
    start = text.text.rfind("\n", 0, one.start) + 1
    line_spans = [span for span in spans if start <= span.start and span.end <= start + len(line)]
    return is_only_a_date(
        line, [range(span.start - start, span.end - start) for span in line_spans]
    )


def _of_a_day_s_heading(page: Page) -> list[Candidate]:
    """Return the day in Blogger's heading above the posts of one day."""
    for up in page.around[1:6]:
        above = up.getprevious()
        if above is not None and "date-header" in (above.get("class") or ""):
            written = day_of(above.text_content(), page.languages)
            if written:
                return [Candidate(Place.MARKED, "the heading of its day", written)]
    return []
