"""The address of a database, as given with ``--to``, and its display form without a password."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import unquote

from extractor.errors import StoreError
from extractor.stores.databases import DATABASES, Database

__all__ = ["Address", "address_of"]

HIDDEN = "…"
KEYWORDS = frozenset({"host", "dbname", "user", "password"})
PASSWORD = re.compile(r"(?i)([?&;\s](?:ssl)?password\s*=)[^&;\s]*")
SHORTEST_SECRET = 3  # removing a shorter one would garble any sentence


@dataclass(frozen=True)
class Address:
    """A database. ``place`` is the path or URL to open, ``shown`` its display form; ``secrets`` are
    passwords that must not appear in messages."""

    database: Database
    place: str = field(repr=False)
    shown: str
    secrets: tuple[str, ...] = field(default=(), repr=False)

    def scrubbed(self, message: object) -> str:
        """A database's message on one line, without passwords."""
        text = " ".join(str(message).split()).replace(self.place, self.shown)
        for secret in self.secrets:
            if len(secret) >= SHORTEST_SECRET:
                text = text.replace(secret, HIDDEN)
            elif secret and secret in text:
                return "(the database's own words hold the password and are left out)"
        return text


def address_of(target: str) -> Address:
    """The address of a database given as file or URL.

    The type of an existing file is read from its first bytes. Raises :class:`StoreError` for
    anything else; the message repeats nothing that could be a password.
    """
    scheme, found, behind = target.partition("://")
    if found:
        server = next((one for one in DATABASES if scheme.lower() in one.schemes), None)
        if server is None:
            raise StoreError(f"{scheme[:20]!r} is no kind of database known here; {_wanted()}")
        return _on_server(server, target, behind)
    keys = [part.rstrip().rpartition(" ")[2] for part in target.split("=")[:-1]]
    if not KEYWORDS.isdisjoint(keys):
        raise StoreError(f"--to takes no keywords; {_wanted()}")
    if not target:
        raise StoreError(f"--to is empty; {_wanted()}")
    path = Path(target)
    if path.is_dir():
        raise StoreError(f"{target}: is a folder; {_wanted()}")
    database = _database_of_file(path) or next(
        (one for one in DATABASES if path.suffix.lower() in one.endings), None
    )
    if database is None:
        raise StoreError(f"{target}: does not say what kind of database it is; {_wanted()}")
    if not path.absolute().parent.is_dir():
        raise StoreError(f"{target}: there is no folder {path.parent}")
    return Address(database, target, target)


def _wanted() -> str:
    """The forms of address that are accepted."""
    endings = [ending for one in DATABASES for ending in one.endings]
    servers = [f"{one.schemes[0]}://user@host/database" for one in DATABASES if one.schemes]
    return (
        f"name a file ending in {', '.join(endings[:-1])} or {endings[-1]}, or an address as "
        f"{' or '.join(servers)}"
    )


def _database_of_file(path: Path) -> Database | None:
    longest = max(one.begins[0] + len(one.begins[1]) for one in DATABASES if one.begins)
    try:
        with path.open("rb") as file:
            head = file.read(longest)
    except OSError:
        return None
    for one in DATABASES:
        if one.begins and head.startswith(one.begins[1], one.begins[0]):
            return one
    return None


def _on_server(database: Database, target: str, behind: str) -> Address:
    server, slash, path = behind.partition("/")
    before, at, host = server.rpartition("@")
    user, _, password = before.partition(":")
    if "@" in path.partition("?")[0] or "@" in user or "@" in password or "#" in server:
        raise StoreError(
            "the address has an @, / or # in its user or password; write them as %40, %2F and %23, "
            f"or leave the password out and put it into {database.password_variable}"
        )
    shown = f"{database.schemes[0]}://{user}{at}{host}{slash}" + PASSWORD.sub(
        rf"\g<1>{HIDDEN}", path
    )
    named = [found.group().rpartition("=")[2] for found in PASSWORD.finditer(behind)]
    given = [password, *named, os.environ.get(database.password_variable, "")]
    secrets = {form for secret in given if secret for form in (secret, unquote(secret))}
    return Address(database, target, shown, tuple(sorted(secrets, key=len, reverse=True)))
