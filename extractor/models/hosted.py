"""Models of providers that we reach through instructor's clients: Bedrock, Cohere, LiteLLM, Vertex
AI and Writer. Each needs its provider's package."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from extractor.errors import ModelRefused, ModelUnavailable
from extractor.installing import install_provider
from extractor.models.client import REPLY_RETRIES
from extractor.models.contexts import known_model
from extractor.models.faults import as_model_error, chain_of, refused, scrub, silence_loggers
from extractor.models.protocol import Message
from extractor.models.refusals import refusal_in
from extractor.models.sendable import sendable
from extractor.models.structured import json_schema_of, plain_instance
from extractor.models.terms import Room, Terms
from extractor.models.usage import SpendingModel
from extractor.models.wires.chat import ChatWire

if TYPE_CHECKING:
    from pydantic import BaseModel

    from extractor.models.spec import HostedSpec
    from extractor.reading import Tokens

    Structure = TypeVar("Structure", bound=BaseModel)

TAKES_TIMEOUT = frozenset({"litellm", "writer"})
"""Providers whose client takes ``timeout`` (seconds) with each call, and ``temperature``."""


class _TheirOwn(ChatWire):
    """A placeholder: instructor speaks to the provider itself, and structures have one form."""

    forms = ("words",)

    def __init__(self, spec: HostedSpec) -> None:
        self.spec = spec


class _Declined(BaseException):
    """Ends a call inside instructor. Not an :class:`Exception`, since instructor's hooks swallow
    those and it would send a refused request again."""

    def __init__(self, words: str, blocked: bool) -> None:
        super().__init__(words)
        self.words, self.blocked = words, blocked


class HostedModel(SpendingModel):
    """A model of a provider that instructor knows, asked in instructor's default mode for it."""

    def __init__(self, spec: HostedSpec, *, timeout_s: float = 600) -> None:
        super().__init__(spec.name)
        import instructor

        silence_loggers()
        self._spec = spec
        self._timeout_s = timeout_s
        self._known_model = known_model(spec)
        self._terms = Terms(_TheirOwn(spec), self._known_model)
        try:
            self._client: Any = instructor.from_provider(spec.name)
        except Exception as error:
            raise _cannot_start(spec, error) from None

    @property
    def context_tokens(self) -> int | None:
        """See :class:`~extractor.models.protocol.Model`."""
        return self._known_model.context if self._known_model else None

    def structured(
        self,
        messages: list[Message],
        response_model: type[Structure],
        *,
        max_tokens: int,
        most_tokens: int | None = None,
    ) -> tuple[Structure, Tokens]:
        """See :class:`~extractor.models.protocol.Model`."""
        room = Room(max_tokens, most_tokens)
        schema = json_schema_of(response_model)
        with self.counted() as count:
            count.hooks.on("completion:response", _stop_if_declined)
            while True:
                options = self._options(room)
                count.asked = {"messages": messages, "schema": schema, **options}
                count.hides = self._terms.thinks
                try:
                    reply = self._client.create(
                        messages=sendable(messages),
                        response_model=response_model,
                        max_retries=REPLY_RETRIES,
                        strict=False,
                        hooks=count.hooks,
                        **options,
                    )
                    break
                except _Declined as declined:
                    raise self._refused(declined) from None
                except Exception as error:
                    if not self._goes_on(error, options, room):
                        raise as_model_error(error, self._spec, timeout_s=self._timeout_s) from None
        return plain_instance(reply, response_model), count.tokens

    def _options(self, room: Room) -> dict[str, Any]:
        options = self._terms.options(room)
        options.pop("seed", None)
        if self._spec.provider == "litellm":  # instructor leaves it out
            options["model"] = self._spec.model
        if self._spec.provider in TAKES_TIMEOUT:
            return options | {"timeout": self._timeout_s}
        options.pop("temperature", None)
        return options

    def _goes_on(self, error: Exception, options: dict[str, Any], room: Room) -> bool:
        """Whether the same question is worth sending again, in another way."""
        chain = chain_of(error)
        if any(type(one).__name__ == "IncompleteOutputException" for one in chain):
            return self._terms.grow(room)
        return any(self._terms.learn(one, options, room) for one in chain)

    def _refused(self, declined: _Declined) -> ModelRefused:
        return refused(self._spec, declined.words, declined.blocked)


def _stop_if_declined(response: Any) -> None:
    declined = refusal_in(response)
    if declined:
        raise _Declined(*declined)


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
    return ModelUnavailable(f"{spec.name} cannot be used: {scrub(text)[:200]}")
