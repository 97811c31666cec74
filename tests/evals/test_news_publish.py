"""Reports of ``extract evaluate`` in README.md and docs/figures.md."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from evals.news import FOLDER
from evals.news import publish as pages
from evals.news.publish import main, short, whole
from extractor.errors import ExtractorError
from extractor.evaluate.report import made_report
from extractor.evaluate.sets import load_set

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def report() -> dict[str, Any]:
    """Of a run that read nothing in three texts."""
    texts = load_set(str(FOLDER), "test", 3)
    settings = {"model": "tagger", "reader": "local", "prompt": "p", "command": "extract evaluate"}
    return made_report(texts, {}, settings, lambda _: 0.0, resamples=0)


def test_the_short_table_has_a_row_a_run_and_the_languages(report: dict[str, Any]) -> None:
    other = report | {"model": "openai/x", "reader": "record"}
    shown = short([report, other])
    assert "\n| tagger | 0.00 (0.00–0.00) |" in shown and "\n| openai/x | 0.00" in shown
    assert "English 0.00 (" in shown and "reports in English 0.00" in shown


def test_what_to_expect_of_real_reports_is_told_in_whole_numbers(report: dict[str, Any]) -> None:
    some = {"texts": 3, "gold_events": 8, "recall": 0.5, "records": 5, "precision": 0.8,
            "clean_of_records": 0.4, "f1": 0.6}  # fmt: skip
    other = some | {"texts": 1, "gold_events": 2, "recall": 1.0, "records": 0, "precision": 0.0}
    shown = short([report | {"by_source": {"news": some, "news-xx": other, "own": some}}])
    assert (
        "On the 4 of them that follow real reports tagger finds 60 of 100 events; of 100 records "
        "80 are of a real event and 40 have type, days, place and deaths all right." in shown
    )
    assert "real reports" not in short([report | {"by_source": {"own": some}}])


def test_the_whole_table_says_command_day_and_machine(report: dict[str, Any]) -> None:
    shown = whole([report])
    assert "`extract evaluate`" in shown and report["machine"] in shown
    assert "| of gold events | 0.000 (0.00–0.00) |" in shown


def test_what_a_least_confidence_buys_is_told_field_by_field(report: dict[str, Any]) -> None:
    said = {
        "values": 10,
        "right": 8,
        "error": 0.1,
        "auc": 0.9,
        "at_least": {"0.5": [9, 8], "0.9": [0, 0]},
        "shown_as": {"0.8": [9, 7], "1.0": [1, 1]},
    }
    shown = whole([report | {"calibration": {"location": said}}])
    assert "| field | all | at least 0.5 | at least 0.9 |" in shown
    assert "| location | 8 of 10: 0.80 | 8 of 9: 0.89 | none |" in shown
    assert "| field | shown as 0.8 | shown as 1.0 |" in shown
    assert "| location | 7 of 9 | 1 of 1 |" in shown
    assert "--min-confidence" not in whole([report | {"calibration": {}}])


def test_both_pages_are_written_by_one_command(
    report: dict[str, Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "run.json"
    path.write_text(json.dumps(report))
    readme, figures = tmp_path / "README.md", tmp_path / "figures.md"
    for page in (readme, figures):
        page.write_text("a\n<!-- evaluate -->\nold\n<!-- /evaluate -->\nb\n")
    monkeypatch.setattr(pages, "README", readme)
    monkeypatch.setattr(pages, "FIGURES", figures)
    assert main([str(path)]) == 0
    for page in (readme, figures):
        words = page.read_text()
        assert words.startswith("a\n") and words.endswith("\nb\n")
        assert "tagger" in words and "\nold\n" not in words


def test_runs_on_other_texts_do_not_stand_in_one_table(
    report: dict[str, Any], tmp_path: Path
) -> None:
    one, two = tmp_path / "one.json", tmp_path / "two.json"
    one.write_text(json.dumps(report))
    two.write_text(json.dumps(report | {"texts_sha256": "other"}))
    with pytest.raises(ExtractorError, match="not the same texts"):
        main([str(one), str(two)])


def test_the_pages_have_a_place_for_the_table() -> None:
    for page in (ROOT / "README.md", ROOT / "docs" / "figures.md"):
        assert len(pages.BLOCK.findall(page.read_text("utf-8"))) == 1
