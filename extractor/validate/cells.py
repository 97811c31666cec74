"""Checks one cell of a table: blank, white space, type, range, closed list.

Types, ranges and closed lists are the JSON Schema's. jsonschema-rs finds what does not fit,
jsonschema says why, and the message adds what was probably meant.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any

from extractor.codebook.formula_errors import FORMULA_ERRORS, is_formula_error, without_value
from extractor.codebook.invisible import invisible_in, plainly_written
from extractor.codebook.other_calendars import year_of_other_calendar
from extractor.codebook.unix_time import no_second
from extractor.codebook.written_numbers import DECIMAL, LOST, count_readings, digits_lost
from extractor.records.settled_numbers import NUMBER_COLUMNS
from extractor.records.vintages import WRITTEN_BLANKS
from extractor.text.words import FIGURES
from extractor.validate.finding import Problem

__all__ = [
    "PROSE",
    "Cell",
    "SchemaPart",
    "left_open",
    "nearest",
    "shown",
    "trimmed",
    "whole_number",
]

WHOLE = re.compile(r"[-+]?[0-9]{1,18}(?:\.0{1,18})?")  # more digits are no count of anything
LONGEST_SHOWN = 80
Verdict = Callable[[str], Sequence[Problem]]
# Columns of whole numbers whose other forms the rest of the file can explain.
COUNTED = frozenset(column for columns in NUMBER_COLUMNS.values() for column in columns)
# Columns of sentences, where a no-break space is typography and names are not compared.
PROSE = frozenset(
    {
        *("notes", "source_article", "source_headline", "source_original", "where_description"),
        *("tags", "geom_wkt"),
    }
)


def shown(text: str) -> str:
    """A value in a message: in quotes, on one line, not too long."""
    line = " ".join(text.split()) if not text.isprintable() else text
    if len(line) > LONGEST_SHOWN:
        line = f"{line[: LONGEST_SHOWN - 1]}…"
    return repr(line)


def whole_number(text: str) -> int | None:
    """The whole number in a cell; ``None`` if there is none."""
    text = text.strip()
    return int(text.partition(".")[0]) if WHOLE.fullmatch(text) else None


def nearest(text: str, among: Sequence[str], *, least: float = 70) -> str | None:
    """The member of ``among`` with the most similar spelling, if it is similar enough."""
    from rapidfuzz import fuzz, process, utils

    found = process.extractOne(
        text[:200], among, scorer=fuzz.ratio, processor=utils.default_process, score_cutoff=least
    )
    return found[0] if found else None


def trimmed(raw: str, column: str) -> tuple[str, list[Problem]]:
    """The cell without surrounding white space, blank if it says so in words, and its problems."""
    text, problems = raw.strip(), list[Problem]()
    if text != raw and text:
        problems.append(
            Problem("W203", f"white space around {shown(text)}", column, raw[:LONGEST_SHOWN])
        )
    elif text != raw:
        problems.append(Problem("W203", "white space and nothing else", column, raw[:20]))
    if text in FORMULA_ERRORS:
        message = f"{column}: {text!r} is the error of a formula, read as blank; its value is lost"
        problems.append(Problem("W231", message, column, text))
        text = ""
    elif text in WRITTEN_BLANKS:
        problems.append(Problem("W204", f"{column}: {text!r} stands for a blank", column, text))
        text = ""
    if column not in PROSE and plainly_written(text) != text:
        message = f"{invisible_in(text)} in {shown(text)}"
        problems.append(Problem("W227", message, column, text[:LONGEST_SHOWN]))
    return text, problems


class SchemaPart:
    """A part of a JSON Schema for one value."""

    def __init__(self, schema: dict[str, Any], definitions: dict[str, Any] | None = None) -> None:
        import jsonschema_rs

        self.schema = {**schema, "$defs": definitions or {}}
        self._fast = jsonschema_rs.validator_for(self.schema)

    def fits(self, value: object) -> bool:
        """True when the value is valid."""
        try:
            return self._fast.is_valid(value)
        except ValueError:  # lone surrogates, which no JSON text can hold
            return False

    def reason(self, value: object) -> tuple[str, str]:
        """The schema keyword that the value breaks, and jsonschema's message."""
        from jsonschema import Draft202012Validator
        from jsonschema.exceptions import best_match

        error = best_match(Draft202012Validator(self.schema).iter_errors(value))
        return (str(error.validator), error.message) if error else ("", "does not fit the schema")


