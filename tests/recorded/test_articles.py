"""Every fixture article through the whole pipeline, with the embedded model's recorded replies."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from fixture_articles import ARTICLES, fixture_article

from extractor.coding.words import note_of
from extractor.models.protocol import Model
from extractor.pipeline import Extractor, Outcome
from extractor.records import AcledRow, EventRecord
from extractor.records.schema import validate_event
from extractor.text.article import Article

pytestmark = pytest.mark.vcr

NAMES = sorted(json.loads((ARTICLES / "metadata.json").read_text()))


def read(name: str, model: Model, reader: str) -> tuple[Article, Outcome]:
    article = fixture_article(name)
    return article, Extractor(model, reader=reader).process(article)


def evidence_of(value: Any) -> list[dict[str, Any]]:
    """Every piece of evidence anywhere in a record."""
    if isinstance(value, dict):
        own = [value] if set(value) == {"start", "end", "text"} else []
        return own + [e for inner in value.values() for e in evidence_of(inner)]
    if isinstance(value, list):
        return [e for inner in value for e in evidence_of(inner)]
    return []


# A whole reading takes the embedded model two minutes: some articles are enough for its mechanics.
WHOLE = ("aid-workers-kidnapped.txt", "ataque-en-cauca.txt", "explosion-kherson.txt")
READ = [(name, "questions") for name in NAMES] + [(name, "record") for name in WHOLE]


@pytest.mark.parametrize(("name", "reader"), READ)
def test_records_are_valid_grounded_and_counted(
    name: str, reader: str, recorded_model: Model
) -> None:
    article, outcome = read(name, recorded_model, reader)
    assert outcome.error is None
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


def short(event: EventRecord) -> dict[str, Any]:
    """What a coder would read off a record first."""
    killed, injured = event.casualties.killed, event.casualties.injured
    return {
        "type": event.sub_event_type.value,
        "date": str(event.date.start) if event.date else None,
        "place": event.location.name if event.location else None,
        "precision": event.location.precision if event.location else None,
        "actors": [(a.role.value, a.name, a.attribution.value) for a in event.actors],
        "killed": killed.coded if killed else None,
        "injured": injured.coded if injured else None,
        "allegations": [(a.speaker, a.accused) for a in event.allegations],
        "denials": [d.speaker for d in event.denials],
        "claims": [c.speaker for c in event.claims_of_responsibility],
        "investigations": [
            (r.requester, r.addressee, r.investigator) for r in event.requested_investigations
        ],
    }


EXPECTED = json.loads((Path(__file__).parent / "expected.json").read_text())


@pytest.mark.parametrize("name", sorted(EXPECTED))
def test_the_embedded_default_gives_the_record_a_coder_would(
    name: str, recorded_model: Model
) -> None:
    _, outcome = read(name, recorded_model, "questions")
    given = json.loads(json.dumps([short(event) for event in outcome.events]))
    assert given == EXPECTED[name]


@pytest.mark.parametrize("name", ["trade-talks.txt"])
def test_news_without_incident_or_claim_asks_nothing(name: str, recorded_model: Model) -> None:
    _, outcome = read(name, recorded_model, "questions")
    assert (outcome.events, outcome.tokens.prompt) == ([], 0)


@pytest.mark.parametrize("name", ["khan-sheikhoun.txt"])
def test_khan_sheikhoun_gives_the_whole_record(name: str, recorded_model: Model) -> None:
    _, outcome = read(name, recorded_model, "questions")
    (event,) = outcome.events
    assert event.date is not None and event.location is not None
    assert (event.date.text, event.date.precision) == ("Tuesday morning", 1)
    where = event.location
    assert (where.admin1, where.country, where.iso, where.region) == (
        "Idlib",
        "Syria",
        760,
        "Middle East",
    )
    assert abs(where.latitude - 35.44) < 0.045 and abs(where.longitude - 36.65) < 0.05
    killed = event.casualties.killed
    assert killed is not None
    assert (killed.low, killed.high, killed.text) == (70, None, "over 70 people dead")
    (perpetrator,) = event.perpetrators
    assert perpetrator.text == "Syrian government forces"
    assert perpetrator.kind.value == "State forces"
    assert event.source.publisher == "Press TV"
    assert all(request.evidence for request in event.requested_investigations)
    row = event.to_acled()
    assert isinstance(row, AcledRow)
    assert (row.fatalities, row.interaction) == (70, "State forces-Civilians")
    assert row.civilian_targeting == "Civilian targeting"
    assert not any("codebook" in warning for warning in event.extraction.warnings)
