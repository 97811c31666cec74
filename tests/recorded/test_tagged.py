"""The default reader over the fixture articles, with what the tagger found kept."""

from __future__ import annotations

import json

import pytest
from fixture_articles import ARTICLES, fixture_article
from tagged import KeptTaggerModel

from extractor.coding.words import note_of
from extractor.pipeline import Extractor
from extractor.records import EventRecord
from extractor.records.schema import validate_event

NAMES = sorted(json.loads((ARTICLES / "metadata.json").read_text()))


@pytest.mark.parametrize("name", NAMES)
def test_the_default_gives_valid_records_with_their_words(name: str) -> None:
    article = fixture_article(name)
    outcome = Extractor(KeptTaggerModel()).process(article)
    assert outcome.error is None
    for event in outcome.events:
        validate_event(event.model_dump(mode="json"))
        assert EventRecord.from_json(event.json_line()) == event
        assert event.location and event.location.text in article.text
        assert event.notes == note_of(event)
        assert event.extraction.tokens.prompt == 0
        for actor in event.actors:
            for piece in actor.evidence:
                assert article.text[piece.start : piece.end] == piece.text


def test_news_without_an_event_gives_none() -> None:
    assert Extractor(KeptTaggerModel()).extract(fixture_article("trade-talks.txt")) == []


def test_khan_sheikhoun_gives_the_record_a_coder_would() -> None:
    (event,) = Extractor(KeptTaggerModel()).extract(fixture_article("khan-sheikhoun.txt"))
    assert event.sub_event_type.value == "Chemical weapon"
    assert event.date and str(event.date.start) == "2017-04-04" and event.date.precision == 1
    assert event.location and event.location.gazetteer_id == "geonames:168325"
    killed = event.casualties.killed
    assert killed and (killed.low, killed.coded) == (70, 70)
    (doer,) = event.perpetrators
    assert doer.name.startswith("Military Forces of Syria")
    assert doer.attribution.value == "disputed"
    assert [one.speaker for one in event.denials] == ["Damascus"]
    assert event.allegations and event.requested_investigations
    assert event.to_acled().fatalities == 70
