"""Reads the parts of a document that is a zip archive (ODT, EPUB), within size limits."""

from __future__ import annotations

import zipfile
import zlib
from typing import IO
from xml.etree import ElementTree

from extractor.errors import ArticleError

__all__ = ["Archive"]

LARGEST_PART = 64 << 20  # bytes of a part that is read; a book's text has five MB
LARGEST_READ = 192 << 20  # bytes of all that is read of one file
MOST_PARTS = 20_000
MOST_ELEMENTS = 2_000_000  # in one part; a book's text has a hundred thousand
DEEPEST = 200  # levels of nested elements; a table in a text box in a list has some forty
_BROKEN = (zipfile.BadZipFile, zlib.error, OSError, ValueError, EOFError, NotImplementedError)


class Archive:
    """The parts of the archive ``file``, which must be seekable. ``kind`` is its name in errors.
    Raises :class:`ArticleError` about ``where`` for anything broken, too large or encrypted."""

    def __init__(self, file: IO[bytes], *, where: str, kind: str) -> None:
        self._where, self._kind = where, kind
        self._read = 0
        try:
            self._parts = zipfile.ZipFile(file)
        except _BROKEN as error:
            raise self.broken(error) from None
        self.names = frozenset(self._parts.namelist())
        if len(self.names) > MOST_PARTS:
            raise self.error(f"{len(self.names):,} parts, too many for an article")

    def error(self, reason: str) -> ArticleError:
        return ArticleError(reason, where=self._where)

    def broken(self, error: object) -> ArticleError:
        """Return the error for a damaged file, or one that is not a document of this kind."""
        return self.error(f"no {self._kind}, or broken ({' '.join(str(error).split())[:120]})")

    def read(self, name: str) -> bytes:
        """Return a part's bytes."""
        if name not in self.names:
            raise self.broken(f"it has no {name}")
        try:
            if self._parts.getinfo(name).flag_bits & 1:
                raise self.error("encrypted with a password; save it without one")
            with self._parts.open(name) as stream:
                data = stream.read(LARGEST_PART + 1)
        except _BROKEN as error:
            raise self.broken(error) from None
        except RuntimeError as error:  # zipfile raises it for an encrypted part
            raise self.broken(error) from None
        self._read += len(data)
        if len(data) > LARGEST_PART or self._read > LARGEST_READ:
            most = LARGEST_PART if len(data) > LARGEST_PART else LARGEST_READ
            raise self.error(f"more than {most >> 20} MiB unpacked, too much for an article")
        return data

    def xml(self, name: str) -> ElementTree.Element:
        """Return the root element of an XML part."""
        data = self.read(name)
        if b"<!ENTITY" in data:
            raise self.error(f"{name} in it declares entities, which such documents do not")
        try:
            return ElementTree.XML(data, ElementTree.XMLParser(target=_Bounded()))
        except (ElementTree.ParseError, ValueError, LookupError) as error:
            raise self.broken(f"{name}: {error}") from None
        except _TooMuch:
            reason = f"{name} in it has {MOST_ELEMENTS:,} elements or more, or {DEEPEST} in another"
            raise self.error(f"{reason}; it is broken") from None


class _TooMuch(Exception):
    """The XML has more elements, or deeper nesting, than a document has."""


class _Bounded(ElementTree.TreeBuilder):
    """Builds a tree of limited size and depth."""

    depth = count = 0

    def start(self, tag: str, attrs: dict[str, str]) -> ElementTree.Element:
        self.depth += 1
        self.count += 1
        if self.depth > DEEPEST or self.count > MOST_ELEMENTS:
            raise _TooMuch
        return super().start(tag, attrs)

    def end(self, tag: str) -> ElementTree.Element:
        self.depth -= 1
        return super().end(tag)
