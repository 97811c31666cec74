"""Confidences of a run beside what is right."""

from __future__ import annotations

import json
from collections import defaultdict
from pathlib import Path

import pytest
from sample_events import sample_event

from evals.calibrate_reader import table
from extractor.coding import confidence
from extractor.evaluate.calibration import LEAST_AUC, calibration
from extractor.score.alignment import align
from extractor.score.calibration import area_under_curve

NONE = dict.fromkeys(confidence.FIELDS)


def test_the_area_is_one_where_right_values_are_always_surer_and_a_half_by_chance() -> None:
    assert area_under_curve([(0.9, True), (0.2, False)]) == 1
    assert area_under_curve([(0.5, True), (0.5, False)]) == 0.5
    assert area_under_curve([(0.5, True)]) is None


def test_a_runs_confidences_are_held_against_what_is_right() -> None:
    sure = sample_event(confidence={**NONE, "sub_event_type": 0.9})
    wrong = sample_event(sub_event_type="Attack", confidence={**NONE, "sub_event_type": 0.3})
    units = [*align([sample_event()], [sure]), *align([sample_event()], [wrong])]
    found = calibration(units)
    assert found["sub_event_type"]["auc"] == 1
    assert found["sub_event_type"]["at_least"]["0.8"] == [1, 1]
    assert "location" not in found


def test_a_field_that_does_not_separate_shows_none(capsys: pytest.CaptureFixture[str]) -> None:
    counts: dict = defaultdict(dict)
    counts["date"] = {"both": [90, 90], "rule": [1, 10]}
    counts["location"] = {"both": [70, 100], "reader": [7, 10]}
    made = json.loads(table(counts))
    assert set(made["fields"]) == {"date"} and set(made["counts"]) == {"date", "location"}
    assert "location" in capsys.readouterr().out


@pytest.mark.parametrize("name", ["by-check", "local"])
def test_no_field_is_shipped_that_does_not_separate(name: str) -> None:
    data = Path(confidence.__file__).parent / "data" / f"confidence-{name}.json"
    value = json.loads(data.read_text())
    for field, shares in value["fields"].items():
        said = [
            (shares[check], good)
            for check, (right, number) in value["counts"][field].items()
            for good, times in ((True, right), (False, number - right))
            for _ in range(times)
        ]
        area = area_under_curve(said)
        assert area is not None and area >= LEAST_AUC, field
