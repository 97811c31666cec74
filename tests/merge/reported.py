"""A record in a line: for tests of merging."""

from __future__ import annotations

from typing import Any

from extractor.codebook.types import disorder_type_of, event_type_of
from extractor.records import EventRecord

UNKNOWN = ("admin2", "admin3", "gazetteer_id")
HOME = (3.9366, 41.867)


def evidence(text: str, start: int = 0) -> list[dict[str, Any]]:
    return [{"start": start, "end": start + len(text), "text": text}]


def toll(low: int | None, high: int | None = None, coded: int | None = None) -> dict[str, Any]:
    said = f"{low} people"
    return {
        "low": low,
        "high": high,
        "coded": coded if coded is not None else low,
        "text": said,
        "evidence": evidence(said, 40),
    }


def report_of(name: str, **told: Any) -> EventRecord:
    """The record ``name`` of article ``name``: an attack in Mandera on 10 March 2026 by Al Shabaab,
    but for what is told."""
    sub = told.get("sub", "Attack")
    day = told.get("day", "2026-03-10")
    start, end = (day, day) if isinstance(day, str) else day or (None, None)
    where = told.get("at", HOME)
    place = told.get("place", "Mandera")
    killed = told.get("killed")
    actors = [
        {
            "role": "perpetrator",
            "name": doer,
            "kind": "Rebel group",
            "associated": [],
            "text": doer,
            "attribution": told.get("attribution", "accused"),
            "evidence": evidence(doer, 20),
            "attributed_by": told.get("attributed_by"),
        }
        for doer in told.get("doers", ["Al Shabaab"])
    ]
    actors += [
        {
            "role": "target",
            "name": "Civilians (Kenya)",
            "kind": "Civilians",
            "associated": [],
            "text": words,
            "attribution": "reported_as_fact",
            "evidence": evidence(words, 30),
        }
        for words in told.get("victims", [])
    ]
    return EventRecord.model_validate(
        {
            "id": told.get("id", f"id-{name}"),
            "sub_event_type": sub,
            "event_type": event_type_of(sub),
            "disorder_type": disorder_type_of(sub),
            "summary": f"{sub} in {place}",
            "date": start
            and {
                "start": start,
                "end": end,
                "precision": told.get("time_precision", 1),
                "text": "Tuesday",
                "evidence": evidence("Tuesday", 3),
            },
            "location": place
            and {
                "name": place,
                "admin1": told.get("admin1"),
                "country": "Kenya",
                "iso": 404,
                **dict.fromkeys(UNKNOWN),
                "region": "Eastern Africa",
                "text": place,
                "evidence": evidence(place, 12),
                "latitude": where and where[0],
                "longitude": where and where[1],
                "precision": told.get("precision", 1),
            },
            "actors": actors,
            "casualties": {
                "killed": toll(killed) if isinstance(killed, int) else killed,
                "injured": None,
                "told": told.get("counts", []),
            },
            "physical_targets": [
                {"text": thing, "evidence": evidence(thing, 50)} for thing in told.get("things", [])
            ],
            "allegations": told.get("allegations", []),
            "denials": told.get("denials", []),
            "claims_of_responsibility": told.get("claims", []),
            "requested_investigations": told.get("requests", []),
            "notes": "",
            "source": {
                "article_id": told.get("article", f"article-{name}"),
                "publisher": told.get("publisher", name.upper()),
                "published": told.get("published", "2026-03-11"),
                "url": None,
                "sha256": told.get("sha256", (name.encode().hex() + "0" * 64)[:64]),
            },
            "extraction": {
                "extractor_version": "1",
                "model": "m",
                "reader": "r",
                "prompt_version": "p",
                "extracted_at": told.get("at_time", "2026-03-12T12:00:00Z"),
                "tokens": {"prompt": 1, "cached": 0, "completion": 1},
                "warnings": [],
            },
            "review": told.get("review"),
            "checked": told.get("checked"),
            "schema_version": told.get("version", "1.1"),
        }
    )
