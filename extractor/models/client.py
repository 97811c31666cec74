"""Models behind an OpenAI-compatible HTTP server: OpenAI itself, llama.cpp, vLLM, Ollama, …

Plain questions go through the openai client, structured ones through instructor around the very
same client, so both share connections, retries, the deadline and the count of tokens.
"""

from __future__ import annotations

import threading
import time
from typing import TYPE_CHECKING, Any, TypeVar, cast

from extractor.errors import ModelReplyError
from extractor.models.faults import (
    as_model_error,
    cannot_start,
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
from extractor.models.usage import SpendingModel, tokens_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    import httpx2
    from pydantic import BaseModel

    from extractor.models.spec import HostedSpec
    from extractor.reading import Tokens

    Structure = TypeVar("Structure", bound=BaseModel)

SEED = 1
HTTP_RETRIES = 2
"""Tries after the first for 429, 5xx and broken connections; the SDK waits as the server says."""
REPLY_RETRIES = 1
"""Tries after the first when a structured reply does not fit; more hardly ever help."""
CONNECT_TIMEOUT_S = 10.0
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
        import instructor
        import openai

        silence_loggers()
        self._spec = spec
        self._timeout_s = timeout_s
        self._llama_cpp = llama_cpp if spec.base_url else False
        self._refused: set[str] = set()
        self._deadline = Deadline(timeout_s)
        try:  # a proxy or certificates that the environment names wrongly fail here already
            http_client = openai.DefaultHttpxClient(
                trust_env=trust_proxies,
                event_hooks={
                    "request": [self._deadline.on_request],
                    "response": [self._deadline.on_response],
                },
            )
            self._openai = openai.OpenAI(
                base_url=spec.base_url,
                api_key=api_key or NO_KEY,
                timeout=timeout_s,
                max_retries=HTTP_RETRIES,
                http_client=http_client,
            )
        except Exception as error:
            raise cannot_start(spec, error) from None
        self._instructor = instructor.from_openai(
            self._openai, model=spec.model, mode=instructor.Mode.JSON_SCHEMA
        )

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

        def call() -> Any:
            options = self._options(max_tokens, {"grammar": grammar} if sends_grammar else {})
            if logprobs and "logprobs" not in self._refused:
                options |= {"logprobs": True, "top_logprobs": TOP_TOKENS if choices else 1}
            return self._openai.chat.completions.create(
                model=self._spec.model,
                messages=cast("Any", messages),
                **options,
            )

        response = self._guarded(call)
        tokens = self._spend(tokens_of(response))
        try:
            choice = response.choices[0]
            text = (choice.message.content or "").strip()
            scores = (choice.logprobs.content or []) if choice.logprobs else []
        except (AttributeError, IndexError, TypeError):
            raise no_chat_completion(self._spec) from None
        finished = choice.finish_reason != "length"
        if not choices:
            return Answer(text, tokens, mean_probability(scores), finished)
        chosen = match_choice(text, choices)
        if chosen is None:
            raise ModelReplyError(f"{self.name} answered with none of the {len(choices)} choices")
        return Answer(chosen, tokens, choice_probability(scores, chosen, choices), finished)

    def structured(
        self, messages: list[Message], response_model: type[Structure], *, max_tokens: int
    ) -> tuple[Structure, Tokens]:
        """See :class:`~extractor.models.protocol.Model`. The JSON Schema goes to the server."""
        messages = sendable(messages)
        with self.counted() as count:
            reply = self._guarded(
                lambda: self._instructor.create(
                    messages=cast("Any", messages),
                    response_model=response_model,
                    max_retries=REPLY_RETRIES,
                    strict=False,  # "3" for 3 is no reason to ask again
                    hooks=count.hooks,
                    **self._options(max_tokens, {}),
                )
            )
        return plain_instance(reply, response_model), count.tokens

    def count_tokens(self, text: str) -> int:
        """An estimate: the server's tokenizer is not at hand."""
        return estimate_tokens(text)

    def move_to(self, base_url: str) -> None:
        """Go on at another address (an embedded server that was started anew)."""
        self._openai.base_url = base_url

    def close(self) -> None:
        """Close the connections."""
        self._openai.close()

    def _options(self, max_tokens: int, extra: dict[str, Any]) -> dict[str, Any]:
        options: dict[str, Any] = {"temperature": 0, "seed": SEED, "max_tokens": max_tokens}
        if self._llama_cpp:
            extra = {"cache_prompt": True} | extra
        if extra:
            options["extra_body"] = extra
        if "max_tokens" in self._refused:
            options["max_completion_tokens"] = options.pop("max_tokens") + REASONING_ROOM
        return {k: v for k, v in options.items() if k not in self._refused}

    def _guarded(self, call: Callable[[], Any]) -> Any:
        """``call()`` within the deadline, its errors as ours.

        A parameter the server refuses by name (reasoning models take no temperature and want
        ``max_completion_tokens``) is left out from then on and the call made again.
        """
        while True:
            try:
                with self._deadline:
                    return call()
            except Exception as error:
                refused = refused_parameter(error)
                if refused is None or refused in self._refused:
                    raise as_model_error(error, self._spec, timeout_s=self._timeout_s) from None
                self._refused.add(refused)

    def _takes_grammar(self) -> bool:
        if self._llama_cpp is None:
            listed = self._guarded(lambda: self._openai.models.list())
            owners = {getattr(m, "owned_by", None) for m in getattr(listed, "data", None) or []}
            self._llama_cpp = "llamacpp" in owners
        return self._llama_cpp


class Deadline:
    """A limit on a whole call, its retries and a reply that never ends included.

    Timeouts of HTTP clients are for each read, and the SDK tries again after one; both together
    make "600 s" into hours. Used as a context manager around a call and through the client's event
    hooks inside it, for each thread on its own.
    """

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._local = threading.local()

    def __enter__(self) -> None:
        self._local.end = time.monotonic() + self._seconds

    def __exit__(self, *_: object) -> None:
        self._local.end = None

    def left(self) -> float:
        """Seconds left, at most the whole; outside a call the whole."""
        end = getattr(self._local, "end", None)
        return self._seconds if end is None else float(end - time.monotonic())

    def on_request(self, request: httpx2.Request) -> None:
        left = self._check(request)
        request.extensions["timeout"] = {
            "connect": min(left, CONNECT_TIMEOUT_S),
            "read": left,
            "write": left,
            "pool": left,
        }

    def on_response(self, response: httpx2.Response) -> None:
        import httpx2

        if retry_after_s(response.headers) > self.left():
            response.headers["x-should-retry"] = "false"  # the SDK's own: it would sleep past it
        deadline, request = self, response.request
        inner = cast("httpx2.SyncByteStream", response.stream)

        class Watched(httpx2.SyncByteStream):
            def __iter__(self) -> Iterator[bytes]:
                for chunk in inner:
                    deadline._check(request)
                    yield chunk

            def close(self) -> None:
                inner.close()

        response.stream = Watched()

    def _check(self, request: httpx2.Request) -> float:
        import httpx2

        left = self.left()
        if left <= 0:
            raise httpx2.ReadTimeout("no time left", request=request)
        return left


def retry_after_s(headers: Mapping[str, str]) -> float:
    """The seconds after which a server wants to be asked again; 0 where it does not say so, or
    names a day and hour."""
    try:
        return float(headers.get("retry-after", ""))
    except ValueError:
        return 0.0


def plain_instance(reply: BaseModel, response_model: type[Structure]) -> Structure:
    """The reply as an instance of ``response_model`` itself.

    instructor's is of a subclass that drags the whole raw response along and equals nothing.
    """
    values = {name: getattr(reply, name) for name in response_model.model_fields}
    return response_model.model_construct(reply.model_fields_set, **values)


def choice_grammar(choices: Sequence[str]) -> str:
    """A GBNF grammar that allows the choices and nothing else."""
    escaped = (c.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") for c in choices)
    return "root ::= " + " | ".join(f'"{c}"' for c in escaped)


def refused_parameter(error: BaseException) -> str | None:
    """The one of our optional parameters that a server's HTTP 400 names as not supported."""
    while error is not None:
        if getattr(error, "status_code", None) == 400:
            name = str(getattr(error, "param", None) or "")
            optional = ("temperature", "seed", "max_tokens", "logprobs", "top_logprobs")
            return {"top_logprobs": "logprobs"}.get(name, name) if name in optional else None
        if error.__cause__ is None:
            return None
        error = error.__cause__
    return None
