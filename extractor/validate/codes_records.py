"""Codes of the 700s: rules within an event record beyond its schema."""

from __future__ import annotations

from extractor.validate.finding import Code

__all__ = ["CODES"]

_EVENT = "event records"

CODES = (
    Code(
        "E701",
        "Evidence of the wrong length",
        _EVENT,
        "The offsets of a piece of evidence are not as far apart as its text is long.",
        "article.text[start:end] is then something else than the text: the evidence is lost.",
        '{"start": 10, "end": 15, "text": "Mandera"}',
        '{"start": 10, "end": 17, "text": "Mandera"}',
        "schemas/event.schema.json",
    ),
    Code(
        "E702",
        "Impossible date of a record",
        _EVENT,
        "The start is after the end, one of them is missing, or there is a precision without them.",
        "The event has no day in any reading.",
        '"start": "2026-03-11", "end": "2026-03-10"',
        '"start": "2026-03-10", "end": "2026-03-11"',
        "schemas/event.schema.json",
    ),
    Code(
        "E703",
        "Impossible toll",
        _EVENT,
        "The lowest number is above the highest.",
        "No toll is meant that both bounds allow.",
        '"low": 12, "high": 3',
        '"low": 3, "high": 12',
        'ACLED codebook, "Fatalities"',
    ),
    Code(
        "E704",
        "Record that contradicts itself",
        _EVENT,
        "The record fits the schema, and the library still refuses to read it; the message says "
        "why.",
        "It can be neither shown nor loaded.",
        '"review": a decision without what it needs',
        "as the message says",
        "extractor.EventRecord",
    ),
    Code(
        "E705",
        "Value of an own field that its file does not allow",
        _EVENT,
        "With --fields: a value of the user's own fields is none of the file's kind or list, or "
        "the file has no such field.",
        "Who counts the values would count it as one of its own.",
        '"field": "vehicle", "kind": "choice", "value": "lorry"',
        '"field": "vehicle", "kind": "choice", "value": "truck"',
        "docs/fields.md",
    ),
)
