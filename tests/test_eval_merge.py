"""Merging on MUC-4 stays as good as it was measured."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SCRIPT = ROOT / "evals" / "merge.py"


def run(*options: str, data: str | None) -> subprocess.CompletedProcess[str]:
    environment = {k: v for k, v in os.environ.items() if k != "EXTRACT_EVAL_DATA"}
    if data is not None:
        environment["EXTRACT_EVAL_DATA"] = data
    return subprocess.run(
        [sys.executable, str(SCRIPT), *options],
        env=environment, capture_output=True, text=True, check=False, cwd=ROOT,
    )  # fmt: skip


def test_without_data_it_says_so_and_passes() -> None:
    done = run("--check", data=None)
    assert done.returncode == 0
    assert "EXTRACT_EVAL_DATA" in done.stdout


def test_pinned_figures_are_at_least_what_was_asked() -> None:
    pinned = json.loads((ROOT / "evals" / "merge-baseline.json").read_text())
    for name in ("dev", "test", "all", "rest"):
        assert pinned[name]["precision"] >= 0.95
        assert pinned[name]["recall"] >= 0.75


def test_figures_do_not_fall_below_the_baseline() -> None:
    data = os.environ.get("EXTRACT_EVAL_DATA")
    if not data or not (Path(data) / "muc").is_dir():
        pytest.skip("EXTRACT_EVAL_DATA does not name a folder with muc/: merging not measured")
    done = run("--check", data=data)
    assert done.returncode == 0, done.stdout + done.stderr
