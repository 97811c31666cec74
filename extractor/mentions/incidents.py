"""Words that tell of an incident, with the sub-event types they speak for.

The lexicons (``data/incidents.*.tsv``) hold the words; the sub-event types are ACLED's (ACLED
codebook, "Event types"). A mention is a place in the text, not yet an event: whether it happened,
where and when is found out later.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from extractor.mentions.lexicon import LANGUAGES, matches
from extractor.span import Span

__all__ = ["IncidentMention", "find_incidents", "rank_sub_events"]


@dataclass(frozen=True, order=True)
class IncidentMention:
    """Words in the text that speak for one sub-event type; ``context`` words only support one."""

    span: Span
    sub_event_type: str
    weight: int
    context: bool = False


def find_incidents(
    text: str, start: int = 0, end: int | None = None, *, languages: Sequence[str] = LANGUAGES
) -> list[IncidentMention]:
    """All incident words in ``text[start:end]``, in text order; offsets count from the text's
    beginning. One stretch of words may speak for several types."""
    end = len(text) if end is None else end
    found = [
        IncidentMention(
            Span(*match.span(), match.group()), entry.label, entry.weight, entry.context
        )
        for entry, match in matches("incidents", languages, text, start, end)
    ]
    return sorted(found)


# Types whose words stand in reports of many other types: "killed", "attacked", "fighting".
GENERIC = {"Attack": 0.5, "Armed clash": 0.8, "Other": 0.4, "Arrests": 0.9}
# A weapon named outright decides among violent types; the codebook gives the order when two are
# ("Event types": a suicide bombing is coded as one whatever else explodes, an air strike with
# shelling is an air strike).
WEAPONS = (
    "Chemical weapon",
    "Suicide bomb",
    "Air/drone strike",
    "Grenade",
    "Shelling/artillery/missile attack",
    "Remote explosive/landmine/IED",
)
TERRITORY = ("Government regains territory", "Non-state actor overtakes territory")
DEMONSTRATIONS = (
    "Excessive force against protesters",
    "Violent demonstration",
    "Protest with intervention",
    "Peaceful protest",
)


def rank_sub_events(mentions: Iterable[IncidentMention]) -> list[tuple[str, float]]:
    """Sub-event types by the weight of their words, the one that fits best first.

    A type's first words count in full, repeated ones a quarter; context alone gives no type.
    """
    score: dict[str, float] = {}
    top: dict[str, int] = {}
    for mention in mentions:
        kind = mention.sub_event_type
        score[kind] = score.get(kind, 0.0) + mention.weight * (0.25 if kind in score else 1.0)
        if not mention.context:
            top[kind] = max(top.get(kind, 0), mention.weight)
    ranked = {kind: score[kind] * GENERIC.get(kind, 1.0) for kind in top}
    _prefer_weapons(ranked, top)
    _prefer_demonstrations(ranked, top)
    return sorted(ranked.items(), key=lambda pair: -pair[1])


def _prefer_weapons(ranked: dict[str, float], top: dict[str, int]) -> None:
    """The weapon that did it outranks what it did; the first of several in the order above."""
    named = [kind for kind in WEAPONS if top.get(kind, 0) >= 3]
    for place, kind in enumerate(named):
        ranked[kind] += 3.0 - place * 0.75
    for kind in TERRITORY:
        if top.get(kind, 0) >= 3:
            ranked[kind] += 2.5
    if top.get("Disrupted weapons use", 0) >= 3:  # found or defused: it did not go off
        ranked["Disrupted weapons use"] += 3.0


def _prefer_demonstrations(ranked: dict[str, float], top: dict[str, int]) -> None:
    """What happened at a demonstration decides which kind it was ("Protests", "Riots")."""
    if not top.keys() & {"Peaceful protest", "Violent demonstration"}:
        for kind in ("Excessive force against protesters", "Protest with intervention"):
            if top.get(kind, 0) < 3:
                ranked.pop(kind, None)
        return
    base = ranked.get("Peaceful protest", 0.0)
    for place, kind in enumerate(DEMONSTRATIONS[:3]):
        if top.get(kind, 0) >= 2:
            ranked[kind] = max(ranked[kind], base) + 1.5 - place * 0.25
