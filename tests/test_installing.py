"""What people are told to install is ours from the checkout, or the very package that is meant."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from extractor.installing import PROVIDER_PACKAGES, install_extra, install_provider
from extractor.models.providers import PROVIDERS

ROOT = Path(__file__).resolve().parent.parent
TOLD = re.compile(
    r"(?:\bpipx? install|\buv (?:tool|pip) install|\bpipx run|\buvx|\buv tool run)"
    r"[ \t]+((?:-\S+[ \t]+)*)(\S+)"
)
FRAMES = ("polars", "folium")  # what a notebook may want beside our extras (docs/notebook.md)
KNOWN = {*PROVIDER_PACKAGES.values(), "{package}", *FRAMES}
NAMED = ("README.md", "CONTRIBUTING.md", "CHANGELOG.md", "Makefile", "Dockerfile")
SQUATTED = ("bedrock", "fireworks", "gemini", "google", "mistral", "vertexai", "writer", "xai")


def files() -> list[Path]:
    """All that is read by people or says something to them."""
    folders = ("extractor", "docs", "benchmarks", "evals", "tools")
    found = [path for folder in folders for path in (ROOT / folder).rglob("*")]
    found += [ROOT / name for name in NAMED]
    return [path for path in found if path.suffix in {".py", ".md", ".txt", ".html", ""}]


def allowed(what: str) -> bool:
    ours = what.rstrip("`,;)") == "." or what.startswith(("'.[", '".[', "'./dist/", "'FILE.whl["))
    return ours or what.rstrip('")`.,;') in KNOWN


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


@pytest.mark.parametrize("way", ["pipx install", "uv tool install", "uv pip install", "uvx"])
def test_the_scan_knows_the_other_ways_to_install(way: str) -> None:
    found = TOLD.search(f"type {way} extract-events")
    assert found and not allowed(found[2])


def test_the_container_is_made_of_files_there_are_and_runs_without_rights() -> None:
    lines = (ROOT / "Dockerfile").read_text("utf-8").splitlines()
    copied = [
        line.split()[1:-1] for line in lines if line.startswith("COPY ") and "--from" not in line
    ]
    sources = {name for names in copied for name in names}
    assert sources and all((ROOT / name).exists() for name in sources)
    let_in = (ROOT / ".dockerignore").read_text("utf-8")
    assert all(f"!{name}\n" in let_in for name in sources)
    users = [line.split()[1] for line in lines if line.startswith("USER ")]
    assert users and all(user.isdecimal() and user != "0" for user in users)
    (extras,) = [line.partition("=")[2] for line in lines if line.startswith("ARG EXTRAS=")]
    declared = (ROOT / "pyproject.toml").read_text("utf-8")
    assert all(re.search(rf"^{extra} = \[", declared, re.M) for extra in extras.split(","))


def test_an_extra_is_installed_from_the_checkout_or_the_wheel() -> None:
    assert install_extra("warc", "html") == (
        "pip install '.[warc,html]' in the checkout, or, without one, "
        "pip install 'FILE.whl[warc,html]', FILE.whl being the wheel it was installed from"
    )


def test_every_extra_that_a_message_names_is_ours() -> None:
    declared = (ROOT / "pyproject.toml").read_text("utf-8")
    section = declared.partition("[project.optional-dependencies]")[2].partition("\n[")[0]
    ours = set(re.findall(r"^([a-z]+) = \[", section, re.M))
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
    assert set(PROVIDER_PACKAGES) <= set(PROVIDERS)
