"""How many articles would be sent, and about how many tokens: nothing is asked.

The readers are run on a model that measures what it is asked and answers nothing, so the prompts
are the very ones. Prompt tokens are estimated from characters (rather too many than too few, see
:func:`extractor.models.protocol.estimate_tokens`); the answers' are a typical answer's of the
reader, as measured on news articles, and the least certain part. Retries are not counted.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeVar

from extractor.batch.done import Fate
from extractor.batch.keys import KeySet, article_key
from extractor.errors import ArticleError, ExtractorError
from extractor.models.protocol import Message, estimate_message_tokens, estimate_tokens
from extractor.models.tagger import TaggerModel
from extractor.models.usage import SpendingModel
from extractor.pipeline import Extractor
from extractor.reading import Tokens

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pydantic import BaseModel

    from extractor.readers.options import ReaderOptions
    from extractor.text.article import Article

    Structure = TypeVar("Structure", bound=BaseModel)

__all__ = ["Estimate", "MeasuringModel", "estimate"]

WHOLE_RECORD = 2000
"""Tokens of a whole reading: the mean of the 25 replies in evals/reading is 2,157 (four events)."""


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
        """An instance with nothing in it; the schema is sent too, and counts."""
        schema = estimate_tokens(str(response_model.model_json_schema()))
        prompt = estimate_message_tokens(messages) + schema
        tokens = self._spend(Tokens(prompt, 0, min(WHOLE_RECORD, max_tokens)))
        empty: Any = {name: [] for name in response_model.model_fields}
        return response_model.model_construct(**empty), tokens


@dataclass
class Estimate:
    """What a run would come to, by what would become of its articles."""

    counts: dict[Fate, int] = field(default_factory=lambda: dict.fromkeys(Fate, 0))
    tokens: Tokens = field(default_factory=Tokens)
    idle: int = 0
    """Articles without a word for an incident or a claim: what the gate ``lexicon`` leaves out."""

    @property
    def articles(self) -> int:
        """All of them."""
        return sum(self.counts.values())


def estimate(
    articles: Iterable[Article | ArticleError],
    model: MeasuringModel | TaggerModel,
    *,
    reader: str | ReaderOptions | None = None,
) -> Estimate:
    """Counts the articles and the tokens; the model of the same name is not touched. Nothing is
    read with a tagger: it spends no tokens."""
    extractor = Extractor(model, reader=reader)
    settings = extractor.settings
    seen = KeySet()
    found = Estimate()
    for article in articles:
        found.counts[_fate(article, extractor, seen, settings, found)] += 1
    found.tokens = model.spent
    return found


def _fate(
    article: Article | ArticleError,
    extractor: Extractor,
    seen: KeySet,
    settings: dict[str, str],
    found: Estimate,
) -> Fate:
    if isinstance(article, ArticleError):
        return Fate.FAILED
    key = article_key(article, settings)
    if key in seen:
        return Fate.SAME
    seen.add(key)
    try:
        parts = [analysis for analysis, _ in extractor.parts_of(article)]
        if not parts:
            found.idle += 1
        parts = [analysis for analysis in parts if extractor.asks_about(analysis)]
        if not isinstance(extractor.model, TaggerModel):
            for analysis in parts:
                extractor.reader.read(analysis)
    except ExtractorError:
        return Fate.FAILED
    return Fate.READ if parts else Fate.NOTHING
