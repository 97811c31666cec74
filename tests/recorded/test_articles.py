"""Fixture articles through the whole pipeline, with the embedded model's recorded replies."""

from __future__ import annotations

from typing import Any

import pytest
from fixture_articles import fixture_article

from extractor.coding.words import note_of
from extractor.models.protocol import Model
from extractor.pipeline import Extractor
from extractor.records import EventRecord
from extractor.records.schema import validate_event

pytestmark = pytest.mark.vcr


def evidence_of(value: Any) -> list[dict[str, Any]]:
    """Every piece of evidence anywhere in a record."""
    if isinstance(value, dict):
        own = [value] if set(value) == {"start", "end", "text"} else []
        return own + [e for inner in value.values() for e in evidence_of(inner)]
    if isinstance(value, list):
        return [e for inner in value for e in evidence_of(inner)]
    return []


# A whole reading takes the embedded model two minutes: some articles are enough for its mechanics.
NAMES = ("aid-workers-kidnapped.txt", "ataque-en-cauca.txt", "explosion-kherson.txt")


@pytest.mark.parametrize("name", NAMES)
def test_records_are_valid_grounded_and_counted(name: str, recorded_model: Model) -> None:
    article = fixture_article(name)
    outcome = Extractor(recorded_model).process(article)
    assert outcome.error is None
    assert outcome.events
    for event in outcome.events:
        dumped = event.model_dump(mode="json")
        validate_event(dumped)
        assert EventRecord.from_json(event.json_line()) == event
        found = evidence_of(dumped)
        assert found
        for piece in found:
            assert article.text[piece["start"] : piece["end"]] == piece["text"]
        assert event.source.sha256 == article.sha256
        assert event.notes == note_of(event)
        assert event.extraction.tokens.prompt > 0
    assert len({event.id for event in outcome.events}) == len(outcome.events)
