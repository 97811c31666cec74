"""Event records by the thousand for trying the list: made up, in real places, by a fixed seed.

Each is one of the fixtures' records moved to another place, day, type and pair of actors; names of
places and groups come from the package's own tables. Nothing in them happened.
"""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from extractor.codebook.countries import country_by_code
from extractor.codebook.groups import groups
from extractor.codebook.regimes import force_name
from extractor.codebook.types import SubEventType
from extractor.coding.words import note_of
from extractor.gazetteer import store
from extractor.records import EventRecord
from extractor.review.suggestions import location_of
from extractor.review.wording import summary_of

FIXTURES = Path(__file__).resolve().parent.parent.parent / "fixtures"
EVENTS = FIXTURES / "review" / "events.jsonl"
COUNTRIES = {"NG": 9, "SD": 8, "ML": 6, "BF": 6, "CD": 8, "SO": 6, "SY": 7, "YE": 6, "UA": 9,
             "MM": 8, "CO": 6, "MX": 7, "IN": 6, "PK": 5, "AF": 4, "IQ": 4, "ET": 5, "KE": 3,
             "HT": 3, "PH": 3, "FR": 2, "BO": 3, "PE": 3, "TD": 2, "MZ": 3}  # fmt: skip
STREET = {"Peaceful protest": "Protesters", "Protest with intervention": "Protesters",
          "Violent demonstration": "Rioters", "Mob violence": "Rioters"}  # fmt: skip
TWO_SIDED = ("Armed clash", "Attack", "Abduction/forced disappearance", "Sexual violence")
FIRST_DAY = date(2023, 1, 1)


def many_events(number: int, seed: int = 4) -> Iterator[EventRecord]:
    """So many records, always the same ones."""
    draw = random.Random(seed)
    parents = [json.loads(line) for line in EVENTS.read_text("utf-8").splitlines()]
    towns = {code: _towns(code) for code in COUNTRIES}
    codes, weights = list(COUNTRIES), list(COUNTRIES.values())
    for n in range(number):
        made = json.loads(json.dumps(draw.choice(parents)))
        (code,) = draw.choices(codes, weights)
        _move(made, draw, draw.choice(towns[code]), n)
        record = EventRecord.model_validate(made)
        yield record.model_copy(update={"summary": summary_of(record), "notes": note_of(record)})


def _towns(code: str) -> list[store.Entry]:
    rows = store._database().execute(
        f"SELECT {store._FIELDS}, 0 FROM place p WHERE kind = ? AND country = ?"
        " ORDER BY population DESC LIMIT 120",
        (store.TOWN, code),
    )
    return [store.Entry._make(row) for row in rows]


def _move(made: dict[str, Any], draw: random.Random, town: store.Entry, n: int) -> None:
    day = FIRST_DAY + timedelta(days=int(draw.betavariate(2.2, 1.6) * 900))
    sub = draw.choice([*SubEventType][:18] if draw.random() < 0.85 else [*SubEventType])
    country = country_by_code(town.country)
    assert country is not None
    where = {key: value for key, value in location_of(town).items() if key != "kind"}
    made["id"] = f"{n:016x}"
    made["sub_event_type"] = sub.value
    made["event_type"] = sub_type(sub)
    made["disorder_type"] = disorder(sub)
    # Not the words of the record it was: they name another place.
    made["location"] = {**where, "text": where["name"], "evidence": []}
    made["location"]["admin1"] = where["admin1"] or where["name"]
    made["date"] |= {"start": str(day), "end": str(day), "precision": draw.choice((1, 1, 1, 2))}
    if made["date"]["precision"] == 2:
        made["date"]["end"] = str(day + timedelta(days=6))
    _recast(made, draw, sub.value, country.name, day)
    killed = made["casualties"]["killed"]
    if killed:
        coded = int(draw.paretovariate(1.1))
        killed |= {"low": coded, "high": coded, "coded": min(coded, 400)}
        killed["high"] = killed["low"] = killed["coded"]


def sub_type(sub: SubEventType) -> str:
    from extractor.codebook.types import event_type_of

    return event_type_of(sub).value


def disorder(sub: SubEventType) -> str:
    from extractor.codebook.types import disorder_type_of

    return disorder_type_of(sub).value


def _recast(made: dict[str, Any], draw: random.Random, sub: str, country: str, day: date) -> None:
    def actor(role: str, name: str, kind: str) -> dict[str, Any]:
        return {"role": role, "name": name, "kind": kind, "associated": [], "text": None,
                "attribution": draw.choice(("reported_as_fact", "claimed", "accused", "disputed")),
                "evidence": []}  # fmt: skip

    here = [group for group in groups() if country in group.countries]
    if sub in STREET:
        crowd = STREET[sub]
        made["actors"] = [actor("perpetrator", f"{crowd} ({country})", crowd)]
        if sub == "Protest with intervention":
            police = force_name("Police", country, day)
            made["actors"].append(actor("target", police, "State forces"))
        return
    if here and draw.random() < 0.6:
        group = draw.choice(here[:8])
        first = actor("perpetrator", group.name, group.kind.value)
    else:
        first = actor("perpetrator", f"Unidentified Armed Group ({country})", "Political militia")
    made["actors"] = [first]
    battle = sub in ("Armed clash", "Government regains territory") or "overtakes" in sub
    second = (
        actor("target", force_name("Military", country, day), "State forces")
        if battle
        else actor("target", f"Civilians ({country})", "Civilians")
    )
    if draw.random() < 0.97:  # now and then one breaks the codebook
        made["actors"].append(second)


if __name__ == "__main__":
    import sys

    for one in many_events(int(sys.argv[1])):
        sys.stdout.write(one.json_line() + "\n")
