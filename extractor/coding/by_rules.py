"""Coding an event of which the reader gives only words: rules say what they mean."""

from __future__ import annotations

from collections.abc import Sequence

from extractor.analysis import Analysis
from extractor.coding import things
from extractor.coding.applied_lessons import taught_location
from extractor.coding.parties import code_parties
from extractor.coding.sides import Scene
from extractor.coding.statements import Grounded
from extractor.coding.values import event_date, event_location, event_toll, place_in_text, place_of
from extractor.coding.values_coded import CodedValues
from extractor.reading import Event, Party, TollState
from extractor.records.checked import Check, worst
from extractor.records.parts import Actor, Casualties, Role
from extractor.text.span import Span

__all__ = ["code_by_rules"]


def code_by_rules(
    analysis: Analysis,
    event: Event,
    others: Sequence[Event],
    statements: Sequence[Grounded],
    warnings: list[str],
) -> CodedValues:
    """The values of the event; ``others`` are the article's other events."""
    when = event_date(analysis, event, warnings)
    place = place_of(analysis, event, warnings)
    where = event_location(analysis, event, place, warnings)
    taught = taught_location(analysis, event, where)
    if taught:
        where = taught[0]
        warnings.append(f"place {taught[1]}")
    setting = Scene(
        where.country if where and where.country else analysis.country,
        when.coded_day if when else analysis.filed_at(place_in_text(analysis, event)),
    )
    kind, actors = code_parties(analysis, event, statements, setting, warnings)
    trigger = things.trigger(analysis, event, kind)
    victims = things.victims(analysis, event, kind, _named(analysis, actors))
    killed = event_toll(analysis, event, TollState.KILLED, warnings)
    casualties = Casualties(
        killed=killed or things.named_dead(analysis, trigger, victims),
        injured=event_toll(analysis, event, TollState.INJURED, warnings),
    )
    return CodedValues(
        kind,
        when,
        where,
        actors,
        casualties,
        trigger,
        victims,
        things.physical_targets(analysis, event, kind),
        things.weapons(analysis, event, kind, others),
        {
            "sub_event_type": Check.RULE,
            "date": Check.RULE if when else None,
            "location": Check.RULE if where else None,
            "perpetrators": _by_whom(actors, Role.PERPETRATOR, event.perpetrators),
            "targets": _by_whom(actors, Role.TARGET, event.targets),
            "killed": Check.RULE if casualties.killed else None,
            "injured": Check.RULE if casualties.injured else None,
        },
    )


def _by_whom(actors: Sequence[Actor], role: Role, parties: Sequence[Party]) -> Check | None:
    """Words a model picked and a table knows are both's; words that grammar picked are a rule's."""
    asked = {p.said.text for p in parties if p.said and p.said.probability is not None}
    named = [actor.text for actor in actors if actor.role is role and actor.text]
    return worst(Check.BOTH if any(one in text for one in asked) else Check.RULE for text in named)


def _named(analysis: Analysis, actors: Sequence[Actor]) -> list[Span]:
    """Where the words for the targets stand."""
    targets = (actor for actor in actors if actor.role is Role.TARGET)
    return [analysis.article.span(e.start, e.end) for actor in targets for e in actor.evidence]
