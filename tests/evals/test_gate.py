"""The quality gate: pinned figures fall only when somebody says why."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from evals import gate as gates
from evals.gate import Gate, below, main, measure, update

ROOT = Path(__file__).parents[2]
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
FIGURES = {"muc-tst4a": {"events_f1": 0.51239, "median_decoded": 80.0}}


@pytest.fixture
def gate(tmp_path, monkeypatch) -> Gate:
    data = tmp_path / "data" / "muc" / "tst4a"
    data.mkdir(parents=True)
    (data / "tst4-muc4.mixed-case").write_text(TEXT)
    (data / "key-tst4.v2").write_text(KEY)
    monkeypatch.setenv("EXTRACT_EVAL_DATA", str(tmp_path / "data"))
    return Gate(tmp_path / "baseline.json", tmp_path / "replies.jsonl", tmp_path / "build")


def test_what_is_better_or_the_same_is_pinned_rounded_down(gate):
    assert update(gate, FIGURES, None) == {}
    pinned = gate.read_baseline()
    assert pinned["floors"]["muc-tst4a"] == {"events_f1": 0.512}
    assert pinned["ceilings"]["muc-tst4a"] == {"median_decoded": 80.0}
    assert below(pinned, FIGURES) == {}


@pytest.mark.parametrize(
    "worse", [{"events_f1": 0.4, "median_decoded": 80.0}, {"events_f1": 0.6, "median_decoded": 99},
              {"median_decoded": 80.0}]
)  # fmt: skip
def test_what_is_worse_or_gone_is_refused_and_nothing_is_written(gate, worse):
    update(gate, FIGURES, None)
    before = gate.baseline.read_bytes()
    fallen = update(gate, {"muc-tst4a": worse}, None)
    assert len(fallen) == 1 and gate.baseline.read_bytes() == before


def test_a_regression_stands_in_the_baseline_with_its_reason(gate):
    update(gate, FIGURES, None)
    lower = {"muc-tst4a": {"events_f1": 0.4, "median_decoded": 80.0}}
    assert update(gate, lower, "a faster model") == {}
    (entry,) = gate.read_baseline()["regressions"]
    assert entry["why"] == "a faster model"
    assert entry["figures"]["muc-tst4a events_f1"] == [0.512, 0.4]
    assert below(gate.read_baseline(), lower) == {}


def test_a_replay_without_its_replies_fails_loudly(gate, capsys, monkeypatch):
    assert main([], gate) == 2
    assert "make eval-record" in capsys.readouterr().err
    gate.replies.write_text("")
    monkeypatch.setattr(gates, "SAMPLE", {"tst4a": 1})
    assert main([], gate) == 2
    assert "record again" in capsys.readouterr().err


def test_an_article_with_nothing_to_ask_needs_no_reply(gate, capsys):
    gate.replies.write_text("")
    assert measure(gate, gate.baseline.parent / "data")["muc-tst4a"]["articles"] == 1
    assert main(["--update"], gate) == 0
    pinned = gate.read_baseline()
    pinned["floors"]["muc-tst4a"] = {"events_f1": 0.5}
    gate.baseline.write_text(json.dumps(pinned))
    assert main([], gate) == 1
    assert main(["--update"], gate) == 1
    assert "--allow-regression" in capsys.readouterr().err
    assert main(["--update", "--allow-regression", " "], gate) == 2
    assert main(["--update", "--allow-regression", "no bombs left"], gate) == 0


def test_without_data_it_says_so_and_passes(monkeypatch, capsys):
    monkeypatch.delenv("EXTRACT_EVAL_DATA", raising=False)
    assert main([]) == 0 and "EXTRACT_EVAL_DATA" in capsys.readouterr().out


def test_pinned_figures_have_not_fallen(tmp_path):
    data = os.environ.get("EXTRACT_EVAL_DATA")
    if not data or not (Path(data) / "muc").is_dir():
        pytest.skip("EXTRACT_EVAL_DATA does not name a folder with muc/: nothing to replay")
    gate = Gate(build=tmp_path)
    if not gate.baseline.exists():
        pytest.skip("no figures are pinned yet: make eval-record, make eval-update")
    assert below(gate.read_baseline(), measure(gate, Path(data))) == {}
