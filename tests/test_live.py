"""The whole way on the embedded model itself: the command, the engine, the weights."""

from __future__ import annotations

import importlib
import json
import subprocess
import sys
from pathlib import Path

import pytest
from fixture_articles import ARTICLES
from patience import PATIENCE_S

from extractor.models.weights import ENCODER, WEIGHTS, is_whole
from extractor.records.schema import validate_event

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
def test_the_command_extracts_the_article_offline() -> None:
    done = subprocess.run(
        [
            *(sys.executable, "-m", "extractor", str(ARTICLES / "khan-sheikhoun.txt")),
            *("--published", "2017-04-05", "--model", "local"),
        ],
        capture_output=True,
        text=True,
        timeout=PATIENCE_S,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    events = [json.loads(line) for line in done.stdout.splitlines()]
    assert events, done.stderr
    for event in events:  # what a small model makes of an article is another matter
        validate_event(event)
        assert event["extraction"]["reader"] == "record"
        assert event["extraction"]["model"] == f"local:{WEIGHTS[0].path.stem}"
    assert f"1 article, {len(events)} event" in done.stderr
