"""The recordings themselves: none too many, nothing secret in them, readable."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

CASSETTES = Path(__file__).parent.parent / "cassettes" / "test_articles"
SECRET = re.compile(r"(?i)authorization|bearer |api[-_]key|sk-[a-z0-9]{8}|set-cookie")


def test_every_recording_belongs_to_a_test_and_tests_have_theirs() -> None:
    collected = _collected()
    found = {path.stem for path in CASSETTES.glob("*.yaml")}
    assert found <= collected, f"recordings nobody plays: {sorted(found - collected)}"
    assert found


def _collected() -> set[str]:
    class Names:
        names: set[str] = set()  # noqa: RUF012 - one collection, one set

        def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
            self.names.update(item.name for item in items)

    seen = Names()
    here = str(Path(__file__).parent / "test_articles.py")
    pytest.main(["--collect-only", "-q", "-p", "no:terminal", here], plugins=[seen])
    return seen.names


@pytest.mark.parametrize("path", sorted(CASSETTES.glob("*.yaml")), ids=lambda path: path.stem)
def test_recordings_hold_readable_bodies_and_no_secrets(path: Path) -> None:
    text = path.read_text()
    assert not SECRET.search(text)
    for exchange in yaml.safe_load(text)["interactions"]:
        assert exchange["request"]["uri"].startswith("http://127.0.0.1:")
        body = exchange["request"]["body"]
        assert isinstance(body, str) and '"messages"' in body
        assert exchange["response"]["status"]["code"] == 200
