"""Makes ``gold.jsonl`` from the coders' lines: ``python -m evals.news.build``.

Reads ``articles.jsonl`` and ``coding.jsonl`` and writes one gold record per event, in the product's
own schema together with other accepted values (:mod:`extractor.score.gold`). Names of actors are
put into ACLED's form and places are looked up, both with the project's tables; the coder's own
words stay among the accepted values. A line's ``words`` are those a coder marked in the text for
values that do not stand there as written (:meth:`evals.news.spans.Spans.marked`). A line's
``first`` is what the first coder wrote before both codings were compared
(``python -m evals.news.agreement``).
"""

from __future__ import annotations

import argparse
import hashlib
import re
import sys
from collections import Counter
from collections.abc import Sequence
from datetime import date, datetime, timezone
from typing import Any

from evals.news import FOLDER, lines, write_lines
from evals.news.coded import (
    Days,
    country_of,
    days_of,
    killed_of,
    names_of,
    places_of,
    statements_of,
)
from evals.news.spans import Spans
from extractor.actors.resolve import resolve_actor
from extractor.codebook.actors import ActorKind
from extractor.codebook.attribution import Attribution, Role
from extractor.codebook.countries import country_by_name
from extractor.codebook.folding import fold
from extractor.codebook.types import SubEventType, disorder_type_of, event_type_of
from extractor.coding.words import note_of, summary
from extractor.gazetteer import store
from extractor.places.resolve import Place, place_of_entry
from extractor.records.parts import (
    Actor,
    Allegation,
    Casualties,
    ClaimOfResponsibility,
    Denial,
    EventDate,
    Extraction,
    Location,
    RequestedInvestigation,
    Source,
    TokenCount,
    Toll,
)
from extractor.score.gold import Accepted, GoldRecord

KNOWN = 100_000
"""Least population of a place that is accepted although no namesake lies in the area the coder
names."""
NAMESAKES = frozenset(
    [
        "Gogunda",
        "Kamianske",
        "Malynivka",
        "Murom",
        "Oleksandrivka",
        "Pryluky",
        "Shevchenko",
        "Synelnykove",
        "Varvarivka",
    ]
)
"""Villages of these texts that are not in the gazetteer although larger namesakes are."""
FORCES = re.compile(r"^(Military|Police) Forces of (?:the )?(.*)$")
"""ACLED's name of state forces without the years of the regime; the years are looked up."""
STATE_KINDS = {ActorKind.STATE_FORCES, ActorKind.EXTERNAL_OTHER}
SAID_AS = {
    "Ethiopia gov": "Military Forces of Ethiopia",
    "CPI": "Communist Party of India (Maoist)",
    "OAG": "armed group",
    "Myanmar military": "Military Forces of Myanmar",
}
"""Short forms used by the coders that are not words of an article."""
NO_PARTY = frozenset({"State forces"})
Row = dict[str, Any]
CODED_AT = datetime(2026, 11, 28, tzinfo=timezone.utc)


