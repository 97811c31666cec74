"""The options that name columns of tables, and keys of JSON."""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING, Any, TypeVar

import click

from extractor.cli.help_groups import INPUT, HeadedOption

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["column_options"]

PARTS = {
    "text": "the text",
    "id": "the id",
    "title": "the title",
    "published": "the day of publication",
    "publisher": "the publisher",
    "url": "the address",
}

Command = TypeVar("Command", bound="Callable[..., Any]")


def column_options(command: Command) -> Command:
    """``--text-column`` and its like; the command gets them as one argument ``columns``."""

    @wraps(command)
    def with_columns(*args: Any, **given: Any) -> Any:
        from extractor.sources.columns import Columns

        named = {part: given.pop(f"{part}_column") for part in PARTS}
        return command(*args, columns=Columns(**named), **given)

    decorated: Any = with_columns
    for part, what in reversed(PARTS.items()):
        decorated = click.option(
            f"--{part}-column",
            cls=HeadedOption,
            heading=INPUT,
            metavar="NAME",
            help=f"Column or JSON key that holds {what}.",
        )(decorated)
    return decorated  # type: ignore[no-any-return]
