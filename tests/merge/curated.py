"""Rows of ACLED and UCDP of one place and few days, that look like reports of one event."""

from __future__ import annotations

from typing import Any

from dataset_rows import ACLED, UCDP

from extractor.convert.from_acled import record_of_acled
from extractor.convert.from_ucdp import record_of_ucdp
from extractor.records import EventRecord

VIOLENCE = {
    "event_type": "Violence against civilians",
    "sub_event_type": "Attack",
    "interaction": "Rebel group-Civilians",
    "civilian_targeting": "Civilian targeting",
}
BATTLE = {
    "event_type": "Battles",
    "sub_event_type": "Armed clash",
    "actor2": "Military Forces of Kenya (2022-)",
    "inter2": "State forces",
    "interaction": "State forces-Rebel group",
    "civilian_targeting": "",
}


def acled(number: int, killed: int, **cells: Any) -> EventRecord:
    """The record of ACLED's row ``KEN<number>``: an attack by Al Shabaab in Mandera on 10 March
    2026, but for the cells given."""
    row = {
        **ACLED,
        **VIOLENCE,
        "event_id_cnty": f"KEN{number}",
        "event_date": "2026-03-10",
        "year": "2026",
        "time_precision": "1",
        "actor1": "Al Shabaab",
        "assoc_actor_1": "",
        "inter1": "Rebel group",
        "fatalities": str(killed),
        **cells,
    }
    return record_of_acled(row)


def ucdp(number: int, killed: int, **cells: Any) -> EventRecord:
    """The record of UCDP's row ``number``: the same attack."""
    row = {
        **UCDP,
        "id": str(number),
        "year": "2026",
        "type_of_violence": "3",
        "side_a": "Al-Shabaab",
        "side_b": "Civilians",
        "where_prec": "1",
        "where_coordinates": "Mandera town",
        "adm_1": "Mandera county",
        "latitude": "3.9366",
        "longitude": "41.867",
        "country": "Kenya",
        "country_id": "501",
        "region": "Africa",
        "date_prec": "1",
        "date_start": "2026-03-10",
        "date_end": "2026-03-10",
        "low": str(killed),
        "best": str(killed),
        "high": str(killed),
        **cells,
    }
    return record_of_ucdp(row)
