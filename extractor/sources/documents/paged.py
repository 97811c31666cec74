"""The text of a document made for paper: paragraphs and table rows in order, and where pages
begin."""

from __future__ import annotations

from collections.abc import Sequence

__all__ = ["PagedText"]

LONGEST_CELL = 200  # characters; longer ones are paragraphs in a table used for layout


class PagedText:
    """Joins paragraphs with blank lines, in the order in which they are added."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._length = 0
        self._pages = [(1, 0)]  # each page number and its start offset

    @property
    def text(self) -> str:
        """Return the text added so far."""
        return "".join(self._parts)

    @property
    def next_start(self) -> int:
        """Return the offset at which the next paragraph will start."""
        return self._length + (2 if self._parts else 0)

    def new_page(self, start: int) -> None:
        """Start a new page at this offset."""
        self._pages.append((self._pages[-1][0] + 1, start))

    def add(self, words: str) -> None:
        """Add a paragraph that is not blank."""
        glue = "\n\n" if self._parts else ""
        self._parts += [glue, words] if glue else [words]
        self._length += len(glue) + len(words)

    def add_row(self, cells: Sequence[str]) -> None:
        """Add a table row: one line with `` | `` between cells, or paragraphs if a cell is long."""
        short = all(len(cell) <= LONGEST_CELL and "\n\n" not in cell for cell in cells)
        if len(cells) > 1 and short:
            cells = [" | ".join(" ".join(cell.split()) for cell in cells if cell)]
        for cell in cells:
            if cell:
                self.add(cell)

    def pages(self) -> list[dict[str, int]]:
        """Return the offsets of each page in the text."""
        text = self.text
        ends = [start for _, start in self._pages[1:]] + [len(text)]
        return [
            {"page": page, "start": start, "end": start + len(text[start:end].rstrip())}
            for (page, start), end in zip(self._pages, ends, strict=True)
            if text[start:end].strip()
        ]
