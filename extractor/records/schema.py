"""JSON Schemas (draft 2020-12) of the records, generated from the models, and the check by them.

The schemas are checked in under ``schemas/`` and included in the wheel. Output is validated against
that file, so the file that people read is the one that applies.
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from extractor.codebook.types import (
    DisorderType,
    EventType,
    SubEventType,
    disorder_type_of,
    sub_event_types_of,
)
from extractor.errors import ExtractorError, RecordError
from extractor.records.acled import AcledRow
from extractor.records.event import SCHEMA_VERSION, EventRecord

if TYPE_CHECKING:
    from jsonschema import Draft202012Validator
    from jsonschema.exceptions import ValidationError

__all__ = [
    "SCHEMA_FILES",
    "SchemaName",
    "schema_file",
    "schema_for",
    "schema_text",
    "shipped_schema",
    "validate_event",
]

SchemaName = Literal["event", "acled"]
SCHEMA_FILES: dict[SchemaName, str] = {
    "event": "event.schema.json",
    "acled": "acled-row.schema.json",
}
HEADS: dict[SchemaName, tuple[type[EventRecord] | type[AcledRow], str]] = {
    "event": (EventRecord, "Conflict event record"),
    "acled": (AcledRow, "ACLED row"),
}
# The text that the evidence of examples points into, so that a whole example record is consistent.
EXAMPLE_ARTICLE = (
    "A roadside bomb at a police post killed at least four people in Mandera on Tuesday morning, "
    "among them Amina Yusuf. "
    "Police accused Al Shabaab of planting it. A spokesman for Al Shabaab denied it. "
    "A local militia said that it was behind the attack. "
    "The governor urged the interior ministry to let an independent commission look into it."
)
LONGEST_MESSAGE = 300  # jsonschema quotes the whole value; an article in a message does not help


def schema_for(name: SchemaName) -> dict[str, Any]:
    """The JSON Schema of ``event`` (one line of output) or ``acled`` (one row of an export).

    Every field has a title, a description and an example, every closed list its enum.
    """
    model, title = HEADS[name]
    made = model.model_json_schema(mode="serialization")
    definitions: dict[str, Any] = made.get("$defs", {})
    for definition in (*definitions.values(), made):
        _complete(definition, definitions)
    if "Report" in definitions:
        definitions["Report"]["allOf"] = _type_rules()
    stem = SCHEMA_FILES[name].removesuffix(".schema.json")
    schema = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:extract:schema:{stem}:{SCHEMA_VERSION}",
        "version": SCHEMA_VERSION,
        "title": title,
        "description": " ".join(made["description"].split()),
        "type": "object",
        "properties": made["properties"],
        "required": made["required"],
        "additionalProperties": False,
        "allOf": _type_rules(),
        "examples": [_example(made, definitions)],
    }
    if definitions:
        schema["$defs"] = dict(sorted(definitions.items()))
    return schema


def schema_text(name: SchemaName) -> str:
    """The text of the schema's file: always the same bytes, with a last newline."""
    return json.dumps(schema_for(name), indent=2, ensure_ascii=False) + "\n"


def validate_event(record: object, name: SchemaName = "event") -> None:
    """Check a parsed JSON object against the shipped schema.

    Raises :class:`RecordError` with the deepest problem in one line: ``actors.0.kind: 'Rebels' is
    not one of […]``.
    """
    if _quick_validator(name).is_valid(record):
        return
    from jsonschema.exceptions import best_match

    problem = best_match(_validator(name).iter_errors(record))
    if problem is not None:
        raise RecordError(_message(problem))


def schema_file(name: SchemaName) -> Path:
    """The path of the installed schema: inside the package in a wheel, beside it in a working tree.
    Raises :class:`ExtractorError` if it is missing, which is no record's fault."""
    package = Path(__file__).resolve().parent.parent
    for folder in (package / "schemas", package.parent / "schemas"):
        path = folder / SCHEMA_FILES[name]
        if path.is_file():
            return path
    raise ExtractorError(f"{SCHEMA_FILES[name]} is missing from this installation: install it anew")


def shipped_schema(name: SchemaName) -> dict[str, Any]:
    """The schema as installed."""
    schema: dict[str, Any] = json.loads(schema_file(name).read_text("utf-8"))
    return schema


@cache
def _quick_validator(name: SchemaName) -> Any:
    """A validator that answers yes or no a hundred times as fast. It accepts the same and a few
    more strings as dates; what it refuses is checked again for the message."""
    import jsonschema_rs

    return jsonschema_rs.Draft202012Validator(shipped_schema(name), validate_formats=True)


@cache
def _validator(name: SchemaName) -> Draft202012Validator:
    from jsonschema import Draft202012Validator

    return Draft202012Validator(
        shipped_schema(name), format_checker=Draft202012Validator.FORMAT_CHECKER
    )


def _message(problem: ValidationError) -> str:
    where = ".".join(str(step) for step in problem.absolute_path)
    message = " ".join(problem.message.split())
    if len(message) > LONGEST_MESSAGE:
        half = LONGEST_MESSAGE // 2
        message = f"{message[:half]} … {message[-half:]}"
    return f"{where}: {message}" if where else message


def _complete(definition: dict[str, Any], definitions: dict[str, Any]) -> None:
    """Give every property its title and example, and put its description on one line."""
    if "description" in definition:
        definition["description"] = " ".join(definition["description"].split())
    for key, prop in definition.get("properties", {}).items():
        bounds = {
            word: value for word, value in prop.items() if word not in ("title", "description")
        }
        examples = bounds.pop("examples", None) or [_example(prop, definitions)]
        definition["properties"][key] = {
            "title": key.replace("_", " ").capitalize(),
            # pydantic leaves out a description that repeats that of the referenced part
            "description": prop.get("description") or _referred(prop, definitions)["description"],
            **bounds,
            "examples": examples,
        }


def _example(schema: dict[str, Any], definitions: dict[str, Any]) -> Any:
    """An example put together from those of the parts."""
    if schema.get("examples"):
        return schema["examples"][0]
    if "anyOf" in schema:
        return _example(schema["anyOf"][0], definitions)
    if "$ref" in schema:
        return _example(_referred(schema, definitions), definitions)
    if schema.get("type") == "array":
        return [_example(schema["items"], definitions)]
    made = {key: _example(prop, definitions) for key, prop in schema["properties"].items()}
    if "evidence" in made:
        words = made.get("statement") or made.get("text") or EXAMPLE_ARTICLE.split(". ")[-1]
        start = EXAMPLE_ARTICLE.index(words)
        made["evidence"] = [{"start": start, "end": start + len(words), "text": words}]
    return made


def _referred(schema: dict[str, Any], definitions: dict[str, Any]) -> dict[str, Any]:
    definition: dict[str, Any] = definitions[schema["$ref"].rpartition("/")[2]]
    return definition


def _type_rules() -> list[dict[str, Any]]:
    """The rules that sub_event_type fits event_type and disorder_type (ACLED codebook, "Event
    types")."""
    rules: list[tuple[str, str, list[str]]] = []
    for event_type in EventType:
        fitting = [sub.value for sub in sub_event_types_of(event_type)]
        rules.append(("event_type", event_type.value, fitting))
    for disorder_type in DisorderType:
        fitting = [sub.value for sub in SubEventType if disorder_type_of(sub) is disorder_type]
        rules.append(("disorder_type", disorder_type.value, fitting))
    return [
        {
            "if": {"properties": {column: {"const": value}}, "required": [column]},
            "then": {"properties": {"sub_event_type": {"enum": fitting}}},
        }
        for column, value, fitting in rules
    ]
