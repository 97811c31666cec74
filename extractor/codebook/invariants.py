"""The checks behind :mod:`extractor.codebook.rules`: each takes a row and returns what is wrong.

A check ignores blank and unreadable cells, unless it is about these.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from enum import Enum
from math import isfinite
from typing import TypeVar

from extractor.codebook.actors import (
    INTERACTION_CODES,
    ActorKind,
    actor_kind,
    interaction_code,
    interaction_text,
    interaction_words,
)
from extractor.codebook.countries import Country, country_by_name
from extractor.codebook.older_regions import older_extents
from extractor.codebook.seas import is_offshore, is_water
from extractor.codebook.types import (
    DisorderType,
    EventType,
    SubEventType,
    disorder_type_of,
    event_type_of,
)

Row = Mapping[str, object]
E = TypeVar("E", bound=Enum)

# Only these may have a blank actor2; the other two event types need two sides (counted).
ONE_SIDED = frozenset(
    {
        EventType.EXPLOSIONS,
        EventType.RIOTS,
        EventType.PROTESTS,
        EventType.STRATEGIC_DEVELOPMENTS,
    }
)


def civilian_targeting(
    sub: SubEventType | str, kind1: ActorKind | None, kind2: ActorKind | None
) -> bool:
    """Whether civilians were the main or only target of an event of this sort between these actors.

    Always in Violence against civilians and in Excessive force against protesters; in
    Explosions/Remote violence and Mob violence when the second actor is civilians or protesters;
    never in any other (ACLED codebook, "Civilian targeting").
    """
    kind = SubEventType(sub)
    event_type = event_type_of(kind)
    if event_type is EventType.VIOLENCE_AGAINST_CIVILIANS or kind is SubEventType.EXCESSIVE_FORCE:
        return True
    if event_type is EventType.EXPLOSIONS or kind is SubEventType.MOB_VIOLENCE:
        return kind2 in (ActorKind.CIVILIANS, ActorKind.PROTESTERS)
    return False


def text(row: Row, column: str) -> str:
    """Returns the cell as trimmed text; an empty string when it is blank or missing."""
    value = row.get(column)
    return "" if value is None else str(value).strip()


def number(row: Row, column: str) -> float | None:
    """Returns the cell as a number; ``None`` when it is blank, not a number, or infinite."""
    try:
        value = float(text(row, column))
    except ValueError:
        return None
    return value if isfinite(value) else None


def _member(row: Row, column: str, closed: type[E]) -> E | None:
    try:
        return closed(text(row, column))
    except ValueError:
        return None


def _sub(row: Row) -> SubEventType | None:
    return _member(row, "sub_event_type", SubEventType)


def _kind(row: Row, column: str) -> ActorKind | None:
    try:
        return actor_kind(row.get(column))
    except ValueError:
        return None


def _kinds(row: Row) -> set[ActorKind]:
    return {kind for kind in (_kind(row, "inter1"), _kind(row, "inter2")) if kind}


def _readable_kinds(row: Row) -> bool:
    try:
        actor_kind(row.get("inter2"))
        return actor_kind(row.get("inter1")) is not None
    except ValueError:
        return False


def _one_of(row: Row, column: str, closed: type[Enum]) -> str | None:
    words = text(row, column)
    if words in {str(member.value) for member in closed}:
        return None
    return f"{column} is {words!r}, which ACLED does not have" if words else f"{column} is blank"


def event_type_known(row: Row) -> str | None:
    return _one_of(row, "event_type", EventType)


def sub_event_type_known(row: Row) -> str | None:
    return _one_of(row, "sub_event_type", SubEventType)


def disorder_type_known(row: Row) -> str | None:
    return _one_of(row, "disorder_type", DisorderType)


def sub_event_type_in_event_type(row: Row) -> str | None:
    sub, event_type = _sub(row), _member(row, "event_type", EventType)
    if not sub or not event_type or event_type_of(sub) is event_type:
        return None
    return f"{sub} belongs to {event_type_of(sub)}, not to {event_type}"


def disorder_type_follows(row: Row) -> str | None:
    sub, disorder = _sub(row), _member(row, "disorder_type", DisorderType)
    if not sub or not disorder or disorder_type_of(sub) is disorder:
        return None
    return f"the disorder type of {sub} is {disorder_type_of(sub)}, not {disorder}"


def inter_known(row: Row) -> str | None:
    for column in ("inter1", "inter2"):
        try:
            actor_kind(row.get(column))
        except ValueError:
            return f"{column} is {text(row, column)!r}, which is no kind of actor"
    return None


def actor1_present(row: Row) -> str | None:
    if not text(row, "actor1"):
        return "actor1 is blank"
    return None if _kind(row, "inter1") or inter_known(row) else "inter1 is blank"


def actor2_with_inter2(row: Row) -> str | None:
    if inter_known(row):
        return None
    named, kind = bool(text(row, "actor2")), _kind(row, "inter2")
    if named and not kind:
        return "actor2 is named but inter2 is blank"
    return "inter2 is set but actor2 is blank" if kind and not named else None


def actor2_where_needed(row: Row) -> str | None:
    event_type = _member(row, "event_type", EventType)
    if event_type is None or event_type in ONE_SIDED or text(row, "actor2"):
        return None
    return f"{event_type} needs a second actor"


def interaction_follows(row: Row) -> str | None:
    words = text(row, "interaction").removesuffix(".0")
    if not words or not _readable_kinds(row):
        return None
    first, second = actor_kind(row.get("inter1")), actor_kind(row.get("inter2"))
    assert first is not None
    wanted = interaction_text(first, second), str(interaction_code(first, second))
    if words in wanted:
        return None
    return f"interaction is {words!r}; these two kinds give {wanted[0]!r} ({wanted[1]})"


def interaction_known(row: Row) -> str | None:
    words = text(row, "interaction").removesuffix(".0")
    if not words or words in LEGAL_INTERACTIONS:
        return None
    return f"interaction is {words!r}, which is none of the {len(INTERACTION_CODES)} legal ones"


LEGAL_INTERACTIONS = frozenset(
    words for code in INTERACTION_CODES for words in (str(code), interaction_words(code))
)


def protests_have_protesters(row: Row) -> str | None:
    if text(row, "event_type") != EventType.PROTESTS or not _readable_kinds(row):
        return None
    return None if ActorKind.PROTESTERS in _kinds(row) else "a protest without protesters"


def riots_have_rioters(row: Row) -> str | None:
    if text(row, "event_type") != EventType.RIOTS or not _readable_kinds(row):
        return None
    return None if ActorKind.RIOTERS in _kinds(row) else "a riot without rioters"


def violence_against_civilians_hits_civilians(row: Row) -> str | None:
    if text(row, "event_type") != EventType.VIOLENCE_AGAINST_CIVILIANS or not _readable_kinds(row):
        return None
    kind = _kind(row, "inter2")
    return None if kind is ActorKind.CIVILIANS else f"inter2 is {kind}, not Civilians"


def battles_between_armed_sides(row: Row) -> str | None:
    if text(row, "event_type") != EventType.BATTLES or not _readable_kinds(row):
        return None
    if ActorKind.CIVILIANS in _kinds(row):
        return "civilians do not fight battles"
    return None if _kind(row, "inter2") else "a battle with one side"


def peaceful_protest_alone(row: Row) -> str | None:
    if _sub(row) is not SubEventType.PEACEFUL_PROTEST or not _readable_kinds(row):
        return None
    kind = _kind(row, "inter2")
    if kind in (None, ActorKind.PROTESTERS):
        return None
    return f"nobody interferes with a peaceful protest, but inter2 is {kind}"


def intervention_has_intervener(row: Row) -> str | None:
    if _sub(row) is not SubEventType.PROTEST_WITH_INTERVENTION or not _readable_kinds(row):
        return None
    return None if _kind(row, "inter2") else "nobody is named who intervened"


def civilian_targeting_follows(row: Row) -> str | None:
    sub = _sub(row)
    if sub is None or "civilian_targeting" not in row:
        return None
    targeted = bool(text(row, "civilian_targeting"))
    if sub is SubEventType.MOB_VIOLENCE or event_type_of(sub) is EventType.EXPLOSIONS:
        return None  # either occurs
    wanted = civilian_targeting(sub, _kind(row, "inter1"), _kind(row, "inter2"))
    if wanted == targeted:
        return None
    return f"{sub} always has civilian targeting" if wanted else f"{sub} has no civilian targeting"


def civilian_targeting_words(row: Row) -> str | None:
    words = text(row, "civilian_targeting")
    if words.lower() in ("", "civilian targeting", "civilians targeted"):
        return None
    return f"civilian_targeting is {words!r}; it is blank or 'Civilian targeting'"


def _precision(row: Row, column: str) -> str | None:
    value = number(row, column)
    return None if value in (1, 2, 3) else f"{column} is {_written(row, column)}; it is 1, 2 or 3"


def _written(row: Row, column: str) -> str:
    words = text(row, column)
    return repr(words) if words else "blank"


def time_precision_known(row: Row) -> str | None:
    return _precision(row, "time_precision")


def geo_precision_known(row: Row) -> str | None:
    return _precision(row, "geo_precision")


def fatalities_whole(row: Row) -> str | None:
    value = number(row, "fatalities")
    if value is not None and value >= 0 and value == int(value):
        return None
    return f"fatalities is {_written(row, 'fatalities')}; it is a whole number from 0"


def coordinates_on_earth(row: Row) -> str | None:
    for column, limit in (("latitude", 90), ("longitude", 180)):
        value = number(row, column)
        if value is None or not -limit <= value <= limit:
            return f"{column} is {_written(row, column)}; it lies between -{limit} and {limit}"
    return None


def year_follows(row: Row) -> str | None:
    try:
        year = date.fromisoformat(text(row, "event_date")[:10]).year
    except ValueError:
        return None
    given = number(row, "year")
    if given is None or given == year:
        return None
    return f"year is {text(row, 'year')}, event_date says {year}"


def admin1_present(row: Row) -> str | None:
    at_sea = is_offshore(text(row, "country"), text(row, "location"))
    return None if text(row, "admin1") or at_sea else "admin1 is blank"


def country_known(row: Row) -> str | None:
    words = text(row, "country")
    if _country(row) or is_water(words):
        return None
    return f"country is {words!r}, which ACLED does not have" if words else "country is blank"


def _country(row: Row) -> Country | None:
    country = country_by_name(text(row, "country"))
    return country if country and country.name == text(row, "country") else None


def region_follows(row: Row) -> str | None:
    country, words = _country(row), text(row, "region")
    if not country or not words or words == country.region:
        return None
    if words in older_extents().get(country.name, ()):
        return None
    return f"region is {words!r}; {country.name} lies in {country.region}"


def iso_follows(row: Row) -> str | None:
    country, iso = _country(row), number(row, "iso")
    if not country or iso is None or iso == country.iso:
        return None
    return f"iso is {int(iso)}; {country.name} has {country.iso}"
