"""Exports of LexisNexis and Factiva: each document is an article with its own day and headline."""

from __future__ import annotations

import io
from datetime import date

import pytest
from paper import docx_with, pdf, set_text

from extractor.sources import read_articles
from extractor.text.article import Article

FIRST = (
    "Gunmen attacked the village of Konduga at dawn and killed four farmers, the police said in a "
    "statement that was read to reporters."
)
SECOND = "The governor condemned the attack and promised an inquiry into what happened there."
OTHER = "Prices of maize rose again in the capital this week, and traders blamed the rains."

NEXIS = f"""Four killed in Konduga
The Paper (Nigeria)
May 14, 2024 Tuesday

Copyright 2024 The Paper All Rights Reserved

Section: NEWS; Pg. 3
Length: 120 words
Byline: A. Writer

Body

{FIRST}

{SECOND}

Load-Date: May 15, 2024

End of Document

Maize prices rise
The Paper (Nigeria)
20 May 2024

Length: 60 words

Body

{OTHER}

Load-Date: May 21, 2024

End of Document
"""
LEXIS = f"""
                               1 of 2 DOCUMENTS

                              The Paper (Nigeria)

                             May 14, 2024 Tuesday

Four killed in
Konduga

BYLINE: A. Writer

SECTION: NEWS; Pg. 3

LENGTH: 120 words

{FIRST}

{SECOND}

LOAD-DATE: May 15, 2024

LANGUAGE: ENGLISH

                        Copyright 2024 The Paper
                              All Rights Reserved

                               2 of 2 DOCUMENTS

                              The Paper (Nigeria)

                              May 20, 2024 Monday

Maize prices rise

LENGTH: 60 words

{OTHER}

LOAD-DATE: May 21, 2024
"""
FACTIVA = f"""Four killed in Konduga

A. Writer
120 words
14 May 2024
10:30
The Paper (Nigeria)
PAPR
English
Copyright 2024. The Paper

{FIRST}

{SECOND}

Document PAPR000020240514ek5e00001

Maize prices rise

60 words
20 May 2024
The Paper (Nigeria)
PAPR
English
Copyright 2024. The Paper

{OTHER}

Document PAPR000020240520ek5k00001

Search Summary
Text  Konduga
Date  In the last year
"""
CODES = f"""HD Four killed in Konduga
BY A. Writer
WC 120 words
PD 14 May 2024
SN The Paper (Nigeria)
LA English
LP
{FIRST}
TD
{SECOND}
AN Document PAPR000020240514ek5e00001

HD Maize prices rise
WC 60 words
PD 20 May 2024
SN The Paper (Nigeria)
LP
{OTHER}
AN Document PAPR000020240520ek5k00001
"""
EXPORTS = {"Nexis": NEXIS, "LexisNexis": LEXIS, "Factiva": FACTIVA, "Factiva's codes": CODES}


def read(data: bytes, notes: list[str] | None = None, **options) -> list[Article]:
    told = notes if notes is not None else []
    found = list(read_articles(["-"], stdin=io.BytesIO(data), note=told.append, **options))
    assert all(isinstance(one, Article) for one in found), found
    return found  # type: ignore[return-value]


def as_docx(text: str) -> bytes:
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    return docx_with("".join(f"<w:p><w:r><w:t>{line}</w:t></w:r></w:p>" for line in lines))


def as_rtf(text: str) -> bytes:
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    body = "".join(f"{line}\\par\n" for line in lines)
    return f"{{\\rtf1\\ansi\\ansicpg1252 {body}}}".encode("cp1252")


FORMS = {"text": str.encode, "word": as_docx, "rtf": as_rtf}


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("name", EXPORTS)
def test_each_document_is_an_article_with_its_own_day(name: str, form: str) -> None:
    notes: list[str] = []
    text = EXPORTS[name]
    first, other = read(FORMS[form](text), notes)
    assert first.text.split("\n\n") == [FIRST, SECOND]
    assert (first.title, first.publisher) == ("Four killed in Konduga", "The Paper (Nigeria)")
    assert (other.text, other.title) == (OTHER, "Maize prices rise")
    assert (first.published, other.published) == (date(2024, 5, 14), date(2024, 5, 20))
    program = name.partition("'")[0]
    assert f"standard input: an export of {program}: 2 documents, each an article" in notes
    assert not any("does not say when" in note for note in notes)


def test_a_copyright_line_of_any_kind_is_none_of_the_text() -> None:
    for line in (
        "(c) 2024 The Paper. All rights reserved",
        "© 2024 The Paper",
        "(C) Copyright 2024",
    ):
        for form in FORMS.values():
            first, _ = read(form(FACTIVA.replace("Copyright 2024. The Paper", line)))
            assert first.text.split("\n\n") == [FIRST, SECOND]


SPANISH = {
    "120 words": "120 palabras",
    "60 words": "60 palabras",
    "14 May 2024": "14 mayo 2024",
    "20 May 2024": "20 mayo 2024",
    "May 14, 2024 Tuesday": "14 de mayo de 2024 martes",
    "Copyright 2024. The Paper": "(c) 2024 The Paper",
    "\nDocument PAPR": "\nDocumento PAPR",
    "End of Document": "Fin del documento",
    "Length: 120": "Longitud: 120",
    "Length: 60": "Longitud: 60",
    "Section: NEWS": "Sección: NEWS",
    "\nBody\n": "\nCuerpo\n",
}


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("name", ["Nexis", "Factiva"])
def test_a_page_in_another_language_writes_other_words(name: str, form: str) -> None:
    text = EXPORTS[name]
    for words, theirs in SPANISH.items():
        text = text.replace(words, theirs)
    first, other = read(FORMS[form](text))
    assert first.text.split("\n\n") == [FIRST, SECOND]
    assert (first.title, first.publisher) == ("Four killed in Konduga", "The Paper (Nigeria)")
    assert (first.published, other.published) == (date(2024, 5, 14), date(2024, 5, 20))


