"""JSON whose cells or keys are not what a table has: told by every command, joined where plain."""

from __future__ import annotations

import json

import pytest
from table_kit import rows


def read_by(extract, command, path, tmp_path):
    targets = {
        "load": ("--to", tmp_path / "out.db"),
        "convert": ("--to", tmp_path / "out.jsonl", "--force"),
        "merge": ("-o", tmp_path / "merged.jsonl", "--force"),
        "validate": (),
        "diff": (path,),
    }
    return extract(command, path, *targets[command])


@pytest.mark.parametrize("command", ["load", "convert", "merge", "validate", "diff"])
def test_a_file_of_which_no_line_can_be_read_says_why(extract, tmp_path, command):
    path = tmp_path / "a.jsonl"
    path.write_text("".join(json.dumps(row)[:-1] + ', "fatalities": 77}\n' for row in rows()))
    done = read_by(extract, command, path, tmp_path)
    assert done.exit_code in (1, 2)
    assert "the key 'fatalities' is there twice, with '2' and 77" in done.stdout + done.stderr


def test_a_list_in_a_cell_is_separated_as_acled_separates(extract, tmp_path):
    path = tmp_path / "a.json"
    path.write_text(json.dumps([{**row, "source": [row["source"], "Radio"]} for row in rows()]))
    done = read_by(extract, "convert", path, tmp_path)
    assert done.exit_code == 0
    first = json.loads((tmp_path / "out.jsonl").read_text("utf-8").splitlines()[0])
    assert first["source"]["publisher"] == "The Example Times; Radio"


@pytest.mark.parametrize("command", ["load", "convert", "merge", "validate"])
def test_an_object_in_a_cell_is_refused(extract, tmp_path, command):
    path = tmp_path / "a.json"
    path.write_text(json.dumps([{**row, "location": {"name": "x"}} for row in rows()]))
    done = read_by(extract, command, path, tmp_path)
    assert done.exit_code == 1
    assert "location: is an object of JSON" in done.stdout + done.stderr


def test_an_object_in_another_column_is_kept_as_text(extract, tmp_path):
    path = tmp_path / "a.json"
    path.write_text(json.dumps([{**row, "meta": {"n": 1}} for row in rows()]))
    assert read_by(extract, "convert", path, tmp_path).exit_code == 0
    first = json.loads((tmp_path / "out.jsonl").read_text("utf-8").splitlines()[0])
    assert first["original"]["columns"]["meta"] == '{"n": 1}'