class Cell:
    """Judges the cells of one column: call it with a cell as written.

    ``blank`` is the code for a blank cell, ``None`` if blanks are allowed. ``judge`` gets the
    trimmed text of all other cells.
    """

    def __init__(self, column: str, blank: str | None, judge: Verdict | None = None) -> None:
        self.column = column
        self.blank = blank
        self._judge = judge

    def __call__(self, raw: str) -> Sequence[Problem]:
        text, problems = trimmed(raw, self.column)
        if not text:
            if self.blank:
                problems.append(Problem(self.blank, self._is_blank(raw), self.column, raw))
        elif self._judge:
            problems.extend(self._judge(text))
        return problems

    def _is_blank(self, raw: str) -> str:
        if is_formula_error(raw):
            return without_value(self.column, raw.strip())
        return f"{self.column} is blank"


def left_open(text: str) -> str | None:
    """The possible numbers of a cell that the rest of the file leaves ambiguous."""
    readings = count_readings(text)
    if len(readings) < 2:
        return None
    or_else = readings[1].plain or "a number with decimals"
    return f"{readings[0].plain} or {or_else}, and other cells do not say which; write plain digits"


class Number:
    """Judge of a column of whole numbers or decimals; the range is the schema's."""

    def __init__(
        self, column: str, schema: SchemaPart, *, whole: bool, not_whole: str = "E209"
    ) -> None:
        self._column = column
        self._schema = schema
        self._whole = whole
        self._not_whole = not_whole

    def __call__(self, text: str) -> Sequence[Problem]:
        column = self._column
        if digits_lost(text, whole=self._whole):
            return [Problem("E229", f"{column} is {shown(text)}: {LOST}", column, text)]
        if self._whole and column in COUNTED and (open_number := left_open(text)):
            return [Problem("E228", f"{column} is {shown(text)}: {open_number}", column, text)]
        if not (WHOLE if self._whole else DECIMAL).fullmatch(text):
            return [self._no_number(text)]
        value: int | float = int(text.partition(".")[0]) if self._whole else float(text)
        if column == "timestamp" and (said := no_second(value)):
            return [Problem("E210", f"timestamp {text} {said}", column, text)]
        if self._schema.fits(value):
            return ()
        if self._whole and value < 0 and self._not_whole == "E605":
            return [Problem(self._not_whole, f"{column} is {text}, below 0", column, text)]
        if column == "year" and (names := year_of_other_calendar(text)):
            said = f"year is {text}, a year of the {' or '.join(names)} calendar; write one of ours"
            return [Problem("E210", said, column, text)]
        _, words = self._schema.reason(value)
        return [Problem("E210", f"{column} is {text}: {words}", column, text)]

    def _no_number(self, text: str) -> Problem:
        column = self._column
        if self._whole:
            digits = [*filter(str.isascii, FIGURES.findall(text))]
            hint = f"; did you mean {digits[0]}?" if len(digits) == 1 else ""
            code = self._not_whole
            if code == "E209" and not (digits or text.lstrip("-+").isdecimal()):
                code = "E207"
            what = "no number" if code == "E207" else "no whole number"
            if digits and digits[0] == text:  # a number with too many digits to read
                what, hint = "too long a number", ""
            return Problem(code, f"{column} is {shown(text)}, {what}{hint}", column, text)
        return Problem("E207", f"{column} is {shown(text)}, no number", column, text)


class OneOf:
    """Judge of a column with a closed list; ``current`` converts older forms.

    A value that only ``current`` brings into the list is reported too, unless ``older`` says that
    its form is allowed.
    """

    def __init__(
        self,
        column: str,
        code: str,
        schema: SchemaPart,
        words: Sequence[str],
        *,
        current: Callable[[str], str] = str,
        older: Callable[[str], bool] = lambda _: False,
    ) -> None:
        self._column = column
        self._code = code
        self._schema = schema
        self._words = words
        self._current = current
        self._older = older

    def __call__(self, text: str) -> Sequence[Problem]:
        current = self._current(text)
        if not current:
            return ()
        fits = self._schema.fits(current)
        if fits and (current == text or self._older(text)):
            return ()
        suggestion = current if fits else self._turned_round(text) or nearest(text, self._words)
        if suggestion:
            hint = f"; did you mean {suggestion!r}?"
        elif len(self._words) == 1:
            hint = f"; write {self._words[0]!r}, or leave it blank"
        elif len(self._words) <= 8:
            hint = f"; it is one of {', '.join(map(repr, self._words))}"
        else:
            hint = f"; none of the {len(self._words)} is near it"
        message = f"{self._column} is {shown(text)}, which ACLED does not have{hint}"
        return [Problem(self._code, message, self._column, text)]

    def _turned_round(self, text: str) -> str | None:
        """The same two kinds in ACLED's order, which is not first actor, second actor."""
        first, sign, second = text.partition("-")
        turned = f"{second.strip()}-{first.strip()}" if sign else ""
        return turned if turned in self._words else None
