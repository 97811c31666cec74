"""`python -m evals.NAME --help` says what it does, and does nothing."""

from __future__ import annotations

import runpy
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
EVALS = ROOT / "evals"
RUN = 'if __name__ == "__main__"'
MODULES = sorted(
    ".".join(path.relative_to(ROOT).with_suffix("").parts)
    for path in EVALS.rglob("*.py")
    if RUN in path.read_text(encoding="utf-8")
)


def written() -> dict[Path, bytes]:
    """All that an evaluation writes within the checkout."""
    kept = [*EVALS.rglob("*.json*"), *(ROOT / "docs").glob("*.md"), ROOT / "README.md"]
    kept += (ROOT / "extractor" / "coding" / "data").glob("*.json")
    return {path: path.read_bytes() for path in kept}


@pytest.mark.parametrize("name", MODULES)
def test_help_only_helps(
    name: str,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "argv", [name, "--help"])
    monkeypatch.delitem(sys.modules, name, raising=False)
    before = written()
    with pytest.raises(SystemExit) as ended:
        runpy.run_module(name, run_name="__main__")
    assert ended.value.code == 0
    assert "usage:" in capsys.readouterr().out
    assert written() == before and list(tmp_path.iterdir()) == []


def test_all_evaluations_are_there() -> None:
    assert {"evals.muc", "evals.publish", "evals.news.check", "evals.reading.build"} <= {*MODULES}
