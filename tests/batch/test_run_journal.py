"""Outputs with a lost, damaged or strange journal: nothing lost, nothing twice, nothing made up.

Faults of the journal alone never refuse a run: the output says what it holds.
"""

from __future__ import annotations

import json
import tempfile
from pathlib import Path
from typing import Any

import pytest
from effort import effort
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st
from output_kit import (
    SETTINGS,
    damages,
    events_of,
    expected,
    ids_in,
    line_of,
    names_others,
    run,
)

from extractor.batch.entries import entry_line, entry_of, head_line, head_of
from extractor.batch.journal import Journal, JournalError
from extractor.reading import Tokens

ARTICLES = {"a": 1, "b": 0, "c": 3, "d": 2, "e": 0, "f": 1, "g": 2}
counts = st.lists(st.integers(0, 3), min_size=1, max_size=9).map(
    lambda found: {f"article{number}": count for number, count in enumerate(found)}
)


@pytest.fixture
def events(tmp_path: Path) -> Path:
    """The output of a run that came to its end."""
    path = tmp_path / "events.jsonl"
    run(path, ARTICLES)
    assert sorted(ids_in(path)) == expected(ARTICLES)
    return path


def journal_of(path: Path) -> Path:
    return Journal(path).path


def agrees(path: Path) -> bool:
    """Whether output and journal fit together without more ado."""
    journal = Journal(path)
    journal.open()
    try:
        journal.resume(SETTINGS)
    finally:
        journal.close()
    return journal.notes == []


@settings(max_examples=effort(150), deadline=None)
@given(counts, st.integers(0, 9), st.lists(damages(), min_size=1, max_size=4))
def test_whatever_befalls_the_journal_each_event_is_there_once(
    articles: dict[str, int], stopped: int, damage: list[Any]
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "events.jsonl")
        run(path, dict(list(articles.items())[:stopped]))
        before = path.read_bytes() if path.exists() else b""
        if journal_of(path).exists():
            data = journal_of(path).read_bytes()
            for one in damage:
                data = one(data)
            journal_of(path).write_bytes(data)
        run(path, {}, resume=True)
        assert path.read_bytes() == before, "a resumed run shortened or changed the output"
        run(path, articles, resume=True)
        assert sorted(ids_in(path)) == expected(articles)
        assert path.read_bytes().startswith(before)
        assert agrees(path)


