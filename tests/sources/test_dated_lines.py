"""The day of publication on a line of its own near the top of a plain text or a document."""

from __future__ import annotations

from datetime import date

import docx
import pytest
from open_documents import odt

from extractor.sources import read_articles
from extractor.sources.dated_line import dated_line

STORY = (
    "Gunmen attacked the market of Danwara on Tuesday, killing nine people, police said. Four "
    "more were taken to the hospital in Minna, a doctor said.\n\nNobody has said who they were.\n"
)
FRENCH = (
    "Des hommes armés ont attaqué mardi le marché de Danwara, tuant neuf personnes, a dit la "
    "police. Quatre autres ont été conduites à l'hôpital de la ville voisine.\n"
)
TODAY = date(2026, 1, 1)


def day(text):
    found = dated_line(text, TODAY)
    return None if found is None else found.day


@pytest.mark.parametrize(
    "line",
    [
        *(
            "6 March 2024",
            "Wednesday, March 6, 2024",
            "Published: 6 March 2024, 10:15",
            "2024-03-06",
        ),
        *("Updated 20 March 2024, published 6 March 2024", "By Ann Writer, 6 March 2024"),
        *(
            "mercredi 6 mars 2024",
            "6 марта 2024 г.",
            "2024年3月6日",
            "٦ مارس ٢٠٢٤",
            "06.03.2024 10:15",
        ),
    ],
)
@pytest.mark.parametrize(
    "above", ["", "Nine killed in market attack\n", "Nine killed\n\nA market\n\n"]
)
def test_a_line_that_is_nothing_but_a_date_gives_the_day(above, line):
    expected = None if line.startswith("06.") else date(2024, 3, 6)
    assert day(f"{above}{line}\n\n{STORY}") == expected


@pytest.mark.parametrize(
    ("line", "text", "expected"),
    [
        ("06/03/2024", FRENCH, date(2024, 3, 6)),
        ("06/03/2024", STORY, None),
        ("25/03/2024", STORY, date(2024, 3, 25)),
    ],
)
def test_figures_are_settled_by_the_language_of_the_text_or_stay_open(line, text, expected):
    assert day(f"Neuf morts\n{line}\n\n{text}") == expected


@pytest.mark.parametrize(
    "text",
    [
        f"Nine killed\n\n{STORY}6 March 2024\n",  # below the text
        f"Updated 6 March 2024\n\n{STORY}",
        f"6 March 2024\n\n{STORY}\n7 March 2024\n\n{STORY}",  # a chronicle
        f"Killed on 6 March 2024 in Danwara\n\n{STORY}",
        f"6 March 2027\n\n{STORY}",  # still to come
        f"March 2024\n\n{STORY}",
        "6 March\n\n" + STORY,
        STORY,
    ],
)
def test_other_lines_with_a_day_give_none(text):
    assert dated_line(text, TODAY) is None


def test_it_is_told_with_its_line_and_gives_way_to_published(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text(f"Nine killed\n6 March 2024\n\n{STORY}", "utf-8")
    notes: list[str] = []
    (article,) = read_articles([str(path)], note=notes.append)
    assert (article.published, article.text) == (date(2024, 3, 6), path.read_text("utf-8"))
    assert notes == [
        f"{path}:2: '6 March 2024' is taken for the day of publication, 2024-03-06; --published "
        "says otherwise"
    ]
    (article,) = read_articles([str(path)], published="2024-03-07")
    assert article.published == date(2024, 3, 7)
    path.write_text(f"Nine killed\n06/03/2024\n\n{STORY}", "utf-8")
    notes.clear()
    (article,) = read_articles([str(path)], note=notes.append)
    assert article.published is None
    assert notes == [
        f"{path}:2: '06/03/2024' may be the day of publication and can be read as two days; "
        "--published says otherwise"
    ]


def test_a_word_document_s_is_read_too(tmp_path):
    lines = ["Nine killed", "6 March 2024", STORY]
    word = docx.Document()
    for line in lines:
        word.add_paragraph(line)
    word.save(tmp_path / "a.docx")
    (tmp_path / "a.odt").write_bytes(odt("".join(f"<text:p>{line}</text:p>" for line in lines)))
    (tmp_path / "a.rtf").write_text(r"{\rtf1\ansi " + r"\par ".join(lines) + "}", "ascii")
    for name in ("a.docx", "a.odt", "a.rtf"):
        notes: list[str] = []
        (article,) = read_articles([str(tmp_path / name)], note=notes.append)
        assert article.published == date(2024, 3, 6), name
        assert [note for note in notes if "day of publication" in note], name
        (article,) = read_articles([str(tmp_path / name)], published="2024-03-07")
        assert article.published == date(2024, 3, 7), name
