"""The news set: its form, its counts and the coders' short way of writing."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest

from evals.news import FOLDER, agreement, lines
from evals.news.build import records_of
from evals.news.check import counted, wrong_articles, wrong_gold, wrong_words
from evals.news.coded import days_of, killed_of, places_of, two
from evals.news.spans import Spans

ARTICLES = lines(FOLDER / "articles.jsonl")
GOLD = lines(FOLDER / "gold.jsonl")


def test_the_set_has_the_form_it_should() -> None:
    assert [*wrong_articles(ARTICLES), *wrong_gold(ARTICLES, GOLD)] == []


def test_the_gold_is_what_is_made_of_the_coders_lines() -> None:
    texts = {one["id"]: one for one in ARTICLES}
    rows = lines(FOLDER / "coding.jsonl")
    every = range(0, len(rows), 9)
    numbers: Counter[str] = Counter()
    for number, row in enumerate(rows):
        numbers[row["article"]] += 1
        if number in every:
            (made,) = records_of([row], texts, Counter())
            named = f"{row['article']}-{numbers[row['article']]}"
            assert made.model_copy(update={"id": named}).model_dump(mode="json") == GOLD[number]


def test_every_value_has_words_or_is_said_to_have_none() -> None:
    texts = {one["id"]: one for one in ARTICLES}
    rows = [one for one in lines(FOLDER / "coding.jsonl") if one["article"].startswith("own4")]
    assert list(wrong_words(rows, texts)) == []
    bare = [{name: value for name, value in one.items() if name != "words"} for one in rows]
    assert any("own44-cabo: tolls without words" in line for line in wrong_words(bare, texts))


def test_the_set_is_as_large_as_it_says() -> None:
    held = counted(ARTICLES, GOLD)
    assert held["texts"] >= 150 and held["events"] >= 300 and held["texts without an event"] >= 40
    assert len(held["by language"]) >= 15 and held["tolls of killed"] >= 150
    assert int(held["statements"].split(",")[0]) >= 100


def test_a_third_of_the_texts_was_coded_twice() -> None:
    twice = {one["article"] for one in lines(FOLDER / "second_coding.jsonl")}
    assert twice <= {one["id"] for one in ARTICLES}
    assert len(twice) * 3 >= len(ARTICLES)


def test_agreement_is_counted_without_the_texts_of_a_source(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert agreement.main(["--without", "own", "--without", "news", "--resamples", "10"]) == 0
    told = capsys.readouterr().out
    own = {one["id"] for one in ARTICLES if one["source"] in {"own", "news"}}
    twice = {one["article"] for one in lines(FOLDER / "second_coding.jsonl")}
    assert told.startswith(f"{len(twice - own)} texts coded twice") and "alpha" in told


@pytest.mark.parametrize(
    ("said", "first", "last", "slack"),
    [
        ("2023-10-10|11", "2023-10-10", "2023-10-11", 1),
        ("2024-01-31..02-01", "2024-01-31", "2024-02-01", 1),
        ("2018-01", "2018-01-01", "2018-01-31", 1),
        ("2026-01..02", "2026-01-01", "2026-02-28", 1),
        ("2018", "2018-01-01", "2018-12-31", 1),
        ("2021-12-22|w", "2021-12-22", "2021-12-22", 7),
    ],
)
def test_days_are_read_as_coders_write_them(said: str, first: str, last: str, slack: int) -> None:
    found = days_of(said)
    assert (str(found.first), str(found.last), found.slack) == (first, last, slack)


def test_places_tolls_and_statements_are_read_as_coders_write_them() -> None:
    assert places_of("Tibu/El Tarra (Norte de Santander)") == (
        ["Tibu", "El Tarra"],
        ["Norte de Santander"],
    )
    assert killed_of("85 (120)") == (85, (120,))
    assert killed_of("unknown") == (None, None) and killed_of(None) == (None, ())
    assert two("army->RSF") == ("army", "RSF") and two("army") == ("army", None)


def test_words_are_found_only_as_they_are_written() -> None:
    spans = Spans("On Tuesday two men died in Bama.\n\nBama, 3 May: four killed.", "en",
                  date(2024, 5, 9))  # fmt: skip
    spans.turn_to([["Bama"], ["3 May"]])
    (place,) = spans.words("Bama")
    assert spans.text[place.start : place.end] == "Bama" and place.start > 30
    assert spans.words("Bam") == () and spans.number(5) == ()
    assert spans.number(4)[0].text == "four"
    assert spans.day(date(2024, 5, 3), date(2024, 5, 3))[0].text == "3 May"


def test_marked_words_are_those_in_braces_where_the_others_stand() -> None:
    text = "One man fell in Bama. The man was shot by police; police denied it."
    spans = Spans(text, "en", date(2024, 5, 9), {"doer": "by {police}", "days": ""})
    (doer,) = spans.told("doers", "doer", ())
    assert text[doer.start : doer.end] == "police" and text[: doer.start].endswith("by ")
    assert spans.told("days", "days", spans.words("One")) == ()
    assert spans.told("places", "place", spans.words("Bama"))[0].text == "Bama"
    assert spans.values == [("doers", True, False), ("days", False, True), ("places", True, False)]
    assert [one.text for one in spans.marked("One man | {The man} was")] == ["One man", "The man"]
    with pytest.raises(ValueError, match="'by soldiers' does not stand in the text"):
        spans.marked("by {soldiers}")
