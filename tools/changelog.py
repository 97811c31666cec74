"""Move the entries under Unreleased in CHANGELOG.md to the version of pyproject.toml, dated.

    python tools/changelog.py 2026-12-01

The version's section is created. If it exists already but was never published, the entries are put
in front of its own. A person then tags the commit and publishes; this script does neither.
"""

from __future__ import annotations

import re
import sys
from datetime import date
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
UNRELEASED = "## [Unreleased]\n"
GROUPS = ("Added", "Changed", "Deprecated", "Removed", "Fixed", "Security")


def version_of(pyproject: str) -> str:
    """The project's version."""
    found = re.search(r'^version = "(.+)"$', pyproject, re.M)
    if not found:
        raise SystemExit("pyproject.toml names no version")
    return found[1]


def dated(changelog: str, version: str, day: str) -> str:
    """The changelog with no unreleased entries and a section of the version with this day."""
    head, mark, rest = changelog.partition(UNRELEASED)
    if not mark:
        raise SystemExit("CHANGELOG.md has no part Unreleased")
    new, *sections = re.split(r"^(?=## \[)", rest, flags=re.M)
    if sections and sections[0].startswith(f"## [{version}]"):
        new = joined(new, sections.pop(0).partition("\n")[2])
    if not new.strip():
        raise SystemExit(f"nothing is unreleased, and {version} has no entries")
    title = f"## [{version}] - {date.fromisoformat(day)}\n"
    return f"{head}{UNRELEASED}\n{title}\n{new.strip()}\n\n{''.join(sections)}".rstrip() + "\n"


def joined(new: str, old: str) -> str:
    """The entries of both sections merged by group, the new ones first."""
    found: dict[str, list[str]] = {}
    for part in (new, old):
        for name, entries in re.findall(r"^### (\w+)\n(.*?)(?=^### |\Z)", part, re.M | re.S):
            found.setdefault(name, []).append(entries.strip())
    strange = set(found) - set(GROUPS)
    if strange:
        raise SystemExit(f"CHANGELOG.md: ### {min(strange)} is none of {', '.join(GROUPS)}")
    kept = [(name, [one for one in found.get(name, ()) if one]) for name in GROUPS]
    return "\n\n".join(f"### {name}\n" + "\n".join(entries) for name, entries in kept if entries)


def main() -> None:
    if len(sys.argv) != 2 or not re.fullmatch(r"\d{4}-\d\d-\d\d", sys.argv[1]):
        raise SystemExit("python tools/changelog.py DAY, as 2026-12-01")
    path = ROOT / "CHANGELOG.md"
    version = version_of((ROOT / "pyproject.toml").read_text("utf-8"))
    path.write_text(dated(path.read_text("utf-8"), version, sys.argv[1]), encoding="utf-8")


if __name__ == "__main__":
    main()
