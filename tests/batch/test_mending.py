"""What is told of an output and a journal that do not agree: every count, and how to go on."""

from __future__ import annotations

from pathlib import Path

import pytest
from output_kit import SETTINGS, line_of, run

from extractor.batch.journal import Journal, JournalError
from extractor.batch.mending import copy_name, joined

ARTICLES = {"a": 1, "b": 2, "e": 0, "c": 3}


@pytest.fixture
def events(tmp_path: Path) -> Path:
    """a-0, b-0, b-1, c-0, c-1, c-2."""
    path = tmp_path / "events.jsonl"
    run(path, ARTICLES)
    return path


def told(path: Path) -> list[str]:
    notes: list[str] = []
    run(path, ARTICLES, resume=True, notes=notes)
    return [note.replace(str(path), "OUT") for note in notes]


def refused(path: Path, settings: dict[str, str] | None = None) -> str:
    journal = Journal(path)
    journal.open()
    with pytest.raises(JournalError) as caught:
        journal.resume(settings or SETTINGS)
    journal.close()
    return str(caught.value).replace(str(path), "OUT")


def test_a_lost_journal_is_told_with_what_stays(events: Path) -> None:
    Journal(events).path.unlink()
    assert told(events) == [
        "the journal of OUT did not account for 6 of its 6 events: they stay, and 3 articles of "
        "theirs are known by them; articles without events that it no longer lists are read again",
        "c, the last in OUT, is read again: it may be short",
    ]


def test_so_is_one_article(events: Path) -> None:
    events.write_bytes(events.read_bytes().splitlines(keepends=True)[0])
    Journal(events).path.unlink()
    assert told(events)[0] == (
        "the journal of OUT did not account for 1 of its 1 events: they stay, and 1 article of "
        "theirs is known by them; articles without events that it no longer lists are read again"
    )


@pytest.mark.parametrize(
    ("left", "are"), [(3, "1 article of the journal is"), (1, "2 articles of the journal are")]
)
def test_articles_that_are_gone_are_counted(events: Path, left: int, are: str) -> None:
    lines = events.read_bytes().splitlines(keepends=True)
    events.write_bytes(b"".join([*lines[:left], lines[left][:30]]))
    assert told(events) == [
        f"{are} not in OUT and {are.rpartition(' ')[2]} read again",
        "half a line at the end of OUT is cut off and read again",
    ]


def test_a_journal_that_agrees_has_nothing_to_tell(events: Path) -> None:
    assert told(events) == []


def test_lines_of_others_are_told_with_their_bytes(events: Path) -> None:
    size = events.stat().st_size
    with events.open("ab") as file:
        file.write(b'{"note": 1}\n')
    assert refused(events) == (
        f"OUT has been changed since it was written and cannot be resumed as it is: 1 line that is "
        f"no event (12 of {size + 12:,} bytes, the first at byte {size:,}) are not as this run "
        "writes them. The same command with --repair takes them out, keeps a copy in "
        "events.jsonl.before-resume and reads their articles again"
    )
    Journal(events).path.unlink()
    events.write_bytes(b"a\nb\n")
    assert (
        "OUT holds what no such run has written and cannot be resumed as it is: 2 lines that are "
        "no event (4 of 4 bytes, the first at byte 0) are" in refused(events)
    )


def test_records_of_other_settings_beside_these_are_told_with_theirs(events: Path) -> None:
    with events.open("a", encoding="utf-8") as file:
        file.write(line_of("z", "z-0", reader="local") + "\n")
    said = refused(events)
    assert said.startswith("OUT has been changed since it was written")
    assert ": 1 event of 1 article (" in said
    assert "; made with the reader local, this run has record) are not" in said


@pytest.mark.parametrize("lost", [True, False])
def test_an_event_that_stands_there_twice_is_told_for_that(events: Path, lost: bool) -> None:
    lines = events.read_bytes().splitlines(keepends=True)
    events.write_bytes(b"".join([*lines, lines[0]]))
    if lost:
        Journal(events).path.unlink()
    said = refused(events)
    assert said.startswith("OUT has been changed since it was written")
    assert "; 1 event a second time) are not" in said


def test_a_setting_without_a_name_of_its_own_is_told_by_its_key(tmp_path: Path) -> None:
    path = tmp_path / "events.jsonl"
    journal = Journal(path)
    journal.open()
    journal.begin({**SETTINGS, "temperature": "warm"})
    journal.close()
    assert refused(path, {**SETTINGS, "temperature": "cold"}) == (
        "OUT was made with temperature warm, this run has cold: name another -o, or --force to "
        "read all articles anew"
    )


def test_a_copy_never_takes_the_place_of_another(tmp_path: Path) -> None:
    output = tmp_path / "events.jsonl"
    for name in ("before-resume", "before-resume-2", "before-resume-3"):
        assert copy_name(output).name == f"events.jsonl.{name}"
        copy_name(output).symlink_to("nowhere")


@pytest.mark.parametrize(
    ("parts", "found"),
    [
        ([], []),
        ([(5, 9), (0, 2)], [(0, 2), (5, 9)]),
        ([(0, 5), (5, 9)], [(0, 9)]),
        ([(0, 9), (2, 3), (8, 12)], [(0, 12)]),
    ],
)
def test_parts_that_touch_are_one(
    parts: list[tuple[int, int]], found: list[tuple[int, int]]
) -> None:
    assert joined(parts) == found
