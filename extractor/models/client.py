"""Models behind an OpenAI-compatible HTTP server: OpenAI itself, llama.cpp, vLLM, Ollama, …

Structured calls go through instructor. Below it, requests are sent by our own
:class:`~extractor.models.transport.Transport` and not by the openai client, whose work for each is
several times that of the request itself: with sixty at once a run waits for it
(``benchmarks/throughput.py``, docs/decisions/0006).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from extractor.errors import ModelError, ModelReplyError
from extractor.models.faults import (
    as_model_error,
    cannot_start,
    cut_off,
    no_chat_completion,
    silence_loggers,
)
from extractor.models.probability import (
    TOP_TOKENS,
    choice_probability,
    match_choice,
    mean_probability,
)
from extractor.models.protocol import Answer, Message, estimate_tokens
from extractor.models.sendable import sendable
from extractor.models.structured import (
    as_completion,
    instructor_create,
    json_schema_of,
    plain_instance,
    shell_of,
)
from extractor.models.transport import Transport
from extractor.models.usage import SpendingModel, tokens_of
from extractor.reading import Tokens

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from pydantic import BaseModel

    from extractor.models.pace import Pace
    from extractor.models.spec import HostedSpec

    Structure = TypeVar("Structure", bound=BaseModel)

SEED = 1
REPLY_RETRIES = 1
"""Tries after the first when a structured reply does not fit; more hardly ever help."""
REASONING_ROOM = 4096
"""Tokens a reasoning model may think before it answers; it counts them into its limit."""
NO_KEY = "none"
"""Sent to a server given by address when the environment has no key: the client wants one."""


class ServedModel(SpendingModel):
    """A model on an OpenAI-compatible server.

    ``llama_cpp`` says whether the server takes llama.cpp's own fields (``grammar``,
    ``cache_prompt``); ``None`` asks it, once, when a grammar is first needed. Safe to use from
    several threads.
    """

    def __init__(
        self,
        spec: HostedSpec,
        *,
        api_key: str | None = None,
        timeout_s: float = 600,
        llama_cpp: bool | None = None,
        name: str | None = None,
        default_reader: str = "record",
        trust_proxies: bool = True,
    ) -> None:
        super().__init__(name or spec.name, default_reader)
        silence_loggers()
        self._spec = spec
        self._timeout_s = timeout_s
        self._llama_cpp = llama_cpp if spec.base_url else False
        self._refused: set[str] = set()
        try:  # a proxy or certificates that the environment names wrongly fail here already
            self._transport = Transport(
                spec, api_key=api_key or NO_KEY, timeout_s=timeout_s, trust_proxies=trust_proxies
            )
        except Exception as error:
            raise cannot_start(spec, error) from None

    @property
    def pace(self) -> Pace:
        """How fast the server is asked; shared by all threads."""
        return self._transport.pace

    def ask(
        self,
        messages: list[Message],
        *,
        max_tokens: int,
        grammar: str | None = None,
        choices: Sequence[str] | None = None,
        logprobs: bool = False,
    ) -> Answer:
        """See :class:`~extractor.models.protocol.Model`."""
        if choices and grammar is None:
            grammar = choice_grammar(choices)
        sends_grammar = grammar is not None and self._takes_grammar()
        messages = sendable(messages)

        def body() -> dict[str, Any]:
            options = self._options(max_tokens)
            if sends_grammar:
                options["grammar"] = grammar
            if logprobs and "logprobs" not in self._refused:
                options |= {"logprobs": True, "top_logprobs": TOP_TOKENS if choices else 1}
            return {"model": self._spec.model, "messages": messages, **options}

        choice, tokens = self._completion(body)
        text = _text(choice).strip()
        try:
            logs = getattr(choice, "logprobs", None)
            scores = (getattr(logs, "content", None) or []) if logs else []
        except (AttributeError, TypeError):
            raise no_chat_completion(self._spec) from None
        finished = getattr(choice, "finish_reason", None) != "length"
        if not choices:
            return Answer(text, tokens, mean_probability(scores), finished)
        chosen = match_choice(text, choices)
        if chosen is None:
            raise ModelReplyError(f"{self.name} answered with none of the {len(choices)} choices")
        return Answer(chosen, tokens, choice_probability(scores, chosen, choices), finished)

    def structured(
        self, messages: list[Message], response_model: type[Structure], *, max_tokens: int
    ) -> tuple[Structure, Tokens]:
        """See :class:`~extractor.models.protocol.Model`. The JSON Schema goes to the server;
        instructor shapes the request, reads the reply, and asks once more where it does not fit."""
        total = Tokens()
        failed: list[ModelError] = []

        def create(*, messages: Any, **_: Any) -> Any:
            """One chat completion, as instructor calls a client's."""
            nonlocal total

            def body() -> dict[str, Any]:
                return self.structured_body(messages, response_model, max_tokens=max_tokens)

            try:
                choice, tokens = self._completion(body)
                total += tokens
                if getattr(choice, "finish_reason", None) == "length":
                    raise cut_off(self._spec)
            except ModelError as error:
                failed.append(error)
                raise
            return as_completion(json_part(_text(choice)))

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
        """The JSON of a structured request, as it is sent."""
        return {
            "model": self._spec.model,
            "messages": sendable(messages),
            **self._options(max_tokens),
            "response_format": {
                "type": "json_schema",
                "json_schema": {
                    "name": response_model.__name__,
                    "schema": json_schema_of(response_model),
                },
            },
        }

    def count_tokens(self, text: str) -> int:
        """An estimate: the server's tokenizer is not at hand."""
        return estimate_tokens(text)

    def move_to(self, base_url: str) -> None:
        """Go on at another address (an embedded server that was started anew)."""
        self._transport.base_url = base_url

    def close(self) -> None:
        """Close the connections."""
        self._transport.close()

    def _options(self, max_tokens: int) -> dict[str, Any]:
        options: dict[str, Any] = {"temperature": 0, "seed": SEED, "max_tokens": max_tokens}
        if self._llama_cpp:
            options["cache_prompt"] = True
        if "max_tokens" in self._refused:
            options["max_completion_tokens"] = options.pop("max_tokens") + REASONING_ROOM
        return {k: v for k, v in options.items() if k not in self._refused}

    def _completion(self, body: Callable[[], Mapping[str, Any]]) -> tuple[Any, Tokens]:
        """The first choice of a chat completion, and its tokens, which are counted as spent."""
        reply = self._guarded(lambda: self._transport.post("/chat/completions", body()))
        tokens = self._spend(tokens_of(reply))
        try:
            choice = reply.choices[0]
            if isinstance(choice.message, dict):
                return choice, tokens
        except (AttributeError, IndexError, KeyError, TypeError):
            pass
        raise no_chat_completion(self._spec)

    def _guarded(self, call: Callable[[], Any]) -> Any:
        """``call()``, its errors as ours.

        A parameter the server refuses by name (reasoning models take no temperature and want
        ``max_completion_tokens``) is left out from then on and the call made again.
        """
        while True:
            before = len(self._refused)
            try:
                return call()
            except Exception as error:
                refused = refused_parameter(error)
                if refused is None or (refused in self._refused and before == len(self._refused)):
                    raise as_model_error(error, self._spec, timeout_s=self._timeout_s) from None
                self._refused.add(refused)

    def _takes_grammar(self) -> bool:
        if self._llama_cpp is None:
            listed = self._guarded(lambda: self._transport.get("/models"))
            models = getattr(listed, "data", None)
            owners = {getattr(m, "owned_by", None) for m in models or ()}
            self._llama_cpp = "llamacpp" in owners
        return self._llama_cpp


def _text(choice: Any) -> str:
    """What the message of a choice says; nothing where it has no content."""
    content = choice.message.get("content")
    return content if isinstance(content, str) else ""


def json_part(said: str) -> str:
    """The JSON object in a reply: servers without schemas put it between words or fences."""
    first, last = said.find("{"), said.rfind("}")
    return said[first : last + 1] if 0 <= first < last else said


def choice_grammar(choices: Sequence[str]) -> str:
    """A GBNF grammar that allows the choices and nothing else."""
    escaped = (c.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") for c in choices)
    return "root ::= " + " | ".join(f'"{c}"' for c in escaped)


def refused_parameter(error: BaseException) -> str | None:
    """The one of our optional parameters that a server's HTTP 400 names as not supported."""
    if getattr(error, "status_code", None) != 400:
        return None
    name = str(getattr(error, "param", None) or "")
    optional = ("temperature", "seed", "max_tokens", "logprobs", "top_logprobs")
    return {"top_logprobs": "logprobs"}.get(name, name) if name in optional else None
