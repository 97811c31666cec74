"""The parts of an event record: evidence, date, location, actors, tolls, statements, provenance.

Every part is frozen and refuses unknown keys. ``text`` always holds the article's words and
``evidence`` where they stand; an unknown value is ``null``, never left out.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Annotated

from pydantic import model_validator
from typing_extensions import Self

from extractor.codebook.actors import ActorKind
from extractor.codebook.attribution import Attribution, Role
from extractor.codebook.countries import Region
from extractor.codebook.vague_numbers import VAGUE_NUMBERS
from extractor.reading.types import TollState
from extractor.records.part import Evidence, EvidenceList, Part, Words, explained
from extractor.records.provenance import (
    Confidence,
    Extraction,
    Original,
    Review,
    ReviewStatus,
    Source,
    TokenCount,
)
from extractor.records.statements import (
    Allegation,
    ClaimOfResponsibility,
    Denial,
    RequestedInvestigation,
)

__all__ = [
    "Actor",
    "Allegation",
    "Attribution",
    "Casualties",
    "ClaimOfResponsibility",
    "Confidence",
    "Denial",
    "EventDate",
    "Evidence",
    "Extraction",
    "Location",
    "Original",
    "Part",
    "PhysicalTarget",
    "RequestedInvestigation",
    "Review",
    "ReviewStatus",
    "Role",
    "Source",
    "TokenCount",
    "ToldToll",
    "Toll",
    "TollState",
    "Trigger",
    "Victim",
    "Weapon",
    "Words",
    "explained",
]


class EventDate(Part):
    """When it happened, as far as the article tells. Dates are ISO 8601 days."""

    start: Annotated[
        date | None, explained("First day it can have been; null if not known.", "2026-03-10")
    ]
    end: Annotated[
        date | None, explained("Last day it can have been; null if not known.", "2026-03-10")
    ]
    precision: Annotated[
        int | None,
        explained(
            "ACLED time_precision: 1 the day is known, 2 the week or weekend, 3 only the month; "
            "null if less is known.",
            1,
            ge=1,
            le=3,
        ),
    ]
    text: Annotated[
        Words | None,
        explained(
            "The article's words for it; null where none say it and the day is known only from "
            "the day the report was filed.",
            "Tuesday morning",
        ),
    ]
    evidence: EvidenceList

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if (self.start is None) != (self.end is None):
            raise ValueError("start and end are known together or not at all")
        if self.start is None and self.precision is not None:
            raise ValueError("a precision needs a start and an end")
        if self.start is not None and self.end is not None and self.start > self.end:
            raise ValueError(f"start {self.start} is after end {self.end}")
        return self

    @property
    def coded_day(self) -> date | None:
        """ACLED's event_date: the day, or the middle of a longer time (ACLED codebook, "Time
        precision"). ``None`` if not even the month is known."""
        if self.start is None or self.end is None or self.precision is None:
            return None
        if self.precision == 1:
            return self.start
        return self.start + timedelta(days=(self.end - self.start).days // 2)


class Location(Part):
    """Where it happened. Words that no gazetteer entry fits keep the fields after ``name`` null."""

    name: Annotated[Words, explained("Name of the place, as usual in English.", "Mandera")]
    admin1: Annotated[str | None, explained("Province, governorate or state.", "Mandera")]
    admin2: Annotated[str | None, explained("District within admin1.", "Mandera East")]
    admin3: Annotated[str | None, explained("Sub-district within admin2.", "Township")]
    country: Annotated[str | None, explained("Country, in ACLED's spelling.", "Kenya")]
    iso: Annotated[int | None, explained("Country number of ISO 3166-1.", 404, ge=0, le=999)]
    region: Annotated[Region | None, explained("ACLED's region of the country.", "Eastern Africa")]
    latitude: Annotated[float | None, explained("Degrees north, WGS 84.", 3.9366, ge=-90, le=90)]
    longitude: Annotated[float | None, explained("Degrees east, WGS 84.", 41.867, ge=-180, le=180)]
    precision: Annotated[
        int | None,
        explained(
            "ACLED geo_precision: 1 a named town, 2 near a town or a part of a region, 3 a larger "
            "region or a country.",
            1,
            ge=1,
            le=3,
        ),
    ]
    gazetteer_id: Annotated[str | None, explained("The gazetteer's entry.", "geonames:187896")]
    text: Annotated[
        Words | None,
        explained("The article's words for it; null where no article was read.", "Mandera"),
    ]
    evidence: EvidenceList

    @model_validator(mode="after")
    def _point_is_whole(self) -> Self:
        if (self.latitude is None) != (self.longitude is None):
            raise ValueError("latitude and longitude are known together or not at all")
        return self


class Actor(Part):
    """One party to the event."""

    role: Annotated[
        Role,
        explained(
            "perpetrator: who acts (attacker, first side, demonstrators); "
            "target: whom it is done to, or the second side.",
            "perpetrator",
        ),
    ]
    name: Annotated[Words, explained("The actor's name as ACLED writes it.", "Al Shabaab")]
    kind: Annotated[
        ActorKind, explained("ACLED's kind of actor (the inter columns).", "Rebel group")
    ]
    associated: Annotated[
        tuple[Words, ...],
        explained(
            "Names for ACLED's assoc_actor columns: groups the actor belongs to or acts with.",
            ["Muslim Militia (Kenya)"],
        ),
    ]
    text: Annotated[
        Words | None,
        explained(
            "The article's words for the actor; null if it names nobody.",
            "Al Shabaab",
        ),
    ]
    attribution: Annotated[
        Attribution, explained("How the article ties the actor to the event.", "disputed")
    ]
    evidence: EvidenceList
    attributed_by: Annotated[
        Words | None,
        explained(
            "Who says that it did it, in the article's words; left out where the article itself "
            "does or nobody is named.",
            "Police",
            exclude_if=lambda words: words is None,
        ),
    ] = None


class Toll(Part):
    """How many people, as a range and as one coded number."""

    low: Annotated[int | None, explained("Fewest there can be; null if not said.", 4, ge=0)]
    high: Annotated[int | None, explained("Most there can be; null if open or not said.", 6, ge=0)]
    coded: Annotated[
        int,
        explained(
            "One number by ACLED's conventions: the lowest of disputed counts, "
            f"{VAGUE_NUMBERS['several']} for a plural without a number, "
            f"{VAGUE_NUMBERS['dozens']} for dozens, {VAGUE_NUMBERS['hundreds']} for hundreds.",
            4,
            ge=0,
        ),
    ]
    text: Annotated[
        Words | None,
        explained(
            "The article's words for it; null where no article was read.", "at least four people"
        ),
    ]
    evidence: EvidenceList

    @model_validator(mode="after")
    def _low_first(self) -> Self:
        _low_before_high(self.low, self.high)
        return self


class ToldToll(Part):
    """A count of people as one teller gives it."""

    state: Annotated[TollState, explained("What happened to them.", "killed")]
    low: Annotated[int | None, explained("Fewest meant; null if not said.", 4, ge=0)]
    high: Annotated[int | None, explained("Most meant; null if open or not said.", 6, ge=0)]
    teller: Annotated[
        Words | None, explained("Who says so; null if the article itself does.", "The hospital")
    ]
    text: Annotated[Words | None, explained("The article's words.", "at least four people")]
    evidence: EvidenceList

    @model_validator(mode="after")
    def _low_first(self) -> Self:
        _low_before_high(self.low, self.high)
        return self


def _low_before_high(low: int | None, high: int | None) -> None:
    if low is not None and high is not None and low > high:
        raise ValueError(f"low {low} is above high {high}")


class Trigger(Part):
    """The words that tell of the event and decide its type."""

    text: Annotated[Words, explained("The article's words.", "roadside bomb")]
    evidence: EvidenceList


class Victim(Part):
    """A person killed, hurt, abducted or attacked, by name."""

    text: Annotated[Words, explained("The name, without title or office.", "Amina Yusuf")]
    evidence: EvidenceList


class PhysicalTarget(Part):
    """A thing attacked, not a person (MUC-4's "physical target")."""

    text: Annotated[Words, explained("The article's words for it.", "a police post")]
    evidence: EvidenceList


class Weapon(Part):
    """What it was done with."""

    text: Annotated[Words, explained("The article's words for it.", "A roadside bomb")]
    evidence: EvidenceList


class Casualties(Part):
    """People killed and injured; null where the article gives no number or word for it."""

    killed: Annotated[Toll | None, explained("People killed.")]
    injured: Annotated[Toll | None, explained("People injured; ACLED has no column for them.")]
    told: Annotated[
        tuple[ToldToll, ...],
        explained(
            "Each count as its teller gives it, of other states too; left out where the reader "
            "gives none.",
            exclude_if=lambda tolls: not tolls,
        ),
    ] = ()
