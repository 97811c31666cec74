"""A column that is there twice, once written otherwise, is refused by every command: the values of
one of the two would be lost without a word."""

from __future__ import annotations

import csv
import json

import pytest
from dataset_rows import ACLED, UCDP

from extractor.cli import main
from extractor.convert.from_acled import as_cells
from extractor.errors import RecordError

TWICE = {"acled": ("event_date", "EVENT DATE"), "ucdp": ("date_start", "Date Start")}
ROWS = {"acled": ACLED, "ucdp": UCDP}


def told(capsys, *words: object) -> tuple[object, str]:
    with pytest.raises(SystemExit) as ended:
        main([*map(str, words)])
    out = capsys.readouterr()
    return ended.value.code, " ".join((out.out + out.err).split())


@pytest.mark.parametrize("kind", ROWS)
@pytest.mark.parametrize("form", ["csv", "json"])
def test_it_is_refused_and_nothing_is_written(tmp_path, capsys, kind, form):
    name, other = TWICE[kind]
    row = {**ROWS[kind], other: "2023-01-01"}
    path = tmp_path / f"a.{form}"
    with path.open("w", newline="") as file:
        if form == "csv":
            table = csv.DictWriter(file, [*row])
            table.writeheader()
            table.writerow(row)
        else:
            json.dump([row], file)
    out = tmp_path / "out.jsonl"
    for words in (
        ("convert", path, "--to", out),
        ("merge", path, "-o", out),
        ("diff", path, path),
        ("score", path, path),
        ("load", path, "--to", tmp_path / "a.db"),
        ("validate", path),
    ):
        code, said = told(capsys, *words)
        assert code != 0, words
        assert f"column {other!r} is there twice, as {name!r} before" in said, words
        assert not out.exists()


def test_later_objects_of_json_are_looked_at_too():
    with pytest.raises(RecordError, match="column 'EVENT DATE' is there twice"):
        as_cells({**ACLED, "EVENT DATE": "2023-01-01"})
    assert as_cells({**ACLED, "": "1", "Mine": "a", "MINE": "b"})["mine"] == "b"
