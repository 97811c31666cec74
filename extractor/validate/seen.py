"""Rules over a whole file: what was there before, in constant memory however long the file is."""

from __future__ import annotations

import sys
import tempfile
from array import array
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from contextlib import ExitStack
from operator import itemgetter
from typing import IO

from extractor.codebook.countries import country_by_code, country_by_name
from extractor.errors import TableError
from extractor.validate.columns import Columns, Hit
from extractor.validate.finding import Problem

__all__ = ["IdPrefixes", "SeenBefore", "StablePerCountry"]

MOST_HASHES = 1_000_000  # in memory at a time: some sixty megabytes
PART = 50_000
_PREFIX: Callable[[str], str] = itemgetter(slice(0, 3))  # an acronym has three letters
MOST_PAIRS = 20_000
# What makes two rows the same event. Actors alone do not: many protests a day are alike in all.
SAME_EVENT = (
    *("event_date", "sub_event_type", "actor1", "actor2", "country", "location", "fatalities"),
    "notes",
)


class SeenBefore:
    """Ids used twice (E401) and events there twice (W402).

    ``key`` is the column of ids; ``alike`` the columns in which two rows are the same event.
    Hashes of both, and the ids themselves, go to temporary files of 30 bytes a row; at the end
    the hashes are read in parts that fit the memory.
    """

    def __init__(self, key: str, alike: Sequence[str]) -> None:
        self.needs = (key,)
        self._key = key
        self._alike = tuple(alike)
        self._files = ExitStack()
        self._ids, self._id_hashes, self._event_hashes, self._lines = (
            self._files.enter_context(tempfile.TemporaryFile())  # noqa: SIM115
            for _ in range(4)
        )
        self._count = 0

    def __call__(self, batch: Columns) -> Iterator[Hit]:
        events: Sequence[int] = ()
        if self._alike:
            events = list(map(hash, batch.together(self._alike)))
        self.add(list(map(str.strip, batch[self._key])), events, batch.lines)
        return iter(())

    def add(self, ids: Sequence[str], events: Sequence[int], lines: Sequence[int]) -> None:
        """Remember ids with their events' hashes and their lines."""
        self._count += len(ids)
        text = "\n".join(ids)
        if text.count("\n") != len(ids) - 1 or "\r" in text:
            text = "\n".join(" ".join(identity.split()) for identity in ids)
        try:
            self._ids.write(f"{text}\n".encode("utf-8", "surrogatepass"))
            self._id_hashes.write(array("q", map(hash, ids)).tobytes())
            self._lines.write(array("q", lines).tobytes())
            if events:
                self._event_hashes.write(array("q", events).tobytes())
        except OSError as error:
            raise _no_room(error) from None

    def at_end(self) -> Iterator[tuple[int, Problem, str | None]]:
        with self._files:
            for line, identity, first, _ in self._twice(self._id_hashes):
                if identity:
                    message = f"{self._key} {identity!r} was already used in line {first}"
                    yield line, Problem("E401", message, self._key, identity), identity
            for line, identity, first, of in self._twice(self._event_hashes):
                if identity != of:
                    message = f"the same event as {of!r} in line {first}, its note too"
                    yield line, Problem("W402", message, self._key, identity), identity

    def _twice(self, hashes: IO[bytes]) -> Iterator[tuple[int, str, int, str]]:
        """Rows whose hash an earlier one has: line and id, and line and id of the first."""
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


class StablePerCountry:
    """A country that changes its ISO number (E403) or region (E404), told where the codebook does
    not know one right value: ``knows`` are, by column, the countries it does know it of."""

    CODES = {"iso": "E403", "region": "E404"}  # noqa: RUF012

    def __init__(self, knows: Mapping[str, Set[str]]) -> None:
        self._knows = knows
        self.needs = ("country", *knows)
        self._first: dict[tuple[str, str], tuple[str, int]] = {}
        self._told: set[tuple[str, str, str]] = set()
        self._met: set[tuple[str, ...]] = set()

    def __call__(self, batch: Columns) -> Iterator[Hit]:
        met = set(batch.together(self.needs))
        if met <= self._met or len(self._met) > MOST_PAIRS:
            return
        for index, cells in enumerate(batch.together(self.needs)):
            if cells not in self._met:
                self._met.add(cells)
                country, *values = (cell.strip() for cell in cells)
                for column, value in zip(self._knows, values, strict=True):
                    yield from self._changed(column, country, value, index, batch.lines[index])

    def at_end(self) -> Iterator[tuple[int, Problem, str | None]]:
        return iter(())

    def _changed(
        self, column: str, country: str, value: str, index: int, line: int
    ) -> Iterator[Hit]:
        value = value.removesuffix(".0")
        if not country or not value or country in self._knows[column]:
            return
        first, first_line = self._first.setdefault((column, country), (value, line))
        if value != first and (column, country, value) not in self._told:
            self._told.add((column, country, value))
            message = f"{column} of {country} is {value!r}; in line {first_line} it is {first!r}"
            yield index, Problem(self.CODES[column], message, column, value)


class IdPrefixes:
    """Ids whose acronym belongs to another country (W405), told by the other rows of the file.

    An acronym belongs to the country that most of its rows are in. Which acronym ACLED gives a
    country is not published as a list, so a country with one acronym only is never reported unless
    another has nearly all of that acronym's rows.
    """

    MOST_LINES = 20
    FEW = 2  # more rows than that may well be an acronym of ACLED's own
    MAJORITY = 20  # a country needs so many times the rows of the other

    def __init__(self) -> None:
        self.needs = ("event_id_cnty", "country")
        self._counts: Counter[tuple[str, str]] = Counter()
        self._lines: dict[tuple[str, str], list[tuple[int, str]]] = {}

    def __call__(self, batch: Columns) -> Iterator[Hit]:
        counts, lines = self._counts, self._lines
        if len(counts) > MOST_PAIRS:
            return iter(())
        ids, countries = batch["event_id_cnty"], batch["country"]
        met = Counter(zip(map(_PREFIX, ids), countries, strict=True))
        rare = {pair for pair in met if counts[pair] < self.MOST_LINES}
        if rare:
            for index, pair in enumerate(zip(map(_PREFIX, ids), countries, strict=True)):
                if pair in rare and len(lines.setdefault(pair, [])) < self.MOST_LINES:
                    lines[pair].append((batch.lines[index], ids[index]))
        counts.update(met)
        return iter(())

    def at_end(self) -> Iterator[tuple[int, Problem, str | None]]:
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
        """The country that an acronym belongs to, if it is another and there is little doubt."""
        owns, most = owner[prefix]
        iso = country_by_code(prefix) if prefix.isalpha() else None
        if owns == country:
            # No other row tells: the acronym may still be another country's ISO code.
            here = country_by_name(country)
            if iso and here and iso != here and count <= self.FEW:
                return iso.name
            return None
        own = any(name == country and p != prefix for p, (name, _) in owner.items())
        named = own or (iso is not None and iso.name == owns)
        sure = most >= count * self.MAJORITY or (named and most > count)
        return owns if prefix.isalpha() and sure else None


def _no_room(error: OSError) -> TableError:
    return TableError(f"no room for temporary data: {error.strerror} (TMPDIR names another folder)")
