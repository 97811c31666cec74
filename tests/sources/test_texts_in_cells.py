"""Texts that are not kept as plain strings: HTML, lists of paragraphs, other programs' dumps."""

from __future__ import annotations

import io
import json
from datetime import date

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.errors import ArticleError
from extractor.sources import Columns, read_articles
from extractor.sources.fragments import is_fragment, text_of_fragment
from extractor.text.article import Article

FIRST = "Gunmen killed four farmers near Konduga on Monday, police said."
SECOND = "Nobody claimed the attack."
MARKED = (
    "<p>Gunmen killed <b>four</b> farmers near <a href='/k'>Konduga</a> on Monday, police said.</p>"
    "<script>alert('x < y')</script><figure><img src=a.jpg></figure>"
    "<p>Nobody claimed the&nbsp;attack."
)


def read(path, *entries: object, notes: list[str] | None = None, **options):
    lines = [entry if isinstance(entry, str) else json.dumps(entry) for entry in entries]
    path.write_text("\n".join(lines), encoding="utf-8")
    told = notes if notes is not None else []
    return list(read_articles([str(path)], note=told.append, **options))


def test_html_in_a_key_gives_its_words_and_it_is_said_once(tmp_path):
    notes: list[str] = []
    path = tmp_path / "a.jsonl"
    articles = read(path, {"text": MARKED}, {"text": MARKED, "id": "b"}, notes=notes)
    assert [article.text.replace("\xa0", " ") for article in articles] == [
        f"{FIRST}\n\n{SECOND}"
    ] * 2
    assert notes == [f"{path}: `text` is HTML; its words are taken, and offsets count in them"]


@pytest.mark.parametrize("form", ["csv", "json", "parquet"])
def test_html_in_a_column_of_a_table_gives_its_words(tmp_path, form):
    path = tmp_path / f"a.{form}"
    if form == "csv":
        quoted = MARKED.replace('"', '""')
        path.write_text(f'id,body\n1,"{quoted}"\n', encoding="utf-8")
    elif form == "json":
        path.write_text(json.dumps([{"id": "1", "body": MARKED}]), encoding="utf-8")
    else:
        pq.write_table(pa.table({"id": ["1"], "body": [MARKED]}), path)
    (article,) = read_articles([str(path)])
    assert article.text.replace("\xa0", " ") == f"{FIRST}\n\n{SECOND}"


@pytest.mark.parametrize(
    "text",
    [
        "Casualties < 10 and > 3 were told.",
        "See <https://example.org/a> for more.",
        "The sign <b> stands for a bomb.",
        "<unintelligible> he said. A & B, AT&amp;T.",
        "From: Jane <jane@example.org>",
    ],
)
def test_text_with_angle_brackets_that_is_no_html_stays_as_it_is(tmp_path, text):
    notes: list[str] = []
    (article,) = read(tmp_path / "a.jsonl", {"text": text}, notes=notes)
    assert (article.text, notes) == (text, [])


def test_a_whole_page_in_a_key_gives_its_article_and_what_it_says_of_itself(tmp_path):
    body = "".join(f"<p>{FIRST} {SECOND} It was told again.</p>" for _ in range(3))
    page = (
        "<!DOCTYPE html><html><head><title>Four killed</title>"
        '<meta property="article:published_time" content="2024-05-13T08:00:00+01:00">'
        '<meta property="og:site_name" content="The Example Times"></head><body><nav><a href="/">'
        f"Home</a></nav><article><h1>Four killed</h1>{body}</article></body></html>"
    )
    notes: list[str] = []
    (article,) = read(tmp_path / "a.jsonl", {"text": page, "id": "a"}, notes=notes)
    assert article.text.startswith(FIRST)
    assert "Home" not in article.text
    assert (article.title, article.published) == ("Four killed", date(2024, 5, 13))
    assert article.publisher == "The Example Times"
    assert "`text` holds web pages" in notes[0]
    (own,) = read(tmp_path / "b.jsonl", {"text": page, "published": "2024-05-14", "title": "Own"})
    assert (own.title, own.published) == ("Own", date(2024, 5, 14))


def test_html_without_a_word_is_an_error_of_its_line(tmp_path):
    bad, good = read(tmp_path / "a.jsonl", {"text": "<p><img src='a'></p>"}, {"text": FIRST})
    assert str(bad) == f"{tmp_path}/a.jsonl:1: `text` is HTML without a word"
    assert isinstance(good, Article)


