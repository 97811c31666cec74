from __future__ import annotations

import pytest

from extractor.grammar.claim_frames import speaks
from extractor.lexicon.claims import find_claims
from extractor.text.span import Span


def kinds(text: str) -> set[str]:
    return {claim.kind.value for claim in find_claims(text) if claim.weight >= 2}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Militants accused the army of it.", {"allegation"}),
        ("Several states repeated the claims.", {"allegation"}),
        ("Police believe the group was behind the blast.", {"allegation"}),
        ("The army denied using gas.", {"denial"}),
        ("The group said it had nothing to do with the attack.", {"denial"}),
        ("No one rejected the government's accusations.", {"denial", "allegation"}),
        ("The brigade claimed responsibility.", {"claim_of_responsibility"}),
        (
            "Russia is calling for a fact-finding mission to look into it.",
            {"requested_investigation"},
        ),
        ("The council should urge the OPCW to launch an inquiry.", {"requested_investigation"}),
        ("Police opened an investigation.", set()),
        ("The minister visited the alleged site.", set()),
        ("El ministerio acusó a la guerrilla.", {"allegation"}),
        ("Le groupe a revendiqué l’attentat.", {"claim_of_responsibility"}),
    ],
)
def test_claim_words_say_what_kind_of_statement_it_is(text: str, expected: set[str]) -> None:
    assert kinds(text) == expected


@pytest.mark.parametrize(
    ("text", "speaking"),
    [
        ("Police believed that the rebels were responsible for the attack.", True),
        ("Police look for rebels believed to be responsible for the attack.", False),
        ("Police chased men said to be behind the attack.", False),
    ],
)
def test_whom_somebody_looks_for_he_does_not_accuse(text: str, speaking: bool) -> None:
    (claim,) = find_claims(text)
    assert speaks(text, claim.span, Span(0, 6, "Police")) is speaking
