"""One conflict event as read in one article, or merged from the reports of several: the record that
is written, a JSON object a line.

Shape and words are those of the JSON Schema (``schemas/event.schema.json``), which is made from
these models; ``to_acled()`` gives the flat row of an ACLED export.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Annotated

from pydantic import BeforeValidator, ValidationError, model_validator
from typing_extensions import Self

from extractor.codebook.types import (
    DisorderType,
    EventType,
    SubEventType,
    disorder_type_of,
    event_type_of,
)
from extractor.errors import RecordError
from extractor.records.checked import Checked
from extractor.records.custom import Custom
from extractor.records.parts import (
    Actor,
    Allegation,
    Casualties,
    ClaimOfResponsibility,
    Confidence,
    Denial,
    EventDate,
    Extraction,
    Location,
    Original,
    Part,
    PhysicalTarget,
    RequestedInvestigation,
    Review,
    Role,
    Source,
    Trigger,
    Victim,
    Weapon,
    Words,
    explained,
)
from extractor.records.problems import first_problem
from extractor.records.versions import SCHEMA_VERSION, SchemaVersion, known_version
from extractor.tables.distinct_keys import DistinctKeys
from extractor.tables.json_faults import json_fault
from extractor.text.surrogates import escaped_surrogates

if TYPE_CHECKING:
    from extractor.records.acled import AcledRow

__all__ = ["SCHEMA_VERSION", "EventRecord", "Report"]


class Report(Part):
    """One event as one source has it: what, when, where, who, how many, who says so, and where
    each of it stands."""

    schema_version: Annotated[
        SchemaVersion,
        BeforeValidator(known_version),
        explained("Version of the schema the record was written to.", "1.1"),
    ] = SCHEMA_VERSION
    id: Annotated[
        Words,
        explained("Id of the event: the same article and event give the same.", "5d41402abc4b2a76"),
    ]
    disorder_type: Annotated[
        DisorderType,
        explained("ACLED's widest grouping; follows from sub_event_type.", "Political violence"),
    ]
    event_type: Annotated[
        EventType,
        explained("ACLED event type; follows from sub_event_type.", "Explosions/Remote violence"),
    ]
    sub_event_type: Annotated[
        SubEventType, explained("ACLED sub-event type.", "Remote explosive/landmine/IED")
    ]
    summary: Annotated[Words, explained("The event in one line.", "Roadside bomb in Mandera")]
    trigger: Annotated[
        Trigger | None, explained("The words that tell of it; null in a record coded by hand.")
    ] = None
    date: Annotated[EventDate | None, explained("When; null if the article does not tell.")]
    location: Annotated[Location | None, explained("Where; null if the article does not tell.")]
    actors: Annotated[tuple[Actor, ...], explained("Who did it and whom it was done to.")]
    casualties: Annotated[Casualties, explained("People killed and injured.")]
    victims: Annotated[tuple[Victim, ...], explained("People named as victims.")] = ()
    physical_targets: Annotated[
        tuple[PhysicalTarget, ...], explained("Buildings, vehicles and other things attacked.")
    ] = ()
    weapons: Annotated[tuple[Weapon, ...], explained("What it was done with.")] = ()
    allegations: Annotated[tuple[Allegation, ...], explained("Who says that who did it.")]
    denials: Annotated[tuple[Denial, ...], explained("Who denies it.")]
    claims_of_responsibility: Annotated[
        tuple[ClaimOfResponsibility, ...], explained("Who says that they did it.")
    ]
    requested_investigations: Annotated[
        tuple[RequestedInvestigation, ...], explained("Who asks that it be looked into.")
    ]
    custom: Annotated[
        tuple[Custom, ...],
        explained(
            "Fields of the user's own, in the order asked; left out where none were.",
            exclude_if=lambda custom: not custom,
        ),
    ] = ()
    notes: Annotated[
        str,
        explained(
            "A note as ACLED's coders write it, made from the fields.",
            "On 10 March 2026, a roadside bomb killed at least four people in Mandera.",
        ),
    ]
    confidence: Annotated[
        Confidence | None, explained("How likely each value is right; null if never measured.")
    ] = None
    checked: Annotated[
        Checked | None,
        explained(
            "Who decided each value: the reader, a rule, both, or disputed; left out of records "
            "of version 1.0 and of those coded by hand.",
            exclude_if=lambda checked: checked is None,
        ),
    ] = None
    source: Annotated[Source, explained("The article.")]
    extraction: Annotated[Extraction, explained("How the record was made.")]
    review: Annotated[
        Review | None, explained("A coder's decision; null if nobody has decided.")
    ] = None
    original: Annotated[
        Original | None,
        explained(
            "The row of another dataset it was made from; null if read in an article.",
            examples=[None],
        ),
    ] = None

    @model_validator(mode="after")
    def _types_follow(self) -> Self:
        event_type = event_type_of(self.sub_event_type)
        if self.event_type is not event_type:
            raise ValueError(
                f"the event_type of {self.sub_event_type} is {event_type}, not {self.event_type}"
            )
        disorder_type = disorder_type_of(self.sub_event_type)
        if self.disorder_type is not disorder_type:
            raise ValueError(
                f"the disorder_type of {self.sub_event_type} is {disorder_type}, "
                f"not {self.disorder_type}"
            )
        return self

    @model_validator(mode="after")
    def _each_field_once(self) -> Self:
        names = [one.field for one in self.custom]
        if len(set(names)) < len(names):
            raise ValueError("a field of the user's own is there twice")
        return self

    @property
    def is_dayless(self) -> bool:
        """Whether neither the event's day nor the article's day of publication is known."""
        return self.date is None and self.source.published is None

    @property
    def perpetrators(self) -> tuple[Actor, ...]:
        """The actors who act: the attacker, the first side of a battle, the demonstrators."""
        return tuple(actor for actor in self.actors if actor.role is Role.PERPETRATOR)

    @property
    def targets(self) -> tuple[Actor, ...]:
        """The actors who are acted upon, or the second side of a battle."""
        return tuple(actor for actor in self.actors if actor.role is Role.TARGET)


class EventRecord(Report):
    """One event: what, when, where, who, how many, who says so, and where each of it stands."""

    reports: Annotated[
        tuple[Report, ...],
        explained(
            "What a merged record was made from: every report as it was, by its own source. Empty "
            "in a record of one article.",
            [],
        ),
    ] = ()

    def json_line(self) -> str:
        """The record as one line of JSON without a newline, keys in the schema's order.

        Letters are not escaped, but for lone surrogates, which no encoding can write: they become
        ``\\ud800`` escapes, so that the line can be written as UTF-8 and reads back the same.
        """
        values = self.model_dump(mode="json")
        if self.original:  # pydantic changes column names with lone surrogates
            values["original"]["columns"] = self.original.columns
        line = json.dumps(values, ensure_ascii=False)
        return escaped_surrogates(line)

    @classmethod
    def from_json(cls, line: str) -> Self:
        """The record of a line of JSON. Raises :class:`RecordError` with the first problem."""
        # Not pydantic's own JSON reader: it refuses lone surrogates.
        reader = DistinctKeys()
        try:
            entry = reader.decode(line)
        except (RecursionError, ValueError) as broken:
            raise RecordError(json_fault(broken)) from None
        if reader.repeated:
            raise RecordError(reader.repeated)
        try:
            return cls.model_validate(entry)
        except RecursionError:
            raise RecordError("not a record: nested too deep") from None
        except ValidationError as invalid:
            if isinstance(entry, dict) and "text" in entry and "event_type" not in entry:
                raise RecordError(
                    "an article, not an event record (`extract FILE` makes records of articles)"
                ) from None
            raise RecordError(first_problem(invalid)) from None

    def to_acled(self) -> AcledRow:
        """The row of an ACLED export, all 31 columns.

        Raises :class:`CodingError` naming the rule when date, location or first actor is missing.
        """
        from extractor.records.acled import acled_row

        return acled_row(self)

    def _repr_html_(self) -> str:
        """The HTML for a notebook: the coded values and the words behind them."""
        from extractor.records.html import record_html

        return record_html(self)
