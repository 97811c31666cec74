"""A server that never ends its answer is left in the end."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator

import pytest

from extractor.errors import FetchError
from extractor.fetch import client
from extractor.fetch.client import MOST_TRIES, Client

GOOD = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"


@pytest.fixture
def dripping(request: pytest.FixtureRequest) -> Iterator[str]:
    """The address of a server that sends some bytes and then others for ever."""
    first, again = request.param
    server = socket.create_server(("127.0.0.1", 0))
    stopping = threading.Event()

    def answer(asked: socket.socket) -> None:
        with asked:
            asked.recv(1 << 16)
            try:
                asked.sendall(first)
                while not stopping.wait(0.01):
                    asked.sendall(again)
            except OSError:  # the client has left
                pass

    def serve() -> None:
        while not stopping.is_set():
            try:
                asked, _ = server.accept()
            except OSError:
                return
            threading.Thread(target=answer, args=(asked,), daemon=True).start()

    threading.Thread(target=serve, daemon=True).start()
    yield f"http://127.0.0.1:{server.getsockname()[1]}"
    stopping.set()
    server.close()


@pytest.mark.parametrize(
    "dripping",
    [(GOOD, b"X-More: header\r\n"), (GOOD + b"\r\n[", b"1,"), (GOOD + b"\r\n[1]", b" ")],
    ids=["headers", "rows", "blanks"],
    indirect=True,
)
def test_an_answer_that_never_ends_is_given_up(
    dripping: str, waits: list[float], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(client, "LONGEST_PAGE_S", 0.2)
    with pytest.raises(FetchError, match="gives no whole answer within 0 s") as told:
        Client(dripping).get("/", {}, {})
    assert f"(tried {MOST_TRIES} times)" in str(told.value)
    assert len(waits) == MOST_TRIES - 1
