"""What is said of an article that was read among many: by one process or by a worker elsewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

from extractor.sources import STDIN_NAME
from extractor.text.printable import one_line

if TYPE_CHECKING:
    from extractor.batch.done import Done

__all__ = ["cut_line", "failure_line", "name_of"]


def name_of(done: Done) -> str:
    """What a user knows the article by: its id, else its file; empty where no source gave one."""
    article = done.article
    return "" if article is None else article.id or str(article.extra.get("file") or STDIN_NAME)


def failure_line(name: str, done: Done, hint: str = "") -> str:
    """Which article failed and why. ``hint`` follows what is a fault of the program."""
    message = one_line(str(done.error))
    if hint and done.error is not None and done.error.__cause__ is not None:
        message += f" {hint}"
    named = not name or message.startswith(f"{one_line(name)}: ")
    return message if named else f"{one_line(name)}: {message}"


def cut_line(name: str, done: Done) -> str:
    """How far an article was read that was not read to its end; else nothing."""
    return f"{name}: {done.cut}" if name and done.cut else done.cut
