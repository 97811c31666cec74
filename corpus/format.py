"""Parses files of marked-up passages (FORMAT.md) into passages with offsets, and writes them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from corpus.labels import CorpusError, Label, parse_day, parse_label

__all__ = ["CorpusError", "Fault", "Mark", "Passage", "as_markup", "parse", "read_passages"]

PASSAGES = Path(__file__).resolve().parent / "passages"
WITHOUT_SPACES = frozenset({"zh"})
"""Languages in which lines are joined without a space."""
PARAGRAPH = "\n\n"
_HEAD = re.compile(r"=\s*(\S+)\s+cell=(\S+)\s+published=(\S+)")
_ID = re.compile(r"([a-z]{2,3})-(\d{4,})", re.ASCII)
_ESCAPED = "[]|\\"


@dataclass(frozen=True)
class Mark:
    """A label on ``passage.text[start:end]``; a mark-up with two labels gives two marks."""

    start: int
    end: int
    text: str
    label: Label
    line: int = 0


@dataclass(frozen=True)
class Passage:
    """One passage: its text without mark-up, and its marks in the order of their start."""

    id: str
    language: str
    cell: str
    published: date
    text: str
    spans: tuple[Mark, ...]
    file: str = ""
    line: int = 0

    @property
    def number(self) -> int:
        """The number in the id."""
        return int(self.id.partition("-")[2])


@dataclass(frozen=True, order=True)
class Fault:
    """A fault in a file, and how to fix it."""

    file: str
    line: int
    what: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.what}"


def files_below(paths: Iterable[Path | str], language: str = "") -> list[Path]:
    """The files of passages among and below ``paths``, of one language if one is named."""
    found: list[Path] = []
    for path in map(Path, paths):
        if not path.exists():
            raise CorpusError(f"{path}: no such file or folder; name files of passages")
        found += sorted(path.rglob("*.txt")) if path.is_dir() else [path]
    return [path for path in found if not language or path.parent.name == language]


def read_passages(paths: Iterable[Path | str] = (PASSAGES,), language: str = "") -> list[Passage]:
    """Read all passages below ``paths``; raises ``CorpusError`` with the first fault."""
    passages: list[Passage] = []
    for path in files_below(paths, language):
        more, faults = parse(read_text(path), str(path))
        if faults:
            raise CorpusError(str(faults[0]))
        passages += more
    return passages


def read_text(path: Path) -> str:
    """Read the text of a file, which has to be UTF-8."""
    try:
        return path.read_text("utf-8-sig")
    except UnicodeDecodeError as error:
        raise CorpusError(f"{path}: not UTF-8 (byte {error.start}); save it as UTF-8") from None


def parse(text: str, file: str = "passages") -> tuple[list[Passage], list[Fault]]:
    """Parse the passages of a file; returns them and the faults. A passage with broken mark-up is
    left out."""
    passages: list[Passage] = []
    faults: list[Fault] = []
    for start, head, lines in _blocks(text, file, faults):
        try:
            identity, language, cell, published = _head(head)
        except CorpusError as error:
            faults.append(Fault(file, start, str(error)))
            continue
        try:
            words, spans, wrong = _Markup(lines, start + 1, language).read()
        except _BrokenMarkup as error:
            faults.append(Fault(file, error.line, f"{identity}: {error}"))
            continue
        faults += [Fault(file, line, f"{identity}: {what}") for line, what in wrong]
        if not words:
            faults.append(Fault(file, start, f"{identity}: no text; write it below this line"))
        passages.append(Passage(identity, language, cell, published, words, spans, file, start))
    return passages, faults


def _blocks(text: str, file: str, faults: list[Fault]) -> list[tuple[int, str, list[str]]]:
    """Each passage's first line number, head and lines of text."""
    blocks: list[tuple[int, str, list[str]]] = []
    inside = False
    for number, raw in enumerate(text.split("\n"), 1):
        line = raw.strip()
        if not line:
            inside = False
        elif line.startswith("="):
            if inside:
                faults.append(Fault(file, number, "no empty line before this passage; add one"))
            blocks.append((number, line, []))
            inside = True
        elif inside:
            blocks[-1][2].append(line)
        elif not line.startswith("#"):
            what = "text outside a passage; begin one with '= ID cell=… published=…', and leave "
            faults.append(Fault(file, number, what + "no empty line within a passage"))
    return blocks


def _head(line: str) -> tuple[str, str, str, date]:
    found = _HEAD.fullmatch(line)
    if not found:
        raise CorpusError(
            f"{line[:60]!r} is no head of a passage; write '= en-0042 "
            "cell=SETTING/TYPE/GENRE/DIFFICULTY published=2024-03-14'"
        )
    identity, cell, published = found.groups()
    named = _ID.fullmatch(identity)
    if not named:
        raise CorpusError(f"{identity!r} is no id; write the language and four digits, en-0042")
    try:
        return identity, named[1], cell, parse_day(published)
    except CorpusError as error:
        raise CorpusError(f"{identity}: published: {error}") from None


