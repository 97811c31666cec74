"""Published rows give no error but the misspelling that is in them."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from rows import TODAY

from extractor.validate import Options, Report, validate_records
from extractor.validate.fix import fixed_copy

DATA = os.environ.get("EXTRACT_EVAL_DATA")
pytestmark = pytest.mark.skipif(not DATA, reason="EXTRACT_EVAL_DATA names no folder of real rows")


def errors(path):
    return {finding.code for finding in validate_records(path, today=TODAY) if finding.is_error}


def test_argentina_2022_has_only_its_misspelling_and_fix_mends_it(tmp_path):
    path, out = Path(DATA or "", "acled", "argentina-2022.csv"), tmp_path / "clean.csv"
    report = Report(str(path))
    found = list(validate_records(path, today=TODAY, report=report))
    assert report.rows == 326
    assert {(f.code, f.value) for f in found if f.is_error} == {("E213", "Demostrations")}
    with fixed_copy(str(path), str(out), sheet=None, options=Options(today=TODAY)) as copy:
        list(copy.items(Report(str(out))))
    assert errors(out) == set()


def test_syria_gives_no_error():
    assert errors(Path(DATA or "", "ucdp", "syria-500.csv")) == set()
