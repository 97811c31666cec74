"""Fixes what has one right answer: takes a row of cells and returns the changes with their
codes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from extractor.codebook.actors import actor_kind, interaction_text
from extractor.codebook.broken_letters import whole_letters
from extractor.codebook.countries import Region, country_by_name
from extractor.codebook.formula_errors import FORMULA_ERRORS
from extractor.codebook.invisible import plainly_written
from extractor.codebook.kind_labels import precision_of_label
from extractor.codebook.older_regions import OLDER_NAMES, older_extents
from extractor.codebook.older_types import is_older_type
from extractor.codebook.open_days import open_day
from extractor.codebook.types import (
    SubEventType,
    disorder_type_of,
    event_type_of,
    is_older_disorder_type,
)
from extractor.codebook.written_dates import DateForm, read_date
from extractor.codebook.written_numbers import POINT, count_readings
from extractor.records.kinds import RecordKind
from extractor.records.settled_days import DAY_COLUMNS, DaysOfFile
from extractor.records.settled_numbers import COORDINATES
from extractor.records.vintages import WRITTEN_BLANKS, current_cell, without_decimals
from extractor.validate.acled_rules import OLDER_NUMBERS
from extractor.validate.cells import PROSE, whole_number
from extractor.validate.doubts import doubt
from extractor.validate.vintage import is_label

__all__ = ["DAYS", "Left", "Mended", "Mender", "mended_event"]

Mended = tuple[str, str, str, str]  # column, code, before, after
Left = tuple[str, str, str, str, str]  # column, code, present value, derived value, why it is left
DAYS = DAY_COLUMNS
SPELLINGS = {
    "event_type": "E211",
    "sub_event_type": "E212",
    "disorder_type": "E213",
    "civilian_targeting": "W224",
    "inter1": "W110",
    "inter2": "W110",
    "interaction": "W110",
}
LABELLED = frozenset({"inter1", "inter2", "interaction"})
MOST_TIMES = 9  # passes over a row; two are the most that any row needs
PRECISIONS = ("time_precision", "geo_precision")


class Mender:
    """Fixes rows of one kind. ``days`` is the file's evidence about days such as 3/4/22."""

    def __init__(self, kind: RecordKind, *, days: DaysOfFile | None = None) -> None:
        self.kind = kind
        self._days = days
        self.before_2019 = False  # event types are those of an export before 2019
        self.left: list[Left] = []  # of the last row

    def __call__(self, row: dict[str, str]) -> Iterator[Mended]:
        """Fix the row in place and return the changes; columns by the codebook's names. ``left``
        then has the derived values that were not decided.

        Passes are repeated until nothing changes, so a fixed row needs no second run.
        """
        for _ in range(MOST_TIMES):
            changes = list(self._once(row))
            yield from changes
            if not changes:
                return

    def _once(self, row: dict[str, str]) -> Iterator[Mended]:
        self.left = []
        failed: dict[str, str] = {}  # formula errors, read as blanks until the end
        for column, given in row.items():
            raw = whole_letters(given)
            if raw != given:  # before white space: to other programs their last sign may be one
                yield self._set(row, column, "W230", raw)
            text = raw.strip()
            if text != raw:
                yield self._set(row, column, "W203", text)
            if text in FORMULA_ERRORS:
                failed[column], row[column] = text, ""
                continue
            if text in WRITTEN_BLANKS:
                yield self._set(row, column, "W204", "")
                continue
            if self._days and column in self._days.numbers.columns:
                number = self._number(column, text)
                if number is not None:
                    yield self._set(row, column, "W208", number)
                    continue
            if column not in PROSE and (plain := plainly_written(text)) != text:
                yield self._set(row, column, "W227", plain)
                text = plain
            if text:
                code, after = self._cell(column, text, row)
                if after != text:
                    yield self._set(row, column, code, after)
        yield from self._follow(row, failed)
        for column, error in failed.items():
            row[column] = error
            self.left.append((column, "W231", error, "", "the value that stood there is lost"))

    def _follow(self, row: dict[str, str], failed: dict[str, str]) -> Iterator[Mended]:
        """Fix what follows from other cells; ``failed`` keeps the columns that do not."""
        for column, code_of, after in list(_following(self.kind, row)):
            before = row[column]
            if before == after:
                continue
            if not before and column in failed:
                row[column] = failed.pop(column)
                yield self._set(row, column, "W231", after)
                continue
            reason = doubt(column, before, row)
            if reason is None:
                yield self._set(row, column, code_of(before), after)
            else:
                self.left.append((column, code_of(before), before, after, reason))

    def _set(self, row: dict[str, str], column: str, code: str, after: str) -> Mended:
        before, row[column] = row[column], after
        return column, code, before, after

    def _cell(self, column: str, text: str, row: dict[str, str]) -> tuple[str, str]:
        if column in DAYS[self.kind]:
            return self._day(column, text, row)
        if column == "event_type" and self.before_2019 and is_older_type(text):
            return "", text  # "Strategic development" is no misspelling there
        if self.kind is RecordKind.ACLED and column in SPELLINGS:
            code = "W116" if column in LABELLED and is_label(text) else SPELLINGS[column]
            return code, current_cell(column, text)
        if column in PRECISIONS and (number := precision_of_label(text)):
            return "W116", number
        return "", text

    def _number(self, column: str, text: str) -> str | None:
        """The plain number of a cell in another form, if only one reading is possible."""
        assert self._days
        found = self._days.numbers.reading(column, text)
        if found is not None:
            if found.form == POINT:
                return None
            plain = found.plain or ""
            gone = set(text) - set(plain)
            if gone and not gone.isdisjoint(self._days.numbers.open_signs()):
                why = "its sign says that other numbers of the file (E228) are open"
                self.left.append((column, "W208", text, plain, why))
                return None
            return found.plain
        if column not in COORDINATES and len(readings := count_readings(text)) > 1:
            choices = f"{readings[0].plain} or {readings[1].plain or 'a number with decimals'}"
            self.left.append((column, "E228", text, choices, "other cells do not say which"))
        return None

    def _day(self, column: str, text: str, row: dict[str, str]) -> tuple[str, str]:
        if self._days is not None and (open_date := open_day(text)):
            found = self._days.reading(text, row.get("year", ""), row.get("notes", ""))
            if found is None and len(open_date.readings) > 1:
                why = "neither the year, the note nor other rows say which"
                self.left.append((column, "E206", text, open_date.choices(), why))
            return "W111", found.day.isoformat() if found else text
        read = read_date(text)
        if read.day is None:
            return "", text
        if read.form is DateForm.WRONG_ORDER:
            return "E206", read.day.isoformat()
        return "W111", read.day.isoformat()


