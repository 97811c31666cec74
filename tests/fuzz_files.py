"""Files for tests/fuzz.py: sound ones, fixtures and made here, and what damages them."""

from __future__ import annotations

import io
import json
import random
from collections.abc import Callable, Iterator
from pathlib import Path

__all__ = ["article_files", "damaged_file", "event_files", "table_files"]

FIXTURES = Path(__file__).resolve().parent.parent / "fixtures"
LARGEST = 300_000  # bytes of a file to damage
Files = list[tuple[str, bytes]]


def damaged(data: bytes, chance: random.Random) -> bytes:
    """Bytes changed, taken out, doubled or cut, as disks, editors and transfers do."""
    made = bytearray(data)
    for _ in range(chance.choice([1, 1, 2, 3, 8])):
        if not made:
            break
        at = chance.randrange(len(made))
        end = min(len(made), at + chance.choice([1, 2, 7, 40, 500]))
        match chance.randrange(8):
            case 0 | 1:
                made[at] = chance.choice([chance.randrange(256), 0, 0xFF, 0x0A, 0x22, 0x2C, 0x80])
            case 2:
                made[at] ^= 1 << chance.randrange(8)
            case 3:
                del made[at:end]
            case 4:
                made[at:at] = made[at:end] * chance.choice([1, 1, 2, 50])
            case 5:
                other = chance.randrange(len(made))
                made[at:end] = made[other : other + end - at]
            case 6:
                made[at:at] = chance.choice(ODD)
            case _:
                if not chance.randrange(4):
                    del made[at:]
    return bytes(made)


ODD = (
    *(b"\x00", b"\xff\xfe", b"\xef\xbb\xbf", b'"', b'"\n', b"\r", b"\t", b";", b"{", b"[[[[", b"]"),
    *(
        b"}\n{",
        b"NaN",
        b"1e999",
        b"-0",
        b"9" * 400,
        b"\\ud800",
        b"\xed\xa0\x80",
        b"<![CDATA[",
        b"&#0;",
    ),
    *(b"<!--", b"<![CDATA[", b"=?utf-8?b?", b"\xe2\x80\xae", b"<div>" * 300, b"--\r\n"),
    *(b"%%EOF", b"\x1f\x8b", b" " * 4000),
    *(
        b"2024-02-30",
        b"99/99/9999",
        b"NULL",
        b"2024-05-14T25:61:61+99:99",
        "٣".encode(),
        b" " * 4000,
    ),
)


def damaged_file(chance: random.Random, folder: Path, files: Files) -> Path:
    name, data = chance.choice(files)
    path = folder / name
    path.write_bytes(damaged(data, chance))
    return path


def _cached(make: Callable[[], Iterator[tuple[str, bytes]]]) -> Callable[[], Files]:
    kept: Files = []

    def files() -> Files:
        if not kept:
            kept.extend(make())
        return kept

    return files


def _fixtures(*endings: str) -> Iterator[tuple[str, bytes]]:
    for path in sorted(FIXTURES.rglob("*")):
        if path.suffix in endings and path.stat().st_size < LARGEST:
            yield path.name, path.read_bytes()


@_cached
def table_files() -> Iterator[tuple[str, bytes]]:
    from hypothesis import HealthCheck, Phase, given, seed, settings
    from written_tables import Written, written_tables

    made: list[Written] = []

    @seed(1)
    @settings(
        max_examples=50,
        deadline=None,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=[*HealthCheck],
    )
    @given(written_tables())
    def collect(written: Written) -> None:
        made.append(written)

    collect()
    yield from ((written.name, written.data) for written in made)
    yield from _fixtures(".csv", ".tsv", ".jsonl", ".json", ".xlsx", ".geojson")


@_cached
def event_files() -> Iterator[tuple[str, bytes]]:
    import pyarrow as pa
    import pyarrow.parquet as parquet
    from dataset_rows import ACLED, UCDP
    from sample_events import sample_event

    rows = [{**ACLED, "event_id_cnty": f"KEN{number}"} for number in range(5)]
    for name, many in (("acled", rows), ("ucdp", [{**UCDP, "id": str(n)} for n in range(5)])):
        head = ",".join(many[0])
        cells = ['"' + '","'.join(c.replace('"', '""') for c in row.values()) + '"' for row in many]
        yield f"{name}.csv", "\n".join([head, *cells, ""]).encode()
        out = io.BytesIO()
        parquet.write_table(pa.Table.from_pylist(many), out)
        yield f"{name}.parquet", out.getvalue()
        numbers = {"latitude": "1°12'30\" S", "longitude": "36,8", "year": "2,022"}
        counts = ["1.234", "12.000", "1,234", "1.2E+03"]
        column = "fatalities" if name == "acled" else "best"
        odd = [{**row, **numbers, column: n} for row, n in zip(many, counts, strict=False)]
        cells = ['"' + '","'.join(c.replace('"', '""') for c in r.values()) + '"' for r in odd]
        yield f"{name}-numbers.csv", "\n".join([head, *cells, ""]).encode()
    yield "events.jsonl", (sample_event().json_line() + "\n").encode() * 3
    yield from _fixtures(".csv", ".jsonl")


