"""A sound ACLED row to be broken, and validation of rows given as text."""

from __future__ import annotations

import csv
import io
from datetime import date
from pathlib import Path
from typing import Any

from extractor.validate import Finding, validate_records

FIXTURES = Path(__file__).resolve().parents[2] / "fixtures" / "records"
TODAY = date(2026, 11, 23)


def sound() -> list[dict[str, str]]:
    """An attack, a protest and a battle in Kenya, as current exports write them."""
    with (FIXTURES / "valid" / "acled.csv").open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def attack(**changes: str) -> dict[str, str]:
    """The attack with some cells changed."""
    return {**sound()[0], **changes}


def text_of(*rows: dict[str, Any]) -> str:
    out = io.StringIO()
    writer = csv.DictWriter(out, list(rows[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def findings(*rows: Any, **options: Any) -> list[Finding]:
    return list(validate_records(rows, today=TODAY, **options))


def codes(*rows: Any, **options: Any) -> list[str]:
    return [finding.code for finding in findings(*rows, **options)]
