"""Finds which party a short form means that denies or claims a deed ("the group denied it")."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from extractor.actors.candidates import names_somebody
from extractor.actors.languages import phrase_of
from extractor.actors.phrase import Phrase
from extractor.actors.short_forms import is_short_form
from extractor.coding.quotes import fold
from extractor.coding.sides import Side, is_named_group
from extractor.coding.statements import Grounded
from extractor.reading import StatementKind
from extractor.records.parts import Attribution

__all__ = ["spoken_for"]

FORCES = frozenset(["force", "troop"])
SAID = {
    StatementKind.DENIAL: Attribution.DISPUTED,
    StatementKind.RESPONSIBILITY: Attribution.CLAIMED,
}
"""The attribution by a perpetrator's own statement; a denial counts before a claim."""


def spoken_for(
    doers: Sequence[Side],
    targets: Sequence[Side],
    statements: Sequence[Grounded],
    warnings: list[str],
) -> list[Side]:
    """Returns the perpetrators, with the attribution of the only armed group among the parties set
    by its own statements, where these call it "the group", "the rebels" and the like."""
    groups = [side for side in (*doers, *targets) if is_named_group(side.party)]
    if len({side.party.name for side in groups}) != 1 or groups[0] not in doers:
        return list(doers)
    group = groups[0]
    for kind, attribution in SAID.items():
        said = next((one for one in statements if _is_by(one, kind, group)), None)
        if said is None or said.speaker is None or group.attribution is Attribution.DISPUTED:
            continue
        if group.attribution is not attribution:
            warnings.append(
                f"perpetrator {group.party.name} is {attribution.value}: "
                f"“{fold(said.speaker.text)}” is the only group among the parties"
            )
        return [replace(one, attribution=attribution) if one is group else one for one in doers]
    return list(doers)


def _is_by(one: Grounded, kind: StatementKind, group: Side) -> bool:
    """Whether the statement is of that kind and its speaker is a short form that follows the
    group's name."""
    if one.kind is not kind or one.speaker is None:
        return False
    words = fold(one.speaker.text)
    if not is_short_form(words) and not _is_called_so(words, group):
        return False
    return any(span.start < one.speaker.start for span in group.spans)


def _is_called_so(words: str, group: Side) -> bool:
    """Whether words name nobody and end with the noun of the group's words: "the herders" for
    "herders from the Misseriya tribe", "the forces" for the Rapid Support Forces."""
    phrase = phrase_of(words)
    head = phrase.head
    if not head or names_somebody(words) or phrase.nation:
        return False
    heads = {phrase_of(span.text).head[-1:] for span in group.spans}
    name = Phrase(group.party.name, None).singulars
    forces = "force" in name and head[-1] in FORCES
    return head[-1:] in heads or (len(head) == 1 and (forces or head[0] in name))
