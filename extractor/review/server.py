"""Run the page: a socket on 127.0.0.1, uvicorn behind the guard, until Ctrl-C."""

from __future__ import annotations

import secrets
import socket
from collections.abc import Callable
from pathlib import Path

import uvicorn

from extractor.errors import ReviewError
from extractor.review.app import make_app
from extractor.review.safety import Guard
from extractor.review.session import Session

__all__ = ["ADDRESS", "PORT", "listen", "serve"]

ADDRESS = "127.0.0.1"
PORT = 8765
LAST_ANSWERS = 2  # seconds that answers under way get when the review ends


def listen(port: int | None) -> socket.socket:
    """A socket on this machine's own address only.

    ``None`` is the usual port, or the next free one where it is taken. Raises
    :class:`ReviewError` for a port that was asked for and cannot be had.
    """
    wanted = PORT if port is None else port
    for number in (wanted, 0) if port is None else (wanted,):
        listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((ADDRESS, number))
        except OSError as error:
            listener.close()
            reason = error.strerror or str(error)
            continue
        return listener
    raise ReviewError(f"port {wanted} cannot be used: {reason}; name another with --port")


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
    config = uvicorn.Config(
        app,
        log_level="warning",  # the access log would hold the token
        access_log=False,
        lifespan="off",
        server_header=False,
        timeout_graceful_shutdown=LAST_ANSWERS,
    )
    listener.listen(128)
    ready(f"http://{ADDRESS}:{port}/?token={token}")
    uvicorn.Server(config).run(sockets=[listener])
