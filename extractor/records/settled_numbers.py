"""Reads numbers of a file that are ambiguous or written in another form.

A cell such as ``1.234`` (see :mod:`extractor.codebook.written_numbers`) is read where the file's
other numbers leave one reading: a sign that is a decimal point anywhere separates no thousands.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from decimal import Decimal

from extractor.codebook.written_numbers import (
    EXPONENT,
    NumberReading,
    coordinate_reading,
    count_readings,
    digits_lost,
)
from extractor.records.kinds import RecordKind

__all__ = ["COORDINATES", "NUMBER_COLUMNS", "NumbersOfFile"]

COORDINATES = ("latitude", "longitude")
NUMBER_COLUMNS: dict[RecordKind, tuple[str, ...]] = {
    RecordKind.ACLED: (
        *("fatalities", "year", "timestamp", "time_precision", "geo_precision", "iso"),
        *COORDINATES,
    ),
    RecordKind.UCDP: (
        *("id", "year", "best", "high", "low", "deaths_a", "deaths_b", "deaths_civilians"),
        *("deaths_unknown", "conflict_new_id", "dyad_new_id", "side_a_new_id", "side_b_new_id"),
        *("priogrid_gid", *COORDINATES),
    ),
    RecordKind.EVENT: (),
}
"""Columns whose numbers are read in other forms too: counts, ids and coordinates."""
MOST_KNOWN = 40_000
_DIGITS = frozenset("-.0123456789")  # of coordinates, nothing else


class NumbersOfFile:
    """The evidence of the rows of one file about its numbers."""

    def __init__(self, kind: RecordKind) -> None:
        self.columns = NUMBER_COLUMNS[kind]
        self._plain: dict[str, set[str]] = {column: set() for column in self.columns}
        self._decimal: set[str] = set()  # signs that are decimal points in some cell
        self._grouping: set[str] = set()
        self._fractions: set[str] = set()  # columns of counts with a cell such as 1.234
        self._two_ways: dict[tuple[str, str | None, bool], Sequence[NumberReading]] = {}
        self._longest: defaultdict[str, int] = defaultdict(int)  # plain digits by column

    def any_open(self, column: str, cells: Sequence[str]) -> bool:
        """Whether any cell of a column is not a plain number; plain ones are noted."""
        whole = column not in COORDINATES
        if whole and (digits := "".join(cells)).isdecimal() and digits.isascii():
            if column == "id":
                self._longest[column] = max(self._longest[column], *map(len, cells))
            return False
        plain = self._plain[column]
        if plain.issuperset(cells):
            return False
        if len(plain) > MOST_KNOWN:
            plain.clear()
        new = set(cells) - plain
        if not whole and "." in (signs := frozenset("".join(new))) and signs <= _DIGITS:
            self._decimal.add(".")
            plain |= new
            return False
        if any(self._is_open(column, cell.strip()) for cell in new):
            return True
        plain |= new
        for cell in new:
            self.see(column, cell)
        return False

    def see(self, column: str, cell: str) -> None:
        """Note a cell: a number with one reading shows the meaning of its signs."""
        text = cell.strip()
        if column in COORDINATES:
            plain = text.lstrip("-+").replace(".", "", 1).isdecimal()
            if plain or coordinate_reading(column, text):  # degrees need no separator of thousands
                self._decimal.update(sign for sign in ".," if sign in text)
            return
        if text.isdecimal():
            self._longest[column] = max(self._longest[column], len(text))
        readings = count_readings(text)
        if len(readings) > 1:
            whole = readings[1].plain is None
            self._two_ways[column, readings[0].grouping, whole] = readings
            if whole:
                self._fractions.add(column)
        if len(readings) == 1:
            self._decimal.update(filter(None, (readings[0].decimal,)))
            self._grouping.update(filter(None, (readings[0].grouping,)))

    def open_signs(self) -> set[str]:
        """The signs in cells that stay ambiguous once all rows were seen. A fix that removes such a
        sign from another cell removes the reason: ``1,200`` beside ``-0,4532`` is ambiguous."""
        still = [key for key, both in self._two_ways.items() if self._settled(key[0], both) is None]
        return {sign for _, sign, _ in still if sign}

    def reading(self, column: str, cell: str) -> NumberReading | None:
        """How a cell that is not a plain number is read, once all rows were seen; ``None`` if it is
        plain, not a number, or stays ambiguous."""
        text = cell.strip()
        if column in COORDINATES:
            return coordinate_reading(column, text)
        readings = count_readings(text)
        if len(readings) > 1:
            return self._settled(column, readings)
        if readings:
            return readings[0] if readings[0].plain else None
        return self._short_exponent(column, text)

    def _settled(self, column: str, readings: Sequence[NumberReading]) -> NumberReading | None:
        grouped, parted = readings
        mark = grouped.grouping
        other = "." if mark == "," else ","
        as_group = mark not in self._decimal
        as_decimal = mark not in self._grouping and other not in self._decimal
        if as_group and as_decimal:  # nothing else in the file decides
            return grouped if mark == "," and parted.plain is None else None
        if as_group:
            return grouped
        # Decimals other than zero in a column of counts: the sign may separate thousands.
        return parted if as_decimal and parted.plain and column not in self._fractions else None

    def _short_exponent(self, column: str, text: str) -> NumberReading | None:
        """``4e+05``, as R writes 400000 among ids with all their digits; else ``None``."""
        if "e" not in text or not digits_lost(text, whole=True):
            return None
        if int(text.partition("e")[2]) >= self._longest[column]:
            return None
        number = Decimal(text.replace(",", "."))
        return NumberReading(EXPONENT, str(int(number))) if number == int(number) else None

    def _is_open(self, column: str, text: str) -> bool:
        if column in COORDINATES:
            return coordinate_reading(column, text) is not None
        return bool(count_readings(text)) or ("e" in text and digits_lost(text, whole=True))
