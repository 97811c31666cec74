"""docs/architecture.md says what the code says."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def test_the_page_is_current() -> None:
    command = [sys.executable, "tools/architecture.py", "--check"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


def test_what_a_change_touches_is_there_twelve_times() -> None:
    page = (ROOT / "docs" / "architecture.md").read_text("utf-8")
    rows = page.partition("## What a change touches")[2].split("\n| ")[2:]
    assert len(rows) == 12
