"""PDF: pages put back into a text, and nothing of them lost without a word."""

from __future__ import annotations

import gzip
import io
import sys
from datetime import date

import pypdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from paper import (
    FIRST,
    FOURTH,
    SECOND,
    THIRD,
    flowed,
    pdf,
    read_paper,
    set_text,
    the_error,
    the_text,
)

from extractor.errors import ArticleError, ExtractorError
from extractor.sources import read_articles
from extractor.sources.documents.pages import page_of
from extractor.sources.documents.pdf import named_pages, sound_title
from extractor.text.article import Article


@pytest.mark.parametrize("indent", [0, 12])
def test_lines_of_a_paragraph_are_joined_and_paragraphs_parted(indent):
    page = set_text(flowed(FIRST, SECOND, THIRD), indent=indent)
    assert the_text(page) == flowed(FIRST, SECOND, THIRD)


@pytest.mark.parametrize(
    ("lines", "text"),
    [
        (["The govern-", "ment said so."], "The government said so."),
        (["fighters of al-", "Shabaab came."], "fighters of al-Shabaab came."),
        (["the anti-", "government march"], "the anti-government march"),
        (["the years 2011-", "2012 were bad"], "the years 2011-2012 were bad"),
        (["it was a war –", "as told – so"], "it was a war – as told – so"),
        (["a ceasefire, the cease-", "fire held"], "a ceasefire, the ceasefire held"),
        (["a cease-fire, the cease-", "fire held"], "a cease-fire, the cease-fire held"),
        (["soft\xadhy\xad", "phens go"], "softhyphens go"),
        (["pages 3 -", "5 of it"], "pages 3 - 5 of it"),
    ],
)
def test_words_parted_at_the_end_of_a_line_are_put_together(lines, text):
    page = [(72, 700 - 12 * number, 10, line) for number, line in enumerate(lines)]
    assert the_text(page) == text


def test_a_soft_hyphen_that_a_browser_draws_within_a_line_is_no_space():
    page = [(72, 700, 10, "The govern"), (132, 700, 10, " "), (132, 700, 10, "m")]
    page += [(138, 700, 10, "ent said"), (186, 700, 10, " "), (192, 700, 10, "so.")]
    assert the_text(page) == "The government said so."


def test_each_place_of_the_text_has_its_page():
    pages = [set_text(FIRST), set_text(flowed(SECOND, THIRD)), [], set_text(FOURTH)]
    (article,) = read_paper(pdf(*pages))
    spans = article.extra["pages"]
    assert [(span["page"], article.text[span["start"] : span["end"]]) for span in spans] == [
        (1, FIRST),
        (2, flowed(SECOND, THIRD)),
        (4, FOURTH),
    ]
    assert [article.page_of(article.text.index(each)) for each in (FIRST, THIRD, FOURTH)] == [
        1,
        2,
        4,
    ]
    assert article.page_of(len(article.text)) is None
    assert Article("Text.").page_of(0) is None


def test_scanned_pages_are_named_and_a_scan_alone_is_an_error():
    notes: list[str] = []
    data = pdf(set_text(FIRST), [], [], set_text(SECOND), [(9, 9, 9, "copy")], picture=(2, 3, 5))
    (article,) = read_paper(data, notes=notes)
    assert article.text == flowed(FIRST, SECOND, "copy")
    assert "standard input: pages 2-3, 5 are pictures (scanned) and not read" in notes
    assert the_error(pdf([], [], picture=(1, 2))) == (
        "standard input: no text in this PDF: its 2 pages are pictures (scanned); read it with a "
        "program for text recognition first, such as ocrmypdf"
    )
    assert the_error(pdf([])) == "standard input: no text in this PDF: its pages are empty"


def test_fonts_that_do_not_tell_their_letters_are_an_error():
    font = (
        "/Type /Font /Subtype /Type0 /BaseFont /X /Encoding /Identity-H /DescendantFonts [<< /Type "
        "/Font /Subtype /CIDFontType2 /BaseFont /X /CIDSystemInfo << /Registry (Adobe) /Ordering "
        "(Identity) /Supplement 0 >> >>]"
    )
    page = [(72, 700, 10, "\x24a\x24b\x24c\x24d\x24e\x24f\x24g\x24h\x24i\x24j\x24k")]
    assert "its fonts do not tell which letters they show" in the_error(pdf(page, font=font))


def encrypted(user: str, algorithm: str) -> bytes:
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(pdf(set_text(FIRST))))
    writer.encrypt(user, "owner", algorithm=algorithm)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


@pytest.mark.parametrize("algorithm", ["RC4-128", "AES-256"])
def test_what_opens_without_a_password_is_read_and_what_needs_one_is_an_error(algorithm):
    (article,) = read_paper(encrypted("", algorithm))
    assert article.text == FIRST
    assert the_error(encrypted("secret", algorithm)) == (
        "standard input: encrypted: it opens with a password only; save it without one"
    )


