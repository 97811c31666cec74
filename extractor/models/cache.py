"""Keeps replies in a folder, so that the same request to the same model is not paid for twice.

A request is known by a hash of everything that determines the reply: model, server, messages, the
schema, limits. Only the reply is kept, in a small file that is written under another name and then
moved, so any number of threads and processes may share a folder. A broken or incomplete file counts
as missing. Keys, requests and failures are never written.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import tempfile
import threading
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from extractor.errors import ExtractorError
from extractor.models.protocol import Message
from extractor.models.structured import json_schema_of
from extractor.models.usage import SpendingModel
from extractor.reading import Tokens

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pydantic import BaseModel

    from extractor.models.pace import Pace
    from extractor.models.protocol import Model

    Structure = TypeVar("Structure", bound=BaseModel)

__all__ = ["CacheUse", "CachedModel", "ReplyCache", "request_key"]

VERSION = 1  # of the file format; other versions are not read


@dataclass(frozen=True)
class CacheUse:
    """How much a cache was used: ``hits`` are answers from it, ``saved`` the tokens they had cost
    the first time, ``unkept`` replies that could not be written, and ``why``."""

    hits: int = 0
    saved: Tokens = field(default_factory=Tokens)
    unkept: int = 0
    why: str = ""

    def __add__(self, other: CacheUse) -> CacheUse:
        return CacheUse(
            self.hits + other.hits,
            self.saved + other.saved,
            self.unkept + other.unkept,
            self.why or other.why,
        )


def request_key(**request: Any) -> str:
    """64 hexadecimal digits that are the same for the same request, whatever the order of
    its keys."""
    data = json.dumps(request, sort_keys=True, ensure_ascii=True, separators=(",", ":"))
    return hashlib.sha256(data.encode("ascii")).hexdigest()


class ReplyCache:
    """Replies by key in a folder, which is made if missing.

    Raises :class:`ExtractorError` where the folder cannot be used. ``unkept`` counts replies that
    could not be written (a full disk, as ``why`` says): they are still returned, but not kept.
    """

    def __init__(self, folder: str | Path) -> None:
        self.folder = Path(folder)
        self.unkept = 0
        self.why = ""
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            with tempfile.TemporaryFile(dir=self.folder):
                pass
        except OSError as error:
            raise ExtractorError(
                f"{self.folder}: cannot be used as a cache: {error.strerror or error}"
            ) from None

    def get(self, key: str) -> dict[str, Any] | None:
        """The reply kept under a key, or ``None``."""
        try:
            kept = json.loads(self._path(key).read_bytes())
        except (OSError, ValueError, RecursionError):
            return None
        if not isinstance(kept, dict) or kept.get("version") != VERSION:
            return None
        reply = kept.get("reply")
        return reply if isinstance(reply, dict) else None

    def put(self, key: str, reply: dict[str, Any]) -> None:
        """Keep a reply, replacing any under the same key."""
        path = self._path(key)
        data = json.dumps({"version": VERSION, "reply": reply}).encode("ascii")
        name = None
        try:
            path.parent.mkdir(exist_ok=True)
            number, name = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=".part")
            with os.fdopen(number, "wb") as file:
                file.write(data)
            Path(name).replace(path)
        except OSError as error:
            self.unkept += 1
            self.why = f"{self.folder}: {error.strerror or error}"
            if name:
                with contextlib.suppress(OSError):
                    Path(name).unlink()

    def _path(self, key: str) -> Path:
        return self.folder / key[:2] / f"{key}.json"


class CachedModel(SpendingModel):
    """A model whose replies are kept; it answers from them where it can, which costs nothing.

    ``where`` is the server's address if it is not the provider's own: a name means another model
    there. Two threads with the same request ask once.
    """

    def __init__(self, model: Model, cache: ReplyCache, *, where: str | None = None) -> None:
        super().__init__(model.name)
        self.concurrency = getattr(model, "concurrency", self.concurrency)
        self.model = model
        self.cache = cache
        self.hits = 0
        self.saved = Tokens()
        self._where = where
        self._lock = threading.Lock()
        self._asking: dict[str, tuple[threading.Lock, int]] = {}

    @property
    def use(self) -> CacheUse:
        """How much the cache was used so far."""
        with self._lock:
            return CacheUse(self.hits, self.saved, self.cache.unkept, self.cache.why)

    @property
    def pace(self) -> Pace | None:
        """How fast the model's server is asked, if it has one."""
        return getattr(self.model, "pace", None)

    @property
    def spent(self) -> Tokens:
        """Tokens of all calls that were made; those answered from the cache cost none."""
        return self.model.spent

    @property
    def context_tokens(self) -> int | None:
        """See :class:`~extractor.models.protocol.Model`."""
        return getattr(self.model, "context_tokens", None)

    def structured(
        self,
        messages: list[Message],
        response_model: type[Structure],
        *,
        max_tokens: int,
        most_tokens: int | None = None,
    ) -> tuple[Structure, Tokens]:
        """See :class:`~extractor.models.protocol.Model`."""
        key = self.structured_key(messages, response_model, max_tokens=max_tokens)
        with self._alone(key):
            kept = self.cache.get(key)
            if kept is not None:
                with contextlib.suppress(KeyError, ValueError):  # pydantic's is a ValueError
                    reply = response_model.model_validate(kept["values"])
                    self._hit(kept)
                    return reply, Tokens()
            reply, tokens = self.model.structured(
                messages, response_model, max_tokens=max_tokens, most_tokens=most_tokens
            )
            self._keep(key, {"values": reply.model_dump(mode="json")}, tokens)
        return reply, tokens

    def structured_key(
        self, messages: list[Message], response_model: type[BaseModel], *, max_tokens: int
    ) -> str:
        """The key of a structured request."""
        return request_key(
            way="structured",
            model=self.name,
            where=self._where,
            messages=messages,
            schema=json_schema_of(response_model),
            max_tokens=max_tokens,
        )

    def close(self) -> None:
        """Close the model; the kept replies stay."""
        self.model.close()

    def _keep(self, key: str, reply: dict[str, Any], tokens: Tokens) -> None:
        counts = [tokens.prompt, tokens.cached, tokens.completion]
        self.cache.put(key, {**reply, "tokens": counts})

    def _hit(self, kept: dict[str, Any]) -> None:
        with self._lock:
            self.hits += 1
            with contextlib.suppress(KeyError, TypeError):
                self.saved += Tokens(*kept["tokens"])

    @contextlib.contextmanager
    def _alone(self, key: str) -> Iterator[None]:
        """Let one thread at a time ask for a key: the second then finds the first one's reply."""
        with self._lock:
            lock, waiting = self._asking.get(key, (threading.Lock(), 0))
            self._asking[key] = (lock, waiting + 1)
        try:
            with lock:
                yield
        finally:
            with self._lock:
                lock, waiting = self._asking[key]
                if waiting == 1:
                    del self._asking[key]
                else:
                    self._asking[key] = (lock, waiting - 1)
