"""DOCX: what a reader of the document reads, and nothing that was deleted."""

from __future__ import annotations

import gzip
import io
import sys
import zipfile

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from paper import docx_with, pdf

from extractor.errors import ArticleError, ExtractorError
from extractor.sources import read_articles
from extractor.text.article import Article

FIRST = "Gunmen killed four farmers near Konduga on Monday, police said."
SECOND = "Nobody claimed the attack. Officials promised an inquiry."


def read(data: bytes, *, notes: list[str] | None = None, **options):
    told = notes if notes is not None else []
    return list(read_articles(["-"], stdin=io.BytesIO(data), note=told.append, **options))


def the_article(body: str, *, notes: list[str] | None = None, **parts: str) -> Article:
    (article,) = read(docx_with(body, **parts), notes=notes)
    assert isinstance(article, Article), article
    return article


def the_error(data: bytes) -> str:
    (error,) = read(data)
    assert isinstance(error, ArticleError), error
    return str(error)


def p(words: str) -> str:
    return f"<w:p><w:r><w:t>{words}</w:t></w:r></w:p>"


def saved(document) -> bytes:
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def test_paragraphs_and_tables_come_in_their_order_and_headers_do_not():
    document = docx.Document()
    document.core_properties.title = "Report on Konduga"
    document.sections[0].header.paragraphs[0].text = "Weekly Bulletin"
    document.sections[0].footer.paragraphs[0].text = "Page 1"
    document.add_heading("Four killed", 1)
    document.add_paragraph(FIRST)
    table = document.add_table(2, 3)
    for row, cells in enumerate([("Day", "Place", "Killed"), ("14 May", "Konduga", "4")]):
        for column, words in enumerate(cells):
            table.cell(row, column).text = words
    document.add_paragraph(SECOND)
    (article,) = read(saved(document), published="2024-05-14")
    assert article.text == (
        f"Four killed\n\n{FIRST}\n\nDay | Place | Killed\n\n14 May | Konduga | 4\n\n{SECOND}"
    )
    assert article.title == "Report on Konduga"
    assert article.extra == {"file": "standard input"}


def test_a_table_that_only_puts_paragraphs_somewhere_is_none():
    document = docx.Document()
    table = document.add_table(1, 2)
    table.cell(0, 0).text = FIRST
    table.cell(0, 1).text = SECOND
    table.cell(0, 1).add_paragraph("More of it.")
    assert read(saved(document))[0].text == f"{FIRST}\n\n{SECOND}\n\nMore of it."


def test_what_was_inserted_is_read_and_what_was_deleted_is_not_and_it_is_told():
    notes: list[str] = []
    body = (
        "<w:p><w:r><w:t>Gunmen killed </w:t></w:r><w:del><w:r><w:delText>five</w:delText></w:r>"
        "</w:del><w:ins><w:r><w:t>four</w:t></w:r></w:ins><w:r><w:t xml:space='preserve'> farmers."
        "</w:t></w:r></w:p><w:ins><w:p><w:r><w:t>A new paragraph.</w:t></w:r></w:p></w:ins>"
    )
    assert the_article(body, notes=notes).text == "Gunmen killed four farmers.\n\nA new paragraph."
    assert "standard input: words that were deleted with changes tracked are left out" in notes


def test_words_in_links_controls_and_boxes_are_read_once():
    body = (
        "<w:sdt><w:sdtPr><w:alias/></w:sdtPr><w:sdtContent>"
        + p("In a control.")
        + "</w:sdtContent>"
        "</w:sdt><w:p><w:hyperlink><w:r><w:t>A link</w:t></w:r></w:hyperlink><w:r><w:t> goes.</w:t>"
        '</w:r><w:r><mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-'
        f'compatibility/2006"><mc:Choice><w:txbxContent>{p("In a box.")}</w:txbxContent>'
        "</mc:Choice>"
        f"<mc:Fallback><w:txbxContent>{p('In a box.')}</w:txbxContent></mc:Fallback>"
        "</mc:AlternateContent></w:r></w:p>"
    )
    assert the_article(body).text == "In a control.\n\nA link goes.\n\nIn a box."


def test_breaks_hyphens_and_codes_of_fields_are_what_they_look_like():
    body = (
        "<w:p><w:r><w:t>al</w:t><w:noBreakHyphen/><w:t>Shabaab go</w:t><w:softHyphen/><w:t>es</w:t>"
        "<w:br/><w:t>on</w:t><w:instrText>PAGE</w:instrText></w:r></w:p>"
    )
    assert the_article(body).text == "al-Shabaab goes\non"


