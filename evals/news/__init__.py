"""News texts with gold records; README.md beside this file describes them and their sources."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent


def lines(path: Path) -> list[dict[str, Any]]:
    """Read the objects of a JSON Lines file."""
    return [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]


def write_lines(path: Path, rows: Iterable[Mapping[str, Any]]) -> None:
    """Write the objects to a JSON Lines file."""
    text = "".join(json.dumps(one, ensure_ascii=False) + "\n" for one in rows)
    path.write_text(text, encoding="utf-8")
