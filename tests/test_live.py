"""The whole way on the embedded model itself: the command, the engine, the weights."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest
from fixture_articles import ARTICLES

from extractor.models.weights import WEIGHTS, is_whole

pytestmark = [
    pytest.mark.live,
    pytest.mark.skipif(not is_whole(WEIGHTS[0]), reason="the embedded model is not installed"),
]


def test_the_command_extracts_the_article_offline() -> None:
    done = subprocess.run(
        [
            *(sys.executable, "-m", "extractor", str(ARTICLES / "khan-sheikhoun.txt")),
            *("--published", "2017-04-05", "--model", "local"),
        ],
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    (line,) = done.stdout.splitlines()
    event = json.loads(line)
    assert event["sub_event_type"] == "Chemical weapon"
    assert event["date"]["start"] == "2017-04-04"
    assert event["location"]["gazetteer_id"] == "geonames:168325"
    assert event["casualties"]["killed"]["coded"] == 70
    (perpetrator,) = [a for a in event["actors"] if a["role"] == "perpetrator"]
    assert perpetrator["attribution"] == "disputed"
    assert [d["speaker"] for d in event["denials"]] == ["Damascus"]
    assert len(event["allegations"]) == len(event["requested_investigations"]) == 2
    assert "1 article, 1 event" in done.stderr
