"""Structured replies through instructor: what goes in, what comes out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from extractor.models.faults import silence_loggers

if TYPE_CHECKING:
    from collections.abc import Callable

    from pydantic import BaseModel

    Structure = TypeVar("Structure", bound=BaseModel)

__all__ = ["as_completion", "instructor_create", "plain_instance"]


def instructor_create(create: Callable[..., Any]) -> Callable[..., Any]:
    """``create`` with instructor around it, in the mode that sends a JSON Schema."""
    import instructor

    silence_loggers()
    patched: Callable[..., Any] = instructor.patch(create=create, mode=instructor.Mode.JSON_SCHEMA)
    return patched


def as_completion(said: str) -> Any:
    """What instructor reads of a chat completion, made without checking it a second time."""
    from openai.types.chat import ChatCompletion, ChatCompletionMessage
    from openai.types.chat.chat_completion import Choice

    message = ChatCompletionMessage.model_construct(role="assistant", content=said, refusal=None)
    choice = Choice.model_construct(index=0, finish_reason="stop", message=message, logprobs=None)
    return ChatCompletion.model_construct(
        id="", object="chat.completion", created=0, model="", choices=[choice], usage=None
    )


def plain_instance(reply: BaseModel, response_model: type[Structure]) -> Structure:
    """The reply as an instance of ``response_model`` itself.

    instructor's is of a subclass that drags the whole raw response along and equals nothing.
    """
    values = {name: getattr(reply, name) for name in response_model.model_fields}
    return response_model.model_construct(reply.model_fields_set, **values)
