"""Exports of press databases: the articles that LexisNexis and Factiva put one after another in a
file, each with its own day, headline and paper."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from extractor.sources.pages.written import folded, sightings

if TYPE_CHECKING:
    from datetime import date

    from extractor.text.article import Article

__all__ = ["articles_in"]

LONGEST_LINE = 300  # characters of a headline or another line above the text
LEAST = 20  # letters of a text; what has fewer is no document
MOST_ABOVE = 25  # lines above the text in which its day is looked for
MOST_TITLE = 3  # lines of a headline
LANGUAGES = ("en", "fr", "es", "pt", "de", "it", "nl")
# One of these is in every export; other texts are not looked at line by line.
MARKS = ("End of Document", " DOCUMENT", " DOKUMENT", "Document ")
# Lines of the forms, whole.
FORMS = {
    name: re.compile(shape, re.IGNORECASE)
    for name, shape in {
        "end of Nexis": "end of document",
        "start of Lexis": r"\d+ (?:of|de|von) \d+ (?:documents?|dokumenten?)",
        "end of Factiva": r"(?:AN\W+)?document [A-Z0-9]{4,12}(?:19|20)\d{6}[a-z0-9]{5,12}",
        "body": "body:?",
        "length": r"length:?\s*[\d,.]+\s+\w+",
        "words": r"[\d,.]+ words",
        "time": r"\d\d?:\d\d(?: [AP]M)?(?: \w+)?",
        "below the text": r"load-date\s*:.*|classification",
    }.items()
}
FIELDS = frozenset(
    {
        *("section", "length", "byline", "dateline", "highlight", "graphic", "load-date"),
        *("language", "publication-type", "journal code", "subject", "organization", "geographic"),
        *("company", "person", "industry", "country", "city", "state", "acc-no", "document-type"),
        *("series", "type", "correction", "notes", "url", "copyright", "ticker", "headline"),
    }
)
"""What stands before a colon in lines that are none of the text."""
CODES = frozenset(
    {
        *("HD", "BY", "CR", "WC", "PD", "ET", "SN", "SC", "PG", "ED", "LA", "CY", "LP", "TD", "CT"),
        *("RF", "CO", "IN", "NS", "RE", "IPD", "IPC", "PUB", "AN", "SE"),
    }
)
"""Factiva's codes of the parts of a document."""


@dataclass(frozen=True)
class _Line:
    """A line that is not blank, without its indent, and where it stands in the text."""

    words: str
    start: int
    end: int


@dataclass(frozen=True)
class _Document:
    """One article of an export; its text is ``start`` to ``end`` of the file's, unless ``text``
    says that it stands there in parts."""

    title: str | None
    publisher: str | None
    day: date | None
    start: int
    end: int
    text: str | None = None


def articles_in(whole: Article, *, where: str, note: Callable[[str], None]) -> list[Article]:
    """The articles of a file's text where it is an export of a press database, each with the day,
    headline and paper that stand above it; else ``[whole]``. ``note`` is told of an export, and of
    documents without a day."""
    if not any(mark in whole.text for mark in MARKS):
        return [whole]
    lines = _lines(whole.text)
    for program, is_its, parts, read in PROGRAMS:
        if is_its(lines):
            read_parts = [read(part) for part in parts(lines)]
            found = [document for document in read_parts if document]
            if found:
                if empty := len(read_parts) - len(found):
                    note(f"{where}: {empty:,} of its documents hold no text")
                return _articles(whole, found, program, where=where, note=note)
    return [whole]


