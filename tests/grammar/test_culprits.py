"""Who is told or said to be behind a deed."""

import pytest

from extractor.actors.find import find_parties
from extractor.grammar.culprits import Frame, culprits


def behind(text: str) -> list[tuple[str, Frame]]:
    found = culprits(text, 0, len(text), find_parties(text))
    return [(one.span.text, one.frame) for one in found]


@pytest.mark.parametrize(
    "text, who",
    [
        ("Four armed men, who posed as agents, kidnapped the mayor.", "Four armed men"),
        ("Rebels, disguised as policemen, killed a farmer.", "Rebels"),
        ("Ten militants hurled grenades at the embassy.", "Ten militants"),
        ("The bomb was planted by two individuals.", "two individuals"),
        ("A mine placed by the insurgents killed a boy.", "insurgents"),
        ("Farmers were murdered by a group of 10 paid assassins.", "paid assassins"),
        ("The rebels tried to kidnap the judge.", "rebels"),
    ],
)
def test_the_subject_of_a_violent_verb_or_the_one_after_by_did_it(text: str, who: str) -> None:
    assert (who, Frame.DID) in behind(text)


@pytest.mark.parametrize(
    "text",
    [
        "Three men killed in the attack were buried.",
        "The army has not killed farmers.",
        "The home of a general was attacked.",
        "Police said they saw the planned attacks.",
        "Thirty rebels and 5 soldiers dead, 5 bridges destroyed.",
        "The ambassador left Lima accompanied by soldiers.",
        "They look into the possibility that the rebels staged the attack.",
        "The guerrillas are not responsible for the murder.",
        "The FMLN has accepted no responsibility.",
        "The soldiers took responsibility for security after the bombing.",
        "Soldiers are charged with investigating the attack.",
        "Police participated in the search for those behind the bombing.",
        "Rebels were involved in talks on ending attacks.",
    ],
)
def test_who_only_stands_near_did_nothing(text: str) -> None:
    assert behind(text) == []


@pytest.mark.parametrize(
    "text, who, frame",
    [
        ("The attack was attributed to the drug traffickers.", "drug traffickers", Frame.BLAMED),
        ("The mayor blamed the rebels for the murder.", "rebels", Frame.BLAMED),
        ("Members of the army were responsible for the massacre.", "Members of the army",
         Frame.BLAMED),
        ("Four soldiers were charged with murdering the priests.", "Four soldiers", Frame.BLAMED),
        ("The FMLN has claimed responsibility for the attack.", "The FMLN", Frame.CLAIMED),
        ("The killing was claimed by the FMLN.", "FMLN", Frame.CLAIMED),
    ],
)  # fmt: skip
def test_blame_and_claims_are_kept_apart_from_deeds(text: str, who: str, frame: Frame) -> None:
    assert (who, frame) in behind(text)


def test_who_is_charged_at_is_not_charged_with_it() -> None:
    told = behind("The attackers charged soldiers with machetes and killed three of them.")
    assert ("soldiers", Frame.BLAMED) not in told
