"""How much a packed file may hold: looked at before anything of it is kept in memory.

A zip of half a megabyte can hold a string of 600 MB, which a reader of workbooks keeps whole, and
more than once. So each part of a workbook is unpacked once, a megabyte at a time and thrown away
again, and one that is larger than any sound one is refused. The sizes written in the zip are no
more than a hint: whoever packs a bomb writes them.
"""

from __future__ import annotations

import re
import zipfile
from typing import IO

from extractor.errors import TableError

__all__ = ["LARGEST_COPY", "LARGEST_PARTS", "LONGEST_ROW", "LONGEST_TEXT", "refuse_bombs"]

LARGEST_COPY = 4 << 30
"""Bytes of a packed workbook or Parquet file, which are unpacked to a temporary file."""
LARGEST_PARTS = 8 << 30
"""Bytes of all parts of a workbook; sheets are read as a stream."""
LARGEST_SHARED = 512 << 20
"""Bytes of the strings that cells share, all of which are kept: a million long notes."""
LARGEST_PART = 64 << 20
"""Bytes of any other part that is read as a whole: styles, the list of sheets …"""
LONGEST_ROW = 64 << 20
"""Bytes of a row with its tags, as of a line of a text."""
LONGEST_TEXT = 10_000_000
"""Bytes between two tags; Excel's own cells hold 32,767 characters."""
MOST_PARTS = 100_000
CHUNK = 1 << 20
KEPT = 16  # bytes looked at again with the next chunk: a word may be cut in two
ROOT = re.compile(rb"<(?:\w+:)?(worksheet|sst)\b")  # of a sheet, of the strings that cells share
UTF_16 = (b"\xff\xfe", b"\xfe\xff")
DECLARED = (b"<!doctype", b"<!entity")
ROW = (b"<row", b"</row", b":row")
HIDING = (b"<![cdata[", b"<!--")  # what stands within looks like tags and is none


def refuse_bombs(file: IO[bytes], name: str) -> None:
    """Raise :class:`TableError` for a workbook with a part that no sound one has; else the file
    stands at its start again. Raises what :mod:`zipfile` does for what is no whole zip."""
    whole = 0
    with zipfile.ZipFile(file) as parts:
        listed = parts.infolist()
        if len(listed) > MOST_PARTS:
            raise TableError(f"{len(listed):,} parts in it; no workbook has so many", where=name)
        for part in listed:
            lower = part.filename.lower()
            if lower.endswith((".xml", ".rels", ".vml")):  # pictures and the like are not opened
                whole += _looked_through(parts, part, name)
            if whole > LARGEST_PARTS:
                raise TableError(f"it unpacks to more than {_size(LARGEST_PARTS)}", where=name)
    file.seek(0)


def _looked_through(parts: zipfile.ZipFile, part: zipfile.ZipInfo, name: str) -> int:
    """The bytes that the part unpacks to, if it is sound."""
    if part.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise _refused(part, "is packed in a way that workbooks are not", name)
    size = text = row = 0
    largest, before = LARGEST_PART, b""
    sheet = wide = False
    with parts.open(part) as stream:
        while chunk := stream.read(CHUNK):
            if not size:
                wide = chunk.startswith(UTF_16)
                head = chunk.replace(b"\0", b"") if wide else chunk
                roots = {found[1] for found in ROOT.finditer(head)}
                shared, sheet = b"sst" in roots, roots == {b"worksheet"}
                largest = LARGEST_SHARED if shared else LARGEST_PARTS if sheet else LARGEST_PART
            size += len(chunk)
            if size > largest:
                raise _refused(part, f"unpacks to more than {_size(largest)}", name)
            plain = chunk.replace(b"\0", b"") if wide else chunk
            text = _longest_text(plain, text)
            if text > LONGEST_TEXT:
                raise _refused(part, f"holds a text of more than {LONGEST_TEXT:,} bytes", name)
            seen = (before + plain).lower()
            if any(word in seen for word in DECLARED):
                raise _refused(part, "declares a document type, which workbooks do not", name)
            if any(word in seen for word in HIDING):
                largest = LARGEST_PART
            if sheet:
                last = max(seen.rfind(word) for word in ROW)
                row = len(seen) - last if last >= 0 else row + len(plain)
                if row > LONGEST_ROW:
                    raise _refused(part, f"holds a row of more than {_size(LONGEST_ROW)}", name)
            before = seen[-KEPT:]
    return size


def _longest_text(chunk: bytes, before: int) -> int:
    """Bytes since the last tag began, where none began for too long, else since the last in this
    chunk; ``before`` is what it was at the chunk's start."""
    first = chunk.find(b"<")
    if first < 0:
        return before + len(chunk)
    if before + first > LONGEST_TEXT:
        return before + first
    return len(chunk) - chunk.rfind(b"<")


def _refused(part: zipfile.ZipInfo, what: str, name: str) -> TableError:
    return TableError(f"{part.filename!r} in it {what}", where=name)


def _size(count: int) -> str:
    return f"{count >> 30} GiB" if count >= 1 << 30 else f"{count >> 20} MiB"
