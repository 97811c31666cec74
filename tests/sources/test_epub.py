"""EPUB: the pages of a book in their order, without its table of contents."""

from __future__ import annotations

import io
import zipfile
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from open_documents import CONTAINER, archive, epub
from paper import read_paper, the_error

from extractor.sources import read_articles
from extractor.text.article import Article

FIRST = "Gunmen killed four farmers near Konduga on Monday, police said."
SECOND = "Nobody claimed the attack. Officials promised an inquiry."
BOOK = {"a.xhtml": f"<h1>Four killed</h1><p>{FIRST}</p>", "b.xhtml": f"<p>{SECOND}</p>"}


def the_article(data: bytes, notes: list[str] | None = None, **options) -> Article:
    (article,) = read_paper(data, notes=notes, **options)
    assert isinstance(article, Article), article
    return article


def test_pages_come_in_the_order_of_the_book_and_say_where_they_are():
    order = '<itemref idref="b.xhtml"/><itemref idref="a.xhtml"/>'
    notes: list[str] = []
    article = the_article(epub(BOOK, spine=order), notes)
    assert article.text == f"{SECOND}\n\nFour killed\n\n{FIRST}"
    parts = {
        each["part"]: article.text[each["start"] : each["end"]]
        for each in article.extra["chapters"]
    }
    assert parts == {"EPUB/b.xhtml": SECOND, "EPUB/a.xhtml": f"Four killed\n\n{FIRST}"}
    assert "standard input: 2 parts, read as one article" in notes


def test_the_table_of_contents_and_what_stands_beside_the_text_are_left_out():
    book = {"nav.xhtml": "<nav><ol><li>Four killed</li></ol></nav>", "c.xhtml": "Cover", **BOOK}
    order = "".join(f'<itemref idref="{name}"/>' for name in ("nav.xhtml", *BOOK))
    notes: list[str] = []
    order += '<itemref idref="c.xhtml" linear="no"/>'
    article = the_article(epub(book, spine=order, nav="nav.xhtml"), notes)
    assert article.text == f"Four killed\n\n{FIRST}\n\n{SECOND}"
    assert "standard input: 1 part beside the text left out (EPUB/c.xhtml)" in notes


@pytest.mark.parametrize(
    ("said", "day"),
    [
        ("<dc:date>2024-05-14</dc:date>", date(2024, 5, 14)),
        ("<dc:date>2024-05-14T00:00:00+00:00</dc:date>", date(2024, 5, 14)),
        ('<dc:date opf:event="publication">2024-05-14</dc:date>', date(2024, 5, 14)),
        ('<dc:date opf:event="modification">2024-05-14</dc:date>', None),
        ("<dc:date>0101-01-01T00:00:00+00:00</dc:date>", None),  # calibre, where none was given
        ("<dc:date>2024</dc:date>", None),
        ("<dc:date>2024-02-30</dc:date>", None),
        ("<dc:date>2024-05-14</dc:date><dc:date>2024-05-20</dc:date>", None),
        ('<meta property="dcterms:modified">2024-05-14T00:00:00Z</meta>', None),
    ],
)
def test_the_day_is_that_of_publication_and_told(said, day):
    about = f"<dc:title>Report on Konduga</dc:title><dc:publisher>The Desk</dc:publisher>{said}"
    notes: list[str] = []
    article = the_article(epub(BOOK, about=about), notes)
    assert (article.title, article.publisher) == ("Report on Konduga", "The Desk")
    assert article.published == day
    if day:
        told = "published 2024-05-14, the day that the book gives of its publication"
    else:
        told = "this EPUB does not say when it was published; --published does"
    assert f"standard input: {told}" in notes
    given = the_article(epub(BOOK, about=about), published="2020-01-01")
    assert given.published == date(2020, 1, 1)


@pytest.mark.parametrize(
    "mark",
    ['<a epub:type="noteref" href="#n">3</a>', '<a role="doc-noteref" href="#n">3</a>'],
)
def test_the_mark_of_a_footnote_is_no_digit_of_the_number_before_it(mark):
    article = the_article(epub({"a.xhtml": f"<p>They killed 12{mark} people.</p>"}))
    assert article.text == "They killed 12³ people."


def test_letters_of_another_encoding_are_read_as_the_page_says():
    page = '<?xml version="1.0" encoding="iso-8859-1"?><html><body><p>Muñoz</p></body></html>'
    data = epub(BOOK, more={"EPUB/a.xhtml": page.encode("latin-1")})
    assert the_article(data).text.startswith("Muñoz")


