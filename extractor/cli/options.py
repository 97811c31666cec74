"""The options of ``extract run``, many of which other commands share.

An option is a field of :class:`Options` and nothing else: how it is written on the command line,
its help, the heading it stands under and whether ``extract retry`` goes on with it stand there.
"""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from typing import TYPE_CHECKING, Any, Literal

import click

from extractor.cli.help_groups import COST, FAILURES, INPUT, MODEL, OUTPUT, HeadedOption
from extractor.cli.option_checks import (
    GateChoice,
    characters,
    day_of,
    dollars,
    fields_at,
    lessons_file,
    seconds,
    share,
    tokens,
)
from extractor.limits import CHARS, OVER, SECONDS, Limits
from extractor.readers.options import GATES, MOST_VOTES, READERS, ReaderOptions
from extractor.tables.options import USUAL, TableOptions

if TYPE_CHECKING:
    from datetime import date

    from extractor.custom_fields import CustomField
    from extractor.sources.columns import Columns

__all__ = ["KEPT", "Options"]

TIMEOUT_S = 600
MOST_AT_ONCE = 1024
Kept = Literal["", "always", "if given"]


def _option(
    *names: str, of: str, heading: str, default: Any = None, kept: Kept = "", **how: Any
) -> Any:
    """A field that is an option: its ``names`` and all other arguments of :func:`click.option`.

    ``of`` is its set of options (``option_sets.py``). ``kept`` means that it is saved with failed
    articles, so that ``extract retry`` reads them in the same way.
    """
    if how.get("is_flag"):
        default = False
    elif default is not None:
        how["default"] = default
    decorator = click.option(*names, cls=HeadedOption, heading=heading, **how)
    return field(default=default, metadata={"of": of, "option": decorator, "kept": kept})


