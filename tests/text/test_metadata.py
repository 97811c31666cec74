from __future__ import annotations

import pytest

from extractor.errors import ArticleError
from extractor.text.article import Article
from extractor.text.metadata import find_dateline, find_source_line


@pytest.mark.parametrize(
    ("text", "place", "date", "agency"),
    [
        ("KABUL, March 14 (AP) – A bomb", "KABUL", "March 14", "AP"),
        ("MOSCOW (Reuters) - Russia", "MOSCOW", None, "Reuters"),
        ("ST. PETERSBURG (Reuters) - Two", "ST. PETERSBURG", None, "Reuters"),
        ("WASHINGTON, D.C., March 3 (AP) -- The", "WASHINGTON, D.C.", "March 3", "AP"),
        (
            "GAZA CITY, Gaza Strip, Jan. 5, 2020 (AFP) — A",
            "GAZA CITY, Gaza Strip",
            "Jan. 5, 2020",
            "AFP",
        ),
        ("Managua (Nicaragua), 27 Aug 88 (Radio) -- [Text] The", "Managua", "27 Aug 88", "Radio"),
        ("NAIROBI, Kenya – At least", "NAIROBI, Kenya", None, None),
        ("PARIS — Police", "PARIS", None, None),
        ("Lima, no date (Radio Ana) -- [Speech] [Text] At", "Lima", None, "Radio Ana"),
        ("Bomb kills nine\n\nKANO, May 3 (AFP) - A bomb", "KANO", "May 3", "AFP"),
        ("Bomb kills nine in Kano KANO, May 3 (AFP) - A bomb", "KANO", "May 3", "AFP"),
        ("Rebels attack\nBy ANA RUIZ\nGOMA, Congo (AP) — Rebels", "GOMA, Congo", None, "AP"),
        ("Cali, 21 de mayo de 2024 (EFE).- Al", "Cali", "21 de mayo de 2024", "EFE"),
        ("QUITO (AFP) .- Dos", "QUITO", None, "AFP"),
        ("CAIRO/GAZA, July 9 (Reuters) - An", "CAIRO/GAZA", "July 9", "Reuters"),
        ("Raid kills two\n\nERBIL/BAGDAD (dpa/AFP) – Im", "ERBIL/BAGDAD", None, "dpa/AFP"),
    ],
)
def test_datelines_of_the_agencies_are_recognised(
    text: str, place: str, date: str | None, agency: str | None
) -> None:
    line = find_dateline(text)
    assert line is not None
    assert line.place.text == place
    assert (line.date.text if line.date else None) == date
    assert (line.agency.text if line.agency else None) == agency
    assert text[line.place.start : line.place.end] == place


@pytest.mark.parametrize(
    "text",
    [
        "The army spoke for ABC News (NYC) - and more.",
        "Police said\nMay 3 was a day - yes.",
        "Man bites dog, says Bob. Yes (no) - fine",
        "The army (FDP) - said",
        "The army (FDP).- It said",
        "Either/or (AP) said so.",
        "A bomb went off.",
        "-",
    ],
)
def test_ordinary_beginnings_are_no_datelines(text: str) -> None:
    assert find_dateline(text) is None


def test_brackets_after_a_dateline_are_not_part_of_the_story() -> None:
    text = "Lima, 20 Aug 88 (EFE) -- [Excerpts] [Text] The prosecutor spoke."
    line = find_dateline(text)
    assert line is not None
    assert text[line.end :] == "The prosecutor spoke."


def test_only_a_last_line_names_the_source() -> None:
    found = find_source_line("A bomb.\nSource: Press TV\n")
    assert found is not None and found.text == "Press TV"
    assert find_source_line("Source: unknown men fired.\nThen they fled.") is None


def test_the_publisher_given_wins_over_what_the_text_says() -> None:
    text = "KABUL (AP) – A bomb.\nSource: Press TV"
    assert Article(text, publisher="Tolo").source_name == "Tolo"
    assert Article(text).source_name == "Press TV"
    assert Article("KABUL (AP) – A bomb.").source_name == "AP"
    assert Article("A bomb.").source_name is None


def test_an_article_without_text_or_with_a_bad_date_is_refused() -> None:
    with pytest.raises(ArticleError, match="no text"):
        Article("  \n")
    with pytest.raises(ArticleError, match="2017-04-05"):
        Article("A bomb.", published="5 April")  # type: ignore[arg-type]


def test_the_same_text_has_the_same_key_and_a_given_id_wins() -> None:
    assert Article("A bomb.").key == Article("A bomb.").key
    assert Article("A bomb.").key != Article("A bomb").key
    assert Article("A bomb.", id="x1").key == "x1"
    assert Article("lone \ud800 surrogate").key.startswith("sha256:")
