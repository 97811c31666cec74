"""Version, changelog and pages agree, and nobody is told to install a name that anybody may own."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tools"))

from changelog import UNRELEASED, dated, version_of  # noqa: E402

CHANGELOG = (ROOT / "CHANGELOG.md").read_text("utf-8")
VERSION = version_of((ROOT / "pyproject.toml").read_text("utf-8"))
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").rglob("*.md"))]
INSTALLING = re.compile(r"(?:pip|pipx|uv tool) install (?:-{1,2}\w+ )*(?P<what>'[^']+'|\S+)")
OURS = re.compile(r"extract[-_]events|extract")


def test_the_newest_dated_part_of_the_changelog_is_the_version() -> None:
    headings = re.findall(r"^## \[(.+?)\](?: - (\S+))?$", CHANGELOG, re.M)
    assert headings[0] == ("Unreleased", "")
    newest, day = headings[1]
    assert newest == VERSION
    assert re.fullmatch(r"\d{4}-\d\d-\d\d", day)
    days = [one for _, one in headings[1:]]
    assert days == sorted(days, reverse=True)


def test_the_command_and_the_pages_name_the_version() -> None:
    from importlib.metadata import version

    assert version("extract-events") == VERSION
    wheels = {
        one for page in PAGES for one in re.findall(r"extract_events-([\w.]+)-py3", text(page))
    }
    assert wheels == {VERSION}


def text(page: Path) -> str:
    return page.read_text("utf-8")


def test_no_page_and_no_message_installs_our_name_from_the_index() -> None:
    files = [*PAGES, *(ROOT / "extractor").rglob("*.py"), ROOT / "Makefile", ROOT / "Dockerfile"]
    told = [(file.name, one["what"]) for file in files for one in INSTALLING.finditer(text(file))]
    assert len(told) > 10
    names = [(file, what.strip("'\"")) for file, what in told]
    assert [one for one in names if OURS.fullmatch(one[1].partition("[")[0])] == []


@pytest.mark.parametrize("what", ["extract-events", "'extract-events[tagger]'", "extract"])
def test_such_a_line_would_be_found(what: str) -> None:
    found = INSTALLING.search(f"    pip install --user {what}  # so")
    assert found and OURS.fullmatch(found["what"].strip("'").partition("[")[0])


OLD = "# Changelog\n\n## [Unreleased]\n\n### Fixed\n- b\n\n## [1.0.0] - 2026-01-02\n\n### Added\n- x\n\n### Fixed\n- a\n  and more\n\n## [0.9.0] - 2025-01-01\n\n### Added\n- old\n"  # noqa: E501


def test_what_is_unreleased_goes_into_the_version_that_was_never_published() -> None:
    made = dated(OLD, "1.0.0", "2026-02-03")
    assert made == (
        "# Changelog\n\n## [Unreleased]\n\n## [1.0.0] - 2026-02-03\n\n### Added\n- x\n\n"
        "### Fixed\n- b\n- a\n  and more\n\n## [0.9.0] - 2025-01-01\n\n### Added\n- old\n"
    )
    assert dated(made, "1.0.0", "2026-02-03") == made


def test_a_new_version_has_a_part_of_its_own() -> None:
    made = dated(OLD, "1.1.0", "2026-02-03")
    assert "## [1.1.0] - 2026-02-03\n\n### Fixed\n- b\n\n## [1.0.0] - 2026-01-02" in made


def test_no_line_of_this_changelog_is_lost_by_it() -> None:
    made = dated(CHANGELOG, VERSION, "2026-12-31")
    lines = sorted(line for line in CHANGELOG.splitlines() if line.strip() and line[:2] != "##")
    assert sorted(line for line in made.splitlines() if line.strip() and line[:2] != "##") == lines
    assert UNRELEASED in made


def test_a_part_that_is_none_and_a_day_that_is_none_are_said() -> None:
    with pytest.raises(SystemExit, match="### Mended is none of Added"):
        dated(OLD.replace("### Fixed\n- b", "### Mended\n- b"), "1.0.0", "2026-02-03")
    with pytest.raises(ValueError, match="month must be in"):
        dated(OLD, "1.0.0", "2026-13-01")
