"""Parties in short: the one group that the article names before them."""

from __future__ import annotations

import pytest
from marked import Marked

from extractor.actors.short_forms import group_of, is_definite, is_owned, is_short_form
from extractor.records import EventRecord


@pytest.mark.parametrize(
    "words",
    [
        "The group",
        "the militants",
        "The jihadist group",
        "The paramilitary umbrella group",
        "El grupo",
        "Le groupe",
        "Die Rebellen",
        "المسلحون",
        "группировка",
    ],
)
def test_words_for_a_group_that_name_nobody_are_short_for_one_named_before(words: str) -> None:
    assert is_short_form(words)
    assert is_definite(words)
    assert group_of(words) is None


@pytest.mark.parametrize(
    "words", ["the army", "Al Shabaab", "M23 rebels", "the Taliban", "Israeli fighters", "it"]
)
def test_names_and_states_are_not(words: str) -> None:
    assert not is_short_form(words)


def test_fighters_without_an_article_may_be_anybodys() -> None:
    assert not is_definite("militants")
    assert not is_definite("боевики")
    assert is_owned("its fighters")
    assert not is_owned("fighters")


def event(text: str, *, doer: str | list[str], **more: object) -> EventRecord:
    marked = Marked(text)
    marked.event("killed", place="Mangu", doer=doer, **more)
    for words, kind, speaker in more.get("said", ()):
        marked.statement(words, kind, speaker=speaker)
    return marked.outcome().events[-1]


def names(record: EventRecord) -> list[tuple[str, str]]:
    return [(one.name.split(" - ")[0], one.attribution.value) for one in record.perpetrators]


def test_the_militants_are_the_one_group_named_before() -> None:
    text = "Boko Haram is active there. The militants killed two men in Mangu, Nigeria, on Monday."
    assert names(event(text, doer="The militants")) == [("Boko Haram", "reported_as_fact")]


@pytest.mark.parametrize(
    "text",
    [
        "Militants killed two men in Mangu, Nigeria, on Monday. Boko Haram is active there.",
        "Boko Haram is active there. Militants killed two men in Mangu, Nigeria, on Monday.",
        "Boko Haram and Al Shabaab are apart. The militants killed two men in Mangu, Nigeria.",
    ],
)
def test_else_they_stay_unidentified(text: str) -> None:
    doer = "The militants" if "The militants" in text else "Militants"
    assert names(event(text, doer=doer)) == [
        ("Unidentified Armed Group (Nigeria)", "reported_as_fact")
    ]


BY_GROUP = "M23 rebels killed two men in Mangu, Nigeria, on Monday. "


@pytest.mark.parametrize(
    ("said", "words", "kind", "speaker", "attribution"),
    [
        ("The rebels denied it.", "denied", "denial", "The rebels", "disputed"),
        ("The group denied it.", "denied", "denial", "The group", "disputed"),
        ("The group claimed the attack.", "claimed", "claim", "The group", "claimed"),
        ("Witnesses denied it.", "denied", "denial", "Witnesses", "reported_as_fact"),
        ("The army denied it.", "denied", "denial", "The army", "reported_as_fact"),
    ],
)
def test_what_a_group_says_in_short_is_its_own(
    said: str, words: str, kind: str, speaker: str, attribution: str
) -> None:
    marked = Marked(BY_GROUP + said)
    marked.event("killed", place="Mangu", doer="M23 rebels")
    marked.statement(words, kind, speaker=speaker)
    (record,) = marked.outcome().events
    assert [one[1] for one in names(record)] == [attribution]


def test_of_two_groups_neither_is_the_group() -> None:
    text = "M23 rebels killed two FDLR rebels in Mangu, Nigeria, on Monday. The group denied it."
    marked = Marked(text)
    marked.event("killed", "Armed clash", place="Mangu", doer="M23 rebels", target="FDLR rebels")
    marked.statement("denied", "denial", speaker="The group")
    (record,) = marked.outcome().events
    assert [one[1] for one in names(record)] == ["reported_as_fact"]


def test_a_capital_in_any_language_speaks_for_its_state() -> None:
    marked = Marked(
        "Украинская армия обстреляла рынок в Донецке в понедельник. В Киеве это отрицают."
    )
    marked.event(
        "обстреляла", "Shelling/artillery/missile attack", place="Донецке", doer="Украинская армия"
    )
    marked.statement("отрицают", "denial", speaker="Киеве")
    (record,) = marked.outcome().events
    assert [one.attribution.value for one in record.perpetrators] == ["disputed"]


def test_an_army_that_denies_losses_of_its_own_denies_no_deed() -> None:
    text = (
        "Troops killed two men in Mangu, Nigeria, on Monday. The army denied that soldiers "
        "had been killed."
    )
    marked = Marked(text)
    marked.event("killed", place="Mangu", doer="Troops", killed=["two men", "soldiers"])
    marked.statement("denied", "denial", speaker="The army")
    (record,) = marked.outcome().events
    assert [one.attribution.value for one in record.perpetrators] == ["reported_as_fact"]
    assert record.casualties.killed is not None
    assert record.casualties.killed.coded == 2
