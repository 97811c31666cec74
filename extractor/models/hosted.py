"""Hosted models of other providers, through instructor's own clients for them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, TypeVar

from extractor.errors import ModelUnavailable
from extractor.installing import install_provider
from extractor.models.client import REPLY_RETRIES
from extractor.models.faults import as_model_error, silence_loggers
from extractor.models.protocol import Answer, Message, estimate_tokens
from extractor.models.sendable import sendable
from extractor.models.structured import plain_instance
from extractor.models.usage import SpendingModel

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pydantic import BaseModel

    from extractor.models.spec import HostedSpec
    from extractor.reading import Tokens

    Structure = TypeVar("Structure", bound=BaseModel)

WRAPPING_ROOM = 64
"""Tokens for the one-field structure around a short answer."""
TAKES_TIMEOUT = frozenset(
    {"anthropic", "anyscale", "azure_openai", "cerebras", "databricks", "deepseek", "fireworks"}
    | {"groq", "litellm", "openrouter", "perplexity", "together", "writer"}
)
"""Providers whose client takes ``timeout`` (seconds) with each call."""
TAKES_TEMPERATURE = TAKES_TIMEOUT - {"anthropic"}
"""Anthropic's SDK 1.0 and its API of 2026-10-21 refuse ``temperature``, whatever its value."""


class HostedModel(SpendingModel):
    """A model of a provider that instructor knows, asked in instructor's default mode for it.

    A short answer is a structure of one field: right everywhere, for a few tokens more.
    """

    def __init__(self, spec: HostedSpec, *, timeout_s: float = 600) -> None:
        super().__init__(spec.name, "record")
        import instructor

        silence_loggers()
        self._spec = spec
        self._timeout_s = timeout_s
        try:
            self._client: Any = instructor.from_provider(spec.name)
        except Exception as error:
            raise _cannot_start(spec, error) from None

    def ask(
        self,
        messages: list[Message],
        *,
        max_tokens: int,
        grammar: str | None = None,
        choices: Sequence[str] | None = None,
        logprobs: bool = False,
    ) -> Answer:
        """See :class:`~extractor.models.protocol.Model`; never a grammar or a probability here."""
        from pydantic import create_model

        kind: Any = Literal[tuple(choices)] if choices else str
        short = create_model("ShortAnswer", answer=(kind, ...))
        reply, tokens = self.structured(messages, short, max_tokens=max_tokens + WRAPPING_ROOM)
        return Answer(str(reply.answer).strip(), tokens)  # type: ignore[attr-defined]

    def structured(
        self, messages: list[Message], response_model: type[Structure], *, max_tokens: int
    ) -> tuple[Structure, Tokens]:
        """See :class:`~extractor.models.protocol.Model`."""
        options: dict[str, Any] = {"max_tokens": max_tokens}
        if self._spec.provider in TAKES_TIMEOUT:
            options["timeout"] = self._timeout_s
        if self._spec.provider in TAKES_TEMPERATURE:
            options["temperature"] = 0
        with self.counted() as count:
            try:
                reply = self._client.create(
                    messages=sendable(messages),
                    response_model=response_model,
                    max_retries=REPLY_RETRIES,
                    strict=False,
                    hooks=count.hooks,
                    **options,
                )
            except Exception as error:
                raise as_model_error(error, self._spec, timeout_s=self._timeout_s) from None
        return plain_instance(reply, response_model), count.tokens

    def count_tokens(self, text: str) -> int:
        """An estimate: the provider's tokenizer is not at hand."""
        return estimate_tokens(text)


def _cannot_start(spec: HostedSpec, error: Exception) -> ModelUnavailable:
    text = str(error)
    signs = ("package is required", "not installed", "optional dependency")
    if isinstance(error, ImportError) or any(sign in text for sign in signs):
        how = install_provider(spec.provider)
        return ModelUnavailable(
            f"{spec.name} needs its provider's package" + (f": {how}" if how else "")
        )
    reason = as_model_error(error, spec, timeout_s=0)
    if isinstance(reason, ModelUnavailable):
        return reason
    from extractor.models.faults import scrub

    return ModelUnavailable(f"{spec.name} cannot be used: {scrub(text)[:200]}")
