"""Recognises known files without event rows by their columns, and names each in one line.

Columns are those of the publishers' codebooks and download pages; case and spaces do not matter.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

__all__ = ["other_file", "other_file_without_header"]


@dataclass(frozen=True)
class _Known:
    """A kind of file: its name, the columns it must have, those of which it has at least one, and
    those it never has."""

    what: str
    has: frozenset[str]
    one_of: frozenset[str] = frozenset()
    never: frozenset[str] = field(default=frozenset({"event_id_cnty", "type_of_violence"}))

    def fits(self, columns: frozenset[str]) -> bool:
        return (
            self.has <= columns
            and (not self.one_of or not self.one_of.isdisjoint(columns))
            and self.never.isdisjoint(columns)
        )


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


GDELT = "rows of GDELT, which is not read here"
# Columns of GDELT's exports, which have no header: events (57 columns, later 58 and 61).
_GDELT_WIDTHS = (57, 58, 61)
_EVENTS = "the export of events has what is asked for here"
_GED = "UCDP's Georeferenced Event Dataset (GED) has the events"
KNOWN = (
    _Known(
        "an actor-based (monadic) export of ACLED, which has an event once for each actor and no "
        "actor2: counts and deaths would double; export it event-based (dyadic)",
        _set("event_id_cnty actor1"),
        _set("inter1 assoc_actor_1"),
        _set("actor2 inter2 assoc_actor_2 ally_actor_2"),
    ),
    _Known(
        "a long form of ACLED's export (acledR's acled_transform_longer), which has an event once "
        "for each actor: counts and deaths would double; use the export as it was, or "
        "acled_transform_wider",
        _set("event_id_cnty"),
        _set("type_of_actor inter_type type_of_assoc_actor"),
        never=_set("type_of_violence"),
    ),
    _Known(
        "ACLED's list of deleted events, which has ids and no events",
        _set("event_id_cnty deleted_timestamp"),
        never=_set("event_type actor1"),
    ),
    _Known(
        f"weekly aggregates of ACLED, sums of events and no events; {_EVENTS}",
        _set("week events"),
        _set("event_type disorder_type sub_event_type admin1 country"),
    ),
    _Known(
        "forecasts of ACLED's Conflict Alert System (CAST), no events",
        frozenset(),
        _set("total_forecast battles_forecast erv_forecast vac_forecast"),
    ),
    _Known(
        f"counts of ACLED's events by period and place, no events; {_EVENTS}",
        _set("events"),
        _set("month year reference_period_start month_year"),
    ),
    _Known(
        f"sums of ACLED's fatalities by country and period, no events; {_EVENTS}",
        _set("country fatalities year"),
        never=_set("event_id_cnty event_date event_type location latitude type_of_violence"),
    ),
    _Known("ACLED's list of actors, no events", _set("actor_name event_count")),
    _Known(
        "ACLED's list of countries or regions, no events",
        _set("event_count first_event_date"),
        _set("country region region_name iso"),
    ),
    _Known(
        f"UCDP's organized violence by country and year, no events; {_GED}",
        _set("country_id_cy year_cy"),
    ),
    _Known(
        f"UCDP's battle-related deaths by conflict and year, no events; {_GED}",
        _set("bd_best"),
        _set("conflict_id dyad_id location_inc"),
    ),
    _Known(
        f"UCDP's non-state conflicts by year, no events; {_GED}",
        _set("best_fatality_estimate org"),
    ),
    _Known(
        f"UCDP's one-sided violence by actor and year, no events; {_GED}",
        _set("best_fatality_estimate"),
        _set("is_government_actor actor_name actor_id"),
    ),
    _Known(
        f"the UCDP/PRIO armed conflicts or UCDP's dyads by year, no events; {_GED}",
        _set("incompatibility side_a"),
        _set("intensity_level intensity type_of_conflict"),
    ),
    _Known("UCDP's list of actors, no events", _set("actorid namedata")),
    _Known(f"UCDP's endings of conflicts, no events; {_GED}", _set("conflictep_id outcome")),
    _Known(
        f"UCDP's external support in conflicts, no events; {_GED}",
        _set("conflict_id"),
        _set("ext_sup ext_sup_s ext_name"),
    ),
    _Known("forecasts of ViEWS, no events", _set("month_id"), _set("main_mean main_dich")),
    _Known("cells of PRIO-GRID, no events", _set("gid xcoord ycoord")),
    _Known(
        "a shapefile's copy of ACLED's export, whose names were cut to ten letters and whose texts "
        "to 254; write CSV, GeoJSON or GeoParquet from the export itself",
        _set("event_id_c event_date"),
    ),
    _Known(
        "a shapefile's copy of UCDP GED, whose names were cut to ten letters and whose texts to "
        "254; write CSV, GeoJSON or GeoParquet from the dataset itself",
        _set("type_of_vi date_start"),
    ),
    _Known(
        "rows of the Global Terrorism Database, which is not read here",
        _set("eventid iyear attacktype1"),
    ),
    _Known(GDELT, frozenset(), _set("globaleventid gkgrecordid mentionidentifier")),
    _Known("rows of ICEWS, which is not read here", _set("cameo_code event_id source_name")),
    _Known(
        "rows of POLECAT, which is not read here",
        _set("event_mode contexts"),
        _set("actor_name quad_code recipient_name"),
    ),
    _Known(
        "rows of the Mass Mobilization data, which is not read here",
        _set("protesterdemand1"),
        _set("stateresponse1 protesteridentity"),
    ),
    _Known(
        "rows of the Aid Worker Security Database, which is not read here",
        _set("means_of_attack total_affected"),
    ),
    _Known(
        "rows of the Social Conflict Analysis Database, which is not read here",
        _set("eventid etype escalation"),
    ),
)


def other_file(folded: Iterable[str]) -> str | None:
    """The name of a known file without event rows that has these columns; else ``None``.

    Column names are as :func:`~extractor.records.kinds.folded_column` gives them.
    """
    columns = frozenset(folded)
    return next((kind.what for kind in KNOWN if kind.fits(columns)), None)


def other_file_without_header(cells: Sequence[str]) -> str | None:
    """The name of a known dataset without event rows whose first line is this row; else
    ``None``."""
    if len(cells) not in _GDELT_WIDTHS:
        return None
    day = cells[1]
    is_day = len(day) == 8 and day.isdecimal() and day.startswith(("19", "20"))
    return GDELT if is_day and list(cells[2:4]) == [day[:6], day[:4]] else None
