"""The passages of the repository hold to their format."""

from __future__ import annotations

from dataclasses import fields

from corpus.check import check
from corpus.format import PASSAGES, as_markup, parse, read_passages
from corpus.labels import ATTRIBUTIONS, KINDS, RELATIONS, STATEMENTS, TYPES, VAGUE

SECOND = PASSAGES.parent / "second"


def test_all_passages_of_the_repository_are_well_formed() -> None:
    passages, faults = check([PASSAGES])
    assert [str(fault) for fault in faults] == []
    assert passages


def test_all_second_annotations_are_well_formed_and_of_passages_of_the_corpus() -> None:
    passages, faults = check([SECOND] if SECOND.exists() else [])
    assert [str(fault) for fault in faults] == []
    texts = {passage.id: passage.text for passage in read_passages()}
    assert [one.id for one in passages if texts.get(one.id) != one.text] == []


def test_every_mark_of_the_repository_stands_at_its_offsets_and_is_written_back_the_same() -> None:
    for passage in read_passages():
        for mark in passage.spans:
            assert passage.text[mark.start : mark.end] == mark.text
        again, faults = parse(as_markup(passage))
        assert not faults
        assert again[0].text == passage.text
        assert [(m.start, m.end, m.label) for m in again[0].spans] == [
            (m.start, m.end, m.label) for m in passage.spans
        ]


def test_the_examples_use_every_label() -> None:
    examples = read_passages([PASSAGES / "en" / "examples.txt"])
    labels = [mark.label for passage in examples for mark in passage.spans]
    said: dict[str, set[object]] = {
        field.name: {getattr(label, field.name) for label in labels} for field in fields(labels[0])
    }
    assert len(examples) == 10
    assert said["kind"] == set(KINDS)
    assert said["type"] - {None} == set(TYPES.values())
    assert said["attribution"] - {""} == set(ATTRIBUTIONS)
    assert said["relation"] - {""} == set(RELATIONS)
    assert said["statement_kind"] - {""} == set(STATEMENTS)
    assert said["background"] == {True, False}
    counts = {label.count for label in labels if label.count}
    assert {count.vague for count in counts} - {""} == set(VAGUE)
    assert any(count.low is not None and count.high is None for count in counts)
    assert any(count.low is not None and count.low != count.high for count in counts)
