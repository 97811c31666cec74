"""Plain text: bytes to the text of an article, its encoding found or named.

The text is what the bytes say, no newline or character changed, so that offsets fit the file.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from extractor.errors import ArticleError

__all__ = ["Decoded", "decode", "refuse_binary"]

MAGIC = (
    (b"%PDF-", "a PDF document"),
    (b"PK\x03\x04", "a zip file (or .docx, .xlsx, .odt, .epub)"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Office document (.doc, .xls)"),
    (b"{\\rtf", "an RTF document"),
    (b"\x1f\x8b", "a gzip file"),
    (b"BZh", "a bzip2 file"),
    (b"\xfd7zXZ\x00", "an xz file"),
    (b"\x28\xb5\x2f\xfd", "a zstd file"),
    (b"\x89PNG\r\n", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"SQLite format 3\x00", "an SQLite database"),
    (b"PAR1", "a Parquet file"),
    (b"\x7fELF", "a program"),
)
BOMS = (  # UTF-32 first: its little-endian mark begins with that of UTF-16
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# What news texts are met in. All the rest charset-normalizer knows (DOS and mainframe pages) only
# add chances to be wrong: with them, English with curly quotes is taken for Baltic DOS.
CODE_PAGES = (
    *(f"cp{number}" for number in range(1250, 1259)),
    *("koi8_r", "koi8_u", "gb18030", "big5", "cp932", "euc_jp", "cp949", "cp874"),
)
NAMES = {f"cp{number}": f"windows-{number}" for number in range(1250, 1259)}
WESTERN = (
    *("Catalan", "Danish", "Dutch", "English", "Finnish", "French", "German", "Icelandic"),
    *("Indonesian", "Italian", "Norwegian", "Portuguese", "Spanish", "Swedish"),
)
MOST_CHAOS = 0.1  # charset-normalizer's share of unlikely letter sequences; 0 for clean text
NEAR = 0.05  # a difference of scores that says nothing
SIGN_IN_WORD = re.compile(r"(?<=[^\W\d_])[¡-©«-¬®-´¶¸-¹»-¿×÷†‡‰€™](?=[^\W\d_])")
ADVICE = "save it as UTF-8 and try again"


@dataclass(frozen=True)
class Decoded:
    """A text, the encoding it was read in, and a remark where that had to be guessed."""

    text: str
    encoding: str
    note: str | None = None


def decode(data: bytes, *, where: str | None = None, encoding: str | None = None) -> Decoded:
    """The text of a file's bytes: in ``encoding`` (Python's name) if it is given, else UTF-8, by
    its byte order mark, or in a detected encoding.

    Raises :class:`ArticleError` for an empty file, a binary one (the format is named where it is
    a known one) and an encoding that cannot be told with confidence.
    """
    if not data.strip():
        raise ArticleError("the file is empty", where=where)
    for mark, marked in BOMS:
        if data.startswith(mark):
            if encoding not in (None, marked, marked[:6]):  # utf-16 is either order
                message = f"marked as {marked.upper()}, so not {encoding} as --encoding says"
                raise ArticleError(message, where=where)
            try:
                return Decoded(data[len(mark) :].decode(marked), marked)
            except UnicodeDecodeError as broken:
                message = f"marked as {marked.upper()}, but byte {broken.start} does not fit"
                raise ArticleError(f"{message}; {ADVICE}", where=where) from None
    if encoding is not None and encoding.startswith(("utf-16", "utf-32")):
        return _as_told(data, encoding, where)
    refuse_binary(data, where=where)
    if encoding is not None:
        return _as_told(data, encoding, where)
    try:
        return Decoded(data.decode("utf-8"), "utf-8")
    except UnicodeDecodeError as broken:
        return _detected(data, broken.start, where)


def refuse_binary(data: bytes, *, where: str | None = None) -> None:
    """Raise :class:`ArticleError` when these bytes (a file or its head) are no text at all."""
    for magic, kind in MAGIC:
        if data.startswith(magic):
            raise ArticleError(f"{kind}, not plain text", where=where)
    at = data.find(b"\x00")
    if at >= 0:
        message = f"a binary file (NUL at byte {at}), not plain text"
        if at < 4 and data[:512].count(b"\x00") > len(data[:512]) // 3:
            message = f"a binary file, or UTF-16 without its byte order mark; {ADVICE}"
        raise ArticleError(message, where=where)


def _as_told(data: bytes, encoding: str, where: str | None) -> Decoded:
    try:
        return Decoded(data.decode(encoding), encoding)
    except UnicodeDecodeError as broken:
        name = NAMES.get(encoding, encoding)
        message = f"not {name}, as --encoding says: byte {broken.start} does not fit"
        raise ArticleError(message, where=where) from None


def _detected(data: bytes, first_bad: int, where: str | None) -> Decoded:
    lenient = data.decode("utf-8", "replace")
    bad = lenient.count("\ufffd")
    if sum(not letter.isascii() for letter in lenient) > 2 * bad:
        # Most of it is good UTF-8: damaged, not another encoding. Read as one it would be garbage.
        raise ArticleError(f"broken UTF-8 at byte {first_bad}; {ADVICE}", where=where)

    from charset_normalizer import from_bytes

    found = from_bytes(data, cp_isolation=list(CODE_PAGES))
    best = found.best()
    if best is None or best.chaos > MOST_CHAOS or best.language == "Unknown":
        raise ArticleError(
            f"not UTF-8 (byte {first_bad}), and its encoding cannot be told; {ADVICE}", where=where
        )
    # Several code pages often score alike and differ in a few letters: the same byte is ñ in one
    # and ń in another. What puts signs into words (zginê³o) is wrong; of the others the Western
    # page is by far the likeliest where the language is a Western one.
    near = [page for page in found if page.chaos <= best.chaos + NEAR]
    near = [page for page in near if page.coherence >= best.coherence - NEAR]
    likely = min(near, key=lambda page: _signs_in_words(data.decode(page.encoding)))
    encoding = likely.encoding
    if likely.language in WESTERN:
        western = from_bytes(data, cp_isolation=["cp1252"]).best()
        if western is not None and western.chaos <= likely.chaos + 0.01:
            encoding = "cp1252"
    name = NAMES.get(encoding, encoding.replace("_", "-"))
    note = f"{where or 'the text'}: not UTF-8, read as {name}"
    return Decoded(data.decode(encoding), encoding, note)


def _signs_in_words(text: str) -> int:
    return len(SIGN_IN_WORD.findall(text))
