"""Trained weights to the file that ships."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from tiny_tagger import LAYERS, SHARED, base_bytes, pieces_of, trained

from corpus.training import scheme
from corpus.training.ship import in_bytes, ship
from extractor.codebook.types import SubEventType
from extractor.models.encoder.base_file import BaseFile
from extractor.models.encoder.layers import floats_of
from extractor.models.encoder.network import Network
from extractor.models.encoder.tagging import Tagger


@pytest.fixture
def shipped(tmp_path: Path) -> Path:
    np.savez(tmp_path / "trained.npz", **trained())  # type: ignore[arg-type]
    ship(tmp_path / "trained.npz", tmp_path / "tagger-1.npz", layers=LAYERS, shared=SHARED)
    return tmp_path / "tagger-1.npz"


def test_what_ships_is_what_was_trained_within_half_a_step(shipped: Path) -> None:
    stored = dict(np.load(shipped))
    del stored["about"]
    back = floats_of(stored)
    for name, values in trained().items():
        step = np.zeros(1)
        if values.ndim == 2 and name.startswith("layers."):
            assert stored[name].dtype == np.int8
            step = np.abs(values).max(1, keepdims=True) / 127
        off = np.abs(back[name] - values)
        assert (off <= 0.5 * step + 2e-3 * np.abs(values) + 1e-6).all(), name
    assert set(back) == set(trained())


def test_weights_of_another_run_read_the_marks(shipped: Path, tmp_path: Path) -> None:
    np.savez(tmp_path / "other.npz", **trained(seed=3))  # type: ignore[arg-type]
    of_other = tmp_path / "other-1.npz"
    ship(tmp_path / "other.npz", of_other, layers=LAYERS, shared=SHARED)
    both = tmp_path / "both.npz"
    ship(shipped, both, layers=LAYERS, shared=SHARED, marks=of_other)
    (tmp_path / "tiny.bin").write_bytes(base_bytes())
    base = BaseFile(tmp_path / "tiny.bin")
    one, other, joined = (Network(base, path) for path in (shipped, of_other, both))
    tags = [each.head(each.upper(each.lower([5, 6, 7])), "tags") for each in (one, other, joined)]
    assert np.allclose((tags[0] + tags[1]) / 2, tags[2], atol=1e-3)
    tops = [each.upper(each.lower([5, 6, 7]), (1, 2)) for each in (other, joined)]
    assert np.allclose(other.head(tops[0], "roles"), joined.head(tops[1], "roles"), atol=1e-3)


@pytest.mark.parametrize("row", [[0.0, 0.0], [1e-9, 0.0], [300.0, -1.0], [1e-5, -3e-6]])
def test_any_row_has_a_factor_that_half_precision_holds(row: list[float]) -> None:
    values = np.array([row], np.float32)
    numbers, factor = in_bytes(values)
    assert factor.dtype == np.float16
    back = numbers.astype(np.float32) * np.maximum(factor.astype(np.float32), 0)[:, None]
    assert np.abs(back - values).max() <= max(abs(v) for v in row) / 127 + 1e-5
    assert np.isfinite(back).all()


def test_the_tagger_reads_what_ships_by_its_names(shipped: Path, tmp_path: Path) -> None:
    (tmp_path / "tiny.bin").write_bytes(base_bytes())
    base = BaseFile(tmp_path / "tiny.bin")
    tagger = Tagger(Network(base, shipped), pieces_of(base))
    assert [SubEventType(name) for name in tagger.event_types]
    assert len(tagger.event_types) == len(scheme.EVENT_TYPES)
    assert tagger.roles == list(scheme.ROLES)
    assert tagger.statement_kinds == list(scheme.STATEMENTS)
    assert tagger.attributions == list(scheme.ATTRIBUTIONS)
    assert tagger.relations == list(scheme.RELATIONS)
    tagger.read("Gunmen killed four farmers.", [])
