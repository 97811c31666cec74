"""JSON Schemas for providers that guarantee a fitting reply ("strict").

Every object is closed, every key is required (a missing value is null), and there are no defaults.
Most providers refuse limits on lengths, counts and numbers in such a schema. Those are moved to the
description, and pydantic still checks them.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

from extractor.models.structured import json_schema_of

if TYPE_CHECKING:
    from collections.abc import Collection

    from pydantic import BaseModel

__all__ = ["ALL_LIMITS", "COUNTS_AND_RANGES", "NO_LIMITS", "strict_schema", "strict_schema_of"]

LIMITS = {
    "minItems": "at least {} items",
    "maxItems": "at most {} items",
    "minLength": "at least {} characters",
    "maxLength": "at most {} characters",
    "minimum": "{} or more",
    "maximum": "{} or less",
    "exclusiveMinimum": "more than {}",
    "exclusiveMaximum": "less than {}",
    "multipleOf": "a multiple of {}",
    "pattern": "matching {}",
    "format": "format {}",
}
"""JSON Schema's limits on a value, and the words for each in a description."""
NO_LIMITS: frozenset[str] = frozenset()
ALL_LIMITS = frozenset(LIMITS)
COUNTS_AND_RANGES = frozenset({"minItems", "maxItems", "minimum", "maximum"})
"""The limits that Gemini accepts (its documentation of ``responseJsonSchema``)."""

ANNOTATIONS = ("title", "default", "examples", "discriminator", "deprecated", "$schema")
"""Left out: they constrain nothing, and a default contradicts that every key is required."""

Schema = dict[str, Any]


class _NotStrict(ValueError):
    """The schema says something that a strict schema cannot say."""


@lru_cache(maxsize=64)
def strict_schema_of(response_model: type[BaseModel], limits: frozenset[str]) -> Schema | None:
    """The strict schema of a reply, keeping these limits; must not be changed. ``None`` if it has
    none, because it allows any key or any value somewhere."""
    return strict_schema(json_schema_of(response_model), limits)


def strict_schema(schema: Schema, limits: Collection[str] = NO_LIMITS) -> Schema | None:
    """The strict form of a schema as pydantic makes them (``$defs``, ``anyOf``, ``enum``, ``allOf``
    of one); ``None`` if it has none."""
    defs = schema.get("$defs", {})
    whole = {name: value for name, value in schema.items() if name != "$defs"}
    if "$ref" in whole:  # a recursive model; the outermost schema must be an object
        whole = defs[str(whole["$ref"]).removeprefix("#/$defs/")]
    try:
        strict = _node(whole, defs, limits, ())
        if defs:
            strict["$defs"] = {name: _node(one, defs, limits, ()) for name, one in defs.items()}
    except _NotStrict:
        return None
    return strict if strict.get("type") == "object" else None


def _node(node: Any, defs: Schema, limits: Collection[str], inside: tuple[str, ...]) -> Schema:
    """The strict form of a schema inside the whole; ``inside`` are the references that led
    to it."""
    if not isinstance(node, dict):
        raise _NotStrict
    node, inside = _merged(node, defs, inside)
    if "$ref" in node:  # nothing may stand beside it
        return {"$ref": node["$ref"]}
    strict: Schema = {}
    if words := _description(node, limits):
        strict["description"] = words
    variants = node.get("anyOf") or node.get("oneOf")
    kind = node.get("type")
    if variants:
        strict["anyOf"] = [_node(one, defs, limits, inside) for one in variants]
    elif "enum" in node or "const" in node:
        if kind:
            strict["type"] = kind
        strict["enum"] = node["enum"] if "enum" in node else [node["const"]]
    elif kind == "object":
        properties = node.get("properties")
        if not properties or node.get("additionalProperties") or "patternProperties" in node:
            raise _NotStrict
        strict["type"] = kind
        strict["properties"] = {
            name: _node(one, defs, limits, inside) for name, one in properties.items()
        }
        strict["required"] = list(properties)
        strict["additionalProperties"] = False
    elif kind:
        strict["type"] = kind
        if "array" in (kind if isinstance(kind, list) else (kind,)):
            if "prefixItems" in node:
                raise _NotStrict
            strict["items"] = _node(node.get("items"), defs, limits, inside)
    else:
        raise _NotStrict
    return strict | {name: node[name] for name in LIMITS if name in node and name in limits}


def _merged(node: Schema, defs: Schema, inside: tuple[str, ...]) -> tuple[Schema, tuple[str, ...]]:
    """The schema with an ``allOf`` of one, or a reference with keys beside it, written out in its
    place."""
    node = {name: value for name, value in node.items() if name not in ANNOTATIONS}
    parts = node.get("allOf")
    if parts:
        if len(parts) > 1:
            raise _NotStrict
        beside = {name: value for name, value in node.items() if name != "allOf"}
        return _merged(parts[0] | beside, defs, inside)
    reference = node.get("$ref")
    if reference is not None and len(node) > 1:
        target = defs.get(str(reference).removeprefix("#/$defs/"))
        if reference in inside or not isinstance(target, dict):  # it contains itself
            return {"$ref": reference}, inside
        beside = {name: value for name, value in node.items() if name != "$ref"}
        return _merged(target | beside, defs, (*inside, str(reference)))
    return node, inside


def _description(node: Schema, limits: Collection[str]) -> str:
    said = [str(node["description"])] if node.get("description") else []
    said += [
        words.format(node[name])
        for name, words in LIMITS.items()
        if name in node and name not in limits
    ]
    return "; ".join(said)
