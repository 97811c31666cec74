"""Merges the parties of several reports of one event."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from extractor.codebook.folding import fold
from extractor.merge.evidence import relabelled, with_more
from extractor.merge.statements import same_party
from extractor.records import Actor, Attribution, Denial, Report, Role

__all__ = ["disputed_by", "united_actors"]

# Most certain first; an actor disputed in one report is disputed.
SUREST = (
    Attribution.DISPUTED,
    Attribution.CLAIMED,
    Attribution.REPORTED_AS_FACT,
    Attribution.ACCUSED_BY_AUTHORITIES,
    Attribution.ACCUSED,
    Attribution.POSSIBLE,
    Attribution.UNATTRIBUTED,
)


def united_actors(ranked: Sequence[Report], home: str) -> tuple[Actor, ...]:
    """Every party of every report once, the best report's first in each role.

    A party is identified by its name. It has the words of the first report with any, the most
    certain attribution (``disputed`` before all) with that report's source for it, and the
    associated groups of all. A party without a name ("Unidentified Armed Group") is left out if
    another report names one in that role.
    """
    kept: dict[tuple[Role, str], Actor] = {}
    for report in ranked:
        battle_sides = {fold(actor.name): actor.role for actor in kept.values()}
        for actor in report.actors:
            role = actor.role
            # In a battle either side may come first.
            if report.event_type.value == "Battles" and fold(actor.name) in battle_sides:
                role = battle_sides[fold(actor.name)]
            key = (role, fold(actor.name))
            marked = relabelled(actor, report, home).model_copy(update={"role": role})
            earlier = kept.get(key)
            kept[key] = _together(earlier, marked) if earlier else marked
    return tuple(
        actor
        for role in (Role.PERPETRATOR, Role.TARGET)
        for actor in _named([actor for actor in kept.values() if actor.role is role])
    )


def _together(first: Actor, second: Actor) -> Actor:
    attribution = min(first.attribution, second.attribution, key=SUREST.index)
    tellers = [one.attributed_by for one in (first, second) if one.attribution is attribution]
    if attribution is Attribution.DISPUTED:  # accused in one report, in doubt in the other
        tellers += [first.attributed_by, second.attributed_by]
    associated = tuple(dict.fromkeys((*first.associated, *second.associated)))
    return with_more(first, second.evidence).model_copy(
        update={
            "text": first.text or second.text,
            "attribution": attribution,
            "attributed_by": next((teller for teller in tellers if teller), None),
            "associated": associated,
        }
    )


def _named(side: list[Actor]) -> list[Actor]:
    """The side without placeholders, if it also has a named party."""
    named = [actor for actor in side if not actor.name.startswith(("Unidentified ", "Sole "))]
    return named or side


ACCUSED = (Attribution.ACCUSED, Attribution.ACCUSED_BY_AUTHORITIES, Attribution.POSSIBLE)


def disputed_by(denials: Sequence[Denial], actors: Iterable[Actor]) -> tuple[Actor, ...]:
    """The parties, with those ``disputed`` that one report accuses and that deny it in another."""
    speakers = [denial.speaker for denial in denials if denial.speaker]
    return tuple(
        actor.model_copy(update={"attribution": Attribution.DISPUTED})
        if actor.attribution in ACCUSED
        and any(
            same_party(name, one) for name in (actor.name, actor.text) if name for one in speakers
        )
        else actor
        for actor in actors
    )
