"""When, with what and where something was measured."""

from __future__ import annotations

import platform
from datetime import date
from importlib.metadata import version
from pathlib import Path

from extractor.models.embedded import processor_cores

__all__ = ["about", "processor_name"]


def about() -> dict[str, str]:
    """Day, version, machine and Python."""
    return {
        "date": date.today().isoformat(),
        "version": version("extract-events"),
        "machine": f"{processor_name()}, {processor_cores()} cores",
        "python": platform.python_version(),
    }


def processor_name() -> str:
    """The processor's name, if the system tells it."""
    try:
        for line in Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    except OSError:
        pass
    return platform.processor() or platform.machine()
