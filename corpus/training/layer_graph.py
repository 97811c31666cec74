"""``python -m corpus.training.layer_graph OUT``: the graph of one layer of the encoder, which
onnxruntime computes with weights in bytes (``extractor/models/encoder/layers.py`` gives them).

The file has no weights in it and changes only with this script. The product of a piece's values x
with a column w of weights is computed in 8 bits. x is rounded to x ≈ s·(q - z) with a scale s and a
zero z of its own; w is f·b. Then x·w = s·f·(q·b) - s·z·f·Σb. The term after the minus is the
product of two numbers for each piece with ``offset``, whose second row is the bias.

Each piece has its own scale, as a few of a piece's values are ten times the others
(docs/decisions/0015).
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from onnx import ModelProto, TensorProto, helper, numpy_helper

from extractor.models.encoder.layers import EPSILON, GRAPH_SIZES

LEVELS = 255
MICROSOFT = "com.microsoft"
"""onnxruntime's own operators."""


class _Graph:
    """Collects nodes and constants; the methods that add one return its name."""

    def __init__(self) -> None:
        self.nodes: list[Any] = []
        self.constants: list[TensorProto] = []

    def add(self, operator: str, given: Sequence[str], name: str, **how: Any) -> str:
        self.nodes.append(helper.make_node(operator, list(given), [name], **how))
        return name

    def constant(self, name: str, value: Any) -> str:
        self.constants.append(numpy_helper.from_array(np.asarray(value), name))
        return name

    def weights(self, name: str, kind: int, *sizes: int) -> str:
        """Declare values that are supplied when the graph is loaded."""
        one = TensorProto(name=name, data_type=kind, dims=sizes)
        one.data_location = TensorProto.EXTERNAL
        one.external_data.add(key="location", value="given")
        self.constants.append(one)
        return name


def layer_graph() -> ModelProto:
    """Build the graph. Input and output are values of a text's pieces, ``x`` (pieces, width)."""
    width, inner, heads = GRAPH_SIZES
    graph = _Graph()
    add, constant = graph.add, graph.constant
    zero, one = constant("zero", np.float32(0)), constant("one", np.float32(1))
    levels, least = constant("levels", np.float32(LEVELS)), constant("least", np.float32(1e-9))
    columns, begin = constant("columns", np.array([1], np.int64)), constant("begin", np.uint8(0))
    by_heads = constant("by_heads", np.array([0, heads, width // heads], np.int64))
    flat = constant("flat", np.array([0, width], np.int64))
    scaled = constant("scaled", np.float32((width // heads) ** -0.5))

    def rounded(x: str) -> tuple[str, str, str]:
        """The values in 8 bits, their scale, and (-scale · zero, 1) for each piece."""
        low = add("Min", [add("ReduceMin", [x, columns], f"{x}/min"), zero], f"{x}/low")
        high = add("Max", [add("ReduceMax", [x, columns], f"{x}/max"), zero], f"{x}/high")
        steps = add("Div", [add("Sub", [high, low], f"{x}/range"), levels], f"{x}/steps")
        scale = add("Max", [steps, least], f"{x}/scale")
        at = add("Round", [add("Neg", [add("Div", [low, scale], f"{x}/at")], f"{x}/-at")], f"{x}/z")
        each = add("Squeeze", [scale, columns], f"{x}/scales")
        zeros = add("Squeeze", [at, columns], f"{x}/zs")
        zeros = add("Cast", [zeros], f"{x}/zeros", to=TensorProto.UINT8)
        whole = add("QuantizeLinear", [x, each, zeros], f"{x}/whole", axis=0)
        moved = add("Neg", [add("Mul", [at, scale], f"{x}/sz")], f"{x}/-sz")
        ones = add("Add", [add("Mul", [scale, zero], f"{x}/0"), one], f"{x}/1")
        return whole, scale, add("Concat", [moved, ones], f"{x}/pair", axis=1)

    def linear(x: str, name: str, size: int, to: int) -> str:
        whole, scale, pair = rounded(x)
        weights = graph.weights(f"{name}.weight", TensorProto.INT8, size, to)
        factor = graph.weights(f"{name}.factor", TensorProto.FLOAT, to)
        offset = graph.weights(f"{name}.offset", TensorProto.FLOAT, 2, to)
        given = [whole, weights, one, factor, begin]
        product = add("MatMulIntegerToFloat", given, f"{name}/product", domain=MICROSOFT)
        product = add("Mul", [product, scale], f"{name}/scaled")
        return add("Add", [product, add("MatMul", [pair, offset], f"{name}/more")], name)

    def normed(x: str, more: str, name: str) -> str:
        parts = [graph.weights(f"{name}.{p}", TensorProto.FLOAT, width) for p in ("weight", "bias")]
        total = add("Add", [x, more], f"{name}/sum")
        return add("LayerNormalization", [total, *parts], name, axis=-1, epsilon=EPSILON)

    joined = linear("x", "qkv", width, 3 * width)
    split = helper.make_node("Split", [joined], ["q", "k", "v"], axis=-1, num_outputs=3)
    graph.nodes.append(split)
    parts = [add("Reshape", [name, by_heads], f"{name}/heads") for name in "qkv"]
    queries, values = (add("Transpose", [n], f"{n}/in", perm=[1, 0, 2]) for n in parts[::2])
    keys = add("Transpose", [parts[1]], f"{parts[1]}/in", perm=[1, 2, 0])
    queries = add("Mul", [queries, scaled], "q/scaled")
    shares = add("Softmax", [add("MatMul", [queries, keys], "scores")], "shares", axis=-1)
    seen = add("MatMul", [shares, values], "seen/heads")
    seen = add("Reshape", [add("Transpose", [seen], "seen/in", perm=[1, 0, 2]), flat], "seen")
    x = normed("x", linear(seen, "ao", width, width), "aln")
    wide = add("Gelu", [linear(x, "fi", width, inner)], "gelu", approximate="tanh")
    out = normed(x, linear(wide, "fo", inner, width), "oln")
    values_of = [helper.make_tensor_value_info(n, 1, ["pieces", width]) for n in ("x", out)]
    whole = helper.make_graph(
        graph.nodes, "layer", values_of[:1], values_of[1:], initializer=graph.constants
    )
    kinds = [helper.make_opsetid("", 20), helper.make_opsetid(MICROSOFT, 1)]
    return helper.make_model(whole, opset_imports=kinds, ir_version=9)


if __name__ == "__main__":
    Path(sys.argv[1]).write_bytes(layer_graph().SerializeToString(deterministic=True))
