"""Recorded exchanges with the embedded model: really recorded, matched on the request's body.

`make record` makes them again. A changed prompt misses its recording and fails; a recording that
is not played to its end fails; one that no test plays fails (test_recordings.py).
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from extractor.models.embedded import EmbeddedServer, local_client
from extractor.models.protocol import Model
from extractor.models.weights import WEIGHTS

PORT = 8917  # fixed, so that recorded URLs are the same everywhere
STEM = Path(WEIGHTS[0].file).stem
STAINLESS = "arch async lang os package-version runtime runtime-version retry-count read-timeout"
HEADERS = ["authorization", "user-agent", "cookie", "host"]
HEADERS += [f"x-stainless-{name}" for name in STAINLESS.split()]
DROPPED = {"set-cookie", "date", "server", "keep-alive", "openai-organization", "x-request-id"}


def _without_headers(response: dict[str, Any]) -> dict[str, Any]:
    kept = {k: v for k, v in response["headers"].items() if k.lower() not in DROPPED}
    return {**response, "headers": kept}


@pytest.fixture(scope="module")
def vcr_config() -> dict[str, Any]:
    return {
        "match_on": ["method", "scheme", "host", "port", "path", "body"],
        "decode_compressed_response": True,
        "filter_headers": HEADERS,
        "before_record_response": _without_headers,
    }


@pytest.fixture(scope="module")
def vcr_cassette_dir() -> str:
    return str(Path(__file__).parent.parent / "cassettes" / "test_articles")


@pytest.fixture
def default_cassette_name(request: pytest.FixtureRequest) -> str:
    """One recording for an article, whatever tests play it."""
    return f"{Path(request.node.callspec.params['name']).stem}-record"


@pytest.fixture(scope="session")
def engine(request: pytest.FixtureRequest) -> Iterator[EmbeddedServer | None]:
    """The embedded model itself while recording, nothing while playing."""
    mode = request.config.getoption("--record-mode")
    if mode in (None, "none"):
        yield None
        return
    server = EmbeddedServer(WEIGHTS[0].path, context_tokens=8192, port=PORT)
    yield server
    server.stop()


@pytest.fixture
def recorded_model(engine: EmbeddedServer | None, vcr: Any) -> Iterator[Model]:
    """The embedded model, played from its recording; every recorded reply has to be used."""
    key = engine.key if engine else "recorded"
    with local_client(STEM, f"http://127.0.0.1:{PORT}/v1", api_key=key) as model:
        yield model
    if engine is None:
        assert vcr.all_played, "the recording holds replies that are no longer asked for"
