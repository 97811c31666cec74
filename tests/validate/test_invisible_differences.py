"""Names that only a program can tell apart are told, mended, and loaded as they stand."""

from __future__ import annotations

import unicodedata

import pytest
from rows import attack, findings, sound, text_of
from test_any_bytes import TODAY


def told(**change: str):
    return [(each.code, each.column) for each in findings(attack(**change))]


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("actor1", "Unidentified\u00a0Armed Group (Kenya)"),
        ("location", unicodedata.normalize("NFD", "Mandéra")),
        ("admin1", "Man\u200bdera"),
        ("source", "The  Example Times"),
    ],
)
def test_a_difference_that_cannot_be_seen_is_a_warning(column, value):
    assert ("W227", column) in told(**{column: value})


@pytest.mark.parametrize("words", ["Un\u00a0homme : tué", "two  spaces", "line\nbreak"])
def test_notes_may_have_them(words):
    assert "W227" not in [code for code, _ in told(notes=words)]


def test_fix_makes_the_names_one(tmp_path):
    from extractor.validate import Options, Report
    from extractor.validate.fix import fixed_copy

    path, out = tmp_path / "a.csv", tmp_path / "b.csv"
    row = sound()[2]
    actor = row["actor1"]
    row |= {"actor1": actor.replace(" ", "\u00a0"), "admin2": "Ke\u0301re\u0301"}
    path.write_text(text_of(row), encoding="utf-8")
    with fixed_copy(str(path), str(out), options=Options(today=TODAY)) as copy:
        items = list(copy.items(Report("b")))
    assert [(item.code, item.column) for item in items] == [("W227", "actor1"), ("W227", "admin2")]
    assert out.read_text("utf-8") == text_of({**row, "actor1": actor, "admin2": "Kéré"})
