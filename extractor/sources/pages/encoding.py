"""The encoding of a web page: declared, and not contradicted by its bytes."""

from __future__ import annotations

import codecs
import re
from typing import TYPE_CHECKING

from extractor.errors import ArticleError
from extractor.sources.text import BOMS, NAMES, decode, refuse_binary

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["decode_page"]

HEAD = 4096  # bytes of a page in which its encoding is declared; HTML asks for the first 1024
CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w:.-]{2,40})""", re.I)
XML_ENCODING = re.compile(rb"""\A\s*<\?xml[^>]{0,200}?encoding\s*=\s*["']([\w:.-]{2,40})""", re.I)
# Python knows codecs that are no encodings of pages (rot13, unicode_escape, utf-7).
PAGE_CODECS = re.compile(
    r"utf-(?:8|16|16-le|16-be)|ascii|cp\d+|iso8859-\d+|koi8-\w|gb2312|gbk|gb18030|hz|big5\w*"
    r"|shift_jis\w*|euc_\w+|iso2022_\w+|mac-\w+|tis-620|johab|ptcp154|kz1048"
)
SINGLE_BYTE = re.compile(
    r"cp(?!9(?:3\d|49|50))\d+|iso8859-\d+|koi8-\w|mac-\w+|tis-620|ptcp154|kz1048"
)
UTF8 = "utf-8"
BAD = "\ufffd"
ENOUGH = 8  # characters; fewer can be valid by accident
MUCH_MORE = 10
DETECTED = 1 << 18  # bytes that are enough to tell an encoding by
TAGS = re.compile(rb"(?is)<(script|style)\b.*?</\1\s*>|<[^>]{0,2000}>")
WIDER = {"ascii": "cp1252", "iso8859-1": "cp1252", "iso8859-9": "cp1254", "gb2312": "gb18030"}
"""What browsers read under these names (WHATWG Encoding)."""


def decode_page(
    data: bytes,
    *,
    where: str,
    charset: str | None = None,
    note: Callable[[str], None] = lambda _: None,
) -> str:
    """The text of a page's bytes: by its byte order mark, else as ``charset`` (of the HTTP header)
    or the page's own head declares, else UTF-8, else as detected.

    Bytes that are UTF-8 are read so whatever is declared, and those that mostly are not what is
    declared as they are detected; ``note`` is told. Raises :class:`ArticleError` for what is no
    text.
    """
    if any(data.startswith(mark) for mark, _ in BOMS):
        return decode(data, where=where).text
    refuse_binary(data, where=where)
    declared = _codec(charset) or _declared(data[:HEAD])
    if declared is None:
        found = decode(data, where=where)
        if found.note:
            note(found.note)
        return found.text
    if declared != UTF8:
        if _is_utf8(data, declared):
            return _as_utf8(data, declared, where, note)
        try:
            return data.decode(declared)
        except UnicodeDecodeError:
            pass
    try:
        return data.decode(UTF8)
    except UnicodeDecodeError:
        return _mended(data, declared, where, note)


def _is_utf8(data: bytes, declared: str) -> bool:
    """Whether bytes that are said to be something else are UTF-8, a damaged place apart.

    Single bytes make valid UTF-8 only by design; of two-byte codes a word or two can, by accident.
    """
    if data.isascii():
        return False
    text = data.decode(UTF8, "replace")
    bad = text.count(BAD)
    good = sum(not letter.isascii() for letter in text) - bad
    least = ENOUGH if bad or not SINGLE_BYTE.fullmatch(declared) else 1
    return good >= max(least, bad * MUCH_MORE)


def _as_utf8(data: bytes, declared: str, where: str, note: Callable[[str], None]) -> str:
    text = data.decode(UTF8, "replace")
    bad = text.count(BAD)
    but = f" except {bad} characters" if bad else ""
    named = NAMES.get(declared, declared)
    note(f"{where}: says that it is {named}, but is UTF-8{but}; read as UTF-8")
    return text


def _mended(data: bytes, declared: str, where: str, note: Callable[[str], None]) -> str:
    """The text where the declared encoding does not fit: as detected if it mostly does not."""
    text = data.decode(declared, "replace")
    bad = text.count(BAD)
    if bad >= ENOUGH and bad > sum(not letter.isascii() for letter in text) // 2:
        try:
            # Tags are the same in every encoding and hide the text's own letters.
            likely = decode(TAGS.sub(b" ", data[:DETECTED]), where=where).encoding
            found = data.decode(likely)
        except (ArticleError, UnicodeDecodeError):
            pass
        else:
            named = NAMES.get(likely, likely)
            note(f"{where}: says that it is {declared}, which it is not; read as {named}")
            return found
    note(f"{where}: {bad} characters are not {declared}, as the page says of itself")
    return text


def _declared(head: bytes) -> str | None:
    found = XML_ENCODING.search(head) or CHARSET.search(head)
    return _codec(found[1].decode("ascii")) if found else None


def _codec(name: str | None) -> str | None:
    if not name:
        return None
    try:
        known = codecs.lookup(name.strip().strip("\"'")).name
    except (LookupError, UnicodeError, ValueError):
        return None
    if known.startswith("utf-16"):  # a page whose head can be read as ASCII is not UTF-16
        return "utf-8"
    return WIDER.get(known, known) if PAGE_CODECS.fullmatch(known) else None