@pytest.mark.parametrize("name", ["a b.xhtml", "a%20b.xhtml"])
def test_names_with_signs_are_found_as_they_stand_or_written_for_addresses(name):
    out = io.BytesIO()
    book = io.BytesIO(epub({"a%20b.xhtml": f"<p>{FIRST}</p>"}))
    with zipfile.ZipFile(book) as old, zipfile.ZipFile(out, "w") as new:
        for part in old.namelist():
            new.writestr(part.replace("a%20b.xhtml", name), old.read(part))
    assert the_article(out.getvalue()).text == FIRST


LOCKED = (
    '<encryption xmlns:enc="http://www.w3.org/2001/04/xmlenc#"><enc:CipherReference '
    'URI="EPUB/%s"/></encryption>'
)


def test_fonts_may_be_locked_and_the_text_not():
    fonts = {"META-INF/encryption.xml": LOCKED % "font.otf"}
    assert FIRST in the_article(epub(BOOK, more=fonts)).text
    drm = {"META-INF/encryption.xml": LOCKED % "a.xhtml"}
    assert "its text is encrypted (DRM); it cannot be read" in the_error(epub(BOOK, more=drm))


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (epub({"a.xhtml": ""}), "no text in this document: it is empty"),
        (epub({}), "no EPUB, or broken (its package lists no text)"),
        (epub(BOOK)[:-30], "no EPUB, or broken (File is not a zip file)"),
        (
            archive("application/epub+zip", {"META-INF/container.xml": CONTAINER}),
            "no EPUB, or broken (it has no EPUB/book.opf)",
        ),
        (
            archive("application/epub+zip", {"META-INF/container.xml": "<a/>"}),
            "no EPUB, or broken (it names no package)",
        ),
        (
            epub(BOOK, more={"EPUB/a.xhtml": b" " * (65 << 20)}),
            "more than 64 MiB unpacked, too much for an article",
        ),
        (
            epub(BOOK, spine='<itemref idref="b.xhtml"/>' * 2),
            "no EPUB, or broken (its package lists a part twice)",
        ),
    ],
)
@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_what_cannot_be_read_is_one_clear_error(data, reason):
    error = the_error(data)
    assert reason in error
    assert "\n" not in error


@given(st.integers(0, 1500), st.binary(min_size=1, max_size=30))
def test_a_damaged_file_never_ends_in_a_traceback(at, junk):
    data = epub(BOOK)
    (found,) = read_paper(data[:60] + (data[60 : 60 + at] + junk + data[60 + at + len(junk) :]))
    assert isinstance(found, (Article, Exception))


def test_a_book_is_known_by_its_name_and_its_content(tmp_path):
    for name in ("a.epub", "b.unknown"):
        (tmp_path / name).write_bytes(epub(BOOK))
        (article,) = read_articles([str(tmp_path / name)])
        assert isinstance(article, Article)
        assert FIRST in article.text


def story(title: str, text: str, url: str) -> str:
    """As calibre writes an article: bars of links around it, the lower one with its address."""
    bar = (
        '<div class="calibre_navbar calibre_rescale_70"><div>| <a href="../x.html">Next</a> |</div>'
    )
    fetched = (
        f'<hr/><p>This article was downloaded by <b>calibre</b> from <a href="{url}">{url}</a>'
    )
    return f"{bar}<hr/></div><h2>{title}</h2><p>{text}</p>{bar}{fetched}</p></div>"


def test_a_newspaper_that_calibre_made_is_an_article_for_each_story():
    book = {
        "index.html": "<h1>The Example</h1><ul><li>World</li></ul>",
        "feed_0/index.html": "<h2>World</h2><ul><li>Four killed</li><li>Claims</li></ul>",
        "feed_0/article_0/index_u1.html": story("Four killed", FIRST, "https://example.org/1"),
        "feed_0/article_0/index_u1_split_001.html": "<p>A curfew was imposed.</p>",
        "feed_1/article_0/index_u2.html": story("Claims", SECOND, "https://example.org/2"),
    }
    about = "<dc:title>The Example [Wed, 06 Mar 2024]</dc:title><dc:date>2024-03-06</dc:date>"
    notes: list[str] = []
    found = read_paper(epub(book, about=about), notes=notes)
    assert [(each.title, each.text, each.url, each.published) for each in found] == [
        (
            "Four killed",
            f"{FIRST}\n\nA curfew was imposed.",
            "https://example.org/1",
            date(2024, 3, 6),
        ),
        ("Claims", SECOND, "https://example.org/2", date(2024, 3, 6)),
    ]
    assert "standard input: a newspaper of 2 articles, each read as one" in notes
    assert any("2 parts beside the text left out (EPUB/index.html" in note for note in notes)
    assert not any("read as one article" in note for note in notes)


def test_one_story_with_a_folder_of_its_own_is_a_book():
    book = {"feed_0/article_0/a.html": f"<h1>Four killed</h1><p>{FIRST}</p>", "b.html": SECOND}
    assert the_article(epub(book)).text == f"Four killed\n\n{FIRST}\n\n{SECOND}"