class _BrokenMarkup(Exception):
    """Brackets do not match, so that no offset after them is certain."""

    def __init__(self, what: str, line: int) -> None:
        super().__init__(what)
        self.line = line


class _Markup:
    """Parser of one passage's lines: builds its text and its marks."""

    def __init__(self, lines: list[str], first_line: int, language: str) -> None:
        self.source = "\n".join(lines)
        self.line = first_line
        self.joint = "" if language in WITHOUT_SPACES else " "
        self.at = 0
        self.length = 0
        self.out: list[str] = []
        self.open: list[tuple[int, int, int, int]] = []  # place in text, out and source; line
        self.spans: list[Mark] = []
        self.wrong: list[tuple[int, str]] = []

    def read(self) -> tuple[str, tuple[Mark, ...], list[tuple[int, str]]]:
        if self.source.startswith("¶"):
            self.source = self.source[1:].lstrip()
        while self.at < len(self.source):
            self._step(self.source[self.at])
            self.at += 1
        if self.open:
            *_, place, line = self.open[0]
            raise _BrokenMarkup(f"{self._near(place)} is never closed; add |LABEL]", line)
        self.spans.sort(key=lambda mark: (mark.start, -mark.end))
        return "".join(self.out), tuple(self.spans), self.wrong

    def _step(self, char: str) -> None:
        if char == "\\" and self.source[self.at + 1 : self.at + 2] in tuple(_ESCAPED):
            self.at += 1
            self._add(self.source[self.at])
        elif char == "[":
            self.open.append((self.length, len(self.out), self.at, self.line))
        elif char == "|":
            self._close()
        elif char == "]":
            what = f"{self._near(self.at)}: no labels before ]; write [words|LABEL], or \\] for "
            raise _BrokenMarkup(what + "a bracket of the text", self.line)
        elif char == "\n":
            self._new_line()
        else:
            self._add(char)

    def _add(self, text: str) -> None:
        self.out.append(text)
        self.length += len(text)

    def _new_line(self) -> None:
        self.line += 1
        rest = self.source[self.at + 1 :]
        if rest.startswith("¶"):
            self._add(PARAGRAPH)
            self.at += len(rest) - len(rest[1:].lstrip())
        else:
            self._add(self.joint)

    def _close(self) -> None:
        if not self.open:
            what = f"{self._near(self.at)}: a bar outside a mark; write \\| for a bar of the text"
            raise _BrokenMarkup(what, self.line)
        start, first, place, line = self.open.pop()
        end = self.source.find("]", self.at)
        labels = self.source[self.at + 1 : end] if end >= 0 else "["
        if "[" in labels or "|" in labels:
            what = f"{self._near(place)}: the labels are not closed; add ] after them"
            raise _BrokenMarkup(what, line)
        words = "".join(self.out[first:])
        self._check_words(words, labels, line)
        for written in labels.split():
            try:
                label = parse_label(written)
            except CorpusError as error:
                self.wrong.append((line, f"[{words}|{written}]: {error}"))
            else:
                self.spans.append(Mark(start, self.length, words, label, line))
        self.line += labels.count("\n")
        self.at = end

    def _check_words(self, words: str, labels: str, line: int) -> None:
        if not words.strip():
            self.wrong.append((line, f"an empty mark, [{words}|{labels}]; mark words or nothing"))
        elif words != words.strip():
            what = "begins or ends with a blank; put it outside the brackets"
            self.wrong.append((line, f"[{words}|{labels}] {what}"))
        if not labels.strip():
            self.wrong.append((line, f"[{words}|]: no labels; write [words|LABEL]"))

    def _near(self, place: int) -> str:
        """The words around a place of the source, for a message."""
        words = self.source[max(0, place - 15) : place + 25].replace("\n", " ")
        return repr(words)


def as_markup(passage: Passage) -> str:
    """The passage in the form of FORMAT.md; parsing it gives the same text and marks again."""
    head = f"= {passage.id} cell={passage.cell} published={passage.published}"
    opens: dict[int, list[tuple[int, str]]] = {}
    labels: dict[tuple[int, int], list[str]] = {}
    for mark in passage.spans:
        labels.setdefault((mark.start, mark.end), []).append(str(mark.label))
    for (start, end), written in labels.items():
        opens.setdefault(start, []).append((end, " ".join(written)))
    out: list[str] = []
    pending: list[tuple[int, str]] = []  # open marks, the outermost first
    for at in range(len(passage.text) + 1):
        while pending and pending[-1][0] == at:
            out.append(f"|{pending.pop()[1]}]")
        for one in sorted(opens.get(at, ()), reverse=True):
            pending.append(one)
            out.append("[")
        char = passage.text[at : at + 1]
        out.append(f"\\{char}" if char and char in _ESCAPED else char)
    return f"{head}\n{''.join(out).replace(PARAGRAPH, chr(10) + '¶ ')}\n"
