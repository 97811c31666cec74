"""Output of findings: one class for each format. A new format is a new class in a module here."""

from __future__ import annotations

from extractor.validate.reporters.annotations import GithubReporter
from extractor.validate.reporters.data import CsvReporter, JsonLinesReporter, JsonReporter
from extractor.validate.reporters.reporter import Item, Reporter, Write
from extractor.validate.reporters.sarif import SarifReporter
from extractor.validate.reporters.text import TextReporter

__all__ = ["FORMATS", "Item", "Reporter", "Write"]

FORMATS: dict[str, type[Reporter]] = {
    "text": TextReporter,
    "json": JsonReporter,
    "jsonl": JsonLinesReporter,
    "github": GithubReporter,
    "sarif": SarifReporter,
    "csv": CsvReporter,
}
