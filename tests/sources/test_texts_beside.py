"""A record with several texts: which is the article's, and what is told of the others."""

from __future__ import annotations

import csv
import io
import json

import pytest

from extractor.errors import ArticleError
from extractor.sources import Columns, read_articles

SHORT = "Gunmen killed four farmers near Kon…"
WHOLE = "Gunmen killed four farmers near Konduga on Monday, police said."
TOLD = (
    "`full_text` holds a longer text than `text`, which is taken; --text-column full_text would "
    "take that one"
)


def read(kind: str, *entries: dict[str, object], text: str | None = None):
    notes: list[str] = []
    if kind == "csv":
        out = io.StringIO()
        table = csv.DictWriter(out, [*entries[0]])
        table.writeheader()
        table.writerows(entries)
        data = out.getvalue()
    else:
        data = "".join(json.dumps(entry) + "\n" for entry in entries)
        data = data if kind == "jsonl" else json.dumps(entries, indent=1)
    path = f"a.{kind}"
    with open(path, "w", encoding="utf-8") as file:  # noqa: PTH123
        file.write(data)
    found = [*read_articles([path], note=notes.append, columns=Columns(text=text))]
    told = [n.removeprefix(f"{path}: ") for n in notes if "text" in n]
    return [each if isinstance(each, ArticleError) else each.text for each in found], told


@pytest.fixture(autouse=True)
def _here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)


KINDS = pytest.mark.parametrize("kind", ["csv", "json", "jsonl"])


@KINDS
def test_another_text_is_told_once_and_the_usual_one_taken(kind):
    entry = {"text": SHORT, "full_text": WHOLE, "published": "2024-05-14"}
    assert read(kind, entry, entry) == ([SHORT, SHORT], [TOLD])


@KINDS
def test_what_the_user_names_is_taken_without_a_word(kind):
    entry = {"text": SHORT, "full_text": WHOLE}
    assert read(kind, entry, text="full_text") == ([WHOLE], [])
    assert read(kind, entry, text="text") == ([SHORT], [])


@KINDS
@pytest.mark.parametrize("other", [WHOLE, f"<p>{WHOLE}</p>", WHOLE.replace(" ", "\n")])
def test_the_same_words_are_no_other_text(kind, other):
    assert read(kind, {"text": WHOLE, "article_body": other}) == ([WHOLE], [])


@KINDS
def test_a_blank_text_gives_way_to_the_one_other_and_it_is_told(kind):
    entries = [{"text": WHOLE, "maintext": ""}, {"text": " ", "maintext": WHOLE}]
    told = ["the text is taken from `maintext` where `text` is blank"]
    assert read(kind, *entries) == ([WHOLE, WHOLE], told)


@KINDS
def test_of_two_others_none_is_guessed(kind):
    entry = {"text": "", "maintext": WHOLE, "full_text": SHORT}
    (error,), told = read(kind, entry)
    assert isinstance(error, ArticleError)
    assert "`text` is empty" in str(error)
    assert told == []


@KINDS
@pytest.mark.parametrize("name", ["full_text", "articleBody", "Main Text"])
def test_a_text_by_a_name_of_its_own_is_taken_and_told(kind, name):
    assert read(kind, {name: WHOLE}) == ([WHOLE], [f"the text is taken from `{name}`"])


@KINDS
def test_two_names_of_one_rank_are_refused(kind):
    (error,), told = read(kind, {"full_text": WHOLE, "raw_text": SHORT})
    assert isinstance(error, ArticleError)
    assert "--text-column" in str(error)
    assert told == []


def test_dumps_of_known_programs_say_which_is_theirs():
    entry = {
        "text": WHOLE,
        "raw_text": "Menu " + WHOLE,
        "date": "2024-05-14",
        "fingerprint": "a",
        "hostname": "example.org",
        "source": "https://example.org/a",
    }
    for kind in ("csv", "jsonl"):
        texts, told = read(kind, entry)
        assert texts == [WHOLE]
        assert not any("raw_text" in note for note in told)
