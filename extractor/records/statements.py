"""Statements about an event: accusations, denials, claims, requests for an inquiry."""

from __future__ import annotations

from typing import Annotated

from extractor.records.part import EvidenceList, Part, Words, explained


class Allegation(Part):
    """Somebody says that somebody else did it."""

    speaker: Annotated[
        Words | None, explained("Who says so; null if the article does not tell.", "Police")
    ]
    accused: Annotated[
        Words | None,
        explained("Whom it is said of; null if nobody is named.", "Al Shabaab"),
    ]
    statement: Annotated[
        Words, explained("The sentence it stands in.", "Police accused Al Shabaab of planting it.")
    ]
    evidence: EvidenceList


class Denial(Part):
    """Somebody says that it was not them, or was not so."""

    speaker: Annotated[
        Words | None,
        explained("Who denies; null if the article does not tell.", "A spokesman for Al Shabaab"),
    ]
    statement: Annotated[
        Words, explained("The sentence it stands in.", "A spokesman for Al Shabaab denied it.")
    ]
    evidence: EvidenceList


class ClaimOfResponsibility(Part):
    """Somebody says that it was them."""

    speaker: Annotated[
        Words | None, explained("Who claims it; null if not told.", "A local militia")
    ]
    statement: Annotated[
        Words,
        explained(
            "The sentence it stands in.", "A local militia said that it was behind the attack."
        ),
    ]
    evidence: EvidenceList


class RequestedInvestigation(Part):
    """Somebody asks that it be looked into."""

    requester: Annotated[Words | None, explained("Who asks; null if not told.", "The governor")]
    addressee: Annotated[
        Words | None, explained("Who is asked to act; null if not told.", "the interior ministry")
    ]
    investigator: Annotated[
        Words | None,
        explained("Who is to look into it; null if not told.", "an independent commission"),
    ]
    evidence: EvidenceList
