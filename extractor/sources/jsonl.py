"""JSON Lines: an article a line, read as a stream; a bad line is an error and the next goes on."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from extractor.article import Article
from extractor.errors import ArticleError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from datetime import date

__all__ = ["article_of", "looks_like_json_lines", "read_json_lines"]

FIELDS = ("id", "title", "published", "publisher", "url")


def read_json_lines(
    lines: Iterable[bytes],
    *,
    name: str,
    published: date | None = None,
    publisher: str | None = None,
    note: Callable[[str], None] = lambda _: None,
) -> Iterator[Article | ArticleError]:
    """The articles of JSON Lines, in order; blank lines are passed over.

    Each line is a JSON object with ``text`` and perhaps ``id``, ``title``, ``published``,
    ``publisher`` and ``url``; other keys go to ``Article.extra``. ``published`` and ``publisher``
    stand in where a line lacks them. Errors name ``name`` and the line, counted from 1. ``note``
    is told of ids that come twice: their records could not be told apart.
    """
    first_line_of: dict[str, int] = {}
    found_any = False
    for number, raw in enumerate(lines, start=1):
        line = raw.removeprefix(b"\xef\xbb\xbf") if number == 1 else raw
        if not line.strip():
            continue
        found_any = True
        where = f"{name}:{number}"
        try:
            article = article_of(
                _parsed(line, where), where=where, published=published, publisher=publisher
            )
        except ArticleError as error:
            yield error
            continue
        if article.id is not None:
            earlier = first_line_of.setdefault(article.id, number)
            if earlier != number:
                note(f"{where}: id {article.id!r} was already used in line {earlier}")
        else:  # for messages: its id then follows from the text, which finds no line
            article.extra.setdefault("file", where)
        yield article
    if not found_any:
        yield ArticleError("the file is empty", where=name)


def article_of(
    entry: object,
    *,
    where: str,
    published: date | None = None,
    publisher: str | None = None,
) -> Article:
    """The article of one parsed JSON object; raises :class:`ArticleError` where it does not fit."""
    if not isinstance(entry, dict):
        raise ArticleError(f"not a JSON object but {_kind(entry)}", where=where)
    text = entry.get("text")
    if text is None:
        raise ArticleError("no `text` in the JSON object", where=where)
    if not isinstance(text, str):
        raise ArticleError(f"`text` is not a string but {_kind(text)}", where=where)
    if not text.strip():
        raise ArticleError("`text` is empty", where=where)
    known = {key: _string(entry.get(key), key, where) for key in FIELDS}
    day = known["published"]
    try:
        return Article(
            text=text,
            id=known["id"],
            title=known["title"],
            published=day or published,  # type: ignore[arg-type]  # it reads ISO strings itself
            publisher=known["publisher"] or publisher,
            url=known["url"],
            extra={key: value for key, value in entry.items() if key not in (*FIELDS, "text")},
        )
    except ArticleError as error:  # names the article's id; here the line is known too
        raise ArticleError(_without_where(error), where=where) from None


def looks_like_json_lines(first_line: bytes) -> bool:
    """True when a stream that begins with this line is JSON Lines: an object, whole or broken."""
    line = first_line.removeprefix(b"\xef\xbb\xbf").strip()
    if not line.startswith(b"{"):
        return False
    if line[1:].lstrip().startswith(b'"'):
        return True
    try:
        return isinstance(json.loads(line), dict)
    except (ValueError, RecursionError):
        return False


def _parsed(line: bytes, where: str) -> Any:
    try:
        # Without its newline, which would be a control character in a string that was cut off.
        return json.loads(line.decode("utf-8").rstrip("\r\n"))
    except UnicodeDecodeError as broken:
        message = f"byte {broken.start} of the line is not UTF-8, as JSON Lines must be"
    except json.JSONDecodeError as broken:
        message = f"broken JSON: {broken.msg.removesuffix(' at')} at column {broken.colno}"
    except RecursionError:
        message = "broken JSON: nested too deep"
    except ValueError:
        message = "broken JSON: a number of thousands of digits"
    raise ArticleError(message, where=where)


def _string(value: object, key: str, where: str) -> str | None:
    """A string or nothing; numbers are taken as ids, and only there."""
    if value is None or value == "":
        return None
    if isinstance(value, str):
        return value
    if key == "id" and isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    raise ArticleError(f"`{key}` is not a string but {_kind(value)}", where=where)


def _kind(value: object) -> str:
    kinds = {dict: "an object", list: "an array", str: "a string", bool: "true or false"}
    return kinds.get(type(value), "null" if value is None else "a number")


def _without_where(error: ArticleError) -> str:
    return str(error).removeprefix(f"{error.where}: ") if error.where else str(error)
