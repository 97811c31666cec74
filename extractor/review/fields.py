"""The table of the record's fields as data for the page, so that its script needs no list."""

from __future__ import annotations

from typing import Any

from extractor.records.event import EventRecord
from extractor.records.field import Field, OnPage
from extractor.records.field_lookup import evidence_fields, of_kind
from extractor.records.fields import FIELDS

__all__ = ["page_fields"]


def page_fields() -> list[dict[str, Any]]:
    """The fields with evidence and the plain values, in the order of the record.

    ``name`` is the field's name in the form, ``path`` its path in the record; actors have
    ``sides``, statements ``parties``. A field that is not shown separately (each speaker's count)
    has no label.
    """
    shown = (*evidence_fields(), *(one for one in of_kind("value") if one.page))
    return [_field(one) for one in sorted(shown, key=lambda one: RECORD_ORDER.index(one.path))]


def _record_order() -> list[str]:
    """The paths of the fields in the order of the record's schema."""
    holders = {field.holder for field in FIELDS}
    order: list[str] = []
    for name, info in EventRecord.model_fields.items():
        inner = getattr(info.annotation, "model_fields", {}) if name in holders else {}
        order += [f"{name}.{part}" for part in inner] or [name]
    return order


RECORD_ORDER = _record_order()


def _field(field: Field) -> dict[str, Any]:
    made: dict[str, Any] = {
        "name": field.name,
        "path": field.path,
        "kind": field.kind,
        "check": field.check,
        **_look(field.page),
    }
    if field.kind == "value":
        made["number"] = any(column.type in ("whole", "decimal") for column in field.flat)
    if field.kind == "statements":
        made["said"] = True
        made["parties"] = [{"name": one.name, "label": one.label} for one in field.parties]
        made["verb"] = field.wording.verb if field.wording else ""
    if field.sides:
        made["sides"] = [
            {"name": side.role, "kind": field.kind, "check": side.check, **_look(side.page)}
            for side in field.sides
        ]
    return made


def _look(page: OnPage | None) -> dict[str, str]:
    if page is None:
        return {}
    return {
        "label": page.label,
        "key": page.key,
        "style": page.style,
        "heading": page.heading or page.label.capitalize(),
        "short": page.short or page.label,
    }
