"""Combines several readings of one article: keeps what most of them agree on.

The share of readings that agree is the confidence. Events of different readings are the same if
type, day, place and sentences mostly agree.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from extractor.readers.prompting import one_line
from extractor.reading import Event, Reading, Statement, TollState

__all__ = ["agreed"]

ALIKE = 3  # least points for the same event: type 1, day 1, place 2, a sentence 1, same words 1


def agreed(readings: Sequence[Reading]) -> Reading:
    """Return the events that more than half of the readings have, each in the version that agrees
    most with the others. The rest is noted."""
    clusters = _clusters(readings)
    notes = [note for reading in readings for note in reading.notes]
    events: list[Event] = []
    agreement: dict[str, dict[str, float]] = {}
    keys: dict[tuple[int, str], str] = {}
    for cluster in clusters:
        share = len({reading for reading, _ in cluster}) / len(readings)
        best = max((event for _, event in cluster), key=lambda one: _support(one, cluster))
        if share <= 0.5:
            words = best.what.text if best.what else ""
            notes.append(
                f"not kept: {best.sub_event_types[0]} “{one_line(words)}”: in {len(cluster)} of "
                f"{len(readings)} readings"
            )
            continue
        key = f"e{len(events) + 1}"
        events.append(replace(best, key=key))
        agreement[key] = {"event": round(share, 2), **_shares(best, cluster)}
        keys |= {(reading, event.key): key for reading, event in cluster}
    statements = _statements(readings, keys, notes)
    order = sorted(events, key=lambda event: event.sentences)
    return Reading(
        tuple(order),
        statements,
        tuple(dict.fromkeys(notes)),
        agreement=agreement,
    )


Cluster = list[tuple[int, Event]]


def _clusters(readings: Sequence[Reading]) -> list[Cluster]:
    """Group the same events of different readings; a cluster has at most one of each reading."""
    clusters: list[Cluster] = []
    for number, reading in enumerate(readings):
        for event in reading.events:
            free = [c for c in clusters if all(other_number != number for other_number, _ in c)]
            scored = [(max(_likeness(event, one) for _, one in c), c) for c in free]
            score, home = max(scored, key=lambda pair: pair[0], default=(0, None))
            if home is not None and score >= ALIKE:
                home.append((number, event))
            else:
                clusters.append([(number, event)])
    return clusters


def _likeness(one: Event, other: Event) -> int:
    return (
        (one.sub_event_types[0] == other.sub_event_types[0])
        + (_value(one, "date") == _value(other, "date"))
        + 2 * (_value(one, "location") == _value(other, "location"))
        + bool(set(one.sentences) & set(other.sentences))
        + bool(one.what and other.what and one.what.span == other.what.span)
    )


def _value(event: Event, field: str) -> object:
    """Return a field's value in a form that can be compared between readings."""
    if field == "sub_event_type":
        return event.sub_event_types[0]
    if field == "date":
        return tuple((when.first, when.last) for when in event.when)
    if field == "location":
        return tuple(
            (w.name or (w.said.text if w.said else "")).casefold() for w in event.where[:1]
        )
    if field == "killed":
        return tuple(
            sorted((t.low or 0, t.vague or "") for t in event.tolls_of(TollState.KILLED))[:1]
        )
    parties = event.perpetrators if field == "perpetrators" else event.targets
    return frozenset((p.name or (p.said.text if p.said else "")).casefold() for p in parties)


FIELDS = ("sub_event_type", "date", "location", "perpetrators", "targets", "killed")


def _support(event: Event, cluster: Cluster) -> int:
    return sum(
        _value(event, field) == _value(other, field) for _, other in cluster for field in FIELDS
    )


def _shares(event: Event, cluster: Cluster) -> dict[str, float]:
    return {
        field: round(
            sum(_value(event, field) == _value(other, field) for _, other in cluster)
            / len(cluster),
            2,
        )
        for field in FIELDS
    }


def _statements(
    readings: Sequence[Reading], keys: dict[tuple[int, str], str], notes: list[str]
) -> tuple[Statement, ...]:
    """Return the statements about kept events that more than half of the readings have."""
    found: dict[tuple[object, ...], tuple[set[int], Statement]] = {}
    for number, reading in enumerate(readings):
        for statement in reading.statements:
            about = tuple(keys[number, key] for key in statement.events if (number, key) in keys)
            if not about:
                notes.append(
                    f"not kept: {statement.kind.value} of “{_speaker(statement)}”: no event it is "
                    "about is kept"
                )
                continue
            speaker = statement.speaker.text.casefold() if statement.speaker else ""
            entry = found.setdefault(
                (statement.kind, statement.sentences[:1], speaker),
                (set(), replace(statement, events=about)),
            )
            entry[0].add(number)
    kept = []
    for given, statement in found.values():
        if len(given) > len(readings) / 2:
            kept.append(statement)
        else:
            notes.append(
                f"not kept: {statement.kind.value} of “{_speaker(statement)}”: in {len(given)} of "
                f"{len(readings)} readings"
            )
    return tuple(kept)


def _speaker(statement: Statement) -> str:
    return one_line(statement.speaker.text) if statement.speaker else "somebody"
