"""``extract run --dry-run``: what a run would send, without sending it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from extractor.batch.done import Fate
from extractor.batch.estimate import MOST_TRIED, MeasuringModel, estimate
from extractor.cli.prices import prices_of
from extractor.cli.streams import say
from extractor.errors import ArticleError, ExtractorError, ModelUnavailable
from extractor.models.contexts import known_context
from extractor.models.embedded import LARGEST_CONTEXT
from extractor.models.spec import LocalSpec, TaggerSpec, parse_spec
from extractor.models.tagger import TaggerModel, require_numpy
from extractor.models.weights import ENCODER
from extractor.text.printable import one_line, plural

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from extractor.cli.options import Options
    from extractor.text.article import Article

__all__ = ["dry_run"]


def dry_run(articles: Iterable[Article | ArticleError], options: Options) -> int:
    """Report on standard error how many articles would be sent and about how many tokens; returns
    how many cannot be read. Raises :class:`click.UsageError` for a wrong model."""
    try:
        spec = parse_spec(options.model, base_url=options.base_url)
        if isinstance(spec, TaggerSpec):
            require_numpy()
    except ModelUnavailable as error:
        raise click.UsageError(str(error)) from None
    if isinstance(spec, TaggerSpec):
        model: MeasuringModel | TaggerModel = TaggerModel(ENCODER.path)
    elif isinstance(spec, LocalSpec):
        model = MeasuringModel(_local_name(spec), LARGEST_CONTEXT)
    else:
        model = MeasuringModel(spec.name, known_context(spec))
    prices = prices_of(options)
    name = model.name
    try:
        unsaid = options.gate is None and not isinstance(model, TaggerModel)
        found = estimate(
            _reporting_errors(articles), model, reader=options.reading, tries_gate=unsaid
        )
    except ExtractorError as error:  # a reader that does not fit the model
        raise click.UsageError(str(error)) from None
    to_do = "read by" if isinstance(model, TaggerModel) else "sent to"
    counts = [
        plural(found.articles, "article"),
        f"{found.counts[Fate.READ]:,} would be {to_do} {name}",
    ]
    others = (
        (Fate.NOTHING, "left out by the gate"),
        (Fate.SAME, "with the same text as another"),
        (Fate.FAILED, "cannot be read"),
    )
    counts += [f"{found.counts[fate]:,} {what}" for fate, what in others if found.counts[fate]]
    if isinstance(model, TaggerModel):
        say(f"{one_line(', '.join(counts))}; on this machine, free; nothing was read")
        return found.counts[Fate.FAILED]
    tokens = found.tokens
    said = f"about {tokens.prompt:,} prompt and {tokens.completion:,} completion tokens"
    cost = prices.cost(name, tokens)
    money = "price not known" if cost is None else f"about ${cost:,.2f} without cached tokens"
    say(f"{one_line(', '.join(counts))}; {said}; {money}; nothing was sent")
    if found.idle:
        of = f"the first {MOST_TRIED}" if found.counts[Fate.READ] > found.tried else "them"
        say(f"--gate tagger would leave out {found.idle} of {of}, which hardly tell of an event")
    return found.counts[Fate.FAILED]


def _reporting_errors(
    articles: Iterable[Article | ArticleError],
) -> Iterator[Article | ArticleError]:
    for article in articles:
        if isinstance(article, ArticleError):
            say(f"Error: {one_line(str(article))}")
        yield article


def _local_name(spec: LocalSpec) -> str:
    path = spec.path or (spec.weights.path if spec.weights else None)
    return f"local:{path.stem}" if path else "local"
