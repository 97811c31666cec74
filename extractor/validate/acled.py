"""The checks of an ACLED file, the columns of each, and which of two related mistakes is reported.

Layers: single cells against the JSON Schema, the codebook's rules for one row, rules for the file,
and plausibility.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from functools import partial
from typing import Any

from extractor.codebook.actors import ActorKind
from extractor.codebook.countries import Region, countries, country_by_name
from extractor.codebook.kind_labels import precision_of_label
from extractor.codebook.older_regions import OLDER_NAMES, older_extents
from extractor.codebook.seas import is_sea, is_water, seas
from extractor.codebook.types import DisorderType, EventType, SubEventType
from extractor.records.acled import ACLED_ID, INTERACTIONS
from extractor.records.schema import shipped_schema
from extractor.records.vintages import WRITTEN_BLANKS, current_cell, without_decimals
from extractor.validate import vintage
from extractor.validate.acled_rules import (
    NAMED,
    OLDER_NUMBERS,
    Parts,
    rule_groups,
)
from extractor.validate.at_sea import BlankAdmin1, filled_on_land
from extractor.validate.cells import Cell, Number, OneOf, SchemaPart, nearest, shown
from extractor.validate.code_checks import checks_of_codes
from extractor.validate.columns import BulkCheck, Check, Columns, DistinctCheck, Group, Hit
from extractor.validate.dates import DayJudge
from extractor.validate.finding import Problem
from extractor.validate.geography import MOST_PLACES, PlaceNames, point_in_country
from extractor.validate.letters import BrokenLetters
from extractor.validate.notes import NoteDay, NoteDeaths
from extractor.validate.older_rows import (
    OlderDisorderTypes,
    OlderRegions,
    OlderTypes,
    older_event_type,
)
from extractor.validate.seen import SAME_EVENT, IdPrefixes, SeenBefore, StablePerCountry
from extractor.validate.told_once import BlankTargeting

__all__ = ["acled_checks"]

FIRST_YEAR = 1997
MANY_DEATHS = 1_000
PRECISIONS = ("time_precision", "geo_precision")
FILLED = frozenset({"year", "disorder_type", "interaction", "iso", "region", "timestamp", "source"})
MAY_BE_BLANK = frozenset(
    {
        *("assoc_actor_1", "actor2", "assoc_actor_2", "inter2", "civilian_targeting", "admin2"),
        *("admin3", "source_scale", "notes", "tags", "time_precision"),
    }
)
LETTERS = ("actor1", "actor2", "admin1", "location", "source", "notes")
_MOST_DIGITS = 12
SCALES = (
    *("Local partner", "Subnational", "National", "Regional", "International", "New media"),
    "Other",
)


# Columns whose cells are judged together with others.
TOGETHER = (
    ("disorder_type", "event_type", "sub_event_type", "inter1", "inter2", "interaction",
     "civilian_targeting"),
    ("country", "region", "iso"),
    ("event_date", "year", "time_precision", "geo_precision"),
    ("actor1",),
    ("actor2",),
    ("location", "latitude", "longitude"),
)  # fmt: skip


def acled_checks(columns: Sequence[str], today: date, *, before_2019: bool = False) -> list[Check]:
    """Every check that the columns of a file allow; ``before_2019`` means an export without
    sub-event types and with the older event types."""
    present = {*columns, *(flag for flag in NAMED if flag.split()[0] in columns)}
    present.update(vintage.written(column) for column in columns)
    cells = _cells(today)
    if before_2019:
        cells["event_type"] = Cell("event_type", "E201", older_event_type)
    places = PlaceNames()
    of_places: Parts = [
        (("country", "latitude", "longitude", "location"), point_in_country),
        (("country", "location", "latitude", "longitude"), places),
    ]
    rules = [*rule_groups(present, before_2019=before_2019), of_places]
    checks: list[Check] = []
    for group, parts in zip(TOGETHER, rules, strict=True):
        of_group: Parts = [filled_on_land(column, cells[column], present) for column in group]
        checks.append(Group([*of_group, *parts], present))
    grouped = {column for group in TOGETHER for column in group}
    for column, cell in cells.items():
        if column == "admin1":
            checks.append(BlankAdmin1(cell, present))
        elif column in BULK:
            checks.append(BulkCheck(column, BULK[column], cell))
        elif column not in grouped:
            checks.append(DistinctCheck((column,), cell))
    checks += [
        vintage.FormCheck("inter1", "W110", vintage.WORDS, vintage.kind_form),
        vintage.FormCheck("inter2", "W110", vintage.WORDS, vintage.kind_form),
        vintage.FormCheck("interaction", "W110", vintage.WORDS, vintage.kind_form),
        vintage.FormCheck("civilian_targeting", "W224", vintage.TARGETING, vintage.targeting_form),
        *(vintage.FormCheck(name, "W116", "", vintage.precision_form) for name in PRECISIONS),
        vintage.day_check("event_date"),
        OlderDisorderTypes(),
        OlderRegions(),
        *([OlderTypes()] if before_2019 else []),
        BlankTargeting(),
        *map(BrokenLetters, LETTERS),
        UnknownPlaces(places),
        NoteDay(),
        NoteDeaths(),
        *checks_of_codes("ACLED rows"),
        IdPrefixes(),
        *_stable(present),
        SeenBefore("event_id_cnty", SAME_EVENT if present >= set(SAME_EVENT) else ()),
    ]
    return [check for check in checks if check.needs and present.issuperset(check.needs)]


def _stable(present: set[str]) -> Iterator[Check]:
    # An ocean lies in several regions and has no number.
    waters_and_countries = _known_countries() | seas()
    knows = {
        "iso": waters_and_countries - OLDER_NUMBERS.keys(),
        "region": waters_and_countries - older_extents().keys(),
    }
    kept = {column: names for column, names in knows.items() if column in present}
    if kept:
        yield StablePerCountry(kept, _right_at_some_time)


def _right_at_some_time(column: str, country: str, value: str) -> bool:
    """Whether a country has or ever had this ISO number or region; true for an unknown country."""
    listed = country_by_name(country)
    if listed is None:
        return True
    if column == "iso":
        numbers = {listed.iso, *OLDER_NUMBERS.get(listed.name, ())}
        return not value.isdecimal() or int(value) in numbers
    return value in (listed.region.value, *older_extents().get(listed.name, ())[:1])


def _known_countries() -> frozenset[str]:
    return frozenset(country.name for country in countries())


def _cells(today: date) -> dict[str, Cell]:
    """The judges of single cells, by column."""
    schema = shipped_schema("acled")
    parts = {
        column: SchemaPart(part, schema["$defs"]) for column, part in schema["properties"].items()
    }
    judges: dict[str, Callable[[str], Sequence[Problem]]] = {
        "event_date": DayJudge("event_date", first_year=FIRST_YEAR, dataset="ACLED", today=today),
        "event_id_cnty": _event_id,
        "country": _country,
        "region": _region,
        "source_scale": _scale,
        "fatalities": _Fatalities(parts["fatalities"]),
    }
    for column in ("latitude", "longitude"):
        judges[column] = Number(column, parts[column], whole=False)
    for column in ("year", "iso", "timestamp"):
        judges[column] = Number(column, parts[column], whole=True)
    for column in PRECISIONS:
        judges[column] = _Precision(column, parts[column])
    closed: dict[str, tuple[str, Sequence[str], Callable[[str], bool]]] = {
        "event_type": ("E211", [each.value for each in EventType], _never),
        "sub_event_type": ("E212", [each.value for each in SubEventType], _never),
        "disorder_type": ("E213", [each.value for each in DisorderType], _never),
        "inter1": ("E214", [each.value for each in ActorKind], _number),
        "inter2": ("E214", [each.value for each in ActorKind], _number),
        "interaction": ("E215", INTERACTIONS, _number),
        "civilian_targeting": ("E216", ["Civilian targeting"], _targeted),
    }
    for column, (code, words, older) in closed.items():
        judges[column] = OneOf(
            *(column, code, parts[column], words),
            current=partial(current_cell, column),
            older=older,
        )
    made = {}
    for column in parts:
        blank = None if column in MAY_BE_BLANK else "W202" if column in FILLED else "E201"
        made[column] = Cell(column, blank, judges.get(column))
    return made


def _never(_: str) -> bool:
    return False


def _number(text: str) -> bool:
    return without_decimals(text).isdecimal() or vintage.is_label(text)


def _targeted(text: str) -> bool:
    return text.lower() in ("civilian targeting", "civilians targeted")


def _ids_pass(cells: Sequence[str]) -> bool:
    return all(map(ACLED_ID.match, cells))


def _wholes_pass(cells: Sequence[str]) -> bool:
    digits = "".join(cells)
    lengths = [*map(len, cells)]
    return (
        digits.isdecimal() and digits.isascii() and 0 < min(lengths) <= max(lengths) <= _MOST_DIGITS
    )


def _notes_pass(cells: Sequence[str]) -> bool:
    return min(map(len, cells)) > LONGEST_BLANK and tuple(map(str.strip, cells)) == tuple(cells)


# Columns whose cells are nearly all different.
BULK: dict[str, Callable[[Sequence[str]], bool]] = {
    "event_id_cnty": _ids_pass,
    "timestamp": _wholes_pass,
    "notes": _notes_pass,
}
LONGEST_BLANK = max(map(len, WRITTEN_BLANKS))


def _event_id(text: str) -> Sequence[Problem]:
    if ACLED_ID.match(text):
        return ()
    message = f"event_id_cnty is {shown(text)}; it is an acronym and a number, as ARG10607"
    return [Problem("E221", message, "event_id_cnty", text)]


def _country(text: str) -> Sequence[Problem]:
    listed = country_by_name(text)
    if listed and listed.name == text:
        return ()
    if listed:
        message = f"country is {shown(text)}, which ACLED now calls {listed.name!r}"
        return [Problem("W218", message, "country", text)]
    if is_sea(text):
        return ()
    if is_water(text):
        message = f"country is {shown(text)}, a body of water that is not in the list"
        return [Problem("W225", message, "country", text)]
    suggestion = nearest(text, sorted(_known_countries() | seas()), least=75)
    hint = f"; did you mean {suggestion!r}?" if suggestion else ""
    message = f"country is {shown(text)}, which ACLED does not have{hint}"
    return [Problem("E217", message, "country", text)]


def _region(text: str) -> Sequence[Problem]:
    regions = [region.value for region in Region]
    if text in regions or text in OLDER_NAMES:  # older names are reported once a file
        return ()
    suggestion = nearest(text, regions)
    hint = f"; did you mean {suggestion!r}?" if suggestion else ""
    message = f"region is {shown(text)}, which is none of the seventeen{hint}"
    return [Problem("E219", message, "region", text)]


def _scale(text: str) -> Sequence[Problem]:
    left = text
    for scale in sorted(SCALES, key=len, reverse=True):
        left = left.replace(scale, "")
    if not left.strip("- ;"):
        return ()
    suggestion = nearest(text, SCALES)
    hint = f"; did you mean {suggestion!r}?" if suggestion else ""
    message = f"source_scale is {shown(text)}, which ACLED does not have{hint}"
    return [Problem("W222", message, "source_scale", text)]


class _Precision(Number):
    """A whole number, perhaps with a label, which is reported once a column."""

    def __init__(self, column: str, part: SchemaPart) -> None:
        super().__init__(column, part, whole=True)

    def __call__(self, text: str) -> Sequence[Problem]:
        return () if precision_of_label(text) else super().__call__(text)


class _Fatalities:
    """A whole number, with a warning above a thousand."""

    def __init__(self, part: SchemaPart) -> None:
        self._number = Number("fatalities", part, whole=True)

    def __call__(self, text: str) -> Sequence[Problem]:
        problems = self._number(text)
        if problems:
            return problems
        if int(text.partition(".")[0]) > MANY_DEATHS:
            message = f"fatalities is {text}: more than {MANY_DEATHS:,} in one event"
            return [Problem("W507", message, "fatalities", text)]
        return ()


class UnknownPlaces(Check):
    """Places whose names the gazetteer lacks, reported together at the end (W510)."""

    needs = ("country", "location", "latitude", "longitude")

    def __init__(self, names: PlaceNames) -> None:
        self._names = names
        self._last_line = 0

    def __call__(self, batch: Columns) -> Iterator[Hit]:
        self._last_line = batch.lines[-1]
        return iter(())

    def in_parts(self) -> None:
        self._names.in_parts()

    def gathered(self) -> Any:
        last, self._last_line = self._last_line, 0
        return last, self._names.gathered()

    def add(self, gathered: Any, before: int) -> None:
        last, places = gathered
        self._last_line = before + last if last else self._last_line
        self._names.add(places)

    def at_end(self) -> Iterator[tuple[int, Problem, str | None]]:
        names = self._names
        if names.unknown:
            left = names.unknown - len(names.named)
            extra = f" and {left:,} more" if left else ""
            first = "the first " if names.places >= MOST_PLACES else ""
            message = (
                f"{names.unknown:,} of {first}{names.places:,} places are not in the gazetteer "
                f"under the name and country they have: {', '.join(map(shown, names.named))}{extra}"
            )
            yield self._last_line, Problem("W510", message, "location"), None
