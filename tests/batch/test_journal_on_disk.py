"""A journal as a file: what is on the disk when, what is left of half a write, whose it is."""

from __future__ import annotations

import io
import os
from pathlib import Path

import pytest
from output_kit import SETTINGS, run

from extractor.batch import journal as module
from extractor.batch.entries import entry_of
from extractor.batch.journal import Journal, JournalError
from extractor.reading import Tokens

KEYS = [bytes([n]) * 16 for n in range(9)]


@pytest.fixture
def journal(tmp_path: Path) -> Journal:
    """The journal of an empty output, begun."""
    (tmp_path / "events.jsonl").touch()
    found = Journal(tmp_path / "events.jsonl")
    found.open()
    found.begin(SETTINGS)
    return found


def add(journal: Journal, key: bytes) -> None:
    journal.add(key, b"", 0, 0, Tokens(7, 5, 3))


def keys_in(journal: Journal) -> list[bytes]:
    lines = journal.path.read_bytes().splitlines(keepends=True)[1:]
    return [entry.key for entry in map(entry_of, lines) if entry]


@pytest.fixture
def synced(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The files that were put on the disk, by their numbers there."""
    found: list[int] = []
    monkeypatch.setattr(module.os, "fsync", lambda file: found.append(os.fstat(file).st_ino))
    return found


def test_output_and_journal_are_put_on_the_disk_every_few_seconds(
    journal: Journal, synced: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    both = [journal.output.stat().st_ino, journal.path.stat().st_ino]
    clock = [journal._synced]
    monkeypatch.setattr(module.time, "monotonic", lambda: clock[-1])
    for later, times in ((5.0, 0), (0.1, 1), (4.9, 1), (0.2, 2)):
        clock.append(clock[-1] + later)
        add(journal, KEYS[0])
        assert synced == both * times
    journal.close()


def test_a_journal_is_put_on_the_disk_when_it_is_closed(
    journal: Journal, synced: list[int]
) -> None:
    both = [journal.output.stat().st_ino, journal.path.stat().st_ino]
    add(journal, KEYS[0])
    journal.close()
    assert synced == both
    journal.sync()
    journal.close()
    assert synced == both, "a closed journal has nothing more to do"


def test_a_journal_that_was_opened_for_nothing_is_removed(tmp_path: Path) -> None:
    journal = Journal(tmp_path / "events.jsonl")
    journal.open()
    assert journal.path.exists()
    journal.close()
    assert not journal.path.exists()


def test_a_journal_that_was_begun_or_was_there_stays(journal: Journal) -> None:
    journal.close()
    before = journal.path.read_bytes()
    again = Journal(journal.output)
    again.open()
    again.close()
    assert journal.path.read_bytes() == before


def test_a_journal_has_articles_once_one_is_done(tmp_path: Path, journal: Journal) -> None:
    assert not Journal(tmp_path / "another.jsonl").has_articles
    assert not journal.has_articles
    add(journal, KEYS[0])
    assert journal.has_articles
    journal.close()


def test_another_run_has_the_journal_until_it_ends(journal: Journal) -> None:
    other = Journal(journal.output)
    with pytest.raises(JournalError, match=r"events\.jsonl is being written by another run"):
        other.open()
    journal.close()
    other.open()
    other.close()


def test_a_journal_is_one_for_all_names_of_its_output(journal: Journal, tmp_path: Path) -> None:
    (tmp_path / "link.jsonl").symlink_to(journal.output)
    assert Journal(tmp_path / "link.jsonl").path == journal.path


class Short(io.FileIO):
    """Takes three bytes at a time, as a network drive may."""

    def write(self, data: bytes) -> int:  # type: ignore[override]
        return super().write(data[:3])


class Full(io.FileIO):
    """Takes some bytes, then the disk is full."""

    def write(self, data: bytes) -> int:  # type: ignore[override]
        super().write(data[:9])
        raise OSError(28, "No space left on device")


def reopened(journal: Journal, kind: type[io.FileIO]) -> io.FileIO:
    """The journal's file as another kind, and the one before."""
    before = journal._file
    assert before is not None
    journal._file = kind(journal.path, "r+b")
    journal._file.seek(0, os.SEEK_END)
    return before


def test_a_line_that_is_taken_in_parts_becomes_whole(journal: Journal) -> None:
    before = reopened(journal, Short)
    add(journal, KEYS[0])
    add(journal, KEYS[1])
    assert keys_in(journal) == KEYS[:2]
    before.close()
    journal.close()


def test_nothing_is_left_of_a_line_that_finds_no_room(journal: Journal) -> None:
    add(journal, KEYS[0])
    size, before = journal.size, reopened(journal, Full)
    with pytest.raises(OSError, match="No space left"):
        add(journal, KEYS[1])
    assert journal.path.stat().st_size == journal.size == size
    assert journal._file is not None
    journal._file.close()
    journal._file = before
    before.seek(0, os.SEEK_END)
    add(journal, KEYS[2])
    assert keys_in(journal) == [KEYS[0], KEYS[2]]
    journal.close()


def test_a_line_whose_events_could_not_be_written_is_taken_back(journal: Journal) -> None:
    add(journal, KEYS[0])
    size = journal.size
    add(journal, KEYS[1])
    journal.take_back(size)
    assert (journal.size, journal.path.stat().st_size) == (size, size)
    add(journal, KEYS[2])
    assert keys_in(journal) == [KEYS[0], KEYS[2]]
    journal.close()


def test_beginning_anew_forgets_what_was_there(tmp_path: Path) -> None:
    path = tmp_path / "events.jsonl"
    run(path, {"a": 1, "b": 2})
    journal = Journal(path)
    journal.open()
    journal.begin(SETTINGS)
    assert not journal.has_articles
    add(journal, KEYS[0])
    assert keys_in(journal) == KEYS[:1]
    journal.close()
