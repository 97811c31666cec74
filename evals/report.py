"""Figures of an evaluation as a file: what was measured, when, with what."""

from __future__ import annotations

import json
import platform
from collections.abc import Mapping
from datetime import date
from importlib.metadata import version
from pathlib import Path

from extractor.models.embedded import processor_cores


def write_json(path: str | Path, name: str, figures: Mapping[str, float], **more: object) -> None:
    """Write the figures with date, program version and machine."""
    value = {"eval": name} | about() | more | {"figures": dict(figures)}
    target = Path(path)
    beside = target.with_name(target.name + ".new")
    beside.write_text(json.dumps(value, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    beside.replace(target)


def about() -> dict[str, object]:
    """When and on what machine."""
    return {
        "date": date.today().isoformat(),
        "version": version("extract-events"),
        "machine": f"{processor_name()}, {processor_cores()} cores",
        "python": platform.python_version(),
    }


def processor_name() -> str:
    """The processor's name, as far as the system tells."""
    try:
        for line in Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    except OSError:
        pass
    return platform.processor() or platform.machine()