@settings(max_examples=effort(150), deadline=None)
@given(
    counts,
    st.floats(0, 1),
    st.booleans(),
    st.lists(damages(), max_size=3),
    st.lists(st.integers(0, 9), max_size=3),
)
@example({"article0": 3}, 0.5, False, [], [])
def test_an_output_cut_anywhere_with_any_journal_becomes_whole(
    articles: dict[str, int],
    cut: float,
    zeros: bool,
    damage: list[Any],
    stops: list[int],
) -> None:
    """``stops``: resumed runs that read so many articles and are killed."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "events.jsonl")
        run(path, articles)
        whole = path.read_bytes()
        rest = whole[: round(cut * len(whole))]
        path.write_bytes(rest + bytes(len(whole) - len(rest)) * zeros)
        data = journal_of(path).read_bytes()
        for one in damage:
            data = one(data)
        journal_of(path).write_bytes(data)
        kept = rest[: rest.rfind(b"\n") + 1]
        for stop in stops:
            run(path, dict(list(articles.items())[:stop]), resume=True)
            assert path.read_bytes().startswith(kept)
        run(path, articles, resume=True)
        assert path.read_bytes().startswith(kept)
        assert sorted(ids_in(path)) == expected(articles)
        assert agrees(path)


@settings(max_examples=effort(150), deadline=None)
@given(counts, st.lists(damages(), min_size=1, max_size=3))
def test_a_changed_output_is_left_alone_or_taken_up_with_a_copy(
    articles: dict[str, int], damage: list[Any]
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "events.jsonl")
        run(path, articles)
        data = path.read_bytes()
        for one in damage:
            data = one(data)
        assume(not names_others(data, articles))
        path.write_bytes(data)
        changed, journal = path.read_bytes(), journal_of(path).read_bytes()
        try:
            run(path, articles, resume=True)
        except JournalError as refused:
            assert "--repair takes them out" in str(refused)
            assert (path.read_bytes(), journal_of(path).read_bytes()) == (changed, journal)
            run(path, articles, resume=True, repair=True)
            assert path.with_name("events.jsonl.before-resume").read_bytes() == changed
        assert sorted(ids_in(path)) == expected(articles)
        assert agrees(path)


def test_a_sound_journal_is_taken_as_it_is_and_not_written_anew(events: Path) -> None:
    journal = journal_of(events)
    before, file = journal.read_bytes(), journal.stat().st_ino
    assert run(events, ARTICLES, resume=True) == []
    assert (journal.read_bytes(), journal.stat().st_ino) == (before, file)


@pytest.mark.parametrize("damaged", [False, True])
def test_a_resumed_run_knows_what_those_before_it_have_read_and_paid(
    events: Path, damaged: bool
) -> None:
    if damaged:  # the line of a is lost, whose record says what was paid for it
        lines = journal_of(events).read_bytes().splitlines(keepends=True)
        journal_of(events).write_bytes(b"".join([lines[0], *lines[2:]]))
    journal = Journal(events)
    journal.open()
    journal.resume(SETTINGS)
    journal.close()
    assert len(journal.before) == len(ARTICLES)
    assert journal.events == sum(ARTICLES.values())
    assert journal.paid == len(ARTICLES)
    assert journal.tokens == Tokens(700, 420, 35)


@pytest.mark.parametrize("left", [0, 1, 40, 300])
def test_an_empty_or_short_journal_leaves_the_output_as_it_is(events: Path, left: int) -> None:
    before, journal = events.read_bytes(), journal_of(events)
    journal.write_bytes(journal.read_bytes()[:left])
    read = run(events, ARTICLES, resume=True)
    assert events.read_bytes() == before
    assert set(read) <= {"b", "e", "g"}  # those without events, and the last in the output


def test_a_lost_journal_is_made_from_the_output(events: Path) -> None:
    before = events.read_bytes()
    journal_of(events).unlink()
    assert run(events, ARTICLES, resume=True) == ["b", "e", "g"]
    assert events.read_bytes() == before
    assert run(events, ARTICLES, resume=True) == []


def test_the_journal_of_another_output_is_not_believed(events: Path, tmp_path: Path) -> None:
    before, other = events.read_bytes(), tmp_path / "other.jsonl"
    run(other, {"x": 2, "y": 0, "a": 0})
    journal_of(other).replace(journal_of(events))
    assert run(events, ARTICLES, resume=True) == ["b", "e", "g"]
    assert events.read_bytes() == before


def test_the_journal_of_a_run_with_other_settings_is_not_believed(events: Path) -> None:
    before = events.read_bytes()
    journal_of(events).write_bytes(head_line(SETTINGS | {"model": "openai/y"}))
    assert run(events, ARTICLES, resume=True) == ["b", "e", "g"]
    assert events.read_bytes() == before


@pytest.mark.parametrize("name", list(SETTINGS))
def test_an_output_of_other_settings_is_refused_with_or_without_a_journal(
    tmp_path: Path, name: str
) -> None:
    path = tmp_path / "events.jsonl"
    text = line_of("a", "a-0", **{name: "0.9"}) + "\n"
    path.write_text(text)
    for _ in range(2):
        with pytest.raises(JournalError, match=r"was made with .* 0\.9, this run has"):
            run(path, ARTICLES, resume=True, repair=True)
        assert path.read_text() == text
        journal_of(path).write_bytes(head_line(SETTINGS | {name: "0.9"}))


def test_a_journal_of_a_newer_version_is_left_to_that(events: Path) -> None:
    before = events.read_bytes()
    newer = json.dumps({"journal": 9, **SETTINGS}) + "\n"
    journal_of(events).write_text(newer)
    with pytest.raises(JournalError, match="newer version of extract") as refused:
        run(events, ARTICLES, resume=True)
    assert "--repair" in str(refused.value)
    assert journal_of(events).read_text() == newer
    assert run(events, ARTICLES, resume=True, repair=True) == ["b", "e", "g"]
    assert events.read_bytes() == before


def test_a_journal_of_the_first_version_is_taken_up(events: Path) -> None:
    before, journal = events.read_bytes(), journal_of(events)
    rows = [json.loads(row) for row in journal.read_bytes().splitlines()]
    head = {name: value for name, value in rows[0].items() if name != "check"} | {"journal": 1}
    old = [head, *(row[:7] for row in rows[1:])]
    journal.write_text("".join(json.dumps(row) + "\n" for row in old))
    assert run(events, ARTICLES, resume=True) == []
    assert events.read_bytes() == before
    assert head_of(journal.read_bytes().splitlines(keepends=True)[0]).version == 2  # type: ignore[union-attr]


def test_what_others_wrote_is_refused_with_what_is_at_stake(events: Path) -> None:
    lines = events.read_bytes().splitlines(keepends=True)
    changed = lines[1].replace(b'"warnings": []', b'"warnings": ["mine"]')
    data = b"".join([lines[0], changed, *lines[2:], b'{"mine": 1}\n'])
    events.write_bytes(data)
    with pytest.raises(JournalError) as refused:
        run(events, ARTICLES, resume=True)
    size = sum(map(len, (changed, *lines[2:4]))) + 12
    assert str(refused.value) == (
        f"{events} has been changed since it was written and cannot be resumed as it is: "
        f"3 events of 1 article and 1 line that is no event ({size:,} of {len(data):,} bytes, the "
        f"first at byte {len(lines[0])}) are not as this run writes them. The same command with "
        "--repair takes them out, keeps a copy in events.jsonl.before-resume and reads their "
        "articles again"
    )
    assert events.read_bytes() == data
    assert run(events, ARTICLES, resume=True, repair=True) == ["c"]
    assert sorted(ids_in(events)) == expected(ARTICLES)
    assert events.with_name("events.jsonl.before-resume").read_bytes() == data


def test_all_names_of_an_output_have_one_journal(events: Path) -> None:
    link = events.with_name("latest.jsonl")
    link.symlink_to(events)
    journal = Journal(events)
    journal.open()
    with pytest.raises(JournalError, match=r"latest\.jsonl is being written by another run"):
        run(link, ARTICLES, resume=True)
    journal.close()
    events.write_bytes(events.read_bytes() + b"mine\n")
    assert run(link, ARTICLES, resume=True, repair=True) == []
    assert link.is_symlink()
    assert sorted(ids_in(events)) == expected(ARTICLES)


def test_a_copy_is_never_written_over_another(events: Path) -> None:
    first = events.with_name("events.jsonl.before-resume")
    first.write_text("older")
    events.write_bytes(events.read_bytes() + b"mine\n")
    run(events, ARTICLES, resume=True, repair=True)
    assert first.read_text() == "older"
    assert first.with_name("events.jsonl.before-resume-2").read_bytes().endswith(b"mine\n")


@pytest.mark.parametrize("text", [b"my thesis", b"Dear all,\nsee you", b"\x1f\x8b\x08 packed"])
def test_a_file_that_is_no_output_is_never_cut(tmp_path: Path, text: bytes) -> None:
    path = tmp_path / "thesis.txt"
    path.write_bytes(text)
    with pytest.raises(JournalError, match="holds what no such run has written"):
        run(path, ARTICLES, resume=True)
    assert path.read_bytes() == text
    assert not journal_of(path).exists()


def test_a_line_that_lacks_its_end_alone_gets_it(events: Path) -> None:
    before = events.read_bytes()
    events.write_bytes(before[:-1])
    run(events, {}, resume=True)
    assert events.read_bytes() == before


def test_a_model_that_reads_the_last_article_otherwise_adds_nothing(events: Path) -> None:
    """Its events are all there, which nobody can know once the journal is lost."""
    before = events.read_bytes()
    journal_of(events).unlink()
    run(events, ARTICLES, resume=True, reading=lambda a, n: [f"{e}!" for e in events_of(a, n)])
    assert events.read_bytes() == before
    assert run(events, ARTICLES, resume=True) == []


def test_an_article_known_to_be_there_in_part_gets_the_rest(events: Path) -> None:
    whole = events.read_bytes().splitlines(keepends=True)
    events.write_bytes(b"".join(whole[:-1]) + whole[-1][:20])
    other = ["g-0", "g-9"]
    assert run(events, ARTICLES, resume=True, reading=lambda a, n: other) == ["g"]
    assert ids_in(events)[-2:] == other
    assert run(events, ARTICLES, resume=True) == []


def test_tokens_of_earlier_runs_count_once_whatever_the_journal(events: Path) -> None:
    def spent() -> tuple[int, int]:
        journal = Journal(events)
        journal.open()
        journal.resume(SETTINGS)
        journal.close()
        return journal.tokens.prompt, journal.paid

    assert spent() == (700, 7)
    rows = journal_of(events).read_bytes().splitlines(keepends=True)
    journal_of(events).write_bytes(b"".join([*rows[3:], *rows[3:], rows[1]]))
    assert spent() == (600, 6)  # that of b is not listed any more


@given(st.binary(max_size=200))
@example(b"[" * 100_000 + b"]\n")
@example(b'["' + b"0" * 32 + b'", 1, 1e999, 0, 0, 0, 0]\n')
@example(b'["' + b"0" * 32 + b'", true, 1, 0, 0, 0, 0]\n')
@example(b'["' + b"0" * 32 + b'", 1, -1, 0, 0, 0, 0]\n')
@example(b'{"journal": [], "check": {}}\n')
def test_any_bytes_are_a_sound_line_or_none(data: bytes) -> None:
    entry, head = entry_of(data), head_of(data)
    assert entry is None or entry_of(entry_line(entry)) is not None
    assert head is None or isinstance(head.version, int)
