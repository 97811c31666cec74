"""Rules between the columns of one event: ACLED's invariants as small named rules.

A row is a mapping from ACLED's column names to values, as text or as numbers, in the older numeric
or the newer written form. A rule ignores blank or unreadable cells, which other rules check, so
that one mistake gives one message. Names of rules never change meaning.

Sources are sections of the ACLED codebook; "counted" means that the rule holds without exception in
9,811 published rows.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from extractor.codebook import invariants as check
from extractor.codebook.invariants import Row, civilian_targeting

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["RULES", "Row", "Rule", "Violation", "check_event", "civilian_targeting", "rule_named"]


@dataclass(frozen=True)
class Rule:
    """One invariant: a stable name, a title for people, its source, and the check.

    ``columns`` are all columns that ``check`` reads. Rows with equal values in these have the same
    result, so that only some hundreds of a million rows need to be checked. ``check`` returns one
    sentence about what is wrong with a row, or ``None``.
    """

    name: str
    title: str
    source: str
    columns: tuple[str, ...]
    check: Callable[[Row], str | None]


@dataclass(frozen=True)
class Violation:
    """A rule an event breaks, and how."""

    rule: Rule
    message: str

    def __str__(self) -> str:
        return f"{self.rule.name}: {self.message}"


_TYPES = 'ACLED codebook, "Event types"'
_ACTORS = 'ACLED codebook, "Actor types and interaction codes"'
_TARGETING = 'ACLED codebook, "Civilian targeting"'
_PLACES = 'ACLED codebook, "Location and geo-precision"'
_DATES = 'ACLED codebook, "Date and time precision"'

RULES: tuple[Rule, ...] = (
    Rule(
        "event-type",
        "The event type is one of six",
        _TYPES,
        ("event_type",),
        check.event_type_known,
    ),
    Rule(
        "sub-event-type",
        "The sub-event type is one of twenty-five",
        _TYPES,
        ("sub_event_type",),
        check.sub_event_type_known,
    ),
    Rule(
        "disorder-type",
        "The disorder type is one of four",
        _TYPES,
        ("disorder_type",),
        check.disorder_type_known,
    ),
    Rule(
        "sub-event-type-fits",
        "The sub-event type belongs to the event type",
        _TYPES,
        ("sub_event_type", "event_type"),
        check.sub_event_type_in_event_type,
    ),
    Rule(
        "disorder-type-follows",
        "The disorder type follows from the sub-event type",
        f"{_TYPES}; counted",
        ("sub_event_type", "disorder_type"),
        check.disorder_type_follows,
    ),
    Rule(
        "inter",
        "Actor kinds are ACLED's eight",
        _ACTORS,
        ("inter1", "inter2"),
        check.inter_known,
    ),
    Rule(
        "actor1",
        "There is a first actor, and its kind",
        _ACTORS,
        ("actor1", "inter1", "inter2"),
        check.actor1_present,
    ),
    Rule(
        "actor2-inter2",
        "A second actor and its kind come together",
        _ACTORS,
        ("actor2", "inter1", "inter2"),
        check.actor2_with_inter2,
    ),
    Rule(
        "actor2-needed",
        "Battles and violence against civilians have two sides",
        f"{_ACTORS}; counted",
        ("event_type", "actor2"),
        check.actor2_where_needed,
    ),
    Rule(
        "interaction",
        "The interaction is one of 44",
        _ACTORS,
        ("interaction",),
        check.interaction_known,
    ),
    Rule(
        "interaction-follows",
        "The interaction follows from the two kinds",
        f"{_ACTORS}; counted",
        ("interaction", "inter1", "inter2"),
        check.interaction_follows,
    ),
    Rule(
        "protests-protesters",
        "Protesters take part in every protest",
        f"{_TYPES}; counted",
        ("event_type", "inter1", "inter2"),
        check.protests_have_protesters,
    ),
    Rule(
        "riots-rioters",
        "Rioters take part in every riot",
        f"{_TYPES}; counted",
        ("event_type", "inter1", "inter2"),
        check.riots_have_rioters,
    ),
    Rule(
        "violence-civilians",
        "Violence against civilians has civilians as its second actor",
        f"{_TYPES}; counted",
        ("event_type", "inter1", "inter2"),
        check.violence_against_civilians_hits_civilians,
    ),
    Rule(
        "battles-armed",
        "Battles are between two armed sides",
        f"{_TYPES}; counted",
        ("event_type", "inter1", "inter2"),
        check.battles_between_armed_sides,
    ),
    Rule(
        "peaceful-protest-alone",
        "Nobody interferes with a peaceful protest",
        f"{_TYPES}; counted",
        ("sub_event_type", "inter1", "inter2"),
        check.peaceful_protest_alone,
    ),
    Rule(
        "intervention-intervener",
        "A protest with intervention names who intervened",
        f"{_TYPES}; counted",
        ("sub_event_type", "inter1", "inter2"),
        check.intervention_has_intervener,
    ),
    Rule(
        "civilian-targeting",
        "Civilian targeting is blank or says so",
        _TARGETING,
        ("civilian_targeting",),
        check.civilian_targeting_words,
    ),
    Rule(
        "civilian-targeting-follows",
        "Civilian targeting follows from the sub-event type",
        f"{_TARGETING}; counted",
        ("sub_event_type", "civilian_targeting", "inter1", "inter2"),
        check.civilian_targeting_follows,
    ),
    Rule(
        "time-precision",
        "Time precision is 1, 2 or 3",
        _DATES,
        ("time_precision",),
        check.time_precision_known,
    ),
    Rule(
        "year-follows",
        "The year is the event date's",
        _DATES,
        ("event_date", "year"),
        check.year_follows,
    ),
    Rule(
        "geo-precision",
        "Geo-precision is 1, 2 or 3",
        _PLACES,
        ("geo_precision",),
        check.geo_precision_known,
    ),
    Rule(
        "coordinates",
        "Latitude and longitude lie on earth",
        _PLACES,
        ("latitude", "longitude"),
        check.coordinates_on_earth,
    ),
    Rule("country", "The country is one of ACLED's", _PLACES, ("country",), check.country_known),
    Rule(
        "admin1",
        "There is a first administrative division",
        _PLACES,
        ("admin1", "country", "location"),
        check.admin1_present,
    ),
    Rule(
        "region-follows",
        "The region follows from the country",
        _PLACES,
        ("country", "region"),
        check.region_follows,
    ),
    Rule(
        "iso-follows",
        "The ISO number is the country's",
        _PLACES,
        ("country", "iso"),
        check.iso_follows,
    ),
    Rule(
        "fatalities",
        "Fatalities are a whole number",
        'ACLED codebook, "Fatalities"',
        ("fatalities",),
        check.fatalities_whole,
    ),
)
_BY_NAME = {rule.name: rule for rule in RULES}


def check_event(row: Row) -> list[Violation]:
    """Returns every rule that the row breaks, in the order of :data:`RULES`; empty for a valid
    row."""
    broken = ((rule, rule.check(row)) for rule in RULES)
    return [Violation(rule, message) for rule, message in broken if message]


def rule_named(name: str) -> Rule:
    """Returns the rule with this name; ``KeyError`` when there is none."""
    return _BY_NAME[name]
