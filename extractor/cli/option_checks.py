"""Checks and converts the values of ``extract run``'s options."""

from __future__ import annotations

import math
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from extractor.errors import ExtractorError, UserFileError
from extractor.readers.options import gate_named
from extractor.text.printable import one_line

if TYPE_CHECKING:
    from datetime import date

__all__ = [
    "GateChoice",
    "characters",
    "day_of",
    "dollars",
    "fields_at",
    "lessons_file",
    "seconds",
    "share",
    "tokens",
]

LONGEST_TIMEOUT_S = 86_400  # a day; sockets do not accept any number
FEWEST_CHARS = 1000  # of a limit: a shorter one would cut sentences
THOUSANDS = {"k": 10**3, "m": 10**6, "g": 10**9}
BETWEEN_DIGITS = str.maketrans("._,", "   ")


class GateChoice(click.Choice[str]):
    """A gate; for a removed one the error names its replacement."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """See :class:`click.Choice`."""
        if value not in self.choices:
            try:
                gate_named(value)
            except ExtractorError as error:
                self.fail(str(error), param, ctx)
        return super().convert(value, param, ctx)


def day_of(_: click.Context, __: click.Parameter, value: str | None) -> date | None:
    """The day in the option's value."""
    from extractor.errors import ArticleError
    from extractor.text.article import as_date

    try:
        return as_date(value)
    except ArticleError:
        raise click.BadParameter(f"{value!r} is not a date; write it as 2017-04-05") from None


def lessons_file(_: click.Context, __: click.Parameter, value: str | None) -> str | None:
    """The file's path, after checking that it can be read."""
    if value is None:
        return None
    from extractor.cli.learn import lessons_at

    lessons_at(value)
    return str(Path(value).absolute())


def fields_at(_: click.Context, __: click.Parameter, value: str | None) -> str | None:
    """The path of a file of fields, after checking that it can be read."""
    if value is None:
        return None
    from extractor.custom_fields import read_fields

    try:
        read_fields(value)
    except UserFileError as error:
        raise click.UsageError(one_line(str(error))) from None
    return str(Path(value).absolute())


def seconds(_: click.Context, __: click.Parameter, value: float) -> float:
    """A positive number of seconds."""
    if not 0 < value <= LONGEST_TIMEOUT_S:  # nor nan
        raise click.BadParameter(
            f"{value:g} seconds: give more than 0, and at most {LONGEST_TIMEOUT_S} (a day)"
        )
    return value


def share(_: click.Context, __: click.Parameter, value: float | None) -> float | None:
    """A share: more than 0, at most 1."""
    if value is not None and not 0 < value <= 1:  # nor nan
        raise click.BadParameter(f"{value:g} is no share; write 0.8 (more than 0, at most 1)")
    return value


def tokens(_: click.Context, __: click.Parameter, value: str | None) -> int | None:
    """A number of tokens: ``200000``, ``200k``, ``5M``."""
    return None if value is None else _amount(value, "tokens")


def dollars(_: click.Context, __: click.Parameter, value: float | None) -> float | None:
    """An amount of money; ``nan`` and ``inf`` would be no limit."""
    if value is not None and not math.isfinite(value):
        raise click.BadParameter(f"{value} is no amount of dollars; write 20 or 0.5")
    return value


def characters(_: click.Context, __: click.Parameter, value: str) -> int:
    """A number of characters, written in the same ways."""
    count = _amount(value, "characters")
    if count < FEWEST_CHARS:
        raise click.BadParameter(f"{value!r}: give at least {FEWEST_CHARS:,} characters")
    return count


def _amount(value: str, what: str) -> int:
    written = value.strip().lower()
    times = THOUSANDS.get(written[-1:], 1)
    digits = written[:-1].rstrip() if times > 1 else written
    try:
        if not all(map(str.isdecimal, digits.translate(BETWEEN_DIGITS).split(" "))):
            raise ValueError
        count = int(float(digits.replace("_", "").replace(",", "")) * times)
    except ValueError:
        count = 0
    if count < 1:
        raise click.BadParameter(f"{value!r} is no number of {what}; write 200000, 200k or 5M")
    return count
