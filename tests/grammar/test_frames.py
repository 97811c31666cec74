"""Who can have done it, who suffered, who speaks: by the words between."""

from __future__ import annotations

import pytest

from extractor.grammar import claim_frames, frames
from extractor.text.span import Span


def span(text: str, words: str) -> Span:
    at = text.index(words)
    return Span(at, at + len(words), words)


@pytest.mark.parametrize(
    ("text", "trigger", "doer"),
    [
        ("Gunmen shot dead four farmers.", "shot dead", "Gunmen"),
        ("Four farmers were shot dead by gunmen.", "shot dead", "gunmen"),
        ("The rebels' attack on the town failed.", "attack on", "The rebels"),
        ("Rebels launched an attack on the town.", "attack on", "Rebels"),
        ("An attack by rebels killed four.", "attack", "rebels"),
        ("A clash between soldiers and rebels left four dead.", "clash", "soldiers"),
        ("A clash between soldiers and rebels left four dead.", "clash", "rebels"),
        ("Los rebeldes atacaron la aldea.", "atacaron", "Los rebeldes"),
        ("Cuatro campesinos fueron asesinados por los rebeldes.", "asesinados", "los rebeldes"),
        ("Quatre paysans ont été tués par les rebelles.", "tués", "les rebelles"),
        ("The army has repeatedly bombed the village.", "bombed", "The army"),
        ("Rebels, who hold the hills, attacked the town.", "attacked", "Rebels"),
        ("Boko Haram militants on motorcycles killed nine.", "killed", "Boko Haram militants"),
    ],
)
def test_the_grammar_lets_this_one_be_the_doer(text: str, trigger: str, doer: str) -> None:
    assert frames.acts(text, span(text, trigger), span(text, doer))


@pytest.mark.parametrize(
    ("text", "trigger", "other"),
    [
        ("Four farmers were shot dead.", "shot dead", "Four farmers"),
        ("Four farmers were later shot dead.", "shot dead", "Four farmers"),
        ("Four farmers have been killed.", "killed", "Four farmers"),
        ("Police said gunmen killed four farmers.", "killed", "Police"),
        ("The minister condemned the attack.", "attack", "The minister"),
        ("Police are investigating the attack.", "attack", "Police"),
        ("According to the army, four farmers were killed.", "killed", "the army"),
        ("Gunmen shot dead four farmers.", "shot dead", "four farmers"),
        ("The mayor fled. Gunmen killed a guard.", "killed", "The mayor"),
        ("The army arrived; rebels killed a guard.", "killed", "The army"),
        ("The army chased rebels who killed a guard.", "killed", "The army"),
        ("Cuatro campesinos fueron asesinados.", "asesinados", "Cuatro campesinos"),
        ("Quatre paysans ont été tués.", "tués", "Quatre paysans"),
        ("Four farmers died in the attack on the town.", "attack", "Four farmers"),
        ("Soldiers helped those wounded by rebels.", "wounded", "Soldiers"),
        ("The president survived the attack.", "attack", "The president"),
        ("Villagers buried the four people killed on Monday.", "killed", "Villagers"),
    ],
)
def test_the_grammar_does_not_let_this_one_be_the_doer(text: str, trigger: str, other: str) -> None:
    assert not frames.acts(text, span(text, trigger), span(text, other))


@pytest.mark.parametrize(
    ("text", "trigger", "target"),
    [
        ("Gunmen shot dead four farmers.", "shot dead", "four farmers"),
        ("Four farmers were shot dead by gunmen.", "shot dead", "Four farmers"),
        ("Rebels attacked a police post.", "attacked", "a police post"),
        ("Rebels attacked a police post.", "attacked a police post", "a police post"),
        ("Four farmers died in a blast.", "died", "Four farmers"),
    ],
)
def test_the_grammar_lets_this_one_be_the_target(text: str, trigger: str, target: str) -> None:
    assert frames.suffers(text, span(text, trigger), span(text, target))


@pytest.mark.parametrize(
    ("text", "trigger", "other"),
    [
        ("Gunmen shot dead four farmers.", "shot dead", "Gunmen"),
        ("Four farmers were shot dead by gunmen.", "shot dead", "gunmen"),
        ("Gunmen shot dead four farmers, police said.", "shot dead", "police"),
        ("Rebels attacked a post while soldiers slept.", "attacked", "soldiers"),
        ("Vega took part in attacks with Ana Ruiz.", "attacks", "Ana Ruiz"),
    ],
)
def test_the_grammar_does_not_let_this_one_be_the_target(
    text: str, trigger: str, other: str
) -> None:
    assert not frames.suffers(text, span(text, trigger), span(text, other))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Police said so.", "Police"),
        ("Damascus denied it.", "Damascus"),
        ("The minister has strongly condemned it.", "The minister"),
        ("According to the army, it was so.", "the army"),
        (
            "The Kurdish People's Protection Units (YPG) said so.",
            "Kurdish People's Protection Units",
        ),
        ("El gobierno dijo que no.", "El gobierno"),
        ("Le gouvernement a déclaré que non.", "Le gouvernement"),
    ],
)
def test_who_is_followed_by_a_verb_of_saying_speaks(text: str, words: str) -> None:
    assert frames.says_so(text, span(text, words))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Four farmers were killed in Konduga, police said.", "Konduga"),
        ("Four farmers were killed in Konduga, witnesses said on Monday.", "Konduga"),
        ("Four farmers were killed in Borno state on Monday.", "Borno"),
        ("It happened in Konduga. Police said so.", "Konduga"),
        ("Gunmen killed four, said the army.", "four"),
        ("Rebels from Goma attacked.", "Goma"),
    ],
)
def test_a_place_before_somebody_else_who_speaks_does_not(text: str, words: str) -> None:
    assert not frames.place_speaks(text, span(text, words))


