"""The types of a reading. Every value is :class:`Said`: words and where they stand; what the
reader says they mean (days, a country, a number …) stands beside them, ``None`` where it does not
say. Nothing in a reading is coded yet.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import Enum

from extractor.codebook.actors import ActorKind
from extractor.codebook.attribution import Attribution, Role
from extractor.custom_fields import CustomKind, CustomValue
from extractor.text.span import Span


class Match(str, Enum):
    """How a reader's words were found: letter by letter but for white space, quotation marks and
    case (``exact``), only without accents and signs (``folded``), or not at all."""

    EXACT = "exact"
    FOLDED = "folded"
    NOT_FOUND = "not found"


@dataclass(frozen=True)
class Said:
    """Words that a reader took from the article; ``span`` is where they stand, ``None`` if nowhere.

    ``probability`` is the model's own, between 0 and 1, that these are the right words; ``None``
    where the model gives none.
    """

    text: str
    span: Span | None = None
    match: Match = Match.NOT_FOUND
    probability: float | None = None

    @classmethod
    def at(cls, span: Span) -> Said:
        """Returns the words at a span."""
        return cls(span.text, span, Match.EXACT)


@dataclass(frozen=True)
class When:
    """A time: words, and the first and last day meant (both included, ISO 8601)."""

    said: Said | None = None
    first: date | None = None
    last: date | None = None


class Relation(str, Enum):
    """How an event lies to the place named: in it, near it, or somewhere within a larger area."""

    IN = "in"
    NEAR = "near"
    WITHIN = "within"


@dataclass(frozen=True)
class Where:
    """A place: words, and the name in English, first-level unit and country meant."""

    said: Said | None = None
    name: str | None = None
    admin1: str | None = None
    country: str | None = None
    relation: Relation = Relation.IN


@dataclass(frozen=True)
class Party:
    """Somebody who acts or is hit: the words, the name in English, ACLED's kind and the party's
    country. ``attribution`` says how the article ties the party to the event, ``by`` who says
    so."""

    role: Role
    said: Said | None = None
    name: str | None = None
    kind: ActorKind | None = None
    country: str | None = None
    attribution: Attribution | None = None
    by: Said | None = None


def name_of(one: Where | Party) -> str:
    """Return the name that a reader gives a place or a party, else the words; "" without both."""
    return one.name or (one.said.text if one.said else "")


class TollState(str, Enum):
    """What happened to the people counted."""

    KILLED = "killed"
    INJURED = "injured"
    ABDUCTED = "abducted"
    ARRESTED = "arrested"
    MISSING = "missing"
    DISPLACED = "displaced"


@dataclass(frozen=True)
class TollTold:
    """A count of people as one source gives it: the words, the lowest and the highest number meant.

    ``vague`` is the codebook's word for a count without a number (``several``, ``dozens`` …;
    :mod:`extractor.codebook.vague_numbers`).
    """

    state: TollState
    said: Said | None = None
    low: int | None = None
    high: int | None = None
    vague: str | None = None
    teller: Said | None = None


@dataclass(frozen=True)
class Answer:
    """The answer for a field that the user defined: its name and kind, the value (``None`` where
    the article gives none) and the words for it."""

    field: str
    kind: CustomKind
    value: CustomValue = None
    said: Said | None = None


class StatementKind(str, Enum):
    """What a statement does: the speech acts the record keeps apart."""

    ALLEGATION = "allegation"
    DENIAL = "denial"
    RESPONSIBILITY = "claim_of_responsibility"
    INVESTIGATION = "requested_investigation"


@dataclass(frozen=True)
class Event:
    """One event.

    ``sentences`` are indexes of the sentences about it, the main one first. ``sub_event_types`` are
    ACLED's, likeliest first. ``background`` is true for an event that the article mentions as
    already known, without news of it. ``type_sure`` is the reader's probability of the first type,
    ``None`` where it gives none. The probability in ``what`` is that of the words that the reader
    is surest of.
    """

    key: str
    sentences: tuple[int, ...]
    sub_event_types: tuple[str, ...]
    what: Said | None = None
    when: tuple[When, ...] = ()
    where: tuple[Where, ...] = ()
    parties: tuple[Party, ...] = ()
    tolls: tuple[TollTold, ...] = ()
    victims: tuple[Said, ...] = ()
    weapons: tuple[Said, ...] = ()
    hit: tuple[Said, ...] = ()
    background: bool = False
    type_sure: float | None = None
    custom: tuple[Answer, ...] = ()

    @property
    def perpetrators(self) -> tuple[Party, ...]:
        """The parties that act."""
        return tuple(party for party in self.parties if party.role is Role.PERPETRATOR)

    @property
    def targets(self) -> tuple[Party, ...]:
        """The parties that are acted on."""
        return tuple(party for party in self.parties if party.role is Role.TARGET)

    def tolls_of(self, state: TollState) -> tuple[TollTold, ...]:
        """Returns the counts of people in one state, in the order given."""
        return tuple(toll for toll in self.tolls if toll.state is state)


@dataclass(frozen=True)
class Statement:
    """A statement about an event. ``accused`` is the party that an allegation is against, or that a
    denial clears; ``addressee`` and ``investigator`` belong to requested investigations.
    ``sentences`` are indexes of the sentences it is made in; ``events`` are the keys of its
    events."""

    kind: StatementKind
    sentences: tuple[int, ...]
    speaker: Said | None = None
    accused: Said | None = None
    addressee: Said | None = None
    investigator: Said | None = None
    events: tuple[str, ...] = ()

    @property
    def sentence(self) -> int:
        """The index of the first sentence of the statement."""
        return self.sentences[0]


@dataclass(frozen=True)
class Tokens:
    """Tokens of all calls made for one article, failed tries included.

    ``estimated`` is the part of prompt and completion that we estimated because the server gave no
    figure.
    """

    prompt: int = 0
    cached: int = 0
    completion: int = 0
    estimated: int = 0

    def __add__(self, other: Tokens) -> Tokens:
        return Tokens(
            self.prompt + other.prompt,
            self.cached + other.cached,
            self.completion + other.completion,
            self.estimated + other.estimated,
        )

    def __sub__(self, other: Tokens) -> Tokens:
        return Tokens(
            self.prompt - other.prompt,
            self.cached - other.cached,
            self.completion - other.completion,
            self.estimated - other.estimated,
        )

    @property
    def warning(self) -> str | None:
        """The warning about estimated tokens; ``None`` where none were estimated."""
        if not self.estimated:
            return None
        if self.estimated < self.prompt + self.completion:
            return "tokens are estimated in part: the server does not report all"
        return "tokens are estimated: the server reports none"


@dataclass(frozen=True)
class Reading:
    """All events and statements of one article, and notes on what was left out and why.

    ``agreement`` has, for an event's key and a field's name, the share of several readings that
    agree, where the article was read more than once.
    """

    events: tuple[Event, ...] = ()
    statements: tuple[Statement, ...] = ()
    notes: tuple[str, ...] = ()
    agreement: dict[str, dict[str, float]] = field(default_factory=dict)
