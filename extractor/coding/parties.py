"""Who did it, to whom, and how sure that is; and the sub-event type the parties allow.

Attribution follows MUC-4's confidence slot; ``disputed`` is an accusation its target denies.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from extractor.actors.official import is_official
from extractor.actors.phrases import whole_phrase
from extractor.actors.resolve import Actor as Resolved
from extractor.actors.resolve import may_name_somebody, resolve_actor, resolve_in
from extractor.actors.setting import Setting
from extractor.analysis import Analysis
from extractor.codebook.actors import ActorKind
from extractor.codebook.types import EventType, SubEventType, event_type_of
from extractor.coding.applied_lessons import taught_party
from extractor.coding.attribution import accused_as, told_as
from extractor.coding.quotes import fold, spans_of
from extractor.coding.sides import (
    Scene,
    Side,
    actor_of,
    completed,
    counted,
    fitting,
    in_order,
    nameless,
)
from extractor.coding.statements import Grounded, says_of_itself
from extractor.languages.patterns import words_like
from extractor.reading import Event, Party, StatementKind
from extractor.records.parts import Actor, Attribution, Role
from extractor.text.span import Span

__all__ = ["Scene", "code_parties"]

# Words for fighters of a group that is not named there.
REBELS = words_like("rebels")
REBEL_KINDS = {ActorKind.REBEL_GROUP, ActorKind.POLITICAL_MILITIA}


def code_parties(
    analysis: Analysis,
    event: Event,
    statements: Sequence[Grounded],
    setting: Scene,
    warnings: list[str],
) -> tuple[SubEventType, tuple[Actor, ...]]:
    """The sub-event type and the actors, perpetrators first.

    Who is only accused stands as perpetrator with that attribution; where nobody is named, ACLED's
    unidentified or generic actor does, if the codebook wants one (ACLED codebook, "Actors").
    """
    kinds = [SubEventType(kind) for kind in event.sub_event_types]
    first = kinds[0]
    doers = _doers(analysis, event, statements, setting, event_type_of(first), warnings)
    targets = _targets(analysis, event, setting, event_type_of(first), warnings)
    kind = fitting(first, kinds, doers, targets)
    if event_type_of(kind) is not event_type_of(first):
        doers = _doers(analysis, event, statements, setting, event_type_of(kind), [])
        targets = _targets(analysis, event, setting, event_type_of(kind), [])
    unread = None if doers else _unread(analysis, event)
    if unread:
        warnings.append(f"“{unread}” is in no table: no doer is written")
    doers, targets = completed(event, kind, doers, targets, setting)
    if unread:
        doers = [side for side in doers if not nameless(side.party)]
    doers, targets = in_order(kind, doers, targets)
    names = {side.party.name for side in doers}
    sides = [(Role.PERPETRATOR, side) for side in doers]
    sides += [(Role.TARGET, side) for side in targets if side.party.name not in names]
    return kind, tuple(actor_of(role, side) for role, side in sides)


def _party(
    analysis: Analysis,
    span: Span | None,
    setting: Setting,
    warnings: list[str],
) -> Resolved | None:
    """Who the words mean, by a lesson of reviewed records before the tables."""
    if span is None:
        return None
    words = fold(span.text)
    usual = resolve_in(words, setting)
    taught = taught_party(analysis, words, setting, usual)
    if taught is None:
        return usual
    warnings.append(f"{setting.role}: {taught[1]}")
    return taught[0]


def _spans(
    analysis: Analysis, parties: Sequence[Party], what: str, warnings: list[str]
) -> list[Span]:
    spans = spans_of((party.said for party in parties), what, warnings)
    return [whole_phrase(analysis.article, span, analysis.apart_in(span)) for span in spans]


def _doers(
    analysis: Analysis,
    event: Event,
    statements: Sequence[Grounded],
    setting: Scene,
    event_type: EventType,
    warnings: list[str],
) -> list[Side]:
    """Those the article says did it; else those who claim it; else those accused of it."""
    sides: list[Side] = []

    def add(span: Span | None, attribution: Attribution) -> None:
        acting = Setting("perpetrator", setting.country, setting.day, event_type)
        party = _party(analysis, span, acting, warnings)
        if party is None or span is None:
            return
        if any(s.party.name == party.name for s in sides):
            return
        sides.append(Side(party, span, _weighed(span, attribution, statements, setting)))

    def behind(attribution: Attribution | None) -> list[Span]:
        parties = [party for party in event.perpetrators if party.attribution is attribution]
        return _spans(analysis, parties, "perpetrator", warnings)

    for span in behind(None):
        add(span, told_as(analysis, span))
    vague = [side for side in sides if nameless(side.party)]
    sides = [side for side in sides if not nameless(side.party)]
    if not sides:
        for one in statements:
            if one.kind is StatementKind.RESPONSIBILITY:
                add(one.speaker, Attribution.CLAIMED)
        for one in statements:
            if one.kind is StatementKind.ALLEGATION and one.accused:
                official = bool(one.speaker and is_official(one.speaker.text))
                add(
                    one.accused,
                    Attribution.ACCUSED_BY_AUTHORITIES if official else Attribution.ACCUSED,
                )
        for span in behind(Attribution.CLAIMED):
            add(span, Attribution.CLAIMED)
        for span in behind(Attribution.ACCUSED):
            add(span, accused_as(analysis, span))
    # "Gunmen", and who they are said to have been: two words for one side.
    words = tuple(side.span for side in vague if side.span)
    sides = [replace(sides[0], more=words), *sides[1:]] if sides else vague
    if sides and all(nameless(side.party) for side in sides):
        sides = [_meant(analysis, side, setting, warnings) for side in sides]
    return sides


def _unread(analysis: Analysis, event: Event) -> str | None:
    """Words read as the doer that give no actor, and may name one: "nobody is named" would be
    false then."""
    words = (fold(span.text) for span in _spans(analysis, event.perpetrators, "perpetrator", []))
    return next((one for one in words if may_name_somebody(one)), None)


def _meant(analysis: Analysis, side: Side, setting: Scene, warnings: list[str]) -> Side:
    """The group that "the guerrillas" are, where the article names but one that they can be;
    a warning says so."""
    if side.span is None or not REBELS.search(side.span.text):
        return side
    named: dict[str, tuple[Resolved, Span]] = {}
    for span in analysis.groups:
        party = resolve_actor(
            span.text, role="perpetrator", country=setting.country, on=setting.day
        )
        if party and party.known and party.kind in REBEL_KINDS:
            named.setdefault(party.name, (party, span))
    if len(named) != 1:
        return side
    party, span = next(iter(named.values()))
    warnings.append(f"“{fold(side.span.text)}” taken for {party.name}, the only group named")
    return replace(side, party=party, more=(span,))


def _weighed(
    span: Span, attribution: Attribution, statements: Sequence[Grounded], setting: Scene
) -> Attribution:
    """The attribution with what the party itself says: owned up to, or denied."""

    def by_it(kind: StatementKind) -> bool:
        return says_of_itself(statements, kind, (span.text,), setting.country)

    if by_it(StatementKind.DENIAL):
        return Attribution.DISPUTED
    if by_it(StatementKind.RESPONSIBILITY):
        return Attribution.CLAIMED
    return attribution


def _targets(
    analysis: Analysis,
    event: Event,
    setting: Scene,
    event_type: EventType,
    warnings: list[str],
) -> list[Side]:
    """Those it was done to: as read, else the people killed or injured."""
    spans = _spans(analysis, event.targets, "target", warnings)
    spans = [s for s in spans if not any(s.within(p.span) for p in analysis.places_at(s) if p.span)]
    if not spans:
        toll_spans = [toll.said.span for toll in counted(event) if toll.said]
        spans = [
            mention.who
            for span in toll_spans
            if span
            for mention in analysis.casualties.near(span)
            if mention.who and mention.span.overlaps(span)
        ]
    sides: list[Side] = []
    for span in spans:
        hit = Setting("target", setting.country, setting.day, event_type)
        party = _party(analysis, span, hit, warnings)
        if party and all(side.party.name != party.name for side in sides):
            sides.append(Side(party, span, Attribution.REPORTED_AS_FACT))
    return sides