@pytest.mark.parametrize(
    "mark", ['<w:br w:type="page"/>', '<w:br w:type="page"/><w:lastRenderedPageBreak/>']
)
def test_each_place_of_the_text_has_its_page_where_word_noted_it(mark):
    body = f"{p(FIRST)}<w:p><w:r>{mark}<w:t>{SECOND}</w:t></w:r></w:p>"
    article = the_article(body)
    assert [
        (span["page"], article.text[span["start"] : span["end"]]) for span in article.extra["pages"]
    ] == [(1, FIRST), (2, SECOND)]


def test_a_page_may_end_within_a_paragraph():
    halves = "<w:p><w:r><w:t>One </w:t><w:lastRenderedPageBreak/><w:t>two.</w:t></w:r></w:p>"
    article = the_article(halves)
    assert article.text == "One two."
    assert [article.text[s["start"] : s["end"]] for s in article.extra["pages"]] == ["One", "two."]


def test_footnotes_are_kept_beside_the_text():
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    notes: list[str] = []
    (article,) = read(
        docx_with(
            '<w:p><w:r><w:t>Killed 12</w:t></w:r><w:r><w:footnoteReference w:id="1"/></w:r></w:p>',
            **{
                "word/footnotes.xml": f'<w:footnotes {space}><w:footnote w:type="separator" '
                f'w:id="0">{p("x")}</w:footnote><w:footnote w:id="1">{p("Reuters, 14 May.")}'
                "</w:footnote></w:footnotes>",
                "word/_rels/document.xml.rels": '<Relationships xmlns="http://schemas.openxmlformats.'
                'org/package/2006/relationships"><Relationship Id="r" Type="http://schemas.open'
                'xmlformats.org/officeDocument/2006/relationships/footnotes" '
                'Target="footnotes.xml"/></Relationships>',
            },
        ),
        notes=notes,
    )
    assert article.text == "Killed 12"
    assert article.extra["footnotes"] == [{"mark": "1", "text": "Reuters, 14 May."}]
    assert "standard input: 1 footnote left out of the text" in notes


def bomb() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        with archive.open("word/document.xml", "w", force_zip64=True) as part:
            for _ in range(400):
                part.write(b" " * (1 << 20))
    return out.getvalue()


def workbook() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("xl/workbook.xml", "<workbook/>")
    return out.getvalue()


ENTITIES = "<!DOCTYPE d [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;&a;&a;&a;&a;&a;'>]>"


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (bomb(), "2 parts of 400 MiB unpacked, too much for an article"),
        (workbook(), "an Excel workbook, not a Word document"),
        (docx_with(p(FIRST))[:300], "no Word document, or broken"),
        (docx_with("<w:p>"), "no Word document, or broken"),
        (docx_with(""), "no text in this document: it is empty"),
        (docx_with(p(" ")), "no text in this document: it is empty"),
        (b"PK\x03\x04" + b"\x00" * 100, "no Word document, or broken"),
    ],
)
def test_what_cannot_be_read_is_one_clear_error(data, reason):
    assert reason in the_error(data)


def test_a_document_with_a_password_and_an_old_one_are_named(tmp_path):
    (tmp_path / "a.docx").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 500)
    (error,) = read_articles([str(tmp_path / "a.docx")])
    assert "encrypted with a password, or a .doc of before 2007" in str(error)


def test_a_pdf_by_the_name_of_a_word_document_is_an_error_that_says_so(tmp_path):
    (tmp_path / "a.docx").write_bytes(pdf([(72, 700, 10, FIRST)]))
    (error,) = read_articles([str(tmp_path / "a.docx")])
    assert "no Word document, or broken" in str(error)


def test_entities_in_a_part_are_not_expanded():
    data = docx_with(p("x")).replace(b"unused", b"")
    body = docx_with(p("&b;"))
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(body)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "word/document.xml":
                content = content.replace(b"<w:document", ENTITIES.encode() + b"<w:document")
            new.writestr(name, content)
    assert read(data)[0].text == "x"
    assert "aaaa" not in str(read(out.getvalue())[0])


def test_a_file_is_told_by_its_name_or_its_content_packed_or_not(tmp_path):
    data = docx_with(p(FIRST))
    for name in ("a.docx", "a.DOCX", "a.docx.gz", "a.bin"):
        (tmp_path / name).write_bytes(gzip.compress(data) if name.endswith("gz") else data)
        (article,) = read_articles([str(tmp_path / name)])
        assert article.text == FIRST


def test_without_its_extra_a_document_says_what_to_install(monkeypatch):
    monkeypatch.setitem(sys.modules, "docx", None)
    with pytest.raises(ExtractorError, match=r"Word documents need the extra `documents`: pip"):
        read(docx_with(p(FIRST)))


@settings(max_examples=40)
@given(st.integers(0, 1500), st.binary(min_size=1, max_size=30))
def test_a_damaged_file_never_ends_in_a_traceback(at, junk):
    data = docx_with(p(FIRST))
    (found,) = read(b"PK\x03\x04" + (data[:at] + junk + data[at + len(junk) :])[4:])
    assert isinstance(found, (Article, ArticleError))
