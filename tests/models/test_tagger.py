"""The tagger as a model: opened, refused, loaded once, given to other processes."""

from __future__ import annotations

import dataclasses
import hashlib
import pickle
import threading
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
from tiny_tagger import write_both

from extractor import Article, Extractor
from extractor.batch.estimate import estimate
from extractor.batch.loop import extract_many
from extractor.batch.processes import ProcessExtractor
from extractor.batch.provider.folder import BatchJobError
from extractor.batch.provider.service import spec_of
from extractor.distribute.job import Job
from extractor.distribute.worker import Worker
from extractor.errors import ExtractorError, ModelUnavailable
from extractor.models import open_model, tagger
from extractor.models import weights as table
from extractor.models.encoder import tagging
from extractor.models.tagger import TaggerModel
from extractor.readers.options import ReaderOptions

TEXT = "Gunmen killed four farmers in Konduga, Nigeria, on Tuesday."
PUBLISHED = "2024-05-10"


@pytest.fixture
def quiet(tmp_path: Path) -> TaggerModel:
    """A tagger that finds nothing in any text."""
    return TaggerModel(*write_both(tmp_path, quiet=True))


@pytest.fixture
def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> table.Weights:
    """The same as the one of this installation; its encoder is not on this machine yet."""
    base, trained = write_both(tmp_path, quiet=True)
    data = base.read_bytes()
    encoder = dataclasses.replace(
        table.ENCODER, size=len(data), sha256=hashlib.sha256(data).hexdigest()
    )
    monkeypatch.setenv("EXTRACT_MODELS_DIR", str(tmp_path / "models"))
    monkeypatch.setattr(table, "ENCODER", encoder)
    monkeypatch.setattr(tagger, "tagger_weights", lambda: trained)
    return encoder


def articles(count: int) -> list[Article]:
    return [Article(f"{TEXT} Number {i}.", published=PUBLISHED) for i in range(count)]


def without_numpy(name: str, package: str | None = None) -> Any:
    return None if name == "numpy" else find_spec(name, package)


def one_line(error: BaseException) -> str:
    assert "\n" not in str(error)
    return str(error)


def test_an_article_is_read_without_a_question_or_a_token(quiet: TaggerModel) -> None:
    with Extractor(quiet) as extractor:
        outcome = extractor.process(articles(1)[0])
    assert outcome.error is None
    assert outcome.events == []
    assert outcome.asked
    assert outcome.tokens.prompt == outcome.tokens.completion == 0
    assert extractor.settings["model"] == "tagger"
    assert extractor.settings["reader"] == "local"


def test_the_tagger_is_opened_by_its_name_and_by_default(
    installed: table.Weights, tmp_path: Path
) -> None:
    installed.path.parent.mkdir()
    installed.path.write_bytes((tmp_path / "tiny.bin").read_bytes())
    for spec in ("tagger", None):
        model = open_model(spec)
        assert isinstance(model, TaggerModel)
        assert model.tagger.event_types


def test_a_missing_or_damaged_encoder_says_what_to_type(installed: table.Weights) -> None:
    with pytest.raises(ModelUnavailable, match=r"is not on this machine; get it .*pull encoder"):
        open_model("tagger")
    installed.path.parent.mkdir()
    installed.path.write_bytes(b"half")
    with pytest.raises(ModelUnavailable, match=r"is damaged; get it .*pull encoder"):
        open_model("tagger")


def test_an_encoder_of_the_right_size_with_other_bytes_is_one_clear_line(
    installed: table.Weights,
) -> None:
    installed.path.parent.mkdir()
    installed.path.write_bytes(b"x" * installed.size)
    with Extractor("tagger") as extractor, pytest.raises(ModelUnavailable) as caught:
        extractor.process(articles(1)[0])
    assert "damaged" in one_line(caught.value)


def test_an_installation_without_the_trained_weights_says_so(
    installed: table.Weights, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tagger, "tagger_weights", lambda: tmp_path / "tagger-1.npz")
    with pytest.raises(
        ModelUnavailable, match=r"this installation lacks .*tagger-1\.npz"
    ) as caught:
        open_model("tagger", assume_yes=True)
    one_line(caught.value)
    model = TaggerModel(installed.path)
    with pytest.raises(ModelUnavailable, match="this installation lacks"):
        _ = model.tagger


def test_without_numpy_the_extra_is_named(
    installed: table.Weights, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tagger, "find_spec", without_numpy)
    with pytest.raises(ModelUnavailable, match=r"the extra `tagger`: pip install '\.\[tagger"):
        open_model("tagger", assume_yes=True)


