"""Splits exports of press databases: LexisNexis and Factiva put articles one after another in a
file, each with its own day, headline and newspaper."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import takewhile
from typing import TYPE_CHECKING, Any

from extractor.sources.pages.written import folded, sightings
from extractor.sources.press_lines import (
    CLASSES,
    LOADED,
    coded,
    is_body,
    is_end,
    is_end_of_factiva,
    is_field,
    is_length,
    is_of_rights,
    is_start_of_lexis,
    is_word_count,
)

if TYPE_CHECKING:
    from datetime import date

    from extractor.text.article import Article

__all__ = ["articles_in", "is_export"]

LONGEST_LINE = 300  # characters of a headline or another line above the text
LEAST = 20  # letters of a text; a document has more
MOST_ABOVE = 25  # lines above the text searched for its day
MOST_TITLE = 3  # lines of a headline
LANGUAGES = ("en", "fr", "es", "pt", "de", "it", "nl")
LONGEST_FIELD, LONG_LINE = 150, 200  # characters of a field, and of a line whose omission is noted
TEXT = ("LP", "TD")


@dataclass(frozen=True)
class _Line:
    """A line that is not blank, without its indent, and its position in the text."""

    words: str
    start: int
    end: int


@dataclass(frozen=True)
class _Document:
    """One article of an export. Its text is ``start`` to ``end`` of the file's text, unless
    ``text`` holds it, joined from several places."""

    title: str | None
    publisher: str | None
    day: date | None
    start: int
    end: int
    text: str | None = None
    left: int = 0  # long lines of the document that its text leaves out


def is_export(text: str) -> bool:
    """Return whether a text is such an export, whose documents give their own days."""
    return _export(text) is not None


def _export(text: str) -> tuple[str, list[_Document | None]] | None:
    """Return the program that wrote the export, and its documents (``None`` for one without
    text)."""
    lines = _lines(text)
    for program, is_its, parts, read in PROGRAMS:
        if is_its(lines):
            found = [_counted(read(part), part) for part in parts(lines)]
            if any(found):
                return program, found
    return None


def _counted(document: _Document | None, part: list[_Line]) -> _Document | None:
    """Return the document with the number of long lines outside its text."""
    if document is None:
        return None
    long = [line for line in part if len(line.words) > LONG_LINE and not _is_above(line)]
    if document.text is not None:
        left = sum(line.words not in document.text for line in long)
    else:
        left = sum(not document.start <= line.start < document.end for line in long)
    return replace(document, left=left)


def _is_above(line: _Line) -> bool:
    """Return whether a line is of the kind that stands above or below a text."""
    return is_field(line.words) or coded(line.words) is not None


def articles_in(whole: Article, *, where: str, note: Callable[[str], None]) -> list[Article]:
    """Return the articles of a press database's export, each with the day, headline and newspaper
    above it; for other texts ``[whole]``. ``note`` is called for an export, and for documents
    without a day."""
    export = _export(whole.text)
    if export is None:
        return [whole]
    program, parts = export
    found = [document for document in parts if document]
    if empty := len(parts) - len(found):
        note(f"{where}: {empty:,} of its documents hold no text")
    if left := sum(document.left for document in found):
        lines = "1 long line" if left == 1 else f"{left:,} long lines"
        note(f"{where}: {lines} above or below the texts of its documents left out")
    return _articles(whole, found, program, where=where, note=note)


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
        if one.text is None and (own_pages := [*_pages(pages, one.start, one.end)]):
            extra["pages"] = own_pages
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
    """Yield the pages of a part of the text, with offsets from the part's start."""
    for page in pages:
        first, last = max(start, page["start"]), min(end, page["end"])
        if first < last:
            yield {"page": page["page"], "start": first - start, "end": last - start}


def _lines(text: str) -> list[_Line]:
    found, at = [], 0
    for line in text.replace("\r", "\n").replace("\f", "\n").split("\n"):
        if words := line.strip():
            start = at + line.index(words)
            found.append(_Line(words, start, start + len(words)))
        at += len(line) + 1
    return found


def _is_coded(*codes: str) -> Callable[[str], bool]:
    return lambda words: words.startswith(codes) and coded(words) is not None


def _has(lines: Sequence[_Line], *forms: Callable[[str], object]) -> bool:
    """Return whether each of these forms matches some line."""
    return all(any(is_it(line.words) for line in lines) for is_it in forms)


def _parted_by_ends(end: Callable[[str], object]) -> Callable[[list[_Line]], Iterator[list[_Line]]]:
    """Return a function that splits at lines matching ``end``, which belong to no document. What
    follows the last such line is a summary of the search and is dropped."""

    def parts(lines: list[_Line]) -> Iterator[list[_Line]]:
        part: list[_Line] = []
        for line in lines:
            if end(line.words):
                yield part
                part = []
            else:
                part.append(line)
        if any(_has(part, is_it) for is_it in (is_body, is_length, is_word_count)):
            yield part  # the file is truncated inside a document

    return parts


def _parted_by_starts(lines: list[_Line]) -> Iterator[list[_Line]]:
    part: list[_Line] | None = None
    for line in lines:
        if is_start_of_lexis(line.words):
            if part:
                yield part
            part = []
        elif part is not None:
            part.append(line)
    if part:
        yield part


