"""A window on a JSON text that is read in chunks."""

from __future__ import annotations

from extractor.tables.streams import Characters

__all__ = ["SPACE", "Buffer"]

CHUNK = 1 << 18  # characters
SPACE = " \t\r\n"


class Buffer:
    """A window on a text. Offsets count characters from the text's start; what was read is
    dropped."""

    def __init__(self, stream: Characters) -> None:
        self._stream = stream
        self._before = 0
        self.text = ""

    def offset(self, at: int) -> int:
        return at - self._before

    def lines(self, at: int, end: int) -> int:
        """Return how many lines end between two offsets."""
        return self.text.count("\n", self.offset(at), self.offset(end))

    def at(self, at: int) -> str:
        while self.offset(at) >= len(self.text):
            if not self.read_more():
                return ""
        return self.text[self.offset(at)]

    def past_space(self, at: int, line: int, also: str) -> tuple[int, int]:
        while (sign := self.at(at)) and sign in SPACE + also:
            line += sign == "\n"
            at += 1
        return at, line

    def read_more(self) -> bool:
        """Read on, each time as much again as is held, so that a long object is parsed only a few
        times."""
        read = self._stream.read(max(CHUNK, len(self.text)))
        self.text += read
        return bool(read)

    def forget(self, at: int) -> None:
        if self.offset(at) > CHUNK:
            self.text = self.text[self.offset(at) :]
            self._before = at
