"""Articles in, one at a time, from whatever they are kept in.

================  ===========================================================  ==================
format            endings                                                      an article is
================  ===========================================================  ==================
plain text        .txt, .text, .md, none; any other of a file that is named    the file
HTML              .html, .htm, .mhtml, .mht, .webarchive (extra ``html``)      the page's article
JSON Lines        .jsonl, .ndjson, .jsonlines, .jl                             a line
JSON              .json: an object, an array, objects one after another        an object
CSV, TSV          .csv, .tsv, .tab                                             a row
Parquet, Excel    .parquet, .pq, .xlsx, .xlsm (extra ``tables``)               a row
ODS               .ods                                                         a row
WARC              .warc, .wet (extra ``warc``)                                 a web page
RSS, Atom         .rss, .atom; .xml if it is named                             an entry
e-mail            .eml, .emlx, .mbox                                           a message
PDF, RTF, others  .pdf, .docx (extra ``documents``), .rtf, .odt, .epub         the file
================  ===========================================================  ==================

A text, RTF, ODT, PDF or Word file that is an export of LexisNexis or Factiva holds an article for
each of its documents (:mod:`~extractor.sources.press_exports`). Each may be packed: ``.gz``,
``.zst`` (extra ``tables``). All are read as a stream: memory does not grow with their number.
"""

from __future__ import annotations

import io
import sys
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from extractor.errors import ArticleError, TableError, reason_of
from extractor.sources.apple_mail import message_in
from extractor.sources.columns import USUAL, Columns
from extractor.sources.dated_line import with_day
from extractor.sources.documents.issue import articles_of_issue
from extractor.sources.doubts import Doubts
from extractor.sources.feeds import read_feed
from extractor.sources.folders import files_of
from extractor.sources.formats import (
    PAPER,
    SEVERAL,
    TABLES,
    ZIP_HEAD,
    Format,
    document_in,
    format_of,
    is_packed,
    page_or_feed_in,
    sniffed,
)
from extractor.sources.jsonl import is_array, read_json_lines
from extractor.sources.mail import read_mail
from extractor.sources.messengers import (
    bounded,
    is_telegram,
    is_telegram_page,
    is_whatsapp,
    messages_of_chat,
    messages_of_page,
    read_telegram,
    telegram_in,
)
from extractor.sources.not_articles import refuse_machine_text
from extractor.sources.proquest import proquest_articles
from extractor.sources.rows import read_rows
from extractor.sources.text import (
    decode,
    front_matter_of,
    marked_encoding,
    refuse_addresses,
    refuse_binary,
    refuse_blank,
)
from extractor.sources.unpacking import again, bounded_lines, read_all, unpacked
from extractor.tables.options import USUAL as USUAL_TABLES
from extractor.text.article import Article, as_date

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from datetime import date

    from extractor.tables import TableOptions

__all__ = ["STDIN", "STDIN_NAME", "Columns", "counted", "files_of", "read_articles"]

STDIN = "-"
STDIN_NAME = "standard input"
XML, ZIP, APPLE_MAIL = ".xml", ".zip", ".emlx"
LINES_OF_HEAD = 8  # lines of JSON that spans several lines
HEAD = 4096  # bytes looked at to find a stream's format


def read_articles(
    paths: Sequence[str],
    *,
    published: date | str | None = None,
    publisher: str | None = None,
    columns: Columns = USUAL,
    stdin: BinaryIO | None = None,
    note: Callable[[str], None] = lambda _: None,
    tables: TableOptions = USUAL_TABLES,
    split_live: bool | None = False,
) -> Iterator[Article | ArticleError]:
    """Yield the articles of these files in order; what cannot be read comes as its error.

    A folder stands for the files in it, in the order of their names, and so does a pattern (see
    :func:`files_of`). ``-`` is standard input (``stdin``, by default the process's own), whose
    format is found from its first bytes. ``published`` (a date or an ISO string) and ``publisher``
    are used for articles without their own. ``columns`` names the columns of tables and keys of
    JSON. ``note`` gets one line for each thing that a user should know and that is no error: a
    guessed encoding, files skipped, an id used twice. ``tables`` names the sheet of workbooks and
    the encoding of tables and texts (it overrides the one a page declares). With ``split_live``
    each entry of a live blog is an article; ``None`` gives the whole page and its entries, to find
    texts again.

    Raises :class:`ArticleError` only for a ``published`` that is not a date, and
    :class:`~extractor.errors.ExtractorError` where a library for a format is missing.
    """
    day = as_date(published, where="published")
    tables = replace(tables, note=note, fits=columns.fit)
    return _Reader(day, publisher, columns, note, tables, split_live).all_of(paths, stdin)


