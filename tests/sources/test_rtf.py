"""RTF: what a reader of the document reads, whoever wrote it, and one line for what is broken."""

from __future__ import annotations

import gzip
import io
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractor.errors import ArticleError
from extractor.sources import read_articles
from extractor.tables import TableOptions
from extractor.text.article import Article

FIRST = "Gunmen killed four farmers near Konduga on Monday, police said."
SECOND = "Nobody claimed the attack. Officials promised an inquiry."
WORD = (
    r"{\rtf1\ansi\ansicpg1252\uc1\deff0{\fonttbl{\f0\froman\fcharset0\fprq2{\*\panose 0202}Times;}"
    r"{\f1\fswiss\fcharset204 Arial CYR;}}{\colortbl;\red0\green0\blue0;}{\stylesheet{\s0 Normal;}}"
    r"{\info{\title Four killed near Konduga}{\author A. Writer}{\creatim\yr2024\mo5\dy15}}"
    "\r\n%s}"
)


def read(data: str | bytes, *, notes: list[str] | None = None, **options):
    told = notes if notes is not None else []
    raw = data if isinstance(data, bytes) else data.encode("latin-1")
    return list(read_articles(["-"], stdin=io.BytesIO(raw), note=told.append, **options))


def the_article(data: str | bytes, **options) -> Article:
    (article,) = read(data, **options)
    assert isinstance(article, Article), article
    return article


def text_of(body: str, **options) -> str:
    return the_article(WORD % body, **options).text


def the_error(data: str | bytes) -> str:
    (error,) = read(data)
    assert isinstance(error, ArticleError), error
    return str(error)


def test_paragraphs_and_the_title_that_word_noted():
    article = the_article(WORD % rf"\pard\plain {FIRST}\par \pard {SECOND}\par ")
    assert article.text == f"{FIRST}\n\n{SECOND}"
    assert article.title == "Four killed near Konduga"
    assert article.published is None


@pytest.mark.parametrize("name", ["a.rtf", "a.doc", "a.rtf.gz"])
def test_a_file_is_told_by_its_ending_or_first_bytes(tmp_path, name):
    data = (WORD % rf"{FIRST}\par").encode()
    (tmp_path / name).write_bytes(gzip.compress(data) if name.endswith("gz") else data)
    (article,) = read_articles([str(tmp_path / name)], published="2024-05-14")
    assert isinstance(article, Article)
    assert (article.text, article.published) == (FIRST, date(2024, 5, 14))


def test_a_folder_with_rtf_is_read(tmp_path):
    (tmp_path / "a.rtf").write_text(WORD % FIRST)
    assert [article.text for article in read_articles([str(tmp_path)])] == [FIRST]


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (r"Caf\'e9 \endash  \ldblquote so\rdblquote", "Café – “so”"),
        (r"\f1 \'ca\'e8\'e5\'e2\f0  \'e9", "Киев é"),
        (r"\u1050\'ca\u1080?\u1077?\u1074\'e2", "Киев"),
        (r"\uc0\u1050\u1080 \uc2\u1077\'d5\'d5\u1074??", "Киев"),
        (r"{\uc0\u1050}\u1080?", "Ки"),
        (r"a \u-10179?\u-8704?", "a 😀"),
        (r"80\~km\'b2, cease\_fire, co\-operate \{x\}", "80 km², cease-fire, cooperate {x}"),
        ("one\\line two\r\nthree", "one\ntwothree"),
        ("one\\\ntwo", "one\n\ntwo"),
    ],
)
def test_letters_of_every_spelling(body, text):
    assert text_of(body) == text


def test_the_code_page_of_the_document_is_that_of_fonts_without_a_script():
    russian = r"{\rtf1\ansi\ansicpg1251{\fonttbl{\f0\fcharset0 Arial;}}\f0\'ca\'e8\'e5\'e2}"
    assert the_article(russian).text == "Киев"
    raw = "Київ".encode("cp1251")
    assert the_article(b"{\\rtf1\\ansi\\ansicpg1251 " + raw + b"}").text == "Київ"