@dataclass(frozen=True)
class Options:
    """What ``extract run`` was told."""

    paths: tuple[str, ...] = ()
    columns: Columns | None = None
    tables: TableOptions = USUAL
    published: date | None = _option(
        "--published",
        of="source",
        heading=INPUT,
        callback=day_of,
        metavar="DATE",
        help="Day of publication.",
    )
    publisher: str | None = _option(
        "--publisher", of="source", heading=INPUT, metavar="NAME", help="Who published it."
    )
    split_live: bool = _option(
        "--split-live",
        of="live",
        heading=INPUT,
        is_flag=True,
        help="Read each entry of a live blog as an article of its own, with its own day.",
        kept="if given",
    )
    output: str | None = _option(
        "-o",
        "--output",
        of="output",
        heading=OUTPUT,
        metavar="FILE",
        help="Write events there, not to standard output.",
    )
    force: bool = _option(
        "-f",
        "--force",
        of="output",
        heading=OUTPUT,
        is_flag=True,
        help="Write the output file anew if it exists.",
    )
    resume: bool = _option(
        "--resume",
        of="output",
        heading=OUTPUT,
        is_flag=True,
        help="Go on with the output of a run that was stopped.",
    )
    repair: bool = _option(
        "--repair",
        of="output",
        heading=OUTPUT,
        is_flag=True,
        help="With --resume, take lines out of the output that no such run wrote; a copy is kept.",
    )
    errors: str | None = _option(
        "--errors",
        of="output",
        heading=FAILURES,
        metavar="FILE",
        help="Write the articles that failed there, for retry.",
    )
    model: str | None = _option(
        "--model",
        of="model",
        heading=MODEL,
        metavar="SPEC",
        envvar="EXTRACT_MODEL",
        show_envvar=True,
        help="tagger (the default), local, local:FILE.gguf, openai/NAME, anthropic/NAME, …",
    )
    base_url: str | None = _option(
        "--base-url",
        of="model",
        heading=MODEL,
        metavar="URL",
        help="An OpenAI-compatible server to ask.",
    )
    reader: str | None = _option(
        "--reader",
        of="model",
        heading=MODEL,
        kept="always",
        type=click.Choice(READERS),
        help="Mark words (the tagger's way), or ask a model for everything at once; "
        "the model's usual way if left out.",
    )
    gate: str | None = _option(
        "--gate",
        of="model",
        heading=MODEL,
        kept="always",
        type=GateChoice(GATES),
        help="tagger: send only articles that may tell of a current event, as the small tagger on "
        "this machine sees it; the others cost nothing. none if left out.",
    )
    verify: bool = _option(
        "--verify",
        of="model",
        heading=MODEL,
        kept="always",
        is_flag=True,
        help="Show the model its reading once more and ask what is wrong or missing (record).",
    )
    votes: int = _option(
        "--votes",
        of="model",
        heading=MODEL,
        kept="always",
        type=click.IntRange(1, MOST_VOTES),
        default=1,
        show_default=True,
        metavar="N",
        help="Read N times and keep what most agree on; agreement is the confidence (record).",
    )
    lessons: str | None = _option(
        "--lessons",
        of="model",
        heading=MODEL,
        kept="if given",
        callback=lessons_file,
        metavar="FILE",
        help="What `extract learn` made of reviewed records: names of actors and places, examples.",
    )
    fields: str | None = _option(
        "--fields",
        of="model",
        heading=MODEL,
        kept="if given",
        callback=fields_at,
        metavar="FILE",
        help="Fields of your own, asked of the model beside the record's (record).",
    )
    min_confidence: float | None = _option(
        "--min-confidence",
        of="model",
        heading=MODEL,
        kept="if given",
        type=float,
        callback=share,
        metavar="SHARE",
        help="Leave out events, and make values unknown, that are less likely right, each with a "
        "note: 0.8. What shows no confidence stays.",
    )
    timeout: float = _option(
        "--timeout",
        of="model",
        heading=FAILURES,
        type=float,
        default=TIMEOUT_S,
        show_default=True,
        callback=seconds,
        metavar="SECONDS",
        help="Longest wait for one answer of the model, retries included.",
    )
    max_article_chars: int = _option(
        "--max-article-chars",
        of="limits",
        heading=FAILURES,
        type=str,
        default=CHARS,
        show_default="2M",
        callback=characters,
        metavar="N",
        help="Most that is read of one article: 50000, 250k, 10M.",
        kept="if given",
    )
    max_article_seconds: float = _option(
        "--max-article-seconds",
        of="limits",
        heading=FAILURES,
        type=float,
        default=SECONDS,
        show_default=True,
        callback=seconds,
        metavar="SECONDS",
        help="Most time that one article takes, looked at between parts of it and questions.",
        kept="if given",
    )
    too_long: str = _option(
        "--too-long",
        of="limits",
        heading=FAILURES,
        type=click.Choice(OVER),
        default="cut",
        show_default=True,
        help="What is over these two: cut at a sentence, which is said, or refuse the article.",
        kept="if given",
    )
    concurrency: int | None = _option(
        "--concurrency",
        of="at once",
        heading=MODEL,
        type=click.IntRange(1, MOST_AT_ONCE),
        metavar="N",
        help="Articles read at once; 1 for a model of this machine and 8 for others if left out.",
    )
    processes: int | None = _option(
        "--processes",
        of="at once",
        heading=MODEL,
        type=click.IntRange(1, 256),
        metavar="N",
        help="Processes that read; one for each 32 articles at once if left out (8 with --gate "
        "tagger, each with the tagger), up to the processors there are.",
    )
    ordered: bool = _option(
        "--ordered",
        of="order",
        heading=OUTPUT,
        is_flag=True,
        help="Write events in the order of the articles.",
    )
    budget_tokens: int | None = _option(
        "--budget-tokens",
        of="budget",
        heading=COST,
        callback=tokens,
        metavar="N",
        help="Stop before more are spent: 200000, 200k, 5M. With --resume earlier runs count too.",
    )
    budget_usd: float | None = _option(
        "--budget-usd",
        of="budget",
        heading=COST,
        type=click.FloatRange(min=0, min_open=True),
        callback=dollars,
        metavar="DOLLARS",
        help="The same in US dollars, by the table of prices.",
    )
    prices: str | None = _option(
        "--prices",
        of="budget",
        heading=COST,
        metavar="FILE",
        help="CSV of what tokens cost (model, prompt, cached, completion; dollars a million); goes "
        "before the shipped table.",
    )
    cache: str | None = _option(
        "--cache",
        of="budget",
        heading=COST,
        metavar="DIR",
        help="Keep replies there: the same request to the same model is not paid for again.",
    )
    dry_run: bool = _option(
        "--dry-run",
        of="dry run",
        heading=COST,
        is_flag=True,
        help="Ask nothing: say how many articles would be sent, and about how many tokens.",
    )
    yes: bool = _option(
        "-y",
        "--yes",
        of="saying",
        heading=MODEL,
        is_flag=True,
        help="Pull a missing model without asking.",
    )
    quiet: bool = _option(
        "-q", "--quiet", of="saying", heading=OUTPUT, is_flag=True, help="Say nothing but errors."
    )
    verbose: bool = _option(
        "-v",
        "--verbose",
        of="saying",
        heading=OUTPUT,
        is_flag=True,
        help="A line for each article.",
    )

    @property
    def reading(self) -> ReaderOptions:
        """How articles are read. Raises :class:`click.UsageError` for an impossible combination."""
        if self.reader == "local" and (self.verify or self.votes > 1):
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
            self.reader,
            self.gate,
            self.verify,
            self.votes,
            self.limits,
            lessons,
            fields,
            self.min_confidence,
        )

    @property
    def limits(self) -> Limits:
        """How much of one article is to be read."""
        over: Any = self.too_long
        return Limits(self.max_article_chars, self.max_article_seconds, over)


KEPT: dict[str, Kept] = {
    one.name: one.metadata["kept"] for one in fields(Options) if one.metadata.get("kept")
}
"""The options that ``extract retry`` takes over, beside model, server and output."""
