"""A raised figure, the mark of a footnote, is no digit of the number before it."""

from __future__ import annotations

import io
import json
from datetime import date

import pytest

from extractor.sources import read_articles
from extractor.sources.fragments import text_of_fragment
from extractor.text.article import Article

LEAD = "Gunmen killed 12%s people in Kano, Nigeria, on Monday, police said in a long statement."
PAGE = "<html><head><title>Kano</title></head><body><article><p>%s</p><p>%s</p></article>"


def text_of(data: bytes) -> str:
    given = date(2024, 5, 10)
    (article,) = read_articles(["-"], stdin=io.BytesIO(data), published=given)
    assert isinstance(article, Article), article
    return article.text


def word_document() -> bytes:
    import docx

    document = docx.Document()
    paragraph = document.add_paragraph("Gunmen killed 12")
    paragraph.add_run("1").font.superscript = True
    paragraph.add_run(" people in Kano.")
    held = io.BytesIO()
    document.save(held)
    return held.getvalue()


@pytest.mark.parametrize(
    "data",
    [
        (r"{\rtf1\ansi " + LEAD % r"{\super 1}" + r"\par}").encode(),
        (r"{\rtf1\ansi " + LEAD % r"\super 1\nosupersub " + r"\par}").encode(),
        (r"{\rtf1\ansi " + LEAD % r"\super 1\plain " + r"\par}").encode(),
        (PAGE % (LEAD % "<sup>1</sup>", LEAD % "")).encode(),
        (PAGE % (LEAD % '<sup class="n"><a href="#1">1</a></sup>', LEAD % "")).encode(),
        (json.dumps({"text": f"<p>{LEAD % '<sup>1</sup>'}</p>"}) + "\n").encode(),
        word_document(),
    ],
)
def test_a_raised_figure_is_no_digit_of_the_number_before_it(data: bytes) -> None:
    text = text_of(data)
    assert text.startswith("Gunmen killed 12\u00b9 people in Kano")
    assert "121" not in text


def test_figures_behind_a_raised_one_are_plain_again() -> None:
    html = "<p>10<sup>3</sup> men, 20<sup>th</sup> day</p><p>5<sup>2</p><p>31</p>"
    assert text_of_fragment(html) == "10³ men, 20th day\n\n5²\n\n31"
