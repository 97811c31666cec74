"""The README's first screen is real output, and its Python example runs."""

from __future__ import annotations

import re
import runpy
from pathlib import Path

import pytest
from fixture_articles import ARTICLES, fixture_article
from tagged import KeptTaggerModel

import extractor.pipeline
from extractor.pipeline import Extractor

ROOT = ARTICLES.parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
RECORD = (ROOT / "docs" / "record.md").read_text(encoding="utf-8")
ARTICLE = pytest.mark.parametrize("name", ["khan-sheikhoun.txt"])


@ARTICLE
def test_the_output_shown_is_what_comes_out(name: str) -> None:
    tool = runpy.run_path(str(ROOT / "tools" / "readme.py"))
    given = fixture_article(name)
    file = {"file": f"fixtures/articles/{name}"}
    # As the command reads a file.
    article = type(given)(given.text, published=given.published, extra=file)
    (event,) = Extractor(KeptTaggerModel()).extract(article)
    line = event.json_line()
    assert "<!-- demo -->" in README and "<!-- record -->" in RECORD
    for page in (README, RECORD):
        assert tool["filled"](page, line) == page, "run tools/readme.py"


def test_the_first_page_stays_short_and_begins_with_what_it_is_two_commands_and_output() -> None:
    lines = README.splitlines()
    assert len(lines) < 150
    before = lines[: lines.index("<!-- demo -->")]
    assert len(before) <= 12
    assert len([one for one in before if one.startswith("    ")]) == 2


@ARTICLE
def test_the_python_example_runs(
    name: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    (example,) = re.findall(r"```python\n(.*?)```", README, flags=re.DOTALL)
    assert name in example
    monkeypatch.setattr(extractor.pipeline, "open_model", lambda *_, **__: KeptTaggerModel())
    monkeypatch.chdir(ROOT)
    exec(compile(example, str(Path("README.md")), "exec"), {})
    printed = capsys.readouterr().out
    assert printed.startswith("Chemical weapon 2017-04-04 Khan Sheikhoun\n")
    assert '"fatalities": 70' in printed
