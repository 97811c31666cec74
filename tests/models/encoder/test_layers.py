"""A layer with weights in bytes computes what numpy does, on the weights that ship."""

from __future__ import annotations

import os
import subprocess
import sys

import numpy as np
import pytest
from numpy.typing import NDArray
from patience import PATIENCE_S

from extractor.models.encoder import layers
from extractor.models.encoder.layers import Layer, layers_of
from extractor.models.tagger import tagger_weights

HEADS, WIDTH = 12, 384
Stored = dict[str, NDArray[np.generic]]
Floats = NDArray[np.float32]


@pytest.fixture(scope="module")
def stored() -> Stored:
    whole = np.load(tagger_weights())
    return {name: whole[name] for name in whole.files if name.startswith("layers.0.")}


@pytest.fixture(scope="module")
def weights(stored: Stored) -> Stored:
    return {name.removeprefix("layers.0."): one for name, one in stored.items()}


@pytest.fixture(scope="module")
def both(weights: Stored) -> tuple[Layer, Layer]:
    """The layer in onnxruntime, and in numpy."""
    return layers._in_bytes(weights), layers._in_floats(weights, HEADS)


def way(found: list[Layer]) -> str:
    """The function that made the only layer."""
    return found[0].__qualname__.partition(".")[0]


def values(pieces: int) -> Floats:
    """Values as a layer gets them: one column is far larger than the others."""
    drawn = np.random.default_rng(pieces).normal(size=(pieces, WIDTH)).astype(np.float32) * 0.5
    drawn[:, 77] *= 30
    return drawn


@pytest.mark.parametrize("pieces", [1, 2, 201, 512])
def test_both_ways_compute_the_same(both: tuple[Layer, Layer], pieces: int) -> None:
    quick, plain = (layer(values(pieces)) for layer in both)
    off = np.sqrt(((quick - plain) ** 2).mean() / (plain**2).mean())
    assert 0 < off < 0.03


def test_values_all_alike_and_none_at_all_are_computed(both: tuple[Layer, Layer]) -> None:
    for x in (np.zeros((3, WIDTH), np.float32), np.full((3, WIDTH), 2.5, np.float32)):
        quick, plain = (layer(x) for layer in both)
        assert np.allclose(quick, plain, atol=0.1)
    assert both[0](np.zeros((0, WIDTH), np.float32)).shape == (0, WIDTH)


def test_a_piece_is_rounded_by_itself(both: tuple[Layer, Layer]) -> None:
    """What stands beside a piece changes it by attention alone: alike where nothing else is."""
    quick, _ = both
    one = values(1)
    alone, twice = quick(one), quick(np.concatenate([one, one]))
    assert np.allclose(twice[0], alone[0], atol=1e-5)


def test_bytes_are_taken_where_the_processor_sums_them_exactly(
    stored: Stored, monkeypatch: pytest.MonkeyPatch
) -> None:
    exact = layers._is_exact(layers._of_layer(stored, 0), HEADS)
    assert way(layers_of(stored, 1, HEADS)) == ("_in_bytes" if exact else "_in_floats")
    monkeypatch.setattr(layers, "_runtime", lambda: None)
    assert way(layers_of(stored, 1, HEADS)) == "_in_floats"


@pytest.mark.parametrize(("off", "exact"), [(0.011, True), (0.077, False)])
def test_values_further_off_than_by_rounding_are_noticed(
    weights: Stored, monkeypatch: pytest.MonkeyPatch, off: float, exact: bool
) -> None:
    """By as much as was measured where sums are exact and where they overflow."""
    plain, chance = layers._in_floats(weights, HEADS), np.random.default_rng(1)

    def computed(x: Floats) -> Floats:
        out = plain(x)
        return out + np.float32(off * np.sqrt((out**2).mean())) * chance.normal(size=out.shape)

    monkeypatch.setattr(layers, "_in_bytes", lambda _: computed)
    assert layers._is_exact(weights, HEADS) is exact


def test_weights_of_another_size_or_in_floats_are_numpys(stored: Stored) -> None:
    floats: Stored = dict(stored)
    for name in ("q", "k", "v", "ao", "fi", "fo"):
        factor = floats.pop(f"layers.0.{name}.weight.factor").astype(np.float32)
        floats[f"layers.0.{name}.weight"] = stored[f"layers.0.{name}.weight"] * factor[:, None]
    assert way(layers_of(floats, 1, HEADS)) == "_in_floats"
    assert way(layers_of(stored, 1, 6)) == "_in_floats"


def test_importing_the_runtime_writes_nothing_and_gives_standard_error_back() -> None:
    program = (
        "import os, sys; from extractor.models.encoder import layers; layers._runtime(); "
        "os.write(2, b'still here')"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True,
        text=True,
        timeout=PATIENCE_S,
        check=True,
    )
    assert (done.stdout, done.stderr) == ("", "still here")


@pytest.mark.skipif(os.name == "nt", reason="a shell of POSIX")
def test_a_closed_standard_error_is_no_obstacle() -> None:
    program = "from extractor.models.encoder import layers; print(layers._runtime() is not None)"
    command = f'"{sys.executable}" -c "{program}" 2>&-'
    done = subprocess.run(command, shell=True, capture_output=True, text=True, timeout=PATIENCE_S)
    assert done.stdout == "True\n"
