"""The quality gate: pinned figures fall only when somebody says why."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from tiny_tagger import write_both

from evals.gate import Gate, below, main, measure, update
from evals.running import Read
from extractor.errors import ModelUnavailable
from extractor.models.tagger import TaggerModel
from extractor.models.weights import ENCODER

TEXT = """TST4-MUC4-0001

   Lima, 23 Aug 88 (EFE) -- [Text] The minister opened a library in the capital today
and said that it was a great day for the people who had waited for it.


TST4-MUC4-0002

   Lima, 23 Aug 88 (EFE) -- [Text] Guerrillas attacked a bank in the centre of Lima today and
killed two people, the police said. It was the first attack there for a year.
"""
KEY = """0.  MESSAGE: ID                    TST4-MUC4-0001
1.  MESSAGE: TEMPLATE              *
2.  INCIDENT: DATE                 *
3.  INCIDENT: LOCATION             *
4.  INCIDENT: TYPE                 *
"""
FIGURES = {"muc-tst4a": {"events_f1": 0.51239, "day": 0.8}}


@pytest.fixture
def gate(tmp_path, monkeypatch) -> Gate:
    data = tmp_path / "data" / "muc" / "tst4a"
    data.mkdir(parents=True)
    (data / "tst4-muc4.mixed-case").write_text(TEXT)
    (data / "key-tst4.v2").write_text(KEY)
    monkeypatch.setenv("EXTRACT_EVAL_DATA", str(tmp_path / "data"))
    snippets = "id\tEventSnippet\tSubType\n1\tGunmen killed four farmers.\tATTACK\n"
    (tmp_path / "data" / "case2021").mkdir()
    (tmp_path / "data" / "case2021" / "dev.tsv").write_text(snippets)
    model = TaggerModel(*write_both(tmp_path))
    return Gate(tmp_path / "baseline.json", tmp_path / "build", model)


def test_what_is_better_or_the_same_is_pinned_rounded_down(gate):
    assert update(gate, FIGURES, None) == {}
    pinned = gate.read_baseline()
    assert pinned["floors"]["muc-tst4a"] == {"day": 0.8, "events_f1": 0.512}
    assert below(pinned, FIGURES) == {}


@pytest.mark.parametrize(
    "worse", [{"events_f1": 0.4, "day": 0.8}, {"events_f1": 0.6, "day": 0.7}, {"day": 0.8}]
)
def test_what_is_worse_or_gone_is_refused_and_nothing_is_written(gate, worse):
    update(gate, FIGURES, None)
    before = gate.baseline.read_bytes()
    fallen = update(gate, {"muc-tst4a": worse}, None)
    assert len(fallen) == 1 and gate.baseline.read_bytes() == before


def test_a_regression_stands_in_the_baseline_with_its_reason(gate):
    update(gate, FIGURES, None)
    lower = {"muc-tst4a": {"events_f1": 0.4, "day": 0.8}}
    assert update(gate, lower, "a smaller model") == {}
    (entry,) = gate.read_baseline()["regressions"]
    assert entry["why"] == "a smaller model"
    assert entry["figures"]["muc-tst4a events_f1"] == [0.512, 0.4]
    assert below(gate.read_baseline(), lower) == {}


def test_it_reads_the_texts_and_fails_where_a_figure_has_fallen(gate, capsys):
    found = measure(gate, gate.baseline.parent / "data")
    assert found["muc-tst4a"]["articles"] == 1 and found["case2021"]["snippets"] == 1
    assert found == measure(gate, gate.baseline.parent / "data")
    assert main(["--update"], gate) == 0 and main([], gate) == 0
    pinned = gate.read_baseline()
    assert set(pinned["floors"]) == {"muc-tst4a", "case2021"}
    pinned["floors"]["muc-tst4a"]["events_f1"] = 1.5
    gate.baseline.write_text(json.dumps(pinned))
    assert main([], gate) == 1
    assert main(["--update"], gate) == 1
    assert "--allow-regression" in capsys.readouterr().err
    assert main(["--update", "--allow-regression", " "], gate) == 2
    assert main(["--update", "--allow-regression", "no bombs left"], gate) == 0


def test_an_article_that_cannot_be_read_is_no_figure(gate, monkeypatch):
    failed = Read("x", error="too long")
    monkeypatch.setattr("evals.gate.read_all", lambda *_: [failed])
    with pytest.raises(ModelUnavailable, match="too long"):
        measure(gate, gate.baseline.parent / "data")


def test_without_data_it_says_so_and_passes(monkeypatch, capsys):
    monkeypatch.delenv("EXTRACT_EVAL_DATA", raising=False)
    assert main([]) == 0 and "EXTRACT_EVAL_DATA" in capsys.readouterr().out


def test_pinned_figures_have_not_fallen(tmp_path):
    data = os.environ.get("EXTRACT_EVAL_DATA")
    if not data or not (Path(data) / "muc").is_dir():
        pytest.skip("EXTRACT_EVAL_DATA does not name a folder with muc/: nothing to read")
    if not ENCODER.path.is_file():
        pytest.skip("the tagger's encoder is not on this machine: extract models pull")
    gate = Gate(build=tmp_path)
    assert gate.baseline.exists()
    assert below(gate.read_baseline(), measure(gate, Path(data))) == {}
