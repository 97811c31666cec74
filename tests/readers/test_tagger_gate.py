"""The gate: what hardly tells of an event is not read, and said to be left out."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from fake_model import PUBLISHED, FakeModel
from gate_kit import QUIET, install_gate, install_none
from tiny_tagger import write_both

from extractor import Article, Extractor, limits
from extractor.batch.done import Fate
from extractor.batch.loop import extract_many
from extractor.errors import ExtractorError, ModelUnavailable
from extractor.models.encoder.tagging import Tagger
from extractor.models.tagger import TaggerModel
from extractor.readers.options import ReaderOptions

LEAD = "Gunmen shot dead four farmers in Konduga on Tuesday."


@pytest.fixture
def model() -> FakeModel:
    """One that finds nothing in what it is asked about."""
    nothing: dict[str, Any] = {"events": [], "statements": []}
    return FakeModel(readings=lambda _: nothing, default_reader="record")


def gated(model: FakeModel | TaggerModel) -> Extractor:
    return Extractor(model, reader=ReaderOptions(gate="tagger"))


def article(text: str) -> Article:
    return Article(text, id="a1", published=PUBLISHED)  # type: ignore[arg-type]


def test_what_hardly_tells_of_an_event_is_not_sent_and_says_so(
    model: FakeModel, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    install_gate(tmp_path, monkeypatch)
    extractor = gated(model)
    (done,) = extract_many([article(QUIET)], extractor)
    assert (done.fate, done.events, done.tokens.prompt) == (Fate.NOTHING, [], 0)
    assert model.asked == []
    (warning,) = done.warnings
    assert warning == (
        "left out by --gate tagger: tells of a current event with a likelihood of 0.0001"
    )
    assert extractor.settings["gate"] == "tagger"


def test_what_may_tell_of_one_is_read(
    model: FakeModel, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    install_gate(tmp_path, monkeypatch, odds=-2.0)  # 0.12
    outcome = gated(model).process(article(QUIET))
    assert outcome.asked and outcome.warnings == [] and len(model.asked) == 1


def test_a_lead_is_always_read(
    model: FakeModel, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    install_gate(tmp_path, monkeypatch)
    extractor = gated(model)
    assert extractor.process(article(f"Four killed\n\n{LEAD} Shops stayed shut.")).asked
    assert not extractor.process(article(f"Four killed\n\n{LEAD} Shops stayed shut. {LEAD}")).asked


def test_nothing_is_left_out_unless_it_is_asked_for(
    model: FakeModel, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    install_gate(tmp_path, monkeypatch)
    for reader in (None, "record", ReaderOptions("record", "none")):
        extractor = Extractor(model, reader=reader)
        assert extractor.process(article(QUIET)).asked
        assert "gate" not in extractor.settings


def test_of_a_text_in_stretches_those_are_read_that_may_tell_of_an_event(
    model: FakeModel, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def tells(self: Tagger, text: str, *_: object) -> float:
        return 0.9 if "shot dead" in text else 0.01

    install_gate(tmp_path, monkeypatch)
    monkeypatch.setattr(Tagger, "tells", tells)
    monkeypatch.setattr(limits, "STRETCH", len(QUIET) + 20)
    extractor = gated(model)
    quiet = f"{QUIET} " * 4
    none = extractor.process(article(quiet))
    assert not none.asked and model.asked == []
    assert len(none.warnings) == 4
    some = extractor.process(article(f"{quiet}{LEAD} {QUIET}"))
    assert some.asked and len(model.asked) == 1 and "shot dead" in model.asked[0]
    assert some.warnings[1].startswith("the stretch from character 184: left out")


def test_the_reader_local_looks_for_itself(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The same options with the tagger: no second look, and the same journal."""
    install_none(tmp_path, monkeypatch)
    extractor = gated(TaggerModel(*write_both(tmp_path, quiet=True)))
    assert extractor.process(article(QUIET)).asked
    assert "gate" not in extractor.settings


def test_missing_weights_are_said_before_anything_is_read(
    model: FakeModel, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    install_none(tmp_path, monkeypatch)
    with pytest.raises(ModelUnavailable) as caught:
        gated(model)
    assert str(caught.value).startswith("--gate tagger: the model encoder is not on this machine")
    assert "\n" not in str(caught.value)


def test_a_gate_that_there_is_not_is_refused_in_one_line(model: FakeModel) -> None:
    with pytest.raises(ExtractorError, match="the gate `lexicon` is gone: `tagger` leaves out"):
        Extractor(model, reader=ReaderOptions(gate="lexicon"))
    with pytest.raises(ExtractorError, match="no gate 'taggr'; there are: none, tagger"):
        Extractor(model, reader=ReaderOptions(gate="taggr"))
