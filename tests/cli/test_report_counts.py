"""What the closing line counts besides articles and events."""

from __future__ import annotations

import pytest
from sample_events import sample_event

from extractor.batch.done import Done, Fate
from extractor.cli.report import Reporter
from extractor.coding.least_confidence import at_least


def test_events_left_out_as_not_sure_enough_are_counted(capsys) -> None:
    notes = ["not coded: “drill” (read as no event in scope)"]
    unsure = sample_event(confidence={"event": 0.2})
    assert at_least([unsure, unsure], 0.5, notes) == []
    report = Reporter(quiet=False, verbose=True, total=None)
    report.article("a", Done(Fate.READ, None, warnings=notes))
    report.summary()
    told = capsys.readouterr().err
    assert "1 article, 0 events, 2 events left out as not sure enough; " in told
    assert told.count("0.2, asked 0.5") == 2


@pytest.mark.parametrize(
    ("articles", "verbose", "told"), [(1, False, True), (1, True, False), (2, False, False)]
)
def test_one_article_of_which_nothing_is_coded_says_where_to_read_why(
    articles: int, verbose: bool, told: bool, capsys: pytest.CaptureFixture[str]
) -> None:
    report = Reporter(quiet=False, verbose=verbose, total=None)
    for name in range(articles):
        report.article(str(name), Done(Fate.READ, None, warnings=["not coded: “drill”"]))
    report.summary()
    assert ("--verbose says what" in capsys.readouterr().err) is told
