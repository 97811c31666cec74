"""JSON whose rows stand in a list of a name of its own: the way to them is told."""

from __future__ import annotations

import json

import pytest
from dataset_rows import ACLED

from extractor.cli import main


@pytest.mark.parametrize(
    ("whole", "path"),
    [
        ({"generated": "2024", "events": [ACLED]}, "events"),
        ({"took": 1, "hits": {"total": {"value": 1}, "hits": [{"_source": ACLED}]}}, "hits.hits"),
    ],
)
@pytest.mark.parametrize("command", ["validate", "convert", "diff"])
def test_it_is_told(tmp_path, capsys, whole, path, command):
    file = tmp_path / "a.json"
    file.write_text(json.dumps(whole))
    more = {"validate": [], "convert": ["--to", str(tmp_path / "o.jsonl")], "diff": [str(file)]}
    with pytest.raises(SystemExit):
        main([command, str(file), *more[command]])
    said = " ".join(capsys.readouterr().err.split())
    assert f"its rows may be the list {path}: jq -c '.{path}[]' FILE writes them" in said
