"""Passages to what training reads: pieces and, over them, spans."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import numpy as np
import pytest
from tiny_tagger import PIECES, WIDTH, base_bytes, pieces_of

from corpus.format import Passage, parse
from corpus.training.examples import example, examples, held_back, write
from corpus.training.scheme import ATTRIBUTIONS, EVENT_TYPES, RELATIONS, ROLES, STATEMENTS
from extractor.models.encoder.base_file import BaseFile

TEXT = """= en-0001 cell=nigeria-northeast/Attack/wire/plain published=2024-05-10
[Gunmen|doer1:accused] [killed|E1:Attack] [four|killed1=4@A] [farmers|target1] [on
Tuesday|day1=2024-05-07], near [a farm|place1:near], [a man|tellerA speakerS1] [said|S1:claim>1]. A
[killed|E1] man.

= fr-0002 cell=mali/sport/wire/plain published=2024-05-10
Gunmen far on Tuesday.
"""


@pytest.fixture
def base(tmp_path: Path) -> BaseFile:
    path = tmp_path / "tiny.bin"
    path.write_bytes(base_bytes())
    return BaseFile(path)


@pytest.fixture
def passages() -> list[Passage]:
    found, faults = parse(TEXT, "corpus/passages/en/en-0001.txt")
    assert faults == []
    return found


def words(one: dict[str, object], start: int, end: int) -> str:
    pieces = one["pieces"]
    assert isinstance(pieces, list)
    return "".join(PIECES[i] for i in pieces[start:end]).replace("▁", " ").strip()


def test_marks_become_spans_of_pieces(passages: list[Passage], base: BaseFile) -> None:
    passage = passages[0]
    one = example(passage, pieces_of(base).of_text(passage.text))
    (first, second) = one["events"]
    assert words(one, *first[:2]) == words(one, *second[:2]) == "killed"
    attack = EVENT_TYPES.index("Attack")
    assert (first[2:], second[2:]) == ([1, attack, 0], [1, -1, 0])
    begin, again = one["sentences"]
    assert words(one, begin, again).endswith("near a farm, a man said.")
    assert words(one, again, len(one["pieces"])).endswith("killed man.")
    (statement,) = one["statements"]
    assert words(one, *statement[:2]) == "said"
    assert statement[2:] == [1, STATEMENTS.index("claim"), [1]]
    roles = {(ROLES[r], o, n): (words(one, s, e), d) for r, o, n, s, e, d in one["roles"]}
    assert roles == {
        ("doer", "E", 1): ("Gunmen", ATTRIBUTIONS.index("accused")),
        ("killed", "E", 1): ("four", 0),
        ("target", "E", 1): ("farmers", 0),
        ("day", "E", 1): ("on Tuesday", 0),
        ("place", "E", 1): ("a farm", RELATIONS.index("near")),
        ("teller", "E", 1): ("a man", 0),
        ("speaker", "S", 1): ("a man", 0),
    }


def test_variants_are_told_of_other_numbers_and_marks_move_with_them(
    passages: list[Passage], base: BaseFile
) -> None:
    found = [*examples(passages, pieces_of(base), variants=6)]
    plain, *others = [one for one in found if one["id"] == "en-0001"]
    assert others and all(other["variant"] for other in others)
    for other in others:
        assert plain["pieces"] != other["pieces"]
        assert len(plain["roles"]) == len(other["roles"]) and len(other["events"]) == 2


def test_the_same_examples_are_held_back_in_every_run() -> None:
    ids = [f"en-{number:04}" for number in range(2000)]
    held = [one for one in ids if held_back(one, "passages")]
    assert 60 < len(held) < 140
    more = [one for one in ids if held_back(one, "articles")]
    assert set(held) < set(more)
    assert held[:3] == ["en-0041", "en-0071", "en-0086"]


def test_files_hold_the_rows_that_occur_numbered_anew(
    passages: list[Passage], base: BaseFile, tmp_path: Path
) -> None:
    pieces = pieces_of(base)
    before = [one["pieces"] for one in examples(passages, pieces)]
    write(base, [*examples(passages, pieces)], tmp_path / "out")
    with gzip.open(tmp_path / "out" / "examples.json.gz", "rt") as file:
        data = json.load(file)
    used = sorted({0, 1, 2, 3, *(piece for one in before for piece in one)})
    assert data["special"] == [0, 1, 2, 3]
    assert data["sizes"]["width"] == WIDTH
    after = [[used[i] for i in one["pieces"]] for one in data["examples"]]
    assert after == before
    stored = np.load(tmp_path / "out" / "base.npz")
    assert np.array_equal(stored["emb.word"], base.row_blocks(used))
    assert np.array_equal(stored["emb.pos"], base.tensor("emb.pos"))
    assert np.array_equal(stored["l0.q.w"], base.blocks("l0.q.w"))
