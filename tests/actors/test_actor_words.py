"""The kinds of ``actor_rules.tsv``: each has words and is read. A misspelt kind would have none."""

from __future__ import annotations

from pathlib import Path

from extractor import languages
from extractor.actors import words
from extractor.languages.forms import ACTOR_RULE_KINDS

SOURCES = Path(words.__file__).parents[1]
KINDS = set(ACTOR_RULE_KINDS.split("|"))


def test_every_kind_has_words() -> None:
    spoken = languages.having(words.TABLE)
    assert {row.cells[0] for code in spoken for row in languages.rows(words.TABLE, code)} == KINDS


def test_every_kind_is_read() -> None:
    code = "".join(file.read_text("utf-8") for file in (SOURCES / "actors").glob("*.py"))
    assert {kind for kind in KINDS if f'"{kind}"' not in code} == set()


def test_every_set_of_words_has_some() -> None:
    assert [name for name, its in vars(words).items() if name.isupper() and not its] == []


def test_words_of_a_value_are_words_of_the_kind() -> None:
    assert words.english("possessive", "group") == {"its", "their"}
    assert words.CIVIL_OFFICES < words.OFFICES
    assert "minister" in words.OFFICES - words.CIVIL_OFFICES