def test_a_place_that_stands_for_its_government_speaks() -> None:
    for text in ("Damascus denied it.", "Damascus, however, strongly denied it."):
        assert frames.place_speaks(text, span(text, "Damascus"))


@pytest.mark.parametrize(
    ("text", "trigger", "named"),
    [
        ("The attack went on.", "attack", True),
        ("His brutal murder went on.", "murder", True),
        ("Gunmen attacked.", "attacked", False),
        ("The rebels attacked.", "attacked", False),
        ("The murdered man was old.", "murdered", True),
        ("He said that rebels attacked.", "attacked", False),
        ("An attack went on.", "attack", False),
    ],
)
def test_a_deed_with_the_or_his_before_it_is_only_named(
    text: str, trigger: str, named: bool
) -> None:
    assert frames.is_named(text, span(text, trigger)) is named


@pytest.mark.parametrize(
    ("words", "verb"),
    [
        ("killed", True),
        ("shot dead", True),
        ("opened fire", True),
        ("threw a grenade", True),
        ("atacaron", True),
        ("attack", False),
        ("air strike", False),
        ("bomb", False),
        ("", False),
    ],
)
def test_words_that_begin_with_an_action_are_verbs(words: str, verb: bool) -> None:
    assert frames.is_verb(Span(0, len(words), words)) is verb


def test_some_word_of_the_incident_words_tells_of_a_deed() -> None:
    assert frames.tells_of_deed(Span(0, 13, "bomb exploded"))
    assert not frames.tells_of_deed(Span(0, 11, "bomb attack"))


@pytest.mark.parametrize(
    ("text", "words", "speaker", "expected"),
    [
        ("Police blamed the rebels.", "blamed", "Police", True),
        ("Police blamed the rebels.", "blamed", "the rebels", False),
        ("The rebels were blamed by police.", "blamed", "police", True),
        ("The rebels were blamed by police.", "blamed", "The rebels", False),
        ("Responsibility was claimed by ISIL.", "Responsibility was claimed", "ISIL", True),
    ],
)
def test_who_accuses_is_told_from_who_is_accused(
    text: str, words: str, speaker: str, expected: bool
) -> None:
    assert claim_frames.speaks(text, span(text, words), span(text, speaker)) is expected


@pytest.mark.parametrize(
    ("text", "words", "accused", "expected"),
    [
        ("Police blamed the rebels.", "blamed", "the rebels", True),
        ("Police blamed the rebels.", "blamed", "Police", False),
        ("The rebels were blamed by police.", "blamed", "The rebels", True),
        ("The rebels were blamed by police.", "blamed", "police", False),
        ("The accusation against the rebels stands.", "accusation", "the rebels", True),
    ],
)
def test_who_is_accused_stands_after_an_active_and_before_a_passive_verb(
    text: str, words: str, accused: str, expected: bool
) -> None:
    assert claim_frames.is_accused(text, span(text, words), span(text, accused)) is expected


def test_the_two_sides_of_clashes_between_them() -> None:
    text = "Clashes between the Nigerian army and Boko Haram near Konduga left nine dead."
    sides = frames.two_sides(text, span(text, "Clashes"), Span(0, len(text), text))
    assert sides is not None
    assert [side.text for side in sides] == ["the Nigerian army", "Boko Haram"]
    assert all(text[side.start : side.end] == side.text for side in sides)


@pytest.mark.parametrize(
    "text",
    [
        "An agreement between the army and rebels ended the fighting.",
        "Clashes went on in the town.",
        "Clashes in the north, far from the talks that were held between the army and rebels.",
    ],
)
def test_no_sides_where_no_clash_is_between_two(text: str) -> None:
    trigger = span(text, text.split()[0] if text.startswith("Clash") else "agreement")
    assert frames.two_sides(text, trigger, Span(0, len(text), text)) is None


def test_who_is_asked_and_who_is_to_investigate() -> None:
    text = "Amnesty said that the council should urge the court to launch an inquiry."
    sentence = Span(0, len(text), text)
    pair = claim_frames.asked_and_charged(text, sentence, span(text, "the court"))
    assert pair is not None
    assert [one.text for one in pair] == ["the council", "the court"]
    assert claim_frames.asked_and_charged(text, sentence, span(text, "the council")) is None


def test_who_dies_does_nothing() -> None:
    text = "Some 159 people have died of poisoning."
    assert not frames.acts(text, span(text, "died"), span(text, "159 people"))


def test_who_says_so_now_does_nothing_either() -> None:
    text = "Afghan officials say fighters surrendered."
    assert frames.says_so(text, span(text, "Afghan officials"))
