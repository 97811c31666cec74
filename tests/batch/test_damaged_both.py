"""Damage to an output and to its journal at one place: no event is lost without a word."""

from __future__ import annotations

from pathlib import Path

import pytest
from output_kit import SETTINGS, events_of, expected, ids_in, run

from extractor.batch.entries import Entry
from extractor.batch.journal import Journal, JournalError

ARTICLES = {"a": 1, "b": 2, "c": 4, "d": 2, "e": 0, "f": 1}
LINES = {"c": 3, "d": 4, "f": 6}
"""Where articles stand in the journal, after its head."""


@pytest.fixture
def events(tmp_path: Path) -> Path:
    """The output of a run that came to its end: a-0, b-0, b-1, c-0 … c-3, d-0, d-1, f-0."""
    path = tmp_path / "events.jsonl"
    run(path, ARTICLES)
    return path


def forget(path: Path, *articles: str) -> None:
    """The journal loses the lines of these articles."""
    journal = Journal(path).path
    rows = journal.read_bytes().splitlines(keepends=True)
    gone = {LINES[name] for name in articles}
    journal.write_bytes(b"".join(row for number, row in enumerate(rows) if number not in gone))


def damage(path: Path, number: int, *, keep_hash: bool = True) -> None:
    """A line is no record any more; its article's hash can be read in it or not."""
    lines = path.read_bytes().splitlines(keepends=True)
    old, new = (b'"tokens"', b'"t\xffkens"') if keep_hash else (b'"sha256": "', b'"sha256": "\xff')
    lines[number] = lines[number].replace(old, new)
    path.write_bytes(b"".join(lines))


def repaired(path: Path, **options: object) -> list[str]:
    with pytest.raises(JournalError, match="--repair takes them out"):
        run(path, ARTICLES, resume=True)
    return run(path, ARTICLES, resume=True, repair=True, **options)  # type: ignore[arg-type]


@pytest.mark.parametrize("keep_hash", [True, False])
@pytest.mark.parametrize("number", [3, 4, 6])
def test_an_event_whose_line_and_journal_line_are_damaged_is_read_again(
    events: Path, number: int, keep_hash: bool
) -> None:
    forget(events, "c")
    damage(events, number, keep_hash=keep_hash)
    assert repaired(events) == ["c"]
    assert sorted(ids_in(events)) == expected(ARTICLES)
    assert run(events, ARTICLES, resume=True) == []


def test_so_it_is_without_any_journal(events: Path) -> None:
    Journal(events).path.unlink()
    damage(events, 4)
    assert repaired(events) == ["c", "e", "f"]  # the last may be short; of e nothing is known
    assert sorted(ids_in(events)) == expected(ARTICLES)


def test_both_articles_beside_a_damaged_line_may_be_short(events: Path) -> None:
    Journal(events).path.unlink()
    damage(events, 6, keep_hash=False)
    assert repaired(events) == ["c", "d", "e", "f"]
    assert sorted(ids_in(events)) == expected(ARTICLES)


def test_one_that_the_journal_knows_as_whole_is_not_read_again(events: Path) -> None:
    forget(events, "c")
    damage(events, 6)
    assert repaired(events) == ["c"]


def test_nor_is_one_of_which_a_damaged_copy_of_a_line_is_taken_out(events: Path) -> None:
    lines = events.read_bytes().splitlines(keepends=True)
    events.write_bytes(b"".join([*lines, lines[0]]))
    damage(events, 10)
    assert repaired(events) == []


def test_a_line_taken_away_without_a_trace_is_missed_by_the_length_of_the_output(
    events: Path,
) -> None:
    forget(events, "c")
    lines = events.read_bytes().splitlines(keepends=True)
    events.write_bytes(b"".join([*lines[:4], *lines[5:]]))
    assert run(events, ARTICLES, resume=True) == ["c"]
    assert sorted(ids_in(events)) == expected(ARTICLES)


