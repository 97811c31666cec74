"""A team's log beside its coders' journals: assignments and tokens.

JSON Lines, appended to and synced as a journal is. Tokens are stored as SHA-256 only: 192 random
bits need no slow hash, and the token cannot be recovered from it. The latest line about an article
or a person is valid.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import secrets
from typing import TYPE_CHECKING, Any

from extractor.errors import ReviewError
from extractor.review.journal import Journal, json_text

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

__all__ = ["TeamLog"]

VERSION = 1
TOKEN_BYTES = 24


class TeamLog:
    """The file, held open and locked: one server per team.

    ``articles`` are the coders of each article (one, or two), ``opened`` the doubly coded articles
    that somebody has compared, ``double`` the share that was drawn.
    """

    def __init__(self, path: Path, now: Callable[[], str]) -> None:
        """Open or create the file. Raises :class:`ReviewError` if it is in use or damaged."""
        self.path = path
        self.articles: dict[str, tuple[str, ...]] = {}
        self.opened: set[str] = set()
        self.double: float | None = None
        self.seed: int | None = None
        self._hashes: dict[str, str] = {}
        self._now = now
        self._file = Journal(path, what="this team's review runs already")
        try:
            self._read()
        except BaseException:
            self._file.close()
            raise

    @property
    def mended_tail(self) -> int:
        """Bytes of a half line that were cut off."""
        return self._file.mended_tail

    def close(self) -> None:
        """Close the file."""
        self._file.close()

    # Tokens

    def has_token(self, person: str) -> bool:
        """Whether the person has a token."""
        return person in self._hashes

    def new_token(self, person: str) -> str:
        """A new token for the person; an earlier one is no longer valid."""
        token = secrets.token_urlsafe(TOKEN_BYTES)
        self._write(action="token", person=person, sha256=_hash(token))
        return token

    def person_of(self, token: str) -> str | None:
        """The owner of a token. Every hash is compared, in constant time."""
        given, found = _hash(token), None
        for person, kept in self._hashes.items():
            if hmac.compare_digest(given, kept):
                found = person
        return found

    # Articles

    def deal(self, articles: Mapping[str, tuple[str, ...]], double: float, seed: int) -> None:
        """Record the assignments."""
        given = {article: list(coders) for article, coders in articles.items()}
        self._write(action="deal", double=double, seed=seed, articles=given)

    def open(self, article: str, person: str) -> None:
        """Record that somebody has compared the two codings of the article."""
        if article not in self.opened:
            self._write(action="open", article=article, person=person)

    # Internal

    def _write(self, **values: Any) -> None:
        line = {"team": VERSION, "at": self._now(), **values}
        self._file.write(json_text(line))
        self._take(line)

    def _read(self) -> None:
        with self.path.open("rb") as lines:
            for number, raw in enumerate(lines, start=1):
                try:
                    made = json.loads(raw)
                    if made["team"] != VERSION:
                        raise ReviewError(
                            f"{self.path}:{number}: written by another version ({made['team']})"
                        )
                    self._take(made)
                except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
                    raise ReviewError(
                        f"{self.path}:{number}: not a line of a team's review; mend or remove it"
                    ) from None

    def _take(self, line: Mapping[str, Any]) -> None:
        action = line["action"]
        if action == "token":
            self._hashes[str(line["person"])] = str(line["sha256"])
        elif action == "deal":
            self.double, self.seed = float(line["double"]), int(line["seed"])
            for article, coders in line["articles"].items():
                self.articles[article] = tuple(map(str, coders))
        elif action == "open":
            self.opened.add(str(line["article"]))
        else:
            raise ValueError(action)


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()
