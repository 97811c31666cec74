"""Groups the help of commands with many options: input, output, reading, cost, failures."""

from __future__ import annotations

from typing import Any

import click

__all__ = [
    "COST",
    "FAILURES",
    "HEADINGS",
    "INPUT",
    "LISTENING",
    "MODEL",
    "OTHERS",
    "OUTPUT",
    "GroupedCommand",
    "HeadedOption",
]

LISTENING, INPUT, OUTPUT = "Listening", "Input", "Output"
MODEL, COST, FAILURES = "Model", "Cost", "Failures"
OTHERS = "Options"
HEADINGS = (LISTENING, INPUT, OUTPUT, MODEL, COST, FAILURES, OTHERS)
"""In the order of the help; empty headings are left out."""


class HeadedOption(click.Option):
    """An option with a heading."""

    def __init__(self, *given: Any, heading: str, **how: Any) -> None:
        super().__init__(*given, **how)
        self.heading = heading


class GroupedCommand(click.Command):
    """A command whose help has its options under headings."""

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The options of each heading in the command's order, then those without one."""
        listed: dict[str, list[tuple[str, str]]] = {heading: [] for heading in HEADINGS}
        for option in self.get_params(ctx):
            record = option.get_help_record(ctx) if isinstance(option, click.Option) else None
            if record is not None:
                listed[getattr(option, "heading", OTHERS)].append(record)
        for heading, records in listed.items():
            if records:
                with formatter.section(heading):
                    formatter.write_dl(records)
