"""Weekdays that the tagger does not mark as the day of an event, or marks as something else."""

from __future__ import annotations

from datetime import date

import pytest
from marked import Marked

PUBLISHED = date(2026, 3, 11)  # a Wednesday


@pytest.mark.parametrize(
    ("text", "words", "place", "day"),
    [
        (
            "Qarax ayaa Talaadadii ka dhacay Jilib, laba qof ayaa ku dhimatay.",
            "Qarax",
            "Jilib",
            date(2026, 3, 10),
        ),
        ("Ein Angriff traf am Montag Kabul.", "Angriff", "Kabul", date(2026, 3, 9)),
        ("Gunmen killed four in Derna on Sunday.", "killed", "Derna", date(2026, 3, 8)),
        (
            "مستونگ میں پیر کو بم دھماکے میں پانچ بچے جاں بحق ہو گئے۔",
            "دھماکے",
            "مستونگ",
            date(2026, 3, 9),
        ),
        # two of them say nothing, and an abbreviation is no weekday
        ("Between Monday and Friday rebels raided Derna.", "raided", "Derna", None),
        ("A raid on Derna by men of Sun Ltd.", "raid", "Derna", None),
    ],
)
def test_the_one_weekday_of_the_sentence_is_the_day(
    text: str, words: str, place: str, day: date | None
) -> None:
    marked = Marked(text, PUBLISHED)
    marked.event(words, place=place)
    (event,) = marked.reading().events
    assert [one.first for one in event.when] == ([day] if day else [])


def test_a_weekday_is_neither_a_party_nor_a_place() -> None:
    text = "Ciidamada Soomaaliya ayaa Khamiistii ku dagaalamay Beledweyne, laba qof ayaa dhimatay."
    marked = Marked(text, PUBLISHED)
    marked.event(
        "dagaalamay",
        "Armed clash",
        place=["Khamiistii", "Beledweyne"],
        doer=["Ciidamada Soomaaliya", "Khamiistii"],
    )
    (event,) = marked.reading().events
    assert [one.said.text for one in event.where if one.said] == ["Beledweyne"]
    assert [one.said.text for one in event.perpetrators if one.said] == ["Ciidamada Soomaaliya"]
    assert [one.first for one in event.when] == [date(2026, 3, 5)]


@pytest.mark.parametrize(
    ("before", "day"),
    [
        ("A trader was found dead in Jilib on Sunday.", date(2026, 3, 8)),
        ("A trader died in Jilib on Sunday. He was a father of four.", date(2026, 3, 8)),
        ("A trader was found dead in Jilib.", PUBLISHED),
        ("Men came on Sunday. The mayor spoke. Nobody slept. Shops shut.", PUBLISHED),
    ],
)
def test_an_hour_is_of_the_day_that_the_sentences_before_it_tell(before: str, day: date) -> None:
    marked = Marked(f"{before} Gunmen shot him in Jilib at around 10 p.m.", PUBLISHED)
    marked.event("shot", place="Jilib", day="10 p.m.")
    (event,) = marked.reading().events
    assert [one.first for one in event.when] == [day]
