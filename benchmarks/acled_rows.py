"""Generates any number of ACLED-like rows: deterministic, and all valid by the codebook."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date, timedelta

from extractor.codebook.actors import ActorKind, interaction_text
from extractor.codebook.countries import Country, countries
from extractor.codebook.regimes import force_name
from extractor.codebook.rules import civilian_targeting
from extractor.codebook.types import SubEventType, disorder_type_of, event_type_of
from extractor.codebook.written_dates import long_date
from extractor.gazetteer.store import _database

SEED = 2017
FIRST_DAY, LAST_DAY = date(2018, 1, 1), date(2024, 12, 31)
NATIONS, TOWNS_EACH = 60, 60
# Roughly as frequent as in published rows.
TYPES = {
    SubEventType.PEACEFUL_PROTEST: 40,
    SubEventType.ARMED_CLASH: 16,
    SubEventType.ATTACK: 12,
    SubEventType.SHELLING: 9,
    SubEventType.AIR_DRONE_STRIKE: 7,
    SubEventType.VIOLENT_DEMONSTRATION: 4,
    SubEventType.PROTEST_WITH_INTERVENTION: 4,
    SubEventType.REMOTE_EXPLOSIVE: 3,
    SubEventType.MOB_VIOLENCE: 2,
    SubEventType.ARRESTS: 2,
    SubEventType.ABDUCTION: 1,
}
WHAT = {
    SubEventType.PEACEFUL_PROTEST: "residents gathered peacefully to ask for lower prices",
    SubEventType.ARMED_CLASH: "the two sides exchanged fire for several hours",
    SubEventType.ATTACK: "armed men entered the village at night and shot at residents",
    SubEventType.SHELLING: "artillery shells fell on the outskirts",
    SubEventType.AIR_DRONE_STRIKE: "a drone struck a position",
    SubEventType.VIOLENT_DEMONSTRATION: "demonstrators threw stones and burned tyres",
    SubEventType.PROTEST_WITH_INTERVENTION: "police dispersed people who had gathered",
    SubEventType.REMOTE_EXPLOSIVE: "a device exploded beside the road",
    SubEventType.MOB_VIOLENCE: "a crowd beat a man accused of theft",
    SubEventType.ARRESTS: "several members of the party were arrested",
    SubEventType.ABDUCTION: "two men were taken from their homes",
}
PAPERS = ("Daily", "Northern", "City", "National", "Lake", "Coast", "Border", "Hill")
SOURCES = tuple(f"The {a} {b}" for a in PAPERS for b in ("Times", "Post", "Herald", "Monitor"))


def nations() -> list[tuple[Country, list[tuple[str, float, float]]]]:
    """Countries with some of their towns, in an order that does not change."""
    chosen = [c for c in countries() if c.start_year <= 2018 and c.alpha2][:NATIONS]
    made = []
    for country in chosen:
        towns = _database().execute(
            "SELECT name, latitude / 1e4, longitude / 1e4 FROM place WHERE country = ? AND kind = 3"
            " ORDER BY population DESC, id LIMIT ?",
            (country.alpha2, TOWNS_EACH),
        )
        found = [(name, north, east) for name, north, east in towns]
        if found:
            made.append((country, found))
    return made


def parties(sub: SubEventType, country: str, day: date) -> list[tuple[str, ActorKind | None]]:
    """Two actors that such an event can have; the second may be empty."""
    army = (force_name("Military", country, day), ActorKind.STATE_FORCES)
    police = (force_name("Police", country, day), ActorKind.STATE_FORCES)
    armed = (f"Unidentified Armed Group ({country})", ActorKind.POLITICAL_MILITIA)
    civilians = (f"Civilians ({country})", ActorKind.CIVILIANS)
    protesters = (f"Protesters ({country})", ActorKind.PROTESTERS)
    rioters = (f"Rioters ({country})", ActorKind.RIOTERS)
    return {
        SubEventType.PEACEFUL_PROTEST: [protesters, ("", None)],
        SubEventType.PROTEST_WITH_INTERVENTION: [protesters, police],
        SubEventType.VIOLENT_DEMONSTRATION: [rioters, police],
        SubEventType.MOB_VIOLENCE: [rioters, civilians],
        SubEventType.ARMED_CLASH: [army, armed],
        SubEventType.ATTACK: [armed, civilians],
        SubEventType.ABDUCTION: [armed, civilians],
        SubEventType.ARRESTS: [police, ("", None)],
    }.get(sub, [army, armed])


def rows(count: int) -> Iterator[list[object]]:
    """Yield ``count`` ACLED-like rows: the same every time, all valid."""
    chance = random.Random(SEED)
    world = nations()
    subs, weights = list(TYPES), list(TYPES.values())
    days = (LAST_DAY - FIRST_DAY).days
    for number in range(count):
        country, towns = world[min(int(chance.expovariate(0.08)), len(world) - 1)]
        town, north, east = towns[min(int(chance.expovariate(0.07)), len(towns) - 1)]
        day = FIRST_DAY + timedelta(days=number * days // count)
        (sub,) = chance.choices(subs, weights)
        (actor1, kind1), (actor2, kind2) = parties(sub, country.name, day)
        assert kind1 is not None
        dead = chance.choice((0, 0, 0, 0, 1, 2, 5)) if kind2 else 0
        note = (
            f"On {long_date(day)}, in {town} ({country.name}), {WHAT[sub]}; a local source counted "
            f"{chance.randrange(1_000_000)} seconds of it. "
            + "Further details were not given by those who were there. " * chance.randrange(1, 6)
            + f"{dead} fatalities."
        )
        yield [
            f"{country.alpha3}{number + 1}",
            day.isoformat(),
            day.year,
            chance.choice((1, 1, 1, 1, 2)),
            disorder_type_of(sub).value,
            event_type_of(sub).value,
            sub.value,
            actor1,
            chance.choice(("", "", f"Labor Group ({country.name})", f"Women ({country.name})")),
            kind1.value,
            actor2,
            "",
            kind2.value if kind2 else "",
            interaction_text(kind1, kind2),
            "Civilian targeting" if civilian_targeting(sub, kind1, kind2) else "",
            country.iso,
            country.region.value,
            country.name,
            f"{country.name} Province {len(town) % 9}",
            f"District {len(town) % 23}",
            "",
            town,
            f"{north:.4f}",
            f"{east:.4f}",
            chance.choice((1, 1, 1, 2)),
            f"{chance.choice(SOURCES)}; {chance.choice(SOURCES)}",
            chance.choice(("National", "Subnational", "National-International")),
            note,
            dead,
            "crowd size=no report" if sub is SubEventType.PEACEFUL_PROTEST else "",
            1_700_000_000 + number,
        ]
