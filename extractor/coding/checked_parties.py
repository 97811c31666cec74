"""The actors of an event, where the reader says who they are and how they are tied to it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from extractor.actors.candidates import names_somebody
from extractor.actors.meaning import Meaning, Told, resolve_named
from extractor.actors.setting import Setting
from extractor.analysis import Analysis
from extractor.codebook.attribution import Attribution, Role
from extractor.codebook.types import EventType, SubEventType, event_type_of
from extractor.coding.applied_lessons import taught_party
from extractor.coding.attribution import is_suspected, told_as
from extractor.coding.denials import denies_losses
from extractor.coding.quotes import fold, span_of
from extractor.coding.sides import (
    UNARMED,
    Scene,
    Side,
    actor_of,
    completed,
    fitting,
    in_order,
    nameless,
)
from extractor.coding.spoken_for import spoken_for
from extractor.coding.statements import Grounded, says_of_itself
from extractor.coding.told_twice import each_once
from extractor.reading import Event, Match, Party, StatementKind
from extractor.reading.grounding import find_all
from extractor.records.checked import Check, worst
from extractor.records.parts import Actor

__all__ = ["CheckedParties", "checked_parties"]

SUSPECTED = {
    Attribution.ACCUSED,
    Attribution.ACCUSED_BY_AUTHORITIES,
    Attribution.POSSIBLE,
}
STOPPED = (SubEventType.PROTEST_WITH_INTERVENTION, SubEventType.EXCESSIVE_FORCE)
FIRST_FACTS = (
    Attribution.REPORTED_AS_FACT,
    Attribution.CLAIMED,
    Attribution.DISPUTED,
    Attribution.ACCUSED_BY_AUTHORITIES,
    Attribution.ACCUSED,
    Attribution.POSSIBLE,
    Attribution.UNATTRIBUTED,
)


@dataclass(frozen=True)
class CheckedParties:
    """The sub-event type that the parties allow, the actors, and who decided each, by field."""

    kind: SubEventType
    actors: tuple[Actor, ...]
    checks: dict[str, Check | None]


def checked_parties(
    analysis: Analysis,
    event: Event,
    statements: Sequence[Grounded],
    setting: Scene,
    warnings: list[str],
) -> CheckedParties:
    """Returns the sub-event type and the actors: perpetrators first, and those reported as fact
    before the others."""
    kinds = [SubEventType(kind) for kind in event.sub_event_types]
    first = kinds[0]
    statements = [one for one in statements if not denies_losses(one)]
    doers = _sides(
        analysis, event.perpetrators, statements, setting, event_type_of(first), warnings
    )
    targets = _sides(analysis, event.targets, statements, setting, event_type_of(first), warnings)
    doers = spoken_for(doers, targets, statements, warnings)
    doers, targets = each_once(first, doers, targets, warnings)
    doers = sorted(_named_first(doers), key=lambda side: FIRST_FACTS.index(side.attribution))
    targets = sorted(targets, key=lambda side: side.party.kind in UNARMED and _fought(first))
    kind = fitting(first, kinds, doers, targets)
    decided = Check.BOTH
    if kind is not first:
        decided = Check.DISPUTED
        warnings.append(
            f"type {first.value} is {kind.value} by ACLED's codebook: "
            f"{_shown(doers)} against {_shown(targets)}"
        )
    read = {id(side) for side in (*doers, *targets)}
    full_doers, full_targets = completed(event, kind, doers, targets, setting)
    _note_left_out(doers, targets, (*full_doers, *full_targets), kind, warnings)
    full_doers, full_targets = _kept(kind, targets, full_doers, full_targets)
    full_doers = [
        s for s in full_doers if not _suffered(s, full_doers, full_targets, kind, warnings)
    ]
    full_targets = [s for s in full_targets if not _itself(s, full_doers, kind, warnings)]
    full_doers, full_targets = in_order(kind, full_doers, full_targets)
    sides = [(Role.PERPETRATOR, side) for side in full_doers]
    sides += [(Role.TARGET, side) for side in full_targets]
    checks = {
        "sub_event_type": decided,
        "perpetrators": worst(s.check if id(s) in read else None for s in full_doers),
        "targets": worst(s.check if id(s) in read else None for s in full_targets),
    }
    return CheckedParties(kind, tuple(actor_of(role, side) for role, side in sides), checks)


def _suffered(
    doer: Side,
    doers: Sequence[Side],
    targets: Sequence[Side],
    kind: SubEventType,
    warnings: list[str],
) -> bool:
    """Whether a perpetrator is one of the targets in other words. Somebody hit by a mine has not
    laid it; where others stop a protest, the protesters are the ones stopped."""
    same = [side for side in targets if side.party.name == doer.party.name]
    if kind is SubEventType.REMOTE_EXPLOSIVE:
        spans = [side.span for side in same if side.span]
        suffered = bool(spans) and not any(
            one.overlaps(span) for span in spans for one in doer.spans
        )
    else:
        others = any(side.party.kind not in UNARMED for side in doers)
        suffered = bool(same) and others and kind in STOPPED and doer.party.kind in UNARMED
    if suffered:
        warnings.append(f"{doer.party.name} is both perpetrator and target; kept as the target")
    return suffered


def _itself(target: Side, doers: Sequence[Side], kind: SubEventType, warnings: list[str]) -> bool:
    """Whether a target is the perpetrator in other words. Two sides may have one coded name ("rival
    gunmen", mutineers); in a fight even one word may mean both ("rival gangs")."""
    same = [side for side in doers if side.party.name == target.party.name]
    if not same or event_type_of(kind) in (EventType.BATTLES, EventType.RIOTS):
        return False
    span = target.span
    if span is None:
        return True
    words = [one for side in same for one in side.spans]
    if words and not any(span.overlaps(one) for one in words):
        return False
    warnings.append(
        f"{target.party.name} is both perpetrator and target (“{fold(span.text)}”); kept as the "
        "perpetrator"
    )
    return True


def _named_first(doers: Sequence[Side]) -> list[Side]:
    """Merges "gunmen" with the named group that they are said to be: the two are one side."""
    vague = [side for side in doers if nameless(side.party)]
    named = [side for side in doers if side not in vague]
    if not named:
        return vague
    words = tuple(side.span for side in vague if side.span)
    return [replace(named[0], further_spans=(*named[0].further_spans, *words)), *named[1:]]


def _fought(kind: SubEventType) -> bool:
    return event_type_of(kind) is EventType.BATTLES


def _shown(sides: Sequence[Side]) -> str:
    return (
        " and ".join(f"{side.party.name} ({side.party.kind.value})" for side in sides) or "nobody"
    )


def _kept(
    kind: SubEventType, targets: Sequence[Side], doers: list[Side], full: list[Side]
) -> tuple[list[Side], list[Side]]:
    """Keeps civilians who were hit in a battle, after the armed side: ACLED's row names them as
    associated with it."""
    if _fought(kind):
        full = [*full, *(s for s in targets if s.party.kind in UNARMED and s not in full)]
    return doers, full


def _note_left_out(
    doers: Sequence[Side],
    targets: Sequence[Side],
    kept: Sequence[Side],
    kind: SubEventType,
    warnings: list[str],
) -> None:
    names = {side.party.name for side in kept}
    for role, sides in (("perpetrator", doers), ("target", targets)):
        for side in sides:
            if side.party.name not in names and not (side.party.kind in UNARMED and _fought(kind)):
                warnings.append(
                    f"{role} {side.party.name} is no party to {kind.value} by ACLED's codebook"
                )


def _sides(
    analysis: Analysis,
    parties: Sequence[Party],
    statements: Sequence[Grounded],
    setting: Scene,
    event_type: EventType,
    warnings: list[str],
) -> list[Side]:
    sides: list[Side] = []
    for party in parties:
        side = _side(analysis, party, statements, setting, event_type, warnings)
        if side is None:
            continue
        same = next((s for s in sides if s.party.name == side.party.name), None)
        if same is None:
            sides.append(side)
            continue
        if side.attribution is not same.attribution or side.by not in (None, same.by):
            warnings.append(
                f"{party.role.value} {same.party.name} is given twice: {_told_as(same)} stands, "
                f"{_told_as(side)} does not"
            )
        if side.span and same.span and side.span != same.span:
            sides[sides.index(same)] = replace(same, further_spans=(*same.further_spans, side.span))
    return sides


def _told_as(side: Side) -> str:
    return side.attribution.value + (f" by “{side.by}”" if side.by else "")


def _side(
    analysis: Analysis,
    party: Party,
    statements: Sequence[Grounded],
    setting: Scene,
    event_type: EventType,
    warnings: list[str],
) -> Side | None:
    role = party.role.value
    span = span_of(party.said, role, warnings)
    if span is None and party.said is not None and not _in_title(analysis, party.said.text):
        return None  # not in the article: noted
    title = party.said.text if party.said else None  # not in the text: it stands in the title
    named = Told(fold(span.text if span else title or ""), party.name, party.kind, party.country)
    meaning = _meaning_of(analysis, named, Setting(role, setting.country, setting.day, event_type))
    if meaning.note:
        warnings.append(f"{role}: {meaning.note}")
    if meaning.party is None:
        if party.name or span:
            warnings.append(
                f"{role} “{party.name or (span.text if span else '')}” is nobody's name"
            )
        return None
    attribution = _attribution(analysis, party, meaning.party.name, statements, setting, warnings)
    if span is None and title is None and names_somebody(party.name):
        warnings.append(f"{role} {party.name}: the reader gives no words of the article for it")
    by = span_of(party.by, "who says so", warnings)
    if by and attribution is Attribution.REPORTED_AS_FACT:
        warnings.append(
            f"{role} {meaning.party.name} is told as a fact; “{fold(by.text)}”, who says so, is "
            "left out"
        )
    return Side(
        meaning.party,
        span,
        attribution,
        check=Check(meaning.decided),
        by=by.text if by and attribution is not Attribution.REPORTED_AS_FACT else None,
    )


def _meaning_of(analysis: Analysis, named: Told, setting: Setting) -> Meaning:
    """Returns the actor that the words mean, by a lesson of reviewed records before the tables."""
    usual = resolve_named(named, setting)
    taught = taught_party(analysis, named.words or "", setting, usual.party, named.country)
    return Meaning(taught[0], "rule", taught[1]) if taught else usual


def _in_title(analysis: Analysis, words: str) -> bool:
    """Whether the words stand in the title, which is not part of the text and gives no evidence."""
    title = analysis.article.title or ""
    return any(
        next(find_all(title, words, 0, len(title), match), None)
        for match in (Match.EXACT, Match.FOLDED)
    )


def _in_words(attribution: Attribution) -> str:
    return attribution.value.replace("_", " ")


def _attribution(
    analysis: Analysis,
    party: Party,
    name: str,
    statements: Sequence[Grounded],
    setting: Scene,
    warnings: list[str],
) -> Attribution:
    """Returns the reader's attribution, with two corrections: a denial by the party itself makes it
    disputed, and a party that the article only suspects and somebody accuses is not reported as
    fact."""
    given = party.attribution or Attribution.REPORTED_AS_FACT

    def instead(other: Attribution, why: str) -> Attribution:
        is_now = f"{party.role.value} {name} is {_in_words(other)}: {why}"
        if other is not given and not any(one.startswith(is_now) for one in warnings):
            warnings.append(f"{is_now}; the reader says {_in_words(given)}")
        return other

    if party.role is not Role.PERPETRATOR:
        if given in SUSPECTED:
            return given
        return instead(Attribution.REPORTED_AS_FACT, "nobody claims to be a target")
    span = party.said.span if party.said else None
    if _said_by(StatementKind.DENIAL, party, name, statements, setting):
        return instead(Attribution.DISPUTED, "it denies it")
    if given is Attribution.REPORTED_AS_FACT and span:
        if _said_by(StatementKind.RESPONSIBILITY, party, name, statements, setting):
            return instead(Attribution.CLAIMED, "it says so itself")
        attribution = told_as(analysis, span)
        accused = any(one.accused and one.accused.overlaps(span) for one in statements)
        if attribution in SUSPECTED and (accused or is_suspected(analysis, span)):
            warnings.append(
                f"perpetrator “{fold(span.text)}” is only accused there; the reader says it is "
                "a fact"
            )
            return attribution
    return given


def _said_by(
    kind: StatementKind,
    party: Party,
    name: str,
    statements: Sequence[Grounded],
    setting: Scene,
) -> bool:
    words = [w for w in (party.said.text if party.said else None, party.name, name) if w]
    return says_of_itself(statements, kind, words, setting.country)
