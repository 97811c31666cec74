"""Reads the text of an RTF document, as old versions of Word, WordPad and press archives save it.

Headers, footers, comments, field codes and hidden words are not part of the text. With tracked
changes, deletions are left out and insertions are read. Why no library is used: see
docs/decisions/0014-rtf-by-ourselves.md.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date
from typing import IO, Any

from extractor.errors import ArticleError
from extractor.sources.dated_line import day_of_document
from extractor.sources.documents.pdf import sound_title
from extractor.sources.documents.rtf_letters import PAGES, RUNS, USUAL, Face, Letters
from extractor.sources.documents.rtf_words import (
    BREAKS,
    FORMATS,
    HEAD,
    OTHERS,
    READ,
    SIGNS,
    UNREAD,
)
from extractor.sources.documents.without_text import without_text
from extractor.text.article import Article
from extractor.text.raised import raised

__all__ = ["rtf_article"]

LARGEST = 192 << 20  # bytes; pictures are stored in it as text
DEEPEST = 500  # levels of nested groups; Word writes some thirty
LONGEST_CELL = 200  # characters, as in Word documents
CONTROL = rb"\\([a-zA-Z]{1,32})(-?[0-9]{1,10})? ?|\\'([0-9a-fA-F]{2})|\\(.)"
TOKEN = re.compile(CONTROL + rb"|([{}])|([^\\{}\r\n]+)|[\r\n]+", re.DOTALL)


def rtf_article(
    file: IO[bytes],
    *,
    where: str,
    published: date | None = None,
    publisher: str | None = None,
    note: Callable[[str], None] = lambda _: None,
    encoding: str | None = None,
) -> Article:
    """Return the article of an RTF document.

    Paragraphs are separated by blank lines, cells of a table row by `` | ``. ``Article.extra`` has
    ``footnotes``. ``encoding`` (Python's name) overrides the code page of the document. Raises
    :class:`ArticleError` for any other file, and for one without text or too large.
    """
    data = file.read(LARGEST + 1)
    if len(data) > LARGEST:
        raise ArticleError(f"more than {LARGEST >> 20} MiB, too much for an article", where=where)
    data = data.removeprefix(b"\xef\xbb\xbf").lstrip()
    if not data:
        raise ArticleError("the file is empty", where=where)
    if not data.startswith(HEAD):
        other = next((f": {words}" for magic, words in OTHERS if data.startswith(magic)), "")
        raise ArticleError(f"no RTF document, it does not begin with {{\\rtf{other}", where=where)
    reader = _Reader(data, where, encoding)
    reader.read()
    text = reader.text.done()
    if not any(map(str.isalnum, text)):
        raise ArticleError(
            without_text(pictures=reader.pictures, hidden=reader.hidden), where=where
        )
    for words in reader.remarks():
        note(f"{where}: {words}")
    if published is None:
        published = day_of_document(text, where, "an RTF document", note)
    extra: dict[str, Any] = {"file": where}
    if reader.footnotes:
        numbered = enumerate(reader.footnotes, start=1)
        extra["footnotes"] = [{"mark": str(number), "text": each} for number, each in numbered]
    title = sound_title(" ".join(reader.title))
    return Article(text, title=title, published=published, publisher=publisher, extra=extra)


@dataclass(frozen=True)
class _Group:
    """The state within a group, restored after it. ``unread`` is why its words are left out, if
    they are: the name of the group or of the mark."""

    unread: str = ""
    hidden: bool = False
    deleted: bool = False
    raised: bool = False
    face: Face = USUAL
    fallback: int = 1  # characters after a \u that replace it in old programs
    in_table: bool = False
    footnote: bool = False


class _Text:
    """Collects paragraphs and table rows in order."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._words: list[str] = []  # of the current paragraph
        self._paragraphs: list[str] = []  # of the current cell
        self._cells: list[str] = []  # of the current row

    def add(self, words: str) -> None:
        self._words.append(words)

    def end_paragraph(self, *, in_table: bool) -> None:
        if self._cells and not in_table:
            self.end_row()
            return
        text = _joined("".join(self._words))
        self._words.clear()
        words = "\n".join(" ".join(line.split()) for line in text.split("\n")).strip("\n")
        if words:
            (self._paragraphs if in_table else self._parts).append(words)

    def end_cell(self) -> None:
        self.end_paragraph(in_table=True)
        self._cells.append("\n\n".join(self._paragraphs))
        self._paragraphs.clear()

    def end_row(self) -> None:
        self.end_paragraph(in_table=True)
        cells = [cell for cell in [*self._cells, *self._paragraphs] if cell]
        self._cells.clear()
        self._paragraphs.clear()
        if all(len(cell) <= LONGEST_CELL and "\n\n" not in cell for cell in cells):
            cells = [" | ".join(" ".join(cell.split()) for cell in cells)]
        self._parts += filter(None, cells)

    def done(self) -> str:
        self.end_paragraph(in_table=False)
        self.end_row()
        return "\n\n".join(self._parts)


def _joined(text: str) -> str:
    """Return the text with letters beyond U+FFFF, which RTF writes as two halves, joined."""
    if not any("\ud800" <= letter <= "\udfff" for letter in text):
        return text
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


@dataclass
class _Reader:
    """Reads a document once, from start to end."""

    data: bytes
    where: str
    encoding: str | None
    text: _Text = field(default_factory=_Text)
    title: list[str] = field(default_factory=list)
    footnotes: list[str] = field(default_factory=list)
    pictures: bool = False
    hidden: bool = False  # whether the document has hidden words

    def __post_init__(self) -> None:
        self._letters_of = Letters(self.encoding)
        self._font = ""  # the font being described
        self._group = _Group()
        self._around: list[_Group] = []
        self._starred = False
        self._skip = 0
        self._bytes = bytearray()
        self._deleted = False
        self._whole = False
        self._another_follows = False
        self._notes: list[_Text] = []  # the open footnote

    def remarks(self) -> list[str]:
        """Return what the user should know about the document."""
        lines = []
        if not self._whole:
            lines.append("the document ends before it is closed: it may be cut off")
        if self._another_follows:
            lines.append("another document begins after the first, and is not read")
        letters_of = self._letters_of
        if letters_of.unknown_page is not None:
            lines.append(
                f"its code page {letters_of.unknown_page} is not known, windows-1252 was taken "
                "(--encoding says otherwise)"
            )
        if many := letters_of.as_utf8:
            letters = "1 letter is" if many == 1 else f"{many:,} letters are"
            lines.append(
                f"{letters} UTF-8, which the document does not say, and read as that "
                "(--encoding says otherwise)"
            )
        if many := letters_of.bad:
            letters = "1 letter does" if many == 1 else f"{many:,} letters do"
            lines.append(f"{letters} not fit its code page (--encoding says another)")
        if self._deleted:
            lines.append(
                "words that were deleted with changes tracked or struck through are left out"
            )
        if self.footnotes:
            many = len(self.footnotes)
            footnotes = "1 footnote" if many == 1 else f"{many:,} footnotes"
            lines.append(f"{footnotes} left out of the text")
        return lines

    def read(self) -> None:
        at, data = 0, self.data
        while at < len(data):
            token = TOKEN.match(data, at)
            if token is None:  # a lone backslash at the end
                break
            at = token.end()
            word, number, code, sign, brace, words = token.groups()
            if word is not None:
                at += self._word(word.decode(), None if number is None else int(number), at)
            elif code is not None:
                self._byte(bytes.fromhex(code.decode()))
            elif words is not None:
                self._byte(words)
            elif sign is not None:
                self._sign(sign)
            elif brace == b"{":
                self._open()
            elif brace == b"}":
                self._close()
                if not self._around:
                    self._whole = True
                    self._another_follows = HEAD in data[at:]
                    break
        self._flush()
        while self._around:
            self._close()

    def _open(self) -> None:
        self._flush()
        self._skip = 0
        if len(self._around) >= DEEPEST:
            reason = f"no RTF document, or broken: groups within {DEEPEST} others"
            raise ArticleError(reason, where=self.where)
        self._around.append(self._group)

    def _close(self) -> None:
        self._flush()
        self._skip = 0
        self._starred = False
        ended, self._group = self._group, self._around.pop()
        if ended.footnote and not self._group.footnote and self._notes:
            found = self._notes.pop().done()
            if found:
                self.footnotes.append(found)

    def _out(self) -> _Text | None:
        """Return the text that words are added to; ``None`` where words are left out."""
        group = self._group
        if group.unread or group.hidden or group.deleted:
            return None
        return self._notes[-1] if group.footnote and self._notes else self.text

    def _byte(self, data: bytes) -> None:
        """Add bytes of letters, in the group's encoding."""
        if self._group.unread and self._group.unread != "title":
            return
        if self._skip:
            taken = min(self._skip, len(data))
            self._skip -= taken
            data = data[taken:]
        self._bytes += data

    def _flush(self) -> None:
        """Decode the bytes collected; a letter's bytes may be in several tokens."""
        if not self._bytes:
            return
        data, self._bytes = bytes(self._bytes), bytearray()
        group = self._group
        if group.unread == "title":
            self.title.append(self._letters_of.of(data, USUAL))
        if group.deleted and data.strip():
            self._deleted = True
        self.hidden |= (group.deleted or group.hidden) and not group.unread and data.strip() != b""
        if self._out():
            letters = self._letters_of.of(data, group.face)
            self._write(letters.replace("\x00", ""))

    def _letters(self, letters: str) -> None:
        self._flush()
        if self._group.unread == "title":
            self.title.append(letters)
        self._write(letters)

    def _write(self, letters: str) -> None:
        if out := self._out():
            out.add(raised(letters, self._group.raised))

    def _sign(self, sign: bytes) -> None:
        if self._skip and sign != b"*":
            self._skip -= 1
        elif sign in b"\\{}":
            self._byte(sign)
        elif sign == b"*":
            self._starred = True
        elif sign in b"\r\n":
            self._break("par")
        elif sign == b"~":
            self._letters("\u00a0")
        elif sign == b"_":
            self._letters("-")

    def _word(self, word: str, number: int | None, at: int) -> int:
        """Read a control word; return how many bytes after it belong to it."""
        starred, self._starred = self._starred, False
        if word == "bin":
            return max(0, number or 0)
        if self._skip and word in SIGNS:
            self._skip -= 1
            return 0
        if starred and word not in READ:
            self._put(unread=self._group.unread or word)
        self._skip = 0
        if word == "u":
            number = (number or 0) + (0x10000 if (number or 0) < 0 else 0)
            self._letters(chr(number) if 0 < number < 0x110000 else "\ufffd")
            self._skip = self._group.fallback
        elif word in SIGNS:
            self._letters(SIGNS[word])
        elif word in BREAKS or word in ("line", "cell", "nestcell", "row", "nestrow"):
            self._break(word)
        elif word in UNREAD or word in READ or word == "title":
            self._destination(word)
        else:
            self._format(word, number)
        return 0

    def _put(self, **changes: Any) -> None:
        self._flush()
        self._group = replace(self._group, **changes)

    def _break(self, word: str) -> None:
        self._flush()
        out = self._out()
        if out is None:
            return
        if word == "line":
            out.add("\n")
        elif word in BREAKS:
            out.end_paragraph(in_table=self._group.in_table)
        elif word in ("cell", "nestcell"):
            out.end_cell()
        else:
            out.end_row()

    def _destination(self, word: str) -> None:
        group = self._group
        if word == "pict":
            self.pictures = True
        if word == "ud":
            if group.unread == "upr":
                self._put(unread="")
        elif word == "title":
            if group.unread == "info":
                self._put(unread="title")
        elif word in UNREAD:
            self._put(unread=group.unread or word)
        elif word == "footnote" and not group.unread and not group.footnote:
            self._put(footnote=True, in_table=False)
            self._notes.append(_Text())

    def _format(self, word: str, number: int | None) -> None:
        group = self._group
        on = number != 0
        if word == "uc":
            self._put(fallback=min(max(0, 1 if number is None else number), 8))
        elif word == "f":
            if group.unread == "fonttbl":
                self._font = str(number)
            else:
                self._put(face=replace(group.face, font=str(number)))
        elif word == "af":
            self._put(face=group.face.with_other(str(number)))
        elif word in RUNS:
            self._put(face=replace(group.face, run=word))
        elif word == "deff":
            self._letters_of.default_font = str(number)
        elif word == "fcharset":
            if group.unread == "fonttbl":
                self._letters_of.add_font(self._font, number or 0)
        elif word in FORMATS:
            self._put(**{FORMATS[word]: on and word != "nosupersub"})
        elif word == "plain":
            self._put(hidden=False, deleted=False, raised=False, face=USUAL)
        elif word == "pard":
            self._put(in_table=False)
        elif word == "intbl":
            self._put(in_table=True)
        elif word == "ansicpg" or word in PAGES:
            self._flush()
            self._letters_of.code_page(word, number)
