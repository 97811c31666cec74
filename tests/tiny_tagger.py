"""A tagger of a few kilobytes: the encoder's file and trained weights with random values."""

from __future__ import annotations

import json
import struct
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from corpus.labels import TYPES
from corpus.training import scheme
from extractor.models.encoder.base_file import BaseFile
from extractor.models.encoder.pieces import Pieces

Floats = NDArray[np.float32]

SPECIAL = ("<s>", "<pad>", "</s>", "<unk>")
WORDS = ("▁", "▁Gun", "men", "▁killed", "▁four", "▁far", "mers", "▁on", "▁Tuesday", ".", ",", "’")
PIECES = (*SPECIAL, *WORDS, *"abcdefghijklmnopqrstuvwxyzKM", "爆", "炸", "قتل", "🔥")
NORMAL = {ord("Ａ"): "a", ord("ﬁ"): "fi", ord("\u00ad"): "", ord("\u00a0"): " "}
WIDTH, HEADS, INNER, POSITIONS = 32, 2, 48, 512
LAYERS, SHARED = 3, 1
TAGS = len(scheme.MARK_TAGS) + len(scheme.STATEMENT_TAGS)
JUDGED = len(scheme.KINDS) + 2 + len(scheme.STATEMENT_KINDS)
DETAILS = len(scheme.ATTRIBUTIONS) + len(scheme.RELATIONS)


def blocks_of(values: Floats) -> bytes:
    """Values in 4 bits, 32 a block."""
    packed = b""
    for block in values.reshape(-1, 32):
        factor = np.float16(np.abs(block).max() / 7 or 1)
        nibbles = np.clip(np.round(block / np.float32(factor)) + 8, 0, 15).astype(np.uint8)
        packed += factor.tobytes() + (nibbles[:16] | nibbles[16:] << 4).tobytes()
    return packed


def base_bytes(
    pieces: Sequence[str] = PIECES,
    scores: Sequence[float] | None = None,
    normal: Mapping[int, str] = NORMAL,
    *,
    layers: int = 1,
    seed: int = 1,
) -> bytes:
    """The file of an encoder: ``layers`` of them, values drawn with ``seed``."""
    chance = np.random.default_rng(seed)
    scores = [-1.0 - len(p) / 9 for p in pieces] if scores is None else scores
    shapes: dict[str, tuple[int, ...]] = {
        "emb.word": (len(pieces), WIDTH),
        "emb.pos": (POSITIONS, WIDTH),
        "emb.type": (2, WIDTH),
        "emb.ln.w": (WIDTH,),
        "emb.ln.b": (WIDTH,),
    }
    for i in range(layers):
        for name in ("q", "k", "v", "ao"):
            shapes |= {f"l{i}.{name}.w": (WIDTH, WIDTH), f"l{i}.{name}.b": (WIDTH,)}
        for name in ("aln", "oln"):
            shapes |= {f"l{i}.{name}.w": (WIDTH,), f"l{i}.{name}.b": (WIDTH,)}
        shapes |= {f"l{i}.fi.w": (INNER, WIDTH), f"l{i}.fi.b": (INNER,)}
        shapes |= {f"l{i}.fo.w": (WIDTH, INNER), f"l{i}.fo.b": (WIDTH,)}
    tensors = {}
    for name, shape in shapes.items():
        values = chance.normal(size=shape).astype(np.float32)
        packed = len(shape) == 2 and name not in ("emb.pos", "emb.type")
        tensors[name] = (values.size, blocks_of(values) if packed else values.tobytes())
    encoded = [piece.encode() for piece in pieces]
    starts = np.cumsum([0, *map(len, encoded)]).astype("<u4")
    table = b"".join(
        struct.pack(f"<IB{len(to)}I", char, len(to), *map(ord, to)) for char, to in normal.items()
    )
    sizes = (WIDTH, layers, HEADS, INNER, len(pieces), POSITIONS, 2)
    head = b"E5S1" + struct.pack("<i7ifi", 1, *sizes, 1e-12, 0)
    head += struct.pack("<5iQ", len(pieces), 0, 2, 1, 3, len(b"".join(encoded)))
    head += starts.tobytes() + np.asarray(scores, "<f4").tobytes() + b"".join(encoded)
    head += struct.pack("<iI", len(normal), len(table)) + table + struct.pack("<i", len(tensors))
    at = len(head) + sum(2 + len(name) + 21 for name in tensors)
    for name, (count, data) in tensors.items():
        head += struct.pack("<H", len(name)) + name.encode()
        head += struct.pack("<BIQQ", 0, count, at, len(data))
        at += len(data)
    return head + b"".join(data for _, data in tensors.values())


