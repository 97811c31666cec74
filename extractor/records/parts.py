"""The parts of an event record: evidence, date, location, actors, tolls, statements, provenance.

Every part is frozen and refuses unknown keys. ``text`` is always the article's own words and
``evidence`` where they stand; a value that is not known is ``null``, never left out.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone
from enum import Enum
from typing import Annotated, Any

from pydantic import (
    AfterValidator,
    AwareDatetime,
    BaseModel,
    ConfigDict,
    Field,
    PlainSerializer,
    model_validator,
)
from typing_extensions import Self

from extractor.codebook.actors import ActorKind
from extractor.codebook.countries import Region
from extractor.reading import Tokens
from extractor.span import Span

__all__ = [
    "Actor",
    "Allegation",
    "Attribution",
    "Casualties",
    "ClaimOfResponsibility",
    "Denial",
    "EventDate",
    "Evidence",
    "Extraction",
    "Location",
    "Part",
    "RequestedInvestigation",
    "Role",
    "Source",
    "TokenCount",
    "Toll",
    "Words",
    "explained",
]


def _has_words(value: str) -> str:
    if not value.strip():
        raise ValueError("must hold some words")
    return value


def _utc_seconds(value: datetime) -> str:
    return value.astimezone(timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")


# Not Field(min_length=1): pydantic's own string checks refuse lone surrogates, which the text of
# a scraped article may hold and which have to come through unchanged for the offsets to fit.
Words = Annotated[str, AfterValidator(_has_words), Field(json_schema_extra={"minLength": 1})]
Instant = Annotated[
    AwareDatetime,
    PlainSerializer(_utc_seconds, return_type=str, when_used="json"),
    Field(
        json_schema_extra={
            "format": "date-time",
            "pattern": r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$",
        }
    ),
]


def explained(description: str, example: Any = None, **rules: Any) -> Any:
    """A required field with what the JSON Schema says of it.

    ``example`` may be left out only where the schema can put one together from the parts below.
    """
    if example is not None:
        rules["examples"] = [example]
    return Field(description=description, **rules)


class Part(BaseModel):
    """What all parts share: frozen, and no key that the schema does not name."""

    model_config = ConfigDict(
        frozen=True, extra="forbid", json_schema_serialization_defaults_required=True
    )


class Role(str, Enum):
    """What an actor does in the event."""

    PERPETRATOR = "perpetrator"
    TARGET = "target"


class Attribution(str, Enum):
    """How sure it is that the actor did it, in the words of MUC-4's confidence slot, with
    ``disputed`` (somebody accuses, the accused denies) after Airwars' "contested"."""

    REPORTED_AS_FACT = "reported_as_fact"
    CLAIMED = "claimed"
    ACCUSED_BY_AUTHORITIES = "accused_by_authorities"
    ACCUSED = "accused"
    POSSIBLE = "possible"
    DISPUTED = "disputed"
    UNATTRIBUTED = "unattributed"


class Evidence(Part):
    """Words of the article and where they stand: ``article.text[start:end] == text``."""

    start: Annotated[
        int, explained("Offset of the first character, from 0, in Unicode code points.", 47, ge=0)
    ]
    end: Annotated[int, explained("Offset after the last character.", 54, ge=1)]
    text: Annotated[
        Words, explained("The words themselves, exactly as the article has them.", "Mandera")
    ]

    @model_validator(mode="after")
    def _offsets_fit(self) -> Self:
        if self.end - self.start != len(self.text):
            raise ValueError(
                f"offsets {self.start} to {self.end} are {self.end - self.start} characters "
                f"and the text has {len(self.text)}"
            )
        return self

    @classmethod
    def of(cls, span: Span) -> Evidence:
        """The evidence of a span of the article."""
        return cls(start=span.start, end=span.end, text=span.text)


EvidenceList = Annotated[
    tuple[Evidence, ...], explained("Where in the article this stands; empty if it only follows.")
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
        """ACLED's event_date: the day itself, for a longer time its middle (ACLED codebook,
        "Time precision"). ``None`` where not even the month is known."""
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
    text: Annotated[Words, explained("The article's words for it.", "Mandera")]
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


class Toll(Part):
    """How many people, as a range and as one coded number."""

    low: Annotated[int | None, explained("Fewest there can be; null if not said.", 4, ge=0)]
    high: Annotated[int | None, explained("Most there can be; null if open or not said.", 6, ge=0)]
    coded: Annotated[
        int,
        explained(
            "One number by ACLED's conventions: the lowest of disputed counts, 3 for a plural "
            "without a number, 12 for dozens, 100 for hundreds.",
            4,
            ge=0,
        ),
    ]
    text: Annotated[Words, explained("The article's words for it.", "at least four people")]
    evidence: EvidenceList

    @model_validator(mode="after")
    def _low_first(self) -> Self:
        if self.low is not None and self.high is not None and self.low > self.high:
            raise ValueError(f"low {self.low} is above high {self.high}")
        return self


class Casualties(Part):
    """People killed and injured; null where the article gives no number or word for it."""

    killed: Annotated[Toll | None, explained("People killed.")]
    injured: Annotated[Toll | None, explained("People injured; ACLED has no column for them.")]


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


class Source(Part):
    """The article the event was read in."""

    article_id: Annotated[Words, explained("Id of the article.", "sha256:5d41402abc4b2a76")]
    publisher: Annotated[
        str | None, explained("Who published it; null if not known.", "The Example Times")
    ]
    published: Annotated[
        date | None, explained("Day it was published; null if not known.", "2026-03-11")
    ]
    url: Annotated[
        str | None, explained("Its address; null if not known.", "https://example.org/a/1")
    ]
    sha256: Annotated[
        str,
        explained(
            "SHA-256 of the text as UTF-8, hexadecimal: shows which text the offsets belong to.",
            "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
            pattern=r"^[0-9a-f]{64}$",
        ),
    ]


class TokenCount(Part):
    """Tokens spent on the whole article this event came from, failed tries included."""

    prompt: Annotated[int, explained("Tokens sent.", 512, ge=0)]
    cached: Annotated[int, explained("Of these, tokens the server had cached.", 448, ge=0)]
    completion: Annotated[int, explained("Tokens answered.", 24, ge=0)]

    @classmethod
    def of(cls, tokens: Tokens) -> TokenCount:
        """The count of a reading's tokens."""
        return cls(prompt=tokens.prompt, cached=tokens.cached, completion=tokens.completion)


class Extraction(Part):
    """How the record was made."""

    extractor_version: Annotated[Words, explained("Version of the program.", "0.1.0")]
    model: Annotated[Words, explained("The model that read the article.", "local")]
    reader: Annotated[Words, explained("How it was asked: questions or record.", "questions")]
    prompt_version: Annotated[Words, explained("Version of the prompts.", "1")]
    extracted_at: Annotated[Instant, explained("When, in UTC.", "2026-03-12T12:00:00Z")]
    tokens: Annotated[TokenCount, explained("What reading the article cost.")]
    warnings: Annotated[
        tuple[str, ...],
        explained(
            "What was left out or is not sure, one sentence each.", ["no publication date is given"]
        ),
    ]
