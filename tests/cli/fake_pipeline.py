"""Stands in for ``extractor.pipeline``: one event for each "bomb" in the text, and more on cue.

Executed under the real module's name, in tests and in processes that tests start.
"""

from __future__ import annotations

import os
import signal
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from extractor.errors import ExtractorError, ModelReplyError, ModelUnavailable
from extractor.reading import Tokens
from extractor.records import EventRecord, schema_for

if TYPE_CHECKING:
    from extractor.text.article import Article

CALLS: list[dict[str, Any]] = []


@dataclass(frozen=True)
class Outcome:
    article_id: str
    events: list[EventRecord] = field(default_factory=list)
    error: ExtractorError | None = None
    tokens: Tokens = field(default_factory=Tokens)
    seconds: float = 0.5
    warnings: list[str] = field(default_factory=list)
    asked: bool = True
    tries: int = 1
    cut: str = ""


class Extractor:
    concurrency = 1
    settings = dict.fromkeys(("model", "reader", "prompt", "schema"), "fake")

    cache_use = None

    def __init__(self, *, console: object = None, **options: Any) -> None:
        CALLS.append(options)

    def close(self) -> None:
        CALLS[-1]["closed"] = True

    def process(self, article: Article) -> Outcome:
        text = article.text
        if "no model" in text:
            raise ModelUnavailable("no weights here; type: extract models pull")
        if "broken program" in text:
            raise TypeError("cannot add a bomb to None")
        if "Ctrl-C" in text:
            os.kill(os.getpid(), signal.SIGINT)
        if "bad reply" in text:
            error = ModelReplyError("the reply was cut off")
            return Outcome(article.key, error=error, tokens=Tokens(100, 0, 5))
        if "bomb" not in text:
            return Outcome(article.key, asked=False)
        return Outcome(
            article.key,
            events=[_event(article, number) for number in range(text.count("bomb"))],
            tokens=Tokens(1000, 400, 20),
            warnings=["the year is not sure"] if "warn" in text else [],
        )


def _event(article: Article, number: int) -> EventRecord:
    example = schema_for("event")["examples"][0]
    example["id"] = f"{article.key}-{number}"
    example["source"]["article_id"] = article.key
    example["source"]["publisher"] = article.source_name
    example["source"]["published"] = article.published and article.published.isoformat()
    example["source"]["sha256"] = article.sha256
    if "Tuesday" in article.text and not article.published:
        example["date"] = None
    return EventRecord.model_validate(example)
