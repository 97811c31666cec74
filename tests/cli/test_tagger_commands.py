"""The default model, the tagger, on the command line: what is refused, in one line each."""

from __future__ import annotations

from pathlib import Path

import pytest
from tiny_tagger import write_both

from extractor.cli.opening import processes_of
from extractor.cli.options import Options
from extractor.models import tagger

TEXT = "Gunmen killed four farmers in Konduga, Nigeria, on Tuesday."


@pytest.fixture(autouse=True)
def nothing_here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No encoder on this machine, no key, no default but ours."""
    for variable in ("EXTRACT_MODEL", "OPENAI_API_KEY", "OPENAI_BASE_URL"):
        monkeypatch.delenv(variable, raising=False)
    monkeypatch.setenv("EXTRACT_MODELS_DIR", str(tmp_path / "models"))
    weights = write_both(tmp_path, quiet=True)[1]
    monkeypatch.setattr(tagger, "tagger_weights", lambda: weights)


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "article.txt"
    path.write_text(TEXT)
    return path


@pytest.mark.parametrize(
    ("options", "says"),
    [
        ((), "the model encoder is not on this machine; get it (72 MB) with: extract models pull"),
        (("--model", "tagger"), "the model encoder is not on this machine"),
        (("--model", "tagger:x"), "there is one tagger; write tagger"),
        (("--base-url", "http://127.0.0.1:9/v1"), "needs the name of the model it serves"),
        (("--model", "tagger", "--base-url", "http://127.0.0.1:9/v1"), "--model openai/NAME"),
        (("--dry-run", "--model", "tagger:x"), "there is one tagger"),
        (("--dry-run", "--reader", "record"), "the tagger answers no questions"),
        (("--dry-run", "--model", "local", "--reader", "local"), "reads with the tagger"),
        (("--dry-run", "--verify"), "only the reader `record` looks twice"),
        (("--gate", "lexicon"), "the gate `lexicon` is gone: `tagger` leaves out articles that"),
        (("--gate", "taggr"), "no gate 'taggr'; there are: none, tagger"),
        (("--reader", "local", "--votes", "3"), "--verify and --votes go with --reader record"),
    ],
)
def test_what_does_not_go_with_the_tagger_is_one_line(
    extract, article: Path, options: tuple[str, ...], says: str
) -> None:
    done = extract("run", article, *options)
    assert done.exit_code == 2
    line = done.stderr.splitlines()[-1]
    assert says in line
    assert "Traceback" not in done.stderr
    assert done.stdout == ""


def test_a_reader_of_another_model_is_refused_before_anything_is_sent(
    extract, article: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "x")
    done = extract("run", article, "--model", "openai/gpt-4.1-mini", "--reader", "local")
    assert done.exit_code == 2
    assert "the reader `local` reads with the tagger: --model tagger" in done.stderr


def test_a_dry_run_with_the_tagger_counts_articles_and_needs_no_weights(
    extract, tmp_path: Path
) -> None:
    path = tmp_path / "a.jsonl"
    calm = "The museum opens at nine in the morning and closes at five."
    path.write_text("".join(f'{{"text": "{text}"}}\n' for text in (TEXT, TEXT, calm)))
    done = extract("run", path, "--dry-run")
    assert done.exit_code == 0
    assert done.stderr.splitlines()[-1] == (
        "3 articles, 2 would be read by tagger, 1 with the same text as another; "
        "on this machine, free; nothing was read"
    )
    gated = extract("run", path, "--dry-run", "--gate", "tagger")  # which it does anyway
    assert gated.stderr == done.stderr


def test_a_providers_batches_refuse_the_tagger(extract, article: Path, tmp_path: Path) -> None:
    for options in ((), ("--model", "tagger")):
        done = extract("batch", "submit", article, "--job", tmp_path / "job", *options)
        assert done.exit_code == 2
        assert "batches need an OpenAI-compatible batch endpoint: --model openai/NAME" in (
            done.stderr
        )
        assert not (tmp_path / "job").exists()


def test_a_cluster_is_not_started_without_the_weights(
    extract, article: Path, tmp_path: Path
) -> None:
    done = extract("distribute", article, "-o", tmp_path / "out")
    assert done.exit_code == 2
    assert "the model encoder is not on this machine" in done.stderr
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    ("options", "most"),
    [
        (Options(), 1),
        (Options(model="tagger", concurrency=500), 4),
        (Options(concurrency=3), 3),
        (Options(model="local", concurrency=64), 1),
        (Options(model="openai/x", concurrency=64), 2),
        (Options(model="openai/x", concurrency=8), 1),
        (Options(model="openai/x", concurrency=24, gate="tagger"), 3),
        (Options(model="openai/x", concurrency=64, gate="tagger"), 4),
        (Options(processes=7), 7),
    ],
)
def test_the_tagger_reads_in_as_many_processes_as_articles_at_once(
    options: Options, most: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("os.sched_getaffinity", lambda _: range(4), raising=False)
    monkeypatch.setattr("os.cpu_count", lambda: 4)
    assert processes_of(options) == most


def test_a_default_of_the_environment_counts_as_the_model(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.sched_getaffinity", lambda _: range(4), raising=False)
    monkeypatch.setenv("EXTRACT_MODEL", "local:0.5b")
    assert processes_of(Options(concurrency=64)) == 1
