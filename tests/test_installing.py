"""What people are told to install is ours from the checkout, or the very package that is meant."""

from __future__ import annotations

import re
from importlib.metadata import distribution
from pathlib import Path

import pytest

from extractor.installing import PROVIDER_PACKAGES, install_extra, install_provider
from extractor.models.spec import KEY_VARIABLES

ROOT = Path(__file__).resolve().parent.parent
TOLD = re.compile(r"pip install[ \t]+((?:-\S+[ \t]+)*)(\S+)")
KNOWN = {*PROVIDER_PACKAGES.values(), "{package}"}
SQUATTED = ("bedrock", "fireworks", "gemini", "google", "mistral", "vertexai", "writer", "xai")


def files() -> list[Path]:
    """All that is read by people or says something to them."""
    folders = ("extractor", "docs", "benchmarks", "evals", "tools")
    found = [path for folder in folders for path in (ROOT / folder).rglob("*")]
    found += [ROOT / name for name in ("README.md", "CONTRIBUTING.md", "CHANGELOG.md", "Makefile")]
    return [path for path in found if path.suffix in {".py", ".md", ".txt", ".html", ""}]


def allowed(what: str) -> bool:
    return what == "." or what.startswith("'.[") or what.rstrip('")`.,;') in KNOWN


def test_only_known_packages_are_named_after_pip_install() -> None:
    strange = []
    for path in files():
        if path.is_file():
            text = path.read_text("utf-8", errors="replace")
            strange += [
                f"{path.relative_to(ROOT)}: {found[0]}"
                for found in TOLD.finditer(text)
                if not allowed(found[2])
            ]
    assert strange == []


@pytest.mark.parametrize("told", ["'extract-events[all]'", "google", "mistral", "extract-events"])
def test_the_scan_sees_what_it_is_there_for(told: str) -> None:
    found = TOLD.search(f"run pip install -U {told}")
    assert found and not allowed(found[2])


def test_an_extra_is_installed_from_the_checkout() -> None:
    assert install_extra("warc", "html") == "pip install '.[warc,html]' in the checkout"


def test_every_extra_that_a_message_names_is_ours() -> None:
    ours = set(distribution("extract-events").metadata.get_all("Provides-Extra") or ())
    calls = re.compile(r"install_extra\(([^)]*)\)")
    for path in (ROOT / "extractor").rglob("*.py"):
        for found in calls.finditer(path.read_text("utf-8")):
            named = set(re.findall(r"['\"]([a-z]+)['\"]", found[1]))
            assert named <= ours, path


@pytest.mark.parametrize("provider", SQUATTED)
def test_a_provider_is_not_taken_for_the_package_of_its_name(provider: str) -> None:
    told = install_provider(provider)
    assert told is None or told.split()[-1] != provider


def test_a_provider_without_a_known_package_gets_no_hint() -> None:
    assert install_provider("nobody") is None
    assert set(PROVIDER_PACKAGES) <= set(KEY_VARIABLES)
