"""A number that was struck out and written anew is the new one, in whatever holds the text."""

from __future__ import annotations

import io
import json

import docx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from open_documents import epub, odt

from extractor.sources import read_articles
from extractor.sources.struck_words import without_struck

LEFT_OUT = "words that are struck through are left out"
READ = "Gunmen killed 7 farmers near Konduga on Monday, police said in a statement."
MARKED = READ.replace("7", "{}7")
PAGE = "<!DOCTYPE html><html><body><article><p>{}</p>" + f"<p>{READ}</p>" * 2 + "</article></html>"


def html(tag: str) -> str:
    return MARKED.format(f"<{tag}>5</{tag}>")


def word() -> bytes:
    document = docx.Document()
    paragraph = document.add_paragraph("Gunmen killed ")
    paragraph.add_run("5").font.strike = True
    paragraph.add_run("7").font.strike = False
    paragraph.add_run(READ.partition("7")[2])
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def open_text() -> bytes:
    look = (
        '<style:style style:name="T1"><style:text-properties '
        'style:text-line-through-style="solid"/></style:style>'
    )
    words = MARKED.format('<text:span text:style-name="T1">5</text:span>')
    return odt(f"<text:p>{words}</text:p>", look)


FILES = {
    "a.html": PAGE.format(html("s")),
    "b.html": PAGE.format(html("del")),
    "a.jsonl": json.dumps({"text": f"<p>{html('strike')}</p><p>b</p>"}),
    "a.rss": "<rss><channel><title>A</title><item><title>B</title><description><![CDATA[<p>"
    f"{html('del')}</p>]]></description></item></channel></rss>",
    "a.eml": f"From: a@example.org\nSubject: A\nContent-Type: text/html\n\n<p>{html('s')}</p>",
    "a.epub": epub({"a.xhtml": f"<p>{html('s')}</p>"}),
    "a.docx": word(),
    "a.rtf": r"{\rtf1\ansi Gunmen killed {\strike 5}7" + READ.partition("7")[2] + r"\par}",
    "a.odt": open_text(),
}


@pytest.mark.parametrize("name", FILES)
def test_it_is_left_out_and_told(tmp_path, name):
    path = tmp_path / name
    data = FILES[name]
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    notes: list[str] = []
    (article,) = read_articles([str(path)], note=notes.append)
    assert article.text.split("\n")[0] == READ
    said = LEFT_OUT.replace("that are", "that were deleted with changes tracked or")
    assert any(LEFT_OUT in note or said in note for note in notes)


@pytest.mark.parametrize(
    "page",
    [
        *("<p>killed <s>5 7</p><p>b</s></p>", "<p>killed <span>5</span></p>", "killed <s></s>7"),
        *("<del><p>killed 5</p></del>", "<section>killed 5</section>", "<script>5</script>"),
    ],
)
def test_what_is_not_closed_or_holds_paragraphs_stays(page):
    left, found = without_struck(page)
    assert not found
    assert left.replace("<s></s>", "") == page.replace("<s></s>", "")


@given(st.text(st.sampled_from("<>/sdel p57"), max_size=60))
def test_no_more_than_such_words_is_lost(page):
    left, _ = without_struck(page)
    signs = iter(page)
    assert all(sign in signs for sign in left)


def test_many_openings_take_a_time_like_the_length_of_the_page():
    from timeit import timeit

    few, many = "<s>a" * 2_000, "<s>a" * 20_000
    short = timeit(lambda: without_struck(few + "</s>"), number=3)
    assert timeit(lambda: without_struck(many + "</s>"), number=3) < 100 * short
