"""The interface of all models, and token estimates.

Messages are the usual list of ``{"role": "system" | "user" | "assistant", "content": "…"}``. A call
raises :class:`~extractor.errors.ModelUnavailable` when the model cannot be asked at all,
:class:`~extractor.errors.ModelReplyError` when its reply cannot be used, and
:class:`~extractor.errors.ModelRefused` when the model declines.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache
from string import ascii_lowercase, ascii_uppercase, digits, punctuation
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from types import TracebackType
    from typing import TypeVar

    from pydantic import BaseModel
    from typing_extensions import Self

    from extractor.reading import Tokens

    Structure = TypeVar("Structure", bound=BaseModel)

Message = dict[str, str]

TOKENS_PER_CHARACTER = (
    (ascii_lowercase, 0.28),
    (ascii_uppercase, 0.42),  # all-capitals wires cost twice as much as mixed case
    (digits, 1.3),
    (punctuation + "\n", 0.85),
)
TOKENS_ABOVE = (
    (0x10000, 3.0),  # emoji, rare scripts: near a token a byte
    (0x2000, 1.0),  # typographic marks, CJK, the rest
    (0x800, 1.7),  # Indic, Thai, Burmese, Ethiopic: near a token a byte
    (0x80, 0.55),  # accented Latin, Cyrillic, Greek, Arabic, Hebrew
    (0, 1.0),  # control characters
)
"""Tokens per character from a code point on. Measured with Qwen2.5's tokenizer on news in eight
languages and seven scripts, then rounded up."""
ONE_SPACE = 0.0  # part of the following word
EIGHT_SPACES = 1.0
DATA = re.compile("[A-Za-z0-9]{26,}")
DATA_BEGINS, PER_CHARACTER_OF_DATA = 25, 0.5
"""No word is longer: it is data (base64 …), which costs its characters' share and as much again."""
TOKENS_PER_MESSAGE = 8
"""The chat template's own tokens around each message, rounded up."""


class Model(Protocol):
    """A language model that can be asked: embedded, on a server, or hosted.

    ``name`` is what a record's ``extraction.model`` says. ``default_reader`` is the reader that
    suits it: ``"record"``, or ``"local"`` for the tagger, which is asked nothing. ``spent`` is the
    sum of the tokens of all calls so far, failed ones included. A model is a context manager that
    closes itself.
    """

    name: str
    default_reader: str

    @property
    def spent(self) -> Tokens: ...

    @property
    def context_tokens(self) -> int | None:
        """How many tokens of prompt and reply the model takes, rather too few than too many;
        ``None`` if unknown. A user's own server may be asked for it, once."""
        ...

    def structured(
        self,
        messages: list[Message],
        response_model: type[Structure],
        *,
        max_tokens: int,
        most_tokens: int | None = None,
    ) -> tuple[Structure, Tokens]:
        """An instance of ``response_model`` and the tokens it took, failed tries included.

        A reply cut off at ``max_tokens`` is asked for again with twice the room, up to three times
        and up to ``most_tokens`` or the model's limit. Without ``most_tokens`` an embedded model is
        not asked again: a reply that it does not end repeats itself. Raises
        :class:`~extractor.errors.ModelRefused` where the model declines or a filter blocks.
        """
        ...

    def close(self) -> None:
        """Close the server or connection; a closed model can be asked again (it restarts)."""
        ...

    def __enter__(self) -> Self: ...

    def __exit__(
        self,
        exc_type: type[BaseException] | None,
        exc: BaseException | None,
        traceback: TracebackType | None,
    ) -> None: ...


def estimate_tokens(text: str) -> int:
    """A cheap estimate that is rather too high than too low, for any tokenizer and script."""
    characters = sum(count * _cost(one) for one, count in Counter(text).items())
    data = sum(len(run) - DATA_BEGINS for run in DATA.findall(text))
    spaces = text.count(" " * 8)
    return int(characters + spaces * EIGHT_SPACES + data * PER_CHARACTER_OF_DATA) + 1


@lru_cache(maxsize=65536)
def _cost(character: str) -> float:
    if character == " ":
        return ONE_SPACE
    for characters, cost in TOKENS_PER_CHARACTER:
        if character in characters:
            return cost
    return next(cost for first, cost in TOKENS_ABOVE if ord(character) >= first)


def estimate_message_tokens(messages: list[Message]) -> int:
    """The estimate for a list of messages, with the tokens that the chat template adds."""
    return sum(estimate_tokens(m["content"]) + TOKENS_PER_MESSAGE for m in messages)
