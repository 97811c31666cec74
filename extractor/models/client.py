"""Models behind HTTP: OpenAI, Anthropic, Google, Mistral, llama.cpp, vLLM, Ollama, …

Structured calls go through instructor. Below it, our own
:class:`~extractor.models.transport.Transport` sends the requests. The openai client takes several
times as long for each as the request itself, which delays a run with sixty at once
(``benchmarks/throughput.py``, docs/decisions/0006). Requests and replies here are OpenAI's chat
completions; :mod:`extractor.models.wires` translates them for each provider.
"""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING, Any, TypeVar

from extractor.errors import ModelError
from extractor.models.charges import charge_refused
from extractor.models.contexts import known_model, told_context
from extractor.models.faults import (
    as_model_error,
    cannot_start,
    context_full,
    cut_off,
    no_chat_completion,
    refused,
    silence_loggers,
)
from extractor.models.protocol import Message
from extractor.models.refusals import declines, is_refusal_status, refusal_of
from extractor.models.sendable import sendable
from extractor.models.structured import as_completion, instructor_create, plain_instance, shell_of
from extractor.models.terms import Room, Terms, thoughts_in
from extractor.models.transport import ErrorStatus, Transport
from extractor.models.usage import SpendingModel
from extractor.models.wires import wire_of
from extractor.reading import Tokens

if TYPE_CHECKING:
    from collections.abc import Callable

    from pydantic import BaseModel

    from extractor.models.pace import Pace
    from extractor.models.spec import HostedSpec

    Structure = TypeVar("Structure", bound=BaseModel)

REPLY_RETRIES = 1
"""Further tries when a structured reply does not fit; more than one hardly ever helps."""
NO_KEY = "none"
"""Sent to a server given by address when the environment has no key: the client requires one."""


OWN_SERVERS = ("openai", "ollama", "local")
"""Providers whose address may be that of the user's own server."""
THOUGHTS = ("<think>", "</think>")
"""Marks around a reasoning model's thoughts where the server does not separate them."""


