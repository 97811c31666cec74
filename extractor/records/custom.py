"""Values of the user's own fields in a record."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import (
    ConfigDict,
    Field,
    StrictBool,
    StrictFloat,
    StrictInt,
    StrictStr,
    model_validator,
)
from typing_extensions import Self

from extractor.custom_fields import CUSTOM_NAME, CustomKind, misfit
from extractor.records.part import EvidenceList, Part, Words, explained

__all__ = ["Custom", "custom_cell"]

TYPES: dict[str, dict[str, Any]] = {
    "text": {"type": ["string", "null"], "minLength": 1},
    "choice": {"type": ["string", "null"], "minLength": 1},
    "number": {"type": ["number", "null"]},
    "date": {"type": ["string", "null"], "format": "date"},
    "yes-no": {"type": ["boolean", "null"]},
}
RULES: Any = [
    {
        "if": {"properties": {"kind": {"const": kind}}, "required": ["kind"]},
        "then": {"properties": {"value": rule}},
    }
    for kind, rule in TYPES.items()
]


class Custom(Part):
    """A field of the user's own, asked beside the record's (``extract run --fields``)."""

    model_config = ConfigDict(json_schema_extra={"allOf": RULES})

    field: Annotated[
        str,
        Field(pattern=CUSTOM_NAME),
        explained("Name of the field, as its file gives it.", "police_hit"),
    ]
    kind: Annotated[CustomKind, explained("Kind of its values.", "yes-no")]
    value: Annotated[
        StrictBool | StrictInt | StrictFloat | StrictStr | None,
        explained(
            "What the article tells: true or false, a number, a day, a text or one of the field's "
            "values; null if it does not tell.",
            True,
        ),
    ]
    text: Annotated[
        Words | None,
        explained("The article's words for it; null where none say it.", "a police post"),
    ]
    evidence: EvidenceList

    @model_validator(mode="after")
    def _of_its_kind(self) -> Self:
        problem = misfit(self.kind, self.value) if self.value is not None else None
        if problem:
            raise ValueError(problem)
        return self


def custom_cell(custom: Custom) -> str | None:
    """The value as a table's cell: ``yes``, ``12``, a day, a text; ``None`` where it is null."""
    if isinstance(custom.value, bool):
        return "yes" if custom.value else "no"
    return None if custom.value is None else str(custom.value)
