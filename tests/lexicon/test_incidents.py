from __future__ import annotations

import pytest

from extractor.codebook.types import SubEventType
from extractor.lexicon.files import entries, lexicon_languages
from extractor.lexicon.incidents import find_incidents, rank_sub_events


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
        ("The party's lawyer was shot this morning.", "Attack"),
        ("The corpses were found riddled with bullets.", "Attack"),
        ("Five policemen were burned to death in their car.", "Attack"),
        ("Guerrillas launched two bombs against a dealership.", "Remote explosive/landmine/IED"),
        ("Rebels blew up two high tension posts.", "Remote explosive/landmine/IED"),
        ("They attacked the mayor's office with dynamite.", "Remote explosive/landmine/IED"),
        ("Rebels burned a tanker and two buses.", "Looting/property destruction"),
        ("Armed men took three engineers prisoner.", "Abduction/forced disappearance"),
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


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # Who takes the ground decides which way it changed hands.
        ("Troops captured two rebel-held villages.", "Government regains territory"),
        ("The commandos drove the insurgents out of the valley.", "Government regains territory"),
        ("Insurgents were flushed from the hills.", "Government regains territory"),
        ("The airport was retaken by government forces.", "Government regains territory"),
        ("Rebels recaptured the port.", "Non-state actor overtakes territory"),
        ("Separatist forces took control of the dam.", "Non-state actor overtakes territory"),
        ("Militants drove soldiers out of the barracks.", "Non-state actor overtakes territory"),
        ("The city fell to the guerrillas.", "Non-state actor overtakes territory"),
        (
            "Fighters seized the town after the troops withdrew from the area.",
            "Non-violent transfer of territory",
        ),
        (
            "Insurgents took control of the village without any resistance.",
            "Non-violent transfer of territory",
        ),
        # A weapon that is found did not go off.
        ("Police seized nine pistols and a shotgun.", "Disrupted weapons use"),
        ("Sappers dismantled an improvised explosive device.", "Disrupted weapons use"),
        ("A mortar round failed to explode.", "Disrupted weapons use"),
        ("Rebels were killed in a clash and soldiers seized rifles.", "Armed clash"),
        ("Mortar rounds filled with sarin hit the suburb.", "Chemical weapon"),
        ("A rocket-propelled grenade hit the bus.", "Shelling/artillery/missile attack"),
        ("Police used stun grenades.", "Protest with intervention"),
        ("Soldiers repelled an assault on the post.", "Armed clash"),
        ("The navy opened a new surveillance post.", "Headquarters or base established"),
        ("Two frigates entered the country's territorial waters.", "Change to group/activity"),
        ("A mass grave held the remains of murdered men.", "Other"),
    ],
)
def test_who_does_it_to_what_decides_between_types(text: str, expected: str) -> None:
    assert best(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Demonstrators clashed with guards.", "Violent demonstration"),
        ("At the rally youths lit fires.", "Violent demonstration"),
        (
            "Two people died in the protest when soldiers fired.",
            "Excessive force against protesters",
        ),
        ("At the protest march, police arrested five people.", "Protest with intervention"),
        ("They rallied against police brutality.", "Peaceful protest"),
        ("The march demanded the release of detained students.", "Peaceful protest"),
        ("Pilgrims marched through the town and set off firecrackers.", "Peaceful protest"),
        # Without a demonstration the same words speak for something else.
        ("Soldiers clashed with guards.", "Armed clash"),
        ("Police arrested five people.", "Arrests"),
    ],
)
def test_what_happens_at_a_demonstration_decides_its_kind(text: str, expected: str) -> None:
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


@pytest.mark.parametrize("language", lexicon_languages())
def test_every_line_of_the_lexicons_names_a_type_of_the_codebook(language: str) -> None:
    known = {kind.value for kind in SubEventType}
    found = entries("incidents", language)
    assert found
    assert {entry.label for entry in found} <= known
    assert all(1 <= entry.weight <= 3 for entry in found)
