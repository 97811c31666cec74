"""Every test here starts without keys or settings of the machine it runs on."""

from __future__ import annotations

import pytest
from scripted_server import scripted_server

from extractor.models.providers import DIRECT
from extractor.models.spec import KEY_VARIABLES

__all__ = ["scripted_server"]


@pytest.fixture(autouse=True)
def bare_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for variable in {v for variables in KEY_VARIABLES.values() for v in variables}:
        monkeypatch.delenv(variable, raising=False)
    for variable in {v for direct in DIRECT.values() for v in direct.variables}:
        monkeypatch.delenv(variable, raising=False)
    versions = ("OPENAI_API_VERSION", "GOOGLE_GENAI_API_VERSION")
    for variable in ("EXTRACT_MODEL", "HTTP_PROXY", "http_proxy", *versions):
        monkeypatch.delenv(variable, raising=False)
