"""Keys that identify an article by its text and settings, and compact sets of such keys."""

from __future__ import annotations

import hashlib
from array import array
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from extractor.text.article import Article

__all__ = ["CHOOSING", "KEY_BYTES", "KeySet", "article_key", "text_key"]

KEY_BYTES = 16
CHOOSING = frozenset({"gate", "split_live"})
"""Settings that decide which articles are read, not how. Only the first line of a journal names
them, and an article's key does not depend on them."""
FIRST_SIZE = 1 << 10
FULL = 2 / 3  # of the slots; a fuller table makes lookups slow


def article_key(article: Article, settings: Mapping[str, str]) -> bytes:
    """16 bytes that depend only on the text and on how it is read, not on the article's id.

    ``settings`` are :attr:`extractor.pipeline.Extractor.settings`.
    """
    return text_key(article.sha256, settings)


def text_key(sha256: str, settings: Mapping[str, str]) -> bytes:
    """The key of a text of which only the SHA-256 is known, as a record names it."""
    names = sorted(settings.keys() - CHOOSING)
    parts = [sha256, *(f"{name}={settings[name]}" for name in names)]
    whole = "\x1f".join(parts).encode("utf-8", "surrogatepass")
    return hashlib.blake2b(whole, digest_size=KEY_BYTES).digest()


class KeySet:
    """A set of keys that takes 12 to 24 bytes a key, where Python's set takes a hundred.

    Only the first 8 bytes of a key are kept: among a million articles, the chance that two are
    taken for one is 3 in 100 million. Not thread-safe.
    """

    def __init__(self, keys: Iterable[bytes] = ()) -> None:
        self._slots = array("Q", bytes(8 * FIRST_SIZE))
        self._count = 0
        for key in keys:
            self.add(key)

    def __len__(self) -> int:
        return self._count

    def __contains__(self, key: bytes) -> bool:
        number = _number(key)
        return self._slots[_slot(self._slots, number)] == number

    def add(self, key: bytes) -> None:
        """Add a key; a key that is there already changes nothing."""
        number = _number(key)
        slot = _slot(self._slots, number)
        if self._slots[slot] == number:
            return
        self._slots[slot] = number
        self._count += 1
        if self._count > FULL * len(self._slots):
            self._grow()

    def _grow(self) -> None:
        larger = array("Q", bytes(16 * len(self._slots)))
        for number in self._slots:
            if number:
                larger[_slot(larger, number)] = number
        self._slots = larger


def _number(key: bytes) -> int:
    return int.from_bytes(key[:8], "big") or 1  # 0 marks an empty slot


def _slot(slots: array[int], number: int) -> int:
    """The slot of the number, or the empty slot where it would go."""
    mask = len(slots) - 1
    at = number & mask
    while slots[at] not in (0, number):
        at = (at + 1) & mask
    return at
