"""The thread that ends requests whose time is over."""

from __future__ import annotations

import socket
import threading
import time
from types import SimpleNamespace

import pytest

from extractor.errors import ModelUnavailable
from extractor.models.deadline import Connection, Deadlines


def connected() -> tuple[Connection, socket.socket, socket.socket]:
    """A connection as the HTTP library tells of it, and both ends of its socket."""
    ours, theirs = socket.socketpair()
    connection = Connection(None)
    stream = SimpleNamespace(get_extra_info=lambda name: {"socket": ours}[name])
    connection.trace("connection.connect_tcp.started", {})
    connection.trace("connection.connect_tcp.complete", {"return_value": stream})
    return connection, ours, theirs


def test_what_is_late_is_shut_and_what_is_not_goes_on() -> None:
    deadlines = Deadlines()
    late, in_time = connected(), connected()
    now = time.monotonic()
    with deadlines.until(now + 600, in_time[0]), deadlines.until(now + 0.05, late[0]):
        assert late[1].recv(1) == b""  # until the thread has shut it
    assert late[0].late and not in_time[0].late
    in_time[2].sendall(b"x")
    assert in_time[1].recv(1) == b"x"
    with deadlines.until(time.monotonic() + 600, late[0]):
        assert not late[0].late
    deadlines.close()


def test_one_that_is_late_before_it_is_connected_is_shut_when_it_is() -> None:
    deadlines = Deadlines()
    other, ours, _ = connected()
    connection = Connection(None)
    with deadlines.until(0, connection):
        while not connection.late:
            threading.Event().wait(0.005)
        connection.trace("connection.connect_tcp.complete", {"return_value": other._stream})
        assert ours.recv(1) == b""
    deadlines.close()


def test_one_that_never_was_connected_is_late_all_the_same() -> None:
    deadlines, connection = Deadlines(), Connection(None)
    with deadlines.until(0, connection):
        while not connection.late:
            threading.Event().wait(0.005)
    deadlines.close()


def test_no_thread_is_left_once_it_is_closed() -> None:
    before = threading.active_count()
    deadlines = Deadlines()
    deadlines.close()
    for _ in range(3):
        with deadlines.until(time.monotonic() + 600, connected()[0]):
            assert threading.active_count() == before + 1
        deadlines.close()
        assert threading.active_count() == before
    with deadlines.until(time.monotonic() + 600, connected()[0]):
        deadlines.close()  # waits for nobody
        assert threading.active_count() == before + 1
    deadlines.close()
    assert threading.active_count() == before


def test_where_no_thread_can_be_started_that_is_told_and_the_next_request_is_watched(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def none(_: threading.Thread) -> None:
        raise RuntimeError("can't start new thread")

    deadlines = Deadlines()
    late, ours, _ = connected()
    with monkeypatch.context() as limited:
        limited.setattr(threading.Thread, "start", none)
        with (
            pytest.raises(ModelUnavailable, match="the system starts no thread"),
            deadlines.until(time.monotonic(), late),
        ):
            raise AssertionError("it is asked without a deadline")
    with deadlines.until(time.monotonic() + 0.05, late):
        assert ours.recv(1) == b""
    deadlines.close()
