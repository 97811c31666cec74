"""Articles in: plain text and JSON Lines, from files and standard input."""

from __future__ import annotations

import sys
from io import BytesIO
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from extractor.article import Article, as_date
from extractor.errors import ArticleError
from extractor.sources.jsonl import looks_like_json_lines, read_json_lines
from extractor.sources.text import decode, refuse_binary

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from datetime import date

__all__ = ["STDIN", "STDIN_NAME", "read_articles", "reason_of"]

STDIN = "-"
STDIN_NAME = "standard input"
JSON_LINES = frozenset({".jsonl", ".ndjson"})
HEAD = 4096  # bytes looked at to tell a binary file that is named like JSON Lines


def read_articles(
    paths: Sequence[str],
    *,
    published: date | str | None = None,
    publisher: str | None = None,
    stdin: BinaryIO | None = None,
    note: Callable[[str], None] = lambda _: None,
) -> Iterator[Article | ArticleError]:
    """The articles of these files in order; what cannot be read comes as the error, in its place.

    ``-`` is standard input (``stdin``, the process's own unless given), JSON Lines if its first
    line is a JSON object. Files ending in .jsonl or .ndjson are JSON Lines, read as a stream; all
    others one plain text each. ``published`` (a date or an ISO string) and ``publisher`` hold for
    plain texts and for JSON lines without their own. ``note`` is told, in a line each, what a user
    should know that is no error: a guessed encoding, an id used twice.

    Raises :class:`ArticleError` only for a ``published`` that is not a date.
    """
    day = as_date(published, where="published")
    return _read(paths, day, publisher, stdin, note)


def _read(
    paths: Sequence[str],
    day: date | None,
    publisher: str | None,
    stdin: BinaryIO | None,
    note: Callable[[str], None],
) -> Iterator[Article | ArticleError]:
    for path in paths:
        name = STDIN_NAME if path == STDIN else path or "''"
        try:
            if not path:  # to pathlib it is the folder we are in
                raise FileNotFoundError
            if path == STDIN:
                stream = stdin or (sys.stdin.buffer if sys.stdin is not None else BytesIO())
                yield from _stream(stream, name, day, publisher, note)
            elif Path(path).suffix.lower() in JSON_LINES:
                with Path(path).open("rb") as lines:
                    refuse_binary(lines.read(HEAD), where=name)
                    lines.seek(0)
                    yield from read_json_lines(
                        lines, name=name, published=day, publisher=publisher, note=note
                    )
            else:
                yield _plain(Path(path).read_bytes(), name, day, publisher, note)
        except ArticleError as error:
            yield error
        except OSError as error:
            yield ArticleError(reason_of(error), where=name)


def _stream(
    stream: BinaryIO,
    name: str,
    day: date | None,
    publisher: str | None,
    note: Callable[[str], None],
) -> Iterator[Article | ArticleError]:
    blank: list[bytes] = []
    first = b""
    for first in stream:
        if first.strip():
            break
        blank.append(first)
    if looks_like_json_lines(first):
        lines = chain(blank, [first], stream)
        yield from read_json_lines(lines, name=name, published=day, publisher=publisher, note=note)
    else:
        yield _plain(b"".join((*blank, first, stream.read())), name, day, publisher, note)


def _plain(
    data: bytes, name: str, day: date | None, publisher: str | None, note: Callable[[str], None]
) -> Article:
    decoded = decode(data, where=name)
    if decoded.note:
        note(decoded.note)
    if not decoded.text.strip():
        raise ArticleError("the file is empty", where=name)
    # The id stays open: it then follows from the text, whatever the file is called. The name is
    # carried along for messages.
    extra = {} if name == STDIN_NAME else {"file": name}
    return Article(decoded.text, published=day, publisher=publisher, extra=extra)


def reason_of(error: OSError) -> str:
    """Why a file cannot be read, in a few words."""
    if isinstance(error, FileNotFoundError):
        return "no such file"
    if isinstance(error, IsADirectoryError):
        return "a directory; name the files in it"
    if isinstance(error, PermissionError):
        return "no permission to read it"
    return f"cannot be read: {error.strerror or error}"
