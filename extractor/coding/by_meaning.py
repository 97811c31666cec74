"""Codes an event for which the reader gives every value and says what its words mean.

Code checks the reader's values and does not overrule them: see the table in docs/resolution.md,
"Who decides".
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from extractor.analysis import Analysis
from extractor.codebook.countries import country_by_name
from extractor.coding.checked_days import checked_date
from extractor.coding.checked_parties import checked_parties
from extractor.coding.checked_places import checked_location
from extractor.coding.checked_tolls import checked_tolls
from extractor.coding.quotes import fold, span_of, spans_of
from extractor.coding.sides import Scene
from extractor.coding.statements import Grounded
from extractor.coding.values import place_in_text
from extractor.coding.values_coded import CodedValues
from extractor.reading import Answer, Event, When, Where
from extractor.records.custom import Custom
from extractor.records.parts import Evidence, PhysicalTarget, Trigger, Victim, Weapon

__all__ = ["code_by_meaning", "single_events"]


def code_by_meaning(
    analysis: Analysis, event: Event, statements: Sequence[Grounded], warnings: list[str]
) -> CodedValues:
    """Returns the values of the event, each of them checked."""
    if event.background:
        warnings.append("told as background, not as news")
    when, date_by = checked_date(analysis, event, warnings)
    where, place_by = checked_location(analysis, event, warnings)
    setting = Scene(
        where.country if where and where.country else _country(event) or analysis.country,
        when.coded_day if when else analysis.filed_at(place_in_text(analysis, event)),
    )
    parties = checked_parties(analysis, event, statements, setting, warnings)
    tolls = checked_tolls(analysis, event, parties.kind, warnings)
    what = span_of(event.what, "words for the event", warnings)
    return CodedValues(
        parties.kind,
        when,
        where,
        parties.actors,
        tolls.casualties,
        Trigger(text=what.text, evidence=(Evidence.of(what),)) if what else None,
        tuple(
            Victim(text=s.text, evidence=(Evidence.of(s),))
            for s in spans_of(event.victims, "victim", warnings)
        ),
        tuple(
            PhysicalTarget(text=s.text, evidence=(Evidence.of(s),))
            for s in spans_of(event.hit, "thing hit", warnings)
        ),
        tuple(
            Weapon(text=s.text, evidence=(Evidence.of(s),))
            for s in spans_of(event.weapons, "weapon", warnings)
        ),
        {
            **parties.checks,
            "date": date_by,
            "location": place_by,
            "killed": tolls.killed,
            "injured": tolls.injured,
        },
        tuple(map(_custom, event.custom)),
    )


def _custom(answer: Answer) -> Custom:
    """Returns a field defined by the user, in the form that the record holds."""
    span = answer.said.span if answer.said else None
    return Custom(
        field=answer.field,
        kind=answer.kind,
        value=answer.value,
        text=span.text if span else None,
        evidence=(Evidence.of(span),) if span else (),
    )


def single_events(event: Event) -> Iterator[tuple[Event, str | None]]:
    """Splits an event into one for each place, and one for each group of days that do not touch,
    since an ACLED event has one place and day (ACLED codebook, "Events").

    A toll of all of them together stays with the first event, with a warning: dividing the number
    would be a guess, and repeating it would count people twice.
    """
    wheres, twice = _each_once(event.where)
    if twice:
        event = replace(event, where=wheres)
    apart = _days_apart(event.when) if len(wheres) < 2 else (event.when,)
    pieces = [(where, when) for where in wheres or (None,) for when in apart]
    given = f"place “{twice}” is given twice for one event" if twice else None
    if len(pieces) == 1:
        yield event, given
        return
    has_toll = any(toll.low or toll.vague for toll in event.tolls)
    for number, (where, when) in enumerate(pieces):
        piece = replace(event, where=(where,) if where else (), when=when)
        if number:
            piece = replace(piece, tolls=(), victims=())
        note = f"one of {len(pieces)} events told together"
        if has_toll:
            note += "; the toll of all stands " + ("here" if number == 0 else "with the first")
        elif event.victims:
            note += "; the victims stand " + ("here" if number == 0 else "with the first")
        if given:
            note += f"; {given}"
        yield piece, note


def _each_once(wheres: tuple[Where, ...]) -> tuple[tuple[Where, ...], str | None]:
    """Returns the places without repetitions of a name, and the name of a repeated one."""
    kept: list[Where] = []
    twice = None
    for where in wheres:
        name = _name_of(where)
        if any(_one_place(where, other) for other in kept):
            twice = name
        else:
            kept.append(where)
    return tuple(kept), twice


def _name_of(where: Where) -> str:
    return where.name or (where.said.text if where.said else "")


def _one_place(one: Where, other: Where) -> bool:
    """Whether two places have the same name and no different unit or country."""
    pairs = ((one.admin1, other.admin1), (one.country, other.country))
    return fold(_name_of(one)).casefold() == fold(_name_of(other)).casefold() and all(
        a is None or b is None or a.casefold() == b.casefold() for a, b in pairs
    )


def _days_apart(whens: tuple[When, ...]) -> tuple[tuple[When, ...], ...]:
    """Returns the times in groups of days that touch: 3 to 5 March is one, 3 and 12 March are
    two."""
    if not whens or any(when.first is None for when in whens):
        return (whens,)
    days = sorted(((w.first, w.last or w.first, w) for w in whens if w.first), key=lambda d: d[:2])
    groups = [[days[0]]]
    for day in days[1:]:
        if (day[0] - max(one[1] for one in groups[-1])).days <= 1:
            groups[-1].append(day)
        else:
            groups.append([day])
    return tuple(tuple(when for _, _, when in group) for group in groups)


def _country(event: Event) -> str | None:
    """Returns the country that the reader names for a place of the event, by its ACLED name."""
    for where in event.where:
        listed = country_by_name(where.country or "")
        if listed:
            return listed.name
    return None