def main(arguments: Sequence[str] | None = None) -> int:
    """See the module."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.parse_args(arguments)
    articles = {one["id"]: one for one in lines(FOLDER / "articles.jsonl")}
    found: Counter[str] = Counter()
    records = records_of(lines(FOLDER / "coding.jsonl"), articles, found)
    write_lines(FOLDER / "gold.jsonl", [one.model_dump(mode="json") for one in records])
    print(f"{len(records)} events; words found for " + ", ".join(shares(found)))
    return 0


def shares(found: Counter[str]) -> list[str]:
    """A text such as ``places 120 of 131 (11 untold)`` for each kind of value."""
    kinds = sorted(name for name in found if name[0] not in "+-")
    return [
        f"{kind} {found['+' + kind]} of {found[kind]} ({found['-' + kind]} untold)"
        for kind in kinds
    ]


def records_of(
    rows: Sequence[Row], articles: dict[str, Row], found: Counter[str]
) -> list[GoldRecord]:
    """The records of coded lines.

    ``found`` counts the values of each kind, those with words in the text (``+``) and those for
    which the coder says that the text has none (``-``).
    """
    numbers: Counter[str] = Counter()
    records = []
    for row in rows:
        numbers[row["article"]] += 1
        records.append(record_of(row, articles[row["article"]], numbers[row["article"]], found))
    return records


def record_of(row: Row, article: Row, number: int, found: Counter[str]) -> GoldRecord:
    """The gold record of one coded line."""
    published = date.fromisoformat(article["published"])
    spans = Spans(article["text"], article["lang"], published, row.get("words"))
    when, (names, held) = days_of(row["days"]), places_of(row["place"])
    killed, also_killed = killed_of(row["killed"])
    doers = names_of(row["doer"])
    toll_words = [str(killed)] if killed and killed > 1 else []
    spans.turn_to([names, spans.names_of_day(when.first, when.last), doers, toll_words])
    country, countries = country_of(row["country"])
    kinds = [SubEventType(one) for one in row["types"]]
    where = _location(names, held, country, spans)
    actors = _actors(row, country, when.first, spans)
    date_ = _date(when, spans)
    tolls = Casualties(killed=toll_of(killed, spans), injured=None)
    said = statements_of(row)
    statements = _statements(said, spans)
    _count(found, spans)
    unsaid: dict[str, Any] = dict.fromkeys(statements, ())  # the note is of the event alone
    kind = kinds[0]
    record = GoldRecord(
        id=f"{row['article']}-{number}",
        disorder_type=disorder_type_of(kind),
        event_type=event_type_of(kind),
        sub_event_type=kind,
        summary=summary(kind, where),
        trigger=None,
        date=date_,
        location=where,
        actors=actors,
        casualties=tolls,
        notes="",
        confidence=None,
        source=_source(article, published),
        extraction=_by_hand(),
        accepted=Accepted(
            optional=bool(row.get("optional")),
            sub_event_types=tuple(kinds),
            day_slack=when.slack,
            places=tuple(names),
            countries=countries,
            killed=also_killed,
            doers=tuple(doers),
            doer_kinds=tuple(ActorKind(one) for one in row["doer_kinds"]),
        ),
        **unsaid,
    )
    return record.model_copy(update={"notes": note_of(record)} | statements)


def _date(when: Days, spans: Spans) -> EventDate:
    evidence = spans.told("days", "days", spans.day(when.first, when.last))
    return EventDate(
        start=when.first,
        end=when.last,
        precision=when.precision,
        text=evidence[0].text if evidence else None,
        evidence=evidence,
    )


def _location(names: list[str], held: list[str], country: str, spans: Spans) -> Location:
    evidence = spans.told("places", "place", spans.words(*names))
    place = next((one for name in names if (one := _entry(name, held, country))), None)
    known = country_by_name(country)
    return Location(
        name=place.name if place else names[0],
        admin1=place.admin1 if place else None,
        admin2=place.admin2 if place else None,
        admin3=None,
        country=country,
        iso=known.iso if known else None,
        region=known.region if known else None,
        latitude=place.latitude if place else None,
        longitude=place.longitude if place else None,
        precision=place.precision if place else None,
        gazetteer_id=place.gazetteer_id if place else None,
        text=evidence[0].text if evidence else None,
        evidence=evidence,
    )


def _entry(name: str, held: list[str], country: str) -> Place | None:
    """The gazetteer's entry of exactly this name in the country, or ``None`` if it is in doubt.

    Places within the area named by the coder come before others, and towns before areas. A place
    less than three times as large as the next namesake of its kind is in doubt.
    """
    if name in NAMESAKES:
        return None
    entries = [one for one in store.named(name) if place_of_entry(one).country == country]
    folded = [fold(one) for one in held]
    inside = [one for one in entries if _lies_in(place_of_entry(one), folded)]
    if folded and not inside:
        entries = [one for one in entries if one.population >= KNOWN]
    chosen = sorted(
        inside or entries, key=lambda one: (one.kind != store.TOWN, one.rank, -one.population)
    )
    if not chosen:
        return None
    rivals = [one for one in chosen[1:] if (one.kind, one.rank) == (chosen[0].kind, chosen[0].rank)]
    if rivals and chosen[0].population < 3 * rivals[0].population:
        return None
    return place_of_entry(chosen[0])


def _lies_in(place: Place, held: Sequence[str]) -> bool:
    own = [fold(one) for one in (place.admin1, place.admin2) if one]
    return any(one in other or other in one for one in own for other in held)


def _actors(row: Row, country: str, on: date, spans: Spans) -> tuple[Actor, ...]:
    doers = [
        actor_of(Role.PERPETRATOR, one, row["doer_kinds"], country, on, spans)
        for one in names_of(row["doer"])[:1]
    ]
    targets = [
        actor_of(Role.TARGET, one, [], country, on, spans) for one in names_of(row["target"])
    ]
    unique: dict[tuple[Role, str], Actor] = {}
    for one in [*doers, *targets]:
        if one:
            unique.setdefault((one.role, one.name), one)
    return tuple(unique.values())


def actor_of(
    role: Role, words: str, kinds: Sequence[str], country: str, on: date, spans: Spans
) -> Actor | None:
    generic = words.startswith(("Unidentified", "Protesters", "Rioters", "Civilians"))
    plain = words if generic else words.split("(")[0].strip() or words
    if plain in NO_PARTY:
        return None
    said = FORCES.sub(r"\1 forces of \2", SAID_AS.get(plain, plain))
    found = resolve_actor(said, role=role.value, country=country, on=on)
    name, kind = (found.name, found.kind) if found else (plain, None)
    if kinds and (kind is None or kind.value not in kinds):
        own = ActorKind(kinds[0])
        if not ({own, kind} <= STATE_KINDS or name.startswith("Unidentified")):
            name = plain  # the tables take it for another party
        kind = own
    if kind is None:
        return None
    told = ("doers", "doer") if role is Role.PERPETRATOR else ("targets", f"to {words}")
    evidence = spans.told(*told, spans.words(words, plain))
    return Actor(
        role=role,
        name=name,
        kind=kind,
        associated=(),
        text=evidence[0].text if evidence else None,
        attribution=Attribution.UNATTRIBUTED,
        evidence=evidence,
    )


def toll_of(number: int | None, spans: Spans) -> Toll | None:
    if number is None:
        return None
    evidence = spans.told("tolls", "killed", spans.number(number)) if number else ()
    text = evidence[0].text if evidence else None
    return Toll(low=number, high=None, coded=number, text=text, evidence=evidence)


def _statements(said: Sequence[tuple[str, str | None, str | None]], spans: Spans) -> dict[str, Any]:
    made: dict[str, Any] = {
        "allegations": [],
        "denials": [],
        "claims_of_responsibility": [],
        "requested_investigations": [],
    }
    for kind, one, other in said:
        speaker = spans.told("speakers", one, spans.words(one)) if one else ()
        of_whom = spans.told("accused and asked", other, spans.words(other)) if other else ()
        evidence = (*speaker, *of_whom)
        words = spans.sentence_of(speaker[0]) if speaker else f"{one or 'somebody'}: {kind}"
        if kind == "allegation":
            made["allegations"].append(
                Allegation(speaker=one, accused=other, statement=words, evidence=evidence)
            )
        elif kind == "denial":
            made["denials"].append(Denial(speaker=one, statement=words, evidence=evidence))
        elif kind == "claim":
            made["claims_of_responsibility"].append(
                ClaimOfResponsibility(speaker=one, statement=words, evidence=evidence)
            )
        else:
            made["requested_investigations"].append(
                RequestedInvestigation(
                    requester=one, addressee=other, investigator=None, evidence=evidence
                )
            )
    return {name: tuple(those) for name, those in made.items()}


def _source(article: Row, published: date) -> Source:
    return Source(
        article_id=article["id"],
        publisher=None,
        published=published,
        url=None,
        sha256=hashlib.sha256(article["text"].encode()).hexdigest(),
    )


def _by_hand() -> Extraction:
    return Extraction(
        extractor_version="0.1.0",
        model="none",
        reader="coded by hand",
        prompt_version="1",
        extracted_at=CODED_AT,
        tokens=TokenCount(prompt=0, cached=0, completion=0),
        warnings=(),
    )


def _count(found: Counter[str], spans: Spans) -> None:
    for kind, has, untold in spans.values:
        found[kind] += 1
        found["+" + kind] += has
        found["-" + kind] += untold


if __name__ == "__main__":
    sys.exit(main())
