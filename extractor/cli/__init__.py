"""The command line: ``extract`` and its commands, one module each, loaded when called."""

from __future__ import annotations

import atexit
import contextlib
import gc
import signal
import sys
import threading
from importlib import import_module
from typing import TYPE_CHECKING, Any

import click
from click.shell_completion import CompletionItem
from click_default_group import DefaultGroup  # type: ignore[import-untyped]

from extractor.errors import ExtractorError

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["main"]

# Name, module, and what it does. Only the command that is called is imported: `extract --help`
# has to answer at once, and the models' and records' libraries take half a second to load.
COMMANDS = {
    "run": ("extractor.cli.run", "Read articles, write event records (the default)."),
    "retry": ("extractor.cli.retry", "Read the articles again that failed."),
    "show": ("extractor.cli.show", "Show event records for people, with their evidence."),
    "convert": ("extractor.cli.convert", "Write records, ACLED or UCDP rows in another format."),
    "score": ("extractor.cli.score", "Score records against gold ones; agreement of coders."),
    "evaluate": ("extractor.cli.evaluate", "Measure a model on texts with gold; compare runs."),
    "fetch": ("extractor.cli.fetch", "Fetch rows of ACLED or UCDP from their own servers."),
    "load": ("extractor.cli.load", "Load records, ACLED or UCDP rows into a database."),
    "merge": ("extractor.cli.merge", "Make one record of the reports of one event."),
    "diff": ("extractor.cli.diff", "Tell what came, went and changed between two files."),
    "review": ("extractor.cli.review", "Review event records in the browser."),
    "learn": ("extractor.cli.learn", "Learn from reviewed records for the next run."),
    "validate": ("extractor.cli.validate", "Check records: every mistake, at its line."),
    "schema": ("extractor.cli.schema", "Print the JSON Schema of a record."),
    "batch": ("extractor.cli.batch", "Articles through a provider's batch API, at half price."),
    "distribute": ("extractor.cli.distribute", "Read articles on many machines, with Ray."),
    "serve": ("extractor.cli.serve", "Answer other programs over HTTP (and assistants, MCP)."),
    "mcp": ("extractor.cli.serve", "Answer an assistant on standard input and output (MCP)."),
    "models": ("extractor.cli.models", "List, pull and remove models of this machine."),
}
INVALID, USAGE, SOME_FAILED, INTERRUPTED = 1, 2, 3, 130
DEBUG_HINT = "(--debug shows where)"

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
  3    some articles failed or are left undone
  130  interrupted (Ctrl-C, SIGTERM); what was done is written

