"""The default reader with one part taken out at a time."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest
from sample_events import sample_event
from tiny_tagger import write_both

from evals.contribution import PARTS, RememberingTagger, changed, main, without
from extractor.actors.resolve import resolve_actor
from extractor.models.tagger import TaggerModel
from extractor.readers.local import reader as local


def test_there_is_a_row_for_each_part_and_the_text_is_tagged_once(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    article = {"id": "a", "lang": "en", "published": "2026-03-11", "split": "dev",
               "text": "Gunmen killed four people in Mandera, Kenya, on Tuesday."}  # fmt: skip
    gold = json.loads(sample_event(source={"article_id": "a", "sha256": None}).json_line())
    (tmp_path / "articles.jsonl").write_text(json.dumps(article) + "\n")
    (tmp_path / "gold.jsonl").write_text(json.dumps(gold) + "\n")
    model = TaggerModel(*write_both(tmp_path))
    reads: list[tuple[str, object]] = []
    plain = type(model.tagger).read

    def counted(
        self: object, text: str, sentences: object, also: object, **asked: object
    ) -> object:
        reads.append((text, also))
        return plain(self, text, sentences, also, **asked)  # type: ignore[arg-type]

    monkeypatch.setattr(type(model.tagger), "read", counted)
    before = {name: getattr(local, name) for name in ("REAL", "LIKELY", "composed")}
    assert main(["--set", str(tmp_path)], open_=lambda *_, **__: model) == 0
    shown = capsys.readouterr().out
    assert all(f"| {name} |" in shown for name in PARTS)
    assert reads == [(article["text"], ())]
    assert {name: getattr(local, name) for name in before} == before


def test_records_that_are_others_without_a_part_are_counted(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    texts = [("a", "Gunmen killed four people in Mandera, Kenya, on Tuesday."), ("b", "It rained.")]
    lines = [json.dumps({"id": name, "lang": "en", "published": "2026-03-11", "text": text})
             for name, text in texts]  # fmt: skip
    (tmp_path / "articles.jsonl").write_text("\n".join(lines) + "\n")
    (tmp_path / "gold.jsonl").write_text("")
    model = TaggerModel(*write_both(tmp_path))
    asked = ["--set", str(tmp_path), "--split", "all", "--changes", "--only", "looked up by"]
    assert main([*asked, "--only", "named before"], open_=lambda *_, **__: model) == 0
    shown = capsys.readouterr().out
    assert "records of 2 texts, without | others | texts |" in shown
    assert (
        "| marked places looked up by themselves | 0 | 0 |" in shown
        and "| the group named before | 0 | 0 |" in shown
    )
    assert "denied" not in shown
    before = {"a": Counter(["one", "two", "two"]), "b": Counter(["three"]), "c": Counter()}
    after = {"a": Counter(["one", "other", "two"]), "b": Counter(), "c": Counter()}
    assert changed(before, after) == (2, 2) and changed(before, before) == (0, 0)


def test_a_table_that_is_taken_out_is_not_remembered_and_comes_back() -> None:
    def known() -> str | None:
        actor = resolve_actor("Boko Haram", role="perpetrator", country="Nigeria", on=None)
        return actor.name if actor else None

    whole = known()
    with without(PARTS["the table of armed groups"]):
        assert known() != whole
    assert known() == whole and "Boko Haram" in (whole or "")


def test_a_text_is_tagged_again_where_other_words_of_it_are_looked_at() -> None:
    class Tagger:
        def read(self, *asked: object) -> object:
            return asked

    remembering = RememberingTagger(Tagger())
    plain, looked = remembering.read("a", ()), remembering.read("a", (), [(0, 1)])
    assert plain != looked
    assert remembering.read("a", ()) is plain and remembering.read("a", (), [(0, 1)]) is looked
