"""Structured replies through instructor: requests and results."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any, TypeVar

from extractor.models.faults import silence_loggers

if TYPE_CHECKING:
    from collections.abc import Callable

    from pydantic import BaseModel

    Structure = TypeVar("Structure", bound=BaseModel)

__all__ = ["as_completion", "instructor_create", "json_schema_of", "plain_instance", "shell_of"]


def instructor_create(create: Callable[..., Any]) -> Callable[..., Any]:
    """``create`` wrapped by instructor, in the mode that sends a JSON Schema."""
    import instructor

    silence_loggers()
    patched: Callable[..., Any] = instructor.patch(create=create, mode=instructor.Mode.JSON_SCHEMA)
    return patched


@lru_cache(maxsize=32)
def json_schema_of(response_model: type[BaseModel]) -> dict[str, Any]:
    """The JSON Schema that a structured reply must fit; must not be changed."""
    return response_model.model_json_schema()


@lru_cache(maxsize=32)
def shell_of(response_model: type[BaseModel]) -> Any:
    """A stand-in for ``response_model`` that is given to instructor: a class that knows its schema
    and parses with it.

    For each call instructor makes a subclass of the model and its schema and goes through all
    fields four times. That takes two milliseconds, more than the rest of a call. The stand-in
    leaves it nothing to make or go through.
    """
    from instructor import OpenAISchema

    schema = json_schema_of(response_model)

    class Shell(OpenAISchema):
        @classmethod
        def model_json_schema(cls, *_: Any, **__: Any) -> dict[str, Any]:
            return schema

        @classmethod
        def model_validate_json(cls, json_data: str | bytes | bytearray, **options: Any) -> Any:
            return response_model.model_validate_json(json_data, **options)

    Shell.__name__ = response_model.__name__
    return Shell


@lru_cache(maxsize=1)
def _completion() -> Any:
    """An empty chat completion, to be copied.

    It has an empty usage, since tokens are counted where replies come in. Without a usage
    instructor checks whether it is Anthropic's, for which it imports their whole SDK.
    """
    from openai.types import CompletionUsage
    from openai.types.chat import ChatCompletion, ChatCompletionMessage
    from openai.types.chat.chat_completion import Choice

    message = ChatCompletionMessage.model_construct(role="assistant", content="", refusal=None)
    choice = Choice.model_construct(index=0, finish_reason="stop", message=message)
    usage = CompletionUsage.model_construct(prompt_tokens=0, completion_tokens=0, total_tokens=0)
    return ChatCompletion.model_construct(
        id="", object="chat.completion", created=0, model="", choices=[choice], usage=usage
    )


def as_completion(said: str) -> Any:
    """The parts of a chat completion that instructor reads, made without a second validation."""
    empty = _completion()
    message = empty.choices[0].message.model_copy(update={"content": said})
    choice = empty.choices[0].model_copy(update={"message": message})
    usage = empty.usage.model_copy()
    return empty.model_copy(update={"choices": [choice], "usage": usage})


def plain_instance(reply: BaseModel, response_model: type[Structure]) -> Structure:
    """The reply as an instance of ``response_model`` itself.

    instructor's may be of a subclass that keeps the whole raw response.
    """
    values = {name: getattr(reply, name) for name in response_model.model_fields}
    return response_model.model_construct(reply.model_fields_set, **values)
