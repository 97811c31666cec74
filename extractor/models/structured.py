"""Structured replies through instructor: what goes in, what comes out."""

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
    """``create`` with instructor around it, in the mode that sends a JSON Schema."""
    import instructor

    silence_loggers()
    patched: Callable[..., Any] = instructor.patch(create=create, mode=instructor.Mode.JSON_SCHEMA)
    return patched


@lru_cache(maxsize=32)
def json_schema_of(response_model: type[BaseModel]) -> dict[str, Any]:
    """The JSON Schema that a structured reply must fit; not to be changed."""
    return response_model.model_json_schema()


@lru_cache(maxsize=32)
def shell_of(response_model: type[BaseModel]) -> Any:
    """What is given to instructor in the place of ``response_model``: a class that knows its schema
    and reads with it.

    For each call instructor makes a class of the model's and the schema of that, and looks through
    all fields four times: two milliseconds, more than everything else of a call. There is nothing
    to be made or looked through here.
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
    """A chat completion that says nothing, to be copied.

    Its usage is nothing, since tokens are counted where replies come in; without one instructor
    looks whether it is Anthropic's, for which it imports all of their SDK.
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
    """What instructor reads of a chat completion, made without checking it a second time."""
    empty = _completion()
    message = empty.choices[0].message.model_copy(update={"content": said})
    choice = empty.choices[0].model_copy(update={"message": message})
    usage = empty.usage.model_copy()
    return empty.model_copy(update={"choices": [choice], "usage": usage})


def plain_instance(reply: BaseModel, response_model: type[Structure]) -> Structure:
    """The reply as an instance of ``response_model`` itself.

    instructor's may be of a subclass and drags the whole raw response along.
    """
    values = {name: getattr(reply, name) for name in response_model.model_fields}
    return response_model.model_construct(reply.model_fields_set, **values)
