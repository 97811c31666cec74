"""What a server accepts: learnt from its error statuses and kept for the model's life.

Reasoning models take no temperature and want ``max_completion_tokens``. Many servers have no JSON
Schema, or not the strict kind. Every model has a longest reply. A request that is refused for such
a reason is sent again without the option, and so are all later ones.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from extractor.models.refusals import ENDED, is_refusal_status, says, words_of
from extractor.models.strict import ALL_LIMITS, NO_LIMITS, strict_schema_of
from extractor.models.structured import json_schema_of
from extractor.text.words import FIGURES, holds_words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pydantic import BaseModel

    from extractor.models.contexts import Known
    from extractor.models.protocol import Message
    from extractor.models.wires import Wire

__all__ = ["REASONING_ROOM", "Room", "Terms", "thoughts_in", "with_schema"]

REASONING_ROOM = 4096
"""Tokens a reasoning model may think before it answers; its limit includes them."""
MOST_DOUBLINGS = 3
"""A reply that does not fit eight times the room does not end."""
LEAST_ROOM = 256
"""With fewer tokens left in the context, the prompt is too long, not the reply."""
OPTIONAL = {
    "temperature": ("temperature",),
    "seed": ("seed", "random_seed"),
    "max_tokens": ("max_tokens", "maxOutputTokens", "max_output_tokens"),
    "max_completion_tokens": ("max_completion_tokens",),
}
"""Options that a request can do without, and their names in errors."""
OBJECTIONS = (
    *("unsupported", "not support", "n't support", "unknown", "unrecognized", "unrecognised"),
    *("unexpected", "not permitted", "not allowed", "forbidden", "deprecated", "invalid"),
    *("cannot find field", "only the default", "use max_completion_tokens"),
    *("use 'max_completion_tokens", "removed", "no longer", "extra field", "extra input"),
    *("not available", "incompatible", "not compatible", "does not accept", "cannot be used"),
)
SHAPE = (
    *("responseformat", "responsemimetype", "schema", "jsonobject", "outputconfig"),
    *("outputformat", "structured output", "structuredoutput", "guided", "grammar"),
)
"""Words for the form of a reply in the parameters of many APIs; underscores are ignored."""
ROOM_WORDS = (
    *("max_tokens", "max_completion_tokens", "max_output_tokens", "max_new_tokens"),
    *("maxoutputtokens", "completion tokens", "output tokens", "in the completion"),
)
LIMIT_WORDS = ("must be", "range", "less than", "at most")
CONTEXT = re.compile(r"(?:maximum )?context (?:length|window)[^0-9]{0,40}(\d+)", re.IGNORECASE)
PROMPT = re.compile(
    r"(\d+) (?:input tokens|tokens from the input|in the messages|prompt tokens)", re.IGNORECASE
)
NO_ENDPOINT = ("no endpoints found",)


@dataclass
class Room:
    """How long the reply to one question may be, in tokens: ``asked``, doubled after each reply
    that was cut off, up to ``most``. ``cap`` is what this prompt leaves of the context, if the
    server said so. ``form`` is how the structure was last asked for.
    """

    asked: int
    most: int | None = None
    doubled: int = 0
    cap: int | None = None
    form: str | None = None
    sent: int = 0


class Terms:
    """What one server accepts. Thread-safe: facts are only added.

    ``known_model`` is what is known of the model beforehand. With ``fixed_form`` (the embedded
    model) the form is never changed.
    """

    def __init__(
        self, wire: Wire, known_model: Known | None, *, fixed_form: str | None = None
    ) -> None:
        self._wire = wire
        self._fixed = fixed_form is not None
        self._forms = (fixed_form,) if fixed_form else wire.forms
        self._weakened = 0
        self.refused: set[str] = set()
        self.thinks = bool(known_model and known_model.thinks)
        self._most = known_model.output if known_model else None
        openai = wire.spec.provider in ("openai", "azure_openai")
        if not wire.temperature or (self.thinks and openai):
            self.refused.add("temperature")

    def options(self, room: Room) -> dict[str, Any]:
        """The temperature and the reply limit, as far as the server accepts them."""
        room.sent = self._tokens(room)
        named = {"temperature": 0, "seed": 1, self._room_name(): room.sent}
        return {name: value for name, value in named.items() if name not in self.refused}

    def grow(self, room: Room) -> bool:
        """Double the room after a reply that was cut off; false if no more is possible."""
        if room.doubled >= MOST_DOUBLINGS:
            return False
        room.doubled += 1
        if self._tokens(room) > room.sent:
            return True
        room.doubled -= 1
        return False

    def shape(
        self,
        messages: list[Message],
        response_model: type[BaseModel],
        room: Room,
        *,
        again: bool = False,
    ) -> tuple[list[Message], dict[str, Any]]:
        """The messages and the ``response_format`` that ask for a structure.

        ``again``: the last reply did not fit. A server may ignore the schema silently, so the
        messages then state it too.
        """
        form = room.form = self._form(response_model)
        if form in ("object", "words") or (again and not self._fixed):
            messages = with_schema(messages, response_model)
        name = response_model.__name__
        if form in ("limited", "strict"):
            limits = self._wire.limits if form == "limited" else NO_LIMITS
            schema = strict_schema_of(response_model, limits)
            described = {"name": name, "strict": True, "schema": schema}
            return messages, {"response_format": _schema_format(described)}
        if form == "schema":
            described = {"name": name, "schema": json_schema_of(response_model)}
            return messages, {"response_format": _schema_format(described)}
        return messages, {"response_format": {"type": "json_object"}} if form == "object" else {}

    def note(self, choice: Any, usage: Any) -> None:
        """Learn from a reply whether the model thinks before it answers."""
        if not self.thinks and not self._fixed:
            details = getattr(usage, "completion_tokens_details", None)
            counted = getattr(details, "reasoning_tokens", None)
            thought = isinstance(counted, int) and counted > 0
            self.thinks = thought or thoughts_in(choice)

    def learn(self, error: BaseException, body: Mapping[str, Any], room: Room) -> bool:
        """Whether an error status names something that the request can do without. It is left out
        from now on, so the request is worth sending again."""
        status = getattr(error, "status_code", None)
        said = words_of(error)
        if status == 404 and says(said, NO_ENDPOINT):  # OpenRouter: no provider accepts all of this
            return self._refuse("temperature", body) or self._weaken(room)
        if status not in (400, 422) or is_refusal_status(error):
            return False
        if says(said, ENDED):
            return self.grow(room)
        if self._less_room(said, room):
            return True
        param = str(getattr(error, "param", None) or "")
        for name, others in OPTIONAL.items():
            if param in others and self._refuse(name, body):
                return True
        if room.form and says((param or said).replace("_", ""), SHAPE):
            return self._weaken(room)
        if says(said, OBJECTIONS):
            for name, others in OPTIONAL.items():
                if any(holds_words(said, other) for other in others) and self._refuse(name, body):
                    return True
        return False

    def _form(self, response_model: type[BaseModel]) -> str:
        for form in self._forms[self._weakened : -1]:
            if form not in ("limited", "strict") or strict_schema_of(response_model, NO_LIMITS):
                return form
        return self._forms[-1]

    def _room_name(self) -> str:
        if self._wire.room in self.refused:
            return "max_completion_tokens"
        return self._wire.room

    def _tokens(self, room: Room) -> int:
        answer = room.asked << room.doubled
        if room.most is not None:
            answer = min(answer, max(room.most, room.asked))
        thought = REASONING_ROOM << room.doubled if self.thinks else 0
        limits = [answer + thought, self._most, room.cap]
        return min(limit for limit in limits if limit is not None)

    def _refuse(self, name: str, body: Mapping[str, Any]) -> bool:
        if name not in body:
            return False
        self.refused.add(name)
        if name == "max_tokens":  # only reasoning models refuse it
            self.thinks = True
        return True

    def _weaken(self, room: Room) -> bool:
        """Switch to the next weaker form than the one that was sent; false if there is none."""
        if room.form not in self._forms[:-1]:
            return False
        self._weakened = max(self._weakened, self._forms.index(room.form) + 1)
        return True

    def _less_room(self, said: str, room: Room) -> bool:
        """Lower the limit to the longest reply that the server names; false if it names none."""
        if not says(said, ROOM_WORDS):
            return False
        context, prompt = CONTEXT.search(said), PROMPT.search(said)
        if context:
            left = int(context[1]) - int(prompt[1]) if prompt else 0
            if LEAST_ROOM <= left < room.sent:
                room.cap = left
                return True
            return False
        numbers = [int(digits) for digits in FIGURES.findall(said)]
        if room.sent not in numbers and not says(said, LIMIT_WORDS):
            return False
        smaller = [number for number in numbers if LEAST_ROOM <= number < room.sent]
        if not smaller:
            return False
        self._most = max(smaller) - ("exclusive" in said)
        return True


def thoughts_in(choice: Any) -> bool:
    """Whether a reply holds the model's thoughts, or says that it had some."""
    message = getattr(choice, "message", None)
    if not isinstance(message, dict):
        return False
    text = message.get("content")
    if isinstance(text, list):  # Mistral
        inline = any(isinstance(p, dict) and p.get("type") == "thinking" for p in text)
    else:
        inline = isinstance(text, str) and text.lstrip().startswith("<think>")
    return bool(inline or message.get("reasoning_content") or message.get("reasoning"))


def with_schema(messages: list[Message], response_model: type[BaseModel]) -> list[Message]:
    """The messages with the reply's schema stated in words, for servers that take no schema."""
    schema = strict_schema_of(response_model, ALL_LIMITS) or json_schema_of(response_model)
    words = (
        "Answer with one JSON object and nothing else: no explanation, no code fence. "
        "It must fit this JSON Schema:\n"
        f"{json.dumps(schema, ensure_ascii=False, separators=(',', ':'))}"
    )
    first, others = messages[:1], messages[1:]
    if first and first[0].get("role") == "system":
        return [{**first[0], "content": f"{first[0]['content']}\n\n{words}"}, *others]
    return [{"role": "system", "content": words}, *messages]


def _schema_format(described: dict[str, Any]) -> dict[str, Any]:
    return {"type": "json_schema", "json_schema": described}
