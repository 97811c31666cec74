"""Listens on this machine's own address, or with a token on any, until told to stop."""

from __future__ import annotations

import asyncio
import contextlib
import ipaddress
import socket
from dataclasses import dataclass
from types import FrameType
from typing import Any

import uvicorn

from extractor.errors import ExtractorError
from extractor.serve.admission import Door, Rules
from extractor.serve.service import Service

__all__ = ["ADDRESS", "PORT", "Address", "StoppableServer", "is_own", "listen", "server_of"]

ADDRESS = "127.0.0.1"
PORT = 8766
FEWEST_TOKEN = 16
"""Characters of a token; fewer could be guessed."""


def is_own(host: str) -> bool:
    """Whether only this machine can reach the address."""
    if host.lower() == "localhost":
        return True
    with contextlib.suppress(ValueError):
        return ipaddress.ip_address(host).is_loopback
    return False


@dataclass(frozen=True)
class Address:
    """The address to listen on, and the conditions for clients.

    Raises :class:`~extractor.errors.ExtractorError` for an address that others can reach without a
    token, and for an invalid token.
    """

    host: str = ADDRESS
    port: int = PORT
    token: str | None = None
    certificate: str | None = None
    key: str | None = None

    def __post_init__(self) -> None:
        token = self.token
        if token is None and not is_own(self.host):
            raise ExtractorError(
                f"--host {self.host} is reached from other machines: give a token "
                "(EXTRACT_SERVE_TOKEN or --token-file)"
            )
        if token is not None and not (
            len(token) >= FEWEST_TOKEN and token.isascii() and token.isprintable()
        ):
            raise ExtractorError(
                f"the token has to be at least {FEWEST_TOKEN} plain characters; "
                "make one with: openssl rand -hex 24"
            )

    def rules(self, port: int) -> Rules:
        """The admission rules, once the port is known."""
        if not is_own(self.host):
            return Rules(self.token)
        names = {"127.0.0.1", "localhost", "[::1]"}
        if ":" not in self.host:
            names.add(self.host.lower())
        return Rules(self.token, frozenset(f"{name}:{port}" for name in names))

    def url(self, port: int) -> str:
        """The address as it is typed."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"http{'s' if self.certificate else ''}://{host}:{port}"


def listen(address: Address) -> socket.socket:
    """A socket that listens there. Raises :class:`~extractor.errors.ExtractorError`."""
    try:
        family, kind, _, _, where = socket.getaddrinfo(
            address.host, address.port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
    except OSError as error:
        raise ExtractorError(f"--host {address.host}: {error.strerror or error}") from None
    listener = socket.socket(family, kind)
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(where)
        listener.listen(128)
    except OSError as error:
        listener.close()
        reason = error.strerror or str(error)
        raise ExtractorError(
            f"{address.host}, port {address.port} cannot be used: {reason}; name others with "
            "--host and --port"
        ) from None
    return listener


class StoppableServer(uvicorn.Server):
    """Tells the service when the server ends, so that waiting clients are answered at once."""

    def __init__(self, config: uvicorn.Config, service: Service) -> None:
        super().__init__(config)
        self._service = service
        self._loop: asyncio.AbstractEventLoop | None = None

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Remembers the loop, which is the service's."""
        self._loop = asyncio.get_running_loop()
        await super().startup(sockets)

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """A signal: the first ends in good order, a second at once."""
        if self._loop is not None and not self.should_exit:
            self._loop.call_soon_threadsafe(self._service.end)
        super().handle_exit(sig, frame)


def server_of(
    service: Service, app: Any, address: Address, *, port: int, grace_s: float
) -> StoppableServer:
    """A server for the application behind its door, to be run on a socket of that port. On
    shutdown, articles being read get ``grace_s`` seconds.

    Raises :class:`~extractor.errors.ExtractorError` for an unusable certificate.
    """
    config = uvicorn.Config(
        Door(app, address.rules(port)),
        log_level="critical",  # an article that fails is told by the service
        access_log=False,
        lifespan="on",
        ws="none",
        proxy_headers=False,
        server_header=False,
        timeout_graceful_shutdown=max(1, round(grace_s)),
        ssl_certfile=address.certificate,
        ssl_keyfile=address.key,
    )
    try:
        config.load()
    except OSError as error:  # ssl.SSLError too
        reason = error.strerror or str(error)
        raise ExtractorError(f"--tls-cert, --tls-key: {reason}") from None
    return StoppableServer(config, service)
