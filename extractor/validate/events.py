"""The checks of event records: the JSON Schema, internal consistency, the codebook's rules."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from itertools import islice
from typing import Any

from extractor.codebook.rules import RULES
from extractor.custom_fields import CustomField
from extractor.records.field_lookup import of_kind
from extractor.records.problems import problems
from extractor.records.versions import unknown_version
from extractor.validate.acled_rules import broken_rules
from extractor.validate.actors import actor_name
from extractor.validate.cells import LONGEST_SHOWN, SchemaPart
from extractor.validate.code_checks import problems_of_codes
from extractor.validate.columns import line_words
from extractor.validate.finding import Problem
from extractor.validate.geography import point_in_country
from extractor.validate.notes import day_problem
from extractor.validate.seen import SeenBefore

__all__ = ["EventChecks", "acled_view"]

MANY_DEATHS = 1_000
MOST_REASONS = 10  # a record of something else needs no fifty findings
LONGEST_MESSAGE = 300


class EventChecks:
    """Checks records one by one; ``at_end`` gives the findings about the whole file."""

    def __init__(
        self,
        today: date,
        words: Callable[[int], str] = line_words,
        fields: Sequence[CustomField] = (),
    ) -> None:
        """``words`` gives the words for a line in a message about another line; ``fields`` are the
        user's own fields, if their values are to be checked."""
        import jsonschema_rs

        from extractor.records.schema import shipped_schema

        schema = shipped_schema("event")
        self._fast = jsonschema_rs.validator_for(schema, validate_formats=True)
        self._part = SchemaPart({"type": "object"})
        self._today = today
        self._fields = {one.name: one for one in fields}
        self._seen = SeenBefore("id", ())
        self._seen.line_words = words

    def __call__(self, record: Mapping[str, Any], line: int) -> Iterator[Problem]:
        """The problems of one record."""
        identity = record.get("id")
        if isinstance(identity, str):
            self._seen.remember([identity], [_fingerprint(record)], [line])
        yield from self.problems(record)

    def problems(self, record: Mapping[str, Any]) -> Iterator[Problem]:
        """The problems of one record by itself, whatever its file."""
        unknown = next(_unknown_versions(record), None)
        if unknown:
            yield unknown
            return
        if not self._fits(record):
            misfits = list(_schema_problems(record))
            yield from misfits
            if misfits:
                return
        own_problems = list(_own_sense(record, self._today))
        yield from own_problems
        yield from self._rules(record)
        if self._fields:
            yield from self._custom(record)
        if not own_problems:
            yield from _readable(record)

    def _custom(self, record: Mapping[str, Any]) -> Iterator[Problem]:
        """Values of the user's own fields that their file does not allow."""
        for number, one in enumerate(record.get("custom", ())):
            field = self._fields.get(one["field"])
            where, value = f"custom.{number}", str(one["value"])[:LONGEST_SHOWN]
            problem = "no such field" if field is None else field.problem(one["kind"], one["value"])
            if problem:
                yield Problem("E705", f"{one['field']} {value!r}: {problem}", where, value)

    def at_end(self) -> Iterator[tuple[int, Problem, str | None]]:
        return self._seen.at_end()

    def _fits(self, record: Mapping[str, Any]) -> bool:
        try:
            return self._fast.is_valid(record)
        except (ValueError, TypeError):  # NaN, or numbers too long: outside JSON Schema
            return False

    def _rules(self, record: Mapping[str, Any]) -> Iterator[Problem]:
        row = acled_view(record)
        rules = [rule for rule in RULES if set(rule.columns) <= row.keys()]
        for problem in broken_rules(rules, row):
            yield problem._replace(column=FIELDS.get(problem.column or "", problem.column))
        for side, role in (("1", "perpetrator"), ("2", "target")):
            if f"actor{side}" in row and "country" in row:
                cells = (str(row[name]) for name in (f"actor{side}", f"inter{side}", "country"))
                for problem in actor_name(f"actor{side}", *cells):
                    yield problem._replace(column=f"actors ({role})")
        if "latitude" in row:
            point = (str(row["latitude"]), str(row["longitude"]))
            for problem in point_in_country(str(row.get("country", "")), *point):
                yield problem._replace(column="location.latitude")
        for problem in problems_of_codes("event records", row):
            yield problem._replace(column=FIELDS.get(problem.column or "", problem.column))


# The path in a record for the value of an ACLED column.
FIELDS = {
    "region": "location.region",
    "iso": "location.iso",
    "country": "location.country",
    "fatalities": "casualties.killed",
    "inter1": "actors",
    "inter2": "actors",
    "actor1": "actors",
    "actor2": "actors",
}


def acled_view(record: Mapping[str, Any]) -> dict[str, object]:
    """The ACLED values that a record holds; unknown ones have no key."""
    row: dict[str, object] = {
        key: record[key] for key in ("disorder_type", "event_type", "sub_event_type")
    }
    sides = {"perpetrator": "1", "target": "2"}
    for role, side in sides.items():
        actors = [actor for actor in record["actors"] if actor["role"] == role]
        if actors:
            row[f"actor{side}"], row[f"inter{side}"] = actors[0]["name"], actors[0]["kind"]
    if "actor1" in row and "actor2" not in row and record["event_type"] in ONE_SIDED:
        row["actor2"] = row["inter2"] = ""
    place = record["location"] or {}
    for key in ("country", "iso", "region", "latitude", "longitude"):
        if place.get(key) is not None:
            row[key] = place[key]
    return row


