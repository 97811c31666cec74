"""The recordings themselves: none too many, nothing secret in them, readable."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
import yaml
from test_articles import NAMES

CASSETTES = Path(__file__).parent.parent / "cassettes" / "test_articles"
SECRET = re.compile(r"(?i)authorization|bearer |api[-_]key|sk-[a-z0-9]{8}|set-cookie")


def test_every_recording_is_played_and_nothing_else_is_kept() -> None:
    wanted = {f"{Path(name).stem}-record.yaml" for name in NAMES}
    assert {path.name for path in CASSETTES.iterdir()} == wanted


@pytest.mark.parametrize("path", sorted(CASSETTES.glob("*.yaml")), ids=lambda path: path.stem)
def test_recordings_hold_readable_bodies_and_no_secrets(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert not SECRET.search(text)
    for exchange in yaml.safe_load(text)["interactions"]:
        assert exchange["request"]["uri"].startswith("http://127.0.0.1:")
        assert "messages" in json.loads(exchange["request"]["body"])
        assert exchange["response"]["status"]["code"] == 200
