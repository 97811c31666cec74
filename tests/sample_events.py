"""Whole records for tests, made from the schema's own example with some values changed."""

from __future__ import annotations

import copy
import json
from typing import Any

from extractor.codebook.types import SubEventType, disorder_type_of, event_type_of
from extractor.records import EventRecord, schema_for

ACTOR = {"associated": [], "attribution": "reported_as_fact", "evidence": [], "text": None}
TOLL = {"low": None, "high": None, "text": "some", "evidence": []}


def sample_event(**changes: Any) -> EventRecord:
    """The schema's example with these values. Parts given as dictionaries change only what they
    name, actors and tolls are filled up, and the types above a sub-event type follow it. What the
    example has of lists and tolls is left out unless it is given; so is all evidence."""
    entry = copy.deepcopy(schema_for("event")["examples"][0])
    for name, value in entry.items():
        if isinstance(value, list):
            entry[name] = []
        elif isinstance(value, dict) and "evidence" in value:
            value["evidence"] = []
    entry["casualties"] = {"killed": None, "injured": None}
    for name, value in changes.items():
        if isinstance(value, dict) and isinstance(entry[name], dict):
            entry[name] |= value
        else:
            entry[name] = value
    entry["actors"] = [ACTOR | actor for actor in entry["actors"]]
    tolls = entry["casualties"]
    for kind, toll in tolls.items():
        tolls[kind] = TOLL | toll if toll else None
    kind = SubEventType(entry["sub_event_type"])
    entry["event_type"] = event_type_of(kind).value
    entry["disorder_type"] = disorder_type_of(kind).value
    return EventRecord.from_json(json.dumps(entry))
