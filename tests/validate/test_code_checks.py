"""A code whose rule stands in the catalogue: an entry and nothing else."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from rows import TODAY, attack, findings, sound

from extractor.records import schema_for
from extractor.validate import validate_records
from extractor.validate.codes import CODES
from extractor.validate.finding import Code

WORDS = ("A title", "ACLED rows, event records", "Means.", "Why.", "wrong", "right", "source")


def _spelt_in_capitals(country: str, actor: str) -> str | None:
    return f"country is {country!r}" if actor.isupper() else None


@pytest.fixture(autouse=True)
def one_code_more(monkeypatch: pytest.MonkeyPatch) -> None:
    code = Code("W599", *WORDS, columns=("country", "actor1"), check=_spelt_in_capitals)
    monkeypatch.setitem(CODES, "W599", code)


def test_the_rule_of_an_entry_is_looked_for_in_rows() -> None:
    assert "W599" not in {one.code for one in findings(*sound())}
    row = attack(actor1="MILITIA (KENYA)")
    (found,) = (one for one in findings(*sound()[1:], row) if one.code == "W599")
    assert (found.column, found.value, found.title) == ("country", "Kenya", "A title")
    assert found.message == "country is 'Kenya'"


def test_it_is_left_out_where_the_file_lacks_a_column() -> None:
    row = {name: cell for name, cell in attack().items() if name != "actor1"}
    assert "W599" not in {one.code for one in findings(row)}


def test_the_same_rule_is_looked_for_in_event_records(tmp_path: Path) -> None:
    example: dict[str, Any] = schema_for("event")["examples"][0]
    example = json.loads(json.dumps(example))
    assert example["actors"][0]["role"] == "perpetrator"
    example["actors"][0]["name"] = "MILITIA (KENYA)"
    path = tmp_path / "a.jsonl"
    path.write_text(json.dumps(example) + "\n", "utf-8")
    found = [one for one in validate_records(path, today=TODAY) if one.code == "W599"]
    assert [one.column for one in found] == ["location.country"]
