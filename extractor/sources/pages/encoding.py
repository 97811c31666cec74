"""Finds the encoding of a web page: the declared one, unless the bytes contradict it."""

from __future__ import annotations

import codecs
import contextlib
import re
from itertools import islice
from typing import TYPE_CHECKING

from extractor.sources.text import decode, refuse_binary
from extractor.tables.guessing import Guess, Sample, guess, shown_name
from extractor.tables.guessing.verdict import likelihood_as, reading
from extractor.tables.streams import BOMS

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["decode_page"]

HEAD = 4096  # first bytes, in which the encoding is declared; HTML requires the first 1024
CHARSET = re.compile(
    rb"<(?:\?xml|meta)[^>]{0,200}?(?:encoding|charset)\s*=\s*[\"']?\s*([\w:.-]{2,40})", re.I
)
# Python has codecs that are not encodings of pages (rot13, unicode_escape, utf-7).
SINGLE_BYTE = ("cp", "iso8859-", "koi8-", "mac-", "tis-620", "ptcp154", "kz1048")
SEVERAL_BYTES = (
    *("utf-8", "utf-16", "ascii", "gb2312", "gbk", "gb18030", "hz", "big5", "shift_jis", "euc_"),
    *("iso2022_", "johab"),
)
SEVERAL_BYTES_TOO = frozenset({"cp932", "cp949", "cp950"})
UTF8 = "utf-8"
BAD = "\ufffd"
ENOUGH = 8  # characters; fewer can be valid by chance
MUCH_MORE = 10
AGAINST = 20.0  # difference of logarithms by which another encoding must be likelier
ENOUGH_WORDS = 120  # words that are not ASCII; more would only take longer
DETECTED = 1 << 18  # bytes from which an encoding is detected
TAGS = re.compile(rb"(?is)<(script|style)\b.*?</\1\s*>|<[^>]{0,2000}>")
WIDER = {"ascii": "cp1252", "iso8859-1": "cp1252", "iso8859-9": "cp1254", "gb2312": "gb18030"}
"""What browsers use for these names (WHATWG Encoding)."""


def decode_page(
    data: bytes,
    *,
    where: str,
    charset: str | None = None,
    encoding: str | None = None,
    note: Callable[[str], None] = lambda _: None,
) -> str:
    """Return the text of a page's bytes. The encoding is that of the byte order mark, else of
    ``charset`` (from the HTTP header) or the page's own head, else UTF-8, else that of its words.

    Whatever is declared, valid UTF-8 is read as UTF-8, and text whose words clearly fit another
    encoding is read in that one; ``note`` is called. ``encoding`` (Python's name) is given by the
    user and overrides everything. Raises :class:`ArticleError` if the page is not text.
    """
    if encoding is not None:
        text = decode(data, where=where, encoding=encoding).text
        if encoding != UTF8 and _is_utf8(data, encoding):
            note(
                f"{where}: read as {shown_name(encoding)} as --encoding says, but looks like UTF-8"
            )
        return text
    if any(data.startswith(mark) for mark, _ in BOMS):
        return decode(data, where=where).text
    refuse_binary(data, where=where)
    declared = _codec(charset) or _declared(data[:HEAD])
    if declared is None:
        return _undeclared(data, where, note)
    if declared != UTF8:
        if _is_utf8(data, declared):
            return _as_utf8(data, declared, where, note)
        if found := _contradicted(data, declared, where, note):
            return found
        try:
            return data.decode(declared)
        except UnicodeDecodeError:
            pass
    try:
        return data.decode(UTF8)
    except UnicodeDecodeError:
        return _mended(data, declared, where, note)


def _undeclared(data: bytes, where: str, note: Callable[[str], None]) -> str:
    try:
        return data.decode(UTF8)
    except UnicodeDecodeError:
        likely = _guessed(data)
    if likely is not None:
        with contextlib.suppress(UnicodeDecodeError):
            text = data.decode(likely)
            note(f"{where}: not UTF-8, read as {shown_name(likely)}")
            return text
    found = decode(data, where=where)
    if found.note:
        note(found.note)
    return found.text


