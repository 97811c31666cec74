"""Writes the figures of an evaluation to a file, with date, version and machine."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from extractor.evaluate.machine import about


def write_json(path: str | Path, name: str, figures: Mapping[str, float], **more: object) -> None:
    """Write the figures with date, program version and machine."""
    value = {"eval": name} | about() | more | {"figures": dict(figures)}
    target = Path(path)
    beside = target.with_name(target.name + ".new")
    beside.write_text(json.dumps(value, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    beside.replace(target)
