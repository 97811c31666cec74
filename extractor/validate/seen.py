"""Rules over a whole file: what came before, in constant memory whatever its length."""

from __future__ import annotations

import sys
import tempfile
from array import array
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from contextlib import ExitStack
from operator import itemgetter
from typing import IO, Any

from extractor.codebook.countries import country_by_code, country_by_name
from extractor.codebook.older_regions import OLDER_NAMES
from extractor.codebook.seas import is_water
from extractor.records.vintages import without_decimals
from extractor.tables.temporary_data import no_room
from extractor.validate.columns import Check, Columns, Hit, Met
from extractor.validate.finding import Problem

__all__ = ["IdPrefixes", "SeenBefore", "StablePerCountry"]

MOST_HASHES = 1_000_000  # in memory at a time: some sixty megabytes
PART = 50_000
_PREFIX: Callable[[str], str] = itemgetter(slice(0, 3))  # an acronym has three letters
MOST_PAIRS = 20_000
# The columns that identify an event. Actors alone do not: many protests a day have the same.
SAME_EVENT = (
    *("event_date", "sub_event_type", "actor1", "actor2", "country", "location", "fatalities"),
    "notes",
)


# Ids, each with a newline; hashes of ids; hashes of events, if any; lines: eight bytes each.
_Rows = tuple[bytes, bytes, bytes, bytes]


