"""Every test here starts without keys or settings of the machine it runs on."""

from __future__ import annotations

import pytest
from scripted_server import scripted_server

from extractor.models.providers import PROVIDERS

__all__ = ["scripted_server"]


@pytest.fixture(autouse=True)
def bare_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for variable in {v for one in PROVIDERS.values() for v in (*one.keys, *one.variables)}:
        monkeypatch.delenv(variable, raising=False)
    versions = ("OPENAI_API_VERSION", "GOOGLE_GENAI_API_VERSION")
    for variable in ("EXTRACT_MODEL", "HTTP_PROXY", "http_proxy", *versions):
        monkeypatch.delenv(variable, raising=False)
