"""``extract models``."""

from __future__ import annotations

import dataclasses
import hashlib
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from extractor.cli.models import models
from extractor.errors import ModelUnavailable
from extractor.models import weights as table

if TYPE_CHECKING:
    from pathlib import Path

WHOLE = b"GGUF and the rest"


@pytest.fixture
def tiny(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> table.Weights:
    monkeypatch.setenv("EXTRACT_MODELS_DIR", str(tmp_path))
    digest = hashlib.sha256(WHOLE).hexdigest()
    tiny = dataclasses.replace(
        table.WEIGHTS[0], name="tiny", file="tiny.gguf", size=len(WHOLE), sha256=digest
    )
    monkeypatch.setattr(table, "WEIGHTS", (tiny,))
    return tiny


def test_list_says_what_is_here_and_what_is_damaged(tiny: table.Weights) -> None:
    run = CliRunner().invoke
    assert "not here" in run(models, ["list"]).output
    tiny.path.write_bytes(WHOLE)
    assert "here, verified" in run(models, ["list", "--verify"]).output
    tiny.path.write_bytes(WHOLE[::-1])
    assert run(models, ["list"]).exit_code == 0
    result = run(models, ["list", "--verify"])
    assert (result.exit_code, "damaged" in result.output) == (1, True)


def test_pull_of_what_is_here_and_rm(tiny: table.Weights) -> None:
    tiny.path.write_bytes(WHOLE)
    run = CliRunner().invoke
    result = run(models, ["pull"])
    assert result.exit_code == 0
    assert "was already here" in result.stderr
    assert run(models, ["rm", "tiny"]).exit_code == 0
    assert not tiny.path.exists()
    assert run(models, ["rm", "tiny"]).exit_code == 1


def test_an_unknown_name_is_answered_with_the_known_ones(tiny: table.Weights) -> None:
    result = CliRunner().invoke(models, ["pull", "huge"])
    assert isinstance(result.exception, ModelUnavailable)
    assert str(result.exception) == "no model is called 'huge'; there are tiny"
