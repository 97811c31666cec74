"""The options of ``extract run``, of which ``extract retry`` shares many."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from extractor.cli import note_debug
from extractor.cli.columns import column_options
from extractor.cli.tables import table_options
from extractor.errors import UserFileError
from extractor.limits import CHARS, OVER, SECONDS, Limits
from extractor.readers.options import GATES, MOST_VOTES, READERS, ReaderOptions
from extractor.tables.options import USUAL, TableOptions
from extractor.text.printable import one_line

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from extractor.custom_fields import CustomField
    from extractor.sources.columns import Columns

__all__ = [
    "Options",
    "at_once_options",
    "batch_options",
    "budget_options",
    "gate_option",
    "limit_options",
    "model_options",
    "repair_option",
    "saying_options",
    "source_options",
]

TIMEOUT_S = 600
LONGEST_TIMEOUT_S = 86_400  # a day; sockets take no number of seconds whatever
MOST_AT_ONCE = 1024
FEWEST_CHARS = 1000  # of a limit: a shorter one would cut sentences
AMOUNT = re.compile(r"(\d+(?:[._,]\d+)*)\s*([kKmMgG]?)")
THOUSANDS = {"": 1, "k": 10**3, "m": 10**6, "g": 10**9}

Command = TypeVar("Command", bound="Callable[..., Any]")


@dataclass(frozen=True)
class Options:
    """What ``extract run`` was told."""

    paths: tuple[str, ...] = ()
    published: date | None = None
    publisher: str | None = None
    columns: Columns | None = None
    tables: TableOptions = USUAL
    split_live: bool = False
    output: str | None = None
    force: bool = False
    resume: bool = False
    repair: bool = False
    errors: str | None = None
    concurrency: int | None = None
    processes: int | None = None
    ordered: bool = False
    budget_tokens: int | None = None
    budget_usd: float | None = None
    prices: str | None = None
    cache: str | None = None
    dry_run: bool = False
    model: str | None = None
    base_url: str | None = None
    reader: str | None = None
    gate: str | None = None
    verify: bool = False
    votes: int = 1
    lessons: str | None = None
    fields: str | None = None
    timeout: float = TIMEOUT_S
    max_article_chars: int = CHARS
    max_article_seconds: float = SECONDS
    too_long: str = "cut"
    yes: bool = False
    quiet: bool = False
    verbose: bool = False

    @property
    def reading(self) -> ReaderOptions:
        """How articles are to be read. Raises :class:`click.UsageError` for what no reader does."""
        if self.reader in ("local", "questions") and (self.verify or self.votes > 1):
            raise click.UsageError("--verify and --votes go with --reader record")
        lessons = None
        if self.lessons:
            from extractor.lessons.file import read_lessons

            lessons = read_lessons(self.lessons)
        fields: tuple[CustomField, ...] = ()
        if self.fields:
            from extractor.custom_fields import read_fields

            fields = read_fields(self.fields)
        return ReaderOptions(
            self.reader, self.gate, self.verify, self.votes, self.limits, lessons, fields
        )

    @property
    def limits(self) -> Limits:
        """How much of one article is to be read."""
        over: Any = self.too_long
        return Limits(self.max_article_chars, self.max_article_seconds, over)


def _published(_: click.Context, __: click.Parameter, value: str | None) -> date | None:
    from extractor.errors import ArticleError
    from extractor.text.article import as_date

    try:
        return as_date(value)
    except ArticleError:
        raise click.BadParameter(f"{value!r} is not a date; write it as 2017-04-05") from None


def _lessons(_: click.Context, __: click.Parameter, value: str | None) -> str | None:
    """The file's path, once it is known that it can be read."""
    if value is None:
        return None
    from extractor.cli.learn import lessons_at

    lessons_at(value)
    return str(Path(value).absolute())


def fields_at(_: click.Context, __: click.Parameter, value: str | None) -> str | None:
    """The path of a file of fields, once it is known that it can be read."""
    if value is None:
        return None
    from extractor.custom_fields import read_fields

    try:
        read_fields(value)
    except UserFileError as error:
        raise click.UsageError(one_line(str(error))) from None
    return str(Path(value).absolute())


def _seconds(_: click.Context, __: click.Parameter, value: float) -> float:
    if not 0 < value <= LONGEST_TIMEOUT_S:  # nor nan
        raise click.BadParameter(
            f"{value:g} seconds: give more than 0, and at most {LONGEST_TIMEOUT_S} (a day)"
        )
    return value


def _tokens(_: click.Context, __: click.Parameter, value: str | None) -> int | None:
    return None if value is None else _amount(value, "tokens")


def _chars(_: click.Context, __: click.Parameter, value: str) -> int:
    count = _amount(value, "characters")
    if count < FEWEST_CHARS:
        raise click.BadParameter(f"{value!r}: give at least {FEWEST_CHARS:,} characters")
    return count


def _amount(value: str, what: str) -> int:
    found = AMOUNT.fullmatch(value.strip())
    try:
        if not found:
            raise ValueError
        count = int(float(found[1].replace("_", "").replace(",", "")) * THOUSANDS[found[2].lower()])
    except ValueError:
        count = 0
    if count < 1:
        raise click.BadParameter(f"{value!r} is no number of {what}; write 200000, 200k or 5M")
    return count


