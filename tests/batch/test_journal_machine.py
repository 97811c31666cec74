"""A run, its output and its journal through whatever may befall them, in any order: kills in the
middle of a write, outputs cut short, journals cut, flipped, doubled, lost or exchanged, lines of
the output changed or doubled. No event is lost, none is there twice, none is made up.

Which promise holds depends on what is left: an event that was written whole and whose line nobody
damaged stays where it is, always. Damage within the output is found as long as the journal is
sound; with both damaged, lines that are no longer records are found, and what they held is read
again, but a flipped bit in a record cannot be told from a record.
"""

from __future__ import annotations

import contextlib
import io
import json
import shutil
import tempfile
from collections.abc import Callable, Iterator
from io import FileIO
from pathlib import Path
from typing import Any

import pytest
from effort import effort
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, precondition, rule
from output_kit import (
    BROKEN_LINES,
    SETTINGS,
    changes_a_cut_article,
    damages,
    done_of,
    events_of,
    expected,
    ids_in,
    names_others,
    run,
    sha_of,
    tells_nothing,
)

from extractor.batch.journal import Journal, JournalError
from extractor.batch.keys import text_key
from extractor.cli.output import FileOutput

ARTICLES = {f"article{number}": count for number, count in enumerate([1, 0, 3, 2, 0, 1, 4, 2, 1])}
share = st.floats(0, 1, exclude_max=True)


class Killed(BaseException):
    """kill -9: nothing is tidied up, only what reached the system is there."""


class Dying:
    """A file whose process is killed after so many bytes of all it writes."""

    def __init__(self, file: FileIO, left: list[int]) -> None:
        self._file, self._left = file, left

    def write(self, data: Any) -> int:
        view = memoryview(data)[: self._left[0]]
        self._left[0] -= len(data)
        while view:
            view = view[self._file.write(view) :]
        if self._left[0] < 0:
            raise Killed
        return len(data)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._file, name)


@contextlib.contextmanager
def killed_after(size: int) -> Iterator[None]:
    """Within, the process dies after writing ``size`` bytes."""
    left, opened = [size], []

    def open_dying(path: Path, *arguments: Any, **options: Any) -> Any:
        file = io.open(path, *arguments, **options)  # noqa: UP020, SIM115
        if not isinstance(file, FileIO):
            return file
        opened.append(file)
        return Dying(file, left)

    try:
        with pytest.MonkeyPatch.context() as patched, contextlib.suppress(Killed):
            patched.setattr(Path, "open", open_dying)
            yield
    finally:
        for file in opened:
            file.close()  # as the system does


def short_within(output: bytes) -> bool:
    """What is not promised: an article of which a power cut left some events, and others were
    written after it, is known to be short by the journal alone. Losing that too loses the rest."""
    lines = output[: output.rfind(b"\n") + 1].splitlines()
    names = [json.loads(line)["id"].split("-")[0] for line in lines]
    short = {name for name in names if names.count(name) < ARTICLES[name]}
    return not short <= set(names[-1:])


