"""Knowing an article again: a key of its text and of how it is read, and sets of millions."""

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
"""Settings that decide which articles are read, not how one is: a journal's first line alone names
them, and an article has one key whatever they are."""
FIRST_SIZE = 1 << 10
FULL = 2 / 3  # of the slots; beyond, looking up takes ever longer


def article_key(article: Article, settings: Mapping[str, str]) -> bytes:
    """16 bytes that are the same for the same text read in the same way, whatever its id.

    ``settings`` are :attr:`extractor.pipeline.Extractor.settings`.
    """
    return text_key(article.sha256, settings)


def text_key(sha256: str, settings: Mapping[str, str]) -> bytes:
    """The same for a text of which only the hash is known, as a record names it."""
    names = sorted(settings.keys() - CHOOSING)
    parts = [sha256, *(f"{name}={settings[name]}" for name in names)]
    whole = "\x1f".join(parts).encode("utf-8", "surrogatepass")
    return hashlib.blake2b(whole, digest_size=KEY_BYTES).digest()


class KeySet:
    """A set of keys that takes 12 to 24 bytes for each, where Python's takes a hundred.

    Only the first 8 bytes are kept: two of a million different articles are taken for one with a
    chance of 3 in 100 million. Not safe for several threads at once.
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
        """Put a key in; one that is there already changes nothing."""
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
    """Where the number is, or the empty slot where it would go."""
    mask = len(slots) - 1
    at = number & mask
    while slots[at] not in (0, number):
        at = (at + 1) & mask
    return at
