"""The encoder's transformer layer (as in BERT), in two implementations of the same computation.

One uses 8-bit integer products: each piece's values are rounded to 8 bits on the way in. It needs
8-bit weights, onnxruntime and a processor that sums byte products exactly, and takes a third of the
time (docs/decisions/0015). Otherwise numpy computes the layer in float32.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from importlib.resources import files
from typing import Any

import numpy as np
from numpy.typing import NDArray

__all__ = ["Layer", "Stored", "floats_of", "gelu", "layers_of", "normed"]

Floats = NDArray[np.float32]
Stored = Mapping[str, NDArray[np.generic]]
Layer = Callable[[Floats], Floats]
"""Takes the values of a text's pieces, shape (pieces, width), and returns new ones."""

GRAPH = "layer.onnx"
GRAPH_SIZES = (384, 1536, 12)
"""Width, inner width and heads of the layer in ``GRAPH`` (``corpus/training/layer_graph.py``)."""
EPSILON = 1e-12
MATRICES = ("q", "k", "v", "ao", "fi", "fo")
ROUNDING = 0.03
"""Greatest relative error of a layer by rounding. On the signs of the weights it is 0.011, on
processors whose sums overflow 0.077."""


def layers_of(stored: Stored, count: int, heads: int) -> list[Layer]:
    """Build the layers from stored weights (:func:`corpus.training.ship`). Raises ``KeyError`` and
    ``ValueError`` for weights that do not fit."""
    each = [_of_layer(stored, number) for number in range(count)]
    if each and all(_fits(weights, heads) for weights in each) and _is_exact(each[0], heads):
        return [_in_bytes(weights) for weights in each]
    return [_in_floats(weights, heads) for weights in each]


def _of_layer(stored: Stored, number: int) -> Stored:
    prefix = f"layers.{number}."
    return {name[len(prefix) :]: one for name, one in stored.items() if name.startswith(prefix)}


def _fits(weights: Stored, heads: int) -> bool:
    """Whether the layer's weights are in bytes and have the sizes of ``GRAPH``."""
    if any(weights[f"{name}.weight"].dtype != np.int8 for name in MATRICES):
        return False
    return (len(weights["ao.bias"]), len(weights["fi.bias"]), heads) == GRAPH_SIZES


def _is_exact(weights: Stored, heads: int) -> bool:
    """Whether onnxruntime is installed and this processor sums byte products exactly.

    Processors without instructions for that (VNNI on x86) add two products at a time in 16 bits,
    which can overflow. The test input makes that happen: the signs of the weights.
    """
    if _runtime() is None:
        return False
    rows = np.asarray(weights["q.weight"][:32], np.int8)
    signs = np.where(rows > 0, 1, -1).astype(np.float32)
    plain, quick = _in_floats(weights, heads)(signs), _in_bytes(weights)(signs)
    return float(((quick - plain) ** 2).mean() / (plain**2).mean()) < ROUNDING**2


def _in_floats(weights: Stored, heads: int) -> Layer:
    """Build the layer in numpy."""
    take = floats_of(weights)
    # One product for queries, keys and values; matrices are stored transposed, as they are used.
    into = {name: take[f"{name}.weight"].T.copy() for name in ("ao", "fi", "fo")}
    into["qkv"] = np.concatenate([take[f"{name}.weight"] for name in "qkv"]).T.copy()
    take["qkv.bias"] = np.concatenate([take[f"{name}.bias"] for name in "qkv"])

    def linear(x: Floats, name: str) -> Floats:
        return np.asarray(x @ into[name] + take[f"{name}.bias"], np.float32)

    def layer(x: Floats) -> Floats:
        length = len(x)
        parts = linear(x, "qkv").reshape(length, 3, heads, -1).transpose(1, 2, 0, 3)
        queries, keys, values = parts[0] / np.sqrt(parts.shape[-1]), parts[1], parts[2]
        scores = queries @ keys.transpose(0, 2, 1)
        scores -= scores.max(-1, keepdims=True)
        np.exp(scores, out=scores)
        scores /= scores.sum(-1, keepdims=True)
        seen = (scores @ values).transpose(1, 0, 2).reshape(length, -1)
        x = normed(x + linear(seen, "ao"), take["aln.weight"], take["aln.bias"])
        x = x + linear(gelu(linear(x, "fi")), "fo")
        return normed(x, take["oln.weight"], take["oln.bias"])

    return layer


