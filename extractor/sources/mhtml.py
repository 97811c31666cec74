"""Reads web pages that browsers saved in one file (MHTML: ``.mhtml``, ``.mht``; Safari's
``.webarchive``)."""

from __future__ import annotations

from typing import TYPE_CHECKING, BinaryIO, NamedTuple

from extractor.errors import ArticleError
from extractor.sources.attachments import mails_of
from extractor.sources.unpacking import again, read_all
from extractor.sources.webarchive import BINARY, page_of_webarchive

if TYPE_CHECKING:
    from email.message import Message

__all__ = ["SavedPage", "looks_like_mhtml", "saved_page"]

SAVED = b"snapshot-content-location"
SAVED_BY = (b"<saved by", b'"saved by', b'"<saved by')
"""How the sender's name begins if a browser wrote the file."""
SENT = frozenset([b"received", b"to", b"message-id", b"return-path"])
LOCATED = frozenset([b"content-location", b"content-base"])


class SavedPage(NamedTuple):
    """The bytes of a page, the encoding declared by its part, and its address."""

    data: bytes
    charset: str | None
    url: str | None


def looks_like_mhtml(head: bytes) -> bool:
    """Return whether a file with these first bytes is a saved page and not a message."""
    if head.startswith(BINARY):
        return True
    parted = (line.partition(b":") for line in head.lower().split(b"\n"))
    headers = [(name, value.strip()) for name, colon, value in parted if colon]
    names = {name for name, _ in headers}
    if SAVED in names or _has(headers, b"from", SAVED_BY):
        return True
    related = _has(headers, b"content-type", (b"multipart/related",))
    return related and not LOCATED.isdisjoint(names) and SENT.isdisjoint(names)


def _has(headers: list[tuple[bytes, bytes]], name: bytes, begins: tuple[bytes, ...]) -> bool:
    return any(given == name and value.startswith(begins) for given, value in headers)


def saved_page(stream: BinaryIO, *, name: str) -> SavedPage:
    """Return the page without its pictures and frames. The day it was saved is not a publication
    day.

    Raises :class:`ArticleError` for a file without a page.
    """
    from email import message_from_bytes, policy

    head = stream.read(len(BINARY))
    stream = again([head], stream, name=name)
    if head == BINARY or name.lower().endswith(".webarchive"):
        return SavedPage(*page_of_webarchive(read_all(stream, name=name), name=name))
    data, _ = next(iter(mails_of(stream, name=name)))
    message = message_from_bytes(data, policy=policy.compat32)
    where = _header(message, "Snapshot-Content-Location")
    pages = [part for part in message.walk() if part.get_content_type() == "text/html"]
    main_pages = [part for part in pages if where and _header(part, "Content-Location") == where]
    for part in (*main_pages, *pages):
        payload = part.get_payload(decode=True)
        if isinstance(payload, bytes) and payload.strip():
            url = where or _header(part, "Content-Location")
            is_web = url is not None and url.startswith(("http://", "https://"))
            return SavedPage(payload, part.get_content_charset(), url if is_web else None)
    raise ArticleError("no web page in this MHTML file", where=name)


def _header(part: Message, name: str) -> str | None:
    value = part.get(name)
    return "".join(str(value).split()) or None if value is not None else None
