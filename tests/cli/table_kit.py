"""A table of records in any form, and every command that reads one."""

from __future__ import annotations

import csv
import io
from pathlib import Path

VALID = Path(__file__).resolve().parents[2] / "fixtures" / "records" / "valid" / "acled.csv"


def rows(**change: str) -> list[dict[str, str]]:
    with VALID.open(encoding="utf-8", newline="") as lines:
        return [{**row, **change} for row in csv.DictReader(lines)]


def as_csv(content: list[dict[str, str]]) -> str:
    out = io.StringIO()
    writer = csv.DictWriter(out, list(content[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows(content)
    return out.getvalue()


def commands(path: Path, tmp_path: Path) -> list[tuple[object, ...]]:
    """Every command that reads records."""
    return [
        ("validate", path),
        ("validate", path, "--fix", tmp_path / f"fixed{path.suffix}"),
        ("convert", path, "--to", tmp_path / "out.jsonl"),
        ("load", path, "--to", tmp_path / "out.db"),
        ("merge", path, "-o", tmp_path / "merged.jsonl"),
        ("score", path, path),
    ]
