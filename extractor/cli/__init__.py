"""The command line: ``extract`` and its commands, one module each, loaded when called."""

from __future__ import annotations

from importlib import import_module
from typing import Any

import click
from click_default_group import DefaultGroup  # type: ignore[import-untyped]

from extractor.errors import ExtractorError

__all__ = ["main"]

# Name, module, and what it does. Only the command that is called is imported: `extract --help`
# has to answer at once, and the models' and records' libraries take half a second to load.
COMMANDS = {
    "run": ("extractor.cli.run", "Read articles, write event records (the default)."),
    "show": ("extractor.cli.show", "Show event records for people, with their evidence."),
    "schema": ("extractor.cli.schema", "Print the JSON Schema of a record."),
    "models": ("extractor.cli.models", "List, pull and remove embedded models."),
}
INVALID, USAGE, SOME_FAILED, INTERRUPTED = 1, 2, 3, 130

EPILOG = """
\b
Examples:
  extract article.txt --published 2017-04-05 > events.jsonl
  cat article.txt | extract
  extract articles.jsonl -o events.jsonl --model openai/gpt-4.1-mini
  extract show events.jsonl --articles articles.jsonl

\b
Exit codes:
  0    fine
  1    data is invalid
  2    wrong usage, or the model cannot be asked at all
  3    some articles failed, the others are done
  130  interrupted

`extract PATH` is short for `extract run PATH`; `extract run --help` has all its options.
"""


class LazyGroup(DefaultGroup):  # type: ignore[misc]
    """Commands imported when called; every expected error one line and an exit code."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        wanted = name if name in COMMANDS else self.default_cmd_name
        if wanted not in self.commands:
            module = import_module(COMMANDS[wanted][0])
            self.add_command(getattr(module, wanted), wanted)
        command: click.Command | None = super().get_command(ctx, name)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, help) for name, (_, help) in COMMANDS.items()])

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except ExtractorError as error:
            if debugging(ctx):
                raise
            click.echo(f"Error: {error}", err=True)
            ctx.exit(INVALID)
        except KeyboardInterrupt:
            click.echo("interrupted", err=True)
            ctx.exit(INTERRUPTED)


def debugging(ctx: click.Context) -> bool:
    """True when ``--debug`` was given before or after the command's name."""
    return bool(ctx.find_root().meta.get("extractor.debug"))


def note_debug(ctx: click.Context, _: click.Parameter, value: bool) -> bool:
    """Callback of ``--debug``: remembered where the group's own error handling finds it."""
    if value:
        ctx.find_root().meta["extractor.debug"] = True
    return value


@click.group(
    cls=LazyGroup,
    default="run",
    default_if_no_args=True,
    epilog=EPILOG,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(package_name="extract-events", prog_name="extract")
def main() -> None:
    """News articles in, conflict event records out: each field tied to the words it came from."""