def trained(*, quiet: bool = False, seed: int = 2, layers: int = LAYERS) -> dict[str, Floats]:
    """Trained weights by name. ``quiet`` ones find nothing in any text."""
    shapes: dict[str, tuple[int, ...]] = {"mark.weight": (3, WIDTH)}
    norms = ["norm"]
    for i in range(layers):
        shapes |= {f"layers.{i}.{name}.weight": (WIDTH, WIDTH) for name in ("q", "k", "v", "ao")}
        shapes |= {f"layers.{i}.fi.weight": (INNER, WIDTH), f"layers.{i}.fo.weight": (WIDTH, INNER)}
        norms += [f"layers.{i}.aln", f"layers.{i}.oln"]
    heads = {"tags": TAGS, "roles": 2 * len(scheme.ROLES), "details": DETAILS}
    shapes |= {f"{name}.weight": (size, 2 * WIDTH) for name, size in heads.items()}
    shapes |= {"tells.weight": (1, 4 * WIDTH)}
    shapes |= {"judged.0.weight": (WIDTH, 4 * WIDTH), "judged.3.weight": (JUDGED, WIDTH)}
    biases = {n.replace("weight", "bias"): s[:1] for n, s in shapes.items() if n != "mark.weight"}
    norm_shapes = {f"{name}.{part}": (WIDTH,) for name in norms for part in ("weight", "bias")}
    chance = np.random.default_rng(seed)
    found: dict[str, Floats] = {}
    for name, shape in (shapes | biases | norm_shapes).items():
        scale = 0.2 if len(shape) == 1 else shape[1] ** -0.5
        found[name] = chance.normal(size=shape).astype(np.float32) * np.float32(scale)
        if name.endswith(("norm.weight", "ln.weight")):
            found[name] += 1
    found["tags.bias"][[0, len(scheme.MARK_TAGS)]] = 2  # not every word is one of an event
    found["roles.bias"] -= 1
    if quiet:
        found["tags.bias"][[0, len(scheme.MARK_TAGS)]] = 50
    return found


def write_weights(path: Path, weights: Mapping[str, Floats], **about: Any) -> Path:
    """The file of trained weights, whole numbers and names included."""
    names = {
        "event_types": [TYPES[name].value for name in scheme.EVENT_TYPES],
        "statements": scheme.STATEMENTS,
        "roles": scheme.ROLES,
        "attributions": scheme.ATTRIBUTIONS,
        "relations": scheme.RELATIONS,
    }
    told = {"layers": LAYERS, "shared": SHARED, **names, **about}
    stored: dict[str, Any] = {"about": np.frombuffer(json.dumps(told).encode(), np.uint8)}
    np.savez(path, **stored, **weights)
    return path


def write_both(folder: Path, *, quiet: bool = False) -> tuple[Path, Path]:
    """The encoder's file and the trained weights."""
    base = folder / "tiny.bin"
    base.write_bytes(base_bytes())
    return base, write_weights(folder / "tiny.npz", trained(quiet=quiet))


def pieces_of(base: BaseFile) -> Pieces:
    """What cuts words for an encoder."""
    return Pieces(base.pieces, base.scores.tolist(), base.normal, base.unknown)