def test_letters_of_two_bytes_in_several_tokens():
    body = r"{\rtf1\ansi{\fonttbl{\f3\fcharset128 MS Mincho;}}\f3\'83A\'93\'fa}"
    assert the_article(body).text == "ア日"


def test_an_unknown_code_page_and_letters_outside_it_are_told():
    notes: list[str] = []
    the_article(r"{\rtf1\ansi\ansicpg99999 caf\'e9}", notes=notes)
    assert any("code page 99999 is not known" in note for note in notes)
    assert text_of(r"x\'81", notes=notes) == "x\ufffd"
    assert any("1 letter does not fit its code page" in note for note in notes)


def test_encoding_goes_before_the_code_page():
    from extractor.tables import TableOptions

    article = the_article(WORD % r"\'ca\'e8\'e5\'e2", tables=TableOptions(encoding="cp1251"))
    assert article.text == "Киев"


def test_what_no_reader_sees_is_no_part_of_the_text():
    notes: list[str] = []
    body = (
        r"{\header Page 1\par}{\*\generator X;}One {\v hidden}{\deleted gone }two"
        r"{\field{\*\fldinst HYPERLINK \"http://example.org\"}{\fldrslt  here}}"
        r"{\annotation why?}{\footnote {\chftn} A source.}{\pict\wmetafile8 010203ab}\par"
    )
    article = the_article(WORD % body, notes=notes)
    assert article.text == "One two here"
    assert article.extra["footnotes"] == [{"mark": "1", "text": "A source."}]
    assert any("deleted with changes tracked" in note for note in notes)
    assert any("1 footnote left out" in note for note in notes)


def test_binary_pictures_end_no_group():
    assert text_of(r"a{\pict\bin6 }}{{\'}b") == "ab"


def test_tables_and_boxes():
    row = r"\trowd\cellx1\cellx2\pard\intbl {0}\cell {1}\cell\row"
    table = row.format("Town", "Killed") + row.format("Konduga", "4")
    body = rf"Before\par {table}\pard After {{\shp{{\*\shpinst{{\sp{{\sn x}}{{\sv 3}}}}{{\shptxt "
    assert text_of(body + r"Box\par}}{\shprslt old}}\par") == (
        "Before\n\nTown | Killed\n\nKonduga | 4\n\nAfter Box"
    )


def test_an_export_of_nexis_is_its_documents():
    lines = [
        *("Four killed in Konduga", "The Paper (Nigeria)", "May 14, 2024 Tuesday"),
        *("Length: 12 words", r"{\b Body}", FIRST, "Load-Date: May 15, 2024", "End of Document"),
    ]
    body = "".join(rf"\pard {line}\par " for line in [*lines, *lines])
    articles = read(WORD % body)
    assert [(a.title, a.publisher, a.published, a.text) for a in articles] == [
        ("Four killed in Konduga", "The Paper (Nigeria)", date(2024, 5, 14), FIRST)
    ] * 2


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (r"{\rtf1}", "no text in this document: it is empty"),
        (r"{\rtf1{\pict 00ff}}", "no text in this document, only pictures"),
        ("{\\rtf1" + "{" * 100_000, "broken: groups within 500 others"),
    ],
)
def test_what_cannot_be_read_is_one_line(data, message):
    assert message in the_error(data)


@pytest.mark.parametrize(
    ("data", "message"),
    [(b"", "the file is empty"), (b"hello", "does not begin with {\\rtf"),
     (b"PK\x03\x04", "a zip file or .docx")],
)  # fmt: skip
def test_a_file_of_another_kind_is_named(tmp_path, data, message):
    (tmp_path / "a.rtf").write_bytes(data)
    (error,) = read_articles([str(tmp_path / "a.rtf")])
    assert message in str(error)


def test_a_document_that_is_cut_off_or_two_in_one_file_is_told():
    notes: list[str] = []
    text_of(FIRST, notes=notes)
    assert not any("cut off" in note or "another document" in note for note in notes)
    the_article((WORD % FIRST)[:-1], notes=notes)
    assert any("it may be cut off" in note for note in notes)
    the_article(WORD % FIRST + WORD % SECOND, notes=notes)
    assert any("another document begins after the first" in note for note in notes)


