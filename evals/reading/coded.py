"""The three sets of replies written by hand: texts with gold, and the records made of them."""

from __future__ import annotations

import time
from dataclasses import replace
from pathlib import Path

from evals.reading.replying import WrittenReplies, replies_of
from extractor.evaluate.reading import ReadText
from extractor.evaluate.sets import EvaluationSet, load_set
from extractor.pipeline import Extractor

__all__ = ["SETS", "coded", "texts_of"]

HERE = Path(__file__).parent
SETS = {
    "reading": (HERE, "replies.jsonl"),
    "news": (HERE.parent / "news", "replies-news.jsonl"),
    "news-xx": (HERE.parent / "news", "replies-news-xx.jsonl"),
}
"""Name → folder of texts and gold, and the replies to some of these texts."""


def texts_of(name: str) -> tuple[EvaluationSet, Path]:
    """The texts of a set for which replies were written, with their gold, and the replies' path."""
    folder, file = SETS[name]
    texts = load_set(str(folder), "all")
    wanted = {article for article, _ in replies_of(HERE / file)}
    return replace(
        texts,
        name=name,
        articles=tuple(one for one in texts.articles if one.key in wanted),
        languages={key: one for key, one in texts.languages.items() if key in wanted},
        sources={key: one for key, one in texts.sources.items() if key in wanted},
        gold=tuple(one for one in texts.gold if one.source.article_id in wanted),
    ), HERE / file


def coded(texts: EvaluationSet, replies: Path) -> tuple[dict[str, ReadText], dict[str, str]]:
    """The records made from the replies, by text, and the settings they were made with."""
    model = WrittenReplies(replies_of(replies, texts.articles))
    read = {}
    with Extractor(model) as extractor:
        for article in texts.articles:
            model.begin(article.key)
            began = time.monotonic()
            outcome = extractor.process(article)
            read[article.key] = ReadText(
                article.key,
                tuple(outcome.events),
                outcome.tokens,
                time.monotonic() - began,
                str(outcome.error) if outcome.error else None,
                outcome.asked,
            )
        return read, dict(extractor.settings)