def test_a_list_of_paragraphs_is_joined_by_blank_lines(tmp_path):
    notes: list[str] = []
    path = tmp_path / "a.jsonl"
    (article,) = read(path, {"text": [FIRST, "", None, f" {SECOND} "]}, notes=notes)
    assert article.text == f"{FIRST}\n\n{SECOND}"
    assert notes == [f"{path}: `text` is a list of paragraphs; joined by blank lines"]


def test_paragraphs_may_be_objects_or_html(tmp_path):
    objects, marked = read(
        tmp_path / "a.jsonl",
        {"text": [{"type": "p", "text": FIRST}, {"type": "p", "text": SECOND}]},
        {"text": [f"<p>{FIRST}</p>", f"<p>{SECOND}</p>"]},
    )
    assert objects.text == marked.text == f"{FIRST}\n\n{SECOND}"


def test_paragraphs_in_a_parquet_column_are_read(tmp_path):
    pq.write_table(pa.table({"text": [[FIRST, SECOND]]}), tmp_path / "a.parquet")
    (article,) = read_articles([str(tmp_path / "a.parquet")])
    assert article.text == f"{FIRST}\n\n{SECOND}"


@pytest.mark.parametrize(
    ("value", "reason"),
    [
        ([], "`text` is empty"),
        (["", None], "`text` is empty"),
        ([1], "`text` is a list whose entry 1 is not a string but a number"),
        ([FIRST, ["a"]], "`text` is a list whose entry 2 is not a string but an array"),
        ([{"src": "a.jpg"}], "`text` is a list whose entry 1 is not a string but an object"),
        ({"html": "x"}, "`text` is not a string but an object"),
    ],
)
def test_what_holds_no_text_is_an_error_that_says_what_it_is(tmp_path, value, reason):
    (error,) = read(tmp_path / "a.jsonl", {"text": value})
    assert isinstance(error, ArticleError)
    assert str(error).endswith(f":1: {reason}")


NEWS_PLEASE = {
    "authors": ["Jane Doe"],
    "date_download": "2024-05-15 10:00:00",
    "date_modify": "None",
    "date_publish": "2024-05-14 21:03:00",
    "description": "Four killed.",
    "filename": "x.html",
    "image_url": None,
    "language": "en",
    "localpath": None,
    "maintext": FIRST,
    "source_domain": "news.example.org",
    "text": None,
    "title": "Four killed",
    "title_page": None,
    "title_rss": None,
    "url": "https://news.example.org/a",
}
NEWSPAPER = {
    "url": "https://news.example.org/a",
    "title": "Four killed",
    "authors": ["Jane Doe"],
    "publish_date": "2024-05-14T21:03:00+00:00",
    "top_image": "",
    "meta_lang": "en",
    "meta_site_name": "The Example Times",
    "text": FIRST,
    "keywords": [],
}
WORDPRESS = {
    "id": 12,
    "date": "2024-05-14T21:03:00",
    "date_gmt": "2024-05-14T20:03:00",
    "modified": "2024-06-01T00:00:00",
    "link": "https://news.example.org/a",
    "title": {"rendered": "Four &#8216;killed&#8217;"},
    "content": {"rendered": f"<p>{FIRST}</p>\n<p>{SECOND}</p>\n", "protected": False},
}


def test_a_dump_of_news_please_is_read_by_its_own_keys_and_it_is_said(tmp_path):
    notes: list[str] = []
    path = tmp_path / "a.jsonl"
    (article,) = read(path, NEWS_PLEASE, notes=notes)
    assert (article.text, article.title) == (FIRST, "Four killed")
    assert (article.published, article.publisher) == (date(2024, 5, 14), "news.example.org")
    assert article.url == "https://news.example.org/a"
    assert notes == [
        f"{path}: read as news-please writes it: text from `maintext`, published from "
        "`date_publish`, publisher from `source_domain`"
    ]


def test_a_day_that_news_please_did_not_find_is_no_day(tmp_path):
    (article,) = read(
        tmp_path / "a.jsonl", NEWS_PLEASE | {"date_publish": "None"}, published="2024-05-20"
    )
    assert article.published == date(2024, 5, 20)


