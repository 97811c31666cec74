"""Updates who decided each value: a value that a coder changes becomes the coder's.

Added or removed evidence changes neither a value nor its check.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from extractor.records.checked import Checked
from extractor.records.fields import FIELDS
from extractor.records.parts import Part

if TYPE_CHECKING:
    from extractor.records import EventRecord

__all__ = ["checks_after", "checks_there"]


def _values() -> dict[str, Callable[[EventRecord], Any]]:
    found: dict[str, Callable[[EventRecord], Any]] = {}
    for name in Checked.model_fields:
        fields = [field.of for field in FIELDS if field.check == name]
        roles = [side.role for field in FIELDS for side in field.sides if side.check == name]
        if roles:
            found[name] = partial(_side, roles[0])
        elif len(fields) == 1:
            found[name] = fields[0]
        else:
            found[name] = partial(_all, fields)
    return found


def _side(role: str, record: EventRecord) -> tuple[Any, ...]:
    return tuple(actor for actor in record.actors if actor.role.value == role)


def _all(values: Sequence[Callable[[EventRecord], Any]], record: EventRecord) -> tuple[Any, ...]:
    return tuple(value(record) for value in values)


VALUES = _values()
"""For each check, the value it is about."""


def checks_after(opened: EventRecord, mended: EventRecord) -> Checked | None:
    """The checks of the opened record, without those of values that have changed."""
    if opened.checked is None:
        return None
    changed = [field for field, of in VALUES.items() if _value(of(opened)) != _value(of(mended))]
    return _without(opened.checked, changed)


def checks_there(record: EventRecord) -> Checked | None:
    """The record's checks without those of values it lacks (for one half of a split)."""
    if record.checked is None:
        return None
    return _without(record.checked, [field for field, of in VALUES.items() if _none(of(record))])


def _without(checked: Checked, fields: list[str]) -> Checked | None:
    gone = [field for field in fields if getattr(checked, field) is not None]
    if not gone:
        return checked
    kept = checked.model_copy(update=dict.fromkeys(gone))
    return kept if any(check for _, check in kept) else None


def _value(value: Any) -> Any:
    """The value without its evidence."""
    if isinstance(value, tuple):
        return tuple(map(_value, value))
    return value.model_dump(exclude={"evidence"}) if isinstance(value, Part) else value


def _none(value: Any) -> bool:
    return not any(map(_has, value)) if isinstance(value, tuple) else value is None


def _has(value: Any) -> bool:
    return bool(value) if isinstance(value, tuple) else value is not None
