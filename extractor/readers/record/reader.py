"""Reads an article with one structured call to a language model for each of its windows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from extractor.errors import ReplyTooLong
from extractor.limits import time_is_up
from extractor.models.protocol import Message, estimate_tokens
from extractor.readers.options import ReaderOptions
from extractor.readers.prompting import prompt
from extractor.readers.record.custom import reply_model, told_of_fields
from extractor.readers.record.examples import of_reviewed
from extractor.readers.record.gathering import Gathering
from extractor.readers.record.question import (
    UNKNOWN_CONTEXT,
    known_actors,
    question,
    window_tokens,
    windows,
)
from extractor.readers.record.verifying import verified
from extractor.readers.record.voting import agreed
from extractor.reading import Reading

if TYPE_CHECKING:
    from collections.abc import Sequence

    from extractor.analysis import Analysis
    from extractor.models.protocol import Model
    from extractor.text.span import Sentence

__all__ = ["RecordReader"]

ANSWER_TOKENS = 8000
"""Most tokens of a reply: some thirty events in full."""
SCHEMA_TOKENS = 2500
"""Tokens of the reply's schema, for models that get it as text."""


class RecordReader:
    """Asks a model for all events and statements of each window in one call."""

    name = "record"

    def __init__(self, model: Model, options: ReaderOptions | None = None) -> None:
        options = options or ReaderOptions()
        self.model = model
        self.prompt = prompt("record")
        self._verify, self._votes = options.verify, options.votes
        self._fields = options.fields
        self._reply = reply_model(options.fields)
        self.instructions = self.prompt.text + told_of_fields(options.fields)
        if options.lessons:
            self.instructions += of_reviewed(options.lessons.shown)

    @property
    def prompt_version(self) -> str:
        parts = [self.prompt.version]
        if self._verify:
            parts.append(prompt("verify").version)
        if self._votes > 1:
            parts.append(f"{self._votes} votes")
        return ", ".join(parts)

    def read(self, analysis: Analysis) -> Reading:
        """Return the events and statements of the article; raises :class:`ModelError`."""
        readings = [self._read(analysis, number) for number in range(self._votes)]
        return readings[0] if len(readings) == 1 else agreed(readings)

    def _read(self, analysis: Analysis, number: int) -> Reading:
        """Return one reading, the ``number``-th from 0."""
        gathering = Gathering(analysis, self._fields)
        context = self.model.context_tokens
        fixed = estimate_tokens(self.instructions) + SCHEMA_TOKENS
        most = window_tokens(context, fixed)
        actors = known_actors(analysis)
        room = min(ANSWER_TOKENS, (context or UNKNOWN_CONTEXT) // 3)
        for window in windows(analysis.article.sentences, most):
            if window[0].index and time_is_up(window[0].start):
                break
            self._window(analysis, gathering, window, actors, room, number)
        return gathering.reading()

    def _window(
        self,
        analysis: Analysis,
        gathering: Gathering,
        window: Sequence[Sentence],
        actors: Sequence[str],
        room: int,
        number: int,
    ) -> None:
        """Add a window's events and statements; if its reply is too long, read it in halves."""
        asked = question(analysis, window, so_far=gathering.events, actors=actors)
        if number:  # else a model that always answers the same would be asked in vain
            asked += f"\n(Reading {number + 1} of {self._votes}: read it anew.)"
        messages = self._messages(asked)
        try:
            reply, _ = self.model.structured(messages, self._reply, max_tokens=room)
        except ReplyTooLong:
            if len(window) < 2:
                raise
            half = len(window) // 2
            first, last = window[0].index + 1, window[-1].index + 1
            gathering.notes.append(f"sentences {first} to {last} were read in halves")
            self._window(analysis, gathering, window[:half], actors, room, number)
            self._window(analysis, gathering, window[half:], actors, room, number)
            return
        if self._verify:
            reply = verified(self.model, messages, reply)
        gathering.add(reply, (sentence.index for sentence in window))

    def _messages(self, asked: str) -> list[Message]:
        return [
            {"role": "system", "content": self.instructions},
            {"role": "user", "content": asked},
        ]
