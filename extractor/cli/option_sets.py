"""The options of ``extract run`` in sets, as decorators for commands."""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING, Any, TypeVar

import click

from extractor.cli import note_debug
from extractor.cli.columns import column_options
from extractor.cli.help_groups import FAILURES, HeadedOption
from extractor.cli.options import Options
from extractor.cli.tables import table_options

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = [
    "at_once_options",
    "batch_options",
    "budget_options",
    "gate_option",
    "limit_options",
    "model_options",
    "output_options",
    "saying_options",
    "source_options",
    "together",
]

Command = TypeVar("Command", bound="Callable[..., Any]")


def together(*options: Callable[[Command], Command]) -> Callable[[Command], Command]:
    """Several options as one decorator, shown in this order."""

    def decorate(command: Command) -> Command:
        for option in reversed(options):
            command = option(command)
        return command

    return decorate


def _options_of(*sets: str) -> Callable[[Command], Command]:
    """The options of these sets, in the order of the fields."""
    return together(
        *(one.metadata["option"] for one in fields(Options) if one.metadata.get("of") in sets)
    )


source_options = together(_options_of("source"), column_options, table_options, _options_of("live"))
output_options = _options_of("output")
gate_option = together(*(one.metadata["option"] for one in fields(Options) if one.name == "gate"))
model_options = _options_of("model")
limit_options = _options_of("limits")
at_once_options = _options_of("at once")
budget_options = _options_of("budget")
batch_options = _options_of("limits", "at once", "order", "budget", "dry run")
saying_options = together(
    _options_of("saying"),
    click.option(
        "--debug",
        cls=HeadedOption,
        heading=FAILURES,
        is_flag=True,
        expose_value=False,
        callback=note_debug,
        help="Show tracebacks.",
    ),
)
