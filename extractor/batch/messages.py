"""Messages about one article of many, for a single process and for remote workers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from extractor.sources import STDIN_NAME
from extractor.text.printable import one_line

if TYPE_CHECKING:
    from extractor.batch.done import Done

__all__ = ["cut_line", "failure_line", "name_of"]


def name_of(done: Done) -> str:
    """The name by which a user knows the article: its id, else its file; empty if the source gave
    neither."""
    article = done.article
    return "" if article is None else article.id or str(article.extra.get("file") or STDIN_NAME)


def failure_line(name: str, done: Done, hint: str = "") -> str:
    """The line that says which article failed and why. ``hint`` is added if it is a bug of ours."""
    message = one_line(str(done.error))
    if hint and done.error is not None and done.error.__cause__ is not None:
        message += f" {hint}"
    named = not name or message.startswith(f"{one_line(name)}: ")
    return message if named else f"{one_line(name)}: {message}"


def cut_line(name: str, done: Done) -> str:
    """The line that says how far an article was read that was not read to its end; else empty."""
    return f"{name}: {done.cut}" if name and done.cut else done.cut
