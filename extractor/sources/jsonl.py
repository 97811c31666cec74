"""Reads JSON Lines as a stream: one article per line. A bad line gives an error and reading goes
on."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from extractor.errors import ArticleError
from extractor.sources.columns import USUAL, Columns, article_of
from extractor.sources.records_given import RecordsGiven, of_file
from extractor.sources.remarks import Remarks
from extractor.sources.rows import NONE, RememberedIds
from extractor.tables.distinct_keys import DistinctKeys
from extractor.tables.guessing import shown_name
from extractor.tables.json_faults import json_fault

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from datetime import date

    from extractor.text.article import Article

__all__ = ["is_array", "looks_like_json_lines", "read_json_lines"]


def read_json_lines(
    lines: Iterable[bytes],
    *,
    name: str,
    columns: Columns = USUAL,
    published: date | None = None,
    publisher: str | None = None,
    note: Callable[[str], None] = lambda _: None,
    encoding: str = "utf-8",
) -> Iterator[Article | ArticleError]:
    """Yield the articles of JSON Lines in order; blank lines are skipped.

    Each line is a JSON object with ``text`` and perhaps ``id``, ``title``, ``published``,
    ``publisher`` and ``url``, or the keys named in ``columns``; others go to ``Article.extra``.
    ``published`` and ``publisher`` are used if a line lacks them. Errors give ``name`` and the
    line, counted from 1. ``note`` is called for ids used twice, and if there is no line. Lines are
    UTF-8, or ``encoding``.
    """
    ids = RememberedIds(name, note)
    remarks, reader = Remarks(name, note), DistinctKeys()
    found_any = articles = False
    for number, raw in enumerate(lines, start=1):
        line = raw.removeprefix(b"\xef\xbb\xbf") if number == 1 else raw
        if not line.strip():
            continue
        found_any = True
        where = f"{name}:{number}"
        for value in _values(line, where, encoding, reader):
            if isinstance(value, ArticleError):
                yield value
                continue
            try:
                article = article_of(
                    value,
                    columns,
                    where=where,
                    published=published,
                    publisher=publisher,
                    remark=remarks,
                )
            except ArticleError as error:
                yield error if articles else of_file(error, name)
                if articles or not isinstance(error, RecordsGiven):
                    continue
                return
            articles = True
            ids.see(article, number)
            yield article
    if not found_any:
        note(NONE.format(name))


def is_array(head: bytes) -> bool:
    """Return whether a file with these first bytes is an array of objects, whatever its name."""
    begun = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    return begun.startswith(b"[") and begun[1:].lstrip().startswith(b"{")


def looks_like_json_lines(first_line: bytes) -> bool:
    """Return whether a stream with this first line is JSON Lines: an object, complete or broken."""
    line = first_line.removeprefix(b"\xef\xbb\xbf").strip()
    if not line.startswith(b"{"):
        return False
    if line[1:].lstrip().startswith(b'"'):
        return True
    try:
        return isinstance(json.loads(line), dict)
    except (ValueError, RecursionError):
        return False


def _values(line: bytes, where: str, encoding: str, reader: DistinctKeys) -> list[Any]:
    """Return the content of a line: one value or several objects, or the error if it is broken."""
    try:
        # Without the newline, which would be a control character in a cut-off string.
        text = line.decode(encoding).rstrip("\r\n")
    except UnicodeDecodeError as broken:
        must = "UTF-8, as JSON Lines must be"
        name = must if encoding == "utf-8" else f"{shown_name(encoding)}, as --encoding says"
        message = f"byte {broken.start} of the line is not {name}"
        return [ArticleError(message, where=where)]
    try:
        read = [(reader.decode(text), reader.repeated)]
    except (RecursionError, ValueError) as broken:
        read = reader.several(text.strip())
        if not read:
            return [ArticleError(json_fault(broken), where=where)]
    return [ArticleError(twice, where=where) if twice else value for value, twice in read]
