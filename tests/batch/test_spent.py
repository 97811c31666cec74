"""What has been paid counts in every later run, whatever became of what it was paid for."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from pathlib import Path

import pytest
from effort import effort
from hypothesis import given, settings
from hypothesis import strategies as st
from output_kit import SETTINGS, done_of, events_of, expected, ids_in, run

from extractor.batch.done import Fate
from extractor.batch.entries import Share, entry_of
from extractor.batch.journal import Journal
from extractor.cli.output import FileOutput
from extractor.reading import Tokens

EACH = Tokens(100, 60, 5)


def paid(path: Path) -> tuple[int, int]:
    """The prompt tokens of all runs so far, and for how many articles."""
    journal = Journal(path)
    journal.open()
    journal.resume(SETTINGS)
    journal.close()
    return journal.tokens.prompt, journal.paid


def fails(path: Path, *articles: str, resume: bool = True, tokens: Tokens = EACH) -> None:
    """A run in which these articles fail."""
    output = FileOutput(path, existed=path.exists(), journal=Journal(path))
    try:
        output.ready(SETTINGS, resume=resume)
        for name in articles:
            output.spent(replace(done_of(name, []), fate=Fate.FAILED, tokens=tokens))
    finally:
        output.close()


@pytest.fixture
def events(tmp_path: Path) -> Path:
    return tmp_path / "events.jsonl"


def test_what_failed_articles_have_cost_counts_in_the_next_run(events: Path) -> None:
    run(events, {"a": 1, "b": 0})
    fails(events, "c", "d")
    fails(events, "c")  # again, and for as much
    assert paid(events) == (500, 5)
    assert run(events, {"a": 1, "b": 0, "c": 2}, resume=True) == ["c"]
    assert paid(events) == (600, 6)
    assert sorted(ids_in(events)) == expected({"a": 1, "c": 2})


def test_it_counts_where_the_output_is_emptied_for_articles_without_events_too(
    events: Path,
) -> None:
    run(events, {"a": 1, "b": 0, "c": 2})
    events.write_bytes(b"")
    assert paid(events) == (300, 3)


def test_it_counts_where_no_article_was_done_at_all(events: Path) -> None:
    fails(events, "a", "b", resume=False)
    assert not events.exists()
    assert not Journal(events).has_articles, "the same command may begin anew"
    assert paid(events) == (200, 2)
    assert run(events, {"a": 1}, resume=True) == ["a"]
    assert paid(events) == (300, 3)


def test_what_cost_nothing_leaves_no_journal(events: Path) -> None:
    fails(events, "a", resume=False, tokens=Tokens())
    assert list(events.parent.iterdir()) == []


def test_an_old_output_stays_until_an_article_of_the_new_run_is_done(events: Path) -> None:
    run(events, {"a": 1})
    before = events.read_bytes(), Journal(events).path.read_bytes()
    fails(events, "b", resume=False)  # --force
    assert (events.read_bytes(), Journal(events).path.read_bytes()) == before


def test_what_failed_before_that_counts_from_then_on(events: Path) -> None:
    run(events, {"a": 1})
    output = FileOutput(events, existed=True, journal=Journal(events))
    output.ready(SETTINGS, resume=False)
    output.spent(replace(done_of("b", []), tokens=EACH))
    done = done_of("c", events_of("c", 1))
    output.write([event.json_line() for event in done.events], done)
    output.close()
    assert ids_in(events) == ["c-0"]
    assert paid(events) == (200, 2)


def test_an_article_whose_events_are_gone_was_paid_for_all_the_same(events: Path) -> None:
    run(events, {"a": 1, "b": 2, "c": 1})
    lines = events.read_bytes().splitlines(keepends=True)
    events.write_bytes(b"".join(lines[:2]))  # a power cut: b is there in part, c not at all
    assert paid(events) == (300, 3)
    assert paid(events) == (300, 3)
    run(events, {"a": 1, "b": 2, "c": 1}, resume=True)
    assert paid(events) == (500, 5)


def test_a_kill_before_its_events_were_written_forgets_no_cost(events: Path) -> None:
    run(events, {"a": 1, "b": 1})
    whole = events.read_bytes()
    events.write_bytes(whole[: whole.index(b"\n") + 1])
    assert paid(events) == (200, 2)
    rows = Journal(events).path.read_bytes().splitlines(keepends=True)
    assert [entry.share for row in rows if (entry := entry_of(row))] == [Share.WHOLE, Share.SPENT]


def test_the_costs_of_another_output_s_articles_are_not_taken_over(
    events: Path, tmp_path: Path
) -> None:
    run(events, {"a": 1})
    other = tmp_path / "other.jsonl"
    run(other, {"x": 2, "y": 1})
    Journal(other).path.replace(Journal(events).path)
    assert paid(events) == (100, 1)


step = st.tuples(st.sampled_from("abcdefg"), st.sampled_from(["fails", "reads"]))


@settings(max_examples=effort(60), deadline=None)
@given(st.lists(st.lists(step, max_size=6), max_size=4), st.floats(0, 1))
def test_whatever_is_cut_off_the_output_its_cost_counts_once(
    runs: list[list[tuple[str, str]]], cut: float
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path, cost = Path(folder, "events.jsonl"), 0
        for steps in runs:
            for name, what in steps:
                if what == "fails":
                    fails(path, name)
                    cost += 100
                else:
                    cost += 100 * len(run(path, {name: ord(name) % 3}, resume=True))
        assert paid(path)[0] == cost
        if path.exists():
            data = path.read_bytes()
            path.write_bytes(data[: round(cut * len(data))])
        assert paid(path)[0] == cost
        assert paid(path)[0] == cost
