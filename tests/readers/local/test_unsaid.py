"""Words for claiming and denying with which nobody claims or denies."""

from __future__ import annotations

import pytest
from marked import Marked

from extractor.records import EventRecord


def told(text: str, words: str, kind: str, speaker: str | None = None) -> EventRecord:
    """The article's event, with the statement that its words are marked as."""
    marked = Marked(text)
    what = next(
        one
        for one in ("bomb", "bomba", "bombe", "Bombe", "Bomba", "قنبلة", "бомб", "폭탄")
        if one in text
    )
    place = next((one for one in ("Kabul", "카불") if one in text), [])
    marked.event(what, "Remote explosive/landmine/IED", place=place)
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
    ("words", "claims"),
    [
        ("The Taliban denied responsibility for it.", []),
        ("The Taliban denied that they had claimed it.", []),
        ("The Taliban denied having aimed at civilians and claimed the bomb.", ["The Taliban"]),
        ("The Taliban claimed the bomb, and denied that civilians had died.", ["The Taliban"]),
    ],
)
def test_responsibility_that_is_denied_is_not_claimed(words: str, claims: list[str]) -> None:
    record = told(HERE + words, "The Taliban", "claim", "The Taliban")
    assert [one.speaker for one in record.claims_of_responsibility] == claims


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
    bomb = marked.event("killed", "Remote explosive/landmine/IED", weapon="A bomb", place="Kabul")
    marked.statement("claimed", "claim", speaker="group", about=bomb.words)
    assert len(marked.outcome().events) == 1


def test_a_language_without_the_table_leaves_it_to_the_tagger() -> None:
    text = "Kabul'da bomb oldu. Nagy cég nem vállalta a felelősséget, a szervezet tagadta ezt."
    record = told(text, "vállalta", "claim", "Nagy cég")
    assert [one.speaker for one in record.claims_of_responsibility] == ["Nagy cég"]


OWN_WORDS = [
    ("카불에서 폭탄이 터졌다. 러시아 국방부는 이를 부인했다.", "부인했다", "allegation", "denials"),
    ("Bomba zabiła w Kabulu pięć osób. Rosja zaprzeczyła.", "zaprzeczyła", "allegation", "denials"),
    ("Kabul bomb: Hukumomi sun zargi Boko Haram.", "zargi", "denial", "allegations"),
    (HERE + "The group denied it.", "denied", "claim", "denials"),
]


@pytest.mark.parametrize(("text", "words", "tagged", "field"), OWN_WORDS)
def test_a_statement_is_what_its_own_words_say(
    text: str, words: str, tagged: str, field: str
) -> None:
    speaker = next(one for one in ("국방부", "Rosja", "Hukumomi", "The group") if one in text)
    record = told(text, words, tagged, speaker)
    assert [one.speaker for one in getattr(record, field)] == [speaker]


@pytest.mark.parametrize(
    ("speaker", "sure", "claims"),
    [("Kungiyar", 0.7, []), ("Kungiyar", 0.95, ["Kungiyar"]), ("Kakakin", 0.95, [])],
)
def test_who_only_tells_of_it_claims_nothing(speaker: str, sure: float, claims: list[str]) -> None:
    """A group that surely owns up may do so in other words; a spokesman may not."""
    marked = Marked(f"Bomba ta fashe a Kabul. {speaker} ya tabbatar da harin.")
    marked.event("Bomba", "Remote explosive/landmine/IED", place="Kabul")
    marked.statement(marked.words("tabbatar", sure), "claim", speaker=speaker)
    (record,) = marked.outcome().events
    assert [one.speaker for one in record.claims_of_responsibility] == claims


def test_nobody_claims_with_a_word_for_accusing_alone() -> None:
    marked = Marked("ጎንደር ውስጥ ቦምብ ፈነዳ፣ አራት ሰዎች ሞቱ። የክልሉ መንግሥት ቡድኑን ከሷል።")
    marked.event("ቦምብ", "Remote explosive/landmine/IED", place="ጎንደር")
    marked.statement("ቡድኑን", "claim", speaker="የክልሉ መንግሥት")
    (record,) = marked.outcome().events
    assert record.claims_of_responsibility == ()


def test_who_accuses_nobody_and_says_no_word_for_it_alleges_nothing() -> None:
    marked = Marked("Kabul bomb: the ministry spoke of seven dead. Residents accused nobody.")
    marked.event("bomb", "Remote explosive/landmine/IED", place="Kabul")
    marked.statement(marked.words("spoke", 0.6), "allegation", speaker="the ministry")
    marked.statement(marked.words("accused", 0.6), "allegation", speaker="Residents")
    (record,) = marked.outcome().events
    assert [one.speaker for one in record.allegations] == ["Residents"]


@pytest.mark.parametrize(("asked", "inquiries"), [("تحقیقات", 1), ("رہائی", 0)])
def test_who_asks_for_something_else_asks_for_no_inquiry(asked: str, inquiries: int) -> None:
    marked = Marked(f"کابل میں بم دھماکہ ہوا۔ اہل خانہ نے {asked} کا مطالبہ کیا۔")
    marked.event("دھماکہ", "Remote explosive/landmine/IED", place="کابل")
    marked.statement("مطالبہ", "request", speaker="اہل خانہ")
    (record,) = marked.outcome().events
    assert len(record.requested_investigations) == inquiries


@pytest.mark.parametrize(
    ("asked", "inquiries"),
    [
        ("The family asked the judge to exhume the bodies.", 1),
        ("The family asked the judge to find out who gave the order.", 1),
        ("The family asked the judge to seize the recordings.", 1),
        ("The family asked the army to send more soldiers.", 0),
        ("The family asked the state for witnesses.", 0),
        ("The family asked the state to rebuild the market.", 0),
    ],
)
def test_an_inquiry_has_many_words(asked: str, inquiries: int) -> None:
    marked = Marked(HERE + asked)
    whom = next(one for one in ("the judge", "the army", "the state") if one in asked)
    marked.event("bomb", "Remote explosive/landmine/IED", place="Kabul")
    marked.statement("asked", "request", speaker="The family", addressee=whom)
    (record,) = marked.outcome().events
    assert len(record.requested_investigations) == inquiries


@pytest.mark.parametrize(
    ("text", "speaker", "claims"),
    [
        ("The Arakan Army said its men brought a bomb to Kabul.", "The Arakan Army", 1),
        ("The Arakan Army said it did not bring a bomb to Kabul.", "The Arakan Army", 0),
        ("The police said their men brought a bomb to Kabul.", "The police", 0),
        ("The governor said Bandits brought a bomb to Kabul.", "The governor", 0),
    ],
)
def test_an_armed_group_that_tells_of_its_own_deed_claims_it(
    text: str, speaker: str, claims: int
) -> None:
    marked = Marked(text)
    doer = "Bandits" if "Bandits" in text else speaker
    marked.event("bomb", "Remote explosive/landmine/IED", place="Kabul", doer=doer)
    marked.statement(marked.words("said", 0.6), "claim", speaker=speaker)
    (record,) = marked.outcome().events
    assert len(record.claims_of_responsibility) == claims


def test_a_stop_makes_no_statement() -> None:
    marked = Marked(HERE + "... denied it.")
    marked.event("bomb", "Remote explosive/landmine/IED", place="Kabul")
    marked.statement("denied", "denial", speaker="...")
    (record,) = marked.outcome().events
    assert [one.speaker for one in record.denials] == []
