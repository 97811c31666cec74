"""docs/languages.md is what the folders hold."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from extractor.languages import TABLES
from extractor.languages.forms import ABOUT

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs" / "languages.md"


def test_the_table_of_languages_is_current() -> None:
    command = [sys.executable, "tools/language_tables.py", "--check"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_every_table_and_key_is_explained() -> None:
    page = PAGE.read_text("utf-8")
    missing = [name for name in (*TABLES, *ABOUT) if f"`{name}`" not in page]
    assert missing == []
