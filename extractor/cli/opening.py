"""The extractor and the budget that the options of a run or a server describe."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

import click

from extractor.models.spec import DEFAULT_SPEC, SPEC_VARIABLE
from extractor.reading import Tokens

if TYPE_CHECKING:
    from collections.abc import Callable

    from rich.console import Console

    from extractor.batch.budget import Budget
    from extractor.cli.options import Options
    from extractor.pipeline import Extractor

__all__ = ["budget_of", "open_extractor", "processes_of"]

ARTICLES_EACH, GATED_EACH = 32, 8
"""Articles at once per process; with the gate it computes more."""
LINUX = hasattr(os, "sched_getaffinity")


def open_extractor(options: Options, console: Console | None) -> Extractor:
    """The extractor, in one process or several. Raises :class:`ModelUnavailable`."""
    from extractor.pipeline import Extractor

    given: dict[str, Any] = {
        "model": options.model,
        "base_url": options.base_url,
        "reader": options.reading,
        "assume_yes": options.yes,
        "timeout_s": options.timeout,
        "console": console,
        "cache": options.cache,
    }
    processes = processes_of(options)
    if processes > 1:
        from extractor.batch.processes import ProcessExtractor

        at_once = options.concurrency or processes
        return ProcessExtractor(given, count=processes, concurrency=at_once)
    return Extractor(**given)


def budget_of(
    options: Options,
    extractor: Extractor,
    cost: Callable[[Tokens], float | None],
    *,
    spent: Tokens | None = None,
    articles: int = 0,
) -> Budget | None:
    """The budget; ``None`` without limits. ``spent`` is what ``articles`` have cost so far.

    Raises :class:`click.UsageError` for a limit in dollars if the price is unknown.
    """
    from extractor.batch.budget import Budget

    if options.budget_usd and cost(Tokens(1)) is None:
        raise click.UsageError(
            f"--budget-usd: no price of {extractor.model.name} is known; give --prices"
        )
    if not (options.budget_tokens or options.budget_usd):
        return None
    return Budget(
        options.budget_tokens, options.budget_usd, cost=cost, spent=spent, articles=articles
    )


def processes_of(options: Options) -> int:
    """The number of reading processes. One handles some hundred articles a second; with the tagger,
    which computes all the time, one article at a time."""
    if options.processes:
        return options.processes
    model = (options.model or os.environ.get(SPEC_VARIABLE) or DEFAULT_SPEC).strip()
    if model.startswith("local"):
        return 1
    usual = GATED_EACH if options.gate == "tagger" else ARTICLES_EACH
    wanted = (options.concurrency or 1) // (1 if model == "tagger" else usual)
    return max(1, min(wanted, len(os.sched_getaffinity(0)) if LINUX else os.cpu_count() or 1))
