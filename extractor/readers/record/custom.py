"""Handles the user's own fields: in the instructions, in the reply, and as an event's answers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Annotated, Any, Literal

from pydantic import create_model

from extractor.codebook.folding import fold
from extractor.custom_fields import CustomField, CustomValue, misfit
from extractor.numbers.whole import numbers_said
from extractor.readers.prompting import one_line
from extractor.readers.record.reply import ArticleReading, ReadEvent, ReplyPart, described
from extractor.reading import Answer, Said

__all__ = ["answers", "reply_model", "told_of_fields"]

HEAD = """

FIELDS OF THE CODERS' OWN, in own_fields of each event, each once: value is null where the article
does not tell, never a guess; words are copied from the article, null where no words say it.
"""
FORMS = {
    "text": "a few words",
    "number": "a number in digits",
    "date": "a day, YYYY-MM-DD",
    "yes-no": "yes or no",
}
YES, NO = frozenset(["yes", "true"]), frozenset(["no", "false"])
SHOWN = 60
Value: Any = str | bool | float | None


def told_of_fields(fields: Sequence[CustomField]) -> str:
    """Return the text to add to the instructions; "" if there are no fields."""
    return HEAD + "\n".join(map(_line, fields)) if fields else ""


def _line(field: CustomField) -> str:
    form = FORMS.get(field.kind) or f"one of: {'; '.join(field.values)}"
    return f"{field.name} ({form}): {one_line(field.description)}"


@lru_cache(maxsize=8)
def reply_model(fields: tuple[CustomField, ...]) -> type[ArticleReading]:
    """Return the reply's model, extended by these fields in each event."""
    if not fields:
        return ArticleReading
    names: Any = Literal[tuple(field.name for field in fields)]
    said: dict[str, Any] = {
        "field": Annotated[names, described("Its name.")],
        "value": Annotated[Value, described("Its value; null if the article is silent.")],
        "words": Annotated[str | None, described("Words of the article that say it.")],
    }
    answer: Any = _model("ReadOwnField", ReplyPart, "A field of the coders' own.", said)
    own_fields: Any = Annotated[list[answer], described("Each of the coders' own fields.")]
    event: Any = _model("ReadEvent", ReadEvent, ReadEvent.__doc__, {"own_fields": own_fields})
    parts: dict[str, Any] = {"events": list[event]}
    made: type[ArticleReading] = _model(
        "ArticleReading", ArticleReading, ArticleReading.__doc__, parts
    )
    return made


def _model(name: str, base: type[ReplyPart], doc: str | None, parts: dict[str, Any]) -> Any:
    """Create a model with these required fields in addition to those of its base."""
    fields: dict[str, Any] = {part: (kind, ...) for part, kind in parts.items()}
    return create_model(name, __base__=base, __doc__=doc, **fields)


def answers(
    fields: Sequence[CustomField],
    given: Sequence[Any],
    found: Callable[[str | None], Said | None],
    notes: list[str],
) -> tuple[Answer, ...]:
    """Return an answer for every field, in order. A value that does not fit its field's kind, or
    whose words are not in the article, is left out with a note."""
    by_name: dict[str, Any] = {}
    for one in given:
        by_name.setdefault(one.field, one)
    return tuple(_answer(field, by_name.get(field.name), found, notes) for field in fields)


def _answer(
    field: CustomField,
    given: Any,
    found: Callable[[str | None], Said | None],
    notes: list[str],
) -> Answer:
    silent = Answer(field.name, field.kind)
    if given is None or given.value is None or not str(given.value).strip():
        return silent
    shown = one_line(str(given.value))[:SHOWN]
    value = _value(field, given.value)
    if value is None:
        why = field.problem(field.kind, given.value) or "cannot be used"
        notes.append(f"own field {field.name}: “{shown}”: {why}; left out")
        return silent
    said = found(given.words)
    if said is not None and said.span is None:
        words = one_line(said.text)[:SHOWN]
        notes.append(f"own field {field.name}: “{words}” is not in the article; {shown} left out")
        return silent
    numbers = numbers_said(said.text) if said and field.kind == "number" else None
    if numbers and value not in numbers:
        notes.append(f"own field {field.name}: {value}, where the words say {numbers[0]}")
    return Answer(field.name, field.kind, value, said)


def _value(field: CustomField, given: str | bool | float) -> CustomValue:
    """Convert the model's value to the field's kind; ``None`` if it does not fit."""
    text = " ".join(str(given).split())
    if field.kind == "yes-no":
        low = text.casefold().rstrip(".")
        return True if low in YES else False if low in NO else None
    if field.kind == "number":
        return None if isinstance(given, bool) else _number(text)
    if field.kind == "choice":
        return next((one for one in field.values if fold(one) == fold(text)), None)
    return None if misfit(field.kind, text) else text


def _number(text: str) -> int | float | None:
    try:
        number = float(text.replace(",", "").replace("\u00a0", ""))
    except ValueError:
        return None
    if misfit("number", number):
        return None
    return int(number) if number.is_integer() else number
