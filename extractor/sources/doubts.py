"""Notes faults visible in a text that can still be read, once for each file."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from extractor.codebook.broken_letters import has_broken_letters, whole_letters

if TYPE_CHECKING:
    from extractor.text.article import Article

__all__ = ["Doubts"]

LONGEST_CELL = 32_767  # characters; Excel cuts longer cells when saving
CUT_BY_API = ("char]", "chars]", "character]", "characters]")


class Doubts:
    """Checks the articles of one file; calls ``note`` for the first with each fault."""

    def __init__(self, name: str, note: Callable[[str], None]) -> None:
        self._name = name
        self._note = note
        self._reported_kinds: set[str] = set()

    def see(self, article: Article) -> None:
        """Note what is wrong with the article's text, unless the same was noted before."""
        text = article.text
        if len(text) == LONGEST_CELL:
            self._tell(
                article,
                "cell",
                f"a text of {LONGEST_CELL:,} characters, as many as a cell of Excel holds: it may "
                "be cut off",
            )
        _, bracket, count = text[-40:].rstrip().rpartition("[")
        if bracket and count.lower().endswith(CUT_BY_API) and count.lstrip("+")[:1].isdecimal():
            self._tell(
                article, "cut", f"a text ends in {'[' + count!r}: the rest of it is not there"
            )
        if "broken" not in self._reported_kinds and has_broken_letters(text):
            word = next(filter(has_broken_letters, text.split()), text[:40])[:40]
            self._tell(
                article,
                "broken",
                f"letters were broken before the text was saved ({word!r} was "
                f"{whole_letters(word)!r}) and are read as they stand; get it anew, or mend it",
            )

    def _tell(self, article: Article, kind: str, said: str) -> None:
        if kind not in self._reported_kinds:
            self._reported_kinds.add(kind)
            where = article.extra.get("file") or f"{self._name}, article {article.id!r}"
            self._note(f"{where}: {said}")