@_cached
def article_files() -> Iterator[tuple[str, bytes]]:
    from open_documents import epub, odt
    from paper import docx_with, pdf, set_text

    yield from _fixtures(".html", ".txt", ".pdf")
    text = "Gunmen killed four farmers near Konduga on Monday, police said."
    for number, (_, page) in enumerate(_fixtures(".html")):
        if number % 20 == 0:
            yield f"{number}.eml", MAIL + page
            yield f"{number}.warc", warc(page)
    yield "a.pdf", pdf(set_text(f"{text}\n\nNobody claimed it."), set_text("Page two."))
    yield "a.docx", docx_with(f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>" * 3)
    yield "a.odt", odt(f"<text:h>Four killed</text:h><text:p>{text}</text:p>" * 3)
    yield "a.epub", epub({"a.xhtml": f"<p>{text}</p>", "b.xhtml": "<p>Nobody claimed it.</p>"})
    yield "chat.txt", f"14/05/2024, 09:01 - A: {text}\n15/05/2024, 09:02 - B: {text}\n".encode() * 3
    messages = [{"id": 1, "date": "2024-05-14T09:00:00", "text": [text, {"text": "a"}]}] * 3
    chat = {"name": "A", "type": "public_channel", "id": 1, "messages": messages}
    yield "result.json", json.dumps(chat).encode()
    said = f'<div class="message" id="m"><div class="text">{text}</div></div>' * 3
    yield "messages.html", f'<html><div class="page_body chat_page">{said}</div></html>'.encode()
    yield "newsletter.eml", MAIL.replace(b"From", b"List-Id: <a.example.org>\r\nFrom", 1) + STORIES
    yield "a.rtf", RTF % text.encode()
    yield "feed.xml", FEED
    yield "a.wet", warc(text.encode()).replace(b"response", b"conversion", 1)
    for number, export in enumerate((NEXIS, FACTIVA)):
        yield f"{number}.txt", (export * 3).encode()
    yield "a.jsonl", b'{"id": "a", "text": "Gunmen killed four.", "published": "2024-05-14"}\n' * 5
    yield "a.csv", b"id,text,published\na,Gunmen killed four farmers.,2024-05-14\n" * 3


MAIL = (
    b"From: a@example.org\r\nSubject: =?utf-8?q?Four_killed?=\r\n"
    b"Date: Tue, 14 May 2024 23:30:00 -0500\r\nMIME-Version: 1.0\r\n"
    b"Content-Type: text/html; charset=utf-8\r\n\r\n"
)
NEXIS = """Four killed
The Paper
May 14, 2024 Tuesday

Length: 12 words

Body

Gunmen killed four farmers near Konduga on Monday, police said.

Load-Date: May 15, 2024

End of Document

"""
FACTIVA = """Four killed

12 words
14 May 2024
The Paper
PAPR
English
Copyright 2024. The Paper

Gunmen killed four farmers near Konduga on Monday, police said.

Document PAPR000020240514ek5e00001

"""
STORIES = b"".join(
    b"<h2><a href='https://example.org/%d'>Four killed again</a></h2><p>Gunmen killed four farmers "
    b"near Konduga on Monday, police said in a statement.</p>" % n
    for n in range(4)
)
RTF = (
    rb"{\rtf1\ansi\ansicpg1251\uc1\deff0{\fonttbl{\f0\fcharset204 Arial;}{\f1\fcharset128 X;}}"
    rb"{\info{\title Four killed}}\pard\plain \'ca\'e8\u1077?{\footnote {\chftn} A note.} %s\par "
    rb"\trowd\intbl a\cell \f1\'83A\cell\row\pard{\pict\bin3 }}}ff}{\*\x y}{\deleted z}\par}"
)
FEED = b"""<?xml version="1.0"?><rss version="2.0"><channel><title>News</title><item><title>Four
killed</title><link>https://example.org/1</link><pubDate>Tue, 14 May 2024 23:30:00 GMT</pubDate>
<description>&lt;p&gt;Gunmen killed four farmers near Konduga.&lt;/p&gt;</description></item>
</channel></rss>"""


def warc(page: bytes) -> bytes:
    """A record of a crawl that holds one page."""
    body = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + page
    head = (
        "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://example.org/a\r\n"
        "WARC-Date: 2024-05-14T00:00:00Z\r\nWARC-Record-ID: <urn:uuid:1>\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body + b"\r\n\r\n"
