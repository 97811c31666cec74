"""Words for claiming and denying with which nobody claims or denies."""

from __future__ import annotations

import pytest
from marked import Marked

from extractor.records import EventRecord


def told(text: str, words: str, kind: str, speaker: str | None = None) -> EventRecord:
    """The article's event, with the statement that its words are marked as."""
    marked = Marked(text)
    what = next(one for one in ("bomb", "bomba", "bombe", "Bombe", "قنبلة", "бомб") if one in text)
    marked.event(what, "Remote explosive/landmine/IED", place="Kabul" if "Kabul" in text else None)
    marked.statement(words, kind, speaker=speaker or [])
    (record,) = marked.outcome().events
    return record


HERE = "A bomb killed two men in Kabul, Afghanistan. "
UNCLAIMED = [
    (HERE + "No group has claimed responsibility.", "claimed", "group"),
    (HERE + "The group did not claim the attack.", "claim", "The group"),
    ("Una bomba mató a dos hombres en Kabul. Ningún grupo reivindicó el ataque.", "reivindicó", ""),
    ("Une bombe a tué deux hommes à Kabul. L'attaque n'a pas été revendiquée.", "revendiquée", ""),
    ("Eine Bombe tötete in Kabul zwei Männer. Bislang bekannte sich niemand dazu.", "bekannte", ""),
]


@pytest.mark.parametrize(("text", "words", "speaker"), UNCLAIMED)
@pytest.mark.parametrize("kind", ["claim", "denial"])
def test_who_does_not_claim_neither_claims_nor_denies(
    text: str, words: str, speaker: str, kind: str
) -> None:
    record = told(text, words, kind, speaker)
    assert record.claims_of_responsibility == ()
    assert record.denials == ()


@pytest.mark.parametrize(
    "words",
    [
        "The Taliban have not commented.",
        "The Taliban neither confirmed nor denied it.",
        "The Taliban called it a massacre.",
    ],
)
def test_who_says_nothing_of_it_denies_nothing(words: str) -> None:
    record = told(HERE + words, "The Taliban", "denial", "The Taliban")
    assert record.denials == ()


@pytest.mark.parametrize(
    "words",
    [
        "The Taliban denied it.",
        "The Taliban said they had nothing to do with it.",
        "The Taliban said their men were not there.",
    ],
)
def test_who_denies_in_other_words_denies(words: str) -> None:
    record = told(HERE + words, "The Taliban", "denial", "The Taliban")
    assert [one.speaker for one in record.denials] == ["The Taliban"]


def test_who_denies_in_traditional_chinese_denies() -> None:
    marked = Marked("喀布爾週一發生爆炸。塔利班否認涉案。")
    marked.event("爆炸", "Remote explosive/landmine/IED", place="喀布爾")
    marked.statement("否認", "denial", speaker="塔利班")
    (record,) = marked.outcome().events
    assert [one.speaker for one in record.denials] == ["塔利班"]


def test_an_event_that_nobody_claims_stands_as_before() -> None:
    """What a statement is about is an event, whether or not anybody claims it."""
    marked = Marked(HERE + "No group has claimed it.")
    marked.tells = 0.3
    bomb = marked.event("bomb", "Remote explosive/landmine/IED", place="Kabul")
    marked.statement("claimed", "claim", speaker="group", about=bomb.words)
    assert len(marked.outcome().events) == 1


def test_a_language_without_the_table_leaves_it_to_the_tagger() -> None:
    text = "Kabul'da bomb oldu. Nagy cég nem vállalta a felelősséget, a szervezet tagadta ezt."
    record = told(text, "vállalta", "claim", "Nagy cég")
    assert [one.speaker for one in record.claims_of_responsibility] == ["Nagy cég"]
