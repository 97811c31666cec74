"""http:// to a port that speaks TLS, https:// to one that does not: the error asks about it."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator

import pytest
from fault_kit import line
from scripted_server import raw

ALERT = b"\x15\x03\x01\x00\x02\x02\x46"
"""What OpenSSL sends to a client that has not begun with TLS."""
PAGES = {
    "nginx": b"<html><head><title>400 The plain HTTP request was sent to HTTPS port</title></head>",
    "Apache": b"<p>You're speaking plain HTTP to an SSL-enabled server port.<br />",
    "Go": b"Client sent an HTTP request to an HTTPS server.\n",
}


@pytest.fixture
def alerting() -> Iterator[str]:
    """The address of a server that meets plain HTTP with an alert of TLS."""
    listening = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        while True:
            try:
                taken, _ = listening.accept()
            except OSError:
                return
            with taken:
                taken.recv(1 << 20)
                taken.sendall(ALERT)

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    yield f"127.0.0.1:{listening.getsockname()[1]}"
    listening.shutdown(socket.SHUT_RDWR)
    listening.close()


def run(extract, url: str):
    to = ("--base-url", url, "--model", "openai/x", "--reader", "record")
    return extract("run", *to, input=line())


def test_an_alert_of_tls_asks_for_https(extract, alerting):
    done = run(extract, f"http://{alerting}/v1")
    assert done.code == 3
    place = f"openai/x at http://{alerting}/v1"
    assert f"the connection to {place} broke off (is it https://?): " in done.error


@pytest.mark.parametrize("server", PAGES)
def test_the_words_of_common_servers_ask_for_https(ask, server):
    page = raw(PAGES[server], content_type="text/html", code=400)
    done, asked = ask(script=lambda _: page, input=line())
    assert done.code == 2
    assert done.error == f"openai/x at {asked.url} speaks TLS at this port: is it https://?"
    assert len(asked.chats) == 1


def test_https_where_nobody_speaks_tls_asks_for_http(extract, scripted_server):
    url = scripted_server(lambda _: raw(b"{}")).url.replace("http:", "https:")
    done = run(extract, url)
    assert done.code == 2
    assert f"no secure connection to openai/x at {url} (is it http://?): " in done.error