def test_a_dump_of_newspaper_is_read_by_its_own_keys(tmp_path):
    (article,) = read(tmp_path / "a.jsonl", NEWSPAPER)
    assert (article.published, article.publisher) == (date(2024, 5, 14), "The Example Times")


def test_a_post_as_wordpress_gives_it_is_read_by_its_own_keys(tmp_path):
    (article,) = read(tmp_path / "a.json", json.dumps([WORDPRESS]))
    assert article.text == f"{FIRST}\n\n{SECOND}"
    assert (article.id, article.title) == ("12", "Four ‘killed’")
    assert (article.published, article.url) == (date(2024, 5, 14), "https://news.example.org/a")


def test_a_dump_of_trafilatura_is_read_by_its_own_keys(tmp_path):
    keys = {"title": "Four killed", "hostname": "example.org", "fingerprint": "7e", "text": FIRST}
    told = {"date": "2024-05-14", "source": "https://example.org/a", "source-hostname": "Times"}
    (article,) = read(tmp_path / "a.json", json.dumps(keys | told))
    assert (article.published, article.publisher) == (date(2024, 5, 14), "Times")
    assert article.url == "https://example.org/a"


def test_a_dump_as_a_table_is_read_the_same(tmp_path):
    path = tmp_path / "a.csv"
    cells = [f'"{value or ""}"' for value in NEWS_PLEASE.values()]
    path.write_text(",".join(NEWS_PLEASE) + "\n" + ",".join(cells) + "\n", encoding="utf-8")
    (article,) = read_articles([str(path)])
    assert (article.text, article.published) == (FIRST, date(2024, 5, 14))


def test_a_column_that_the_user_names_goes_before_a_program_s(tmp_path):
    (article,) = read(
        tmp_path / "a.jsonl",
        NEWS_PLEASE | {"summary": "Another text.", "day": "2024-01-01"},
        columns=Columns(text="summary", published="day"),
    )
    assert (article.text, article.published) == ("Another text.", date(2024, 1, 1))


def test_keys_of_no_known_program_are_not_guessed_from(tmp_path):
    notes: list[str] = []
    path = tmp_path / "a.jsonl"
    (article,) = read(path, {"text": FIRST, "publish_date": "2024-05-14"}, notes=notes)
    assert article.published is None
    assert notes == [
        f"{path}: no column is taken for the day of publication; --published-column publish_date "
        "would take this one"
    ]


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("one<br>two<br/><br>three", "one\ntwo\n\nthree"),
        ("<ul><li>a</li><li>b</li></ul>", "a\n\nb"),
        ("<table><tr><td>5 May</td><td></td><td>3 dead</td></tr></table>", "5 May | 3 dead"),
        ("<p>a &lt;b&gt; &amp;c; &#8212;</p>", "a <b> &c; —"),
        ("<p>one<p>two", "one\n\ntwo"),
        ("<noscript>never closed <p>but told</p>", "never closed\n\nbut told"),
        ("<p>a</p><iframe/><p>b</p><style>p{}</style>", "a\n\nb"),
        ("<div><div>nested</div> deep</div>", "nested\n\ndeep"),
        ("<p>a<!-- <p>hidden</p> -->b</p>", "ab"),
        ("<pre>a  b\nc</pre>", "a b\nc"),
    ],
)
def test_words_of_html_keep_their_paragraphs(html, text):
    assert text_of_fragment(html) == text


@given(st.text(st.characters(exclude_characters="<"), max_size=200))
def test_text_without_a_tag_is_never_taken_for_html(text):
    assert not is_fragment(text)


@given(st.text("<>/pbri &;amp#3!-\"'=x\n\t", max_size=300))
def test_any_piece_of_html_gives_some_text(html):
    assert isinstance(text_of_fragment(html), str)


def test_deep_and_long_html_ends(tmp_path):
    assert text_of_fragment("<div>" * 50_000 + "x") == "x"
    assert text_of_fragment("<p " * 20_000 + "x") is not None


def test_bytes_on_standard_input_are_read_the_same(tmp_path):
    data = io.BytesIO(json.dumps({"text": [FIRST, SECOND]}).encode())
    (article,) = read_articles(["-"], stdin=data)
    assert article.text == f"{FIRST}\n\n{SECOND}"
