"""The tagger in torch: the encoder with all its layers, a mark, and the heads."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor, nn

from corpus.training.scheme import (
    ATTRIBUTIONS,
    KINDS,
    MARK_TAGS,
    RELATIONS,
    ROLES,
    STATEMENT_KINDS,
    STATEMENT_TAGS,
)
from extractor.models.encoder.base_file import from_blocks

HEADS = {
    "tags": len(MARK_TAGS) + len(STATEMENT_TAGS),
    "roles": 2 * len(ROLES),
    "details": len(ATTRIBUTIONS) + len(RELATIONS),
}
NEAR = 100
"""How many pieces on either side of a mark are read with it."""
JUDGED = len(KINDS) + 2 + len(STATEMENT_KINDS)
"""Size of the output for a marked span: its kind as an event, background flag, main-telling flag,
and its kind as a statement."""


class Near(NamedTuple):
    """The pieces near a mark: their positions in the text (rows, pieces), and which are real and
    not padding."""

    at: Tensor
    mask: Tensor


def around(marks: Tensor, mask: Tensor) -> Near:
    """The begin token of each text and ``NEAR`` pieces on both sides of its mark; a short text
    whole.

    ``marks`` is (rows, length), ``mask`` (rows, 1, 1, length).
    """
    rows, length = marks.shape
    if length <= 2 * NEAR + 1:
        at = torch.arange(length, device=marks.device).expand(rows, length)
        return Near(at, mask)
    first = (marks.argmax(1) - NEAR).clamp(min=1, max=length - 2 * NEAR)
    steps = torch.arange(2 * NEAR, device=marks.device)
    at = torch.cat([torch.zeros_like(first)[:, None], first[:, None] + steps], 1)
    return Near(at, mask.gather(3, at[:, None, None, :]))


class Layer(nn.Module):
    """One layer of the encoder, as in BERT."""

    def __init__(self, width: int, heads: int, inner: int, epsilon: float) -> None:
        super().__init__()
        self.heads = heads
        self.q, self.k, self.v, self.ao = (nn.Linear(width, width) for _ in range(4))
        self.aln, self.oln = (nn.LayerNorm(width, epsilon) for _ in range(2))
        self.fi, self.fo = nn.Linear(width, inner), nn.Linear(inner, width)
        self.drop = nn.Dropout(0.1)

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        many, length, width = x.shape

        def split(y: Tensor) -> Tensor:
            return y.view(many, length, self.heads, -1).transpose(1, 2)

        seen = F.scaled_dot_product_attention(
            split(self.q(x)), split(self.k(x)), split(self.v(x)), attn_mask=mask
        )
        seen = seen.transpose(1, 2).reshape(many, length, width)
        x = self.aln(x + self.drop(self.ao(seen)))
        return self.oln(x + self.drop(self.fo(F.gelu(self.fi(x), approximate="tanh"))))


class Net(nn.Module):
    """The whole tagger. ``lower`` reads the text once; ``upper`` continues from its output, once
    without a mark and once for each mark."""

    def __init__(
        self, base: Mapping[str, np.ndarray], sizes: Mapping[str, int], layers: int, shared: int
    ) -> None:
        super().__init__()
        width = sizes["width"]
        self.shared = shared

        def values(name: str, *shape: int) -> Tensor:
            raw = base[name]
            flat = from_blocks(raw.reshape(-1, raw.shape[-1])) if raw.dtype == np.uint8 else raw
            return torch.tensor(np.ascontiguousarray(flat).reshape(*shape))

        self.word = nn.Embedding.from_pretrained(values("emb.word", -1, width), freeze=True)
        self.register_buffer(
            "position", values("emb.pos", -1, width) + values("emb.type", -1, width)[0]
        )
        self.norm = nn.LayerNorm(width, 1e-12)
        self.norm.weight.data = values("emb.ln.w", width)
        self.norm.bias.data = values("emb.ln.b", width)
        self.layers = nn.ModuleList()
        for i in range(layers):
            layer = Layer(width, sizes["heads"], sizes["inner"], 1e-12)
            for name, module in layer.named_children():
                if name != "drop":
                    module.weight.data = values(f"l{i}.{name}.w", *module.weight.shape)
                    module.bias.data = values(f"l{i}.{name}.b", -1)
            self.layers.append(layer)
        self.mark = nn.Embedding(3, width, padding_idx=0)
        nn.init.normal_(self.mark.weight, std=0.3)
        self.mark.weight.data[0] = 0
        self.drop = nn.Dropout(0.1)
        self.tags = nn.Linear(2 * width, HEADS["tags"])
        self.roles = nn.Linear(2 * width, HEADS["roles"])
        self.details = nn.Linear(2 * width, HEADS["details"])
        self.tells = nn.Linear(4 * width, 1)
        with torch.no_grad():  # most words have no tag: start there, else it takes long to learn
            self.roles.bias.fill_(-5.0)
            self.tags.bias.zero_()
            self.tags.bias[0] = self.tags.bias[len(MARK_TAGS)] = 4.0
        self.judged = nn.Sequential(
            nn.Linear(4 * width, width), nn.GELU("tanh"), nn.Dropout(0.1), nn.Linear(width, JUDGED)
        )

    def lower(self, pieces: Tensor, mask: Tensor) -> Tensor:
        """The output of the layers below the mark: (texts, length, width)."""
        x = self.norm(self.word(pieces) + self.position[: pieces.shape[1]])
        x = self.drop(x)
        for layer in self.layers[: self.shared]:
            x = layer(x, mask)
        return x

    def upper(self, x: Tensor, mask: Tensor, marks: Tensor | None = None) -> Tensor:
        """The output of the layers above, joined with that of the layers below. ``marks`` (texts,
        length) is 1 on words of an event, 2 on words of a statement."""
        low = x
        if marks is not None:
            x = x + self.mark(marks)
        for layer in self.layers[self.shared :]:
            x = layer(x, mask)
        return torch.cat([low, x], -1)

    def tells_of_event(self, x: Tensor, mask: Tensor) -> Tensor:
        """Whether a text, read without a mark, reports a current event: (texts,)."""
        inside = mask[:, 0, 0, :, None].float()
        mean = (x * inside).sum(1) / inside.sum(1)
        return self.tells(torch.cat([x[:, 0], mean], -1))[:, 0]

    def judge(self, x: Tensor, marks: Tensor) -> Tensor:
        """What the marked words are: (texts, ``JUDGED``)."""
        at = (marks > 0).float()[..., None]
        pooled = (x * at).sum(1) / at.sum(1).clamp(min=1)
        return self.judged(torch.cat([pooled, x[:, 0]], -1))
