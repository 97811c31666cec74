"""docs/validation.md is what the code says."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from extractor.validate import CODES

ROOT = Path(__file__).resolve().parents[2]


def test_the_page_is_current():
    command = [sys.executable, "tools/validation_docs.py", "--check"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


def test_every_code_is_on_the_page():
    page = (ROOT / "docs" / "validation.md").read_text("utf-8")
    for code in CODES.values():
        assert f"#### {code.code} {code.title}" in page
