"""Reads an article by one structured call for each of its windows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from extractor.models.protocol import Message, estimate_tokens
from extractor.readers.prompting import prompt
from extractor.readers.record.gathering import Gathering
from extractor.readers.record.question import UNKNOWN_CONTEXT, question, window_tokens, windows
from extractor.readers.record.reply import ArticleReading
from extractor.reading import Reading

if TYPE_CHECKING:
    from extractor.analysis import Analysis
    from extractor.models.protocol import Model

__all__ = ["RecordReader"]

ANSWER_TOKENS = 8000
"""Room for a reply: some thirty events told in full."""
SCHEMA_TOKENS = 2500
"""What the reply's schema takes, where it is sent as text."""


class RecordReader:
    """Asks once for all events and statements, a window at a time."""

    name = "record"

    def __init__(self, model: Model) -> None:
        self.model = model
        self.prompt = prompt("record")

    @property
    def prompt_version(self) -> str:
        return self.prompt.version

    def read(self, analysis: Analysis) -> Reading:
        """Events and statements of the article; raises :class:`ModelError`."""
        gathering = Gathering(analysis)
        context = getattr(self.model, "context_tokens", None)
        fixed = estimate_tokens(self.prompt.text) + SCHEMA_TOKENS
        most = window_tokens(context, fixed)
        room = min(ANSWER_TOKENS, (context or UNKNOWN_CONTEXT) // 3)
        for window in windows(analysis.article.sentences, most):
            reply, _ = self.model.structured(
                self._messages(question(analysis, window, so_far=gathering.events)),
                ArticleReading,
                max_tokens=room,
            )
            gathering.add(reply, (sentence.index for sentence in window))
        return gathering.reading()

    def _messages(self, asked: str) -> list[Message]:
        return [
            {"role": "system", "content": self.prompt.text},
            {"role": "user", "content": asked},
        ]
