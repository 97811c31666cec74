"""Decodes the bytes of a plain text; its encoding is given or detected.

No newline or character is changed, so that offsets fit the file.
"""

from __future__ import annotations

from dataclasses import dataclass

from extractor.errors import ArticleError
from extractor.tables.streams import BOMS

__all__ = [
    "Decoded",
    "decode",
    "front_matter_of",
    "marked_encoding",
    "other_format",
    "refuse_addresses",
    "refuse_binary",
    "refuse_blank",
]

MAGIC = (
    (b"%PDF-", "a PDF document"),
    (b"PK\x03\x04", "a zip file (or .docx, .xlsx, .odt, .epub)"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Office document (.doc, .xls, .msg)"),
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
    (b"bplist00", "a property list of Apple's"),
)
ADVICES = (
    ("a zip file", "; unpack it, or give a document its own ending"),
    *((packed, "; unpack it first") for packed in ("a gzip file", "a zstd file", "a bzip2 file")),
    *((packed, "; unpack it first") for packed in ("an xz file", "a tar archive")),
    ("a property list", "; a web archive of Safari has the ending .webarchive"),
    ("an RTF document", "; give it the ending .rtf"),
    ("an old Office document", "; save it as .docx, a table as .xlsx, a message as .eml"),
)
TAR, TAR_AT = b"ustar", 257
NAMES = {f"cp{number}": f"windows-{number}" for number in range(1250, 1259)}
ADDRESS, SHORTCUT = ("http://", "https://", "www."), "[InternetShortcut]"
MOST_FRONT_MATTER = 60  # lines
ADVICE = "save it as UTF-8 and try again"


@dataclass(frozen=True)
class Decoded:
    """A text, the encoding it was read in, and a remark if that was guessed."""

    text: str
    encoding: str
    note: str | None = None


def decode(data: bytes, *, where: str | None = None, encoding: str | None = None) -> Decoded:
    """Return the text of a file's bytes: in ``encoding`` (Python's name) if given, else by its byte
    order mark, as UTF-8, or in the encoding that its words suggest.

    Raises :class:`ArticleError` for an empty file, for a binary one (naming a known format), and
    for an unclear encoding, with its two likeliest readings.
    """
    if not data.strip():
        raise ArticleError("the file is empty", where=where)
    for mark, marked in BOMS:
        if data.startswith(mark):
            if encoding not in (None, marked, marked[:6]):  # "utf-16" means either byte order
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


def marked_encoding(head: bytes) -> str | None:
    """Return the encoding named by a byte order mark, if it is not UTF-8."""
    marked = next((name for mark, name in BOMS if head.startswith(mark)), None)
    return None if marked == "utf-8" else marked


def refuse_addresses(text: str, *, where: str | None = None) -> None:
    """Raise :class:`ArticleError` for a text that is only web addresses."""
    if not text.lstrip().startswith((SHORTCUT, *ADDRESS)):
        return  # long texts are not checked
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    if lines[0] == SHORTCUT:
        lines = [line.removeprefix("URL=") for line in lines[1:] if line.startswith("URL=")]
    if lines and all(line.startswith(ADDRESS) and len(line.split()) == 1 for line in lines):
        many = "a web address" if len(lines) == 1 else f"{len(lines):,} web addresses"
        raise ArticleError(
            f"{many} and no text; nothing is fetched: save the pages and name these", where=where
        )


def refuse_blank(text: str, *, where: str | None = None) -> None:
    """Raise :class:`ArticleError` for a text that is only white space."""
    if not text.strip():
        raise ArticleError("the file is empty", where=where)


def front_matter_of(text: str) -> list[str]:
    """Return the keys of front matter, between lines of three dashes at the start of a text, as in
    Markdown notes and blogs; none if there is no front matter."""
    lines = text.split("\n", MOST_FRONT_MATTER)
    if lines[0].rstrip() != "---":
        return []
    end = next((at for at, line in enumerate(lines[1:], 1) if line.rstrip() == "---"), 0)
    named = [line.partition(":")[0] for line in lines[1:end] if ":" in line]
    return [name for name in named if name.isidentifier()]


def other_format(head: bytes, awaited: str) -> str | None:
    """Return a message naming the known format of a file with these first bytes, that it is not the
    ``awaited`` one, and what to do; ``None`` if the format is unknown."""
    kind = next((kind for magic, kind in MAGIC if head.startswith(magic)), None)
    if kind is None and head[TAR_AT : TAR_AT + len(TAR)] == TAR:
        kind = "a tar archive"
    if kind is None:
        return None
    advice = next((words for begin, words in ADVICES if kind.startswith(begin)), "")
    return f"{kind}, not {awaited}{advice}"


def refuse_binary(data: bytes, *, where: str | None = None) -> None:
    """Raise :class:`ArticleError` if these bytes (a file or its first bytes) are not text."""
    if message := other_format(data, "plain text"):
        raise ArticleError(message, where=where)
    at = data.find(b"\x00")
    if at >= 0:
        message = f"a binary file (NUL at byte {at}), not plain text"
        if at < 4 and data[:512].count(b"\x00") > len(data[:512]) // 3:
            order = "utf-16-le" if at % 2 else "utf-16-be"
            message = (
                "a binary file, or UTF-16 without its byte order mark; save it as UTF-8, or try "
                f"--encoding {order}"
            )
        raise ArticleError(message, where=where)


def _as_told(data: bytes, encoding: str, where: str | None) -> Decoded:
    try:
        return Decoded(data.decode(encoding), encoding)
    except UnicodeDecodeError as broken:
        name = NAMES.get(encoding, encoding)
        message = f"not {name}, as --encoding says: byte {broken.start} does not fit"
        raise ArticleError(message, where=where) from None


def _detected(data: bytes, first_bad: int, where: str | None) -> Decoded:
    """Return the text in the encoding that its words suggest, as for tables."""
    from extractor.tables.guessing import BROKEN_UTF_8, Guess, Sample, guess

    sample = Sample()
    sample.read(data)
    sample.end()
    found = guess(sample)
    if not isinstance(found, Guess):
        # Mostly valid UTF-8 is a damaged file, not another encoding, in which it would be garbage.
        reason = found.reason.replace(BROKEN_UTF_8, f"broken UTF-8 at byte {first_bad}; {ADVICE}")
        raise ArticleError(reason, where=where)
    note = f"{where or 'the text'}: read as {found.name} (a guess; --encoding says otherwise)"
    return Decoded(data.decode(found.codec), found.codec, note)
