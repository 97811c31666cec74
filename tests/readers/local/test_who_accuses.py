"""Who accuses whom where the tagger has it otherwise."""

from __future__ import annotations

import pytest
from marked import Marked
from shooting import accusations, record_of, shot


def test_in_the_passive_who_stands_behind_by_accuses() -> None:
    marked = shot("The shooting was blamed on Boko Haram by the governor.")
    marked.statement("blamed", "allegation", accused=["Boko Haram", "the governor"])
    assert accusations(record_of(marked)) == [("the governor", "Boko Haram")]


def test_who_blames_and_who_is_blamed_in_one_are_parted_at_the_word_between() -> None:
    marked = shot("The shooting was blamed by the governor on Boko Haram.")
    whole = marked.words("the governor on Boko Haram")
    marked.statement("blamed", "allegation", accused=["Boko Haram", whole])
    assert accusations(record_of(marked)) == [("the governor", "Boko Haram")]


@pytest.mark.parametrize(
    ("sentence", "word"),
    [
        ("Boko Haram and the army blamed each other.", "blamed"),
        ("Boko Haram and the army traded accusations.", "traded"),
        ("Boko Haram and the army each hold the other responsible.", "hold"),
        ("Boko Haram and the army each blamed the other.", "blamed"),
    ],
)
def test_two_that_accuse_each_other_are_two_allegations(sentence: str, word: str) -> None:
    marked = shot(sentence)
    end = f" each {word} the other" if " each " in sentence and word != "blamed" else ""
    marked.statement(word, "allegation", speaker=f"Boko Haram and the army{end}")
    both = {("Boko Haram", "the army"), ("the army", "Boko Haram")}
    assert set(accusations(record_of(marked))) == both


def test_of_both_sides_nobody_accuses_anybody() -> None:
    marked = shot("Both sides blamed each other.")
    marked.statement("blamed", "allegation", speaker="Both sides")
    assert accusations(record_of(marked)) == []


def test_who_is_named_right_before_it_denies() -> None:
    marked = shot("The governor blamed Boko Haram, which denied it.")
    marked.statement("blamed", "allegation", speaker="The governor", accused="Boko Haram")
    marked.statement("denied", "denial")
    assert [one.speaker for one in record_of(marked).denials] == ["Boko Haram"]


def test_who_is_said_more_of_denies() -> None:
    marked = shot("The governor blamed Boko Haram, which said in a video that it denied it.")
    marked.statement("blamed", "allegation", speaker="The governor", accused="Boko Haram")
    marked.statement("denied", "denial")
    assert [one.speaker for one in record_of(marked).denials] == ["Boko Haram"]


def test_who_is_blamed_far_before_a_denial_does_not_deny_but_who_blames() -> None:
    marked = shot("The governor blamed Boko Haram for the shooting but denied that people died.")
    marked.statement("blamed", "allegation", speaker="The governor", accused="Boko Haram")
    marked.statement("denied", "denial")
    assert [one.speaker for one in record_of(marked).denials] == ["The governor"]


def test_a_speaker_has_all_words_that_his_sentence_has_for_him() -> None:
    marked = shot("The army's spokesman accused Boko Haram and denied the shooting.")
    whole = "The army's spokesman"
    marked.statement("accused", "allegation", speaker=whole, accused="Boko Haram")
    marked.statement("denied", "denial", speaker="The army's")
    assert [one.speaker for one in record_of(marked).denials] == [whole]


def test_a_speaker_has_no_words_of_those_he_accuses() -> None:
    marked = shot("Relatives army officers accused and denied the report.")
    both = marked.words("Relatives army")
    marked.statement("accused", "allegation", speaker="Relatives", accused="army officers")
    marked.statement("denied", "denial", speaker=both)
    assert accusations(record_of(marked)) == [("Relatives", "army officers")]


def test_who_speaks_before_in_the_sentence_denies_where_nobody_else_does() -> None:
    marked = shot("The army admitted firing on the village but denied that people died.")
    marked.statement("admitted", "claim", speaker="The army")
    marked.statement("denied", "denial")
    assert [one.speaker for one in record_of(marked).denials] == ["The army"]


@pytest.mark.parametrize(
    ("sentence", "speaker", "denies"),
    [
        ("El Consejo acusó al frente Comuneros del Sur, que en un audio negó el crimen.", 0, 1),
        ("El Consejo acusó al frente Comuneros del Sur, que en un audio negó el crimen.", 2, 1),
        ("El Consejo acusó al frente Comuneros del Sur y en un audio negó el crimen.", 0, 0),
    ],
)
def test_the_accused_deny_where_what_is_said_of_them_goes_on(
    sentence: str, speaker: int, denies: int
) -> None:
    parties = ["El Consejo", "frente Comuneros del Sur", "del Sur"]
    marked = shot(sentence)
    marked.statement("acusó", "allegation", speaker=parties[0], accused=parties[1])
    marked.statement("negó", "denial", speaker=parties[speaker])
    assert [one.speaker for one in record_of(marked).denials] == [parties[denies]]


def test_the_place_of_the_killings_is_not_accused_of_them() -> None:
    marked = shot("The governor blamed the killings in Mangu on herdsmen.")
    there = marked.words("Mangu", nth=1)
    herdsmen = marked.words("herdsmen", 0.75)
    marked.statement("blamed", "allegation", speaker="The governor", accused=[there, herdsmen])
    assert accusations(record_of(marked)) == [("The governor", "herdsmen")]


def test_a_statement_is_about_the_event_whose_place_it_names() -> None:
    marked = Marked(
        "Gunmen shot three farmers in Mangu, Nigeria, on Monday. A bomb hurt two men in Jos, "
        "Nigeria, on Tuesday. The army blamed Boko Haram for the bloodshed in Mangu."
    )
    shooting = marked.event("shot", place="Mangu", day="Monday", doer="Gunmen")
    bomb = marked.event(
        "bomb hurt", "Remote explosive/landmine/IED", place="Jos", day="Tuesday", doer=[]
    )
    near, far = (marked.words(one, 0.9) for one in ("bomb hurt", "shot"))
    assert near.overlaps(bomb.words) and far.overlaps(shooting.words)
    marked.statement(
        "blamed", "allegation", speaker="The army", accused="Boko Haram", about=[near, far]
    )
    told = {
        one.location.name: [said.accused for said in one.allegations]
        for one in marked.outcome().events
        if one.location
    }
    assert told == {"Mangu": ["Boko Haram"], "Jos": []}
