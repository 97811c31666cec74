"""Reads web archives: the pages and texts in WARC files, in which crawlers store what they
fetched."""

from __future__ import annotations

import io
from collections import Counter
from email.message import Message
from typing import TYPE_CHECKING, Any

from extractor.errors import ArticleError, ExtractorError
from extractor.installing import install_extra
from extractor.sources.html import page_articles, require_trafilatura
from extractor.sources.pages.encoding import decode_page
from extractor.sources.split import Given
from extractor.text.article import Article

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import date

__all__ = ["read_warc"]

PAGES = ("text/html", "application/xhtml+xml")
LARGEST_PAGE = 32 << 20  # bytes; no article's page comes near it


def read_warc(
    stream: io.BufferedReader,
    *,
    name: str,
    published: date | None = None,
    publisher: str | None = None,
    note: Callable[[str], None] = lambda _: None,
    split_live: bool | None = False,
) -> Iterator[Article | ArticleError]:
    """Yield the articles of an archive's web pages (``response``, ``resource``) and of plain texts
    made from pages (``conversion``, as in Common Crawl's WET files).

    ``stream`` is uncompressed. Other kinds of records, and responses with a status other than 200,
    are skipped; ``note`` is told how many. Errors give ``name`` and the record, counted from 1. The
    day of the crawl says nothing about the day of publication and is not used.

    Raises :class:`ExtractorError` without warcio or trafilatura.
    """
    records = _records(stream, name)
    require_trafilatura()
    skipped: Counter[str] = Counter()
    number = read = 0
    try:
        for number, record in enumerate(records, start=1):
            where = f"{name}:{number}"
            kind = _kind(record)
            if kind not in PAGES and not (record.rec_type == "conversion" and kind == "text/plain"):
                skipped[kind] += 1
                _past(record, name)
                continue
            read += 1
            data = record.content_stream().read(LARGEST_PAGE + 1)
            _past(record, name)
            try:
                url = record.rec_headers.get_header("WARC-Target-URI")
                given = Given(where, url, published, publisher)
                yield from _articles(record, data, given, split_live, note)
            except ArticleError as error:
                yield error
    except ArticleError as error:  # the archive itself is broken at this point
        yield error
    except Exception as error:  # of warcio, or from a damaged record
        reason = f"no web archive, or damaged after record {number} ({type(error).__name__})"
        yield ArticleError(reason, where=name)
    if skipped:
        kinds = ", ".join(f"{count:,} {kind}" for kind, count in sorted(skipped.items()))
        note(f"{name}: {sum(skipped.values()):,} records that are no web pages not read ({kinds})")
    if not read:
        yield ArticleError("no web page in this archive", where=name)


def _records(stream: io.BufferedReader, name: str) -> Any:
    try:
        from warcio.archiveiterator import ArchiveIterator
    except ImportError:
        raise ExtractorError(
            f"web archives need the extra `warc`: {install_extra('warc', 'html')}"
        ) from None

    class Records(ArchiveIterator):  # type: ignore[misc]
        def _consume_blanklines(self) -> Any:
            """Do as warcio does, but raise our own error: warcio writes the unexpected bytes to
            standard error, whatever they would do to a terminal."""
            line = self.reader.readline()
            empty = len(line)
            if line.strip():
                raise ArticleError(
                    "the archive is damaged or cut off: a record does not end where "
                    "its length says",
                    where=name,
                )
            while line:
                line = self.reader.readline()
                if line.strip():
                    return line, empty
                empty += len(line)
            return None, empty

    return Records(_Parts(stream))


class _Parts:
    """Reads the stream in parts, so that data before a fault is not lost."""

    def __init__(self, stream: io.BufferedReader) -> None:
        self.read = stream.read1


def _past(record: Any, name: str) -> None:
    """Go to the record's end; raise :class:`ArticleError` if the file ends before it."""
    while record.raw_stream.read(1 << 16):
        pass
    if getattr(record.raw_stream, "limit", 0) > 0:
        raise ArticleError("the archive is cut off: its last record is not whole", where=name)


def _kind(record: Any) -> str:
    """Return a record's media type in lower case, or the reason why it is not read."""
    if record.rec_type in ("response", "resource"):
        headers = record.http_headers or record.rec_headers
        status = str(record.http_headers.get_statuscode()) if record.http_headers else "200"
        if status != "200":
            return f"status {status[:3]}"
    elif record.rec_type == "conversion":
        headers = record.rec_headers
    else:
        return str(record.rec_type)[:20]
    said = str(headers.get_header("Content-Type") or "no type")
    return said.partition(";")[0].strip().lower()[:60]


def _articles(
    record: Any,
    data: bytes,
    given: Given,
    split_live: bool | None,
    note: Callable[[str], None],
) -> list[Article]:
    where = given.where
    if len(data) > LARGEST_PAGE:
        raise ArticleError(f"a page of more than {LARGEST_PAGE >> 20} MiB", where=where)
    if not data.strip():
        raise ArticleError("an empty page", where=where)
    if record.rec_type == "conversion":
        article = Article(
            data.decode("utf-8", "replace"),
            published=given.published,
            publisher=given.publisher,
            url=given.url,
            extra={"file": where},
        )
        return [article]
    page = decode_page(data, where=where, charset=_charset(record), note=note)
    return page_articles(page, given, split_live=split_live, note=note)


def _charset(record: Any) -> str | None:
    """Return the encoding named in the HTTP header."""
    if record.http_headers is None:
        return None
    message = Message()
    message["Content-Type"] = str(record.http_headers.get_header("Content-Type") or "")
    found = message.get_param("charset")
    return found if isinstance(found, str) else None