def _articles(
    whole: Article,
    found: list[_Document],
    program: str,
    *,
    where: str,
    note: Callable[[str], None],
) -> list[Article]:
    many = f"{len(found):,} documents, each an article" if len(found) > 1 else "one document"
    note(f"{where}: an export of {program}: {many}")
    undated = sum(one.day is None for one in found)
    if undated and whole.published is None:
        note(f"{where}: {undated:,} of its documents name no day of publication")
    pages: Sequence[dict[str, int]] = whole.extra.get("pages", ())
    articles = []
    for number, one in enumerate(found, start=1):
        name = f"{where}, document {number}" if len(found) > 1 else where
        extra: dict[str, Any] = {"file": name}
        if one.text is None and (own := [*_pages(pages, one.start, one.end)]):
            extra["pages"] = own
        articles.append(
            replace(
                whole,
                text=one.text or whole.text[one.start : one.end],
                title=one.title,
                published=one.day or whole.published,
                publisher=one.publisher or whole.publisher,
                extra=extra,
            )
        )
    return articles


def _pages(pages: Sequence[dict[str, int]], start: int, end: int) -> Iterator[dict[str, int]]:
    """The pages on which a part of the text stands, counted from its start."""
    for page in pages:
        first, last = max(start, page["start"]), min(end, page["end"])
        if first < last:
            yield {"page": page["page"], "start": first - start, "end": last - start}


def _lines(text: str) -> list[_Line]:
    found, at = [], 0
    for line in text.splitlines(keepends=True):
        if words := line.strip():
            start = at + len(line) - len(line.lstrip())
            found.append(_Line(words, start, start + len(words)))
        at += len(line)
    return found


def _is(line: _Line, form: str) -> bool:
    return FORMS[form].fullmatch(line.words) is not None


def _is_field(line: _Line) -> bool:
    words = line.words.lower()
    name, colon, _ = words.partition(":")
    if words.startswith(("©", "copyright ")) or words.rstrip(".") == "all rights reserved":
        return True
    return bool(colon) and name.rstrip() in FIELDS


def _coded(line: _Line) -> tuple[str, str] | None:
    """The code that a line begins with and what stands behind it, by white space or a bar."""
    code, *words = line.words.replace("|", " ", 1).split(None, 1)
    return (code, "".join(words)) if code in CODES else None


def _has(lines: Sequence[_Line], *forms: str) -> bool:
    return all(any(_is(line, form) for line in lines) for form in forms)


def _parted_by_ends(end: str) -> Callable[[list[_Line]], Iterator[list[_Line]]]:
    """Documents that each end with such a line, which is none of them; what follows the last, a
    summary of the search, is no document."""

    def parts(lines: list[_Line]) -> Iterator[list[_Line]]:
        part: list[_Line] = []
        for line in lines:
            if _is(line, end):
                yield part
                part = []
            else:
                part.append(line)
        if any(_is(line, form) for line in part for form in ("body", "length", "words")):
            yield part  # the file is cut off within a document

    return parts


def _parted_by_starts(lines: list[_Line]) -> Iterator[list[_Line]]:
    part: list[_Line] | None = None
    for line in lines:
        if _is(line, "start of Lexis"):
            if part:
                yield part
            part = []
        elif part is not None:
            part.append(line)
    if part:
        yield part


def _nexis(part: list[_Line]) -> _Document | None:
    """Headline, paper and day, fields, "Body", the text, fields again."""
    at = next((at for at, line in enumerate(part) if _is(line, "body")), None)
    first = at + 1 if at is not None else _after_fields(part)
    head = part[: at if at is not None else first]
    dated = _dated(head)
    if dated is None:
        title = [line.words for line in head if not _is_field(line)][:1]
        return _document(part[first:], title, None, None)
    place, day = dated
    publisher = head[place - 1].words if place else None
    above = head[: max(0, place - 1)]
    # Above the first headline may stand a list of all of them.
    title = [line.words for line in (above if len(above) <= MOST_TITLE else above[-1:])]
    return _document(part[first:], title, publisher, day)


def _lexis(part: list[_Line]) -> _Document | None:
    """Paper, day, headline, fields, the text, fields again."""
    first = _after_fields(part)
    dated = _dated(part[:first])
    head = part[:first]
    place, day = dated if dated else (0, None)
    title: list[str] = []
    for line in head[place + 1 :]:
        if _is_field(line) or len(title) == MOST_TITLE:
            break
        title.append(line.words)
    publisher = head[0].words if place else None
    return _document(part[first:], title, publisher, day)