def test_the_day_a_file_was_made_is_no_day_of_publication():
    notes: list[str] = []
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(pdf(set_text(FIRST))))
    writer.add_metadata({"/CreationDate": "D:20240514080000Z", "/Title": "Report on Konduga"})
    out = io.BytesIO()
    writer.write(out)
    (article,) = read_paper(out.getvalue(), notes=notes)
    assert (article.title, article.published) == ("Report on Konduga", None)
    assert notes == [
        "standard input: a PDF does not say when it was published (this one was made on "
        "2024-05-14); --published does"
    ]
    (given,) = read_paper(out.getvalue(), published="2024-05-20", publisher="Example Watch")
    assert (given.published, given.publisher) == (date(2024, 5, 20), "Example Watch")


@pytest.mark.parametrize("title", ["", "Microsoft Word - draft.docx", "x.indd", "Untitled", "\x00"])
def test_a_title_that_a_program_made_is_none(title):
    assert sound_title(title) is None
    assert sound_title("Report on Konduga") == "Report on Konduga"


def test_pages_are_listed_as_people_do():
    assert named_pages([3]) == "page 3"
    assert named_pages([1, 3, 4, 5, 9]) == "pages 1, 3-5, 9"


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"%PDF-1.7\n", "no PDF, or broken"),
        (pdf(set_text(FIRST))[:200], "no PDF, or broken"),
        (b"%PDF-1.7\n" + b"\x00\xff" * 5000, "no PDF, or broken"),
        (pdf(), "a PDF without a page"),
    ],
)
def test_a_broken_file_is_one_clear_error(data, reason):
    assert reason in the_error(data)


def test_a_page_that_makes_no_sense_is_named_and_the_others_are_read(monkeypatch):
    own = page_of

    def broken(page, number):
        if number == 2:
            raise KeyError("/Nothing")
        return own(page, number)

    monkeypatch.setattr("extractor.sources.documents.pdf.page_of", broken)
    notes: list[str] = []
    text = the_text(set_text(FIRST), set_text(SECOND), set_text(THIRD), notes=notes)
    assert text == flowed(FIRST, THIRD)
    assert "standard input: page 2 cannot be read (KeyError: '/Nothing')" in notes


def test_a_file_is_told_by_its_name_or_its_content_packed_or_not(tmp_path):
    data = pdf(set_text(FIRST))
    for name in ("a.pdf", "a.PDF", "a.pdf.gz", "a.bin"):
        (tmp_path / name).write_bytes(gzip.compress(data) if name.endswith("gz") else data)
        (article,) = read_articles([str(tmp_path / name)])
        assert article.text == FIRST


def test_without_its_extra_a_pdf_in_a_folder_is_passed_over_and_one_that_is_named_says_what_to_do(
    tmp_path, monkeypatch
):
    (tmp_path / "a.pdf").write_bytes(pdf(set_text(FIRST)))
    (tmp_path / "b.txt").write_text(SECOND)
    monkeypatch.setitem(sys.modules, "pypdf", None)
    monkeypatch.setattr(
        "extractor.sources.folders.find_spec", lambda name: None if name == "pypdf" else name
    )
    notes: list[str] = []
    (article,) = read_articles([str(tmp_path)], note=notes.append)
    assert article.text == SECOND
    assert "1 .pdf, for which the extra `documents` is needed" in notes[0]
    with pytest.raises(ExtractorError, match=r"PDF documents need the extra `documents`: pip"):
        list(read_articles([str(tmp_path / "a.pdf")]))


def test_without_the_places_of_letters_a_page_is_read_as_it_is_drawn(monkeypatch):
    monkeypatch.setattr("extractor.sources.documents.pages._pieces", lambda page: [])
    assert the_text(set_text(flowed(FIRST, SECOND))).replace("\n\n", " ") == f"{FIRST} {SECOND}"


def test_a_page_whose_places_make_no_sense_is_read_as_it_is_drawn(monkeypatch):
    def nested(page):
        raise RecursionError

    monkeypatch.setattr("extractor.sources.documents.pages._pieces", nested)
    assert FIRST[:40] in the_text(set_text(FIRST))


def test_the_installed_pypdf_tells_the_places_of_letters():
    page = pypdf.PdfReader(io.BytesIO(pdf(set_text(FIRST)))).pages[0]
    assert page_of(page, 1).placed


@settings(max_examples=60)
@given(st.integers(0, 3000), st.binary(min_size=1, max_size=30))
def test_a_damaged_file_never_ends_in_a_traceback(at, junk):
    data = pdf(set_text(FIRST), set_text(SECOND))
    (found,) = read_paper(data[:at] + junk + data[at + len(junk) :])
    assert isinstance(found, (Article, ArticleError))
