"""Drop-in cases: every file under fixtures/records is valid, or has exactly its folder's code."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from extractor.validate import CODES, validate_records
from extractor.validate.codes import RULE_CODES

RECORDS = Path(__file__).resolve().parents[2] / "fixtures" / "records"
VALID = sorted((RECORDS / "valid").iterdir())
INVALID = sorted((RECORDS / "invalid").glob("*/*"))
TODAY = date(2026, 11, 23)


def name(path: Path) -> str:
    return str(path.relative_to(RECORDS))


@pytest.mark.parametrize("path", VALID, ids=name)
def test_a_valid_file_gives_nothing(path):
    assert [(f.code, f.message) for f in validate_records(path, today=TODAY)] == []


@pytest.mark.parametrize("path", INVALID, ids=name)
def test_an_invalid_file_gives_exactly_its_code(path):
    found = list(validate_records(path, today=TODAY))
    assert {finding.code for finding in found} == {path.parent.name}, found
    assert all(finding.file == str(path) and finding.message for finding in found)


def test_every_code_has_a_file_and_every_folder_a_code():
    with_fields = {"E705"}  # needs a file of a user's fields beside: tests/records
    assert {path.parent.name for path in INVALID} == set(CODES) - with_fields


def test_every_rule_of_the_codebook_has_a_code():
    from extractor.codebook.rules import RULES

    assert RULE_CODES.keys() == {rule.name for rule in RULES}
    assert set(RULE_CODES.values()) <= CODES.keys()


@pytest.mark.parametrize("code", CODES.values(), ids=lambda code: code.code)
def test_a_code_says_what_it_means(code):
    assert code.code[0] in "EW"
    assert code.code[1:].isdecimal()
    assert all([code.title, code.means, code.why, code.wrong, code.right, code.source])
    assert code.means.endswith(".")
    assert code.why.endswith(".")
