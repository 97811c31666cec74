"""ODT: what a reader of the document reads, and nothing that was deleted."""

from __future__ import annotations

import gzip
import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st
from open_documents import archive, meta, odt
from paper import docx_with, read_paper, the_error

from extractor.sources import read_articles
from extractor.text.article import Article

FIRST = "Gunmen killed four farmers near Konduga on Monday, police said."
SECOND = "Nobody claimed the attack. Officials promised an inquiry."


def the_article(data: bytes, notes: list[str] | None = None, **options) -> Article:
    (article,) = read_paper(data, notes=notes, **options)
    assert isinstance(article, Article), article
    return article


def p(words: str, style: str = "Standard") -> str:
    return f'<text:p text:style-name="{style}">{words}</text:p>'


def table(*rows: list[str]) -> str:
    cells = (
        "".join(
            f'<table:table-cell office:value-type="string">{p(c)}</table:table-cell>' for c in r
        )
        for r in rows
    )
    rows_of = "".join(f"<table:table-row>{each}</table:table-row>" for each in cells)
    return f'<table:table table:name="T"><table:table-column/>{rows_of}</table:table>'


def test_paragraphs_lists_and_tables_come_in_their_order():
    listed = f"<text:list><text:list-item>{p('One.')}</text:list-item></text:list>"
    body = (
        f'<text:h text:outline-level="1">Four killed</text:h>{p(FIRST)}{listed}'
        f"{table(['Day', 'Killed'], ['14 May', '4'])}<text:section>{p(SECOND)}</text:section>"
    )
    article = the_article(odt(body, meta=meta("Report on Konduga")))
    paragraphs = ["Four killed", FIRST, "One.", "Day | Killed", "14 May | 4", SECOND]
    assert article.text == "\n\n".join(paragraphs)
    assert article.title == "Report on Konduga"


def test_white_space_is_as_opendocument_says():
    words = "Gunmen<text:s text:c='3'/>killed\n     <text:span>four</text:span> men<text:tab/>near"
    article = the_article(odt(p(f"{words}<text:line-break/>Konduga.")))
    assert article.text == "Gunmen killed four men near\nKonduga."


def test_deleted_words_comments_and_hidden_ones_are_left_out_and_told():
    change = (
        f"<text:changed-region><text:deletion>{p('Five')}</text:deletion></text:changed-region>"
    )
    body = (
        f"<text:tracked-changes>{change}</text:tracked-changes>"
        f"<text:p>Four<office:annotation>{p('Sure?')}</office:annotation> killed"
        '<text:span text:style-name="H"> secretly</text:span>.</text:p>'
        f'<text:section text:display="none">{p("Unseen.")}</text:section>'
    )
    hidden = (
        '<style:style style:name="H"><style:text-properties text:display="none"/></style:style>'
    )
    notes: list[str] = []
    assert the_article(odt(body, hidden), notes).text == "Four killed."
    assert "standard input: words that were deleted with changes recorded are left out" in notes
    assert "standard input: hidden words are left out" in notes


def test_footnotes_are_apart_and_raised_figures_no_digits():
    mark = '<text:span text:style-name="R">2</text:span>'
    noted = (
        '<text:note text:note-class="footnote"><text:note-citation>1</text:note-citation>'
        f"<text:note-body>{p('A source.')}</text:note-body></text:note>"
    )
    style = (
        '<style:style style:name="R"><style:text-properties style:text-position="super 58%"/>'
        "</style:style>"
    )
    notes: list[str] = []
    article = the_article(odt(p(f"On 12 km{mark} four{noted} died."), style), notes)
    assert article.text == "On 12 km² four died."
    assert article.extra["footnotes"] == [{"mark": "1", "text": "A source."}]
    assert "standard input: 1 footnote left out of the text" in notes


def test_pages_are_those_that_the_program_noted():
    style = (
        '<style:style style:name="P1"><style:paragraph-properties fo:break-before="page"/>'
        "</style:style>"
    )
    first = p("Four<text:soft-page-break/> killed.")
    article = the_article(odt(first + p("Nobody claimed it.", "P1"), style))
    pages = [article.text[each["start"] : each["end"]] for each in article.extra["pages"]]
    assert pages == ["Four", " killed.", "Nobody claimed it."]