def test_what_the_damaged_line_names_is_known_to_be_short_and_gets_what_it_lacks(
    events: Path,
) -> None:
    """Although the model reads it otherwise this time."""
    forget(events, "c")
    damage(events, 4)
    repaired(events, reading=lambda a, n: ["c-0", "c-1", "c-9"])
    assert set(ids_in(events)) == set(expected(ARTICLES)) | {"c-9"}


def test_an_article_that_is_read_otherwise_and_gets_nothing_is_told_by_name(
    events: Path,
) -> None:
    forget(events, "c")
    damage(events, 4, keep_hash=False)
    with pytest.raises(JournalError):
        run(events, {}, resume=True)
    notes: list[str] = []
    repaired(events, reading=lambda a, n: ["c-7", "c-8"], notes=notes)
    assert "c is read again: it may be short" in notes
    assert notes[-1] == (
        "an article is read otherwise this time: 3 events are kept as they were written, and none "
        "of the 2 that it gives now is added"
    )


@pytest.mark.parametrize("call", [1, 2])
def test_a_repair_that_is_killed_forgets_nothing(
    events: Path, monkeypatch: pytest.MonkeyPatch, call: int
) -> None:
    """Before the journal is written anew, when the output is mended already; or in between."""
    forget(events, "c")
    damage(events, 4)
    write, calls = Journal._write_anew, []

    def killed(self: Journal, settings: object, entries: list[Entry]) -> None:
        calls.append(list(entries))
        if len(calls) == call:
            raise SystemError("killed")
        write(self, SETTINGS, entries)

    with monkeypatch.context() as patched, pytest.raises(SystemError):
        patched.setattr(Journal, "_write_anew", killed)
        run(events, ARTICLES, resume=True, repair=True)
    assert len(calls) == call
    assert len(events.read_bytes().splitlines()) == {1: 10, 2: 9}[call]
    run(events, ARTICLES, resume=True, repair=True)
    assert sorted(ids_in(events)) == expected(ARTICLES)


def test_an_article_in_two_places_whose_first_place_is_damaged_is_read_again(
    events: Path, tmp_path: Path
) -> None:
    """c-0 and c-1, then d, then the rest of c; c-1 is damaged, and the line of both is lost."""
    path = tmp_path / "torn.jsonl"
    run(path, {"c": 4})
    lines = path.read_bytes().splitlines(keepends=True)
    path.write_bytes(b"".join(lines[:2]))
    run(path, {"d": 2}, resume=True)
    run(path, {"c": 4, "d": 2}, resume=True)
    assert ids_in(path) == [*events_of("c", 2), *events_of("d", 2), "c-2", "c-3"]
    journal = Journal(path).path
    rows = journal.read_bytes().splitlines(keepends=True)
    journal.write_bytes(b"".join([rows[0], *rows[2:]]))
    damage(path, 1)
    with pytest.raises(JournalError):
        run(path, {"c": 4, "d": 2}, resume=True)
    assert run(path, {"c": 4, "d": 2}, resume=True, repair=True) == ["c"]
    assert sorted(ids_in(path)) == expected({"c": 4, "d": 2})


def test_an_article_in_two_places_whose_damaged_line_stands_elsewhere_is_read_again(
    events: Path, tmp_path: Path
) -> None:
    """c-0 and c-1, then d, then c-2 alone, which is damaged, then f; and no journal."""
    path, articles = tmp_path / "torn.jsonl", {"c": 3, "d": 2, "f": 1, "g": 1}
    lines = events.read_bytes().splitlines(keepends=True)
    path.write_bytes(b"".join([*lines[3:5], *lines[7:9], lines[5], lines[9]]))
    damage(path, 4)
    with pytest.raises(JournalError):
        run(path, articles, resume=True)
    assert run(path, articles, resume=True, repair=True) == ["c", "d", "f", "g"]
    assert sorted(ids_in(path)) == expected(articles)