def counted(paths: Sequence[str]) -> int | None:
    """Return how many articles there will be, if that is quickly known, or ``None`` if only reading
    shows it: standard input, folders, tables, compressed files."""
    total = 0
    for path in paths:
        form = format_of(path)
        if (
            path == STDIN
            or is_packed(path)
            or form in TABLES | SEVERAL
            or Path(path).suffix.lower() == XML
        ):
            return None
        if not Path(path).exists():
            total += 1  # it comes as an error, which counts; patterns are not expanded for this
        elif Path(path).is_dir():
            return None
        elif form is not Format.JSON_LINES:
            total += 1
        else:
            try:
                with Path(path).open("rb") as lines:
                    total += sum(1 for line in lines if line.strip())
            except OSError:
                total += 1
    return total


@dataclass(frozen=True)
class _Reader:
    """The settings for all articles of a run."""

    published: date | None
    publisher: str | None
    columns: Columns
    note: Callable[[str], None]
    tables: TableOptions
    split_live: bool | None = False

    def all_of(
        self, paths: Sequence[str], stdin: BinaryIO | None
    ) -> Iterator[Article | ArticleError]:
        for path in paths:
            if path == STDIN:
                standard_input = sys.stdin.buffer if sys.stdin is not None else io.BytesIO()
                yield from self._guarded(STDIN_NAME, self.stream(stdin or standard_input))
                continue
            for file in files_of(path, self.note):
                if isinstance(file, ArticleError):
                    yield file
                else:
                    yield from self._guarded(str(file), self.file(file))

    def _guarded(
        self, name: str, articles: Iterator[Article | ArticleError]
    ) -> Iterator[Article | ArticleError]:
        """Yield the articles; an error that ends them early comes last."""
        doubts = Doubts(name, self.note)
        try:
            for one in articles:
                if not isinstance(one, ArticleError):
                    doubts.see(one)
                yield one
        except ArticleError as error:
            yield error
        except TableError as error:
            where = error.where or name
            where = where if error.line is None else f"{where}:{error.line}"
            yield ArticleError(error.reason, where=where)
        except OSError as error:
            yield ArticleError(reason_of(error), where=name)

    def file(self, path: Path) -> Iterator[Article | ArticleError]:
        form, name = format_of(path), str(path)
        if form in TABLES:
            yield from self.table(name, form)
            return
        with path.open("rb") as file:
            stream = unpacked(file, name=name) if is_packed(path) else again([], file, name=name)
            if form is None and path.suffix.lower() == XML:
                form = Format.FEED
            elif form in (None, Format.TEXT, Format.JSON_LINES):
                head = stream.read(HEAD)
                if form is Format.JSON_LINES and (marked_encoding(head) or is_array(head)):
                    yield from self.table(name, Format.JSON)
                    return
                form = self._looked_into(form, path, head)
                stream = again([head], stream, name=name)
            if form in PAPER and not is_packed(path):
                file.seek(0)
                yield from self.documents(self.paper(form, file, name), name)
                return
            if path.suffix.lower() == APPLE_MAIL:
                file.seek(0)
                stream = message_in(file, where=name, note=self.note) or stream
            yield from self.of(form, stream, name)

    def _looked_into(self, form: Format | None, path: Path, head: bytes) -> Format:
        """Return the format of a file whose name does not settle it: ``page.txt`` may be HTML."""
        if form is Format.JSON_LINES:
            refuse_binary(head, where=str(path))
            return form
        found = page_or_feed_in(head)
        if found is not None:
            self.note(f"{path}: {found.value} by its content, and read as that")
        elif form is None and path.suffix.lower() != ZIP:  # its first part may be a document's
            found = document_in(head)
        return found or Format.TEXT

    def stream(self, stream: BinaryIO) -> Iterator[Article | ArticleError]:
        """Yield the articles of standard input; JSON Lines are yielded as they arrive."""
        stream = unpacked(stream, name=STDIN_NAME)
        lines = bounded_lines(stream, name=STDIN_NAME)
        begun: list[bytes] = []
        for line in lines:
            begun.append(line)
            # The time in an archive's first bytes may look like a line end: 01:20 does.
            goes_on = begun[0].startswith(ZIP_HEAD)
            goes_on |= line.lstrip().startswith((b"<", b"{\n", b"{\r", b"["))
            if line.strip() and not goes_on:
                break
            if sum(map(len, begun)) > HEAD:
                break
        form = sniffed(b"".join(begun), table=self.columns.any_named)
        if form is Format.JSON:
            begun += islice(lines, LINES_OF_HEAD)
        if form in (Format.JSON, Format.JSON_LINES) and is_telegram(b"".join(begun)):
            data = bounded(again(begun, stream, name=STDIN_NAME), STDIN_NAME)
            yield from read_telegram(data, **self.usual(STDIN_NAME))
            return
        yield from self.of(form, again(begun, stream, name=STDIN_NAME), STDIN_NAME)

    def of(
        self, form: Format, stream: io.BufferedReader, name: str
    ) -> Iterator[Article | ArticleError]:
        """Yield the articles of an uncompressed stream."""
        if form in TABLES:
            yield from self.table(STDIN, form, stream)
        elif form is Format.JSON_LINES:
            yield from read_json_lines(
                bounded_lines(stream, name=name),
                name=name,
                columns=self.columns,
                published=self.published,
                publisher=self.publisher,
                note=self.note,
                encoding=self.tables.codec or "utf-8",
            )
        elif form is Format.WARC:
            from extractor.sources.warc import read_warc

            yield from read_warc(
                stream,
                name=name,
                published=self.published,
                publisher=self.publisher,
                note=self.note,
                split_live=self.split_live,
            )
        elif form is Format.FEED:
            yield from read_feed(
                read_all(stream, name=name),
                name=name,
                published=self.published,
                publisher=self.publisher,
                note=self.note,
                encoding=self.tables.encoding,
            )
        elif form is Format.MAIL:
            yield from read_mail(
                stream,
                name=name,
                published=self.published,
                publisher=self.publisher,
                note=self.note,
            )
        elif form is Format.MHTML:
            from extractor.sources.mhtml import saved_page

            saved = saved_page(stream, name=name)
            yield from self.page(saved.data, name, charset=saved.charset, url=saved.url)
        elif form in PAPER:
            paper = self.paper(form, io.BytesIO(read_all(stream, name=name)), name)
            yield from self.documents(paper, name)
        elif form is Format.HTML:
            yield from self.page(read_all(stream, name=name), name)
        else:
            whole = self.plain(read_all(stream, name=name), name)
            if is_whatsapp(whole.text):
                yield from messages_of_chat(whole.text, **self.usual(name))
            else:
                yield from with_day(self.documents(whole, name), whole, name, self.note)

    def table(
        self, path: str, form: Format, stream: BinaryIO | None = None
    ) -> Iterator[Article | ArticleError]:
        from extractor.tables import open_table

        if form is Format.JSON and stream is None and not self.columns.any_named:
            data = telegram_in(path)
            if data is not None:
                yield from read_telegram(data, **self.usual(path))
                return
        sheets = form in (Format.XLSX, Format.ODS)
        options = self.tables if sheets else replace(self.tables, sheet=None)
        if not sheets and form is not Format.CSV:
            options = replace(options, skip_lines=0)
        with open_table(path, options, stdin=stream) as table:
            yield from read_rows(
                table,
                self.columns,
                published=self.published,
                publisher=self.publisher,
                note=self.note,
            )

    def usual(self, name: str) -> dict[str, Any]:
        """Return the arguments that the readers get for every article of a file."""
        given = {"published": self.published, "publisher": self.publisher}
        return {"where": name, "note": self.note, **given}

    def paper(self, form: Format, file: BinaryIO, name: str) -> Article:
        from extractor.sources.documents.docx import docx_article
        from extractor.sources.documents.epub import epub_article
        from extractor.sources.documents.odt import odt_article
        from extractor.sources.documents.pdf import pdf_article
        from extractor.sources.documents.rtf import rtf_article

        if form is Format.RTF:
            return rtf_article(file, encoding=self.tables.codec, **self.usual(name))
        others = {Format.PDF: pdf_article, Format.ODT: odt_article, Format.EPUB: epub_article}
        return others.get(form, docx_article)(file, **self.usual(name))

    def documents(self, whole: Article, name: str) -> list[Article]:
        """Return the article of a file, or the articles of a press database's export."""
        from extractor.sources.press_exports import articles_in

        found = articles_of_issue(whole, self.note)
        found = found or proquest_articles(whole, where=name, note=self.note)
        return articles_in(whole, where=name, note=self.note) if found is None else found

    def page(
        self, data: bytes, name: str, *, charset: str | None = None, url: str | None = None
    ) -> list[Article]:
        from extractor.sources.html import page_articles
        from extractor.sources.pages.encoding import decode_page
        from extractor.sources.split import Given

        if not data.strip():
            raise ArticleError("the file is empty", where=name)
        page = decode_page(
            data, where=name, charset=charset, encoding=self.tables.codec, note=self.note
        )
        if is_telegram_page(page):
            return messages_of_page(page, **self.usual(name))
        given = Given(name, url, published=self.published, publisher=self.publisher)
        return page_articles(page, given, split_live=self.split_live, note=self.note)

    def plain(self, data: bytes, name: str) -> Article:
        decoded = decode(data, where=name, encoding=self.tables.codec)
        if decoded.note:
            self.note(decoded.note)
        refuse_blank(decoded.text, where=name)
        refuse_addresses(decoded.text, where=name)
        refuse_machine_text(decoded.text, where=name)
        if front := front_matter_of(decoded.text):
            self.note(
                f"{name}: begins with front matter ({', '.join(front[:8])}), which is read as text "
                "and names neither title nor day; --published gives that"
            )
        # The id is left open, to be made from the text. The name is kept for messages.
        extra = {} if name == STDIN_NAME else {"file": name}
        return Article(
            decoded.text, published=self.published, publisher=self.publisher, extra=extra
        )
