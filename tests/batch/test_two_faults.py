"""Faults that come one after the other: an article cut short, read again, and then the journal."""

from __future__ import annotations

from pathlib import Path

import pytest
from output_kit import SETTINGS, expected, ids_in, run

from extractor.batch.entries import entry_of
from extractor.batch.journal import Journal, JournalError

ARTICLES = {"a": 1, "b": 0, "c": 4, "d": 2}


@pytest.fixture
def events(tmp_path: Path) -> Path:
    return tmp_path / "events.jsonl"


def journal_of(path: Path) -> Path:
    return Journal(path).path


def cut(path: Path, lines: int) -> None:
    """So many whole lines and half of the next are left."""
    data = path.read_bytes().splitlines(keepends=True)
    path.write_bytes(b"".join(data[:lines]) + data[lines][:30])


def torn(path: Path) -> None:
    """Article c stands in two places: c-0, then d, then the rest of c."""
    run(path, {"a": 1, "c": 4})
    cut(path, 2)
    run(path, {"d": 2}, resume=True)
    run(path, ARTICLES, resume=True)
    assert ids_in(path) == ["a-0", "c-0", "d-0", "d-1", "c-1", "c-2", "c-3"]


def test_what_a_second_reading_adds_is_known_for_that(events: Path) -> None:
    torn(events)
    entries = [entry_of(line) for line in journal_of(events).read_bytes().splitlines(True)[1:]]
    shares = [(entry.share.value, entry.events) for entry in entries if entry]
    assert shares == [("whole", 1), ("part", 1), ("whole", 2), ("whole", 0), ("rest", 3)]


@pytest.mark.parametrize("lost", [True, False])
def test_an_event_that_stands_there_twice_is_refused_and_taken_out(
    events: Path, lost: bool
) -> None:
    run(events, ARTICLES)
    lines = events.read_bytes().splitlines(keepends=True)
    events.write_bytes(b"".join([*lines[:3], lines[0], lines[1], *lines[3:]]))
    if lost:
        journal_of(events).unlink()
    with pytest.raises(JournalError, match=r"2 events of 2 articles .*; 2 events a second time"):
        run(events, ARTICLES, resume=True)
    run(events, ARTICLES, resume=True, repair=True)
    assert ids_in(events) == ["a-0", "c-0", "c-1", "c-2", "c-3", "d-0", "d-1"]


def test_an_article_cut_short_twice_gets_no_event_twice(events: Path) -> None:
    torn(events)
    cut(events, 5)
    run(events, {"b": 0}, resume=True)
    run(events, {}, resume=True)  # the journal agrees, and is read from its lines alone
    run(events, ARTICLES, resume=True)
    assert sorted(ids_in(events)) == expected(ARTICLES)


def test_an_article_that_was_found_whole_and_then_cut_is_read_again(events: Path) -> None:
    run(events, {"a": 1, "c": 4})
    journal_of(events).unlink()
    run(events, ARTICLES, resume=True)  # c may be short, is read again, and nothing is added
    cut(events, 4)
    run(events, ARTICLES, resume=True)
    assert sorted(ids_in(events)) == expected(ARTICLES)


def test_an_article_in_two_places_survives_a_lost_journal_and_then_a_cut(events: Path) -> None:
    torn(events)
    journal_of(events).unlink()
    run(events, ARTICLES, resume=True)
    cut(events, 4)
    run(events, ARTICLES, resume=True)
    assert sorted(ids_in(events)) == expected(ARTICLES)


@pytest.mark.parametrize("left", [5, 6])
def test_an_article_in_two_places_survives_a_cut_and_a_lost_journal(
    events: Path, left: int
) -> None:
    torn(events)
    cut(events, left)
    journal_of(events).unlink()
    run(events, ARTICLES, resume=True)
    assert sorted(ids_in(events)) == expected(ARTICLES)


def test_a_changed_line_of_an_article_that_is_to_be_read_again_is_refused(events: Path) -> None:
    run(events, {"a": 1, "c": 4})
    cut(events, 2)
    run(events, {"d": 2}, resume=True)
    changed = events.read_bytes().replace(b'"warnings": []', b'"warnings": ["mine"]', 2)
    events.write_bytes(changed)
    with pytest.raises(JournalError, match="2 events of 2 articles"):
        run(events, ARTICLES, resume=True)
    assert events.read_bytes() == changed
    run(events, ARTICLES, resume=True, repair=True)
    assert sorted(ids_in(events)) == expected(ARTICLES)
    assert b"mine" not in events.read_bytes()


@pytest.mark.parametrize("damaged", [True, False])
def test_a_journal_of_which_nothing_is_there_is_not_believed_in_what_cannot_be_seen(
    events: Path, tmp_path: Path, damaged: bool
) -> None:
    """Another output's says that an article holds nothing."""
    run(events, {"a": 1})
    other = tmp_path / "other.jsonl"
    run(other, {"x": 2, "c": 0})
    lines = journal_of(other).read_bytes().splitlines(keepends=True)
    journal_of(events).write_bytes(lines[2] if damaged else b"".join(lines))
    assert "c" in run(events, ARTICLES, resume=True)
    assert sorted(ids_in(events)) == expected(ARTICLES)


def test_a_journal_is_written_anew_whole_or_not_at_all(
    events: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run(events, ARTICLES)
    cut(events, 3)
    before = journal_of(events).read_bytes()

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr("extractor.batch.journal.os.fsync", full)
        journal = Journal(events)
        journal.open()
        with pytest.raises(OSError, match="No space left"):
            journal.resume(SETTINGS)
        journal.close()
    assert journal_of(events).read_bytes() == before
    assert sorted(path.name for path in events.parent.iterdir()) == [
        "events.jsonl",
        "events.jsonl.journal",
    ]
    run(events, ARTICLES, resume=True)
    assert sorted(ids_in(events)) == expected(ARTICLES)


def test_a_journal_that_is_written_anew_is_still_this_run_s_alone(events: Path) -> None:
    run(events, ARTICLES)
    journal_of(events).write_bytes(b"")
    journal, second = Journal(events), Journal(events)
    journal.open()
    journal.resume(SETTINGS)
    with pytest.raises(JournalError, match="is being written by another run"):
        second.open()
    journal.close()
    second.open()
    second.close()