`extract PATH` is short for `extract run PATH`; `extract run --help` has all its options.
"""


def files(_: click.Context, __: click.Parameter | None, incomplete: str) -> list[CompletionItem]:
    """Names of files, which the shell itself finds."""
    return [CompletionItem(incomplete, type="file")]


class LazyGroup(DefaultGroup):  # type: ignore[misc]
    """Imports a command when it is called; every error is one line and an exit code."""

    def main(self, *args: Any, **extra: Any) -> Any:
        """The last resort: an unforeseen error is one line too, unless ``--debug`` is given."""
        if not args and extra.get("args") is None:
            # At exit of the program itself. The system frees the memory anyway: a last search for
            # garbage takes up to half a second and frees nothing sooner.
            atexit.register(gc.freeze)
        if not extra.get("standalone_mode", True):
            return super().main(*args, **extra)
        given = extra.get("args") or (args[0] if args else None) or sys.argv[1:]
        try:
            return super().main(*args, **extra)
        except Exception as error:
            if "--debug" in given:
                raise
            sys.exit(unforeseen(error))

    def make_context(self, *args: Any, **extra: Any) -> click.Context:
        """``--help`` and ``--version`` are already answered here."""
        with read_or_not():
            made: click.Context = super().make_context(*args, **extra)
        return made

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        wanted = name if name in COMMANDS else self.default_cmd_name
        if wanted not in self.commands:
            module = import_module(COMMANDS[wanted][0])
            self.add_command(getattr(module, wanted), wanted)
        command: click.Command | None = super().get_command(ctx, name)
        return command

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """During shell completion, an empty command line does not call the default command."""
        if ctx.resilient_parsing and not args:
            return click.Group.parse_args(self, ctx, args)
        parsed: list[str] = super().parse_args(ctx, args)
        return parsed

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        """Names of commands, files and options of the default one; imports what it needs."""
        if incomplete.startswith("-"):
            default = self.get_command(ctx, self.default_cmd_name)
            assert default is not None
            return default.shell_complete(click.Context(default, parent=ctx), incomplete)
        names = [
            CompletionItem(name, help=description)
            for name, (_, description) in COMMANDS.items()
            if name.startswith(incomplete)
        ]
        return [*names, *files(ctx, None, incomplete)]

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, help) for name, (_, help) in COMMANDS.items()])

    def invoke(self, ctx: click.Context) -> Any:
        try:
            with read_or_not(), stopped_like_ctrl_c():
                return super().invoke(ctx)
        except ExtractorError as error:
            if debugging(ctx):
                raise
            _say(f"Error: {error}")
            ctx.exit(INVALID)
        except click.UsageError as error:
            command = error.ctx.command_path if error.ctx else ctx.command_path
            if isinstance(error, click.exceptions.NoArgsIsHelpError):  # `extract models`
                error.show()
            else:
                message = " ".join(error.format_message().split())
                _say(f"Error: {message} ({command} --help)")
            ctx.exit(USAGE)
        except KeyboardInterrupt:
            _say("interrupted")
            ctx.exit(INTERRUPTED)


def _say(line: str) -> None:
    """:func:`extractor.cli.streams.say`, loaded when there is something to say."""
    from extractor.cli.streams import say

    say(line)


@contextlib.contextmanager
def read_or_not() -> Iterator[None]:
    """A closed standard output (``| head -1``) is no error. click would exit with code 1, which
    means invalid data here, also for any other broken pipe."""
    try:
        yield
    except (click.ClickException, click.exceptions.Exit):
        raise
    except Exception as error:
        from extractor.cli.streams import OutputClosed, discard_stdout, of_stdout

        if isinstance(error, OutputClosed):
            raise click.exceptions.Exit(0) from None
        if not isinstance(error, BrokenPipeError):
            raise
        code = 0 if of_stdout(error) else unforeseen(error)
        discard_stdout()
        raise click.exceptions.Exit(code) from None


@contextlib.contextmanager
def stopped_like_ctrl_c() -> Iterator[None]:
    """Let SIGTERM and SIGHUP (a closed terminal) end the block in good order, as Ctrl-C does.

    Signals that are ignored (``nohup``) or handled already stay so.
    """
    before = []
    if threading.current_thread() is threading.main_thread():
        for name in ("SIGTERM", "SIGHUP"):
            number = getattr(signal, name, None)  # Windows has no SIGHUP
            if number is not None and signal.getsignal(number) is signal.SIG_DFL:
                before.append(number)
                signal.signal(number, _terminated)
    try:
        yield
    finally:
        for number in before:
            signal.signal(number, signal.SIG_DFL)


def _terminated(number: int, _: object) -> None:
    raise KeyboardInterrupt(number)  # the number tells it from Ctrl-C


def unforeseen(error: Exception) -> int:
    """Report an unexpected error in one line; returns the exit code."""
    from extractor.cli.streams import OutputFailed, discard_stdout, of_stdout, say
    from extractor.tables.temporary_data import FULL, no_room
    from extractor.text.printable import one_line

    if isinstance(error, OutputFailed):
        say(f"Error: {one_line(str(error))}")
        return USAGE
    if isinstance(error, OSError):  # a full disk, a folder of no access
        discard_stdout()
        if of_stdout(error):
            say(f"Error: standard output: {one_line(error.strerror or str(error))}")
            return USAGE
        if error.errno in FULL and not error.filename:  # such an error names the file
            say(f"Error: {no_room(error.strerror)}")
            return USAGE
        name = f": {error.filename}" if error.filename else ""
        say(f"Error: {one_line(f'{error.strerror or error}{name}')} {DEBUG_HINT}")
        return USAGE
    say(f"Error: internal error, {one_line(f'{type(error).__name__}: {error}')} {DEBUG_HINT}")
    return INVALID


def debugging(ctx: click.Context) -> bool:
    """True when ``--debug`` was given before or after the command's name."""
    return bool(ctx.find_root().meta.get("extractor.debug"))


def note_debug(ctx: click.Context, _: click.Parameter, value: bool) -> bool:
    """Callback of ``--debug``: stores it where the group's error handling finds it."""
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