def _nexis(part: list[_Line]) -> _Document | None:
    """Read headline, newspaper and day, fields, "Body", the text, more fields."""
    at = next((at for at, line in enumerate(part) if is_body(line.words)), None)
    first = at + 1 if at is not None else _after_fields(part)
    head = part[: at if at is not None else first]
    dated = _dated(head)
    if dated is None:
        title = [line.words for line in head if not is_field(line.words)][:1]
        return _document(part[first:], title, None, None)
    place, day = dated
    publisher = head[place - 1].words if place else None
    above = head[: max(0, place - 1)]
    # A list of all headlines may stand above the first one.
    title = [line.words for line in (above if len(above) <= MOST_TITLE else above[-1:])]
    return _document(part[first:], title, publisher, day)


def _lexis(part: list[_Line]) -> _Document | None:
    """Read newspaper, day, headline, fields, the text, more fields."""
    first = _after_fields(part)
    dated = _dated(part[:first])
    head = part[:first]
    place, day = dated if dated else (0, None)
    title: list[str] = []
    for line in head[place + 1 :]:
        if is_field(line.words) or len(title) == MOST_TITLE:
            break
        title.append(line.words)
    publisher = head[0].words if place else None
    return _document(part[first:], title, publisher, day)


def _factiva(part: list[_Line]) -> _Document | None:
    """Read headline, author, "120 words", day, time, newspaper, its code, language, copyright, the
    text."""
    at = next((at for at, line in enumerate(part) if is_word_count(line.words)), None)
    if at is None:
        return _document(part, [], None, None)
    dated = _dated(part[at : at + 4])
    place = at + dated[0] if dated else at
    below = part[place + 1 :]
    if below and ":" in below[0].words[1:3]:
        below = below[1:]
    publisher = below[0].words if below and len(below[0].words) <= LONGEST_LINE else None
    head = list(takewhile(lambda line: len(line.words) <= LONGEST_FIELD, below[:8]))
    first = next(
        (n + 1 for n, line in enumerate(head) if is_of_rights(line.words)), min(3, len(head))
    )
    title = [line.words for line in part[: min(at, 1)]]
    return _document(below[first:], title, publisher, dated[1] if dated else None)


def _factiva_codes(part: list[_Line]) -> _Document | None:
    """Read a document with two letters before each part: HD headline, PD day, SN newspaper, LP and
    TD text."""
    values: dict[str, list[_Line]] = {}
    code = ""
    for line in part:
        if found := coded(line.words):
            code, words = found
            line = _Line(words, line.end - len(words), line.end)
        if line.words and code:
            values.setdefault(code, []).append(line)
    text = [line for name in TEXT for line in values.get(name, ())]
    if not text:
        return None
    dated = _dated(values.get("PD", []))
    title = [line.words for line in values.get("HD", [])]
    publisher = values["SN"][0].words if "SN" in values else None
    document = _document(text, title, publisher, dated[1] if dated else None)
    return document and replace(document, text="\n\n".join(line.words for line in text))


def _after_fields(part: list[_Line]) -> int:
    """Return the index of the line after the last field above the text."""
    length = next((at for at, line in enumerate(part) if is_length(line.words)), None)
    if length is None:
        return 0
    at = length + 1
    while at < len(part) and is_field(part[at].words):
        at += 1
    return at


def _dated(lines: Sequence[_Line]) -> tuple[int, date] | None:
    """Return the index of the first line that is a day, and the day."""
    for at, line in enumerate(lines[-MOST_ABOVE:], start=max(0, len(lines) - MOST_ABOVE)):
        if len(line.words) > 80:
            continue
        plain = folded(line.words)
        found = next(iter(sightings(plain, LANGUAGES)), None)
        if found and found.written.day and found.start <= 20:
            return at, found.written.day
    return None


def _document(
    text: list[_Line], title: list[str], publisher: str | None, day: date | None
) -> _Document | None:
    text = text[: next(filter(partial(_is_below, text), range(len(text))), len(text))]
    while text and is_field(text[-1].words):
        text.pop()
    if sum(sum(map(str.isalpha, line.words)) for line in text) < LEAST:
        return None
    words = " ".join(title)
    return _Document(words[:LONGEST_LINE] or None, publisher, day, text[0].start, text[-1].end)


def _is_below(text: Sequence[_Line], at: int) -> bool:
    """Return whether the lines after the text begin here: the day it was loaded, or its
    classification."""
    words = text[at].words.lower()
    if words.partition(":")[0].rstrip() == LOADED:
        return True
    after = text[at + 1 : at + 2]
    return words in CLASSES and all(map(_is_above, after))


_Read = Callable[[list[_Line]], "_Document | None"]
_Parts = Callable[[list[_Line]], Iterator[list[_Line]]]
PROGRAMS: tuple[tuple[str, Callable[[list[_Line]], bool], _Parts, _Read], ...] = (
    (
        "Nexis",
        lambda lines: _has(lines, is_end, lambda words: is_body(words) or is_length(words)),
        _parted_by_ends(is_end),
        _nexis,
    ),
    (
        "LexisNexis",
        lambda lines: _has(lines, is_start_of_lexis, is_length),
        _parted_by_starts,
        _lexis,
    ),
    (
        "Factiva",
        lambda lines: _has(lines, is_end_of_factiva, _is_coded("HD"), _is_coded(*TEXT)),
        _parted_by_ends(is_end_of_factiva),
        _factiva_codes,
    ),
    (
        "Factiva",
        lambda lines: _has(lines, is_end_of_factiva, is_word_count),
        _parted_by_ends(is_end_of_factiva),
        _factiva,
    ),
)
"""The programs that write exports: how to recognise them, split them and read a document."""
