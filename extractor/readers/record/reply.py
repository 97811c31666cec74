"""The schema of a model's reply: one object with all events and statements, each field described.

Every field is required and nullable, since strict schemas allow no other. Evidence is words of
the article and numbers of sentences, so that the model retypes as little as possible.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ModelWrapValidatorHandler, model_validator
from pydantic.json_schema import SkipJsonSchema
from typing_extensions import Self

from extractor.codebook.actors import ActorKind
from extractor.codebook.attribution import Attribution
from extractor.codebook.types import SubEventType
from extractor.codebook.vague_numbers import VAGUE_NUMBERS
from extractor.readers.record.salvage import salvaged, writable
from extractor.reading import Relation, StatementKind, TollState

__all__ = [
    "ArticleReading",
    "ReadDay",
    "ReadEvent",
    "ReadParty",
    "ReadPlace",
    "ReadStatement",
    "ReadToll",
]

ATTRIBUTIONS = tuple(a.value for a in Attribution if a is not Attribution.UNATTRIBUTED)
SubEvent: Any = Literal[tuple(kind.value for kind in SubEventType)]
Kind: Any = Literal[tuple(kind.value for kind in ActorKind)]
How: Any = Literal[ATTRIBUTIONS]
State: Any = Literal[tuple(state.value for state in TollState)]
Lies: Any = Literal[tuple(relation.value for relation in Relation)]
Act: Any = Literal[tuple(kind.value for kind in StatementKind)]
Vague: Any = Literal[tuple(VAGUE_NUMBERS)]


class ReplyPart(BaseModel):
    """What all parts of a reply share: a key of which we know nothing is passed over."""

    model_config = ConfigDict(extra="ignore")


def described(description: str) -> Any:
    """Return a field with its description for the model."""
    return Field(description=description)


class ReadDay(ReplyPart):
    """A time an event took."""

    words: Annotated[str | None, described("Words of the article for it: 'Tuesday morning'.")]
    first_day: Annotated[
        str | None, described("First day meant, YYYY-MM-DD; null if not even the month is known.")
    ]
    last_day: Annotated[
        str | None, described("Last day meant, YYYY-MM-DD; the first again for one day.")
    ]


class ReadPlace(ReplyPart):
    """A place of an event."""

    words: Annotated[
        str | None, described("Words of the article: the most exact place name alone.")
    ]
    name: Annotated[
        str | None, described("Its usual name in English, without 'village of', 'province'.")
    ]
    admin1: Annotated[
        str | None, described("Province, state, governorate or oblast it lies in, in English.")
    ]
    country: Annotated[str | None, described("Country it lies in, in English.")]
    relation: Annotated[
        Lies,
        described(
            "in: at the place itself; near: outside or near it; within: somewhere in this "
            "larger area."
        ),
    ]


class ReadParty(ReplyPart):
    """A party to an event."""

    role: Annotated[
        Literal["perpetrator", "target"],
        described(
            "perpetrator: who acts, attacks, demonstrates, the first side of a battle; "
            "target: whom it is done to, the other side."
        ),
    ]
    words: Annotated[
        str | None, described("Words of the article for it, as fully as they stand in one place.")
    ]
    name: Annotated[
        str | None,
        described(
            "Its usual name in English, or the group from the list of known actors; null "
            "where it is not named ('gunmen')."
        ),
    ]
    kind: Annotated[Kind | None, described("ACLED's kind of actor.")]
    country: Annotated[str | None, described("Country it belongs to, in English.")]
    attribution: Annotated[
        How, described("How the article ties it to the event; for targets reported_as_fact.")
    ]
    attributed_by: Annotated[
        str | None,
        described("Words for who says that it did it, where the article itself does not."),
    ]


class ReadToll(ReplyPart):
    """A count of people, as one teller gives it."""

    state: Annotated[State, described("What happened to them.")]
    words: Annotated[
        str | None, described("Words that give the number: 'at least 12 people were killed'.")
    ]
    low: Annotated[int | None, described("Lowest number meant; null where no number is given.")]
    high: Annotated[
        int | None,
        described("Highest number meant: the same for an exact one; null if open ('at least')."),
    ]
    vague: Annotated[
        Vague | None,
        described(
            "Where no number is given: several (also a plural alone), tens, dozens, hundreds,"
            " thousands."
        ),
    ]
    teller: Annotated[
        str | None, described("Words for who gives this count; null where the article itself does.")
    ]


class ReadEvent(ReplyPart):
    """One event, as a coder would enter it."""

    number: Annotated[
        int,
        described(
            "Its number, from 1 in the order told; that of the list of events already read "
            "where it is one of them."
        ),
    ]
    sentences: Annotated[
        list[int],
        described("Numbers of the sentences that tell of it, the one that tells most first."),
    ]
    words: Annotated[
        str, described("The few words that say what was done: 'shot dead', 'air strike'.")
    ]
    sub_event_type: Annotated[SubEvent, described("ACLED's sub-event type.")]
    other_type: Annotated[
        SubEvent | None, described("The next likeliest sub-event type; null if there is none.")
    ]
    background: Annotated[bool, described("True where it is recalled and not the article's news.")]
    days: list[ReadDay]
    places: list[ReadPlace]
    parties: list[ReadParty]
    tolls: list[ReadToll]
    victims: Annotated[list[str], described("Names of people killed, hurt, taken or attacked.")]
    weapons: Annotated[list[str], described("Words for what it was done with.")]
    things_hit: Annotated[
        list[str], described("Words for buildings, vehicles and other things attacked.")
    ]
    # Answers to the user's own fields, if there are any (custom.py); else not in the schema.
    own_fields: SkipJsonSchema[list[Any]] = Field(default_factory=list)


class ReadStatement(ReplyPart):
    """One statement about events."""

    kind: Annotated[
        Act,
        described(
            "allegation: says who did it; denial: says they did not; claim_of_responsibility:"
            " says 'we did it'; requested_investigation: asks for an inquiry."
        ),
    ]
    sentences: Annotated[list[int], described("Numbers of the sentences in which it is made.")]
    events: Annotated[list[int], described("Numbers of the events it is about.")]
    speaker: Annotated[
        str | None,
        described(
            "Words for who says it, from anywhere in the article; null if nobody is named "
            "('is suspected')."
        ),
    ]
    accused: Annotated[
        str | None, described("Allegation: words for whom it is against; denial: whom it clears.")
    ]
    addressee: Annotated[
        str | None, described("Requested investigation: words for who is asked to act.")
    ]
    investigator: Annotated[
        str | None, described("Requested investigation: words for who is to look into it.")
    ]


class ArticleReading(ReplyPart):
    """Everything the article reports."""

    events: list[ReadEvent]
    statements: list[ReadStatement]
    # What could not be used of the reply, a line each; not in the schema that is sent.
    left_out: SkipJsonSchema[list[str]] = Field(default_factory=list)

    @model_validator(mode="wrap")
    @classmethod
    def _item_by_item(cls, data: Any, handler: ModelWrapValidatorHandler[Self]) -> Self:
        """Drop invalid items and keep the rest. Raises ``ValueError`` if no event is left of a
        reply that had some."""
        notes: list[str] = []
        if not isinstance(data, dict) or not isinstance(data.get("events"), list):
            return handler(data)
        for number, event in enumerate(data["events"], 1):
            if isinstance(event, dict) and not isinstance(event.get("number"), int):
                event["number"] = number
        read = handler(salvaged(writable(data), cls, notes))
        if data["events"] and not read.events:
            lost = next((note for note in notes if ".events " in note), notes[0])
            raise ValueError(f"no event fits: {lost}")
        read.left_out = [*read.left_out, *notes]
        return read