def test_no_question_is_put_to_the_tagger(quiet: TaggerModel) -> None:
    with pytest.raises(ExtractorError, match="the tagger answers no questions") as caught:
        Extractor(quiet, reader="record")
    one_line(caught.value)
    with pytest.raises(ModelUnavailable, match="the tagger answers no questions"):
        quiet.structured([], object, max_tokens=1)


@pytest.mark.parametrize("options", [ReaderOptions(verify=True), ReaderOptions("local", votes=3)])
def test_the_tagger_neither_looks_twice_nor_votes(
    quiet: TaggerModel, options: ReaderOptions
) -> None:
    with pytest.raises(ExtractorError, match="only the reader `record`"):
        Extractor(quiet, reader=options)


def test_an_unknown_reader_is_answered_with_the_known_ones(quiet: TaggerModel) -> None:
    with pytest.raises(ExtractorError, match="no reader 'rcord'; there are: local, record"):
        Extractor(quiet, reader="rcord")


def test_the_local_reader_wants_the_tagger(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tagger, "find_spec", without_numpy)
    monkeypatch.setenv("OPENAI_API_KEY", "x")
    with pytest.raises(ExtractorError, match="the reader `local` reads with the tagger") as caught:
        Extractor("openai/gpt-4.1-mini", reader="local")
    one_line(caught.value)


def test_there_is_nothing_to_keep_in_a_cache(quiet: TaggerModel, tmp_path: Path) -> None:
    with Extractor(quiet, cache=tmp_path / "cache") as extractor:
        assert extractor.process(articles(1)[0]).error is None
    assert extractor.cache_use is None
    assert not (tmp_path / "cache").exists()


def test_weights_are_loaded_once_whatever_the_threads_and_instances(
    quiet: TaggerModel, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[object] = []
    init = tagging.Tagger.__init__

    def counted(self: tagging.Tagger, *given: Any) -> None:
        made.append(self)
        init(self, *given)

    monkeypatch.setattr(tagging.Tagger, "__init__", counted)
    others = [pickle.loads(pickle.dumps(quiet)) for _ in range(6)]
    threads = [threading.Thread(target=lambda one=one: one.tagger) for one in others]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(made) == 1


def test_a_loaded_tagger_can_be_pickled(quiet: TaggerModel) -> None:
    assert quiet.tagger.roles
    data = pickle.dumps(quiet)
    assert len(data) < 1000
    assert pickle.loads(data).tagger is quiet.tagger


def test_one_article_is_read_at_a_time_unless_more_are_asked_for(quiet: TaggerModel) -> None:
    with Extractor(quiet) as extractor:
        assert extractor.concurrency == 1
        done = list(extract_many(articles(5), extractor, concurrency=3))
    assert [one.error for one in done] == [None] * 5


def test_processes_read_with_a_copy_each(quiet: TaggerModel) -> None:
    with ProcessExtractor({"model": quiet}, count=2, concurrency=2) as extractor:
        done = list(extract_many(articles(6), extractor, concurrency=2))
    assert [str(one.error) for one in done if one.error] == []
    assert len(done) == 6


def test_a_worker_of_a_cluster_opens_it_by_its_name(
    installed: table.Weights, tmp_path: Path
) -> None:
    job = Job(("a.jsonl",), str(tmp_path / "out"), {"model": "tagger"}, model="tagger").opened()
    unit = {"unit": "u", "same": 0, "before": 0, "notes": "[]", "entries": "[]"}
    unit["entries"] = '[{"article": {"text": "Gunmen killed four.", "published": "2024-05-10"}}]'
    worker = pickle.loads(pickle.dumps(Worker(job)))
    row = worker(unit)
    assert "extract models pull encoder" in row["fatal"]
    installed.path.parent.mkdir()
    installed.path.write_bytes((tmp_path / "tiny.bin").read_bytes())
    row = worker(unit)
    assert (row["fatal"], row["articles"], row["failed"]) == ("", 1, 0)


@pytest.mark.parametrize("spec", ["tagger", None])
def test_a_providers_batches_want_a_hosted_model(spec: str | None) -> None:
    with pytest.raises(BatchJobError, match="--model openai/NAME") as caught:
        spec_of(spec, None)
    one_line(caught.value)


def test_an_estimate_counts_articles_and_loads_nothing(tmp_path: Path) -> None:
    model = TaggerModel(tmp_path / "nowhere.bin")
    found = estimate([*articles(2), articles(1)[0]], model)
    assert found.articles == 3
    assert found.tokens.prompt == found.tokens.completion == 0
