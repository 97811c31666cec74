"""Words that tell of an incident, with the sub-event types they speak for.

The lexicons (``incidents.tsv``) hold the words; the sub-event types are ACLED's (ACLED
codebook, "Event types"). A mention is a place in the text, not yet an event: whether it happened,
where and when is found out later.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from extractor.languages.patterns import few_words_behind
from extractor.lexicon.files import Entry, matches
from extractor.text.span import Span

__all__ = ["IncidentMention", "find_incidents", "rank_sub_events"]


SURE = 3  # words that say it by themselves


@dataclass(frozen=True, order=True)
class IncidentMention:
    """Words in the text that speak for one sub-event type; ``context`` words only support one."""

    span: Span
    sub_event_type: str
    weight: int
    context: bool = False


def find_incidents(
    text: str, start: int = 0, end: int | None = None, *, languages: Sequence[str] = ()
) -> list[IncidentMention]:
    """All incident words in ``text[start:end]``, in text order; offsets count from the text's
    beginning. One stretch of words may speak for several types; some speak for a type only where
    a demonstration is told of, as "clashes" do for a violent one."""
    end = len(text) if end is None else end
    found = list(matches("incidents", languages, text, start, end))
    demonstration = any(entry.label == PEACEFUL for entry, _ in found)
    found = [
        (entry, match)
        for entry, match in found
        if (demonstration or not entry.beside) and not _is_reason(entry, text, start, match.start())
    ]
    return sorted(
        IncidentMention(
            Span(*match.span(), match.group()), entry.label, entry.weight, entry.context
        )
        for entry, match in found
    )


def _is_reason(entry: Entry, text: str, start: int, at: int) -> bool:
    """Whether the words say what a demonstration is about, as "against police brutality" does."""
    return entry.label in BY_POLICE and bool(REASON.search(text, max(start, at - 60), at))


# Types whose words stand in reports of many other types: "killed", "attacked", "fighting".
GENERIC = {"Attack": 0.5, "Armed clash": 0.9, "Other": 0.55, "Arrests": 0.9}
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
DISRUPTED = "Disrupted weapons use"
WITHOUT_FIGHT = "Non-violent transfer of territory"
CLASH = "Armed clash"
TERRITORY = ("Government regains territory", "Non-state actor overtakes territory")
PEACEFUL = "Peaceful protest"
BY_POLICE = ("Excessive force against protesters", "Protest with intervention")
REASON = few_words_behind("reason", most=5)
DEMONSTRATIONS = (
    "Violent demonstration",
    "Excessive force against protesters",
    "Protest with intervention",
)


def rank_sub_events(mentions: Iterable[IncidentMention]) -> list[tuple[str, float]]:
    """Sub-event types by the weight of their words, the one that fits best first.

    A type's first words count in full, repeated ones a quarter; context alone gives no type.
    """
    mentions = list(mentions)
    disrupted = [m.span for m in mentions if m.sub_event_type == DISRUPTED and m.weight >= SURE]
    score: dict[str, float] = {}
    top: dict[str, int] = {}
    for mention in mentions:
        kind = mention.sub_event_type
        if kind in WEAPONS and any(mention.span.within(span) for span in disrupted):
            continue  # "destroyed an explosive device": it did not go off
        score[kind] = score.get(kind, 0.0) + mention.weight * (0.25 if kind in score else 1.0)
        if not mention.context:
            top[kind] = max(top.get(kind, 0), mention.weight)
    ranked = {kind: score[kind] * GENERIC.get(kind, 1.0) for kind in top}
    _prefer_weapons(ranked, top)
    _prefer_territory(ranked, top)
    _prefer_demonstrations(ranked, top)
    return sorted(ranked.items(), key=lambda pair: -pair[1])


def _prefer_weapons(ranked: dict[str, float], top: dict[str, int]) -> None:
    """The weapon that did it outranks what it did; the first of several in the order above."""
    named = [kind for kind in WEAPONS if top.get(kind, 0) >= SURE]
    for place, kind in enumerate(named):
        ranked[kind] += 3.0 - place * 0.75
    # Found or defused: it did not go off. Seized from those killed in a clash, it is the clash.
    if top.get(DISRUPTED, 0) >= SURE:
        fought = {CLASH, "Attack"} <= top.keys()
        ranked[DISRUPTED] = ranked[DISRUPTED] * 0.8 if fought else ranked[DISRUPTED] + 3.0


def _prefer_territory(ranked: dict[str, float], top: dict[str, int]) -> None:
    """Territory that changes hands outranks the fighting for it; left or taken without any, it is
    a non-violent transfer ("Strategic developments")."""
    taken = [kind for kind in TERRITORY if top.get(kind, 0) >= SURE]
    for kind in taken:
        ranked[kind] += 2.5
    if taken and top.get(WITHOUT_FIGHT, 0) >= SURE and CLASH not in top:
        ranked[WITHOUT_FIGHT] = max(ranked[kind] for kind in taken) + 1.0


def _prefer_demonstrations(ranked: dict[str, float], top: dict[str, int]) -> None:
    """What happened at a demonstration decides which kind it was ("Protests", "Riots")."""
    if not top.keys() & {PEACEFUL, "Violent demonstration"}:
        for kind in ("Excessive force against protesters", "Protest with intervention"):
            if top.get(kind, 0) < SURE:
                ranked.pop(kind, None)
        return
    least = max(ranked.get(kind, 0.0) for kind in (*DEMONSTRATIONS, PEACEFUL))
    for place, kind in enumerate(sorted(DEMONSTRATIONS, key=lambda one: -top.get(one, 0))):
        if top.get(kind, 0) >= 2:
            ranked[kind] = least + 1.5 - place * 0.25
