"""Answers of news APIs whose articles have their parts one within another."""

from __future__ import annotations

import json

import pytest

from extractor.errors import ArticleError
from extractor.sources import Columns, read_articles

WORDS = "Gunmen killed four farmers near Konduga on Monday, police said."
REPORT = {
    "id": "1",
    "score": 1,
    "href": "https://api.example.org/1",
    "fields": {
        "title": "Four killed",
        "body": WORDS,
        "url": "https://reports.example.org/1",
        "date": {
            "created": "2024-05-20T00:00:00+00:00",
            "changed": "2024-06-01T00:00:00+00:00",
            "original": "2024-05-14T00:00:00+00:00",
        },
        "source": [{"name": "A Desk", "shortname": "AD", "id": 1}, {"name": "Another"}],
    },
}
STORY = {
    "id": "world/1",
    "webTitle": "Four killed",
    "webUrl": "https://paper.example.org/1",
    "webPublicationDate": "2024-05-14T09:00:00Z",
    "fields": {"body": f"<p>{WORDS}</p>"},
}


def read(tmp_path, whole, **options):
    path = tmp_path / "a.json"
    path.write_text(json.dumps(whole))
    notes: list[str] = []
    found = [*read_articles([str(path)], note=notes.append, **options)]
    return found, [note.removeprefix(f"{path}: ") for note in notes]


def test_reports_of_reliefweb_have_their_own_day_and_source(tmp_path):
    (article,), notes = read(tmp_path, {"totalCount": 1, "count": 1, "data": [REPORT]})
    assert (article.text, article.title, str(article.published)) == (
        *(WORDS, "Four killed", "2024-05-14"),
    )
    assert (article.publisher, article.url) == ("A Desk", "https://reports.example.org/1")
    assert notes == [
        "read as ReliefWeb answers: text from `fields.body`, title from `fields.title`, published "
        "from `fields.date.original`, publisher from `fields.source.0.name`, url from `fields.url`"
    ]


def test_the_day_on_which_a_report_was_posted_is_not_taken_for_its_own(tmp_path):
    fields = {**REPORT["fields"], "date": {"created": "2024-05-20T00:00:00+00:00"}}
    (article,), _ = read(tmp_path, [{**REPORT, "fields": fields}])
    assert article.published is None


def test_stories_of_the_guardian(tmp_path):
    whole = {"response": {"status": "ok", "total": 1, "results": [STORY]}}
    (article,), notes = read(tmp_path, whole)
    assert (article.text, article.title, str(article.published), article.url) == (
        *(WORDS, "Four killed", "2024-05-14", "https://paper.example.org/1"),
    )
    assert notes[0].startswith("read as the Guardian answers: text from `fields.body`")


@pytest.mark.parametrize(
    "entry",
    [
        {"fields": {"title": "Four", "source": [{"name": "A"}]}},
        {**STORY, "fields": {"headline": "Four"}},
        {"fields": [1, 2]},
        {"fields": {"title": "Four", "source": "A", "body": None}},
    ],
)
def test_an_answer_without_a_text_is_one_error(tmp_path, entry):
    (error,), _ = read(tmp_path, [entry])
    assert isinstance(error, ArticleError)
    assert "no `text` in the JSON object" in str(error)


def test_a_named_column_goes_before_it(tmp_path):
    (article,), notes = read(tmp_path, [{**REPORT, "mine": "My words."}], columns=Columns("mine"))
    assert article.text == "My words."
    assert not any("ReliefWeb" in note for note in notes)
