"""Texts that can be read and are not whole: one note a file says so."""

from __future__ import annotations

import json

import pytest

from extractor.sources import read_articles

TEXT = "Gunmen killed four farmers near Konduga on Monday, the police of the district said. "


def notes_of(path, **options):
    notes: list[str] = []
    articles = list(read_articles([str(path)], note=notes.append, **options))
    return articles, notes


def rows(tmp_path, *texts):
    path = tmp_path / "a.jsonl"
    path.write_text("".join(json.dumps({"text": text}) + "\n" for text in texts), "utf-8")
    return path


def test_letters_that_were_broken_before_are_told_once(tmp_path):
    path = rows(
        tmp_path, TEXT, f"{TEXT} MuÃ±oz fled.", f"{TEXT} PerÃº too.", "El señor Muñoz huyó."
    )
    articles, notes = notes_of(path)
    assert articles[1].text.endswith("MuÃ±oz fled.")
    assert notes == [
        f"{path}:2: letters were broken before the text was saved ('MuÃ±oz' was 'Muñoz') and are "
        "read as they stand; get it anew, or mend it"
    ]


@pytest.mark.parametrize("ending", ["… [+2314 chars]", "[+2,314 chars]", "… [2314 characters]"])
def test_a_text_that_an_api_cut_off_is_told(tmp_path, ending):
    _, notes = notes_of(rows(tmp_path, TEXT + ending, TEXT + ending))
    (note,) = notes
    assert "the rest of it is not there" in note


def test_a_text_as_long_as_a_cell_may_be_is_told(tmp_path):
    whole = (TEXT * 400)[:32_767]
    _, notes = notes_of(rows(tmp_path, whole[:-1], whole))
    (note,) = notes
    assert note.startswith(f"{tmp_path / 'a.jsonl'}:2: a text of 32,767 characters")


@pytest.mark.parametrize("key", ["articles", "items", "docs", "posts"])
def test_the_answer_of_a_news_api_holds_articles(tmp_path, key):
    path = tmp_path / "a.json"
    entry = {"content": TEXT, "publishedAt": "2024-05-14T08:00:00Z"}
    path.write_text(json.dumps({"status": "ok", "totalResults": 1, key: [entry]}))
    (article,), notes = notes_of(path)
    assert article.text == TEXT
    assert any("--published-column publishedAt would take this one" in note for note in notes)
    path.write_text(json.dumps({"response": {"status": "ok", "results": [entry]}}))
    (article,), _ = notes_of(path)
    assert article.text == TEXT


def test_a_table_of_figures_in_a_page_is_told(tmp_path):
    table = "<table><tr><th>Town</th><th>Killed</th></tr><tr><td>Bama</td><td>7</td></tr></table>"
    path = tmp_path / "a.html"
    page = "<html><head><title>Four killed</title></head><body><article>{}</article></body></html>"
    body = f"<p>{TEXT * 2}</p>{{}}<p>{TEXT.replace('four', 'five') * 2}</p>"
    path.write_text(page.format(body.format(table)))
    _, notes = notes_of(path)
    assert f"{path}: a table of the article is not read ('Town | Killed | Bama' …)" in notes
    path.write_text(page.format(body.format("")))
    _, notes = notes_of(path)
    assert not any("not read (" in note for note in notes)
    laid_out = f"<table><tr><td>Menu</td><td>{body.format('')}</td></tr></table>"
    path.write_text(page.format(laid_out))
    (article,), notes = notes_of(path)
    assert "killed five" in article.text
    assert not any("not read (" in note for note in notes)
