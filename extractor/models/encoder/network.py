"""The tagger's network: the encoder's layers, a mark half-way up, and the heads.

The layers are those of multilingual-e5-small, trained further (``corpus/train.py``). The embedding
table is that of the base file. The lower layers run once per text; the upper ones run again for
each marked span. Marks may be read by an encoder of their own, whose weights have names that begin
with ``marked.``. If these include the head ``tags``, both encoders read a text without a mark, and
the words of events and statements are found by the mean of their outputs.
"""

from __future__ import annotations

import json
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from extractor.errors import ModelUnavailable
from extractor.models.encoder.base_file import BaseFile
from extractor.models.encoder.layers import Layer, Stored, floats_of, gelu, layers_of, normed

__all__ = ["Lower", "Network", "Top"]

Floats = NDArray[np.float32]
NEAR = 100
"""Pieces on either side of a mark that the upper layers read (``corpus.training.net``)."""
MARKED = "marked."
"""Begins the names of weights of the encoder that reads marks, if it has its own."""
OF_BOTH = "tags."
"""Begins the names of the weights of the head that both encoders may have."""


@dataclass
class Lower:
    """A text's pieces (with begin and end), and its values at the layer where marks are added:
    shape (length, width). ``for_marks`` are those of the encoder that reads marks, once it has
    run."""

    pieces: list[int]
    values: Floats
    for_marks: Floats | None = None


@dataclass(frozen=True)
class _Encoder:
    """The layers of one encoder, and how it norms the embeddings."""

    layers: list[Layer]
    weight: Floats
    bias: Floats


@dataclass(frozen=True)
class Top:
    """The values of pieces ``first`` to before ``first + count``: the whole text, or what is near a
    mark. ``values`` is (1 + count, 2 × width) or one row longer: each row has the values at the
    mark's layer and at the last one; the first row is the text's begin. ``second`` are those of the
    encoder that reads marks, if it reads the text without a mark, too."""

    values: Floats
    first: int
    count: int
    second: Floats | None = None


