"""A pipeline that reads nothing: what it does follows from words in the article's text."""

from __future__ import annotations

import sys
import types
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from extractor.cli import main

FAKE = Path(__file__).with_name("fake_pipeline.py")


@pytest.fixture
def pipeline(monkeypatch: pytest.MonkeyPatch) -> types.ModuleType:
    """The fake in the real one's place; ``pipeline.CALLS`` has what extractors were made with."""
    module = types.ModuleType("extractor.pipeline")
    monkeypatch.setitem(sys.modules, "extractor.pipeline", module)
    exec(compile(FAKE.read_text("utf-8"), str(FAKE), "exec"), module.__dict__)
    monkeypatch.delenv("EXTRACT_MODEL", raising=False)
    return module


@pytest.fixture
def extract():
    """``extract(*arguments, input=...)`` as typed on a command line."""

    def call(*arguments: object, input: str | bytes = b"", **more: Any) -> Result:
        return CliRunner().invoke(main, [str(word) for word in arguments], input=input, **more)

    return call


@pytest.fixture
def extract_argv(tmp_path: Path) -> list[str]:
    """The command as a process of its own, with the fake pipeline."""
    script = tmp_path / "extract.py"
    script.write_text(
        "import sys, types\n"
        "module = sys.modules['extractor.pipeline'] = types.ModuleType('extractor.pipeline')\n"
        f"path = {str(FAKE)!r}\n"
        "exec(compile(open(path).read(), path, 'exec'), module.__dict__)\n"
        "from extractor.cli import main\n"
        "main(prog_name='extract')\n"
    )
    return [sys.executable, str(script)]
