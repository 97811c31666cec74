"""Replies to the ``record`` reader put together in a test: what is not given is null or empty."""

from __future__ import annotations

from typing import Any

from fake_model import PUBLISHED, FakeModel

from extractor.pipeline import Extractor, Outcome
from extractor.records import EventRecord
from extractor.text.article import Article

__all__ = [
    "RAID",
    "day",
    "event",
    "party",
    "place",
    "raid",
    "recorded",
    "reply",
    "statement",
    "the_event",
    "toll",
    "warned",
]


RAID = "Gunmen shot dead four farmers in Konduga, Borno state, on Tuesday."


def day(words: str | None, first: str | None = None, last: str | None = None) -> dict[str, Any]:
    return {"words": words, "first_day": first, "last_day": last or first}


def place(words: str | None, name: str | None = None, **more: Any) -> dict[str, Any]:
    meant = {"name": name or words, "admin1": None, "country": None, "relation": "in"}
    return {"words": words, **meant, **more}


def party(role: str, words: str | None, name: str | None = None, **more: Any) -> dict[str, Any]:
    meant = {"name": name, "kind": None, "country": None, "attributed_by": None}
    return {"role": role, "words": words, "attribution": "reported_as_fact", **meant, **more}


def toll(words: str | None, low: int | None = None, **more: Any) -> dict[str, Any]:
    given = {"high": low, "vague": None, "teller": None}
    return {"state": "killed", "words": words, "low": low, **given, **more}


def event(sentences: list[int], **more: Any) -> dict[str, Any]:
    lists = ("days", "places", "parties", "tolls", "victims", "weapons", "things_hit")
    given = {"number": 1, "words": "", "sub_event_type": "Attack", "other_type": None}
    empty: dict[str, Any] = {name: [] for name in lists}
    return {"sentences": sentences, **given, "background": False, **empty, **more}


def statement(kind: str, sentences: list[int], **more: Any) -> dict[str, Any]:
    names = ("speaker", "accused", "addressee", "investigator")
    return {"kind": kind, "sentences": sentences, "events": [1], **dict.fromkeys(names), **more}


def reply(*events: dict[str, Any], statements: tuple[dict[str, Any], ...] = ()) -> dict[str, Any]:
    return {"events": list(events), "statements": list(statements)}


def recorded(text: str, answer: Any, **known: Any) -> Outcome:
    """What becomes of an article when a model that can answer at once gives this reply."""
    model = FakeModel(lambda _: answer)
    return Extractor(model).process(Article(text, **{"published": PUBLISHED, **known}))


def the_event(text: str, *events: dict[str, Any], **more: Any) -> EventRecord:
    """The one record of a reply."""
    statements = more.pop("statements", ())
    outcome = recorded(text, reply(*events, statements=statements), **more)
    assert outcome.error is None, outcome.error
    (one,) = outcome.events
    return one


def raid(**more: Any) -> EventRecord:
    """The one event of ``RAID`` with more."""
    return the_event(RAID, event([1], words="shot dead", **more))


def warned(record: EventRecord, words: str) -> bool:
    """Whether the words stand in a warning."""
    return any(words in warning for warning in record.extraction.warnings)