def test_hostile_groups_cost_what_they_are_long():
    link = r'{\field{\*\fldinst{HYPERLINK "x"}}{\fldrslt a}}'
    assert len(text_of(link * 20_000)) == 20_000


@settings(max_examples=200, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                *(
                    "{",
                    "}",
                    "\\",
                    "\\'",
                    "\\'e9",
                    "\\u",
                    "\\u-1",
                    "\\u9999999999",
                    "\\bin9",
                    "\\uc",
                ),
                *("\\*", "\\fonttbl", "\\f1", "\\fcharset128", "\\cell", "\\row", "\\par", "a"),
                *("\\footnote", "\\ud", "\\upr", "\\title", "\\info", "\\plain", "\x00", "\xff"),
                *("\\ansicpg0", "\n"),
            ]
        ),
        max_size=60,
    )
)
def test_anything_is_an_article_or_one_line(parts):
    (found,) = read("{\\rtf1 " + "".join(parts))
    if isinstance(found, ArticleError):
        assert "\n" not in str(found)
    else:
        found.text.encode()
        assert found.text.strip()


def bytes_of(words: str, encoding: str) -> str:
    return "".join(rf"\'{byte:02x}" for byte in words.encode(encoding))


@pytest.mark.parametrize(
    ("body", "text", "many"),
    [
        ("Muñoz murió en Perú.", "Muñoz murió en Perú.", 3),
        ("Троє людей загинули в Києві.", "Троє людей загинули в Києві.", 23),
        (bytes_of("Muñoz", "utf-8"), "Muñoz", 1),
        (rf"Muñoz y {bytes_of('él', 'cp1252')}", "Muñoz y él", 1),
    ],
)
def test_undeclared_utf8_is_read_as_that_and_told(body, text, many):
    notes: list[str] = []
    article = the_article((WORD % rf"{body}\par").encode(), notes=notes)
    assert article.text == text
    letters = "1 letter is" if many == 1 else f"{many} letters are"
    assert any(f"{letters} UTF-8, which the document does not say" in note for note in notes)


def test_letters_that_only_look_like_utf8_stay_as_they_are():
    notes: list[str] = []
    body = rf"CAF{bytes_of('É»', 'cp1252')} is a word.\par"
    assert the_article(WORD % body, notes=notes).text == "CAFÉ» is a word."
    assert not any("UTF-8" in note for note in notes)
    given = TableOptions(encoding="windows-1252")
    assert the_article((WORD % "Muñoz").encode(), tables=given).text == "MuÃ±oz"


ARABIC = "قتل أربعة مزارعين"


@pytest.mark.parametrize(
    "before",
    [r"\rtlch\af5 ", r"\ltrch\fcs0 \f0 \rtlch\fcs1 \af5 ", r"\ltrch\fcs0 \af0 \rtlch\fcs1 \f5 "],
)
def test_runs_from_right_to_left_are_in_the_font_of_such_runs(before):
    fonts = r"{\rtf1\ansi\ansicpg1252\deff0{\fonttbl{\f0 Times;}{\f5\fcharset178 Arabic;}}"
    latin = rf"{{\rtlch\fcs1 \af5 \ltrch\fcs0 \f0 Caf{bytes_of('é', 'cp1252')}: }}"
    article = the_article(f"{fonts}{latin}{{{before}{bytes_of(ARABIC, 'cp1256')}}}\\par }}")
    assert article.text == f"Café: {ARABIC}"


def test_runs_of_two_bytes_are_in_their_font():
    fonts = r"{\rtf1\ansi\deff0{\fonttbl{\f0 Times;}{\f7\fcharset134 SimSun;}}"
    body = rf"{{\loch\af0\hich\af0\dbch\af7 {bytes_of('四人死亡', 'gb18030')}}}"
    assert the_article(f"{fonts}{body}\\par }}").text == "四人死亡"


def test_a_document_of_hidden_words_says_so():
    assert "hidden or deleted words" in the_error(WORD % rf"{{\v {FIRST}}}\par")
    assert "(OCR)" in the_error(r"{\rtf1{\pict 00ff}}")