Code = Callable[[str], str]


def _following(kind: RecordKind, row: dict[str, str]) -> Iterator[tuple[str, Code, str]]:
    """Columns of a row that follow from others: name, code by the present value, right value."""
    first_day = row.get(DAYS[kind][0]) if DAYS[kind] else None
    day = read_date(first_day).day if first_day else None
    year = without_decimals(row.get("year", "-"))
    if day and (not year or year.isdecimal()) and year != str(day.year):
        yield "year", _blank_or("W506"), str(day.year)
    if kind is not RecordKind.ACLED:
        return
    if "disorder_type" in row:
        try:
            after = disorder_type_of(SubEventType(row.get("sub_event_type", ""))).value
        except ValueError:
            pass
        else:
            older = is_older_disorder_type(row.get("sub_event_type", ""), row["disorder_type"])
            yield "disorder_type", _older_disorder_code if older else _disorder_code, after
    if "interaction" in row:
        interaction = _interaction(row)
        if interaction:
            yield "interaction", _interaction_code, interaction
    country = country_by_name(row.get("country", ""))
    if country is None or country.name != row["country"]:
        return
    if "region" in row:
        yield "region", partial(_region_code, country.name), country.region.value
    if "iso" in row:
        number = whole_number(row["iso"])
        numbers = {country.iso, *OLDER_NUMBERS.get(country.name, ())}
        if not row["iso"] or (number is not None and number not in numbers):
            yield "iso", _blank_or("E315"), str(country.iso)


def _interaction(row: dict[str, str]) -> str | None:
    try:
        first, second = actor_kind(row.get("inter1")), actor_kind(row.get("inter2"))
    except ValueError:
        return None
    # A blank inter2 with an actor2 is another mistake: nobody knows the kind.
    if first is None or (second is None) != (not row.get("actor2", "")):
        return None
    return interaction_text(first, second)


def _blank_or(code: str) -> Code:
    return lambda before: code if before else "W202"


def _disorder_code(before: str) -> str:
    from extractor.codebook.types import DisorderType

    if not before:
        return "W202"
    return "E302" if before in {each.value for each in DisorderType} else "E213"


def _older_disorder_code(before: str) -> str:
    return "W325"


def _interaction_code(before: str) -> str:
    from extractor.records.acled import INTERACTIONS

    if not before:
        return "W202"
    return "E306" if before in INTERACTIONS else "E215"


def _region_code(country: str, before: str) -> str:
    if not before:
        return "W202"
    if before in OLDER_NAMES or before in older_extents().get(country, ()):
        return "W220"
    return "E314" if before in {each.value for each in Region} else "E219"


def mended_event(record: dict[str, Any]) -> Iterator[Mended]:
    """The changes of an event record: disorder type, region and ISO number follow from others."""
    try:
        sub = SubEventType(record.get("sub_event_type"))
        disorder = disorder_type_of(sub).value
    except ValueError:
        pass
    else:
        if event_type_of(sub) != record.get("event_type"):
            pass  # one of the two is wrong, and the disorder type may fit the right one
        elif isinstance(record.get("disorder_type"), str) and record["disorder_type"] != disorder:
            before, record["disorder_type"] = record["disorder_type"], disorder
            yield "disorder_type", _disorder_code(before), before, disorder
    place = record.get("location")
    country = country_by_name(str(place.get("country"))) if isinstance(place, dict) else None
    if not isinstance(place, dict) or country is None or country.name != place["country"]:
        return
    right = {"region": ("E314", country.region.value), "iso": ("E315", country.iso)}
    for key, (code, value) in right.items():
        if place.get(key) is not None and place[key] != value:
            before, place[key] = place[key], value
            yield f"location.{key}", code, str(before), str(value)