class Network:
    """The weights in memory, and the passes over one text.

    Raises :class:`ModelUnavailable` if the weights file is damaged or of another encoder.
    """

    def __init__(self, base: BaseFile, weights: Path) -> None:
        self._base = base
        try:
            self._read(base, weights)
        except (OSError, EOFError, ValueError, KeyError, TypeError, zipfile.BadZipFile):
            raise ModelUnavailable(
                f"{weights}: damaged, or not of this encoder; install extract anew"
            ) from None

    def _read(self, base: BaseFile, weights: Path) -> None:
        stored = dict(np.load(weights))
        about = json.loads(bytes(stored.pop("about")).decode())
        self.about: dict[str, object] = about
        self.shared: int = about["shared"]
        self.layers: int = about["layers"]
        self._width = base.sizes["width"]
        if not 0 <= self.shared <= self.layers:
            raise ValueError
        heads = base.sizes["heads"]
        for_marks = {
            name.removeprefix(MARKED): stored.pop(name)
            for name in [*stored]
            if name.startswith(MARKED)
        }
        self._encoder = self._for_marks = self._encoder_of(stored, heads)
        self._weights = _heads_of(stored)
        self._second: dict[str, Floats] = {}
        if for_marks:
            self._for_marks = self._encoder_of(for_marks, heads)
            for name, values in _heads_of(for_marks).items():
                (self._second if name.startswith(OF_BOTH) else self._weights)[name] = values
        if self._weights["mark.weight"].shape[-1] != self._width:
            raise ValueError
        kinds = base.tensor("emb.type").reshape(-1, self._width)
        self._position = base.tensor("emb.pos").reshape(-1, self._width) + kinds[0]

    def _encoder_of(self, stored: Stored, heads: int) -> _Encoder:
        norm = floats_of({name: stored[name] for name in ("norm.weight", "norm.bias")})
        layers = layers_of(stored, self.layers, heads)
        return _Encoder(layers, norm["norm.weight"], norm["norm.bias"])

    def lower(self, pieces: list[int]) -> Lower:
        """Run the lower layers on a text of at most 510 pieces, up to the layer of the mark."""
        ids = [self._base.begin, *pieces, self._base.end]
        return Lower(ids, self._below(ids, self._encoder))

    def _below(self, ids: list[int], encoder: _Encoder) -> Floats:
        x = self._base.rows(ids) + self._position[: len(ids)]
        x = normed(x, encoder.weight, encoder.bias)
        for layer in encoder.layers[: self.shared]:
            x = layer(x)
        return x

    def _below_of_marks(self, lower: Lower) -> Floats:
        if self._for_marks is self._encoder:
            return lower.values
        if lower.for_marks is None:
            lower.for_marks = self._below(lower.pieces, self._for_marks)
        return lower.for_marks

    def upper(self, lower: Lower, marked: tuple[int, int] | None = None, mark: int = 1) -> Top:
        """Run the upper layers: on all pieces, or on those near a marked span (``marked``: its
        pieces). ``mark`` is 1 for an event's trigger, 2 for a statement's."""
        first, count = 0, len(lower.values) - 2
        if marked is None:
            encoder, below = self._encoder, lower.values
            x = below
        else:
            encoder, below = self._for_marks, self._below_of_marks(lower)
            x = below.copy()
            x[marked[0] + 1 : marked[1] + 1] += self._weights["mark.weight"][mark]
            if len(below) > 2 * NEAR + 1:
                start = min(max(marked[0] + 1 - NEAR, 1), len(below) - 2 * NEAR)
                x = np.concatenate([x[:1], x[start : start + 2 * NEAR]])
                below = np.concatenate([below[:1], below[start : start + 2 * NEAR]])
                first = start - 1
                count = min(2 * NEAR, len(lower.values) - 2 - first)
        second = None
        if marked is None and self._second:
            below_marks = self._below_of_marks(lower)
            second = self._above(self._for_marks, below_marks, below_marks)
        return Top(self._above(encoder, x, below), first, count, second)

    def _above(self, encoder: _Encoder, x: Floats, below: Floats) -> Floats:
        for layer in encoder.layers[self.shared :]:
            x = layer(x)
        return np.concatenate([below, x], 1)

    def head(self, top: Top, name: str) -> Floats:
        """Return a head's outputs for each piece: shape (pieces, outputs)."""
        found = self._linear(top.values[1 : 1 + top.count], name)
        if top.second is None or f"{name}.weight" not in self._second:
            return found
        other = _linear(top.second[1 : 1 + top.count], self._second, name)
        return np.asarray((found + other) / 2, np.float32)

    def judged(self, top: Top, marked: tuple[int, int]) -> Floats:
        """Return the outputs of the head ``judged`` for the marked span: what it is."""
        start, end = (1 + at - top.first for at in marked)
        x = np.concatenate([top.values[start:end].mean(0), top.values[0]])
        return self._linear(gelu(self._linear(x, "judged.0")), "judged.3")

    def tells_of_event(self, top: Top) -> float:
        """Return the log odds that a text, read without a mark, reports a current event."""
        x = np.concatenate([top.values[0], top.values.mean(0)])
        return float(self._linear(x, "tells")[0])

    def _linear(self, x: Floats, name: str) -> Floats:
        return _linear(x, self._weights, name)


def _linear(x: Floats, weights: Mapping[str, Floats], name: str) -> Floats:
    return np.asarray(x @ weights[f"{name}.weight"].T + weights[f"{name}.bias"], np.float32)


def _heads_of(stored: Stored) -> dict[str, Floats]:
    """Return the weights of the heads and of the mark."""
    return floats_of(
        {n: one for n, one in stored.items() if not n.startswith(("layers.", "norm."))}
    )
