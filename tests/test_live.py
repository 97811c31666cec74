"""The whole way on the embedded model itself: the command, the engine, the weights."""

from __future__ import annotations

import importlib
import json
import subprocess
import sys
from pathlib import Path

import pytest
from patience import PATIENCE_S

from extractor.models.weights import ENCODER, WEIGHTS, is_whole
from extractor.records import EventRecord

pytestmark = pytest.mark.live


@pytest.mark.skipif(not is_whole(ENCODER), reason="the tagger's encoder is not installed")
def test_the_tagger_finds_what_was_kept_of_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(Path(__file__).parent / "recorded")
    tagged = importlib.import_module("tagged")
    kept = json.loads(tagged.FILE.read_text("utf-8"))["found"]
    now = tagged.read_now()["found"]
    assert kept.keys() == now.keys()
    for text, (*found, tells) in kept.items():
        *found_now, tells_now = now[text]
        assert tells_now == pytest.approx(tells, abs=0.05)
        for before, after in zip(found, found_now, strict=True):
            words = [(one["words"]["start"], one["kinds"][0][0]) for one in before]
            assert [(one["words"]["start"], one["kinds"][0][0]) for one in after] == words


@pytest.mark.skipif(not is_whole(WEIGHTS[0]), reason="the embedded model is not installed")
def test_the_command_reads_an_article_offline_and_says_nothing_that_is_not_in_it() -> None:
    """What a model of this size makes of an article is measured elsewhere (docs/figures.md)."""
    text = "Gunmen shot dead four farmers in Konduga, Nigeria, on Tuesday, police said."
    done = subprocess.run(
        [
            *(sys.executable, "-m", "extractor", "-"),
            *("--published", "2024-05-10", "--model", "local"),
        ],
        input=text,
        capture_output=True,
        text=True,
        timeout=PATIENCE_S,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    events = [EventRecord.from_json(line) for line in done.stdout.splitlines()]
    assert events
    for event in events:
        assert event.extraction.reader == "record"
        assert event.extraction.tokens.completion > 0
        pieces = [piece for actor in event.actors for piece in actor.evidence]
        pieces += event.location.evidence if event.location else ()
        assert all(text[piece.start : piece.end] == piece.text for piece in pieces)
    assert f"1 article, {len(events)} event" in done.stderr
