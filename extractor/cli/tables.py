"""The options that say how files of rows are read: encoding, sheet, lines above the header."""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING, Any, TypeVar

import click

from extractor.cli.help_groups import INPUT, HeadedOption
from extractor.cli.streams import say
from extractor.text.printable import one_line

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["note", "table_options"]

Command = TypeVar("Command", bound="Callable[..., Any]")


def note(line: str) -> None:
    """Say what a user should know that is no error."""
    say(f"Note: {one_line(line)}")


def _encoding(_: click.Context, __: click.Parameter, value: str | None) -> str | None:
    if value is None:
        return None
    from extractor.tables.guessing import codec_of

    try:
        codec_of(value)
    except LookupError as unknown:
        raise click.BadParameter(
            f"{one_line(str(unknown))}; there are utf-8, windows-1251, latin2, gb18030 and so on"
        ) from None
    return value


def table_options(command: Command) -> Command:
    """``--encoding``, ``--sheet`` and ``--skip-lines``; the command gets them as one argument
    ``tables``, which tells its notes on standard error."""

    @wraps(command)
    def with_tables(*args: Any, **given: Any) -> Any:
        from extractor.tables import TableOptions

        named = {name: given.pop(name) for name in ("encoding", "sheet", "skip_lines")}
        return command(*args, tables=TableOptions(**named, note=note), **given)

    decorated: Any = with_tables
    for option in (
        click.option(
            "--skip-lines",
            cls=HeadedOption,
            heading=INPUT,
            type=click.IntRange(min=0),
            metavar="N",
            default=0,
            help="Lines above the header (CSV, each sheet); else a header below titles is found.",
        ),
        click.option(
            "--sheet",
            cls=HeadedOption,
            heading=INPUT,
            metavar="NAME",
            help="Sheet of a workbook; else the first that fits and all with its columns.",
        ),
        click.option(
            "--encoding",
            cls=HeadedOption,
            heading=INPUT,
            metavar="NAME",
            callback=_encoding,
            help="Encoding of texts (windows-1251, gb18030, …); else UTF-8, or guessed and said.",
        ),
    ):
        decorated = option(decorated)
    return decorated  # type: ignore[no-any-return]
