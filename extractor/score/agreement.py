"""Agreement between two coders: Krippendorff's alpha by field.

Source: Klaus Krippendorff, "Computing Krippendorff's Alpha-Reliability" (2011). 1 is perfect
agreement, 0 is chance, below 0 worse than that; 0.8 is the usual bound for reliable data, 0.667 the
lowest for tentative conclusions.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain
from math import nan
from typing import Any

from extractor.gazetteer.folding import fold
from extractor.records import EventRecord
from extractor.records.field import Field as RecordField
from extractor.records.fields import FIELDS as RECORD_FIELDS
from extractor.score.alignment import Unit
from extractor.score.compare import FIELDS, Field, plain_name
from extractor.score.draws import RESAMPLES, SEED, Interval, draws_of, interval, rounded

__all__ = ["Agreement", "agreement", "krippendorff_alpha"]

Value = Hashable
Distance = Callable[[Any, Any], float]


def _nominal(one: Any, other: Any) -> float:
    return float(one != other)


def _interval(one: Any, other: Any) -> float:
    return float((one - other) ** 2)


def _ratio(one: Any, other: Any) -> float:
    return float(((one - other) / (one + other)) ** 2) if one + other else 0.0


DISTANCES: dict[str, Distance] = {"nominal": _nominal, "interval": _interval, "ratio": _ratio}


def krippendorff_alpha(units: Sequence[Sequence[Value | None]], level: str = "nominal") -> float:
    """Alpha of units, each with its coders' values (``None``: not coded).

    ``level`` is ``nominal``, ``interval`` or ``ratio``. Units with fewer than two values are
    ignored. The result is NaN if nothing can be compared, and 1 if all coders always gave the same
    value.
    """
    parts = [_unit(unit, DISTANCES[level]) for unit in units]
    return _alpha(parts, range(len(parts)), level)


Part = tuple[tuple[Value, ...], float]
"""A unit's values, and the sum of their distances as alpha weights it."""


def _unit(unit: Sequence[Value | None], distance: Distance) -> Part:
    values = tuple(value for value in unit if value is not None)
    if len(values) < 2:
        return (), 0.0
    return values, sum(distance(a, b) for a in values for b in values) / (len(values) - 1)


def _alpha(parts: Sequence[Part], chosen: Sequence[int], level: str) -> float:
    """Alpha of the chosen units, each as often as it is chosen."""
    values = Counter(chain.from_iterable(parts[i][0] for i in chosen))
    total = sum(values.values())
    if not total:
        return nan
    observed = sum(parts[i][1] for i in chosen)
    if not observed:
        return 1.0
    return 1.0 - observed * (total - 1) / _chance(values, level)


def _chance(values: Counter[Any], level: str) -> float:
    """The sum of the distances between all values of all units, in closed form where possible: days
    have as many values as there are events."""
    total = sum(values.values())
    if level == "nominal":
        return float(total**2 - sum(count**2 for count in values.values()))
    if level == "interval":
        whole = sum(value * count for value, count in values.items())
        squares = sum(value**2 * count for value, count in values.items())
        return float(2 * (total * squares - whole**2))
    distance = DISTANCES[level]
    return sum(
        count * times * distance(value, other)
        for value, count in values.items()
        for other, times in values.items()
    )


@dataclass(frozen=True)
class Agreement:
    """Agreement on one field: the number of events that both coders have, the share coded the same,
    and alpha with its interval. ``alpha`` is NaN if nothing can be compared."""

    title: str
    name: str
    events: int
    same: float
    alpha: float
    interval: Interval

    def plain(self) -> dict[str, object]:
        """As JSON; NaN is ``null``."""
        is_number = self.alpha == self.alpha
        return {
            "events": self.events,
            "same": round(self.same, 4) if self.events else None,
            "alpha": round(self.alpha, 4) if is_number else None,
            "alpha_interval": rounded(self.interval) if is_number else None,
        }


