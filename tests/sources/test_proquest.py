"""ProQuest's exports as text: each document an article of its own day."""

from __future__ import annotations

from datetime import date

import pytest

from extractor.sources import read_articles

FIRST = "Gunmen killed four farmers near Konduga on Monday, police said."
SECOND = "Nobody claimed the attack. Officials promised an inquiry."
LINE = "_" * 60
HEAD = f"{LINE}\n\nReport Information from ProQuest\n15 May 2024 10:00\n{LINE}\n"


def document(number: int, text: str, day: str = "Publication date: May 14, 2024") -> str:
    return (
        f"\nDocument {number} of 2\n\nFour killed\n\nAuthor: Doe, J.\n\nhttps://example.org/{number}"
        f"\n\nAbstract: In short.\n\nFull text: {text}\n\nSubject: Violence\n\nTitle: Four killed "
        f"near Konduga\n\nPublication title: The Paper; Lagos\n\nPages: A.1\n\n{day}\n\n"
        f"Document URL: https://example.org/{number}\n\nCopyright: The Paper 2024\n\n{LINE}\n"
    )


def read(tmp_path, text: str, **options):
    path = tmp_path / "ProQuestDocuments.txt"
    path.write_text(text)
    notes: list[str] = []
    found = [*read_articles([str(path)], note=notes.append, **options)]
    return found, [note.removeprefix(f"{path}: ") for note in notes]


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_each_document_is_an_article(tmp_path, end):
    text = (
        HEAD
        + document(1, f"{FIRST}\n\n{SECOND}")
        + document(2, SECOND, "Publication date: 3 Jun 2024")
    )
    found, notes = read(tmp_path, text.replace("\n", end))
    assert [(each.text, each.published) for each in found] == [
        (f"{FIRST}\n\n{SECOND}", date(2024, 5, 14)),
        (SECOND, date(2024, 6, 3)),
    ]
    assert {(each.title, each.publisher) for each in found} == {
        ("Four killed near Konduga", "The Paper")
    }
    assert notes == ["an export of ProQuest, 2 documents"]


def test_documents_without_a_text_or_a_day_are_counted(tmp_path):
    text = (
        HEAD + document(1, "") + document(2, FIRST, "Publication info: The Paper ; Lagos [Lagos]")
    )
    found, notes = read(tmp_path, text)
    assert [(each.text, each.published) for each in found] == [(FIRST, None)]
    assert notes == [
        "an export of ProQuest, 2 documents; 1 without a text left out; 1 without a day"
    ]
    info = "Publication info: The Paper ; Lagos [Lagos]14 May 2024: A1."
    ((article,), _) = read(tmp_path, HEAD + document(1, FIRST, info))
    assert article.published == date(2024, 5, 14)


def test_text_behind_a_field_is_told(tmp_path):
    text = document(1, f"{FIRST}\n\nSection: What we know\n\n{SECOND * 4}")
    (article,), notes = read(tmp_path, HEAD + text)
    assert article.text == FIRST
    assert notes == ["an export of ProQuest, 1 document; 1 long line beside the texts left out"]


def test_an_export_without_any_text_is_an_error(tmp_path):
    (error,), _ = read(tmp_path, HEAD + document(1, ""))
    assert str(error).endswith("an export of ProQuest without a text")


@pytest.mark.parametrize(
    "text", [f"{FIRST}\n{LINE}\n{SECOND}", f"Full text: {FIRST}\n{LINE}\nTitle: a"]
)
def test_other_texts_with_such_lines_are_one_article(tmp_path, text):
    (article,), _ = read(tmp_path, text)
    assert article.text == text
