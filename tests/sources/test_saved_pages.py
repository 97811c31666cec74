"""Pages that browsers save in one file (MHTML) are read as pages, not as texts of messages."""

from __future__ import annotations

import io
import plistlib
import quopri
from datetime import date

import pytest

from extractor.errors import ArticleError
from extractor.sources import read_articles

FIRST = (
    "Gunmen killed four farmers near Muñoz on Monday, the police of the district said in a "
    "statement that was read out on the radio."
)
SECOND = "Nobody claimed the attack. Officials promised an inquiry and asked all to stay home."
URL = "https://example.org/2024/05/14/four-killed.html"
PAGE = (
    '<!DOCTYPE html><html lang="en"><head><title>Four killed near Muñoz</title>'
    '<meta property="article:published_time" content="2024-05-14T08:00:00Z"></head><body>'
    f"<article><h1>Four killed near Muñoz</h1><p>{FIRST}</p><p>{SECOND}</p></article></body></html>"
)
FRAME = f"<html><body><p>{'Buy our cheap phones and save a lot of money. ' * 9}</p></body></html>"


def saved(browser: str, encoding: str = "utf-8") -> bytes:
    """As Chromium (``blink``) and Internet Explorer (``ie``) write it."""
    blink = browser == "blink"
    head = "From: <Saved by Blink>" if blink else 'From: "Saved by Internet Explorer 11"'
    where = f"Snapshot-Content-Location: {URL}\r\n" if blink else ""
    charset = "" if blink else f';\r\n\tcharset="{encoding}"'
    page = quopri.encodestring(PAGE.encode(encoding)).decode("ascii")
    parts = [
        f"Content-Type: text/html{charset}\r\nContent-Transfer-Encoding: quoted-printable\r\n"
        f"Content-Location: {URL}\r\n\r\n{page}",
        "Content-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\niVBORw0KGgo=",
        f"Content-Type: text/html\r\nContent-Location: https://ads.example/\r\n\r\n{FRAME}",
    ]
    body = "".join(f"--b\r\n{part}\r\n" for part in parts)
    return (
        f"{head}\r\n{where}Subject: Four killed\r\nDate: Tue, 4 Jun 2024 10:00:00 -0000\r\n"
        f'MIME-Version: 1.0\r\nContent-Type: multipart/related; type="text/html"; boundary="b"\r\n'
        f"\r\n{body}--b--\r\n"
    ).encode("latin-1")


@pytest.mark.parametrize("name", ["a.mhtml", "a.mht", "a.saved", "-"])
@pytest.mark.parametrize(
    ("browser", "encoding"), [("blink", "utf-8"), ("ie", "windows-1252"), ("ie", "utf-8")]
)
def test_the_page_is_read_with_its_address_and_its_own_day(tmp_path, name, browser, encoding):
    data = saved(browser, encoding)
    path = "-" if name == "-" else str(tmp_path / name)
    if name != "-":
        (tmp_path / name).write_bytes(data)
    (article,) = read_articles([path], stdin=io.BytesIO(data))
    assert article.text.split("\n\n") == [FIRST, SECOND]
    assert article.title == "Four killed near Muñoz"
    assert article.url == URL
    assert article.published == date(2024, 5, 14)  # and not the day on which it was saved


def test_a_file_without_a_page_is_an_error(tmp_path):
    path = tmp_path / "a.mhtml"
    path.write_bytes(
        b'From: <Saved by Blink>\r\nContent-Type: multipart/related; boundary="b"\r\n\r\n'
        b"--b\r\nContent-Type: image/png\r\n\r\nx\r\n--b--\r\n"
    )
    (error,) = read_articles([str(path)])
    assert isinstance(error, ArticleError)
    assert str(error) == f"{path}: no web page in this MHTML file"


def webarchive(content: bytes, form=plistlib.FMT_BINARY, **said: object) -> bytes:
    """As Safari writes it."""
    main = {
        "WebResourceData": content,
        "WebResourceMIMEType": "text/html",
        "WebResourceTextEncodingName": "UTF-8",
        "WebResourceURL": URL,
        **said,
    }
    return plistlib.dumps({"WebMainResource": main, "WebSubresources": []}, fmt=form)


@pytest.mark.parametrize("form", [plistlib.FMT_BINARY, plistlib.FMT_XML])
def test_a_web_archive_of_safari_is_its_page(tmp_path, form):
    path = tmp_path / "a.webarchive"
    path.write_bytes(webarchive(PAGE.encode(), form))
    (article,) = read_articles([str(path)])
    assert article.text == f"{FIRST}\n\n{SECOND}"
    assert (article.url, article.published) == (URL, date(2024, 5, 14))
    cyrillic = PAGE.replace("Muñoz", "Донецк").encode("cp1251")
    path.write_bytes(webarchive(cyrillic, form, WebResourceTextEncodingName="windows-1251"))
    (article,) = read_articles([str(path)])
    assert "Донецк" in article.text


def test_a_web_archive_is_known_by_its_bytes_on_standard_input():
    stream = io.BytesIO(webarchive(PAGE.encode()))
    (article,) = read_articles(["-"], stdin=stream)
    assert article.url == URL


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (webarchive(PAGE.encode())[:-40], "a damaged web archive of Safari"),
        (b"bplist00" + b"\xff" * 60, "a damaged web archive of Safari"),
        (b"<?xml version='1.0'?><plist><dict>", "a damaged web archive of Safari"),
        (plistlib.dumps(["a"], fmt=plistlib.FMT_BINARY), "no web page in it"),
        (plistlib.dumps({"WebMainResource": 4}, fmt=plistlib.FMT_BINARY), "no web page in it"),
        (webarchive(b"  "), "no web page in it"),
        (
            webarchive(b"%PDF-", WebResourceMIMEType="application/pdf"),
            "a web archive of application/pdf",
        ),
    ],
)
def test_a_web_archive_without_a_page_is_one_line(tmp_path, data, reason):
    path = tmp_path / "a.webarchive"
    path.write_bytes(data)
    (error,) = read_articles([str(path)])
    assert isinstance(error, ArticleError)
    assert reason in str(error)
    assert str(error).startswith(f"{path}: ")
