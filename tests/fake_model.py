"""A model whose answers come from the test: what it says is a function of what it is asked."""

from __future__ import annotations

from collections.abc import Callable
from types import TracebackType
from typing import Any, TypeVar

from pydantic import BaseModel
from typing_extensions import Self

from extractor.models.protocol import Message, estimate_tokens
from extractor.reading import Tokens

Structure = TypeVar("Structure", bound=BaseModel)
Readings = Callable[[str], Any]
"""The answer to a question: gets the user's message, gives the values a server would send."""

PUBLISHED = "2024-05-10"  # a Friday
COST = Tokens(100, 80, 5)


class FakeModel:
    """Implements the protocol without a server. ``asked`` keeps every user's message.

    ``readings`` gives the values of each answer, as the dictionary a server would send. Every call
    costs ``COST``.
    """

    name = "fake"

    def __init__(
        self,
        readings: Readings = lambda _: {"events": [], "statements": []},
        *,
        default_reader: str = "record",
        context_tokens: int | None = None,
    ) -> None:
        self.readings = readings
        self.default_reader = default_reader
        self.context_tokens = context_tokens
        self.spent = Tokens()
        self.asked: list[str] = []
        self.heard: list[list[Message]] = []
        self.systems: list[str] = []
        self.closed = False

    def structured(
        self,
        messages: list[Message],
        response_model: type[Structure],
        *,
        max_tokens: int,
        most_tokens: int | None = None,
    ) -> tuple[Structure, Tokens]:
        self._heard(messages)
        return response_model.model_validate(self.readings(messages[-1]["content"])), COST

    def count_tokens(self, text: str) -> int:
        return estimate_tokens(text)

    def close(self) -> None:
        self.closed = True

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        exc_type: type[BaseException] | None,
        exc: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    def _heard(self, messages: list[Message]) -> None:
        self.spent = self.spent + COST
        self.heard.append(messages)
        self.systems.append(messages[0]["content"])
        self.asked.append(messages[-1]["content"])
