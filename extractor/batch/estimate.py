"""Estimates how many articles a run would send and about how many tokens; no model is asked.

The readers run on a model that measures its prompts and answers nothing, so the prompts are the
real ones. Prompt tokens are estimated from characters (rather too many than too few, see
:func:`extractor.models.protocol.estimate_tokens`). Reply tokens are those of a typical reply of the
reader, as measured on news articles; they are the least certain part. Retries are not counted.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, TypeVar

from extractor.batch.done import Fate
from extractor.batch.keys import KeySet, article_key
from extractor.errors import ArticleError, ExtractorError, ModelUnavailable
from extractor.models.protocol import Message, estimate_message_tokens, estimate_tokens
from extractor.models.tagger import TaggerModel
from extractor.models.usage import SpendingModel
from extractor.pipeline import Extractor
from extractor.readers.options import ReaderOptions
from extractor.reading import Tokens
from extractor.text.article import Article

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pydantic import BaseModel

    from extractor.analysis import Analysis

    Structure = TypeVar("Structure", bound=BaseModel)

__all__ = ["MOST_TRIED", "Estimate", "MeasuringModel", "estimate"]

MOST_TRIED = 100
"""Articles on which the gate is tried when nobody asked for it: each takes up to 0.1 s."""
WHOLE_RECORD = 2000
"""Tokens of one whole reading: the mean of the 25 replies in evals/reading is 2,157 (four
events)."""


class MeasuringModel(SpendingModel):
    """A model that is never asked: it counts the tokens a question would cost, and knows nothing.

    ``name`` is that of the model it stands for.
    """

    def structured(
        self,
        messages: list[Message],
        response_model: type[Structure],
        *,
        max_tokens: int,
        most_tokens: int | None = None,
    ) -> tuple[Structure, Tokens]:
        """An empty instance; the schema is counted too, since it is sent."""
        schema = estimate_tokens(str(response_model.model_json_schema()))
        prompt = estimate_message_tokens(messages) + schema
        tokens = self._spend(Tokens(prompt, 0, min(WHOLE_RECORD, max_tokens)))
        empty: Any = {name: [] for name in response_model.model_fields}
        return response_model.model_construct(**empty), tokens


@dataclass
class Estimate:
    """The expected result of a run: articles by their fate, and tokens."""

    counts: dict[Fate, int] = field(default_factory=lambda: dict.fromkeys(Fate, 0))
    tokens: Tokens = field(default_factory=Tokens)
    tried: int = 0
    """Articles on which the gate was tried, at most the first :data:`MOST_TRIED`."""
    idle: int = 0
    """How many of the tried articles the gate would leave out."""

    @property
    def articles(self) -> int:
        """The number of all articles."""
        return sum(self.counts.values())


def estimate(
    articles: Iterable[Article | ArticleError],
    model: MeasuringModel | TaggerModel,
    *,
    reader: str | ReaderOptions | None = None,
    tries_gate: bool = False,
) -> Estimate:
    """Count the articles and estimate the tokens, without asking the model.

    With a tagger nothing is read, since it spends no tokens. With ``tries_gate`` the gate
    ``tagger`` is tried on the first articles if its weights are on this machine. Raises
    :class:`ModelUnavailable` where ``reader`` asks for that gate and the weights are missing.
    """
    extractor = Extractor(model, reader=reader)
    trial = _trial(model, ReaderOptions.of(reader)) if tries_gate else None
    settings = extractor.settings
    seen = KeySet()
    found = Estimate()
    for article in articles:
        parts: list[Analysis] = []
        found.counts[_fate(article, extractor, seen, settings, parts)] += 1
        if parts and trial and found.tried < MOST_TRIED:
            assert isinstance(article, Article)
            try:
                found.idle += all(trial.left_out(one, article) for one in parts)
                found.tried += 1
            except ModelUnavailable:  # nobody asked for the gate
                trial = None
    found.tokens = model.spent
    return found


def _trial(model: MeasuringModel | TaggerModel, options: ReaderOptions) -> Extractor | None:
    try:
        return Extractor(model, reader=replace(options, gate="tagger"))
    except ModelUnavailable:
        return None


def _fate(
    article: Article | ArticleError,
    extractor: Extractor,
    seen: KeySet,
    settings: dict[str, str],
    parts: list[Analysis],
) -> Fate:
    """What would become of an article; the stretches that would be read are added to ``parts``."""
    if isinstance(article, ArticleError):
        return Fate.FAILED
    key = article_key(article, settings)
    if key in seen:
        return Fate.SAME
    seen.add(key)
    try:
        found = [analysis for analysis, _ in extractor.parts_of(article)]
        parts += [one for one in found if not extractor.left_out(one, article)]
        if not isinstance(extractor.model, TaggerModel):
            for analysis in parts:
                extractor.reader.read(analysis)
    except ModelUnavailable:  # from the gate: no article can be read
        raise
    except ExtractorError:
        return Fate.FAILED
    return Fate.READ if parts else Fate.NOTHING