class ServedModel(SpendingModel):
    """A model of a provider we speak to ourselves, or on a server of one's own. Safe to use from
    several threads."""

    def __init__(
        self,
        spec: HostedSpec,
        *,
        api_key: str | None = None,
        timeout_s: float = 600,
        name: str | None = None,
        trust_proxies: bool = True,
    ) -> None:
        super().__init__(name or spec.name)
        silence_loggers()
        self._spec = spec
        self._timeout_s = timeout_s
        self._own_server = spec.provider in OWN_SERVERS and spec.base_url is not None
        self._wire = wire_of(spec, api_key or NO_KEY)
        self._known_model = known_model(spec)
        local = spec.provider == "local"
        self._terms = Terms(self._wire, self._known_model, fixed_form="schema" if local else None)
        self._context: int | None = None
        self._context_asked = False
        try:  # wrong proxies or certificates in the environment fail here
            self._transport = Transport(
                self._wire.url,
                self._wire.headers,
                timeout_s=timeout_s,
                trust_proxies=trust_proxies,
            )
        except Exception as error:
            raise cannot_start(spec, error) from None

    @property
    def pace(self) -> Pace:
        """How fast the server is asked; shared by all threads."""
        return self._transport.pace

    @property
    def context_tokens(self) -> int | None:
        """See :class:`~extractor.models.protocol.Model`. The context of a model that is not in the
        table is asked of its server, once."""
        if self._known_model:
            return self._known_model.context
        if not self._context_asked:
            self._context = told_context(self._spec.model, self._transport.look_up)
            self._context_asked = True
        return self._context

    def structured(
        self,
        messages: list[Message],
        response_model: type[Structure],
        *,
        max_tokens: int,
        most_tokens: int | None = None,
    ) -> tuple[Structure, Tokens]:
        """See :class:`~extractor.models.protocol.Model`. The JSON Schema goes to the server;
        instructor shapes the request, reads the reply, and asks once more where it does not fit."""
        total = Tokens()
        failed: list[ModelError] = []
        if self._spec.provider == "local" and most_tokens is None:
            most_tokens = max_tokens
        room = Room(max_tokens, most_tokens)
        tries = 0

        def create(*, messages: Any, **_: Any) -> Any:
            """One chat completion, as instructor calls a client's."""
            nonlocal total, tries
            tries += 1

            def body() -> dict[str, Any]:
                return self._structured_body(messages, response_model, room, again=tries > 1)

            try:
                while True:
                    choice, tokens = self._completion(body, room)
                    total += tokens
                    if getattr(choice, "finish_reason", None) != "length":
                        break
                    if not self._terms.grow(room):
                        raise cut_off(self._spec, room.sent)
                said = _text(choice)
                declined = declines(said)
                if declined:
                    raise refused(self._spec, declined, blocked=False)
            except ModelError as error:
                failed.append(error)
                raise
            return as_completion(json_part(said))

        try:
            reply = instructor_create(create)(
                messages=sendable(messages),
                response_model=shell_of(response_model),
                max_retries=REPLY_RETRIES,
                strict=False,  # "3" for 3 is no reason to ask again
            )
        except Exception as error:
            if failed:
                raise failed[-1] from None
            raise as_model_error(error, self._spec, timeout_s=self._timeout_s) from None
        return plain_instance(reply, response_model), total

    def structured_body(
        self, messages: list[Message], response_model: type[BaseModel], *, max_tokens: int
    ) -> dict[str, Any]:
        """The JSON body of a structured request."""
        body = self._structured_body(messages, response_model, Room(max_tokens))
        return self._wire.sent(body)[1]

    def _structured_body(
        self,
        messages: list[Message],
        response_model: type[BaseModel],
        room: Room,
        *,
        again: bool = False,
    ) -> dict[str, Any]:
        messages, shape = self._terms.shape(sendable(messages), response_model, room, again=again)
        return {
            "model": self._spec.model,
            "messages": messages,
            **self._options(room),
            **shape,
        }

    def close(self) -> None:
        """Close the connections."""
        self._transport.close()

    def _options(self, room: Room) -> dict[str, Any]:
        options = self._terms.options(room)
        if self._spec.provider == "local":  # llama.cpp's: a common prefix is read once
            options["cache_prompt"] = True
        return options

    def _completion(self, body: Callable[[], dict[str, Any]], room: Room) -> tuple[Any, Tokens]:
        """The first choice of a chat completion and its tokens, which are counted as spent."""
        reply = self._posted(body, room)
        choice: Any = None
        with contextlib.suppress(AttributeError, IndexError, KeyError, TypeError):
            choice = reply.choices[0]
            self._terms.note(choice, getattr(reply, "usage", None))
        tokens = self._charged(reply, hides=self._hides(choice))
        with contextlib.suppress(AttributeError, IndexError, KeyError, TypeError):
            declined = refusal_of(choice)
            if declined:
                raise refused(self._spec, *declined)
            if isinstance(choice.message, dict):
                if choice.get("finish_reason") == "context":
                    raise context_full(self._spec)
                return choice, tokens
        raise no_chat_completion(self._spec)

    def _posted(self, body: Callable[[], dict[str, Any]], room: Room) -> Any:
        """The reply to ``body()``, with errors as our own.

        What the server says it does not accept (a parameter, a schema, so long a reply) is left out
        from then on, and the request is sent again.
        """
        while True:
            request = self._sending(body())
            came: list[Any] = []
            try:
                came.append(self._transport.post(*self._wire.sent(request)))
                return self._wire.read(came[0])
            except Exception as error:
                if came and not _nothing_made(error, came[0]):
                    self._charged(came[0])
                elif is_refusal_status(error):
                    self._spend(charge_refused(request))
                if not self._terms.learn(error, request, room):
                    raise as_model_error(error, self._spec, timeout_s=self._timeout_s) from None

    def _hides(self, choice: Any) -> bool:
        """Whether the model wrote thoughts that are not in the reply, or perhaps not completely
        (one provider shortens them)."""
        return self._terms.thinks and not (self._own_server and thoughts_in(choice))


def _text(choice: Any) -> str:
    """The text of a choice's message, without thoughts; empty if it has no content."""
    content = choice.message.get("content")
    if isinstance(content, list):  # Mistral's thinking models: thoughts and text in parts
        parts = (part for part in content if isinstance(part, dict) and part.get("type") == "text")
        content = "".join(str(part.get("text", "")) for part in parts)
    return _without_thoughts(content) if isinstance(content, str) else ""


def _without_thoughts(content: str) -> str:
    """The content without thoughts. No regular expression is used: a reply that ends in millions of
    blanks must not keep us busy."""
    begins, ends = THOUGHTS
    before, thinks, after = content.partition(begins)
    return before.rstrip() + after.partition(ends)[2] if thinks else content


def _nothing_made(error: Exception, reply: Any) -> bool:
    """Whether a reply with a good status is an error without any completion."""
    return isinstance(error, ErrorStatus) and not (isinstance(reply, dict) and reply.get("choices"))


def json_part(said: str) -> str:
    """The JSON object in a reply: servers without schemas put words or fences around it."""
    first, last = said.find("{"), said.rfind("}")
    return said[first : last + 1] if 0 <= first < last else said
