from __future__ import annotations

import pytest

from extractor.codebook.types import SubEventType
from extractor.mentions.incidents import find_incidents, rank_sub_events
from extractor.mentions.lexicon import LANGUAGES, entries


def best(text: str) -> str | None:
    ranked = rank_sub_events(find_incidents(text))
    return ranked[0][0] if ranked else None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Rebels fired shells stuffed with chlorine in a gas attack.", "Chemical weapon"),
        ("Warplanes bombed the village, killing six.", "Air/drone strike"),
        ("A suicide bomber blew himself up at the gate.", "Suicide bomb"),
        ("Mortar shells landed on the camp.", "Shelling/artillery/missile attack"),
        ("A roadside bomb went off under a bus.", "Remote explosive/landmine/IED"),
        ("Men threw a hand grenade into the bar.", "Grenade"),
        ("Soldiers clashed with rebels near the river.", "Armed clash"),
        ("The army recaptured the town from the rebels.", "Government regains territory"),
        (
            "Militants seized the town after the garrison fled.",
            "Non-state actor overtakes territory",
        ),
        ("Gunmen shot dead a journalist.", "Attack"),
        ("Two priests were kidnapped from their home.", "Abduction/forced disappearance"),
        ("Soldiers raped three women.", "Sexual violence"),
        ("Teachers marched to demand higher pay.", "Peaceful protest"),
        ("Police fired tear gas to disperse the protest.", "Protest with intervention"),
        ("Police fired live rounds at the protesters.", "Excessive force against protesters"),
        ("Demonstrators hurled stones and burned tyres at the protest.", "Violent demonstration"),
        ("A mob lynched two men accused of theft.", "Mob violence"),
        ("Police defused a bomb near the station.", "Disrupted weapons use"),
        ("The two sides signed a ceasefire.", "Agreement"),
        ("Hombres armados secuestraron a dos periodistas.", "Abduction/forced disappearance"),
        ("Un kamikaze s’est fait exploser au marché.", "Suicide bomb"),
    ],
)
def test_words_speak_for_their_sub_event_type(text: str, expected: str) -> None:
    assert best(text) == expected


def test_context_words_alone_are_no_incident() -> None:
    assert best("The army bought new artillery and rockets.") is None


def test_trade_news_holds_no_incident_words() -> None:
    assert find_incidents("The ministers met to discuss tariffs on wine and copper.") == []


def test_offsets_count_from_the_text_and_wrapped_lines_match() -> None:
    text = "Yesterday a suicide\nbomber struck."
    found = [m for m in find_incidents(text, 10) if m.sub_event_type == "Suicide bomb"]
    assert found
    assert all(text[m.span.start : m.span.end] == m.span.text for m in found)
    assert found[0].span.start == text.index("suicide")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_line_of_the_lexicons_names_a_type_of_the_codebook(language: str) -> None:
    known = {kind.value for kind in SubEventType}
    found = entries("incidents", language)
    assert found
    assert {entry.label for entry in found} <= known
    assert all(1 <= entry.weight <= 3 for entry in found)
