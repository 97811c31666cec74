"""A model that remembers: each request's hash and what the model replied to it.

The same question need not be asked twice while the code around it is worked on, and the quality
gate runs where there is no model: it plays the replies kept in the repository. A request is known
by the SHA-256 of what is sent, so that no article has to be kept. Prompts that change are new
requests: they are asked again, or, where there is no model to ask, fail with what to do.
"""

from __future__ import annotations

import hashlib
import json
import os
import threading
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from extractor.errors import ModelRefused, ModelReplyError, ModelUnavailable
from extractor.models.embedded import LARGEST_CONTEXT
from extractor.models.faults import PromptTooLong
from extractor.models.protocol import Answer, Message, Model, estimate_tokens
from extractor.models.tagger import TaggerModel
from extractor.models.usage import SpendingModel
from extractor.reading import Tokens

REPLY_ERRORS: dict[str, type[ModelReplyError]] = {
    "ModelRefused": ModelRefused,
    "ModelReplyError": ModelReplyError,
    "PromptTooLong": PromptTooLong,
}


class Replies:
    """Replies by request hash, in a file with one JSON object a line; new ones are appended.

    ``used`` has the hashes asked for since it was opened.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.used: set[str] = set()
        self._known: dict[str, dict[str, Any]] = {}
        self._lock = threading.Lock()
        if path.exists():
            for line in path.read_text(encoding="utf-8").splitlines():
                try:
                    reply = json.loads(line)
                    self._known[reply["request"]] = reply
                except (ValueError, KeyError, TypeError):
                    continue  # the last line of a run that was killed

    def __len__(self) -> int:
        return len(self._known)

    def get(self, request: str) -> dict[str, Any] | None:
        """The reply to a request, if it is known."""
        self.used.add(request)
        return self._known.get(request)

    def add(self, request: str, reply: dict[str, Any]) -> None:
        """Remember a reply, in the file at once."""
        with self._lock:
            self._known[request] = reply = {"request": request} | reply
            self.path.parent.mkdir(parents=True, exist_ok=True)
            with self.path.open("a+b") as file:
                file.seek(0, os.SEEK_END)
                if file.tell():  # after a run that was killed in the middle of a line
                    file.seek(-1, os.SEEK_END)
                    if file.read(1) != b"\n":
                        file.write(b"\n")
                file.write(json.dumps(reply, ensure_ascii=False).encode() + b"\n")

    def write_used(self, path: Path) -> int:
        """Write the replies that were used to ``path``, sorted; how many there are."""
        kept = [self._known[one] for one in sorted(self.used) if one in self._known]
        beside = path.with_name(path.name + ".new")
        path.parent.mkdir(parents=True, exist_ok=True)
        beside.write_text(
            "".join(json.dumps(one, ensure_ascii=False) + "\n" for one in kept), encoding="utf-8"
        )
        beside.replace(path)
        return len(kept)


class RememberingModel(SpendingModel):
    """Answers from known replies and asks ``model`` for the others; without one it only replays.

    ``seconds`` is the time that the replies used so far took when they were first given, ``asked``
    how many had to be asked for now.
    """

    def __init__(
        self, replies: Replies, model: Model | None, *, name: str, default_reader: str
    ) -> None:
        embedded = name.startswith("local")
        super().__init__(name, default_reader, LARGEST_CONTEXT if embedded else None)
        self._replies = replies
        self._model = model
        self.seconds = 0.0
        self.asked = 0
        self.waited = 0.0

    @property
    def reads(self) -> Model:
        """What an extractor is made with: this, or the tagger behind it, which is asked nothing."""
        return self._model if isinstance(self._model, TaggerModel) else self

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
        request = request_hash(
            self.name,
            {
                "ask": messages,
                "max_tokens": max_tokens,
                "grammar": grammar,
                "choices": list(choices) if choices else None,
                "logprobs": logprobs,
            },
        )

        def call(model: Model) -> dict[str, Any]:
            answer = model.ask(
                messages, max_tokens=max_tokens, grammar=grammar, choices=choices, logprobs=logprobs
            )
            return {
                "text": answer.text,
                "p": answer.probability,
                "finished": answer.finished,
                "tokens": _numbers(answer.tokens),
            }

        reply = self._reply(request, call)
        return Answer(reply["text"], Tokens(*reply["tokens"]), reply["p"], reply["finished"])

    def structured(
        self,
        messages: list[Message],
        response_model: Any,
        *,
        max_tokens: int,
        most_tokens: int | None = None,
    ) -> tuple[Any, Tokens]:
        """See :class:`~extractor.models.protocol.Model`."""
        request = request_hash(
            self.name,
            {
                "structured": messages,
                "schema": response_model.model_json_schema(),
                "max_tokens": max_tokens,
            },
        )

        def call(model: Model) -> dict[str, Any]:
            answer, tokens = model.structured(
                messages, response_model, max_tokens=max_tokens, most_tokens=most_tokens
            )
            return {"value": answer.model_dump(mode="json"), "tokens": _numbers(tokens)}

        reply = self._reply(request, call)
        return response_model.model_validate(reply["value"]), Tokens(*reply["tokens"])

    def count_tokens(self, text: str) -> int:
        """As the embedded model counts: an estimate."""
        return self._model.count_tokens(text) if self._model else estimate_tokens(text)

    def close(self) -> None:
        """Close the model behind, if there is one."""
        if self._model:
            self._model.close()

    def _reply(self, request: str, call: Any) -> dict[str, Any]:
        reply = self._replies.get(request)
        if reply is None:
            reply = self._ask(request, call)
        self.seconds += reply["seconds"]
        self._spend(Tokens(*reply["tokens"]))
        if "error" in reply:
            raise REPLY_ERRORS[reply["error"]](reply["message"])
        return reply

    def _ask(self, request: str, call: Any) -> dict[str, Any]:
        if self._model is None:
            raise ModelUnavailable(
                f"no recorded reply to request {request[:12]} in {self._replies.path.name}: a "
                "prompt or what is asked has changed; record again with `make eval-record`"
            )
        before, began = self._model.spent, time.monotonic()
        try:
            reply: dict[str, Any] = call(self._model)
        except ModelReplyError as error:
            name = type(error).__name__
            if name not in REPLY_ERRORS:
                raise
            spent = _numbers(self._model.spent - before)
            reply = {"error": name, "message": str(error), "tokens": spent}
        seconds = time.monotonic() - began
        self.asked += 1
        self.waited += seconds
        reply["seconds"] = round(seconds, 3)
        self._replies.add(request, reply)
        return reply


def request_hash(model: str, request: dict[str, Any]) -> str:
    """SHA-256 of a request, hexadecimal."""
    body = json.dumps([model, request], sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(body.encode("utf-8", "surrogatepass")).hexdigest()


def _numbers(tokens: Tokens) -> list[int]:
    return [tokens.prompt, tokens.cached, tokens.completion]
