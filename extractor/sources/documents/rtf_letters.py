"""Decodes the bytes of an RTF document: by font scripts and code pages, and as UTF-8 where it is
not declared."""

from __future__ import annotations

from dataclasses import dataclass, field

from extractor.codebook.broken_letters import has_broken_letters, whole_letters
from extractor.sources.documents.rtf_words import codec_of_page, codec_of_script

__all__ = ["PAGES", "RUNS", "USUAL", "Face", "Letters"]

PAGES = {"mac": "mac_roman", "pc": "cp437", "pca": "cp850"}
RIGHT_TO_LEFT, TWO_BYTES = "rtlch", "dbch"
RUNS = frozenset({RIGHT_TO_LEFT, "ltrch", TWO_BYTES, "loch", "hich"})
"""Control words that say which font of the group a run of letters uses."""
# Encodings with two-byte letters, in which two letters may be valid UTF-8 by chance.
MULTIBYTE = frozenset({"cp932", "cp949", "johab", "gb18030", "cp950", "gbk", "big5"})


@dataclass(frozen=True)
class Face:
    """The font numbers of a group: its own (``None`` for the document's default), and those for
    right-to-left runs and for two-byte letters."""

    font: str | None = None
    run: str = ""
    others: tuple[tuple[str, str], ...] = ()

    def with_other(self, number: str) -> Face:
        """Return the same with another font for runs of this kind (``\\af``)."""
        others = (*(each for each in self.others if each[0] != self.run), (self.run, number))
        return Face(self.font, self.run, others)

    def fonts(self) -> list[str | None]:
        """Return the fonts its letters may be in, the likeliest first."""
        other = dict(self.others).get(self.run)
        if self.run in (RIGHT_TO_LEFT, TWO_BYTES) and other is not None:
            return [other, self.font]
        return [self.font]


USUAL = Face()


@dataclass
class Letters:
    """Decodes bytes to letters. ``encoding`` (Python's name) overrides all that the document says.

    ``bad`` counts letters that cannot be decoded, ``as_utf8`` those that are UTF-8 although the
    document says otherwise. ``unknown_page`` is an unknown code page.
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
        """Add a font with its character set."""
        self._fonts[number] = None if self.encoding else codec_of_script(charset)

    def code_page(self, word: str, number: int | None) -> None:
        """Take in a control word that may name the document's code page."""
        if self.encoding:
            return
        if word in PAGES:
            self.page = PAGES[word]
        elif word == "ansicpg" and number:
            found = codec_of_page(number)
            self.unknown_page = None if found else number
            self.page = found or "cp1252"

    def of(self, data: bytes, face: Face) -> str:
        """Return the letters of a run of bytes."""
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
    """Return the text if its bytes are certainly UTF-8, as no Windows-1252 text has such bytes.
    With ``others`` the remaining bytes may be Windows-1252."""
    shown = "".join(bytes([b]).decode("cp1252", "ignore") or chr(b) for b in data)
    if not has_broken_letters(shown):
        return None
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return whole_letters(shown) if others else None
