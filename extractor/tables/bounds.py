"""Limits on what a compressed workbook may hold, checked before any of it is kept in memory.

A zip file of half a megabyte can hold a string of 600 MB, which a workbook reader keeps whole, and
more than once. So each part of a workbook is first unpacked once, a megabyte at a time and without
keeping it. A part larger than any valid one is refused. The sizes stated in the zip are only a
hint: whoever builds a zip bomb chooses them.
"""

from __future__ import annotations

import re
import zipfile
from typing import IO

from extractor.errors import TableError

__all__ = ["LARGEST_COPY", "LARGEST_PARTS", "LONGEST_ROW", "LONGEST_TEXT", "refuse_bombs"]

LARGEST_COPY = 4 << 30
"""Most bytes of a compressed workbook or Parquet file, which is unpacked to a temporary file."""
LARGEST_PARTS = 8 << 30
"""Most bytes of all parts of a workbook together; sheets are read as a stream."""
LARGEST_SHARED = 512 << 20
"""Most bytes of the strings that cells share, which are all kept: enough for a million long
notes."""
LARGEST_PART = 64 << 20
"""Most bytes of any other part that is read as a whole: styles, the list of sheets …"""
LONGEST_ROW = 64 << 20
"""Most bytes of a row with its tags; the same limit as for a line of text."""
LONGEST_TEXT = 10_000_000
"""Most bytes between two tags; Excel's own cells hold at most 32,767 characters."""
MOST_PARTS = 100_000
CHUNK = 1 << 20
KEPT = 16  # bytes kept for the next chunk: a word may be cut in two
ROOT = re.compile(rb"<(?:\w+:)?(worksheet|sst)\b")  # root of a sheet, or of the shared strings
UTF_16 = (b"\xff\xfe", b"\xfe\xff")
DECLARED = (b"<!doctype", b"<!entity")
ROW = (b"<row", b"</row", b":row")
HIDING = (b"<![cdata[", b"<!--")  # inside these, text may look like tags


def refuse_bombs(file: IO[bytes], name: str) -> None:
    """Raise :class:`TableError` for a workbook with a part larger than any valid one.

    Otherwise the file is back at its start. Raises the errors of :mod:`zipfile` for a file that is
    no complete zip.
    """
    whole = 0
    with zipfile.ZipFile(file) as parts:
        listed = parts.infolist()
        if len(listed) > MOST_PARTS:
            raise TableError(f"{len(listed):,} parts in it; no workbook has so many", where=name)
        for part in listed:
            lower = part.filename.lower()
            if lower.endswith((".xml", ".rels", ".vml")):  # pictures and other files are not opened
                whole += _looked_through(parts, part, name)
            if whole > LARGEST_PARTS:
                raise TableError(f"it unpacks to more than {_size(LARGEST_PARTS)}", where=name)
    file.seek(0)


def _looked_through(parts: zipfile.ZipFile, part: zipfile.ZipInfo, name: str) -> int:
    """Return how many bytes the part unpacks to; raise if it exceeds a limit."""
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
    """Return the bytes since the last tag began. ``before`` is that count at the chunk's start.

    If the first tag of the chunk comes too late, the bytes up to that tag are returned instead.
    """
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
