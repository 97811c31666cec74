"""The file an article is known by where it has no id of its own, as records have it."""

from __future__ import annotations

from pathlib import Path

import pytest
from sample_events import sample_event

from extractor import Article
from extractor.analysis import Analysis
from extractor.sources import read_articles
from extractor.stretch_records import of_article


@pytest.fixture
def folder(tmp_path, monkeypatch) -> Path:
    (tmp_path / "reports").mkdir()
    (tmp_path / "reports" / "a.txt").write_text("A bomb went off in Gao.", "utf-8")
    rows = '{"text": "One."}\n{"text": "Two.", "id": "own"}\n'
    (tmp_path / "reports" / "b.jsonl").write_text(rows, "utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path / "reports"


def test_a_file_is_named_as_the_user_did_and_a_row_by_its_line(folder):
    assert [one.file for one in read_articles(["reports"])] == [
        "reports/a.txt",
        "reports/b.jsonl:1",
        None,  # known by its own id
    ]


def test_of_a_full_path_no_folder_comes_into_records(folder):
    (article,) = read_articles([str(folder / "a.txt")])
    assert article.file == "a.txt"


def test_what_is_no_name_of_a_file_is_none():
    assert Article("A bomb.").file is None
    assert Article("A bomb.", extra={"file": 7}).file is None
    assert Article("A bomb.", extra={"file": "a\nb\udcff.txt"}).file == "a b\ufffd.txt"


def test_records_of_every_stretch_of_an_article_have_its_file():
    article = Article("A bomb went off in Gao.", extra={"file": "a.txt"})
    (whole,) = of_article([sample_event()], article, Analysis(article), 0)
    (later,) = of_article([sample_event()], article, Analysis(article), 5)
    assert (whole.source.file, later.source.file) == ("a.txt", "a.txt")
