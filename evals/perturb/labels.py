"""Asks a reader's question about types with other names of the types or in another order.

The schema and the instructions get the new names; the reply is translated back before it is read,
so that only the prompt changes. A shuffle also loses the codebook's order of precedence, since
that is the order of the list.
"""

from __future__ import annotations

import json
import random
import re
from typing import Any

from pydantic import BaseModel, ModelWrapValidatorHandler, create_model, model_validator

from extractor.codebook.types import SubEventType
from extractor.models.protocol import Message, Model
from extractor.reading import Tokens

__all__ = ["OtherLabels", "renamed", "shuffled"]

LABELS = [kind.value for kind in SubEventType]
FIELDS = ("sub_event_type", "other_type")
Names = dict[str, str]


def renamed() -> Names:
    """A meaningless name for every type: ``T01`` to ``T25``."""
    return {label: f"T{number:02}" for number, label in enumerate(LABELS, 1)}


def shuffled(seed: int = 1) -> list[str]:
    """The types in a random order that ``seed`` fixes."""
    order = list(LABELS)
    random.Random(seed).shuffle(order)
    return order


class OtherLabels:
    """Wraps a model: prompts use other ``names`` of types, or list them in another ``order``."""

    def __init__(self, model: Model, names: Names, order: list[str] | None = None) -> None:
        self.model = model
        self.names = names
        self.order = order

    def __getattr__(self, name: str) -> Any:
        return getattr(self.model, name)

    def structured(
        self, messages: list[Message], response_model: type[BaseModel], **given: Any
    ) -> tuple[Any, Tokens]:
        """See :class:`extractor.models.protocol.Model`."""
        told = [
            one | {"content": self.instructions(one["content"])} if one["role"] == "system" else one
            for one in messages
        ]
        return self.model.structured(told, self._asked_as(response_model), **given)

    def instructions(self, text: str) -> str:
        """The instructions with the other names, their lines in the other order."""
        if self.order:
            text = _lines_in_order(text, self.order)
        for label in sorted(self.names, key=len, reverse=True):
            word = re.escape(label)
            text = re.sub(
                rf'(?m)^{word}(?=:)|(?<="){word}(?=")|(?<=\bis ){word}\b', self.names[label], text
            )
        return text

    def schema(self, schema: dict[str, Any]) -> dict[str, Any]:
        """The schema of a reply with the other names, in the other order."""
        text = json.dumps(schema)
        for label, name in self.names.items():
            text = text.replace(json.dumps(label), json.dumps(name))
        made: dict[str, Any] = json.loads(text)
        return _in_order(made, self.order) if self.order else made

    def back(self, value: Any) -> Any:
        """The reply with the codebook's names put back."""
        if isinstance(value, list):
            return [self.back(one) for one in value]
        if not isinstance(value, dict):
            return value
        old = {name: label for label, name in self.names.items()}
        return {
            key: old.get(one, one) if key in FIELDS and isinstance(one, str) else self.back(one)
            for key, one in value.items()
        }

    def _asked_as(self, response_model: type[BaseModel]) -> type[BaseModel]:
        """The reply's class with a schema in the other names; its validator translates back."""
        other = self

        class Asked(response_model):  # type: ignore[valid-type, misc]
            @model_validator(mode="wrap")  # runs before unknown types are dropped
            @classmethod
            def _back(cls, value: Any, handler: ModelWrapValidatorHandler[Any]) -> Any:
                return handler(other.back(value))

            @classmethod
            def model_json_schema(cls, *args: Any, **more: Any) -> dict[str, Any]:
                return other.schema(response_model.model_json_schema(*args, **more))

        return create_model(response_model.__name__, __base__=Asked)


def _lines_in_order(text: str, order: list[str]) -> str:
    """Put the lines that explain a type into the other order; all other lines stay in place."""
    pieces = text.split("\n")
    at = {
        label: number
        for number, line in enumerate(pieces)
        for label in LABELS
        if line.startswith(f"{label}:")
    }
    there = [label for label in order if label in at]
    made = list(pieces)
    for place, label in zip(sorted(at.values()), there, strict=True):
        made[place] = pieces[at[label]]
    return "\n".join(made)


def _in_order(value: Any, order: list[str]) -> Any:
    if isinstance(value, dict):
        return {key: _in_order(one, order) for key, one in value.items()}
    if isinstance(value, list):
        if set(value if all(isinstance(one, str) for one in value) else ()) == set(order):
            return list(order)
        return [_in_order(one, order) for one in value]
    return value
