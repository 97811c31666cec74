"""Runs a team's pages: one address, each person's part behind their token."""

from __future__ import annotations

import ipaddress
import socket
import ssl
from dataclasses import dataclass
from typing import TYPE_CHECKING

from extractor.errors import ReviewError
from extractor.review.app import make_app
from extractor.review.safety import Site
from extractor.review.server import ADDRESS, run
from extractor.review.team_app import make_team_app, sign_in_page
from extractor.review.team_guard import TeamGuard

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from extractor.review.team_review import TeamReview

__all__ = ["Place", "serve_team"]

EVERYWHERE = ("0.0.0.0", "::")  # addresses that name no machine


@dataclass(frozen=True)
class Place:
    """Where the pages are served: on the first of ``hosts``, under all of them as names.
    ``certificate`` and ``key`` are PEM files."""

    hosts: tuple[str, ...] = ()
    certificate: str | None = None
    key: str | None = None

    def check(self) -> None:
        """Raise :class:`ReviewError` unless only this machine is served or TLS is used."""
        if bool(self.certificate) != bool(self.key):
            raise ReviewError("--tls-cert and --tls-key go together")
        if self.certificate:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            try:
                # A key with a passphrase would prompt for it during the start.
                context.load_cert_chain(self.certificate, self.key, password=lambda: "")
            except (OSError, ssl.SSLError, ValueError) as error:
                raise ReviewError(
                    f"{self.certificate} and {self.key} are no certificate and its key: {error}"
                ) from None
            return
        for host in self.hosts:
            if not _is_loopback(host):
                raise ReviewError(
                    f"--host {host} is reached from elsewhere: that needs --tls-cert and --tls-key"
                )

    @property
    def host(self) -> str:
        """The address to listen on."""
        return self.hosts[0] if self.hosts else ADDRESS

    def names(self) -> list[str]:
        """The names that a browser may use in its address."""
        names = [f"[{one}]" if ":" in one else one for one in self.hosts if one not in EVERYWHERE]
        if self.host in EVERYWHERE:
            names += [socket.gethostname(), socket.getfqdn()]
        return list(dict.fromkeys(names))

    def site(self, port: int) -> str:
        """The address to print."""
        name = next(iter(self.names()), ADDRESS)
        return f"{'https' if self.certificate else 'http'}://{name}:{port}"


def serve_team(
    review: TeamReview,
    listener: socket.socket,
    place: Place,
    *,
    output: Path | None,
    name: str,
    ready: Callable[[str], None],
) -> None:
    """Answer until the process is told to stop; ``ready`` gets the address."""
    port = listener.getsockname()[1]
    apps = {
        # Only adjudicators write the team's file.
        person.name: make_app(
            review.sessions[person.name],
            output=output if person.role == "adjudicator" else None,
            name=name,
        )
        for person in review.team.people
    }
    app = TeamGuard(
        apps,
        make_team_app(review, name=name),
        site=Site(port, place.names(), secure=place.certificate is not None),
        person_of=review.log.person_of,
        sign_in=sign_in_page(name),
    )
    site = place.site(port)
    run(
        app,
        listener,
        lambda: ready(site),
        ssl_certfile=place.certificate,
        ssl_keyfile=place.key,
    )


def _is_loopback(host: str) -> bool:
    """Whether a name or address, in all its resolutions, is this machine's own."""
    try:
        found = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        return False
    return all(ipaddress.ip_address(one[4][0].partition("%")[0]).is_loopback for one in found)  # type: ignore[union-attr]
