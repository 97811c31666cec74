"""A file that one run has for itself: opened, made, taken by another, taken away meanwhile."""

from __future__ import annotations

import errno
import fcntl
import os
from io import FileIO
from pathlib import Path

import pytest

from extractor.batch import locking as module
from extractor.batch.locking import is_at, lock, open_alone


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "events.jsonl.journal"


def opened(path: Path) -> tuple[FileIO, bool]:
    found = open_alone(path)
    assert found is not None
    return found


def test_a_file_that_is_not_there_is_made_and_known_for_it(path: Path) -> None:
    file, made = opened(path)
    assert made
    file.write(b"kept")
    assert path.read_bytes() == b"kept", "what is written there survives a kill at once"
    file.close()
    file, made = opened(path)
    assert not made
    assert file.read() == b"kept"
    file.write(b", too")
    assert path.read_bytes() == b"kept, too"
    file.close()


def test_another_run_has_it_until_it_is_closed(path: Path) -> None:
    file, _ = opened(path)
    assert open_alone(path) is None
    file.close()
    opened(path)[0].close()


def test_what_is_no_regular_file_is_refused(path: Path, tmp_path: Path) -> None:
    os.mkfifo(path)
    with pytest.raises(OSError, match="it is no regular file") as caught:
        open_alone(path)
    assert (caught.value.errno, caught.value.filename) == (errno.EINVAL, str(path))
    with pytest.raises(IsADirectoryError):
        open_alone(tmp_path)


def test_a_link_to_nothing_is_refused(path: Path, tmp_path: Path) -> None:
    path.symlink_to(tmp_path / "gone")
    with pytest.raises(FileNotFoundError, match="it is a link to nothing") as caught:
        open_alone(path)
    assert (caught.value.errno, caught.value.filename) == (errno.ENOENT, str(path))


def test_one_that_others_take_away_each_time_is_another_run_s(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each finds it there, and gone when it opens it."""
    tries: list[str] = []

    def always_gone(self: Path, mode: str, buffering: int) -> FileIO:
        tries.append(mode)
        raise FileExistsError if mode == "x+b" else FileNotFoundError

    monkeypatch.setattr(Path, "open", always_gone)
    assert open_alone(path) is None
    assert tries == ["x+b", "r+b"] * module.OPENINGS


def replaced(path: Path, times: int, monkeypatch: pytest.MonkeyPatch) -> list[FileIO]:
    """Another file takes the place of the one just opened, so many times."""
    locked: list[FileIO] = []

    def slow(file: FileIO) -> bool:
        locked.append(file)
        if len(locked) <= times:
            other = path.with_name("other")
            other.write_bytes(b"another")
            other.replace(path)
        return lock(file)

    monkeypatch.setattr(module, "lock", slow)
    return locked


def test_a_file_put_in_its_place_before_the_lock_is_opened_instead(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    locked = replaced(path, 1, monkeypatch)
    file, made = opened(path)
    assert (file.read(), made, len(locked)) == (b"another", False, 2)
    assert is_at(file, path)
    assert locked[0].closed
    file.close()


def test_where_no_file_is_ever_the_one_that_was_opened_the_last_is_taken(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    locked = replaced(path, 99, monkeypatch)
    file, _ = opened(path)
    assert len(locked) == module.OPENINGS
    assert [one.closed for one in locked] == [True] * (module.OPENINGS - 1) + [False]
    assert not is_at(file, path)
    file.close()


def test_a_path_that_leads_nowhere_is_not_the_file(path: Path) -> None:
    file, _ = opened(path)
    assert is_at(file, path)
    path.unlink()
    assert not is_at(file, path)
    file.close()


@pytest.mark.parametrize(
    ("error", "alone"),
    [(BlockingIOError(), False), (OSError(errno.ENOLCK, "no locks"), True), (ImportError(), True)],
)
def test_where_the_system_has_no_locks_everybody_is_let_in(
    path: Path, monkeypatch: pytest.MonkeyPatch, error: Exception, alone: bool
) -> None:
    def refuse(number: int, how: int) -> None:
        assert (number, how) == (file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
        raise error

    file = path.open("w+b", buffering=0)
    monkeypatch.setattr(fcntl, "flock", refuse)
    assert lock(file) is alone
    file.close()
