"""Every error this package raises on purpose.

ExtractorError
├── ArticleError      an article cannot be read: empty, binary, broken line, wrong encoding
│   └── ArticleTooLong     it is longer than it may be, or takes longer to read
├── TableError        a file of rows cannot be read: not what it says, cut off, a broken line
├── LanguageError     a table of a language's folder is not of its form
├── FetchError        a dataset's own server does not give its rows: no key, refused, out of reach
├── ModelError        the model did not give a usable answer
│   ├── ModelUnavailable   no weights, no key, unknown model, nobody listening
│   └── ModelReplyError    it answered, but with junk, cut off, or an error status
│       └── ModelRefused   it declined to read this text, or a safety filter blocked it
├── CodingError       a reading cannot be coded by the rules of the codebook
├── RecordError       a record does not fit the schema or the codebook
├── ReviewError       a review cannot go on: its journal is broken or in use, its disk is full
├── UserFileError     a file of lessons or of own fields is broken or says what cannot be
└── StoreError        a database cannot be used: unreachable, another program's, too new, busy
    └── LoadRefused        it can, and these events do not go in as they are
"""

from __future__ import annotations

__all__ = [
    "NO_THREAD",
    "ArticleError",
    "ArticleTooLong",
    "CodingError",
    "ExtractorError",
    "FetchError",
    "LanguageError",
    "LoadRefused",
    "ModelError",
    "ModelRefused",
    "ModelReplyError",
    "ModelUnavailable",
    "RecordError",
    "ReviewError",
    "StoreError",
    "TableError",
    "UserFileError",
]

NO_THREAD = "the system starts no thread: its memory or the number of its processes is at a limit"


class ExtractorError(Exception):
    """Anything that went wrong in a way a user can act on; its text is one clear line."""


class ArticleError(ExtractorError):
    """An article cannot be read. ``where`` names the file and, if known, the line."""

    def __init__(self, message: str, *, where: str | None = None) -> None:
        super().__init__(f"{where}: {message}" if where else message)
        self.where = where


class ArticleTooLong(ArticleError):
    """An article is over a limit of length or time, and the settings say not to cut it."""


class TableError(ExtractorError):
    """A file of rows, or one of its lines, cannot be read.

    ``where`` names the file. ``line`` is the physical line (the row of a workbook, the record of a
    Parquet file) if known. ``reason`` is the message without both.
    """

    def __init__(self, reason: str, *, where: str | None = None, line: int | None = None) -> None:
        place = f"{where}:{line}" if line is not None else where
        super().__init__(f"{place}: {reason}" if place else reason)
        self.reason = reason
        self.where = where
        self.line = line


class LanguageError(ExtractorError):
    """A table in a language's folder is malformed, or its file name is unknown.

    ``where`` names the file and, if known, the line.
    """

    def __init__(self, message: str, *, where: str) -> None:
        super().__init__(f"{where}: {message}")
        self.where = where


class FetchError(ExtractorError):
    """A dataset's own server does not give what was asked of it. ``refused`` is true when asking
    again would give the same answer: no key, no access, an unknown query."""

    def __init__(self, message: str, *, refused: bool = False) -> None:
        super().__init__(message)
        self.refused = refused


class ModelError(ExtractorError):
    """The model gave no usable answer; the article is reported and the run goes on."""


class ModelUnavailable(ModelError):
    """The model cannot be asked at all: no weights, no key, unknown name, nobody listening.

    Every other article would fail in the same way, so a run stops at once.
    """


class ModelReplyError(ModelError):
    """The model was asked and its reply cannot be used: an error status, junk, or cut off."""


class ReplyTooLong(ModelReplyError):
    """The model's reply, or its prompt, is longer than the model allows: a shorter text may fit."""


class ModelRefused(ModelReplyError):
    """The model declined to read this text, or a provider's safety filter blocked it. The same text
    would be refused again, so it is not sent again; another model may accept it."""


class CodingError(ExtractorError):
    """The codebook does not allow what was read. ``rule`` names the rule that was broken."""

    def __init__(self, message: str, *, rule: str) -> None:
        super().__init__(f"{message} ({rule})")
        self.rule = rule


class RecordError(ExtractorError):
    """A record does not fit the JSON Schema; it is never written as an event."""


class StoreError(ExtractorError):
    """A database cannot be used: it cannot be reached, belongs to another program or a newer
    version, is kept busy, or the disk is full. The database is unchanged."""


class LoadRefused(StoreError):
    """The database can be used, but these events cannot be loaded as they are: one is already there
    and duplicates are not allowed, or a row is bad and bad rows are not allowed. Nothing of the
    file is loaded.
    """


class ReviewError(ExtractorError):
    """A review cannot begin or a decision cannot be kept; nothing was changed."""


class UserFileError(ExtractorError):
    """A file that the user wrote or edited by hand (lessons or custom fields) cannot be used, and
    none of it is. The message names the file and what is wrong in it."""


def reason_of(error: OSError) -> str:
    """Why a file cannot be read, in a few words."""
    if isinstance(error, FileNotFoundError):
        return "no such file"
    if isinstance(error, IsADirectoryError):
        return "a directory; name the files in it"
    if isinstance(error, PermissionError):
        return "no permission to read it"
    return f"cannot be read: {error.strerror or error}"
