"""Keeps the valid parts of a reply that does not fit its schema.

A bad item of a list is dropped with a note, a bad value of a nullable field becomes null.
"""

from __future__ import annotations

from functools import lru_cache
from types import NoneType, UnionType
from typing import Any, Union, cast, get_args, get_origin

from pydantic import BaseModel, TypeAdapter, ValidationError
from pydantic.fields import FieldInfo

from extractor.text.surrogates import without_surrogates

__all__ = ["salvaged", "writable"]

SHOWN = 60  # characters of a bad value in its note


def writable(data: Any) -> Any:
    """Replace each lone surrogate in the data by U+FFFD: a cut-off emoji leaves one, and no
    encoding can write it."""
    if isinstance(data, str):
        return without_surrogates(data)
    if isinstance(data, dict):
        return {key: writable(value) for key, value in data.items()}
    return [writable(one) for one in data] if isinstance(data, list) else data


def salvaged(data: Any, model: type[BaseModel], notes: list[str]) -> Any:
    """Return the data without what does not fit ``model``, with a line in ``notes`` for each. Data
    that is no object is returned as it is, for the schema to reject."""
    if not isinstance(data, dict):
        return data
    kept: dict[str, Any] = {}
    for name, field in model.model_fields.items():
        item = _item_model(field)
        if name not in data:
            _missing(name, field, kept)
        elif item is not None:
            kept[name] = _items(data[name], item, f"{_title(model)}.{name}", notes)
        else:
            _value(data[name], name, field, model, kept, notes)
    return kept


def _items(value: Any, item: Any, where: str, notes: list[str]) -> list[Any]:
    if value is None:
        return []
    if not isinstance(value, list):
        value = [value]
    fit = []
    for number, one in enumerate(value, 1):
        whole = salvaged(one, item, notes) if _is_model(item) else one
        try:
            _adapter(item).validate_python(whole)
        except ValidationError as invalid:
            problem = invalid.errors(include_url=False, include_input=False)[0]
            at = ".".join(str(step) for step in problem["loc"])
            notes.append(f"reply: {where} {number} cannot be used: {at or 'it'}: {problem['msg']}")
        else:
            fit.append(whole)
    return fit


def _missing(name: str, field: FieldInfo, kept: dict[str, Any]) -> None:
    """Set a missing field to its empty value (``[]``, ``None``, ``""``, ``False``), if any."""
    if _item_model(field) is not None:
        kept[name] = []
    elif _nullable(field):
        kept[name] = None
    elif field.annotation in (bool, str):
        kept[name] = field.annotation()


def _value(
    value: Any,
    name: str,
    field: FieldInfo,
    model: type[BaseModel],
    kept: dict[str, Any],
    notes: list[str],
) -> None:
    try:
        _adapter(cast("Any", field.annotation)).validate_python(value)
    except ValidationError:
        if _nullable(field):
            shown = " ".join(repr(value).split())[:SHOWN]
            notes.append(f"reply: {_title(model)}.{name} {shown} cannot be used; taken as null")
            value = None
    kept[name] = value


def _title(model: type[BaseModel]) -> str:
    return model.__name__.removeprefix("Read").removeprefix("Article").lower()


def _item_model(field: FieldInfo) -> Any:
    """Return the type of a list field's items; ``None`` for a field that is no list."""
    return get_args(field.annotation)[0] if get_origin(field.annotation) is list else None


def _is_model(item: Any) -> bool:
    return isinstance(item, type) and issubclass(item, BaseModel)


def _nullable(field: FieldInfo) -> bool:
    return get_origin(field.annotation) in (Union, UnionType) and NoneType in get_args(
        field.annotation
    )


@lru_cache(maxsize=256)
def _adapter(kind: Any) -> TypeAdapter[Any]:
    return TypeAdapter(kind)
