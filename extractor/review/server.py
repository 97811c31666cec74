"""Runs the page: a socket on 127.0.0.1 and uvicorn behind the guard, until Ctrl-C."""

from __future__ import annotations

import secrets
import socket
from collections.abc import Callable
from pathlib import Path
from typing import Any

import uvicorn

from extractor.errors import ReviewError
from extractor.review.app import make_app
from extractor.review.safety import Guard
from extractor.review.session import Session

__all__ = ["ADDRESS", "PORT", "listen", "run", "serve"]

ADDRESS = "127.0.0.1"
PORT = 8765
LAST_ANSWERS = 2  # seconds for pending answers when the review ends


def listen(port: int | None, host: str = ADDRESS) -> socket.socket:
    """A socket on this machine's loopback address, unless another ``host`` is named.

    ``None`` is the usual port, or the next free one if it is taken. Raises :class:`ReviewError` for
    a requested port that is not available.
    """
    wanted = PORT if port is None else port
    try:
        family, _, _, _, (address, *_) = socket.getaddrinfo(host, wanted, type=socket.SOCK_STREAM)[
            0
        ]
    except OSError as error:
        raise ReviewError(f"{host} is no address of this machine: {error.strerror}") from None
    for number in (wanted, 0) if port is None else (wanted,):
        listener = socket.socket(family, socket.SOCK_STREAM)
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((address, number))
        except OSError as error:
            listener.close()
            reason = error.strerror or str(error)
            continue
        return listener
    where = "" if host == ADDRESS else f" of {host}"
    raise ReviewError(f"port {wanted}{where} cannot be used: {reason}; name another with --port")


def serve(
    session: Session,
    listener: socket.socket,
    *,
    output: Path | None,
    name: str,
    ready: Callable[[str], None],
) -> None:
    """Answer until the process is told to stop; ``ready`` gets the address with its token."""
    port = listener.getsockname()[1]
    token = secrets.token_urlsafe(24)
    app = Guard(make_app(session, output=output, name=name), token=token, port=port)
    run(app, listener, lambda: ready(f"http://{ADDRESS}:{port}/?token={token}"))


def run(
    app: Any, listener: socket.socket, ready: Callable[[], None], **options: str | None
) -> None:
    """Answer with the application until the process is told to stop; ``ready`` is called when
    requests are taken."""
    config = uvicorn.Config(
        app,
        log_level="warning",  # the access log would hold the token
        access_log=False,
        lifespan="off",
        server_header=False,
        timeout_graceful_shutdown=LAST_ANSWERS,
        **options,  # type: ignore[arg-type]
    )
    listener.listen(128)
    ready()
    uvicorn.Server(config).run(sockets=[listener])