# In other types a missing second actor is unknown, which is a value.
ONE_SIDED = ("Protests", "Riots", "Explosions/Remote violence", "Strategic developments")


def _fingerprint(record: Mapping[str, Any]) -> int:
    keys = ("date", "location", "sub_event_type", "actors", "casualties", "source", "notes")
    return hash(repr([record.get(key) for key in keys]))


def _unknown_versions(record: Mapping[str, Any]) -> Iterator[Problem]:
    """Versions of the record, or of a report it was merged from, that cannot be read."""
    reports = record.get("reports")
    parts = [("", record)]
    if isinstance(reports, list):
        parts += [(f"reports.{n}.", one) for n, one in enumerate(reports) if isinstance(one, dict)]
    for path, part in parts:
        version = part.get("schema_version")
        if "schema_version" in part and (problem := unknown_version(version)):
            where = f"{path}schema_version"
            yield Problem("E225", f"{where}: {problem}", where, str(version)[:LONGEST_SHOWN])


def _schema_problems(record: Mapping[str, Any]) -> Iterator[Problem]:
    from jsonschema.exceptions import best_match

    from extractor.records.schema import _validator

    said: set[str] = set()
    for error in _validator("event").iter_errors(record):
        deepest = best_match([error]) or error
        if "allOf" in error.schema_path:  # inconsistent types: the rules explain it better
            continue
        where = ".".join(str(step) for step in deepest.absolute_path)
        message = " ".join(deepest.message.split())
        if len(message) > LONGEST_MESSAGE:
            message = f"{message[: LONGEST_MESSAGE // 2]} … {message[-LONGEST_MESSAGE // 2 :]}"
        if message in said:
            continue
        said.add(message)
        value = deepest.instance if isinstance(deepest.instance, (str, int, float)) else None
        shown = str(value)[:LONGEST_SHOWN] if value is not None else None
        yield Problem("E223", f"{where}: {message}" if where else message, where or None, shown)
        if len(said) >= MOST_REASONS:
            return


def _own_sense(record: Mapping[str, Any], today: date) -> Iterator[Problem]:
    yield from _evidence(record, "")
    when = record["date"]
    if when:
        start, end = when["start"], when["end"]
        if (start is None) != (end is None) or (start is None and when["precision"] is not None):
            message = "start, end and precision are known together or not at all"
            yield Problem("E702", message, "date.start", start or end)
        elif start and start > end:
            yield Problem("E702", f"start {start} is after end {end}", "date.start", start)
        elif start and start > today.isoformat():
            message = f"{start} is later than today, {today.isoformat()}"
            yield Problem("W504", message, "date.start", start)
        if start and start == end:
            problem = day_problem(record["notes"], start, str(when["precision"]))
            if problem:
                yield problem
    yield from _tolls(record["casualties"])


TOLLS = [field for field in of_kind("toll") if field.holder == "casualties"]


def _tolls(casualties: Mapping[str, Any]) -> Iterator[Problem]:
    counts = [(field.name, field.name, casualties.get(field.name)) for field in TOLLS]
    for index, told_toll in enumerate(casualties.get("told", ())):
        counts.append((f"told.{index}", f"{told_toll['state']}, as told", told_toll))
    for key, name, toll in counts:
        if not toll:
            continue
        low, high = toll["low"], toll["high"]
        if low is not None and high is not None and low > high:
            message = f"{name}: the lowest is {low}, the highest {high}"
            yield Problem("E703", message, f"casualties.{key}", str(low))
        elif key == "killed" and toll["coded"] > MANY_DEATHS:
            message = f"killed is {toll['coded']}: more than {MANY_DEATHS:,} in one event"
            yield Problem("W507", message, "casualties.killed", str(toll["coded"]))


def _evidence(value: object, path: str) -> Iterator[Problem]:
    """Every piece of evidence in the record whose offsets do not fit its text."""
    if isinstance(value, dict):
        if value.keys() == {"start", "end", "text"} and isinstance(value["text"], str):
            span = value["end"] - value["start"]
            if span != len(value["text"]):
                message = (
                    f"offsets {value['start']} to {value['end']} are {span} characters and the "
                    f"text has {len(value['text'])}"
                )
                yield Problem("E701", message, path, value["text"][:LONGEST_SHOWN])
            return
        for key, inner in value.items():
            yield from _evidence(inner, f"{path}.{key}" if path else str(key))
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from _evidence(inner, f"{path}.{index}")


def _readable(record: Mapping[str, Any]) -> Iterator[Problem]:
    """What the models of the library refuse although the schema allows it."""
    from pydantic import ValidationError

    from extractor.records import EventRecord

    try:
        EventRecord.model_validate(record)
    except ValidationError as invalid:
        for where, message in islice(problems(invalid, values=False), MOST_REASONS):
            if " of " in message and message.startswith(("the event_type", "the disorder_type")):
                continue  # covered by E301 and E302
            yield Problem("E704", message, where or None)
    except RecursionError:
        yield Problem("E704", "nested too deep")
