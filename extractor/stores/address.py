"""Where a database is, as given with ``--to``, and how that is shown: never with a password."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import unquote

from extractor.errors import StoreError
from extractor.stores.layout import Dialect

__all__ = ["Address", "address_of"]

ENDINGS: dict[str, Dialect] = {
    ".db": "sqlite",
    ".sqlite": "sqlite",
    ".sqlite3": "sqlite",
    ".duckdb": "duckdb",
    ".ddb": "duckdb",
}
SCHEMES = ("postgresql", "postgres")
HIDDEN = "…"
PASSWORD = re.compile(r"(?i)([?&;\s](?:ssl)?password\s*=)[^&;\s]*")
SHORTEST_SECRET = 3  # a shorter one would blot out half of any sentence
WANTED = "name a file ending in .db, .sqlite or .duckdb, or an address as postgresql://user@host/database"


@dataclass(frozen=True)
class Address:
    """A database. ``place`` is the path or URL to open, ``shown`` the same for people; ``secrets``
    are passwords that no message may hold."""

    dialect: Dialect
    place: str = field(repr=False)
    shown: str
    secrets: tuple[str, ...] = field(default=(), repr=False)

    def scrubbed(self, message: object) -> str:
        """A message of a database on one line, without passwords."""
        text = " ".join(str(message).split()).replace(self.place, self.shown)
        for secret in self.secrets:
            if len(secret) >= SHORTEST_SECRET:
                text = text.replace(secret, HIDDEN)
            elif secret and secret in text:
                return "(the database's own words hold the password and are left out)"
        return text


def address_of(target: str) -> Address:
    """The address of a database given as file or URL.

    A file that exists already is what its first bytes say. Raises :class:`StoreError` for what is
    neither; the message repeats nothing that could be a password.
    """
    scheme, found, rest = target.partition("://")
    if found:
        if scheme.lower() not in SCHEMES:
            raise StoreError(f"{scheme[:20]!r} is no kind of database known here; {WANTED}")
        return _postgres(target, rest)
    if re.search(r"\b(host|dbname|user|password)\s*=", target):
        raise StoreError(f"--to takes no keywords; {WANTED}")
    if not target:
        raise StoreError(f"--to is empty; {WANTED}")
    path = Path(target)
    if path.is_dir():
        raise StoreError(f"{target}: is a folder; {WANTED}")
    dialect = _dialect_of_file(path) or ENDINGS.get(path.suffix.lower())
    if dialect is None:
        raise StoreError(f"{target}: does not say what kind of database it is; {WANTED}")
    if not path.absolute().parent.is_dir():
        raise StoreError(f"{target}: there is no folder {path.parent}")
    return Address(dialect, target, target)


def _dialect_of_file(path: Path) -> Dialect | None:
    try:
        with path.open("rb") as file:
            head = file.read(16)
    except OSError:
        return None
    if head.startswith(b"SQLite format 3\0"):
        return "sqlite"
    return "duckdb" if head[8:12] == b"DUCK" else None


def _postgres(target: str, rest: str) -> Address:
    server, slash, path = rest.partition("/")
    before, at, host = server.rpartition("@")
    user, _, password = before.partition(":")
    if "@" in path.partition("?")[0] or "@" in user or "@" in password or "#" in server:
        raise StoreError(
            "the address has an @, / or # in its user or password; write them as %40, %2F and %23, "
            "or leave the password out and put it into PGPASSWORD"
        )
    shown = f"postgresql://{user}{at}{host}{slash}" + PASSWORD.sub(rf"\g<1>{HIDDEN}", path)
    named = [found.group().rpartition("=")[2] for found in PASSWORD.finditer(rest)]
    given = [password, *named, os.environ.get("PGPASSWORD", "")]
    secrets = {form for secret in given if secret for form in (secret, unquote(secret))}
    return Address("postgres", target, shown, tuple(sorted(secrets, key=len, reverse=True)))