def _factiva(part: list[_Line]) -> _Document | None:
    """Headline, author, "120 words", day, time, paper, its code, language, copyright, the text."""
    at = next((at for at, line in enumerate(part) if _is(line, "words")), None)
    if at is None:
        return _document(part, [], None, None)
    dated = _dated(part[at : at + 4])
    place = at + dated[0] if dated else at
    rest = part[place + 1 :]
    if rest and _is(rest[0], "time"):
        rest = rest[1:]
    publisher = rest[0].words if rest and len(rest[0].words) <= LONGEST_LINE else None
    first = next((n + 1 for n, line in enumerate(rest[:8]) if _is_field(line)), min(3, len(rest)))
    title = [line.words for line in part[: min(at, 1)]]
    return _document(rest[first:], title, publisher, dated[1] if dated else None)


def _factiva_codes(part: list[_Line]) -> _Document | None:
    """Two letters before each part: HD headline, PD day, SN paper, LP and TD text."""
    values: dict[str, list[_Line]] = {}
    code = ""
    for line in part:
        if found := _coded(line):
            code, words = found
            line = _Line(words, line.end - len(words), line.end)
        if line.words and code:
            values.setdefault(code, []).append(line)
    text = [line for name in ("LP", "TD") for line in values.get(name, ())]
    if not text:
        return None
    dated = _dated(values.get("PD", []))
    title = [line.words for line in values.get("HD", [])]
    publisher = values["SN"][0].words if "SN" in values else None
    document = _document(text, title, publisher, dated[1] if dated else None)
    return document and replace(document, text="\n\n".join(line.words for line in text))


def _after_fields(part: list[_Line]) -> int:
    """The line after the last field of those above the text."""
    length = next((at for at, line in enumerate(part) if _is(line, "length")), None)
    if length is None:
        return 0
    at = length + 1
    while at < len(part) and _is_field(part[at]):
        at += 1
    return at


def _dated(lines: Sequence[_Line]) -> tuple[int, date] | None:
    """The first line that is a day, and it."""
    for at, line in enumerate(lines[-MOST_ABOVE:], start=max(0, len(lines) - MOST_ABOVE)):
        if len(line.words) > 80:
            continue
        plain = folded(line.words)
        found = next(iter(sightings(plain, LANGUAGES)), None)
        if found and found.written.day and found.start <= 20:
            return at, found.written.day
    return None


def _document(
    text: list[_Line],
    title: list[str],
    publisher: str | None,
    day: date | None,
) -> _Document | None:
    end = next((at for at, line in enumerate(text) if _is(line, "below the text")), len(text))
    text = text[:end]
    while text and _is_field(text[-1]):
        text.pop()
    if sum(sum(map(str.isalpha, line.words)) for line in text) < LEAST:
        return None
    words = " ".join(title)
    return _Document(words[:LONGEST_LINE] or None, publisher, day, text[0].start, text[-1].end)


_Read = Callable[[list[_Line]], "_Document | None"]
_Parts = Callable[[list[_Line]], Iterator[list[_Line]]]
PROGRAMS: tuple[tuple[str, Callable[[list[_Line]], bool], _Parts, _Read], ...] = (
    (
        "Nexis",
        lambda lines: (
            _has(lines, "end of Nexis") and (_has(lines, "length") or _has(lines, "body"))
        ),
        _parted_by_ends("end of Nexis"),
        _nexis,
    ),
    (
        "LexisNexis",
        lambda lines: _has(lines, "start of Lexis", "length"),
        _parted_by_starts,
        _lexis,
    ),
    (
        "Factiva",
        lambda lines: _has(lines, "end of Factiva", "words"),
        _parted_by_ends("end of Factiva"),
        _factiva,
    ),
    (
        "Factiva",
        lambda lines: _has(lines, "end of Factiva") and any(map(_coded, lines)),
        _parted_by_ends("end of Factiva"),
        _factiva_codes,
    ),
)
"""Who makes exports, how they are told, how their documents are parted, and how one is read."""
