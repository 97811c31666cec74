"""Checking files of records: every mistake found, at its line, as data.

    for finding in validate_records("records.csv"):
        finding.code, finding.line, finding.column, finding.message

Three layers: the JSON Schema, the codebook's rules over one row, rules over the whole file; beside
them, as warnings, what is not plausible. ``docs/validation.md`` lists every code.
"""

from __future__ import annotations

from extractor.validate.codes import CODES
from extractor.validate.finding import Change, Code, Finding, Report
from extractor.validate.run import Options, validate_records, validate_table

__all__ = [
    "CODES",
    "Change",
    "Code",
    "Finding",
    "Options",
    "Report",
    "validate_records",
    "validate_table",
]