def _in_bytes(weights: Stored) -> Layer:
    """Build the layer in onnxruntime."""
    runtime = _runtime()
    given: dict[str, NDArray[Any]] = {}
    for name in ("qkv", "ao", "fi", "fo"):
        parts = list(name) if name == "qkv" else [name]
        rows = np.concatenate([weights[f"{part}.weight"] for part in parts])
        factor, bias = (
            np.concatenate([weights[f"{part}.{what}"] for part in parts]).astype(np.float32)
            for what in ("weight.factor", "bias")
        )
        given[f"{name}.weight"] = np.ascontiguousarray(rows.T)
        given[f"{name}.factor"] = factor
        # What the zero point of a piece's values adds to each product, and the bias: see the graph.
        given[f"{name}.offset"] = np.stack([rows.sum(1, dtype=np.float32) * factor, bias])
    for name in ("aln", "oln"):
        for what in ("weight", "bias"):
            given[f"{name}.{what}"] = weights[f"{name}.{what}"].astype(np.float32)
    options = runtime.SessionOptions()
    options.log_severity_level = 3
    # One thread: several would spin while they wait for each other (docs/reliability.md).
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.enable_cpu_mem_arena = False  # else each layer would keep an arena of its own
    values = [runtime.OrtValue.ortvalue_from_numpy(one) for one in given.values()]
    options.add_external_initializers(list(given), values)
    graph = (files("extractor.models.encoder") / "data" / GRAPH).read_bytes()
    session = runtime.InferenceSession(graph, options, providers=["CPUExecutionProvider"])

    def layer(x: Floats) -> Floats:
        return np.asarray(session.run(None, {"x": x})[0], np.float32)

    return layer


@lru_cache(maxsize=1)
def _runtime() -> Any:
    """Return the module onnxruntime; ``None`` if it is not installed or does not load."""
    with _without_stderr():
        try:
            import onnxruntime
        except ImportError:
            return None
    return onnxruntime


@contextlib.contextmanager
def _without_stderr() -> Iterator[None]:
    """Suppress standard error in this context. On machines with a virtual graphics card,
    onnxruntime prints a warning when it is imported, which cannot be turned off
    (https://github.com/microsoft/onnxruntime/issues/27092)."""
    try:
        kept = os.dup(2)
    except OSError:  # standard error is closed
        yield
        return
    nowhere = os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(nowhere, 2)
        yield
    finally:
        os.dup2(kept, 2)
        os.close(kept)
        os.close(nowhere)


def normed(x: Floats, weight: Floats, bias: Floats) -> Floats:
    """Apply layer normalisation: each piece's values with mean 0 and variance 1, then times
    ``weight`` plus ``bias``."""
    x = x - x.mean(-1, keepdims=True)
    scale = 1 / np.sqrt((x * x).mean(-1, keepdims=True) + EPSILON)
    return np.asarray(x * scale * weight + bias, np.float32)


def gelu(x: Floats) -> Floats:
    """Apply the Gaussian error linear unit in its tanh form (https://arxiv.org/abs/1606.08415)."""
    cubic = x * x
    cubic *= 0.044715
    cubic += 1
    cubic *= x
    cubic *= np.float32(np.sqrt(2 / np.pi))
    np.tanh(cubic, out=cubic)
    cubic += 1
    cubic *= x
    cubic *= 0.5
    return cubic


def floats_of(stored: Stored) -> dict[str, Floats]:
    """Convert stored weights to float32: half-precision ones, and bytes with a factor per row."""
    found: dict[str, Floats] = {}
    for name, values in stored.items():
        if name.endswith(".factor"):
            continue
        if values.dtype == np.int8:
            factor = np.asarray(stored[f"{name}.factor"], np.float32)
            found[name] = np.asarray(values, np.float32) * factor[:, None]
        else:
            found[name] = np.asarray(values, np.float32)
    return found