def agreement(
    units: Sequence[Unit], *, resamples: int = RESAMPLES, seed: int = SEED
) -> list[Agreement]:
    """Alpha of every single-valued field, over the events that both coders have.

    An event that only one coder has says nothing about its fields. How well they agree on which
    events there are is the F1 of "event found", which is symmetric.
    """
    draws = draws_of(len(units), resamples, seed)
    found = []
    for name, title, level, value in _coded():
        by_unit = [
            [(value(a), value(b)) for a, b in (*unit.pairs, *unit.optional)] for unit in units
        ]
        pairs = [pair for unit in by_unit for pair in unit]
        both = [(a, b) for a, b in pairs if a is not None and b is not None]
        alpha = krippendorff_alpha(pairs, level)
        found.append(
            Agreement(
                title,
                name,
                len(both),
                sum(a == b for a, b in both) / len(both) if both else 0.0,
                alpha,
                _interval_of(draws, by_unit, level, alpha),
            )
        )
    return found


def _interval_of(
    draws: Sequence[Sequence[int]],
    by_unit: Sequence[Sequence[Sequence[Value | None]]],
    level: str,
    alpha: float,
) -> Interval:
    """Alpha's interval; a draw without anything to compare counts as alpha itself."""
    distance = DISTANCES[level]
    parts = [[_unit(pair, distance) for pair in unit] for unit in by_unit]
    if alpha == 1.0 or alpha != alpha:
        return alpha, alpha
    joined: list[Part] = [
        (tuple(chain.from_iterable(values for values, _ in unit)), sum(d for _, d in unit))
        for unit in parts
    ]

    def drawn_alpha(drawn: Sequence[int]) -> float:
        again = _alpha(joined, drawn, level)
        return again if again == again else alpha

    return interval(draws, drawn_alpha, alpha)


def _coded() -> list[tuple[str, str, str, Callable[[EventRecord], Any]]]:
    """Name, title, level and value of each field; of lists, whether there is any."""
    fields = [
        (field.name, field.title, field.alpha, _first(field)) for field in FIELDS if field.alpha
    ]
    variables: list[tuple[str, str, str, Callable[[EventRecord], Any]]] = [
        ("place", "place", "nominal", _place),
        ("date_precision", "date precision", "nominal", lambda r: r.date and r.date.precision),
        ("place_precision", "place precision", "nominal",
         lambda r: r.location and r.location.precision),
        ("perpetrator", "perpetrator name", "nominal", lambda r: _name(r.perpetrators)),
        ("perpetrator_kind", "perpetrator kind", "nominal", lambda r: _kind(r.perpetrators)),
        ("attribution", "perpetrator attribution", "nominal",
         lambda r: r.perpetrators[0].attribution.value if r.perpetrators else "nobody"),
        ("target", "target name", "nominal", lambda r: _name(r.targets)),
        ("target_kind", "target kind", "nominal", lambda r: _kind(r.targets)),
    ]  # fmt: skip
    variables += [
        (one.path, one.presence, "nominal", _has_any(one)) for one in RECORD_FIELDS if one.presence
    ]
    return [*fields, *variables]


def _has_any(field: RecordField) -> Callable[[EventRecord], bool]:
    return lambda record: bool(field.of(record))


def _first(field: Field) -> Callable[[EventRecord], Any]:
    def value(record: EventRecord) -> Any:
        items = field.items(record)
        one = items[0] if items else None
        return one.toordinal() if isinstance(one, date) else one

    return value


def _place(record: EventRecord) -> str | None:
    where = record.location
    return (where.gazetteer_id or fold(f"{where.name} {where.country}")) if where else None


def _name(actors: Sequence[Any]) -> str:
    return plain_name(actors[0].name) if actors else "nobody"


def _kind(actors: Sequence[Any]) -> str:
    return str(actors[0].kind.value) if actors else "nobody"
