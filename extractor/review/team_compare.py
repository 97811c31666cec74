"""Compares two coders' work on one article: their events paired, the values field by field, and the
record that an adjudicator makes of a pair."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from typing import Any

from extractor.coding.words import note_of
from extractor.errors import ReviewError
from extractor.records import EventRecord, Role
from extractor.review.drafts import draft_of
from extractor.review.rows import status_of
from extractor.review.wording import is_own_note, kept_in_step, summary_of
from extractor.score.alignment import align

__all__ = ["FIELDS", "Pair", "chosen", "differing", "pairs_of", "shown_pair"]

SAID = {
    "allegations": "allegations",
    "denials": "denials",
    "claims_of_responsibility": "claims of responsibility",
    "requested_investigations": "investigations asked for",
}
NAMED = {"victims": "victims", "physical_targets": "things hit", "weapons": "weapons"}
WORDS = frozenset({"evidence", "text"})  # where a value is read, not the value


@dataclass(frozen=True)
class Pair:
    """One event in both codings; ``None`` where a coder has no such event."""

    left: EventRecord | None
    right: EventRecord | None


@dataclass(frozen=True)
class Field:
    """A compared field: ``value`` is compared, ``lines`` are displayed, ``put`` copies it into a
    record's JSON from another's."""

    title: str
    value: Callable[[EventRecord], Any]
    lines: Callable[[EventRecord], list[str]]
    put: Callable[[dict[str, Any], dict[str, Any]], None]


def pairs_of(left: Sequence[EventRecord], right: Sequence[EventRecord]) -> list[Pair]:
    """Each event of either coder once. The same id means the same event, unless both added it; the
    others are paired by content, as the score pairs them."""
    theirs = {record.id: record for record in right if not _added(record)}
    pairs, alone = [], []
    for record in left:
        other = None if _added(record) else theirs.pop(record.id, None)
        if other is None:
            alone.append(record)
        else:
            pairs.append(Pair(record, other))
    others = [record for record in right if _added(record) or record.id in theirs]
    if not alone or not others:
        return pairs + [Pair(one, None) for one in alone] + [Pair(None, one) for one in others]
    for unit in align(alone, others):
        pairs += [Pair(one, other) for one, other in unit.pairs]
        pairs += [Pair(one, None) for one in unit.missed]
        pairs += [Pair(None, one) for one in unit.spurious]
    return pairs


def differing(pair: Pair) -> list[str]:
    """The names of the fields that differ; ``status`` if only one coder keeps the event."""
    left, right = pair.left, pair.right
    if left is None or right is None:
        kept = left or right
        return ["status"] if kept and not _rejected(kept) else []
    if _rejected(left) or _rejected(right):
        return [] if _rejected(left) and _rejected(right) else ["status"]
    return [name for name, one in FIELDS.items() if one.value(left) != one.value(right)]


def shown_pair(pair: Pair) -> dict[str, Any]:
    """The pair as data for the page."""
    differ = differing(pair)
    fields = [
        {
            "name": name,
            "title": one.title,
            "left": one.lines(pair.left) if pair.left else [],
            "right": one.lines(pair.right) if pair.right else [],
            "same": name not in differ,
        }
        for name, one in FIELDS.items()
    ]
    return {
        "left": _shown(pair.left),
        "right": _shown(pair.right),
        "differs": differ,
        "fields": [one for one in fields if one["left"] or one["right"]],
    }


def chosen(pair: Pair, keep: str, fields: Collection[str]) -> EventRecord | None:
    """The adjudicated record: that of the side ``keep`` (``left`` or ``right``), with the named
    fields from the other; ``None`` if the chosen side has no such event.

    Raises :class:`ReviewError` if the values are inconsistent.
    """
    if keep not in ("left", "right"):
        raise ReviewError("each event needs a side: left or right")
    base, other = (pair.left, pair.right) if keep == "left" else (pair.right, pair.left)
    unknown = [name for name in fields if name not in FIELDS]
    if unknown:
        raise ReviewError(f"{unknown[0]} is no field")
    if base is None or other is None or not fields or _rejected(base):
        return base
    versions = max(base.schema_version, other.schema_version)
    base = base.model_copy(update={"schema_version": versions})
    made, source = base.model_dump(mode="json"), other.model_dump(mode="json")
    for name in fields:
        FIELDS[name].put(made, source)
    draft = draft_of(made, base)
    if draft.record is None:
        field, message = draft.errors[0]
        raise ReviewError(f"these values do not go together: {field}: {message}")
    record = draft.record
    if "notes" not in fields:
        return kept_in_step(base, record)
    own_words = {"summary": _own_summary(other), "notes": _own_notes(other)}
    written = {"summary": summary_of(record), "notes": note_of(record)}
    return record.model_copy(update={name: own_words[name] or written[name] for name in own_words})


def _shown(record: EventRecord | None) -> dict[str, Any] | None:
    if record is None:
        return None
    review = record.review
    return {
        "id": record.id,
        "status": status_of(record),
        "reason": review.reason if review else None,
        "summary": record.summary,
        "record": record.model_dump(mode="json"),
    }


def _rejected(record: EventRecord) -> bool:
    return status_of(record) == "rejected"


def _added(record: EventRecord) -> bool:
    """Whether a coder added the record: such ids are generated and may be equal by chance."""
    return record.extraction.reader == "coder"


# The fields


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _plain(one) for key, one in value.items() if key not in WORDS}
    return [_plain(one) for one in value] if isinstance(value, list) else value


def _dumped(name: str) -> Callable[[EventRecord], Any]:
    def value(record: EventRecord) -> Any:
        part = getattr(record, name)
        if isinstance(part, tuple):
            return [_plain(one.model_dump(mode="json")) for one in part]
        return _plain(part.model_dump(mode="json")) if part is not None else None

    return value


def _copied(*names: str) -> Callable[[dict[str, Any], dict[str, Any]], None]:
    def put(made: dict[str, Any], source: dict[str, Any]) -> None:
        for name in names:
            if name in source:
                made[name] = source[name]
            else:
                made.pop(name, None)

    return put


def _date_lines(record: EventRecord) -> list[str]:
    when = record.date
    if when is None:
        return ["no date"]
    days = [str(day) for day in dict.fromkeys((when.start, when.end)) if day]
    return [f"{' to '.join(days) or 'no day'}, precision {when.precision or 'not known'}"]


def _place_lines(record: EventRecord) -> list[str]:
    where = record.location
    if where is None:
        return ["no place"]
    names = [where.name, where.admin3, where.admin2, where.admin1, where.country]
    lines = [", ".join(dict.fromkeys(name for name in names if name))]
    if where.latitude is not None and where.longitude is not None:
        lines.append(f"{where.latitude:.4f}, {where.longitude:.4f}")
    return [*lines, f"precision {where.precision or 'not known'}"]


def _actors(role: Role) -> Field:
    def of(record: EventRecord) -> list[Any]:
        return [actor for actor in record.actors if actor.role is role]

    def lines(record: EventRecord) -> list[str]:
        made = []
        for actor in of(record):
            kind_words = [actor.kind.value, actor.attribution.value.replace("_", " ")]
            if actor.attributed_by:
                kind_words.append(f"according to {actor.attributed_by}")
            if actor.associated:
                kind_words.append(f"with {'; '.join(actor.associated)}")
            made.append(f"{actor.name} ({', '.join(kind_words)})")
        return made or ["nobody"]

    def put(made: dict[str, Any], source: dict[str, Any]) -> None:
        kept = [one for one in made["actors"] if one["role"] != role.value]
        taken = [one for one in source["actors"] if one["role"] == role.value]
        made["actors"] = taken + kept if role is Role.PERPETRATOR else kept + taken

    def value(record: EventRecord) -> Any:
        return [_plain(one.model_dump(mode="json")) for one in of(record)]

    return Field(f"{role.value}s", value, lines, put)


def _count(low: int | None, high: int | None) -> str:
    if low is None:
        return "a number not said" if high is None else f"up to {high}"
    if high is None:
        return f"at least {low}"
    return str(low) if low == high else f"{low} to {high}"


def _casualties(name: str) -> Field:
    def lines(record: EventRecord) -> list[str]:
        found = getattr(record.casualties, name)
        if name != "told":
            return [f"{_count(found.low, found.high)}, coded {found.coded}"] if found else []
        return [
            f"{toll.state.value} {_count(toll.low, toll.high)} ({toll.teller or 'the article'})"
            for toll in found
        ]

    def value(record: EventRecord) -> Any:
        return _plain(record.casualties.model_dump(mode="json").get(name))

    def put(made: dict[str, Any], source: dict[str, Any]) -> None:
        made["casualties"] = {**made["casualties"]}
        _copied(name)(made["casualties"], source["casualties"])

    return Field("counts as told" if name == "told" else name, value, lines, put)


def _things(name: str) -> Field:
    def texts(record: EventRecord) -> list[str]:
        return [one.text for one in getattr(record, name)]

    return Field(NAMED[name], texts, texts, _copied(name))


def _statements(name: str) -> Field:
    def lines(record: EventRecord) -> list[str]:
        made = []
        for one in getattr(record, name):
            parts = one.model_dump(mode="json")
            said = [
                f"{key}: {parts[key]}"
                for key in ("speaker", "accused", "requester", "addressee", "investigator")
                if parts.get(key)
            ]
            quote = parts.get("statement")
            made.append("; ".join([*said, *([f"“{quote}”"] if quote else [])]) or "nobody named")
        return made

    return Field(SAID[name], _dumped(name), lines, _copied(name))


def _own_summary(record: EventRecord) -> str:
    return "" if record.summary == summary_of(record) else record.summary


def _own_notes(record: EventRecord) -> str:
    return "" if is_own_note(record) else record.notes


def _notes_lines(record: EventRecord) -> list[str]:
    return [one for one in (_own_summary(record), _own_notes(record)) if one]


FIELDS: dict[str, Field] = {
    "type": Field(
        "type",
        lambda record: record.sub_event_type.value,
        lambda record: [f"{record.event_type.value}: {record.sub_event_type.value}"],
        _copied("sub_event_type", "trigger"),
    ),
    "date": Field("date", _dumped("date"), _date_lines, _copied("date")),
    "location": Field("place", _dumped("location"), _place_lines, _copied("location")),
    "perpetrators": _actors(Role.PERPETRATOR),
    "targets": _actors(Role.TARGET),
    **{name: _casualties(name) for name in ("killed", "injured", "told")},
    **{name: _things(name) for name in NAMED},
    **{name: _statements(name) for name in SAID},
    "notes": Field("notes in own words", _notes_lines, _notes_lines, _copied()),
}
"""The compared fields in the order of the form. Summary and notes count only where somebody wrote
them by hand: otherwise they follow from the other fields."""
