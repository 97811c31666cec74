"""Verifies a reading: the model is shown its own answer beside the text and asked what to change.

Its corrections ("mends") are replies like the first and go through the same checks.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, Literal

from pydantic import Field, ModelWrapValidatorHandler, ValidationError, model_validator
from pydantic.json_schema import SkipJsonSchema
from typing_extensions import Self

from extractor.readers.prompting import one_line, prompt
from extractor.readers.record.reply import (
    ArticleReading,
    ReadEvent,
    ReadStatement,
    ReplyPart,
    described,
)
from extractor.readers.record.salvage import salvaged, writable

if TYPE_CHECKING:
    from extractor.models.protocol import Message, Model

__all__ = ["ReadMend", "SecondLook", "verified"]

ANSWER_TOKENS = 4000


class ReadMend(ReplyPart):
    """A change to one event."""

    number: Annotated[
        int, described("Number of the event; a new one for an event that is missing.")
    ]
    verdict: Literal["wrong", "missing", "no event", "told twice"]
    why: Annotated[str, described("What is wrong, in a few words.")]
    event: Annotated[ReadEvent | None, described("The event as it should be; null to take it out.")]


class SecondLook(ReplyPart):
    """What has to change in the first answer."""

    events: list[ReadMend]
    missing_statements: list[ReadStatement]
    wrong_statements: Annotated[
        list[int], described("Positions, from 1, of statements to take out.")
    ]
    left_out: SkipJsonSchema[list[str]] = Field(default_factory=list)

    @model_validator(mode="wrap")
    @classmethod
    def _item_by_item(cls, data: Any, handler: ModelWrapValidatorHandler[Self]) -> Self:
        notes: list[str] = []
        data = writable(data)
        if isinstance(data, dict) and isinstance(data.get("events"), list):
            mends = [one for mend in data["events"] if (one := _usable(mend, notes))]
            data = {**data, "events": mends}
        read = handler(salvaged(data, cls, notes))
        read.left_out = [*read.left_out, *notes]
        return read


def _usable(mend: Any, notes: list[str]) -> Any:
    """Return the mend with the valid parts of its event; ``None`` if that event is unusable. An
    event is removed only if the model says so, not because its mend is broken."""
    if not isinstance(mend, dict) or mend.get("event") is None:
        return mend
    event, number = mend["event"], mend.get("number")
    if isinstance(event, dict):
        event = salvaged({"number": number, **event}, ReadEvent, notes)
    try:
        return {**mend, "event": ReadEvent.model_validate(event).model_dump()}
    except ValidationError as invalid:
        problem = invalid.errors(include_url=False, include_input=False)[0]
        at = ".".join(str(step) for step in problem["loc"])
        notes.append(f"second look: event {number} is left as it was: {at}: {problem['msg']}")
        return None


def verified(model: Model, messages: list[Message], reply: ArticleReading) -> ArticleReading:
    """Return the reply as corrected by the model, with a note for each change; raises
    :class:`ModelError`."""
    answer = reply.model_dump_json(exclude={"left_out"})
    look, _ = model.structured(
        [
            *messages,
            {"role": "assistant", "content": answer},
            {"role": "user", "content": prompt("verify").text},
        ],
        SecondLook,
        max_tokens=ANSWER_TOKENS,
    )
    return mended(reply, look)


def mended(reply: ArticleReading, look: SecondLook) -> ArticleReading:
    """Return the reply with the changes made, and a note for each."""
    notes = [*reply.left_out, *look.left_out]
    events: dict[int, ReadEvent] = {}
    for event in reply.events:  # if two events have one number, mends change the first
        events.setdefault(event.number, event)
    unchanged = [event for event in reply.events if events[event.number] is not event]
    first = frozenset(events)
    for mend in look.events:
        why = f"{mend.verdict}: {one_line(mend.why)}"
        if mend.event is not None:
            number = mend.number
            if number < 1 or (
                number in events and number not in first
            ):  # two missing of one number
                number = max(events, default=0) + 1
            earlier = events.get(number)
            before = f" (it was {_shown(earlier)})" if earlier else ""
            # The second look is not asked for the user's own fields: they stand.
            own_fields = earlier.own_fields if earlier else []
            events[number] = mend.event.model_copy(
                update={"number": number, "own_fields": own_fields}
            )
            notes.append(f"second look: event {number} changed or added ({why}){before}")
        elif mend.number in events:
            notes.append(f"second look: {_shown(events.pop(mend.number))} taken out ({why})")
        else:
            notes.append(f"second look: there is no event {mend.number} to take out ({why})")
    wrong = set(look.wrong_statements)
    statements = [one for at, one in enumerate(reply.statements, 1) if at not in wrong]
    notes += [
        f"second look: {one.kind} of “{one.speaker}” taken out"
        for at, one in enumerate(reply.statements, 1)
        if at in wrong
    ]
    notes += [
        f"second look: there is no statement {at} to take out"
        for at in sorted(wrong)
        if not 1 <= at <= len(reply.statements)
    ]
    return ArticleReading.model_construct(
        events=[*events.values(), *unchanged],
        statements=[*statements, *look.missing_statements],
        left_out=notes,
    )


def _shown(event: ReadEvent) -> str:
    return f"{event.sub_event_type} “{one_line(event.words)}”"