class Runs(RuleBasedStateMachine):
    """``kept`` is what the output has to begin with for ever, ``sound`` whether the journal is as
    a run left it."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        self.path = self.folder / "events.jsonl"
        self.journal = Journal(self.path).path
        self.kept = b""
        self.sound = True
        self.touched = False

    def teardown(self) -> None:
        try:
            self._resumed(ARTICLES)
            assert sorted(ids_in(self.path)) == expected(ARTICLES)
            before = self.path.read_bytes()
            assert run(self.path, ARTICLES, resume=True) == []
            assert self.path.read_bytes() == before
        finally:
            shutil.rmtree(self.folder)

    @rule(order=st.permutations(list(ARTICLES)), count=st.integers(0, len(ARTICLES)))
    def goes_on(self, order: list[str], count: int) -> None:
        """A run that reads so many articles and ends."""
        self._resumed({name: ARTICLES[name] for name in order[:count]})

    @rule(order=st.permutations(list(ARTICLES)), size=st.integers(0, 6_000))
    def is_killed(self, order: list[str], size: int) -> None:
        """A run that is killed after any byte: in mending the journal, between an entry and its
        events, in the middle of either."""
        if self.touched:
            self._resumed({})
        with killed_after(size):
            journal = Journal(self.path)
            output = FileOutput(self.path, existed=self.path.exists(), journal=journal)
            output.ready(SETTINGS, resume=True)
            self.sound = True
            for name in order:
                if text_key(sha_of(name), SETTINGS) not in journal.before:
                    done = journal.unwritten(done_of(name, events_of(name, ARTICLES[name])))
                    output.write([event.json_line() for event in done.events], done)
        self._is_longer()

    def _may_lose_journal(self) -> bool:
        return not self.touched and self.journal.exists() and not short_within(self.kept)

    @precondition(_may_lose_journal)
    @rule(damage=damages())
    def journal_is_damaged(self, damage: Callable[[bytes], bytes]) -> None:
        self.journal.write_bytes(damage(self.journal.read_bytes()))
        self.sound = False

    @precondition(_may_lose_journal)
    @rule(how=st.sampled_from(["lost", "empty", "another's", "doubled"]))
    def journal_is_no_longer_there(self, how: str) -> None:
        if how == "lost":
            self.journal.unlink()
        elif how == "empty":
            self.journal.write_bytes(b"")
        elif how == "doubled":
            self.journal.write_bytes(self.journal.read_bytes() * 2)
        else:
            other = self.folder / "other.jsonl"
            run(other, {"elsewhere": 2, "nothing": 0})
            Journal(other).path.replace(self.journal)
            other.unlink()
        self.sound = False

    @rule(at=share, zeros=st.booleans())
    def output_is_cut(self, at: float, zeros: bool) -> None:
        """As a power cut does; sometimes the file keeps its length."""
        if not self.path.exists() or self.touched:
            return
        whole = self.path.read_bytes()
        rest = whole[: round(at * len(whole))]
        if not self.sound and short_within(rest):
            return
        self.path.write_bytes(rest + bytes(len(whole) - len(rest)) * zeros)
        self.kept = rest[: rest.rfind(b"\n") + 1]

    @precondition(lambda self: self.sound and self.path.exists())
    @rule(damage=st.lists(damages(), min_size=1, max_size=3))
    def output_is_damaged(self, damage: list[Callable[[bytes], bytes]]) -> None:
        """Lines changed, doubled, exchanged: found by the journal, and mended only when told."""
        data = self.path.read_bytes()
        for one in damage:
            data = one(data)
        if not names_others(data, ARTICLES) and not changes_a_cut_article(data, ARTICLES):
            self.path.write_bytes(data)
            self.kept, self.touched = b"", True

    @precondition(lambda self: not self.sound and not self.touched and self.path.exists())
    @rule(damage=st.lists(damages(BROKEN_LINES), min_size=1, max_size=3))
    def output_is_damaged_beside_a_damaged_journal(
        self, damage: list[Callable[[bytes], bytes]]
    ) -> None:
        """Lines destroyed of which the journal may know nothing any more."""
        before = data = self.path.read_bytes()
        for one in damage:
            data = one(data)
        told = not names_others(data, ARTICLES) and not tells_nothing(before, data)
        if told and not short_within(before):
            self.path.write_bytes(data)
            self.kept, self.touched = b"", True

    @precondition(lambda self: self.touched)
    @rule(size=st.integers(0, 3_000))
    def is_killed_while_it_repairs(self, size: int) -> None:
        with killed_after(size):
            journal = Journal(self.path)
            output = FileOutput(self.path, existed=True, journal=journal)
            output.ready(SETTINGS, resume=True, repair=True)

    def _resumed(self, articles: dict[str, int]) -> None:
        before = self.path.read_bytes() if self.path.exists() else b""
        try:
            run(self.path, articles, resume=True)
        except JournalError:
            assert self.touched or not self.sound, "an undisturbed output was refused"
            assert self.path.read_bytes() == before
            copies = len(list(self.folder.glob("*.before-resume*")))
            run(self.path, articles, resume=True, repair=True)
            assert len(list(self.folder.glob("*.before-resume*"))) == copies + 1
            self.kept = b""
        self.sound, self.touched = True, False
        self._is_longer()

    def _is_longer(self) -> None:
        """What was whole stays; what is there now has to stay from now on."""
        if not self.path.exists():
            assert self.kept == b""
            return
        data = self.path.read_bytes()
        assert data.startswith(self.kept), "a resumed run shortened or changed the output"
        self.kept = data[: data.rfind(b"\n") + 1]
        ids = [json.loads(line)["id"] for line in self.kept.splitlines()]
        assert len(ids) == len(set(ids)), "an event is there twice"
        assert set(ids) <= set(expected(ARTICLES)), "an event was made up"


TestRuns = Runs.TestCase
TestRuns.settings = settings(max_examples=effort(60), stateful_step_count=12, deadline=None)
