"""``python -m corpus.training.ship TRAINED OUT --layers N --shared N [--marks OTHER]``: writes the
trained weights as the file that ships: matrices as bytes with a factor per row, the rest in half
precision. OTHER are weights of another run, that read marks in place of the first ones and
find the words of events and statements beside them."""

from __future__ import annotations

import argparse
import hashlib
import json
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from corpus.labels import TYPES
from corpus.training import scheme
from extractor.models.encoder.layers import floats_of
from extractor.models.encoder.network import MARKED, OF_BOTH

EACH = ("layers.", "norm.")
"""Weights that each encoder has."""
FIRST_PASS = (OF_BOTH, "tells.")
"""Heads that read a text without a mark; all others read it with one."""
SHOWN = ("EVENT_TYPES", "STATEMENTS", "ROLES", "ATTRIBUTIONS", "RELATIONS")


def in_bytes(values: NDArray[np.float32]) -> tuple[NDArray[np.int8], NDArray[np.float16]]:
    """A matrix as bytes, and the factor of each row."""
    factor = np.maximum(np.abs(values).max(1), 1e-8) / 127
    factor = factor.astype(np.float16).astype(np.float32)
    factor[factor == 0] = 6e-8
    rounded = np.clip(np.round(values / factor[:, None]), -127, 127).astype(np.int8)
    return rounded, factor.astype(np.float16)


def ship(trained: Path, out: Path, *, layers: int, shared: int, marks: Path | None = None) -> None:
    """Write the file that ships. ``shared`` of the ``layers`` lie below the mark. ``marks`` are
    weights with as many layers that read marks, if not the first ones, and find words beside
    them."""
    names = {name.lower(): list(getattr(scheme, name)) for name in SHOWN}
    names["event_types"] = [TYPES[name].value for name in scheme.EVENT_TYPES]
    about = {"layers": layers, "shared": shared, **names}
    stored: dict[str, Any] = {"about": np.frombuffer(json.dumps(about).encode(), np.uint8)}
    weights = weights_of(trained)
    if marks:
        weights = {n: v for n, v in weights.items() if n.startswith(EACH + FIRST_PASS)}
        of_marks = weights_of(marks).items()
        weights |= {MARKED + n: v for n, v in of_marks if not n.startswith("tells.")}
    for name, values in weights.items():
        if values.ndim == 2 and name.removeprefix(MARKED).startswith("layers."):
            stored[name], stored[f"{name}.factor"] = in_bytes(values)
        else:
            stored[name] = values.astype(np.float16)
    np.savez_compressed(out, **stored)


def weights_of(path: Path) -> dict[str, NDArray[np.float32]]:
    """The weights of a run, as it wrote them or in the form that ships."""
    stored = dict(np.load(path))
    stored.pop("about", None)
    return floats_of(stored)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("trained", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--layers", type=int, required=True)
    parser.add_argument("--shared", type=int, required=True)
    parser.add_argument("--marks", type=Path, metavar="OTHER")
    args = parser.parse_args()
    ship(args.trained, args.out, layers=args.layers, shared=args.shared, marks=args.marks)
    data = args.out.read_bytes()
    print(f"{args.out.name}: {len(data)} bytes, SHA-256 {hashlib.sha256(data).hexdigest()}")


if __name__ == "__main__":
    main()