def _contradicted(
    data: bytes, declared: str, where: str, note: Callable[[str], None]
) -> str | None:
    """Return the text in another encoding than the declared one if its words clearly fit that, else
    ``None``."""
    if data.isascii():
        return None
    sample = _sample(data)
    likely = guess(sample)
    if not isinstance(likely, Guess):
        return None
    pieces = list(sample.pieces)
    if all(reading(piece, declared) == reading(piece, likely.codec) for piece in pieces):
        return None
    as_declared, as_likely = (likelihood_as(pieces, codec) for codec in (declared, likely.codec))
    if as_likely is None or (as_declared is not None and as_likely < as_declared + AGAINST):
        return None
    text = data.decode(likely.codec, "replace")
    note(
        f"{where}: says that it is {shown_name(declared)}, but its words are {likely.name}; "
        f"read as {likely.name} (--encoding says otherwise)"
    )
    return text


def _guessed(data: bytes) -> str | None:
    likely = guess(_sample(data))
    return likely.codec if isinstance(likely, Guess) else None


def _sample(data: bytes) -> Sample:
    """Return a sample of the page's words, as tags and scripts are the same in every encoding."""
    sample = Sample()
    sample.read(TAGS.sub(b"\n", data[:DETECTED]))
    sample.end()
    sample.pieces = dict(islice(sample.pieces.items(), ENOUGH_WORDS))
    return sample


def _is_utf8(data: bytes, declared: str) -> bool:
    """Return whether bytes declared as something else are UTF-8, except for damaged bytes.

    In a single-byte encoding, valid UTF-8 never occurs by chance; in a two-byte encoding a word or
    two can.
    """
    if data.isascii():
        return False
    text = data.decode(UTF8, "replace")
    bad = text.count(BAD)
    good = sum(not letter.isascii() for letter in text) - bad
    least = ENOUGH if bad or not _is_single_byte(declared) else 1
    return good >= max(least, bad * MUCH_MORE)


def _as_utf8(data: bytes, declared: str, where: str, note: Callable[[str], None]) -> str:
    text = data.decode(UTF8, "replace")
    bad = text.count(BAD)
    but = f" except {bad} characters" if bad else ""
    named = shown_name(declared)
    note(f"{where}: says that it is {named}, but is UTF-8{but}; read as UTF-8")
    return text


def _mended(data: bytes, declared: str, where: str, note: Callable[[str], None]) -> str:
    """Return the text if the declared encoding does not fit; decoded by its words if it mostly
    fails."""
    text = data.decode(declared, "replace")
    bad = text.count(BAD)
    if bad > sum(not letter.isascii() for letter in text) // 2:
        likely = _guessed(data)
        if likely is not None and likely != declared:
            with contextlib.suppress(UnicodeDecodeError):
                found = data.decode(likely)
                named = shown_name(likely)
                note(
                    f"{where}: says that it is {shown_name(declared)}, which it is not; read as "
                    f"{named}"
                )
                return found
    named = shown_name(declared)
    note(f"{where}: {bad} characters are not {named}, as the page says of itself")
    return text


def _is_single_byte(encoding: str) -> bool:
    return encoding.startswith(SINGLE_BYTE) and encoding not in SEVERAL_BYTES_TOO


def _declared(head: bytes) -> str | None:
    found = CHARSET.search(head)
    return _codec(found[1].decode("ascii")) if found else None


def _codec(name: str | None) -> str | None:
    if not name:
        return None
    try:
        codec = codecs.lookup(name.strip().strip("\"'")).name
    except (LookupError, UnicodeError, ValueError):
        return None
    if codec.startswith("utf-16"):  # a page whose head is readable as ASCII is not UTF-16
        return "utf-8"
    return WIDER.get(codec, codec) if codec.startswith(SINGLE_BYTE + SEVERAL_BYTES) else None
