"""A tagger of a few kilobytes in place of this installation's, for ``--gate tagger``: it holds that
no text tells of an event, so every text of more than three sentences is left out."""

from __future__ import annotations

import dataclasses
import hashlib
from pathlib import Path

import pytest
from tiny_tagger import base_bytes, trained, write_weights

from extractor.models import tagger
from extractor.models import weights as table

QUIET = (
    "The ministers met in Abuja on Tuesday to talk about tariffs on wine. The talks will last for "
    "two days. A first paper on customs was agreed in March. A second round is planned for June."
)


def install_gate(folder: Path, monkeypatch: pytest.MonkeyPatch, *, odds: float = -9.0) -> None:
    """From now on the tagger of this installation is a tiny one, for which ``odds`` (a logarithm)
    speak that a text tells of an event, whatever the text."""
    data = base_bytes()
    encoder = dataclasses.replace(
        table.ENCODER, size=len(data), sha256=hashlib.sha256(data).hexdigest()
    )
    monkeypatch.setenv("EXTRACT_MODELS_DIR", str(folder / "models"))
    encoder.path.parent.mkdir(exist_ok=True)
    encoder.path.write_bytes(data)
    heads = trained()
    heads["tells.weight"][:] = 0
    heads["tells.bias"][:] = odds
    path = write_weights(folder / f"tagger{odds:g}.npz", heads)
    monkeypatch.setattr(table, "ENCODER", encoder)
    monkeypatch.setattr(tagger, "tagger_weights", lambda: path)


def install_none(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No encoder is on this machine."""
    monkeypatch.setenv("EXTRACT_MODELS_DIR", str(folder / "none"))
