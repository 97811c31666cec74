"""What all tests share: the fixture article, the scripted server, and no settings from outside."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import Phase, settings

sys.path.insert(0, str(Path(__file__).resolve().parent))

from fixture_articles import fixture_article
from scripted_server import scripted_server  # noqa: F401
from usual_signals import usual_signals

from extractor.text.article import Article

TESTS = Path(__file__).resolve().parent
SHARING = ("stores", "recorded")
"""Rooms whose tests share a database or a weight: one process has them all."""

# No test says how fast the machine is: Hypothesis's 200 ms an example fail on a busy one. Whatever
# hangs is ended by pytest-timeout.
settings.register_profile("suite", deadline=None)
settings.load_profile("suite")
# For make mutate: the same examples every time, and a failure is not made small before it counts.
settings.register_profile(
    "mutants", derandomize=True, database=None, phases=(Phase.explicit, Phase.generate)
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Where tests run in several processes, those of a file stay together."""
    for item in items:
        if item.get_closest_marker("xdist_group") is None:
            room, *_ = within = item.path.relative_to(TESTS).parts
            group = room if room in SHARING else "/".join(within)
            item.add_marker(pytest.mark.xdist_group(group))


@pytest.fixture(autouse=True, scope="session")
def _usual_signals() -> Iterator[None]:
    with usual_signals():
        yield


@pytest.fixture
def khan_sheikhoun() -> Article:
    return fixture_article("khan-sheikhoun.txt")


@pytest.fixture(autouse=True)
def _no_settings_from_outside(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("EXTRACT_MODEL", "OPENAI_API_KEY", "OPENAI_BASE_URL", "ANTHROPIC_API_KEY"):
        monkeypatch.delenv(name, raising=False)