class SeenBefore(Check):
    """Repeated ids (E401) and repeated events (W402).

    ``key`` is the column of ids; ``alike`` are the columns that identify an event. Hashes of both,
    and the ids, go to temporary files of 30 bytes a row; at the end the hashes are read in parts
    that fit into memory.
    """

    def __init__(self, key: str, alike: Sequence[str]) -> None:
        self.needs = (key,)
        self._key = key
        self._alike = tuple(alike)
        self._files = ExitStack()
        self._parts: list[_Rows] | None = None
        self._count = 0

    def __call__(self, batch: Columns) -> Iterator[Hit]:
        events: Sequence[int] = ()
        if self._alike:
            events = list(map(hash, batch.together(self._alike)))
        self.remember(list(map(str.strip, batch[self._key])), events, batch.lines)
        return iter(())

    def remember(self, ids: Sequence[str], events: Sequence[int], lines: Sequence[int]) -> None:
        """Store ids with their events' hashes and lines."""
        text = "\n".join(ids)
        if text.count("\n") != len(ids) - 1 or "\r" in text:
            text = "\n".join(" ".join(i.split()) if "\n" in i or "\r" in i else i for i in ids)
        rows = (
            f"{text}\n".encode("utf-8", "surrogatepass"),
            array("q", map(hash, ids)).tobytes(),
            array("q", events).tobytes(),
            array("q", lines).tobytes(),
        )
        if self._parts is None:
            self._write(rows)
        else:
            self._parts.append(rows)

    def in_parts(self) -> None:
        self._parts = []

    def gathered(self) -> _Rows:
        assert self._parts is not None
        ids, hashes, events, lines = zip(*self._parts, strict=True) if self._parts else [()] * 4
        self._parts.clear()
        return b"".join(ids), b"".join(hashes), b"".join(events), b"".join(lines)

    def add(self, gathered: _Rows, before: int) -> None:
        # Hashes are comparable: the processes that made them share a hash seed.
        ids, hashes, events, lines = gathered
        numbers = array("q")
        numbers.frombytes(lines)
        self._write((ids, hashes, events, array("q", map(before.__add__, numbers)).tobytes()))

    def _write(self, rows: _Rows) -> None:
        if not rows[1]:
            return
        try:
            if not self._count:
                self._ids, self._id_hashes, self._event_hashes, self._lines = (
                    self._files.enter_context(tempfile.TemporaryFile())  # noqa: SIM115
                    for _ in range(4)
                )
            self._count += len(rows[1]) // 8
            self._ids.write(rows[0])
            self._id_hashes.write(rows[1])
            self._event_hashes.write(rows[2])
            self._lines.write(rows[3])
        except OSError as error:
            raise no_room(error.strerror) from None

    def at_end(self) -> Iterator[tuple[int, Problem, str | None]]:
        if not self._count:
            return
        with self._files:
            for line, identity, first, _ in self._twice(self._id_hashes):
                if identity:
                    message = (
                        f"{self._key} {identity!r} was already used in {self.line_words(first)}"
                    )
                    yield line, Problem("E401", message, self._key, identity), identity
            for line, identity, first, of in self._twice(self._event_hashes):
                if identity != of:
                    message = f"the same event as {of!r} in {self.line_words(first)}, its note too"
                    yield line, Problem("W402", message, self._key, identity), identity

    def _twice(self, hashes: IO[bytes]) -> Iterator[tuple[int, str, int, str]]:
        """Rows whose hash came before: line and id, and line and id of the first."""
        twice = self._repeated(hashes)
        if not twice:
            return
        first: dict[int, tuple[int, str]] = {}
        self._ids.seek(0)
        self._lines.seek(0)
        for part in _parts(hashes):
            for value in part:
                line = int.from_bytes(self._lines.read(8), sys.byteorder)
                identity = self._ids.readline()
                if value in twice:
                    text = identity.decode("utf-8", "surrogatepass").rstrip("\n")
                    if value in first:
                        yield line, text, *first[value]
                    else:
                        first[value] = line, text

    def _repeated(self, hashes: IO[bytes]) -> set[int]:
        rounds = -(-self._count // MOST_HASHES)
        twice: set[int] = set()
        for turn in range(rounds):
            met: set[int] = set()
            for part in _parts(hashes):
                mine = [value for value in part if value % rounds == turn] if rounds > 1 else part
                fresh = set(mine)
                if len(fresh) < len(mine) or not met.isdisjoint(fresh):
                    twice |= met & fresh
                    twice.update(value for value, many in Counter(mine).items() if many > 1)
                met |= fresh
        return twice


def _parts(hashes: IO[bytes]) -> Iterator[array[int]]:
    hashes.seek(0)
    while data := hashes.read(8 * PART):
        part = array("q")
        part.frombytes(data)
        yield part


class StablePerCountry(Check):
    """A country with a changing ISO number (E403) or region (E404), reported only where the
    codebook does not know the right value: ``knows`` are, by column, the countries for which it
    does. A value that was never right, by ``ever`` of column, country and value, is reported by
    itself (E315, E314) and does not make another row's value wrong.
    """

    CODES = {"iso": "E403", "region": "E404"}  # noqa: RUF012

    def __init__(
        self, knows: Mapping[str, Set[str]], ever: Callable[[str, str, str], bool]
    ) -> None:
        self._knows, self._ever = knows, ever
        self.needs = ("country", *knows)
        self._first: dict[tuple[str, str], tuple[str, int]] = {}
        self._reported: set[tuple[str, str, str]] = set()
        self._met: set[tuple[str, ...]] = set()
        self._judged: set[tuple[str, ...]] = set()

    def __call__(self, batch: Columns) -> Iterator[Hit]:
        met = self._met
        if len(met) >= MOST_PAIRS or met.issuperset(batch.together(self.needs)):
            return
        for index, cells in enumerate(batch.together(self.needs)):
            if cells not in met and len(met) < MOST_PAIRS:
                met.add(cells)
                yield index, Met(cells)

    def judge(self, met: Met, line: int) -> Iterator[Problem]:
        if met.what in self._judged or len(self._judged) >= MOST_PAIRS:
            return
        self._judged.add(met.what)
        country, *values = (cell.strip() for cell in met.what)
        for column, value in zip(self._knows, values, strict=True):
            value = OLDER_NAMES.get(value, value)  # another name of the same region
            yield from self._changed(column, country, without_decimals(value), line)

    def _changed(self, column: str, country: str, value: str, line: int) -> Iterator[Problem]:
        if not country or not value or country in self._knows[column] or is_water(country):
            return
        if not self._ever(column, country, value):
            return
        first, first_line = self._first.setdefault((column, country), (value, line))
        if value != first and (column, country, value) not in self._reported:
            self._reported.add((column, country, value))
            before = self.line_words(first_line)
            message = f"{column} of {country} is {value!r}; in {before} it is {first!r}"
            yield Problem(self.CODES[column], message, column, value)


class IdPrefixes(Check):
    """Ids whose acronym belongs to another country (W405), judged by the other rows of the file.

    An acronym belongs to the country of most of its rows. ACLED publishes no list of acronyms, so a
    country with a single acronym is reported only if another country has nearly all of that
    acronym's rows.
    """

    MOST_LINES = 20
    FEW = 2  # with more rows it may well be an acronym of ACLED's own
    MAJORITY = 20  # the owner needs so many times the other country's rows

    def __init__(self) -> None:
        self.needs = ("event_id_cnty", "country")
        self._counts: Counter[tuple[str, str]] = Counter()
        self._lines: dict[tuple[str, str], list[tuple[int, str]]] = {}
        self._kept: Counter[tuple[str, str]] = Counter()  # lines, including gathered ones
        self._too_many = False

    def __call__(self, batch: Columns) -> Iterator[Hit]:
        ids, countries = batch["event_id_cnty"], batch["country"]
        if self._too_many:
            return iter(())
        met = Counter(zip(map(_PREFIX, ids), countries, strict=True))
        rare = {pair for pair in met if self._kept[pair] < self.MOST_LINES}
        if rare:
            for index, pair in enumerate(zip(map(_PREFIX, ids), countries, strict=True)):
                if pair in rare and self._kept[pair] < self.MOST_LINES:
                    self._kept[pair] += 1
                    self._lines.setdefault(pair, []).append((batch.lines[index], ids[index]))
        self._counts.update(met)
        self._too_many = len(self._counts) > MOST_PAIRS
        return iter(())

    def gathered(self) -> Any:
        pairs = [(*pair, many, self._lines.get(pair, [])) for pair, many in self._counts.items()]
        self._counts.clear()
        self._lines.clear()
        return self._too_many, pairs

    def add(self, gathered: Any, before: int) -> None:
        too_many, pairs = gathered
        self._too_many = self._too_many or too_many
        if self._too_many:
            return
        for prefix, country, many, rows in pairs:
            pair = prefix, country
            self._counts[pair] += many
            lines = self._lines.setdefault(pair, [])
            room = self.MOST_LINES - len(lines)
            lines += [(before + line, identity) for line, identity in rows[:room]]
        self._too_many = self._too_many or len(self._counts) > MOST_PAIRS

    def at_end(self) -> Iterator[tuple[int, Problem, str | None]]:
        if self._too_many:  # no list of countries is so long
            return
        # Events moved to a sea in 2026 keep the id they had under a country.
        for pair in [pair for pair in self._counts if is_water(pair[1])]:
            del self._counts[pair]
        owner: dict[str, tuple[str, int]] = {}
        for (prefix, country), count in self._counts.items():
            if count > owner.get(prefix, ("", 0))[1]:
                owner[prefix] = (country, count)
        found = []
        for (prefix, country), count in self._counts.items():
            owns = self._rightful(prefix, country, count, owner)
            if owns is None or not country.strip():
                continue
            for line, identity in self._lines[prefix, country]:
                message = f"{prefix} is the acronym of {owns}, the country is {country}"
                problem = Problem("W405", message, "event_id_cnty", identity)
                found.append((line, problem, identity))
        yield from sorted(found, key=lambda each: each[0])

    def _rightful(
        self, prefix: str, country: str, count: int, owner: dict[str, tuple[str, int]]
    ) -> str | None:
        """The country that an acronym belongs to, if it is another one with little doubt."""
        owns, most = owner[prefix]
        iso = country_by_code(prefix) if prefix.isalpha() else None
        if owns == country:
            # No other row decides: the acronym may still be another country's ISO code.
            listed = country_by_name(country)
            if iso and listed and iso != listed and count <= self.FEW:
                return iso.name
            return None
        of_country = any(name == country and p != prefix for p, (name, _) in owner.items())
        named = of_country or (iso is not None and iso.name == owns)
        sure = most >= count * self.MAJORITY or (named and most > count)
        return owns if prefix.isalpha() and sure else None
