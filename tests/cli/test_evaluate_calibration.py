"""Confidences of a run beside what is right."""

from __future__ import annotations

import json
from collections import defaultdict
from pathlib import Path

import pytest
from sample_events import sample_event

from evals.calibrate_reader import table
from evals.tagger_sureness import Value, curve_of, curves_of
from extractor import Article
from extractor.analysis import Analysis
from extractor.coding import confidence
from extractor.coding.events import Provenance, code_reading
from extractor.coding.tagger_confidence import BY_TYPE, Curve, log_odds, on_curve
from extractor.evaluate.calibration import LEAST_AUC, calibration
from extractor.reading import Event, Match, Reading, Said, Tokens, Where
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
    assert found["sub_event_type"]["shown_as"] == {"0.3": [1, 0], "0.9": [1, 1]}
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


def test_the_taggers_curves_are_of_fields_that_separate_in_every_set_counted() -> None:
    data = Path(confidence.__file__).parent / "data" / "confidence-local.json"
    curves = json.loads(data.read_text())["curves"]
    assert {"event", "location"} == set(curves)
    for field, curve in curves.items():
        assert set(curve["auc"]) == {"dev", "held back"}
        assert min(curve["auc"].values()) >= LEAST_AUC, field
        assert curve["b"] > 0, "surer words are a higher confidence"
        assert ("c" in curve) == (field in BY_TYPE)


def test_a_curve_puts_a_tagger_straight_that_says_more_than_it_should() -> None:
    said = [((log_odds(0.9),), number < 6, 1.0) for number in range(10)]
    said += [((log_odds(0.6),), number < 3, 1.0) for number in range(10)]
    curve = curve_of(said)
    assert on_curve(curve, 0.9) == pytest.approx(0.6, abs=0.01)
    assert on_curve(curve, 0.6) == pytest.approx(0.3, abs=0.01)
    high, low = (log_odds(0.999),), (log_odds(0.001),)
    certain = curve_of([(high, True, 1.0)] * 50 + [(low, False, 1.0)] * 50)
    assert on_curve(certain, 0.999) > 0.99 and 0 < on_curve(certain, 0.0) < 0.01


def test_an_event_is_less_sure_where_its_type_is() -> None:
    odds = [log_odds(one) for one in (0.9, 0.4)]
    said = [((odds[0], kind), number < sure, 1.0)
            for kind, sure in ((odds[0], 8), (odds[1], 4)) for number in range(10)]  # fmt: skip
    curve = curve_of(said)
    assert on_curve(curve, 0.9, 0.9) == pytest.approx(0.8, abs=0.01)
    assert on_curve(curve, 0.9, 0.4) == pytest.approx(0.4, abs=0.01)
    assert on_curve(Curve(0.0, 1.0, 0.5), 0.7) == pytest.approx(0.7), "no type says nothing"


def test_values_of_a_set_that_only_tells_are_put_on_the_shipped_curve(
    capsys: pytest.CaptureFixture[str],
) -> None:
    told = [Value("event", 0.6, None, True, 0.9), Value("event", 0.9, None, False, 0.2)] * 5
    others = {name: [Value(name, 0.9, None, True), Value(name, 0.3, None, False)]
              for name in ("sub_event_type", "location", "perpetrators", "killed")}  # fmt: skip
    values = {"test": [*told, *(one for those in others.values() for one in those)]}
    curves_of(values, (), {"event": {"a": 0.0, "b": 0.1, "c": 1.0}})
    assert "event: AUC test 1.00 of 10; shown" in capsys.readouterr().out
    curves_of(values, (), {})
    assert "event: AUC test 0.00 of 10; not shown" in capsys.readouterr().out


def test_a_field_is_shown_only_where_it_separates_in_both_sets(
    capsys: pytest.CaptureFixture[str],
) -> None:
    good = [Value("location", 0.9, None, True), Value("location", 0.3, None, False)] * 5
    flat = [Value("location", 0.9, None, True), Value("location", 0.9, None, False)] * 5
    assert set(curves_of({"dev": good, "held back": good}, ())) == {"location"}
    assert curves_of({"dev": good, "held back": flat}, ()) == {}
    assert curves_of({"dev": good, "held back": good}, ("location",)) == {}
    assert (
        "location: AUC dev 1.00 of 10, held back 0.50 of 10; not shown" in capsys.readouterr().out
    )


def test_a_records_confidence_is_the_taggers_probability_on_its_curve() -> None:
    text = "A bomb killed four people in Mandera, Kenya, on Tuesday."
    article = Article(text, id="a", published="2026-03-11")
    analysis = Analysis(article)

    def said(words: str, sure: float) -> Said:
        start = text.index(words)
        return Said(words, article.span(start, start + len(words)), Match.EXACT, sure)

    event = Event(
        "e1",
        (0,),
        ("Remote explosive/landmine/IED",),
        what=said("bomb", 0.8),
        where=(Where(said("Mandera", 0.7), "Mandera", None, "Kenya"),),
        type_sure=0.99,
    )
    made = Provenance("0", "tagger", "local", "tagger-1", Tokens())
    (found,) = code_reading(analysis, Reading((event,)), made)
    data = Path(confidence.__file__).parent / "data" / "confidence-local.json"
    curves = json.loads(data.read_text())["curves"]
    for field, sure in (("event", 0.8), ("location", 0.7)):
        curve = Curve(*(curves[field][one] for one in "abc" if one in curves[field]))
        assert getattr(found.confidence, field) == round(on_curve(curve, sure, 0.99), 2)
    assert found.confidence.perpetrators is found.confidence.sub_event_type is None
