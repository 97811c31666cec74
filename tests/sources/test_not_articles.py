"""Files that programs write for programs are named, and not read as articles."""

from __future__ import annotations

import io

import pytest

from extractor.errors import ArticleError, TableError
from extractor.sources import read_articles
from extractor.tables import open_table

WORDS = "Gunmen killed four farmers near Konduga on Monday, police said."
FILES = {
    "a calendar or address book": ["BEGIN:VCALENDAR\r\nVERSION:2.0\r\n", "BEGIN:VCARD\r\n"],
    "a file of an X": ['window.YTD.tweets.part0 = [\n {"tweet": {"full_text": "a"}}]'],
    "subtitles, whose times": [
        *("WEBVTT\n\n00:00:01.000 --> 00:00:04.000\nFour died.\n",),
        *("\ufeff1\r\n00:00:01,000 --> 00:00:04,000\r\nFour died.\r\n",),
    ],
    "an index of a web archive": [
        *(" CDX N b a m s k r M S V g\n", 'org,example)/1 20240514090000 {"url": "a"}\n'),
    ],
    "references (RIS, BibTeX)": ["TY  - NEWS\nTI  - Four\nER  - \n", "@article{a,\n title={Four}}"],
    "a table by its first line (id, text, published); give it the ending": [
        *("id\ttext\tpublished\n1\tFour died.\t2024-05-14\n", '"id";"text";"published"\n1;a;b\n'),
    ],
    "an SQL dump": ["-- MySQL dump 10.13\n", "INSERT INTO news VALUES ('a');", "CREATE TABLE a (b"],
    "JSON by its content; give it the ending .json": [
        *(
            '{"log": {"entries": [{"text": "a"}]}}\n',
            '[{"text": "a"}]',
            '{"a": "' + WORDS * 99 + '"}',
        ),
    ],
}


@pytest.mark.parametrize(("reason", "text"), [(r, t) for r, texts in FILES.items() for t in texts])
@pytest.mark.parametrize("ending", [".txt", ".dat"])
def test_it_is_named(tmp_path, reason, text, ending):
    path = tmp_path / f"a{ending}"
    path.write_text(text)
    (error,) = read_articles([str(path)])
    assert isinstance(error, ArticleError)
    assert str(error).startswith(f"{path}: {reason}")
    assert "\n" not in str(error)


@pytest.mark.parametrize(
    "text",
    [
        *(f"{{Update}} {WORDS}", f"[Update] {WORDS}", f"1\n\n{WORDS}", f"-- {WORDS}"),
        *(
            f"@desk, {WORDS}",
            f"INSERT INTO was said. {WORDS}".replace("INSERT INTO", "Insert into"),
        ),
    ],
)
def test_texts_that_only_begin_alike_are_articles(tmp_path, text):
    path = tmp_path / "a.txt"
    path.write_text(text)
    (article,) = read_articles([str(path)])
    assert article.text == text


def test_a_page_of_an_unknown_ending_is_read_as_one(tmp_path):
    path = tmp_path / "report.doc"
    path.write_text(f"<html xmlns:w='urn:a'><head></head><body><p>{WORDS * 3}</p></body></html>")
    notes: list[str] = []
    (article,) = read_articles([str(path)], note=notes.append)
    assert article.text == WORDS * 3
    assert f"{path}: HTML by its content, and read as that" in notes


def test_a_cell_that_google_sheets_had_not_fetched_is_no_text(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("text\nLoading...\n")
    (error,) = read_articles([str(path)])
    assert "'Loading...' is what a spreadsheet shows" in str(error)


def test_an_sql_dump_is_no_table():
    with pytest.raises(TableError, match="an SQL dump; export the table as CSV"):
        open_table("-", stdin=io.BytesIO(b"-- PostgreSQL database dump\n\nCREATE TABLE acled ("))
