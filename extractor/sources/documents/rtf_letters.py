"""Which letters the bytes of an RTF document are: fonts' scripts, code pages, and UTF-8 that is
declared nowhere."""

from __future__ import annotations

from dataclasses import dataclass, field

from extractor.codebook.broken_letters import has_broken_letters, whole_letters
from extractor.sources.documents.rtf_words import codec_of_page, codec_of_script

__all__ = ["PAGES", "RUNS", "USUAL", "Face", "Letters"]

PAGES = {"mac": "mac_roman", "pc": "cp437", "pca": "cp850"}
RIGHT_TO_LEFT, TWO_BYTES = "rtlch", "dbch"
RUNS = frozenset({RIGHT_TO_LEFT, "ltrch", TWO_BYTES, "loch", "hich"})
"""Words that say which of its fonts a run of letters is in."""
# Of these two bytes are a letter, and two letters may be UTF-8 by chance.
MULTIBYTE = frozenset({"cp932", "cp949", "johab", "gb18030", "cp950", "gbk", "big5"})


@dataclass(frozen=True)
class Face:
    """The fonts of a group by their numbers: its own (the document's default where ``None``), and
    those of runs from right to left and of letters of two bytes."""

    font: str | None = None
    run: str = ""
    others: tuple[tuple[str, str], ...] = ()

    def with_other(self, number: str) -> Face:
        """With another font for runs of this kind (``\\af``)."""
        others = (*(each for each in self.others if each[0] != self.run), (self.run, number))
        return Face(self.font, self.run, others)

    def fonts(self) -> list[str | None]:
        """The fonts its letters may be in, the likeliest first."""
        other = dict(self.others).get(self.run)
        if self.run in (RIGHT_TO_LEFT, TWO_BYTES) and other is not None:
            return [other, self.font]
        return [self.font]


USUAL = Face()


@dataclass
class Letters:
    """Bytes to letters. ``encoding`` (Python's name) goes before all that the document says.

    ``bad`` counts letters that do not fit, ``as_utf8`` those that are UTF-8 although the document
    says otherwise; ``unknown_page`` is a code page that nobody knows.
    """

    encoding: str | None
    bad: int = 0
    as_utf8: int = 0
    unknown_page: int | None = None
    default_font: str = ""
    _fonts: dict[str, str | None] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.page = self.encoding or "cp1252"

    def add_font(self, number: str, charset: int) -> None:
        """A font and its character set."""
        self._fonts[number] = None if self.encoding else codec_of_script(charset)

    def code_page(self, word: str, number: int | None) -> None:
        """A word that may name the document's code page."""
        if self.encoding:
            return
        if word in PAGES:
            self.page = PAGES[word]
        elif word == "ansicpg" and number:
            found = codec_of_page(number)
            self.unknown_page = None if found else number
            self.page = found or "cp1252"

    def of(self, data: bytes, face: Face) -> str:
        """The letters of a run of bytes."""
        codec = self._codec(face)
        letters = data.decode(codec, "replace")
        bad = letters.count("\ufffd")
        if not (self.encoding or letters.isascii()) and (bad or codec not in MULTIBYTE):
            whole = _as_utf8(data, others=codec == "cp1252")
            if whole is not None:
                self.as_utf8 += sum(letter not in letters for letter in whole)
                return whole
        self.bad += bad
        return letters

    def _codec(self, face: Face) -> str:
        for number in face.fonts():
            codec = self._fonts.get(self.default_font if number is None else number)
            if codec:
                return codec
        return self.page


def _as_utf8(data: bytes, *, others: bool) -> str | None:
    """The letters, if bytes among them are surely UTF-8: as Windows-1252 no text has them.
    ``others`` says that the rest may be Windows-1252."""
    shown = "".join(bytes([b]).decode("cp1252", "ignore") or chr(b) for b in data)
    if not has_broken_letters(shown):
        return None
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return whole_letters(shown) if others else None