def test_text_boxes_stand_behind_their_paragraph():
    box = f"<draw:frame><draw:text-box>{p('A box.')}</draw:text-box></draw:frame>"
    assert the_article(odt(p(f"Four{box} killed."))).text == "Four killed.\n\nA box."


def bomb() -> bytes:
    return archive("application/vnd.oasis.opendocument.text", {"content.xml": b" " * (65 << 20)})


def locked() -> bytes:
    manifest = "<manifest><file-entry><encryption-data/></file-entry></manifest>"
    return odt(p(FIRST), **{"META-INF/manifest": manifest})


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (bomb(), "more than 64 MiB unpacked, too much for an article"),
        (odt("<text:p>"), "no OpenDocument text, or broken (content.xml: mismatched tag"),
        (odt(p(FIRST))[:-30], "no OpenDocument text, or broken (File is not a zip file)"),
        (odt(""), "no text in this document: it is empty"),
        (odt(p("<draw:frame><draw:image/></draw:frame>")), "only pictures"),
        (odt("<text:span>" * 300 + "</text:span>" * 300), "200 in another; it is broken"),
        (locked(), "encrypted with a password; save it without one"),
        (
            archive("application/vnd.oasis.opendocument.text", {"a.xml": "<a/>"}),
            "no OpenDocument text, or broken (it has no content.xml)",
        ),
        (
            archive(
                "application/vnd.oasis.opendocument.text",
                {"content.xml": "<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>"},
            ),
            "content.xml in it declares entities",
        ),
    ],
)
def test_what_cannot_be_read_is_one_clear_error(data, reason):
    error = the_error(data)
    assert reason in error
    assert "\n" not in error


def test_more_elements_than_a_document_has_are_refused(monkeypatch):
    monkeypatch.setattr("extractor.sources.documents.archive.MOST_ELEMENTS", 1000)
    assert "1,000 elements or more" in the_error(odt("<text:p/>" * 1000))


@given(st.integers(0, 1500), st.binary(min_size=1, max_size=30))
def test_a_damaged_file_never_ends_in_a_traceback(at, junk):
    data = odt(p(FIRST))
    (found,) = read_paper(data[:80] + (data[80 : 80 + at] + junk + data[80 + at + len(junk) :]))
    assert isinstance(found, (Article, Exception))
    if not isinstance(found, Article):
        assert "\n" not in str(found)


def test_files_are_known_by_name_and_content(tmp_path):
    (tmp_path / "a.odt").write_bytes(odt(p(FIRST)))
    (tmp_path / "b.odt.gz").write_bytes(gzip.compress(odt(p(SECOND))))
    (tmp_path / "c.bin").write_bytes(odt(p(FIRST)))
    (tmp_path / "d.docx").write_bytes(docx_with(f"<w:p><w:r><w:t>{FIRST}</w:t></w:r></w:p>"))
    names = [str(tmp_path / name) for name in ("c.bin", "")]
    texts = [article.text for article in read_articles(names)]
    assert texts == [FIRST, FIRST, SECOND, FIRST]


def test_a_spreadsheet_named_as_a_text_is_told(tmp_path):
    path = tmp_path / "a.odt"
    path.write_bytes(odt(p(FIRST)))
    out = io.BytesIO()
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(out, "w") as new:
        new.writestr(
            "content.xml", old.read("content.xml").replace(b"office:text", b"office:chart")
        )
    path.write_bytes(out.getvalue())
    (error,) = read_articles([str(path)])
    assert str(error) == f"{path}: an OpenDocument file that holds no text but chart"


def test_an_archive_with_a_line_end_in_its_first_bytes_is_told_from_standard_input():
    """The time in the first header has one from 01:16 to 01:23."""
    parts = ("content.xml", "meta.xml")
    with zipfile.ZipFile(io.BytesIO(odt(p(FIRST), meta=meta("Report")))) as made:
        contents = {name: made.read(name) for name in parts}
    written = archive(
        "application/vnd.oasis.opendocument.text", contents, at=(2024, 5, 14, 1, 20, 0)
    )
    assert b"\n" in written[:30]
    assert FIRST in the_article(written).text