def together(*options: Callable[[Command], Command]) -> Callable[[Command], Command]:
    """Several options as one decorator, shown in this order."""

    def decorate(command: Command) -> Command:
        for option in reversed(options):
            command = option(command)
        return command

    return decorate


source_options = together(
    click.option("--published", callback=_published, metavar="DATE", help="Day of publication."),
    click.option("--publisher", metavar="NAME", help="Who published it."),
    column_options,
    table_options,
    click.option(
        "--split-live",
        is_flag=True,
        help="Read each entry of a live blog as an article of its own, with its own day.",
    ),
)
gate_option = click.option(
    "--gate",
    type=click.Choice(GATES),
    help="lexicon: do not read articles without a word for an incident or a claim (in the "
    "languages it knows); the usual of the reader questions, not of record.",
)
model_options = together(
    click.option(
        "--model",
        metavar="SPEC",
        envvar="EXTRACT_MODEL",
        show_envvar=True,
        help="tagger (the default), local, local:FILE.gguf, openai/NAME, anthropic/NAME, …",
    ),
    click.option("--base-url", metavar="URL", help="An OpenAI-compatible server to ask."),
    click.option(
        "--reader",
        type=click.Choice(READERS),
        help="Mark words (the tagger's way), ask many small questions, or for everything at once; "
        "the model's usual way if left out.",
    ),
    gate_option,
    click.option(
        "--verify",
        is_flag=True,
        help="Show the model its reading once more and ask what is wrong or missing (record).",
    ),
    click.option(
        "--votes",
        type=click.IntRange(1, MOST_VOTES),
        default=1,
        show_default=True,
        metavar="N",
        help="Read N times and keep what most agree on; agreement is the confidence (record).",
    ),
    click.option(
        "--lessons",
        callback=_lessons,
        metavar="FILE",
        help="What `extract learn` made of reviewed records: names of actors and places, examples.",
    ),
    click.option(
        "--fields",
        callback=fields_at,
        metavar="FILE",
        help="Fields of your own, asked of the model beside the record's (record).",
    ),
    click.option(
        "--timeout",
        type=float,
        default=TIMEOUT_S,
        show_default=True,
        callback=_seconds,
        metavar="SECONDS",
        help="Longest wait for one answer of the model, retries included.",
    ),
)
limit_options = together(
    click.option(
        "--max-article-chars",
        default=str(CHARS),
        show_default="2M",
        callback=_chars,
        metavar="N",
        help="Most that is read of one article: 50000, 250k, 10M.",
    ),
    click.option(
        "--max-article-seconds",
        type=float,
        default=SECONDS,
        show_default=True,
        callback=_seconds,
        metavar="SECONDS",
        help="Most time that one article takes, looked at between parts of it and questions.",
    ),
    click.option(
        "--too-long",
        type=click.Choice(OVER),
        default="cut",
        show_default=True,
        help="What is over these two: cut at a sentence, which is said, or refuse the article.",
    ),
)
at_once_options = together(
    click.option(
        "--concurrency",
        type=click.IntRange(1, MOST_AT_ONCE),
        metavar="N",
        help="Articles read at once; 1 for a model of this machine and 8 for others if left out.",
    ),
    click.option(
        "--processes",
        type=click.IntRange(1, 256),
        metavar="N",
        help="Processes that read; one for each 32 articles at once if left out (with the tagger: "
        "for each), up to the processors there are.",
    ),
)
budget_options = together(
    click.option(
        "--budget-tokens",
        callback=_tokens,
        metavar="N",
        help="Stop before more are spent: 200000, 200k, 5M. With --resume earlier runs count too.",
    ),
    click.option(
        "--budget-usd",
        type=click.FloatRange(min=0, min_open=True),
        metavar="DOLLARS",
        help="The same in US dollars, by the table of prices.",
    ),
    click.option(
        "--prices",
        metavar="FILE",
        help="CSV of what tokens cost (model, prompt, cached, completion; dollars a million); goes "
        "before the shipped table.",
    ),
    click.option(
        "--cache",
        metavar="DIR",
        help="Keep replies there: the same request to the same model is not paid for again.",
    ),
)
batch_options = together(
    limit_options,
    at_once_options,
    click.option("--ordered", is_flag=True, help="Write events in the order of the articles."),
    budget_options,
    click.option(
        "--dry-run",
        is_flag=True,
        help="Ask nothing: say how many articles would be sent, and about how many tokens.",
    ),
)
repair_option = click.option(
    "--repair",
    is_flag=True,
    help="With --resume, take lines out of the output that no such run wrote; a copy is kept.",
)
saying_options = together(
    click.option("-y", "--yes", is_flag=True, help="Pull a missing model without asking."),
    click.option("-q", "--quiet", is_flag=True, help="Say nothing but errors."),
    click.option("-v", "--verbose", is_flag=True, help="A line for each article."),
    click.option(
        "--debug", is_flag=True, expose_value=False, callback=note_debug, help="Show tracebacks."
    ),
)