@pytest.mark.parametrize("lone", ["HD\nFour killed in Konduga", "HD\tFour killed in Konduga"])
def test_codes_stand_alone_or_before_their_words(lone: str) -> None:
    text = CODES.replace("HD Four killed in Konduga", lone).replace("SN The", "SN\nThe")
    first, _ = read(text.replace("PD 14", "PD\n14").encode())
    assert (first.title, first.publisher) == ("Four killed in Konduga", "The Paper (Nigeria)")
    assert first.published == date(2024, 5, 14)
    assert first.text.split("\n\n") == [FIRST, SECOND]


def test_no_line_of_a_text_is_left_out_without_a_word() -> None:
    kept = ("Correction: an earlier version named another town.", "Classification", "He left.")
    added = "\n\n".join([SECOND, *kept])
    for name in ("Nexis", "Factiva"):
        first, _ = read(EXPORTS[name].replace(SECOND, added).encode())
        assert first.text.split("\n\n") == [FIRST, SECOND, *kept]
    # A copyright line is missing, and one like a field stands in the text.
    bare = FACTIVA.replace("Copyright 2024. The Paper\n", "")
    first, _ = read(bare.replace(SECOND, f"{SECOND}\n\nNotes: she left.").encode())
    assert first.text.split("\n\n")[0] == FIRST
    notes: list[str] = []
    long = f"{FIRST} {SECOND}"
    assert len(long) > 200
    read(NEXIS.replace("Body\n", f"{long}\n\nBody\n", 1).encode(), notes)
    assert "standard input: 1 long line above or below the texts of its documents left out" in notes


@pytest.mark.parametrize("between", ["\t", " | ", "|", "   "])
def test_factiva_s_codes_stand_before_a_tab_or_a_bar_too(between: str) -> None:
    lines = CODES.split("\n")
    codes = {"HD", "BY", "WC", "PD", "SN", "LA", "AN"}
    coded = (line.replace(" ", between, 1) if line[:2] in codes else line for line in lines)
    first, other = read("\n".join(coded).replace(f"AN{between}", "AN ").encode())
    assert (first.title, first.published) == ("Four killed in Konduga", date(2024, 5, 14))
    assert (other.publisher, other.text) == ("The Paper (Nigeria)", OTHER)


def test_a_list_of_headlines_above_the_first_document_is_none_of_it() -> None:
    cover = (
        "Documents (2)\n\n1. Four killed in Konduga\n\n2. Maize prices rise\n\nSearch Terms: x\n\n"
    )
    first, _ = read((cover + NEXIS).encode())
    assert (first.title, first.text.split("\n\n")) == ("Four killed in Konduga", [FIRST, SECOND])


@pytest.mark.parametrize("name", ["Nexis", "LexisNexis", "Factiva"])
def test_a_document_that_is_cut_off_is_read_too(name: str) -> None:
    text = EXPORTS[name]
    first, other = read(text[: text.index(OTHER) + 60].encode())
    assert first.published == date(2024, 5, 14)
    assert other.text == OTHER[:60].strip()


def test_a_document_without_a_day_or_a_text_is_told() -> None:
    notes: list[str] = []
    undated = NEXIS.replace("20 May 2024", "Late City Final")
    first, other = read(
        (undated + "A picture\n\nLength: 0 words\n\nEnd of Document\n").encode(), notes
    )
    assert (first.published, other.published) == (date(2024, 5, 14), None)
    assert "standard input: 1 of its documents hold no text" in notes
    assert "standard input: 1 of its documents name no day of publication" in notes
    first, other = read(undated.encode(), published="2024-06-01")
    assert (first.published, other.published) == (date(2024, 5, 14), date(2024, 6, 1))


def test_pages_of_a_pdf_are_counted_from_each_document_s_start() -> None:
    half = NEXIS.index("Maize prices rise")
    lines = [
        [(72, 740 - 14 * at, 10, line) for at, line in enumerate(part.split("\n")) if line]
        for part in (
            NEXIS[:half].replace(FIRST, FIRST[:70]),
            NEXIS[half:].replace(OTHER, OTHER[:70]),
        )
    ]
    first, other = read(pdf(*lines))
    assert [page["page"] for page in first.extra["pages"]] == [1]
    assert other.extra["pages"] == [{"page": 2, "start": 0, "end": len(other.text)}]


@pytest.mark.parametrize(
    "text",
    [
        f"{FIRST}\n\nEnd of Document\n\n{SECOND}",
        f"1 of 2 DOCUMENTS\n\n{FIRST}",
        f"{FIRST}\n\n120 words\n\n{SECOND}",
        f"HD {FIRST}\n\nLP {SECOND}",
    ],
)
def test_a_text_that_is_no_export_stays_as_it_is(text: str) -> None:
    (article,) = read(text.encode())
    assert article.text == text


def test_a_page_that_is_set_in_lines_stays_one_article() -> None:
    (article,) = read(pdf(set_text(f"{FIRST}\n\n{SECOND}\n\n{OTHER}")))
    assert article.text.count("\n\n") == 2
