"""``extract retry``: the articles that failed, read again."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from click.core import ParameterSource

from extractor.cli import debugging
from extractor.cli.help_groups import OUTPUT, GroupedCommand, HeadedOption
from extractor.cli.option_sets import (
    batch_options,
    model_options,
    saying_options,
)
from extractor.cli.options import KEPT, Options
from extractor.cli.streams import say

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["retry"]


@click.command("retry", cls=GroupedCommand)
@click.argument("errors", metavar="ERRORS")
@click.option(
    "-o",
    "--output",
    cls=HeadedOption,
    heading=OUTPUT,
    metavar="FILE",
    help="Add the events there; where the run wrote if left out.",
)
@click.option(
    "--repair",
    cls=HeadedOption,
    heading=OUTPUT,
    is_flag=True,
    help="Take lines out of the output that no such run wrote; a copy is kept.",
)
@model_options
@batch_options
@saying_options
@click.pass_context
def retry(ctx: click.Context, /, errors: str, **given: Any) -> None:
    """Read the articles again that `extract run --errors ERRORS` could not.

    They are in ERRORS, a JSON object a line. Model, server, reader and output are those of the
    run unless options say otherwise; a password in the server's address was not kept and has to be
    given again. What is read now is added to the output and taken out of ERRORS; what fails again
    stays, and so does what no source could read.

    \b
    Exit codes: 0 fine, also where ERRORS holds no failures, 2 wrong usage, no model, or another run
    is writing the output, 3 some failed again or no source could read them, 130 interrupted.
    """
    path = Path(errors)
    run, count = _run_of_all(path)
    if not count:
        say(f"Note: {path} holds no failures: there is nothing to read again")
        ctx.exit(0)
    usual = Options()
    for name in ("model", "base_url", *KEPT):
        default, before = getattr(usual, name), run.get(name)
        fits = before is not None if default is None else isinstance(before, type(default))
        if fits and ctx.get_parameter_source(name) is not ParameterSource.COMMANDLINE:
            given[name] = before
    output = given.pop("output") or run.get("output")
    to_file = output not in (None, "-")
    options = Options(**given, output=output, resume=to_file)
    from extractor.cli.retrying import Retry

    ctx.exit(Retry(path, options, debug=debugging(ctx), total=count).code())


def _run_of_all(path: Path) -> tuple[dict[str, Any], int]:
    """The options of the run with these failures, and how many there are."""
    found: dict[str, Any] | None = None
    count = 0
    for number, row in rows(path):
        run = row.get("run") if isinstance(row, dict) else None
        if not isinstance(run, dict) or "article" not in row:
            raise click.UsageError(f"{path}:{number}: not a failed article as --errors writes them")
        if found is not None and run != found:
            raise click.UsageError(
                f"{path} holds failures of different runs (line {number}); retry them one by one"
            )
        found, count = run, count + 1
    return found or {}, count


def rows(path: Path) -> Iterator[tuple[int, Any]]:
    """The rows of a file of failures with their line numbers. A broken line is a usage error."""
    try:
        with path.open("rb") as lines:
            for number, line in enumerate(lines, start=1):
                if line.strip():
                    yield number, json.loads(line)
    except OSError as error:
        raise click.UsageError(f"{path} cannot be read: {error.strerror}") from None
    except (ValueError, RecursionError):
        raise click.UsageError(f"{path}:{number}: not a JSON object") from None
